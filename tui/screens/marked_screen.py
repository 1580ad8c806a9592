"""The passages of a tag, each with the headline of its release."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from store.library import Found
from tui.describe import shortened
from tui.panes import Pieces
from tui.scopes import MARKED
from tui.screens.list_screen import Lines, ListScreen
from tui.terminal import one_line


class _MarkedRows(Lines):
    """A passage in a line."""

    SCOPE = MARKED

    def __init__(self) -> None:
        super().__init__(id="marked-rows")
        self.found: list[Found] = []

    def count(self) -> int:
        """How many passages there are."""
        return len(self.found)

    def pieces(self, index: int, line: int) -> Pieces:
        """The release's headline, the words."""
        one, third = self.found[index], self.width // 3
        headline = shortened(one_line(one.release.headline), max(1, third - 2))
        words = shortened(one_line(one.text), max(1, self.width - third))
        blank = " " * max(1, third - cell_len(headline))
        return [(headline, "rows--dim"), (blank, "rows--dim"), (words, "rows--text")]


class MarkedScreen(ListScreen):
    """Lists passages as they are found."""

    SCOPE = MARKED

    def __init__(self, title: str, bidi: str) -> None:
        """Args: what they have in common; who orders Arabic and Hebrew (`tui.config.Setting.bidi`)."""
        self._listed = _MarkedRows()
        super().__init__(self._listed)
        self._listed.bidi = bidi
        self._said = title

    @property
    def current(self) -> Found | None:
        """The passage under the cursor."""
        return self._listed.found[self._listed.cursor] if self._listed.found else None

    @property
    def found(self) -> Sequence[Found]:
        """What is listed."""
        return self._listed.found

    def add(self, found: Sequence[Found], *, more: bool) -> None:
        """Lists more passages; says whether others are still being looked for."""
        self._listed.found += found
        self._listed.items_changed()
        self.entitle(self._said, f"{len(self._listed.found)}{'…' if more else ''} passages")
