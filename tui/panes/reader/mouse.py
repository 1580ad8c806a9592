"""The mouse in the reader: a click puts the cursor, dragging selects, more clicks select more."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from tui.panes.reader.selection import Selected, SelectingView, Unit
from tui.text.page import GUTTER
from tui.text.row_motions import last_in_row

#: What the first, second, third and fourth click at once select by.
_UNITS = (Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)
#: Seconds between two rows while a drag beyond the edge scrolls.
_SCROLL_INTERVAL = 0.05


class MouseView(SelectingView):
    """With Shift held the mouse is the terminal's own, as everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self._clicks = 0
        self._clicked = (0.0, Offset(-1, -1))
        self._dragged_from: int | None = None
        self._beyond = 0
        self._mouse_column = 0
        self._scrolling: Timer | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Puts the cursor where the mouse is, or selects the word, sentence, paragraph there."""
        offset = self._under(event, strict=True)
        if self.release is None or offset is None or event.button != 1 or event.shift:
            return
        at, place = event.time, event.screen_offset
        again = place == self._clicked[1] and at - self._clicked[0] <= self.app.CLICK_CHAIN_TIME_THRESHOLD
        self._clicks = self._clicks + 1 if again else 1
        self._clicked = (at, place)
        self._dragged_from = offset
        self.notice = ""
        self.capture_mouse()
        unit = _UNITS[min(self._clicks, len(_UNITS)) - 1]
        if unit is Unit.CHARACTER:
            self.drop_selection()
            self.go(offset, context=0)
        else:
            self.select(Selected(offset, offset, unit))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draws the end of the selection along; beyond the edge the text scrolls."""
        if self._dragged_from is None:
            return
        at = event.get_content_offset_capture(self)
        self._mouse_column = at.x
        self._beyond = -1 if at.y < 0 else 1 if at.y >= self.scrollable_content_region.height else 0
        if self._beyond and self._scrolling is None:
            self._scrolling = self.set_interval(_SCROLL_INTERVAL, self._scroll_on)
        offset = self._under(event, strict=False)
        if offset is not None:
            self._drag_to(offset)

    def _drag_to(self, offset: int) -> None:
        assert self._dragged_from is not None
        if self.selecting:
            self.go(offset, context=0)
        elif self._span_at(offset, Unit.CHARACTER) != self._span_at(self._dragged_from, Unit.CHARACTER):
            self.select(Selected(self.cursor, offset, Unit.CHARACTER))

    def _scroll_on(self) -> None:
        """A row further, in the direction the mouse is beyond the edge."""
        if self._beyond and self._dragged_from is not None:
            self.scroll_rows(max(0, self.scroll_offset.y + self._beyond))
            height = self.scrollable_content_region.height
            self._drag_to(self._at(self._mouse_column, 0 if self._beyond < 0 else height - 1))

    def on_mouse_up(self) -> None:
        """The selection stands as it is."""
        if self._dragged_from is not None:
            self._dragged_from = None
            self.release_mouse()
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _under(self, event: events.MouseEvent, *, strict: bool) -> int | None:
        """The offset under the mouse; beside the text None where `strict`, else the nearest."""
        at = event.get_content_offset_capture(self)
        height = self.scrollable_content_region.height
        if strict and (not 0 <= at.y < height or self.page.layout_row(at.y + self.scroll_offset.y) is None):
            return None
        return self._at(at.x, max(0, min(at.y, height - 1)))

    def _at(self, x: int, y: int) -> int:
        row = y + self.scroll_offset.y
        inner = self.page.layout_row(row)
        if inner is None:
            return self.page.offset_of(row)
        layout = self.page.layout
        if inner > 0 and layout.is_empty(inner):
            # Between paragraphs: the end of the one above, for the one below may be out of view.
            return last_in_row(layout, inner - 1)
        return layout.offset_at(inner, x - self.frame.margin - GUTTER)
