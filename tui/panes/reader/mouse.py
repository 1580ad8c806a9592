"""The mouse in the reader: a click puts the cursor, dragging selects, more clicks select more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.events import MouseDown
from textual.geometry import Offset, Region
from textual.timer import Timer

from tui.panes.reader.parts import Reader
from tui.panes.reader.selection import Selected, Selection, Unit
from tui.text import GUTTER, Frame, last_in_row

#: What the first, second, third and fourth click at once select by.
_UNITS = (Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)
#: Seconds between two rows while a drag beyond the edge scrolls.
_SCROLL_INTERVAL = 0.05


class Pointed(Reader, Protocol):
    """The reader, where the mouse points at its cells."""

    frame: Frame
    """Where the text stands in the pane."""

    @property
    def scroll_offset(self) -> Offset:
        """The first row in view, as `y`."""

    @property
    def scrollable_content_region(self) -> Region:
        """The cells of the text, without the scroll bar."""

    def scroll_rows(self, row: int) -> None:
        """Makes a row the first one in view, as far as there are rows below."""

    def capture_mouse(self, capture: bool = True) -> None:
        """Gets what the mouse does beyond the edge too."""

    def follow_link(self, offset: int) -> None:
        """Asks that the link at an offset be opened."""

    def release_mouse(self) -> None:
        """Gets no longer what the mouse does elsewhere."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Calls something again and again, so many seconds apart."""


class Mouse:
    """Makes clicks and drags moves of the cursor and selections; cells are counted from the pane's first."""

    def __init__(self, reader: Pointed, selection: Selection) -> None:
        self._reader = reader
        self._selection = selection
        self._clicks = 0
        self._clicked = (0.0, Offset(-1, -1))
        self._dragged_from: int | None = None
        self._beyond = 0
        self._column = 0
        self._scrolling: Timer | None = None

    @property
    def scrolls(self) -> bool:
        """Whether the text scrolls because the mouse is beyond the edge."""
        return self._scrolling is not None

    def down(self, event: MouseDown, at: Offset, chain: float) -> None:
        """Puts the cursor on a cell, or selects the word, sentence, paragraph there.

        With Shift held the mouse is the terminal's own, as everywhere; with Ctrl the link there is opened.
        Clicks no more than `chain` seconds apart go together.
        """
        offset = self._under(at, strict=True)
        if self._reader.release is None or offset is None or event.button != 1 or event.shift:
            return
        if event.ctrl:
            self._reader.follow_link(offset)
            return
        when, place = event.time, event.screen_offset
        again = place == self._clicked[1] and when - self._clicked[0] <= chain
        self._clicks = self._clicks + 1 if again else 1
        self._clicked = (when, place)
        self._dragged_from = offset
        self._reader.tell("")
        self._reader.capture_mouse()
        unit = _UNITS[min(self._clicks, len(_UNITS)) - 1]
        if unit is Unit.CHARACTER:
            self._selection.drop()
            self._reader.go(offset, context=0)
        else:
            self._selection.select(Selected(offset, offset, unit))

    def move(self, at: Offset) -> None:
        """Draws the end of the selection along; beyond the edge the text scrolls."""
        if self._dragged_from is None:
            return
        self._column = at.x
        self._beyond = -1 if at.y < 0 else 1 if at.y >= self._height else 0
        if self._beyond and self._scrolling is None:
            self._scrolling = self._reader.set_interval(_SCROLL_INTERVAL, self._scroll_on)
        offset = self._under(at, strict=False)
        if offset is not None:
            self._drag(self._dragged_from, offset)

    def up(self) -> None:
        """The selection stands as it is."""
        if self._dragged_from is not None:
            self._dragged_from = None
            self._reader.release_mouse()
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    @property
    def _height(self) -> int:
        return self._reader.scrollable_content_region.height

    def _drag(self, start: int, offset: int) -> None:
        span_at = self._selection.span_at
        if self._selection.selecting:
            self._reader.go(offset, context=0)
        elif span_at(offset, Unit.CHARACTER) != span_at(start, Unit.CHARACTER):
            self._selection.select(Selected(self._reader.cursor, offset, Unit.CHARACTER))

    def _scroll_on(self) -> None:
        """A row further, in the direction the mouse is beyond the edge."""
        if self._beyond and self._dragged_from is not None:
            self._reader.scroll_rows(max(0, self._reader.scroll_offset.y + self._beyond))
            self._drag(
                self._dragged_from, self._at(self._column, 0 if self._beyond < 0 else self._height - 1)
            )

    def _under(self, at: Offset, *, strict: bool) -> int | None:
        """The offset under a cell; beside the text None where `strict`, else the nearest."""
        page, height = self._reader.page, self._height
        if strict and (
            not 0 <= at.y < height or page.layout_row(at.y + self._reader.scroll_offset.y) is None
        ):
            return None
        return self._at(at.x, max(0, min(at.y, height - 1)))

    def _at(self, x: int, y: int) -> int:
        page, row = self._reader.page, y + self._reader.scroll_offset.y
        inner = page.layout_row(row)
        if inner is None:
            return page.offset_of(row)
        layout = page.layout
        if inner > 0 and layout.is_empty(inner):
            # Between paragraphs: the end of the one above, for the one below may be out of view.
            return last_in_row(layout, inner - 1)
        return layout.offset_at(inner, x - self._reader.frame.margin - GUTTER)
