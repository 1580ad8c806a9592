"""A text as rows on the screen: wrapped, scrolled, redrawn; what is drawn is a subclass's matter."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView

from store import ReadingPosition, Release, ReleaseText
from tui.keys import KeyDispatch
from tui.panes.reader.scroll_marks import move_thumb
from tui.text import motions
from tui.text.page import GUTTER, Frame, Page, frame
from tui.text.typesetting import Setting

#: Rows kept in view above and below the cursor.
_CONTEXT_ROWS = 2
#: Rows of the screen around the text where the pane stands alone: the empty one above, the footer.
_AROUND = 2
NOTHING = (0, 0)
#: Seconds of wrapping at a time, and the pause after it in which keys have their turn.
_SLICE = 0.004
_PAUSE = 0.01
#: Seconds a thread that computes waits, for the frame before it to be written: threads take turns of 5 ms.
AFTER_FRAME = 0.05
#: Code points above which a text is long: what takes time comes after its first frame.
LONG = 100_000


class PageView(KeyDispatch, ScrollView):
    """Wraps a text around what is in view; the cursor and the top row are offsets into it."""

    @dataclass
    class Moved(Message):
        """The cursor or the selection changed."""

        view: PageView
        opened: bool = False
        """Whether a release was opened just now."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.release: Release | None = None
        """What is open."""
        self.text = ReleaseText("", (), (), None)
        self.cursor = 0
        """The code point under the cursor."""
        self.top = 0
        """The code point that stays the first visible one through resizes."""
        self.selection = NOTHING
        """The selected span, empty when nothing is."""
        self.column = 0
        """The cell the cursor keeps to while it goes up and down."""
        self.page = Page("", (), 10)
        """The rows of the text at the present width."""
        self.frame = Frame(0, 10)
        """Where the text stands in the pane."""
        self.setting = Setting()
        """How the text is set."""
        self._above = 0
        self._revision = 0
        self._restoring = self._opening = False

    # -- what a subclass says --------------------------------------------------------------

    @abstractmethod
    def repaint(self) -> None:
        """Draws everything in view anew."""

    @abstractmethod
    def rows_moved(self) -> None:
        """Called when rows have got other numbers than those they were painted under."""

    # -- layout ----------------------------------------------------------------------------

    def lay_out(self, text: ReleaseText, position: ReadingPosition) -> None:
        """Shows another text, where it was left."""
        width = self._width
        self.text = text
        self.cursor = motions.settle(text.text, min(position.cursor, len(text.text)))
        self.top = min(position.top, len(text.text))
        self._opening = True
        self._turn_to(self._page_of(text, width), width)

    def typeset(self, setting: Setting) -> None:
        """Sets the text anew; the first visible character stays."""
        self.setting = setting
        self._turn_to(self._page_of(self.text, self._width), self._width)

    @property
    def _width(self) -> int:
        """Cells to set the text in; hidden, the pane has none yet, and will have the screen's."""
        return self.scrollable_content_region.width or self.app.size.width - 1

    @property
    def rows_in_view(self) -> int:
        """How many rows the pane shows; hidden, it has none yet, and will have the screen's.

        Keys that were typed ahead of its first frame would else scroll by nothing, and the cursor with it.
        """
        return self.scrollable_content_region.height or max(1, self.app.size.height - _AROUND)

    @property
    def position(self) -> ReadingPosition:
        """Where the reader is."""
        return ReadingPosition(self.cursor, self.top)

    @property
    def percent(self) -> int:
        """How far the cursor is, in per cent of the text."""
        return round(100 * self.cursor / max(1, len(self.text.text) - 1))

    @property
    def at_end(self) -> bool:
        """Whether the last row is in view."""
        return self.scroll_offset.y + self.rows_in_view >= len(self.page)

    def _page_of(self, text: ReleaseText, width: int) -> Page:
        place = frame(width, self.setting)
        return Page(text.text, text.paragraphs, place.measure, self.setting)

    def _turn_to(self, page: Page, width: int) -> None:
        """Shows a page laid out for the width, from the row of the top on."""
        self.page, self.frame = page, frame(width, self.setting)
        if len(page.layout.text) > LONG or not page.layout.wrap_some(_SLICE):
            work: Callable[[], Awaitable[None]] = partial(self._wrap_rest, page)
            self.run_worker(work, group="wrapping", exclusive=True)
        self._wrap_view(self.top)
        self._restoring = True
        self._revision = page.layout.revision
        self.virtual_size = Size(width, len(page))
        self.scroll_rows(page.display_row(self.top) if self.top else 0)
        self._restoring = False
        self._above = self.scroll_offset.y - page.display_row(self.top)
        self.keep_column()
        if self._opening and self.size.height:
            # The terminal may be smaller than the one the release was left in.
            self._opening = False
            self.show_cursor()
        self.repaint()

    async def _wrap_rest(self, page: Page) -> None:
        """Wraps what is not in view, a little at a time: keys and drawing go on."""
        while page is self.page and not page.layout.wrap_some(_SLICE):
            await asyncio.sleep(_PAUSE)
        if page is self.page:
            self._follow()

    def _wrap_view(self, offset: int) -> None:
        """Wraps a screen and more to both sides of an offset, so that going there moves no row."""
        self.page.layout.wrap_around(offset, 2 * self.rows_in_view)

    def _follow(self) -> None:
        """Keeps everything in its place on the screen when rows have got other numbers."""
        if self._revision == self.page.layout.revision:
            return
        self._revision = self.page.layout.revision
        self.rows_moved()
        self._restoring = True
        self.virtual_size = Size(self.virtual_size.width, len(self.page))
        self.scroll_rows(self.page.display_row(self.top) + self._above)
        self._restoring = False

    def on_resize(self) -> None:
        """Wraps to the new width; the first visible character stays."""
        width = self.scrollable_content_region.width
        if not width:
            return
        same = frame(width, self.setting).measure == self.frame.measure
        self._turn_to(self.page if same else self._page_of(self.text, width), width)

    # -- scrolling -------------------------------------------------------------------------

    def scroll_rows(self, row: int) -> None:
        """Makes a row the first one in view, as far as there are rows below."""
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notes the first visible character; the cursor comes along when it is scrolled away.

        In place of Textual's own, which draws the scroll bar too.
        """
        if self.show_vertical_scrollbar:
            move_thumb(self.vertical_scrollbar, new_value)
        if round(old_value) != round(new_value):
            self.refresh(self.scrollable_content_region.size.region)
        if self._restoring or self.release is None or round(old_value) == round(new_value):
            return
        top = round(new_value)
        self.top = self.page.offset_of(top) if top else 0
        self._above = top - self.page.display_row(self.top)
        self._wrap_view(self.top)
        self._follow()
        top = self.scroll_offset.y
        row, height = self.page.display_row(self.cursor), self.rows_in_view
        # A selection's end stays where it is, in view or not.
        if self.selection == NOTHING and not top <= row < top + height:
            nearest = top if row < top else min(top + height, len(self.page)) - 1
            self.cursor = motions.settle(self.text.text, self.page.offset_of(nearest))
            self.post_message(self.Moved(self))

    @property
    def context(self) -> int:
        """Rows kept in view above and below the cursor."""
        return _CONTEXT_ROWS if self.rows_in_view > 4 * _CONTEXT_ROWS else 0

    def show_cursor(self, *, context: int | None = None) -> None:
        """Scrolls as little as it takes to show the row of the cursor with those around it."""
        self._wrap_view(self.cursor)
        self._follow()
        self._show_row(self.page.display_row(self.cursor), self.context if context is None else context)

    def _show_row(self, row: int, context: int) -> None:
        height = self.rows_in_view
        top = self.scroll_offset.y
        if row < top + context:
            # The first row of the text shows the head of the page with it.
            self.scroll_rows(max(0, row - context))
        elif row >= top + height - context:
            self.scroll_rows(min(row + context + 1, len(self.page)) - height)

    def refresh_rows(self, one: int, other: int) -> None:
        """Redraws the rows between two offsets."""
        for offset in (one, other):
            self.page.display_row(offset)
        # Both are wrapped now; what that moved is back in its place.
        self._follow()
        first, last = sorted((self.page.display_row(one), self.page.display_row(other)))
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            width = GUTTER + self.frame.measure
            self.refresh(Region(self.frame.margin, first - top, width, last - first + 1))

    def keep_column(self) -> None:
        """Makes the cursor's cell the one to keep to."""
        layout = self.page.layout
        self.column = layout.column_of(layout.row_of(self.cursor), self.cursor)
