"""The keys of a prompt, on one line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from textual.events import Click
from textual.widgets import Static

from tui.key_words import hinted, hints
from tui.keys import press

_BETWEEN = "  "


class Hints(Static):
    """What the table of actions says of a prompt's keys, the most important first; then what else helps.

    Hints that find no room are left out, never cut. A click on one is its key.
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
        return Text(fitting([*self._told, *self._more], self.size.width))

    @property
    def _told(self) -> dict[str, str]:
        """Each hint with the first key it stands for."""
        both = zip(hinted(self._scope), hints(self._scope), strict=True)
        return {f"{keys} {word}": one.keys[0] for one, (keys, word) in both if word not in self._without}

    def on_click(self, event: Click) -> None:
        """A hint does what its key does."""
        at = 0
        for hint, key in self._told.items():
            if at <= event.x < at + cell_len(hint) <= self.size.width:
                press(self, key)
            at += cell_len(hint) + len(_BETWEEN)


def fitting(told: Iterable[str], width: int) -> str:
    """As many of the hints as find room in so many cells, from the first on."""
    line = ""
    for hint in told:
        longer = f"{line}{_BETWEEN}{hint}" if line else hint
        if cell_len(longer) > width:
            break
        line = longer
    return line
