"""One row of the reader as a strip: text, highlights, selection, cursor, gutter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store import Annotation
from tui.palette import HUES
from tui.text.cells import drawn
from tui.text.highlights import Span, flatten, spans_in
from tui.text.page import GUTTER, Frame, Page


@dataclass(slots=True)
class Ink:
    """The styles of the present theme."""

    text: Style
    dim: Style
    headline: Style
    accent: Style
    selection: Style
    cursor: Style
    tags: Sequence[Style]
    """A background for each hue of the palette."""
    letters: Sequence[Style]
    """A foreground for each hue of the palette."""


#: Paragraph kinds that are not the matter itself.
_SECONDARY = frozenset(
    {"image_credit", "byline", "end_mark", "boilerplate", "contact", "link", "release_line"}
)


@dataclass(slots=True)
class Marks:
    """The annotations of a release, ready to be painted."""

    annotations: Sequence[Annotation] = ()
    spans: list[Span] = field(default_factory=list)
    by_id: dict[int, Annotation] = field(default_factory=dict)

    @classmethod
    def of(cls, annotations: Sequence[Annotation]) -> Marks:
        """Those that have a place in the text; orphaned ones are listed, not painted."""
        placed = [one for one in annotations if one.state != "orphaned"]
        return cls(
            placed, flatten((one.start, one.end, one.id) for one in placed), {one.id: one for one in placed}
        )

    def under(self, offset: int) -> Annotation | None:
        """The annotation at the offset; of several, the shortest."""
        found = [self.by_id[key] for _, _, keys in spans_in(self.spans, offset, offset + 1) for key in keys]
        return min(found, key=lambda one: (one.end - one.start, one.id), default=None)


def color_of(annotation: Annotation) -> int:
    """The index of the hue an annotation is shown in; notes without a tag take the last."""
    return (annotation.tags[0].color if annotation.tags else len(HUES) - 1) % len(HUES)


def paint(
    page: Page, row: int, frame: Frame, ink: Ink, marks: Marks, selected: tuple[int, int], cursor: int | None
) -> Strip:
    """A row of the text, gutter included, without the blank to its right."""
    inner = page.layout_row(row)
    if inner is None:
        return Strip([])
    layout = page.layout
    line = layout[inner]
    if line.folded and cursor is not None and line.start <= cursor < line.end:
        cursor = line.shown_start
    base = _base_style(page.kinds[line.paragraph] if line.paragraph >= 0 and page.kinds else "", ink)
    style_at = _styles(marks, ink, base, line.shown_start, line.shown_end, selected, cursor)
    inked = Strip([Segment(shown, style_at(start)) for (start, _, _), shown in layout.drawn_of(inner)])
    left = [Segment(" " * frame.margin, ink.text), *_gutter(marks, ink, line.start, line.end)]
    if indent := layout.indent_of(inner):
        left.append(Segment(" " * indent, ink.text))
    return Strip([*left, *inked.simplify()])


def _base_style(kind: str, ink: Ink) -> Style:
    if kind == "headline":
        return ink.headline
    return ink.dim if kind in _SECONDARY else ink.text


def _styles(
    marks: Marks, ink: Ink, base: Style, start: int, end: int, selected: tuple[int, int], cursor: int | None
) -> Callable[[int], Style]:
    """The style of each code point of a row, built up from what lies under to what lies on top."""
    spans = [(s, e, _marked(marks, ink, keys)) for s, e, keys in spans_in(marks.spans, start, end)]

    def style_at(offset: int) -> Style:
        style = base
        for span_start, span_end, mark in spans:
            if span_start <= offset < span_end:
                style = style + mark
        if selected[0] <= offset < selected[1]:
            style = style + ink.selection
        return style + ink.cursor if offset == cursor else style

    return style_at


def _marked(marks: Marks, ink: Ink, keys: Sequence[int]) -> Style:
    """The hue of the annotation begun last; where several lie over one another, underlined too."""
    style = ink.tags[color_of(marks.by_id[keys[-1]])]
    return style + Style(underline=True) if len(keys) > 1 else style


def _gutter(marks: Marks, ink: Ink, start: int, end: int) -> list[Segment]:
    """The first letter of the tag that begins in the row, and whether there is a note or one more."""
    beginning = [one for one in marks.annotations if start <= one.start < end]
    if not beginning:
        return [Segment(" " * GUTTER, ink.text)]
    first = beginning[0]
    letter = drawn(first.tags[0].name[0]) if first.tags else "·"
    sign = "+" if len(beginning) > 1 else "✎" if first.note else " "
    style = ink.letters[color_of(first)]
    return [Segment(f"{letter}{sign}"[:GUTTER].ljust(GUTTER - 1) + " ", style)]
