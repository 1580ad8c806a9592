"""A release on the screen: only the rows in view are drawn, and only those that changed again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from operator import is_not
from typing import Any

from rich.segment import Segment
from textual.strip import Strip

from store import Annotation, Quotation, ReadingPosition, Release, ReleaseText
from store.structure.on_demand import quotations_of
from tui.describe import SEPARATOR, about, shortened
from tui.panes.ink import Ink, colors_of, ink_of
from tui.panes.reader.marks import Marks
from tui.panes.reader.page_view import AFTER_FRAME, LONG, NOTHING, PageView
from tui.panes.reader.painting import Changes, Passage, paint
from tui.panes.reader.scroll_marks import CellMark, MarkedBar, cell_marks
from tui.terminal import one_line
from tui.text.bidi import line_in_order
from tui.text.page import GUTTER

#: Rows painted that are kept at most; a screen has some fifty.
_STRIPS = 1_000


class TextView(PageView):
    """Shows a release with its annotations, hits and quotations."""

    ALLOW_SELECT = False  # the reader selects by itself, over what is in view and beyond
    COMPONENT_CLASSES = {
        "reader--text", "reader--dim", "reader--headline", "reader--accent", "reader--selection",
        "reader--cursor", "reader--cursor-idle",
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.marks = Marks()
        self.current: int | None = None
        """The id of the annotation that is drawn stronger than the others."""
        self.hits: list[Passage] = []
        """What a search found, ordered and disjoint."""
        self.hit: int | None = None
        """The index of the present one."""
        self.welcome = "Enter opens a release"
        """What to do while nothing is open."""
        self.quotations: Sequence[Quotation] = ()
        """The quoted speech found so far: of a long text, and of the first one opened, none at first."""
        self._spoken: list[Passage] = []
        self.changes = Changes()
        """What differs, where two texts are shown as one."""
        self._ink: Ink | None = None
        self._strips: dict[int, Strip] = {}
        self._barred: tuple[object, ...] = ()
        self._cells: Sequence[CellMark | None] = ()
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
        self.release = release
        self.marks = Marks.of(annotations, text.text)
        # The first frame of all does not wait for their patterns, which take 25 ms to compile.
        late = self._fresh or len(text.text) > LONG
        self._fresh = False
        self._have_quotations(() if late else quotations_of(text))
        self.current = None
        self.selection = NOTHING
        self.hits, self.hit = [], None
        self.lay_out(text, position)
        if late:
            work = partial(self._find_quotations, text)
            self.call_after_refresh(self.run_worker, work, group="quotations", exclusive=True)
        self.post_message(self.Moved(self, opened=True))

    async def _find_quotations(self, text: ReleaseText) -> None:
        """Paints the quoted speech when a thread has found it; keys go on meanwhile."""
        await asyncio.sleep(AFTER_FRAME)
        found = await asyncio.to_thread(lambda: quotations_of(text))
        if text is self.text:
            self._have_quotations(found)
            self.repaint()

    def _have_quotations(self, found: Sequence[Quotation]) -> None:
        self.quotations = found
        self._spoken = [(one.start, one.end) for one in found]

    def show_marks(self, release: Release, marks: Marks) -> None:
        """Paints the annotations anew; the text stays where it is."""
        self.release, self.marks = release, marks
        self.repaint()

    # -- drawing ---------------------------------------------------------------------------

    def repaint(self) -> None:
        """Draws everything in view anew."""
        self._strips.clear()
        self._ink = None
        self.refresh()
        self._mark_bar()

    def rows_moved(self) -> None:
        """See `PageView`."""
        self._strips.clear()

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
            current=self.current, hits=self.hits, hit=self.hit, quotations=self._spoken, changes=self.changes,
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
            self.mark_shortest()

    def mark_shortest(self) -> None:
        """The shortest annotation under the cursor is the current one."""
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
