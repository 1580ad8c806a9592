"""All keys, made from the table of actions."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.actions import ACTIONS, Action
from tui.key_words import shown_keys
from tui.scopes import CHANGES, HELP, PANE_SCOPES, PROMPT_SCOPES, SCOPES, SELECTION
from tui.screens.prompts import Prompt

#: Cells of the keys' column; more keys go on in the next row.
_KEYS = 23


def _groups() -> list[tuple[str, list[Action]]]:
    """The actions by where they work: those of several panes once, first; those of several prompts once."""
    panes = _shared(set(PANE_SCOPES) - {SELECTION, CHANGES})
    prompts = [action for action in _shared(set(PROMPT_SCOPES)) if action not in panes]
    shared = [*panes, *prompts]
    own = {
        title: [action for action in ACTIONS if action.scopes[0] == scope and action not in shared]
        for scope, title in SCOPES.items()
    }
    return [("Every pane", panes), *own.items(), ("Every prompt", prompts)]


def _shared(scopes: set[str]) -> list[Action]:
    return [action for action in ACTIONS if len(scopes.intersection(action.scopes)) > 1]


class HelpScreen(Prompt[None]):
    """Shows the keys; any key but those that scroll closes it."""

    SCOPE = HELP
    PLACE = "middle"

    def compose(self) -> ComposeResult:
        """One table, grouped by where the keys work."""
        table = Table.grid(padding=(0, 2))
        table.add_column(width=_KEYS)
        table.add_column()
        for title, actions in _groups():
            table.add_row(Text(title, style="bold"), "")
            for action in actions:
                table.add_row(Text(shown_keys(action)), Text(action.help))
            table.add_row("", "")
        with VerticalScroll(id="help"):
            yield Static(table)

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_down(self, _count: int | None = None) -> None:
        """Scrolls down by a line."""
        self._scroll.scroll_down(animate=False)

    def action_up(self, _count: int | None = None) -> None:
        """Scrolls up by a line."""
        self._scroll.scroll_up(animate=False)

    def action_page_down(self, _count: int | None = None) -> None:
        """Scrolls down by a page."""
        self._scroll.scroll_page_down(animate=False)

    def action_page_up(self, _count: int | None = None) -> None:
        """Scrolls up by a page."""
        self._scroll.scroll_page_up(animate=False)

    def action_half_page_down(self, _count: int | None = None) -> None:
        """Scrolls down by a page: what is only looked through is read in few strokes."""
        self.action_page_down()

    def action_half_page_up(self, _count: int | None = None) -> None:
        """Scrolls up by a page."""
        self.action_page_up()

    def action_close_help(self) -> None:
        """Closes the help."""
        self.leave(None)

    def on_key(self, event: events.Key) -> None:
        """A key without a row in the table closes it too."""
        event.stop()
        event.prevent_default()
        self.action_close_help()
