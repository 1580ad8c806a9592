"""The annotations of the open release in text order: tags, quote, note."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from store import Annotation
from tui.actions import ANNOTATIONS
from tui.describe import quoted
from tui.palette import tag_foreground
from tui.panes.marks import color_of
from tui.panes.rows import Pieces, Rows
from tui.terminal import one_line
from tui.text.cells import clusters, drawn
from tui.text.layout import Layout

#: Lines a quote and a note take at most.
_QUOTE_LINES = 3
_NOTE_LINES = 3
_INDENT = 2
#: Stands before the tags of an item, and before all of the current one.
BAR, CURRENT = "▎", "▌"


def _wrapped(text: str, width: int, most: int) -> list[str]:
    """The text in at most so many lines of at most so many cells, an ellipsis where it was cut."""
    layout = Layout(text, [(0, len(text))] if text else [], max(4, width))
    lines = []
    for line in list(layout)[:most]:
        shown = clusters(text, line.shown_start, line.shown_end)
        lines.append("".join(drawn(text[start:end]) for start, end, _ in shown))
    if len(layout) > most:
        lines[-1] = lines[-1][: width - 1].rstrip() + "…"
    return lines


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
        self._lines: list[list[Pieces]] = []
        self._starts = [0]

    def show(self, annotations: list[Annotation]) -> None:
        """Lists these, the cursor staying on the annotation it was on."""
        current = self.current
        self.annotations = annotations
        at = next((i for i, one in enumerate(annotations) if current and one.id == current.id), None)
        self.cursor = at if at is not None else self.cursor
        self.items_changed()

    def follow(self, key: int | None) -> None:
        """Marks the reader's current annotation and shows it."""
        if key == self.marked:
            return
        indices = {one.id: index for index, one in enumerate(self.annotations)}
        before, self.marked = self.marked, key
        for one in (before, key):
            if one in indices:
                self.refresh_item(indices[one])
        if key in indices and not self.has_focus:
            super().move_to(indices[key])

    def move_to(self, index: int) -> None:
        """See `Rows`; the reader shows the passage."""
        before = self.cursor
        super().move_to(index)
        if self.cursor != before and self.has_focus and self.current is not None:
            self.post_message(self.Browsed(self.current))

    def items_changed(self) -> None:
        """See `Rows`; wraps every item to the width first."""
        width = self.scrollable_content_region.width
        self._lines = [self._item(one, width) for one in self.annotations] if width else []
        self._starts = list(accumulate((len(lines) for lines in self._lines), initial=0))
        super().items_changed()

    def _item(self, annotation: Annotation, width: int) -> list[Pieces]:
        room = width - _INDENT - 1
        tags = ", ".join(tag.name for tag in annotation.tags) or "note"
        lines: list[Pieces] = [
            [(BAR, self._hue(annotation)), (one_line(line), "rows--bold")]
            for line in _wrapped(tags, room + 1, 2)
        ]
        if annotation.state != "anchored":
            lines.append([("  ⚠ ", "rows--accent"), (annotation.state + " by an update", "rows--accent")])
        quote = quoted(annotation.quote)
        lines += [
            [("  ", "rows--text"), (line, "rows--text")] for line in _wrapped(quote, room, _QUOTE_LINES)
        ]
        if annotation.note:
            note = _wrapped(annotation.note, room - 2, _NOTE_LINES)
            lines += [
                [("  ✎ " if i == 0 else "    ", "rows--accent"), (line, "rows--dim")]
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
        """See `Rows`."""
        return len(self._lines)

    def first_line(self, index: int) -> int:
        """See `Rows`."""
        return self._starts[min(index, len(self._starts) - 1)]

    def index_at(self, line: int) -> int:
        """See `Rows`."""
        return max(0, min(bisect_right(self._starts, line) - 1, len(self._lines) - 1))

    def pieces(self, index: int, line: int) -> Pieces:
        """See `Rows`; the current annotation has a bar before every line."""
        given = self._lines[index][line]
        (first, style), *rest = given
        if not first or self.annotations[index].id != self.marked:
            return given
        hue = self._lines[index][0][0][1]
        return [(CURRENT, hue), (first[1:], style), *rest]


class AnnotationsPane(Vertical):
    """Title with the number, the list."""

    def __init__(self) -> None:
        super().__init__(id="annotations")
        self.rows = AnnotationRows()
        """The list."""
        self._title = Static("Annotations", classes="pane-title", markup=False)

    def compose(self) -> ComposeResult:
        """Title, list."""
        yield self._title
        yield self.rows

    def show(self, annotations: list[Annotation]) -> None:
        """Lists the annotations of the open release."""
        self.rows.show(annotations)
        count = str(len(annotations)) if annotations else "none yet"
        self._title.update(f"Annotations  {count}")
