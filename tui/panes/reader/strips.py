"""Painted rows of the reader, kept until something in them changes."""

from __future__ import annotations

from textual.strip import Strip

from tui.panes.ink import Ink
from tui.panes.reader.painting import Overlay, paint
from tui.text import Frame, Page

#: Rows that are kept at most; a screen has some fifty.
MOST = 1_000


class Strips:
    """Rows by their number. Those with the cursor in them, or with what else moves, are painted each time."""

    def __init__(self) -> None:
        self._kept: dict[int, Strip] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """To be called when rows look different, or have other numbers."""
        self._kept.clear()

    def row(self, page: Page, row: int, frame: Frame, ink: Ink, overlay: Overlay) -> Strip:
        """A row of the text, painted or kept; see `paint`."""
        moving = _is_moving(page, row, overlay)
        if not moving and row in self._kept:
            return self._kept[row]
        strip = paint(page, row, frame, ink, overlay)
        if not moving:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[row] = strip
        return strip


def _is_moving(page: Page, row: int, overlay: Overlay) -> bool:
    """Whether the cursor is in a row, or a part of what comes and goes with keys."""
    inner = page.layout_row(row)
    if inner is None:
        return False
    # By offsets, not by rows: those of a selection may be in a block that is not wrapped.
    line = page.layout[inner]
    if overlay.cursor is not None and line.start <= overlay.cursor <= line.end:
        return True
    return any(start < line.end and line.start < end for start, end in overlay.moving())
