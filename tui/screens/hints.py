"""The keys of a prompt, on one line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

_BETWEEN = "  "


class Hints(Static):
    """Hints, the most important first; those that find no room are left out, never cut."""

    def __init__(self, *hints: str) -> None:
        super().__init__(classes="prompt-hint")
        self._hints = hints

    def say(self, hints: Iterable[str]) -> None:
        """Says others."""
        self._hints = tuple(hints)
        self.refresh(layout=True)

    def render(self) -> Text:
        """Those that fit."""
        return Text(fitting(self._hints, self.size.width))


def fitting(hints: Iterable[str], width: int) -> str:
    """As many of the hints as find room in so many cells, from the first on."""
    line = ""
    for hint in hints:
        longer = f"{line}{_BETWEEN}{hint}" if line else hint
        if cell_len(longer) > width:
            break
        line = longer
    return line
