"""The reader: one widget that draws only the rows in view and moves by pure motions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store import Annotation, ReadingPosition, Release, ReleaseText
from tui.actions import READER, SELECTION
from tui.describe import about
from tui.keys import KeyDispatch
from tui.palette import HUES, tag_background, tag_foreground
from tui.panes.painting import Ink, Marks, paint
from tui.text import motions
from tui.text.page import GUTTER, Frame, Page, frame

#: Rows kept in view above and below the cursor.
_CONTEXT_ROWS = 2
_NOTHING = (0, 0)


class ReaderPane(KeyDispatch, ScrollView):
    """Shows a release; the cursor, the selection and the top row are offsets into its text."""

    SCOPE = READER
    COMPONENT_CLASSES = {
        "reader--text", "reader--dim", "reader--headline", "reader--accent", "reader--selection",
        "reader--cursor", "reader--cursor-idle",
    }  # fmt: skip

    @dataclass
    class Moved(Message):
        """The cursor or the selection changed."""

        reader: ReaderPane

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.release: Release | None = None
        """What is open."""
        self.text = ReleaseText("", (), (), (), None)
        self.marks = Marks()
        self.cursor = 0
        """The code point under the cursor."""
        self.top = 0
        """The code point that stays the first visible one through resizes."""
        self.welcome = "Enter opens a release"
        """What to do while nothing is open."""
        self._anchor: int | None = None
        self._by_sentence = False
        self._column = 0
        self._page = Page("", (), 10)
        self._frame = Frame(0, 10)
        self._ink: Ink | None = None
        self._strips: dict[int, Strip] = {}
        self._restoring = self._opening = False

    # -- what is shown ---------------------------------------------------------------------

    def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release where it was left."""
        self.release, self.text = release, text
        self.marks = Marks.of(annotations)
        self._anchor = None
        self.cursor = motions.settle(text.text, min(position.cursor, len(text.text)))
        self.top = min(position.top, len(text.text))
        self._opening = True
        self._lay_out()
        self.post_message(self.Moved(self))

    def show_annotations(self, release: Release, annotations: list[Annotation]) -> None:
        """Paints the annotations anew; the text stays where it is."""
        self.release = release
        self.marks = Marks.of(annotations)
        self._repaint()

    @property
    def position(self) -> ReadingPosition:
        """Where the reader is."""
        return ReadingPosition(self.cursor, self.top)

    @property
    def percent(self) -> int:
        """How far the cursor is, in per cent of the text."""
        return round(100 * self.cursor / max(1, len(self.text.text) - 1))

    @property
    def _spans(self) -> list[tuple[int, int]]:
        return [(paragraph.start, paragraph.end) for paragraph in self.text.paragraphs]

    def scope(self) -> str:
        """While a selection stands, its keys hold."""
        return SELECTION if self._anchor is not None else READER

    def footer_note(self) -> str:
        """The mode and the size of the selection, or how far the reader is."""
        if self.release is None:
            return ""
        if self._anchor is None:
            return f"{self.percent}%"
        start, end = self.selection
        words = len(self.text.text[start:end].split())
        unit = "sentence" if self._by_sentence else "character"
        return f"SELECT {unit}  {words} word{'' if words == 1 else 's'}"

    # -- layout and drawing ----------------------------------------------------------------

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width:
            return
        self._frame = frame(width)
        paragraphs = [(one.start, one.end, one.kind) for one in self.text.paragraphs]
        self._page = Page(self.text.text, paragraphs, self._frame.measure)
        self._restoring = True
        self.virtual_size = Size(width, len(self._page))
        self._scroll_rows(self._page.display_row(self.top) if self.top else 0)
        self._restoring = False
        self._keep_column()
        if self._opening:
            # The terminal may be smaller than the one the release was left in.
            self._opening = False
            self.show_cursor()
        self._repaint()

    def _repaint(self) -> None:
        self._strips.clear()
        self._ink = None
        self.refresh()

    def on_resize(self) -> None:
        """Wraps to the new width; the first visible character stays."""
        self._lay_out()

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
        if row >= len(self._page):
            return Strip([])
        if self._page.is_meta(row):
            return self._about(ink)
        plain = not (self._touches(row, self.selection) or row == self._page.display_row(self.cursor))
        if plain and row in self._strips:
            return self._strips[row]
        strip = paint(self._page, row, self._frame, ink, self.marks, self.selection, self.cursor)
        if plain:
            self._strips[row] = strip
        return strip

    def _touches(self, row: int, span: tuple[int, int]) -> bool:
        if span == _NOTHING:
            return False
        return self._page.display_row(span[0]) <= row <= self._page.display_row(span[1])

    def _about(self, ink: Ink) -> Strip:
        assert self.release is not None
        indent = Segment(" " * (self._frame.margin + GUTTER), ink.text)
        return Strip([indent, Segment(about(self.release), ink.accent)])

    def _welcome(self, y: int, width: int, ink: Ink) -> Strip:
        """What an empty reader says, in its middle."""
        lines = (self.welcome, "", "? shows all keys")
        at = y - max(0, self.size.height // 2 - 2)
        line = lines[at] if 0 <= at < len(lines) else ""
        return Strip([Segment(line.center(width), ink.dim)])

    def on_focus(self) -> None:
        """The cursor looks different in the pane that has the keys."""
        self._ink = None
        self._refresh_rows(self.cursor, self.cursor)

    def on_blur(self) -> None:
        """See `on_focus`."""
        self.on_focus()

    # -- scrolling -------------------------------------------------------------------------

    def _scroll_rows(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, immediate=True, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Notes the first visible character; the cursor comes along when it is scrolled away."""
        super().watch_scroll_y(old_value, new_value)
        if self._restoring or self.release is None or round(old_value) == round(new_value):
            return
        top = round(new_value)
        self.top = self._page.offset_of(top) if top else 0
        row, height = self._page.display_row(self.cursor), self.scrollable_content_region.height
        if not top <= row < top + height:
            nearest = top if row < top else min(top + height, len(self._page)) - 1
            self.cursor = motions.settle(self.text.text, self._page.offset_of(nearest))
            self.post_message(self.Moved(self))

    def show_cursor(self) -> None:
        """Scrolls as little as it takes to show the row of the cursor."""
        row, height = self._page.display_row(self.cursor), self.scrollable_content_region.height
        context = _CONTEXT_ROWS if height > 4 * _CONTEXT_ROWS else 0
        top = self.scroll_offset.y
        if row < top + context:
            # The first row of the text shows the head of the page with it.
            self._scroll_rows(max(0, row - context))
        elif row >= top + height - context:
            self._scroll_rows(min(row + context + 1, len(self._page)) - height)

    def _refresh_rows(self, one: int, other: int) -> None:
        """Redraws the rows between two offsets."""
        first, last = sorted((self._page.display_row(one), self._page.display_row(other)))
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height)
        if first <= last:
            self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    # -- cursor and selection --------------------------------------------------------------

    def go(self, offset: int, *, keep_column: bool = False) -> None:
        """Moves the cursor, and with it the end of the selection."""
        before, selected = self.cursor, self.selection
        self.cursor = motions.settle(self.text.text, offset)
        if not keep_column:
            self._keep_column()
        self._refresh_rows(before, self.cursor)
        if self._anchor is not None:
            now = self.selection
            self._refresh_rows(min(selected[0], now[0]), max(selected[1], now[1]))
        self.show_cursor()
        self.post_message(self.Moved(self))

    def _keep_column(self) -> None:
        layout = self._page.layout
        self._column = layout.column_of(layout.row_of(self.cursor), self.cursor)

    def _sentence(self, offset: int) -> tuple[int, int]:
        language = self.release.language if self.release else None
        return motions.sentence_at(self.text.text, offset, self._spans, language)

    @property
    def selection(self) -> tuple[int, int]:
        """The selected span, empty when nothing is."""
        if self._anchor is None:
            return _NOTHING
        if not self._by_sentence:
            return motions.selection(self.text.text, self._anchor, self.cursor)
        one, other = self._sentence(self._anchor), self._sentence(self.cursor)
        return min(one[0], other[0]), max(one[1], other[1])

    @property
    def passage(self) -> tuple[int, int]:
        """What an action works on: the selection, or the sentence under the cursor."""
        return self.selection if self._anchor is not None else self._sentence(self.cursor)

    def drop_selection(self) -> None:
        """Nothing is selected any more."""
        if self._anchor is not None:
            self._anchor = None
            self._repaint()
            self.post_message(self.Moved(self))

    def _select(self, *, by_sentence: bool) -> None:
        if self.release is None:
            return
        if self._anchor is not None and self._by_sentence == by_sentence:
            self.drop_selection()
            return
        self.show_cursor()
        self._anchor = self.cursor if self._anchor is None else self._anchor
        self._by_sentence = by_sentence
        self._repaint()
        self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Puts the cursor where the mouse is."""
        inner = self._page.layout_row(event.y + self.scroll_offset.y)
        if self.release is not None and inner is not None:
            self.go(self._page.layout.offset_at(inner, event.x - self._frame.margin - GUTTER))

    # -- actions ---------------------------------------------------------------------------

    def _move(self, motion: Callable[[str, int], int]) -> None:
        self.go(motion(self.text.text, self.cursor))

    def _down(self, rows: int) -> None:
        self.go(motions.vertical(self._page.layout, self.cursor, rows, self._column), keep_column=True)

    def action_left(self) -> None:
        """See `tui.actions`."""
        self._move(motions.left)

    def action_right(self) -> None:
        """See `tui.actions`."""
        self._move(motions.right)

    def action_down(self) -> None:
        """See `tui.actions`."""
        self._down(1)

    def action_up(self) -> None:
        """See `tui.actions`."""
        self._down(-1)

    def action_half_page_down(self) -> None:
        """See `tui.actions`."""
        self._down(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """See `tui.actions`."""
        self._down(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        """See `tui.actions`."""
        self._down(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """See `tui.actions`."""
        self._down(-max(1, self.size.height - 2))

    def action_top(self) -> None:
        """See `tui.actions`."""
        self._move(lambda text, _: motions.first(text))

    def action_bottom(self) -> None:
        """See `tui.actions`."""
        self._move(lambda text, _: motions.last(text))

    def action_word_forward(self) -> None:
        """See `tui.actions`."""
        self._move(motions.word_forward)

    def action_word_back(self) -> None:
        """See `tui.actions`."""
        self._move(motions.word_back)

    def action_word_end(self) -> None:
        """See `tui.actions`."""
        self._move(motions.word_end)

    def action_sentence_forward(self) -> None:
        """See `tui.actions`."""
        language = self.release.language if self.release else None
        self.go(motions.sentence_forward(self.text.text, self.cursor, self._spans, language))

    def action_sentence_back(self) -> None:
        """See `tui.actions`."""
        language = self.release.language if self.release else None
        self.go(motions.sentence_back(self.text.text, self.cursor, self._spans, language))

    def action_paragraph_forward(self) -> None:
        """See `tui.actions`."""
        self.go(motions.paragraph_forward(self.text.text, self.cursor, self._spans))

    def action_paragraph_back(self) -> None:
        """See `tui.actions`."""
        self.go(motions.paragraph_back(self.text.text, self.cursor, self._spans))

    def action_next_annotation(self) -> None:
        """See `tui.actions`."""
        later = [one.start for one in self.marks.annotations if one.start > self.cursor]
        if later:
            self.go(min(later))

    def action_previous_annotation(self) -> None:
        """See `tui.actions`."""
        earlier = [one.start for one in self.marks.annotations if one.start < self.cursor]
        if earlier:
            self.go(max(earlier))

    def action_select_characters(self) -> None:
        """See `tui.actions`."""
        self._select(by_sentence=False)

    def action_select_sentences(self) -> None:
        """See `tui.actions`."""
        self._select(by_sentence=True)

    def action_drop_selection(self) -> None:
        """See `tui.actions`."""
        self.drop_selection()
