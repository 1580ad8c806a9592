"""A release on the screen: only the rows in view are drawn, and only those that changed again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import is_not
from typing import Any

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store import Annotation, Quotation, ReadingPosition, Release, ReleaseText
from tui.describe import SEPARATOR, about, shortened
from tui.keys import KeyDispatch
from tui.panes.ink import Ink, colors_of, ink_of
from tui.panes.marks import Marks
from tui.panes.painting import Passage, paint
from tui.panes.scroll_marks import CellMark, MarkedBar, cell_marks
from tui.terminal import one_line
from tui.text import motions
from tui.text.bidi import line_in_order
from tui.text.page import GUTTER, Frame, Page, frame
from tui.text.setting import Setting

#: Rows kept in view above and below the cursor.
_CONTEXT_ROWS = 2
NOTHING = (0, 0)
#: Seconds of wrapping at a time, and the pause after it in which keys have their turn.
_SLICE = 0.004
_PAUSE = 0.01
#: Code points above which quotations are looked for after the first frame: 10 ms of work.
_LONG = 100_000
#: Rows painted that are kept at most; a screen has some fifty.
_STRIPS = 1_000


class TextView(KeyDispatch, ScrollView):
    """Shows a release; the cursor, the selection and the top row are offsets into its text."""

    ALLOW_SELECT = False  # the reader selects by itself, over what is in view and beyond
    COMPONENT_CLASSES = {
        "reader--text", "reader--dim", "reader--headline", "reader--accent", "reader--selection",
        "reader--cursor", "reader--cursor-idle",
    }  # fmt: skip

    @dataclass
    class Moved(Message):
        """The cursor or the selection changed."""

        view: TextView
        opened: bool = False
        """Whether a release was opened just now."""

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.release: Release | None = None
        """What is open."""
        self.text = ReleaseText("", (), (), None)
        self.marks = Marks()
        self.cursor = 0
        """The code point under the cursor."""
        self.top = 0
        """The code point that stays the first visible one through resizes."""
        self.selection = NOTHING
        """The selected span, empty when nothing is."""
        self.current: int | None = None
        """The id of the annotation that is drawn stronger than the others."""
        self.hits: list[Passage] = []
        """What a search found, ordered and disjoint."""
        self.hit: int | None = None
        """The index of the present one."""
        self.column = 0
        """The cell the cursor keeps to while it goes up and down."""
        self.page = Page("", (), 10)
        """The rows of the text at the present width."""
        self.welcome = "Enter opens a release"
        """What to do while nothing is open."""
        self.frame = Frame(0, 10)
        """Where the text stands in the pane."""
        self.setting = Setting()
        """How the text is set."""
        self._above = 0
        self._revision = 0
        self.quotations: Sequence[Quotation] = ()
        """The quoted speech found so far: of a long text, and of the first one opened, none at first."""
        self._spoken: list[Passage] = []
        self._ink: Ink | None = None
        self._strips: dict[int, Strip] = {}
        self._barred: tuple[object, ...] = ()
        self._cells: Sequence[CellMark | None] = ()
        self._restoring = self._opening = False
        self._coming: Release | None = None
        self._fresh = True

    # -- what is shown ---------------------------------------------------------------------

    def announce(self, release: Release | None) -> None:
        """Says that a release is being opened while its text is read; None shows again what is open."""
        if release is not self._coming:
            self._coming = release
            self.refresh()

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release where it was left."""
        # Hidden, the pane has no width yet; it will have the screen's.
        width = self.scrollable_content_region.width or self.app.size.width - 1
        self.release, self.text = release, text
        self.marks = Marks.of(annotations, text.text)
        # The first frame of all does not wait for their patterns, which take 25 ms to compile.
        late = self._fresh or len(text.text) > _LONG
        self._fresh = False
        self._have_quotations(() if late else text.quotations)
        self.current = None
        self.selection = NOTHING
        self.hits, self.hit = [], None
        self.cursor = motions.settle(text.text, min(position.cursor, len(text.text)))
        self.top = min(position.top, len(text.text))
        self._opening = True
        self._turn_to(self._page_of(text, width), width)
        if late:
            self.call_after_refresh(
                self.run_worker, partial(self._find_quotations, text), group="quotations", exclusive=True
            )
        self.post_message(self.Moved(self, opened=True))

    async def _find_quotations(self, text: ReleaseText) -> None:
        """Paints the quoted speech when a thread has found it; keys go on meanwhile."""
        found = await asyncio.to_thread(lambda: text.quotations)
        if text is self.text:
            self._have_quotations(found)
            self.repaint()

    def _have_quotations(self, found: Sequence[Quotation]) -> None:
        self.quotations = found
        self._spoken = [(one.start, one.end) for one in found]

    def typeset(self, setting: Setting) -> None:
        """Sets the text anew; the first visible character stays."""
        self.setting = setting
        width = self.scrollable_content_region.width
        if width:
            self._turn_to(self._page_of(self.text, width), width)

    def show_marks(self, release: Release, marks: Marks) -> None:
        """Paints the annotations anew; the text stays where it is."""
        self.release, self.marks = release, marks
        self.repaint()

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
        return self.scroll_offset.y + self.scrollable_content_region.height >= len(self.page)

    # -- layout and drawing ----------------------------------------------------------------

    def _page_of(self, text: ReleaseText, width: int) -> Page:
        place = frame(width, self.setting)
        return Page(text.text, text.paragraphs, place.measure, self.setting)

    def _turn_to(self, page: Page, width: int) -> None:
        """Shows a page laid out for the width, from the row of the top on."""
        self.page, self.frame = page, frame(width, self.setting)
        if len(page.layout.text) > _LONG or not page.layout.wrap_some(_SLICE):
            self.run_worker(self._wrap_rest(page), group="wrapping", exclusive=True)
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
        self.page.layout.wrap_around(offset, 2 * max(1, self.size.height))

    def _follow(self) -> None:
        """Keeps everything in its place on the screen when rows have got other numbers."""
        if self._revision == self.page.layout.revision:
            return
        self._revision = self.page.layout.revision
        self._strips.clear()
        self._restoring = True
        self.virtual_size = Size(self.virtual_size.width, len(self.page))
        self.scroll_rows(self.page.display_row(self.top) + self._above)
        self._restoring = False

    def repaint(self) -> None:
        """Draws everything in view anew."""
        self._strips.clear()
        self._ink = None
        self.refresh()
        self._mark_bar()

    def on_resize(self) -> None:
        """Wraps to the new width; the first visible character stays."""
        width = self.scrollable_content_region.width
        if not width:
            return
        same = frame(width, self.setting).measure == self.frame.measure
        self._turn_to(self.page if same else self._page_of(self.text, width), width)

    def notify_style_update(self) -> None:
        """Another theme: other colours, the same rows."""
        super().notify_style_update()
        self._strips.clear()
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
        if self._coming is not None:
            return self._saying((one_line(self._coming.headline), "", "opening…"), y, width, ink)
        if self.release is None:
            return self._saying((self.welcome, "", "? shows all keys"), y, width, ink)
        return self._row(y + self.scroll_offset.y, ink).adjust_cell_length(width, ink.text).simplify()

    def _row(self, row: int, ink: Ink) -> Strip:
        if row >= len(self.page):
            return Strip([])
        if self.page.is_meta(row):
            return self._about(ink)
        plain = not self._touches(row)
        if plain and row in self._strips:
            return self._strips[row]
        strip = paint(
            self.page, row, self.frame, ink, self.marks, self.selection, self.cursor,
            current=self.current, hits=self.hits, hit=self.hit, quotations=self._spoken,
        )  # fmt: skip
        if plain:
            if len(self._strips) >= _STRIPS:
                self._strips.clear()
            self._strips[row] = strip
        return strip

    def _touches(self, row: int) -> bool:
        """Whether the cursor is in a row, or a part of what comes and goes with keys."""
        inner = self.page.layout_row(row)
        if inner is None:
            return False
        # By offsets, not by rows: those of a selection may be in a block that is not wrapped.
        line = self.page.layout[inner]
        moving = (self.selection, self._passage_of(self.current), self._present_hit)
        return line.start <= self.cursor <= line.end or any(
            start < line.end and line.start < end for start, end in moving
        )

    def _about(self, ink: Ink) -> Strip:
        assert self.release is not None
        indent = Segment(" " * (self.frame.margin + GUTTER), ink.text)
        words = shortened(about(self.release), self.frame.measure)
        if self.setting.bidi == "app":
            # Each part by itself: they follow one another from left to right whatever they are.
            words = SEPARATOR.join(map(line_in_order, words.split(SEPARATOR)))
        return Strip([indent, Segment(words, ink.accent)])

    def _saying(self, lines: Sequence[str], y: int, width: int, ink: Ink) -> Strip:
        """What the reader says in its middle in place of a text."""
        at = y - max(0, self.size.height // 2 - 2)
        line = lines[at] if 0 <= at < len(lines) else ""
        return Strip([Segment(shortened(line, width).center(width), ink.dim)])

    def on_focus(self) -> None:
        """The cursor looks different in the pane that has the keys, and is in view."""
        self.on_blur()
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        # Just brought up, the pane has no height yet, and scrolls when it gets one.
        if height and not top <= self.page.display_row(self.cursor) < top + height:
            self.show_cursor()

    def on_blur(self) -> None:
        """See `on_focus`."""
        self._ink = None
        self.refresh_rows(self.cursor, self.cursor)

    # -- annotations, find hits and the scroll bar --------------------------------------------

    def on_mount(self) -> None:
        """The scroll bar shows where annotations and hits lie."""
        # Documented for a single bar, though declared for the class.
        self.vertical_scrollbar.renderer = self._bar  # type: ignore[misc,assignment]

    def _bar(self, **bar: Any) -> MarkedBar:
        return MarkedBar(self._bar_cells, self._styles(), **bar)

    def _bar_cells(self, size: int) -> Sequence[CellMark | None]:
        if len(self._cells) != size:
            self._cells = cell_marks(self.page, size, self.marks, self.hits, self.hit)
        return self._cells

    def _mark_bar(self) -> None:
        """Draws the scroll bar anew where what it shows has changed."""
        shown = (self.page, self.marks, self.hits, self.hit)
        if len(self._barred) != len(shown) or any(map(is_not, shown, self._barred)):
            self._barred, self._cells = shown, ()
            self.vertical_scrollbar.refresh()

    @property
    def _present_hit(self) -> Passage:
        return NOTHING if self.hit is None else self.hits[self.hit]

    def _passage_of(self, key: int | None) -> Passage:
        annotation = self.marks.by_id.get(key) if key is not None else None
        return (annotation.start, annotation.end) if annotation else NOTHING

    def show_hits(self, hits: list[Passage], hit: int | None) -> None:
        """Paints what a search found, ordered and disjoint, and which of them is the present one."""
        same, before = hits is self.hits, self._present_hit
        self.hits, self.hit = hits, hit
        if not same:
            self.repaint()
            return
        for span in (before, self._present_hit):
            self.refresh_rows(*span)
        self._mark_bar()

    def mark_current(self, key: int | None) -> None:
        """Draws this annotation stronger than the others."""
        if key == self.current:
            return
        before, self.current = self._passage_of(self.current), key
        for span in (before, self._passage_of(key)):
            if span != NOTHING:
                self.refresh_rows(*span)

    def find_current(self) -> None:
        """The shortest annotation under the cursor is the current one, unless another there is already."""
        start, end = self._passage_of(self.current)
        if not start <= self.cursor < end:
            under = self.marks.under(self.cursor)
            self.mark_current(under.id if under else None)

    def reveal(self, key: int) -> None:
        """Shows an annotation's passage and makes it the current one; the cursor stays where it is."""
        start, end = self._passage_of(key)
        self.mark_current(key)
        if start < end:
            self._restoring = True
            self._show_row(self.page.display_row(end - 1), self.context)
            self._show_row(self.page.display_row(start), self.context)
            self._restoring = False

    # -- scrolling -------------------------------------------------------------------------

    def scroll_rows(self, row: int) -> None:
        """Makes a row the first one in view, as far as there are rows below."""
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notes the first visible character; the cursor comes along when it is scrolled away."""
        super().watch_scroll_y(old_value, new_value)
        if self._restoring or self.release is None or round(old_value) == round(new_value):
            return
        top = round(new_value)
        self.top = self.page.offset_of(top) if top else 0
        self._above = top - self.page.display_row(self.top)
        self._wrap_view(self.top)
        self._follow()
        top = self.scroll_offset.y
        row, height = self.page.display_row(self.cursor), self.scrollable_content_region.height
        # A selection's end stays where it is, in view or not.
        if self.selection == NOTHING and not top <= row < top + height:
            nearest = top if row < top else min(top + height, len(self.page)) - 1
            self.cursor = motions.settle(self.text.text, self.page.offset_of(nearest))
            self.post_message(self.Moved(self))

    @property
    def context(self) -> int:
        """Rows kept in view above and below the cursor."""
        return _CONTEXT_ROWS if self.scrollable_content_region.height > 4 * _CONTEXT_ROWS else 0

    def show_cursor(self, *, context: int | None = None) -> None:
        """Scrolls as little as it takes to show the row of the cursor with those around it."""
        self._wrap_view(self.cursor)
        self._follow()
        self._show_row(self.page.display_row(self.cursor), self.context if context is None else context)

    def _show_row(self, row: int, context: int) -> None:
        height = self.scrollable_content_region.height
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
