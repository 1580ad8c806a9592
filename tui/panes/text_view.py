"""A release on the screen: only the rows in view are drawn, and only those that changed again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store import Annotation, ReadingPosition, Release, ReleaseText
from tui.describe import about, shortened
from tui.keys import KeyDispatch
from tui.palette import HUES, tag_background, tag_foreground
from tui.panes.painting import Ink, Marks, paint
from tui.text import motions
from tui.text.page import GUTTER, Frame, Page, frame
from tui.text.setting import Setting

#: Rows kept in view above and below the cursor.
_CONTEXT_ROWS = 2
NOTHING = (0, 0)
#: Seconds of wrapping at a time, and the pause after it in which keys have their turn.
_SLICE = 0.005
_PAUSE = 0.01
_paragraph = attrgetter("start", "end", "kind")


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

        @property
        def current(self) -> int | None:
            """The annotation the view is on."""
            return self.view.current

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
        self.hits: Sequence[tuple[int, int]] = ()
        """What was found in the text, in order."""
        self.hit: int | None = None
        """The hit gone to last, an index into `hits`."""
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
        self._ink: Ink | None = None
        self._strips: dict[int, Strip] = {}
        self._restoring = self._opening = False
        self._chosen: tuple[int, int] | None = None

    # -- what is shown ---------------------------------------------------------------------

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release where it was left."""
        # Hidden, the pane has no width yet; it will have the screen's.
        width = self.scrollable_content_region.width or self.app.size.width - 1
        self.release, self.text = release, text
        self.marks = Marks.of(annotations)
        self.selection = NOTHING
        self.hits, self.hit = (), None
        self.cursor = motions.settle(text.text, min(position.cursor, len(text.text)))
        self.top = min(position.top, len(text.text))
        self._opening = True
        self._turn_to(self._page_of(text, width), width)
        self.post_message(self.Moved(self))

    def typeset(self, setting: Setting) -> None:
        """Sets the text anew; the first visible character stays."""
        self.setting = setting
        width = self.scrollable_content_region.width
        if width:
            self._turn_to(self._page_of(self.text, width), width)

    def show_annotations(self, release: Release, annotations: list[Annotation]) -> None:
        """Paints the annotations anew; the text stays where it is."""
        self.release = release
        self.marks = Marks.of(annotations)
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
    def current(self) -> int | None:
        """The id of the annotation under the cursor: the one chosen there, else the shortest."""
        if (
            self._chosen is not None
            and self._chosen[0] == self.cursor
            and self._chosen[1] in self.marks.by_id
        ):
            return self._chosen[1]
        found = self.marks.under(self.cursor)
        return found.id if found else None

    @property
    def current_annotation(self) -> Annotation | None:
        """The annotation `current` names."""
        return self.marks.by_id.get(self.current) if self.current is not None else None

    def choose_annotation(self, key: int) -> None:
        """Makes an annotation the current one until the cursor moves."""
        self._chosen = (self.cursor, key)
        self.repaint()
        self.post_message(self.Moved(self))

    # -- layout and drawing ----------------------------------------------------------------

    def _page_of(self, text: ReleaseText, width: int) -> Page:
        place = frame(width, self.setting)
        return Page(text.text, list(map(_paragraph, text.paragraphs)), place.measure, self.setting)

    def _turn_to(self, page: Page, width: int) -> None:
        """Shows a page laid out for the width, from the row of the top on."""
        self.page, self.frame = page, frame(width, self.setting)
        if not page.layout.wrap_some(_SLICE):
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
            of = self.get_component_rich_style
            text = of("reader--text")
            background, foreground = (
                Color.from_rich_color(text.bgcolor) if text.bgcolor else Color(0, 0, 0),
                Color.from_rich_color(text.color) if text.color else Color(255, 255, 255),
            )
            hues = range(len(HUES))
            self._ink = Ink(
                text=text,
                dim=of("reader--dim"),
                headline=of("reader--headline"),
                accent=of("reader--accent"),
                selection=of("reader--selection"),
                cursor=of("reader--cursor" if self.has_focus else "reader--cursor-idle"),
                tags=[Style(bgcolor=tag_background(i, background, foreground).rich_color) for i in hues],
                letters=[
                    text + Style(color=tag_foreground(i, background, foreground).rich_color) for i in hues
                ],
            )
        return self._ink

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        ink = self._styles()
        width = self.scrollable_content_region.width
        if self.release is None:
            return self._welcome(y, width, ink)
        return self._row(y + self.scroll_offset.y, ink).adjust_cell_length(width, ink.text)

    def _row(self, row: int, ink: Ink) -> Strip:
        if row >= len(self.page):
            return Strip([])
        if self.page.is_meta(row):
            return self._about(ink)
        plain = not self._touches(row)
        if plain and row in self._strips:
            return self._strips[row]
        strip = paint(self.page, row, self.frame, ink, self.marks, self.selection, self.cursor)
        if plain:
            self._strips[row] = strip
        return strip

    def _touches(self, row: int) -> bool:
        """Whether the cursor or a part of the selection is in a row."""
        inner = self.page.layout_row(row)
        if inner is None:
            return False
        # By offsets, not by rows: those of a selection may be in a block that is not wrapped.
        line = self.page.layout[inner]
        start, end = self.selection
        return line.start <= self.cursor <= line.end or (start < line.end and line.start < end)

    def _about(self, ink: Ink) -> Strip:
        assert self.release is not None
        indent = Segment(" " * (self.frame.margin + GUTTER), ink.text)
        return Strip([indent, Segment(shortened(about(self.release), self.frame.measure), ink.accent)])

    def _welcome(self, y: int, width: int, ink: Ink) -> Strip:
        """What an empty reader says, in its middle."""
        lines = (self.welcome, "", "? shows all keys")
        at = y - max(0, self.size.height // 2 - 2)
        line = lines[at] if 0 <= at < len(lines) else ""
        return Strip([Segment(line.center(width), ink.dim)])

    def on_focus(self) -> None:
        """The cursor looks different in the pane that has the keys."""
        self._ink = None
        self.refresh_rows(self.cursor, self.cursor)

    def on_blur(self) -> None:
        """See `on_focus`."""
        self.on_focus()

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
        row, height = self.page.display_row(self.cursor), self.scrollable_content_region.height
        context = self.context if context is None else context
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
            self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    def keep_column(self) -> None:
        """Makes the cursor's cell the one to keep to."""
        layout = self.page.layout
        self.column = layout.column_of(layout.row_of(self.cursor), self.cursor)
