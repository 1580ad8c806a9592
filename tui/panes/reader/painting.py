"""One row of the reader as a strip: text, highlights, find hits, selection, cursor, gutter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.panes.ink import Ink
from tui.panes.reader.marks import NOTHING, Marks, Passage, color_of, gutter
from tui.screen_signs import BOILERPLATE, CONTACTS
from tui.text import Frame, Line, Page, Span, has_right_to_left, one_cell_each, overlapping, spans_in


@dataclass(frozen=True)
class Changes:
    """What differs between two texts that are shown as one; ordered and disjoint."""

    inserted: Sequence[Passage] = ()
    deleted: Sequence[Passage] = ()

    @cached_property
    def starts(self) -> list[int]:
        """Where something differs, what was replaced counting once."""
        ends = {end for _, end in self.deleted}
        starts = [start for start, _ in self.deleted]
        return sorted([*starts, *(start for start, _ in self.inserted if start not in ends)])


_Layer = tuple[int, int, Style]
"""A style laid over the text from an offset to another."""

#: Paragraph kinds that are not the matter itself.
_SECONDARY = frozenset(
    {"image_credit", "byline", "end_mark", "boilerplate", "contact", "link", "release_line"}
)
#: Stands in the gutter where paragraphs of the kind begin.
_SIGNS = {"boilerplate": BOILERPLATE, "contact": CONTACTS}


class Overlay(NamedTuple):
    """What lies over a text: what its rows show beside its words."""

    marks: Marks
    """The annotations."""
    selected: Passage = NOTHING
    cursor: int | None = None
    """The code point under the cursor."""
    current: int | None = None
    """The id of the annotation that is drawn stronger than the others."""
    hits: Sequence[Passage] = ()
    """What was found, ordered and disjoint."""
    hit: int | None = None
    """The index of the present hit."""
    quotations: Sequence[Passage] = ()
    """Quoted speech with its marks, ordered and disjoint."""
    changes: Changes = Changes()
    """What differs, where two texts are shown as one."""

    def moving(self) -> tuple[Passage, Passage, Passage]:
        """What comes and goes with keys: the selection, the current annotation and the present hit."""
        present = NOTHING if self.hit is None else self.hits[self.hit]
        return self.selected, self.marks.passage_of(self.current), present


def paint(page: Page, row: int, frame: Frame, ink: Ink, overlay: Overlay) -> Strip:
    """A row of the text, gutter included, without the blank to its right.

    Args:
        page: The text, wrapped.
        row: The display row, from 0.
        frame: Where the text stands in the pane.
        ink: The styles.
        overlay: What lies over the text.
    """
    marks, selected, cursor, current, hits, hit, quotations, changes = overlay
    inner = page.layout_row(row)
    if inner is None:
        return Strip([])
    line = page.layout[inner]
    if line.folded and cursor is not None and line.start <= cursor < line.end:
        cursor = line.shown_start
    kind = page.kinds[line.paragraph] if line.paragraph >= 0 and page.kinds else ""
    base = _base_style(kind, ink)
    layers = [
        *(_speech(ink, quotations, line) if base is ink.text else ()),
        *_passages(ink, marks, current, line),
        *((*changes.inserted[i], ink.inserted) for i in _visible(changes.inserted, line)),
        *((*changes.deleted[i], ink.deleted) for i in _visible(changes.deleted, line)),
        *((*hits[i], ink.present_hit if i == hit else ink.hit) for i in _visible(hits, line)),
        (*selected, ink.selection),
    ]
    starts, styles = _runs(line.shown_start, line.shown_end, base, layers, ink, cursor)
    sign = _change_sign(changes, line) or _sign(page, inner, line, kind)
    left = gutter(marks, ink, line.start, line.end, sign, current)
    blank = Segment(" " * frame.margin, ink.text)
    indent = Segment(" " * page.layout.indent_of(inner), ink.text)
    return Strip([blank, *left, indent, *_inked(page, inner, line, starts, styles)]).simplify()


def _base_style(kind: str, ink: Ink) -> Style:
    if kind == "headline":
        return ink.headline
    return ink.dim if kind in _SECONDARY else ink.text


def _sign(page: Page, inner: int, line: Line, kind: str) -> str:
    """The mark of the paragraph's kind, in the first row of the first of them."""
    if kind not in _SIGNS or (line.paragraph and page.kinds[line.paragraph - 1] == kind):
        return ""
    return "" if inner and page.layout[inner - 1].paragraph == line.paragraph else _SIGNS[kind]


def _change_sign(changes: Changes, line: Line) -> str:
    """What a row has that only one of two texts has."""
    inserted, deleted = bool(_visible(changes.inserted, line)), bool(_visible(changes.deleted, line))
    return "±" if inserted and deleted else "+" if inserted else "−" if deleted else ""


def _visible(passages: Sequence[Passage], line: Line) -> range:
    return overlapping(passages, line.shown_start, line.shown_end)


def _speech(ink: Ink, quotations: Sequence[Passage], line: Line) -> Iterator[_Layer]:
    """Quoted words, and the mark at either end."""
    for index in _visible(quotations, line):
        start, end = quotations[index]
        yield start, end, ink.quotation
        yield start, start + 1, ink.quotation_mark
        yield end - 1, end, ink.quotation_mark


def _passages(ink: Ink, marks: Marks, current: int | None, line: Line) -> Iterator[_Layer]:
    """Annotated passages: the first as its colour, a second one over it as a line, the current one on top."""
    for span in spans_in(marks.spans, line.shown_start, line.shown_end):
        yield span.start, span.end, _marked(ink, marks, span)
    if current in marks.by_id:
        annotation = marks.by_id[current]
        yield annotation.start, annotation.end, ink.strong_tags[color_of(annotation)]


def _marked(ink: Ink, marks: Marks, span: Span) -> Style:
    style = ink.tags[color_of(marks.by_id[span.ids[0]])]
    return style + ink.second if len(span.ids) > 1 else style


def _runs(
    start: int, end: int, base: Style, layers: Sequence[_Layer], ink: Ink, cursor: int | None
) -> tuple[list[int], list[Style]]:
    """Where each run of one style starts, and its style: the layers laid over one another in order."""
    inside = [(max(start, one), min(end, other), style) for one, other, style in layers]
    inside = [layer for layer in inside if layer[0] < layer[1]]
    edges = {start, end, *(edge for layer in inside for edge in layer[:2])}
    if cursor is not None and start <= cursor < end:
        edges |= {cursor, cursor + 1}
    starts = sorted(edges)
    at = {edge: index for index, edge in enumerate(starts)}
    styles = [base] * (len(starts) - 1)
    for one, other, style in inside:
        for index in range(at[one], at[other]):
            styles[index] = styles[index] + style
    if cursor in at and cursor < end:
        under = styles[at[cursor]]
        alike = under.reverse or under.bgcolor == ink.cursor.bgcolor
        styles[at[cursor]] = under + (ink.cursor_over if alike else ink.cursor)
    return starts, styles


def _inked(
    page: Page, inner: int, line: Line, starts: Sequence[int], styles: Sequence[Style]
) -> list[Segment]:
    """The text of a row in its styles."""
    text = page.layout.text
    if _as_it_stands(page, line):
        edges = zip(pairwise(starts), styles, strict=True)
        return [Segment(text[start:end], style) for (start, end), style in edges]
    pieces: list[tuple[list[str], Style]] = []
    for (start, _, _), shown in page.layout.drawn_of(inner):
        style = styles[bisect_right(starts, start) - 1]
        if not pieces or pieces[-1][1] is not style:
            pieces.append(([], style))
        pieces[-1][0].append(shown)
    return [Segment("".join(parts), style) for parts, style in pieces]


def _as_it_stands(page: Page, line: Line) -> bool:
    """Whether a row is written as it stands: a cell for each code point, in the text's order."""
    text, start, end = page.layout.text, line.shown_start, line.shown_end
    if line.folded or page.layout.setting.justified:
        return False
    return one_cell_each(text, start, end) and not has_right_to_left(text, start, end)
