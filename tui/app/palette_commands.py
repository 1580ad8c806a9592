"""The command palette's commands, from the table of actions."""

from __future__ import annotations

from functools import partial
from inspect import unwrap
from typing import Protocol, cast

from textual import work
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.css.query import NoMatches
from textual.widgets import OptionList

from tui.actions import Action, actions_in
from tui.app.input_queue import Work
from tui.app.three_panes import ThreePanes
from tui.key_words import shown_keys


class Commanded(Protocol):
    """What the palette needs of the application."""

    panes: ThreePanes

    def soon(self, work: Work) -> None:
        """Has work done before the next input is taken."""

    async def carry_out(self, action: Action) -> None:
        """Does what an action's keys would do in the pane that has the keys."""


class ActionCommands(Provider):
    """The actions that can be carried out in the pane that had the keys."""

    def _commands(self) -> list[tuple[str, Action]]:
        app = cast("Commanded", self.app)
        return [
            (f"{action.help}  ({shown_keys(action)})" if action.keys else action.help, action)
            for action in actions_in(app.panes.pane.scope())
            if not action.argument and action.id != "command_palette"
        ]

    async def discover(self) -> Hits:
        """All of them, while nothing is typed."""
        app = cast("Commanded", self.app)
        for title, action in self._commands():
            yield DiscoveryHit(title, partial(app.soon, partial(app.carry_out, action)))

    async def search(self, query: str) -> Hits:
        """Those that match what is typed."""
        app = cast("Commanded", self.app)
        matcher = self.matcher(query)
        for title, action in self._commands():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), partial(app.soon, partial(app.carry_out, action)))


class Palette(CommandPalette):
    """Textual's, in which keys may come before its list has been laid out, and the end while it gathers."""

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
