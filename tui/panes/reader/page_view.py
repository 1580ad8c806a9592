"""A text as rows on the screen: wrapped, scrolled, and drawn anew only where something has changed."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import is_not
from typing import Any

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store import Release, ReleaseText, Tag
from tui.describe import SEPARATOR, about, shortened
from tui.key_words import with_key
from tui.panes.colors import colors_of
from tui.panes.ink import Ink, ink_of
from tui.panes.reader.lasting import spare
from tui.panes.reader.painting import Overlay
from tui.panes.reader.scroll_marks import CellMark, MarkedBar, cell_marks, move_thumb
from tui.panes.reader.strips import Strips
from tui.terminal import one_line
from tui.text import GUTTER, Frame, Page, Setting, frame, line_in_order

#: Rows kept in view above and below the cursor.
_CONTEXT_ROWS = 2
#: Rows of the screen around the text where the pane stands alone: the empty one above, the footer.
_AROUND = 2
#: Seconds of wrapping at a time, and the pause after it in which keys have their turn.
_SLICE = 0.004
_PAUSE = 0.01
#: Seconds a thread that computes waits, for the frame before it to be written: threads take turns of 5 ms.
AFTER_FRAME = 0.05
#: Code points above which a text is long: what takes time comes after its first frame.
LONG = 100_000


class PageView(ScrollView):
    """Wraps a text around what is in view, and draws only the rows in view; `top` is an offset into it."""

    ALLOW_SELECT = False  # the reader selects by itself, over what is in view and beyond
    COMPONENT_CLASSES = {
        "reader--text", "reader--dim", "reader--headline", "reader--accent", "reader--selection",
        "reader--cursor", "reader--cursor-idle",
    }  # fmt: skip

    #: More rows need no other layout: the bar is always there.
    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    @dataclass
    class LinkFollowed(Message):
        """The link at an offset is to be opened."""

        offset: int

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.release: Release | None = None
        """What is open."""
        self.own_tags: Sequence[Tag] = ()
        """Those on the release itself."""
        self.text = ReleaseText("", (), (), None)
        self.top = 0
        """The code point that stays the first visible one through resizes."""
        self.page = Page("", (), 10)
        """The rows of the text at the present width."""
        self.frame = Frame(0, 10)
        """Where the text stands in the pane."""
        self.setting = Setting()
        """How the text is set."""
        self.welcome = with_key("open", "opens a release")
        """What to do while nothing is open."""
        self.coming: Release | None = None
        """What is being opened, where that takes long."""
        self.strips = Strips()
        """The rows painted."""
        self._above = 0
        self._revision = 0
        self._restoring = self._opening = False
        self._ink: Ink | None = None
        self._barred: tuple[object, ...] = ()
        self._cells: Sequence[CellMark | None] = ()

    # -- what a subclass says --------------------------------------------------------------

    @property
    @abstractmethod
    def cursor(self) -> int:
        """The code point under the cursor."""

    @property
    @abstractmethod
    def overlay(self) -> Overlay:
        """What lies over the text."""

    @abstractmethod
    def page_turned(self) -> None:
        """Called when the text has been laid out anew."""

    @abstractmethod
    def scrolled(self) -> None:
        """Called when other rows were scrolled into view."""

    # -- layout ----------------------------------------------------------------------------

    def lay_out(self, top: int) -> None:
        """Shows what `text` holds now, from the row of an offset on."""
        width = self._width
        self.top = min(top, len(self.text.text))
        self._opening = True
        self._turn_to(self._page_of(width), width)
        if len(self.text.text) > LONG:
            spare()

    def typeset(self, setting: Setting) -> None:
        """Sets the text anew; the first visible character stays."""
        self.setting = setting
        self._turn_to(self._page_of(self._width), self._width)

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

    def rows_shown(self) -> list[tuple[int, int]]:
        """The rows in view that have words: each counted from the first in view, and its first code point."""
        if self.release is None:
            return []
        top, page = self.scroll_offset.y, self.page
        rows = ((row, page.layout_row(top + row)) for row in range(self.rows_in_view))
        return [
            (row, page.layout[inner].shown_start)
            for row, inner in rows
            if inner is not None and not page.layout.is_empty(inner)
        ]

    @property
    def at_end(self) -> bool:
        """Whether the last row is in view."""
        return self.scroll_offset.y + self.rows_in_view >= len(self.page)

    def _page_of(self, width: int) -> Page:
        text, measure = self.text, frame(width, self.setting).measure
        return self.page.anew(text.text, text.paragraphs, measure, self.setting)

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
        self.page_turned()
        if self._opening and self.size.height:
            # The terminal may be smaller than the one the release was left in.
            self._opening = False
            self.show_cursor()
        self.repaint()

    async def _wrap_rest(self, page: Page) -> None:
        """Wraps what is not in view: of a long text another process, else a little at a time; keys go on."""
        if len(page.layout.text) > LONG:
            from tui.panes.reader.heights_aside import settle_aside  # the first frame needs no other process

            await asyncio.sleep(AFTER_FRAME)
            await settle_aside(page.layout)
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
        self.strips.clear()
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
        self._turn_to(self.page if same else self._page_of(width), width)

    # -- scrolling -------------------------------------------------------------------------

    def scroll_rows(self, row: int) -> None:
        """Makes a row the first one in view, as far as there are rows below."""
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notes the first visible character, in place of Textual's own, which draws the scroll bar too."""
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
        self.scrolled()

    def watch_virtual_size(self, size: Size) -> None:
        """The bar beside the rows is as long as they are many."""
        self._scroll_update(size)

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

    def reveal_rows(self, start: int, end: int) -> None:
        """Scrolls as little as it takes to show a passage, the cursor staying where it is."""
        self._restoring = True
        self._show_row(self.page.display_row(end - 1), self.context)
        self._show_row(self.page.display_row(start), self.context)
        self._restoring = False

    # -- drawing ---------------------------------------------------------------------------

    def repaint(self) -> None:
        """Draws everything in view anew."""
        self.strips.clear()
        self._ink = None
        self.refresh()
        self.refresh_bar()

    def follow_link(self, offset: int) -> None:
        """Asks that the link at an offset be opened."""
        self.post_message(self.LinkFollowed(offset))

    @property
    def shows_something(self) -> bool:
        """Whether a release is open, or about to be."""
        return self.release is not None or self.coming is not None

    def announce(self, release: Release | None) -> None:
        """Says that a release is being opened while its text is read; None shows again what is open."""
        if release is not self.coming:
            self.coming = release
            self.refresh()

    def notify_style_update(self) -> None:
        """Another theme: other colours, the same rows."""
        super().notify_style_update()
        self.strips.clear()
        self._ink = None

    def _styles(self) -> Ink:
        if self._ink is None:
            colors = colors_of(self.app)
            self._ink = ink_of(self.get_component_rich_style, focused=self.has_focus, colors=colors)
        return self._ink

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        ink = self._styles()
        width = self.scrollable_content_region.width
        if self.coming is not None:
            return self._saying((one_line(self.coming.headline), "", "opening…"), y, width, ink)
        if self.release is None:
            return self._saying((self.welcome, "", with_key("help", "shows all keys")), y, width, ink)
        return self._row(y + self.scroll_offset.y, ink).adjust_cell_length(width, ink.text).simplify()

    def _row(self, row: int, ink: Ink) -> Strip:
        if row >= len(self.page):
            return Strip([])
        if self.page.is_meta(row):
            return self._about(ink)
        return self.strips.row(self.page, row, self.frame, ink, self.overlay)

    def _about(self, ink: Ink) -> Strip:
        assert self.release is not None
        indent = Segment(" " * (self.frame.margin + GUTTER), ink.text)
        words = about(self.release, self.own_tags, self.frame.measure)
        if self.setting.bidi == "app":
            # Each part by itself: they follow one another from left to right whatever they are.
            words = SEPARATOR.join(map(line_in_order, words.split(SEPARATOR)))
        return Strip([indent, Segment(words, ink.dim)])

    def _saying(self, lines: Sequence[str], y: int, width: int, ink: Ink) -> Strip:
        """What the reader says in its middle in place of a text."""
        at = y - max(0, self.size.height // 2 - 2)
        line = lines[at] if 0 <= at < len(lines) else ""
        return Strip([Segment(shortened(line, width).center(width), ink.dim)])

    def on_focus(self) -> None:
        """The cursor looks different in the pane that has the keys, and is in view."""
        self._refresh_cursor()
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        # Just brought up, the pane has no height yet, and scrolls when it gets one.
        if height and not top <= self.page.display_row(self.cursor) < top + height:
            self.show_cursor()

    def tell_active(self, active: bool) -> None:
        """Shows by the title whether the pane has the keys."""
        self.set_class(active, "active")

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style has to do with the focus: none is looked up anew."""

    def on_blur(self) -> None:
        """The cursor is drawn as in a pane without the keys."""
        self._refresh_cursor()

    def _refresh_cursor(self) -> None:
        self._ink = None
        self.refresh_rows(self.cursor, self.cursor)

    # -- the scroll bar --------------------------------------------------------------------

    def on_mount(self) -> None:
        """The scroll bar shows where annotations and hits lie."""
        # Documented for a single bar, though declared for the class.
        self.vertical_scrollbar.renderer = self._bar  # type: ignore[misc,assignment]

    def _bar(self, **bar: Any) -> MarkedBar:
        return MarkedBar(self._bar_cells, self._styles(), **bar)

    def _bar_cells(self, size: int) -> Sequence[CellMark | None]:
        if len(self._cells) != size:
            overlay = self.overlay
            self._cells = cell_marks(self.page, size, overlay.marks, overlay.hits, overlay.hit)
        return self._cells

    def refresh_bar(self) -> None:
        """Draws the scroll bar anew where what it shows has changed."""
        overlay = self.overlay
        shown = (self.page, overlay.marks, overlay.hits, overlay.hit)
        if len(self._barred) != len(shown) or any(map(is_not, shown, self._barred)):
            self._barred, self._cells = shown, ()
            self.vertical_scrollbar.refresh()
