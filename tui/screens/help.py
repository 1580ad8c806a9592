"""All keys, made from the table of actions."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.actions import ACTIONS, BY_KEY, CHANGES, READER, SCOPES, SELECTION, Action, key_name, shown_keys
from tui.screens.prompts import Prompt


def _groups() -> list[tuple[str, list[Action]]]:
    """The actions by where they work; those of several panes once, first."""
    everywhere = [action for action in ACTIONS if len(set(action.scopes) - {SELECTION, CHANGES}) > 1]
    groups = [("Everywhere", everywhere)]
    for scope, title in SCOPES.items():
        own = [action for action in ACTIONS if action.scopes[0] == scope and action not in everywhere]
        groups.append((title, own))
    return groups


class HelpScreen(Prompt[None]):
    """Shows the keys; any key but those that scroll closes it."""

    def compose(self) -> ComposeResult:
        """One table, grouped by where the keys work."""
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        table.add_column()
        for title, actions in _groups():
            table.add_row(Text(title, style="bold"), "")
            for action in actions:
                table.add_row(Text(shown_keys(action)), Text(action.help))
            table.add_row("", "")
        with VerticalScroll(id="help"):
            yield Static(table)

    def on_key(self, event: events.Key) -> None:
        """The keys that move and page in the reader scroll, others close."""
        scroll = self.query_one(VerticalScroll)
        moves = {
            "down": scroll.scroll_down,
            "up": scroll.scroll_up,
            "half_page_down": scroll.scroll_page_down,
            "half_page_up": scroll.scroll_page_up,
            "page_down": scroll.scroll_page_down,
            "page_up": scroll.scroll_page_up,
        }
        event.stop()
        event.prevent_default()
        action = BY_KEY.get((READER, key_name(event.key, event.character)))
        if action is not None and action.id in moves:
            moves[action.id](animate=False)
        else:
            self.leave(None)
