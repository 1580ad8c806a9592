"""The keys of a prompt, on one line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from tui.key_words import hints

_BETWEEN = "  "


class Hints(Static):
    """What the table of actions says of a prompt's keys, the most important first; then what else helps.

    Hints that find no room are left out, never cut.
    """

    def __init__(self, scope: str, *more: str) -> None:
        super().__init__(classes="prompt-hint")
        self._scope = scope
        self._more = more
        self._without: frozenset[str] = frozenset()

    def leave_out(self, words: Iterable[str]) -> None:
        """Says nothing of what these words of the table stand for, for now it would do nothing."""
        self._without = frozenset(words)
        self.refresh(layout=True)

    def render(self) -> Text:
        """Those that fit."""
        told = [f"{keys} {word}" for keys, word in hints(self._scope) if word not in self._without]
        return Text(fitting([*told, *self._more], self.size.width))


def fitting(told: Iterable[str], width: int) -> str:
    """As many of the hints as find room in so many cells, from the first on."""
    line = ""
    for hint in told:
        longer = f"{line}{_BETWEEN}{hint}" if line else hint
        if cell_len(longer) > width:
            break
        line = longer
    return line
