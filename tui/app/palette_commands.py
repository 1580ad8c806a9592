"""The command palette: actions by what they are called, and places in the library."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from inspect import unwrap
from threading import Event
from typing import NamedTuple, Protocol, cast

from textual import work
from textual.app import SystemCommand
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Key
from textual.screen import Screen
from textual.widgets import OptionList

from store import DatelineError
from tui.actions import Action, actions_in
from tui.app.destinations import Place, Places
from tui.app.input_queue import Work
from tui.app.three_panes import ThreePanes
from tui.app.workspace import Workspace
from tui.help_pages import Page, pages
from tui.key_words import key_name, shown
from tui.keys import BY_KEY, ScopedKeys
from tui.screen_actions import LINE, VIEWS
from tui.screens import HelpScreen

#: How well a command is meant: its first word is typed, words of its name, words it is called by too.
_FIRST, _NAMED, _CALLED = 4.0, 3.0, 2.0
#: A place whose name is typed, before what only has the letters in their order.
_PLACE = 1.0
#: A place that is called exactly what is typed.
_EXACT = 3.5
#: What an action that was used gains at most, and what a motion loses: few look for one by name.
_USED, _MOTION = 0.5, 0.5
#: What a page to be read comes behind what is done.
_READ = 0.25


#: Cells of the keys, and of what kind a place is.
_FIRST_COLUMN = 10
#: What moves in a list, and the like of it in Textual's.
_MOVES = {"down": "cursor_down", "up": "cursor_up"}


class Commanded(Protocol):
    """What the palette needs of the application."""

    panes: ThreePanes
    places: Places
    workspace: Workspace
    uses: Counter[str]
    """How often each action was carried out since the start, by its id."""

    def soon(self, work: Work) -> None:
        """Has work done before the next input is taken."""

    async def carry_out(self, action: Action) -> None:
        """Does what an action's keys would do in the pane that has the keys."""

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands that are no action."""


class Command(NamedTuple):
    """A line of the palette."""

    key: str
    """The first key that does it, in words; empty for none."""
    title: str
    words: str
    """What else it is called."""
    bonus: float
    """What its use adds to how well it is meant."""
    run: Callable[[], object]


def _row(first: str, name: Content) -> Content:
    """A line: a key, or what kind of place it is, in a column of its own, and the name."""
    return Content.assemble((f"{first:<{_FIRST_COLUMN - 1}} ", "dim"), name)


def meant(typed: str, command: Command) -> float:
    """How well a command is meant by words that begin so; 0 where they are not its words."""
    wanted = typed.casefold().split()
    name, more = (text.casefold().split() for text in (command.title, command.words))
    if not wanted or not _all_begin([*name, *more], wanted):
        return 0
    score = _CALLED if not _all_begin(name, wanted) else _FIRST if name[0].startswith(wanted[0]) else _NAMED
    return score + command.bonus


def _all_begin(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)


class ActionCommands(Provider):
    """The actions that can be carried out in the pane that had the keys; the most used first."""

    def _commands(self) -> Iterator[Command]:
        app = cast("Commanded", self.app)
        actions = [
            action
            for action in actions_in(app.panes.pane.scope())
            if not action.argument and action.id != "command_palette"
        ]
        # Else those that the footer names, which are done most; motions last.
        actions.sort(key=lambda one: (one.owner == "motion", -app.uses[one.id], not one.footer))
        for action in actions:
            used = app.uses[action.id] / (app.uses[action.id] + 1)
            bonus = _USED * used - (_MOTION if action.owner == "motion" else 0)
            run = partial(app.soon, partial(app.carry_out, action))
            key = shown(action.keys[0]) if action.keys else ""
            yield Command(key, action.help, action.words, bonus, run)
        for title, told, command, _ in app.get_system_commands(self.screen):
            yield Command("", title, told, 0, command)

    async def discover(self) -> Hits:
        """All of them, while nothing is typed."""
        for one in self._commands():
            yield DiscoveryHit(_row(one.key, Content(one.title)), one.run)

    async def search(self, query: str) -> Hits:
        """Those that are called by what is typed; else those that have its letters in their order."""
        matcher = self.matcher(query)
        commands = list(self._commands())
        scores = [meant(query, one) for one in commands]
        if not any(scores):
            # Below all places: likeness has no upper end.
            likeness = (matcher.match(one.title) for one in commands)
            scores = [_PLACE * like / (like + 1) for like in likeness]
        for one, score in zip(commands, scores, strict=True):
            if score > 0:
                yield Hit(score, _row(one.key, matcher.highlight(one.title)), one.run, one.title)


class PlaceCommands(Provider):
    """Pages of the help, releases, tags, views and speakers."""

    async def search(self, query: str) -> Hits:
        """Those that are called by what is typed, found in a thread that ends when nobody waits any more."""
        app = cast("Commanded", self.app)
        for hit in self._pages(query):
            yield hit
        ended = Event()
        places: list[Place] = []
        try:
            places = await asyncio.to_thread(lambda: list(app.places.find(query, ended.is_set)))
        except DatelineError as error:
            app.workspace.complain(error)
        finally:
            ended.set()
        for index, place in enumerate(places):
            told = _row(place.kind, Content(place.name))
            go = partial(app.soon, partial(self._go, place))
            score = _EXACT if place.is_called(query) else _PLACE + 1 / (index + 2)
            yield Hit(score, told, go, f"{place.kind}  {place.name}")

    def _pages(self, query: str) -> Iterator[Hit]:
        """By their headings and the settings they list."""
        app = cast("Commanded", self.app)
        for page in pages():
            run = partial(app.soon, partial(self._open, page))
            score = meant(query, Command("", page.title, " ".join(page.names), -_READ, run))
            if score > 0:
                yield Hit(score, _row("Help", Content(page.title)), run, f"Help  {page.title}")

    async def _open(self, page: Page) -> None:
        app = cast("Commanded", self.app)
        await self.app.push_screen(HelpScreen(app.panes.pane.scope(), page))

    async def _go(self, place: Place) -> None:
        with cast("Commanded", self.app).workspace.complaining():
            await place.go()


class Palette(CommandPalette, ScopedKeys):
    """Textual's, in which keys may come before its list has been laid out, and the end while it gathers.

    What leaves a prompt leaves it, and what moves in a list without typing anything moves in its list.
    """

    async def take_key(self, event: Key) -> bool:
        """Carries out the reader's own keys for that; False for others, and for what is typed."""
        key = key_name(event.key, event.character)
        leaves, moves = BY_KEY.get((LINE, key)), BY_KEY.get((VIEWS, key))
        if event.is_printable:
            return False
        if leaves is not None and leaves.id == "leave_prompt":
            self._action_escape()
            return True
        if moves is not None and moves.id in _MOVES:
            self._action_command_list(_MOVES[moves.id])
            return True
        return False

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001
    async def _gather_commands(self, search_value: str) -> None:
        """Fill the list with what matches; where the screen's parts have been taken down, there is none."""
        try:
            await unwrap(CommandPalette._gather_commands)(self, search_value)  # noqa: SLF001
        except NoMatches:
            if self.query(OptionList):
                raise

    def _action_command_list(self, action: str) -> None:
        """Move in the list; a list without lines has no pages to be moved by."""
        rows = self.query_one(OptionList)
        if action.startswith("page_") and (rows.highlighted or 0) not in rows._index_to_line:  # noqa: SLF001
            return
        super()._action_command_list(action)
