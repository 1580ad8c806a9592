"""The annotations of the open release in text order: tags, quote, note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color
from textual.message import Message

from store import Annotation
from store.batches import batched
from tui.describe import quoted
from tui.palette import tag_foreground
from tui.panes.line_list import Pieces, Rows
from tui.panes.reader import color_of
from tui.panes.side_pane import SidePane
from tui.scopes import ANNOTATIONS
from tui.screen_signs import CURSOR, NOTE, PASSAGE, WARNING
from tui.terminal import one_line
from tui.text import LONG_BLANK_RUN, Layout, clusters, drawn, one_cell_each

#: Lines tags, a quote and a note take at most.
_TAG_LINES = 2
_QUOTE_LINES = 3
_NOTE_LINES = 3
#: Code points that a cell of what is shown may take: letters with all their marks are read, heaps are cut.
_CODE_POINTS_A_CELL = 4
_INDENT = 2
#: Items whose heights are found together: some milliseconds.
_MEASURED_AT_ONCE = 100


def _layout(text: str, width: int) -> Layout:
    return Layout(text, [(0, len(text))] if text else [], max(4, width))


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """The text in at most so many lines of at most so many cells, an ellipsis where it was cut."""
    layout = _layout(text, width)
    lines = []
    for line in islice(layout, most):
        shown = clusters(text, line.shown_start, line.shown_end)
        lines.append("".join(drawn(text[start:end]) for start, end, _ in shown))
    if len(layout) > most:
        lines[-1] = lines[-1][: width - 1].rstrip() + "…"
    return lines


def _item_height(text: str, width: int, most: int) -> int:
    """How many lines `_wrapped` gives; most texts need not be wrapped to tell."""
    if len(text) <= width and one_cell_each(text, 0, len(text)):
        return 1
    # A row holds its cells and the short run of blanks it breaks at; the first may have an indent too.
    full = (most - 1) * (max(4, width) + 2 * LONG_BLANK_RUN)
    if len(text) > full and one_cell_each(text, 0, full) and not text[full].isspace():
        return most
    return min(most, len(_layout(text, width)))


class AnnotationRows(Rows):
    """The lines of the pane; an item is as high as it has to be."""

    SCOPE = ANNOTATIONS

    @dataclass
    class Browsed(Message):
        """The cursor was put on another annotation, with the keys here."""

        annotation: Annotation

    def __init__(self) -> None:
        super().__init__(id="annotation-rows")
        self.annotations: list[Annotation] = []
        """What is listed."""
        self.marked: int | None = None
        """The id of the reader's current annotation."""
        self._indices: dict[int, int] = {}
        self._items: dict[int, list[Pieces]] = {}
        self._starts = [0]
        self._measured = 0
        self._heights: tuple[int, dict[Annotation, int]] = (0, {})
        self._summed: tuple[list[Annotation], list[int]] = ([], [0])

    def show(self, annotations: list[Annotation]) -> None:
        """Lists these, the cursor staying on the annotation it was on."""
        current, before = self.current, self._indices
        self.annotations = annotations
        self._indices = {one.id: index for index, one in enumerate(annotations)}
        if current is not None:
            self.cursor = self._indices.get(current.id, self.cursor)
        self.items_changed()
        if self.marked in self._indices and self.marked not in before:
            self._follow_reader(self.marked)

    def follow(self, key: int | None) -> None:
        """Marks the reader's current annotation and shows it."""
        if key == self.marked:
            return
        before, self.marked = self.marked, key
        for one in (before, key):
            if one in self._indices:
                self.refresh_item(self._indices[one])
        if key in self._indices:
            self._follow_reader(key)

    def _follow_reader(self, key: int) -> None:
        if not self.has_focus:
            super().move_to(self._indices[key])

    def move_to(self, index: int) -> None:
        """Puts the cursor on an annotation; the reader shows its passage where the list has the keys."""
        before = self.cursor
        super().move_to(index)
        if self.cursor != before and self.has_focus and self.current is not None:
            self.post_message(self.Browsed(self.current))

    def items_changed(self) -> None:
        """Finds how high every item is, then keeps the cursor within them and redraws.

        Items are painted at the width they were measured at: a frame may come between a new size of
        the pane and the message that tells of it.
        """
        self.measure(self.annotations)
        self._measured = self._heights[0]
        self._items.clear()
        self._starts = self._summed[1]
        super().items_changed()

    def measure(self, annotations: list[Annotation]) -> None:
        """Finds how high each one's item is, unless that is known; kept until others are measured."""
        # To ask for each of thousands takes some milliseconds too.
        if annotations is not self._summed[0] or self._heights[0] != self._item_width:
            for _ in self.measuring(annotations):
                pass

    @property
    def _item_width(self) -> int:
        """Cells of an item. Hidden, the pane has none yet; alone, it will have the screen's."""
        return self.scrollable_content_region.width or self.app.size.width - 1

    def measuring(self, annotations: list[Annotation]) -> Iterator[None]:
        """As `measure`, some at a time.

        For many a thread may do it before they are shown: that takes longer than a key may wait.
        """
        width = self._item_width
        known = self._heights[1] if self._heights[0] == width else {}
        heights: dict[Annotation, int] = {}
        for some in batched(annotations, _MEASURED_AT_ONCE):
            heights |= {one: known.get(one) or self._item_height(one, width) for one in some}
            yield
        self._heights = (width, heights)
        self._summed = annotations, list(accumulate(map(heights.__getitem__, annotations), initial=0))

    def _item_height(self, annotation: Annotation, width: int) -> int:
        """The lines of an item, the blank one below it included."""
        room = width - _INDENT - 1
        height = _item_height(_tags(annotation), room + 1, _TAG_LINES) + (annotation.state != "anchored")
        height += _item_height(_quote(annotation, room), room, _QUOTE_LINES) + 1
        if annotation.note:
            height += _item_height(_note(annotation, room), room - 2, _NOTE_LINES)
        return height

    def _item(self, annotation: Annotation, width: int) -> list[Pieces]:
        room = width - _INDENT - 1
        lines: list[Pieces] = [
            [(PASSAGE, self._hue(annotation)), (one_line(line), "rows--bold")]
            for line in _wrapped(_tags(annotation), room + 1, _TAG_LINES)
        ]
        if annotation.state != "anchored":
            lines.append(
                [(f"  {WARNING} ", "rows--bold"), (annotation.state + " by an update", "rows--bold")]
            )
        quote = _wrapped(_quote(annotation, room), room, _QUOTE_LINES)
        lines += [[("  ", "rows--text"), (line, "rows--text")] for line in quote]
        if annotation.note:
            note = _wrapped(_note(annotation, room), room - 2, _NOTE_LINES)
            lines += [
                [(f"  {NOTE} " if i == 0 else "    ", "rows--dim"), (line, "rows--dim")]
                for i, line in enumerate(note)
            ]
        return [*lines, [("", "rows--text")]]

    def _hue(self, annotation: Annotation) -> Style:
        style = self.get_component_rich_style("rows--text")
        if not style.color or not style.bgcolor:
            return style
        background, foreground = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
        return Style(
            color=tag_foreground(color_of(annotation), background, foreground).rich_color,
            bgcolor=style.bgcolor,
        )

    def notify_style_update(self) -> None:
        """Another theme: other colours."""
        super().notify_style_update()
        if self.annotations and self.is_mounted:
            self.call_after_refresh(self.items_changed)

    @property
    def current(self) -> Annotation | None:
        """The annotation under the cursor."""
        return self.annotations[self.cursor] if self.cursor < len(self.annotations) else None

    def count(self) -> int:
        """How many annotations are listed."""
        return len(self._starts) - 1

    def first_line(self, index: int) -> int:
        """The line an annotation begins on; for ``count()``, the number of all lines."""
        return self._starts[min(index, len(self._starts) - 1)]

    def index_at(self, line: int) -> int:
        """The annotation a line belongs to."""
        return max(0, min(bisect_right(self._starts, line) - 1, self.count() - 1))

    def pieces(self, index: int, line: int) -> Pieces:
        """What stands on one line of an annotation; the current one has a bar before every line."""
        if index not in self._items:
            self._items[index] = self._item(self.annotations[index], self._measured)
        item = self._items[index]
        (first, style), *rest = given = item[line]
        if not first or self.annotations[index].id != self.marked:
            return given
        hue = item[0][0][1]
        return [(CURSOR, hue), (first[1:], style), *rest]


def _tags(annotation: Annotation) -> str:
    return ", ".join(tag.name for tag in annotation.tags) or "note"


def _quote(annotation: Annotation, room: int) -> str:
    return quoted(_clipped(annotation.quote, room))


def _note(annotation: Annotation, room: int) -> str:
    return _clipped(annotation.note, room)


def _clipped(text: str, room: int) -> str:
    """What of a text can be shown, and enough more to see that it was cut."""
    return text[: _CODE_POINTS_A_CELL * max(4, room) * (max(_QUOTE_LINES, _NOTE_LINES) + 1)]


class AnnotationsPane(SidePane):
    """Title with the number, the list."""

    ON_THE_RIGHT = True

    def __init__(self) -> None:
        super().__init__(id="annotations", title="Annotations")
        self.rows = AnnotationRows()
        """The list."""
        self.number = 0
        """How many annotations the open release has, those that come later among them."""

    def compose(self) -> ComposeResult:
        """Title, list."""
        yield self.title
        yield self.rows

    def show(self, annotations: list[Annotation], count: int | None = None) -> None:
        """Lists the annotations of the open release; `count` where there are more, which come later."""
        self.rows.show(annotations)
        self.number = count or len(annotations)
        orphans = sum(one.state == "orphaned" for one in annotations)
        warning = f"  {WARNING} {orphans} orphaned" if orphans else ""
        self.title.update(f"Annotations  {self.number or 'none yet'}{warning}", layout=False)
