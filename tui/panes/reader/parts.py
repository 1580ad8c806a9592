"""What the parts of the reader may ask of the pane they belong to.

A part has its own state and works on the text, its rows and offsets into it; one that needs more of the
pane than stands here says so in a protocol beside it.
"""

from __future__ import annotations

from typing import Protocol

from store import Release, ReleaseText
from tui.text import Page


class Reader(Protocol):
    """The pane as its parts see it."""

    release: Release | None
    """What is open."""
    text: ReleaseText
    page: Page
    """The rows of the text."""

    @property
    def cursor(self) -> int:
        """The code point under the cursor."""

    @property
    def language(self) -> str | None:
        """The language of what is open."""

    def go(self, offset: int, *, keep_column: bool = False, context: int | None = None) -> None:
        """Moves the cursor, and with it the end of the selection; `context` rows stay in view around it."""

    def tell(self, words: str) -> None:
        """Lets the footer say this of the last key, until the next one."""

    def moved(self) -> None:
        """Says that the cursor, the selection or what is shown around them changed."""

    def refresh_rows(self, one: int, other: int) -> None:
        """Redraws the rows between two offsets."""
