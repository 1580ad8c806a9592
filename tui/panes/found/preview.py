"""The paragraph a result stands in, with what was found in it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from tui.text import (
    Layout,
    clusters,
    drawn,
    has_right_to_left,
    mirror,
    overlapping,
    starts_right_to_left,
    visual_order,
)

Span = tuple[int, int]
#: Pieces of a line: what is drawn, and whether it was found.
Line = list[tuple[str, bool]]
#: Code points of a paragraph that are laid out around the place: a text need not have paragraphs.
_AROUND = 4000


def paragraph_around(text: str, place: int, paragraphs: Iterable[Span]) -> Span:
    """The paragraph that a place is in, held to what may be shown of it."""
    spans = (span for span in paragraphs if span[0] <= place < span[1])
    start, end = next(spans, (0, len(text)))
    return max(start, place - _AROUND), min(end, place + _AROUND)


def preview(text: str, span: Span, hits: Sequence[Span], place: int, size: Span, *, bidi: bool) -> list[Line]:
    """The lines of a paragraph around a place.

    Args:
        text: the text of the release.
        span: the paragraph in it.
        hits: what was found, ordered and disjoint.
        place: what is to be in view.
        size: cells in a line, and lines.
        bidi: whether what reads from right to left is to be put in order here.
    """
    width, height = size
    start, end = span
    shown = text[start:end]
    layout = Layout(shown, [(0, len(shown))], max(4, width))
    lines = list(layout)
    at = next((row for row, line in enumerate(lines) if line.end > place - start), 0)
    first = max(0, min(at - height // 2, len(lines) - height))
    right_to_left = starts_right_to_left(shown, 0, len(shown))
    found = [(max(0, one - start), to - start) for one, to in hits if one < end and to > start]
    return [
        _line(shown, (one.shown_start, one.shown_end), found, right_to_left=right_to_left, bidi=bidi)
        for one in lines[first : first + height]
    ]


def _line(text: str, span: Span, hits: Sequence[Span], *, right_to_left: bool, bidi: bool) -> Line:
    cells = [
        (text[start:end], bool(overlapping(hits, start, end))) for start, end, _ in clusters(text, *span)
    ]
    if bidi and cells and has_right_to_left(text, *span):
        order = visual_order([cell for cell, _ in cells], right_to_left)
        pieces = [(_drawn(cells[at][0], reads_left), cells[at][1]) for at, reads_left in order]
    else:
        pieces = [(drawn(cell), found) for cell, found in cells]
    return [
        ("".join(one for one, _ in some), found) for found, some in groupby(pieces, lambda piece: piece[1])
    ]


def _drawn(cell: str, reads_left: bool) -> str:
    return mirror(drawn(cell)) if reads_left else drawn(cell)
