"""All keys and signs, made from the tables that the application itself goes by, and the pages of longer help;
searched as one types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Markdown

from tui.actions import ACTIONS, DEFAULTS, Action, actions_in
from tui.fields import LineField
from tui.help_pages import NAMES, Page, pages
from tui.key_words import key_of, shown_keys
from tui.keys import ScopedKeys
from tui.scopes import CHANGES, PANE_SCOPES, SELECTION
from tui.screen_actions import HELP, HELP_SEARCH, PROMPT_SCOPES, SCOPES
from tui.screen_signs import LEGEND
from tui.screens.code_block import CodeBlock
from tui.screens.help_rows import Group, HelpRows, Row
from tui.screens.hints import Hints
from tui.screens.scrolled import ScrolledPrompt

_OTHER_KEYS = "> Keys are named here as Dateline comes with them; yours stand in the list before.\n\n"


def groups(scope: str) -> list[Group]:
    """All there is to be told, by where it holds: the keys of the scope first, each action once."""
    panes = _shared(set(PANE_SCOPES) - {SELECTION, CHANGES})
    shared = _shared(set(PROMPT_SCOPES))
    prompts = [action for action in shared if action not in panes and action.owner != "motion"]
    here = [action for action in actions_in(scope) if action not in (*panes, *prompts)]
    told = (*panes, *prompts, *here)
    own = [
        _group(title, [one for one in ACTIONS if one.scopes[0] == where and one not in told])
        for where, title in SCOPES.items()
    ]
    first = [_group(f"Here: {SCOPES[scope]}", here), _group("Every pane", panes)]
    signs = Group("Signs", [Row(*one) for one in LEGEND])
    longer = Group("Longer help", [Row(str(key), page.title) for key, page in enumerate(pages(), 1)])
    return [
        one for one in (first[0], longer, first[1], signs, *own, _group("Every prompt", prompts)) if one.rows
    ]


def page_groups() -> list[Group]:
    """All that the pages say, each under its title, by the headings there."""
    return [
        Group(f"{key}  {page.title}", [Row(heading, told) for heading, told in page.passages])
        for key, page in enumerate(pages(), 1)
    ]


def _group(title: str, actions: Iterable[Action]) -> Group:
    without = f"{key_of('command_palette')} alone"
    return Group(title, [Row(shown_keys(one) or without, one.help, one.words) for one in actions])


def _shared(scopes: set[str]) -> list[Action]:
    return [action for action in ACTIONS if len(scopes.intersection(action.scopes)) > 1]


def narrowed(given: Iterable[Group], typed: str) -> list[Group]:
    """The lines that hold every word typed, in keys, meaning or title; case does not count."""
    wanted = typed.casefold().split()
    kept = [
        Group(title, [row for row in rows if _holds(" ".join((title, *row)), wanted)])
        for title, rows in given
    ]
    return [group for group in kept if group.rows]


def _holds(text: str, words: list[str]) -> bool:
    text = text.casefold()
    return all(word in text for word in words)


class HelpSearch(LineField, ScopedKeys):
    """The words that narrow the help."""

    SCOPE = HELP_SEARCH

    def __init__(self, keep: Callable[[], None], drop: Callable[[], None]) -> None:
        """Args: what gives the keys back to the help; what shows all of it again."""
        super().__init__(placeholder="words of a key or of what it does", id="help-search")
        self._keep, self._drop = keep, drop

    def action_keep_search(self) -> None:
        """Gives the keys back to the help as it is narrowed."""
        self._keep()

    def action_drop_search(self) -> None:
        """Shows all of the help again."""
        self._drop()


class _Page(Markdown):
    """A page of longer help, with nothing of it cut."""

    BLOCKS = {**Markdown.BLOCKS, "fence": CodeBlock}


class HelpScreen(ScrolledPrompt):
    """Shows the keys, those of the place one came from first, and the signs."""

    SCOPE = HELP
    PLACE = "middle"

    def __init__(self, scope: str, page: Page | None = None) -> None:
        """Args: the scope whose keys held when it was asked for; the page to begin with, else the keys."""
        super().__init__()
        self._groups = groups(scope)
        self._first = page
        self._field = HelpSearch(self._leave_field, self._show_all)
        self._field.display = False
        self._rows = HelpRows(id="help-rows")
        self._page = _Page(id="help-page", open_links=False)
        self._page.display = False

    def compose(self) -> ComposeResult:
        """The field, one table grouped by where the keys work, or a page; the keys of the help."""
        with Vertical(id="help"):
            yield self._field
            with VerticalScroll():
                yield self._rows
                yield self._page
            yield Hints(HELP)

    def on_mount(self) -> None:
        """Shows all; its rows have the keys."""
        self.set_focus(self.scroll)
        self._show(self._groups)
        if self._first is not None:
            self.call_later(self._open, self._first)

    def _show(self, shown: list[Group]) -> None:
        self._rows.tell(shown)
        self.scroll.scroll_home(animate=False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        found = narrowed(self._groups, event.value)
        self._show(found + narrowed(page_groups(), event.value) if event.value.strip() else found)

    def _leave_field(self) -> None:
        self._field.display = bool(self._field.value.strip())
        self.set_focus(self.scroll)

    def _show_all(self) -> None:
        self._field.value = ""
        self._leave_field()

    async def action_open_page(self, key: str) -> None:
        """Shows the page of the digit in place of the list."""
        await self._open(pages()[int(key) - 1])

    async def _open(self, page: Page, heading: str = "") -> None:
        self._show_page(True)
        await self._page.update((_OTHER_KEYS if tuple(ACTIONS) != DEFAULTS else "") + page.text)
        self.scroll.scroll_home(animate=False)
        if heading:
            self.call_after_refresh(self._page.goto_anchor, heading)

    @on(Markdown.LinkClicked)
    async def _follow(self, event: Markdown.LinkClicked) -> None:
        """Pages link to each other and to nothing else."""
        name, _, heading = event.href.partition("#")
        await self._open(pages()[NAMES.index(name.removesuffix(".md"))], heading)

    def _show_page(self, shown: bool) -> None:
        self._page.display, self._rows.display = shown, not shown

    def action_search_help(self) -> None:
        """Gives the keys to the field."""
        self._show_page(False)
        self._field.display = True
        self.set_focus(self._field)

    def action_leave_help(self) -> None:
        """Goes from a page to the list, from a narrowed list to all of it, else closes the help."""
        if self._page.display:
            self._show_page(False)
            self.scroll.scroll_home(animate=False)
        elif self._field.value:
            self._show_all()
        else:
            self.action_close_help()

    def action_close_help(self) -> None:
        """Closes the help."""
        self.leave(None)
