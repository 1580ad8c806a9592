"""Overlapping passages as disjoint spans, ready to be drawn. Offsets are code points, half-open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from operator import itemgetter

Interval = tuple[int, int, int]
"""Start, end and the id of what covers it."""

Span = tuple[int, int, tuple[int, ...]]
"""Start, end and the ids of everything that covers it, by start and then by id."""

_start = itemgetter(0)
_end = itemgetter(1)


def flatten(intervals: Iterable[Interval]) -> list[Span]:
    """Sweep intervals, which may overlap, into ordered, disjoint spans.

    Each span is as long as the same ids cover it; an id given twice in one place counts once.
    Empty intervals and uncovered text give nothing.
    """
    given = sorted(interval for interval in intervals if interval[0] < interval[1])
    ends = sorted((end, start, id) for start, end, id in given)
    spans: list[Span] = []
    open_: list[tuple[int, int]] = []
    opened = closed = position = 0
    while closed < len(ends):
        following = ends[closed][0]
        if opened < len(given):
            following = min(following, given[opened][0])
        if open_ and following > position:
            _append(spans, position, following, open_)
        position = following
        while closed < len(ends) and ends[closed][0] == position:
            del open_[bisect_left(open_, ends[closed][1:])]
            closed += 1
        while opened < len(given) and given[opened][0] == position:
            insort(open_, (given[opened][0], given[opened][2]))
            opened += 1
    return spans


def _append(spans: list[Span], start: int, end: int, open_: Sequence[tuple[int, int]]) -> None:
    """Add a span, or lengthen the last one where the same ids go on."""
    ids = tuple(dict.fromkeys(id for _, id in open_))
    if spans and spans[-1][1] == start and spans[-1][2] == ids:
        spans[-1] = (spans[-1][0], end, ids)
    else:
        spans.append((start, end, ids))


def spans_in(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Give the part of `spans` (as `flatten` gives them) within ``[start, end)``, cut to it."""
    if start >= end:
        return []
    first = bisect_right(spans, start, key=_end)
    last = bisect_left(spans, end, lo=first, key=_start)
    return [(max(from_, start), min(to, end), ids) for from_, to, ids in spans[first:last]]
