"""Overlapping passages, ready to be drawn: what covers a place, and where each goes on in the gutter.

Offsets are code points, half-open. Everything is swept once, in ``O(n log n)``; a row is found by
bisection and takes as long among thousands of passages as among a few.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

Interval = tuple[int, int, int]
"""Start, end and the id of what covers it; ids are unique."""

#: How many of the passages over a place are told apart there: a background and an underline.
DEPTH = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text covered by the same passages."""

    start: int
    end: int
    ids: tuple[int, ...]
    """The first `DEPTH` that cover it, by start and then by id."""
    shortest: int
    """The shortest that covers it; of equal ones the one with the lowest id."""


_start = attrgetter("start")
_end = attrgetter("end")


def flatten(intervals: Iterable[Interval]) -> list[Span]:
    """Sweep intervals, which may overlap, into ordered, disjoint spans.

    Empty intervals and uncovered text give nothing.
    """
    given = sorted(interval for interval in intervals if interval[0] < interval[1])
    ends = sorted((end, start, id) for start, end, id in given)
    spans: list[Span] = []
    by_start: list[tuple[int, int]] = []
    by_length: list[tuple[int, int]] = []
    opened = closed = position = 0
    while closed < len(ends):
        following = ends[closed][0]
        if opened < len(given):
            following = min(following, given[opened][0])
        if by_start and following > position:
            ids = tuple(id for _, id in by_start[:DEPTH])
            _append(spans, Span(position, following, ids, by_length[0][1]))
        position = following
        while closed < len(ends) and ends[closed][0] == position:
            end, start, id = ends[closed]
            del by_start[bisect_left(by_start, (start, id))]
            del by_length[bisect_left(by_length, (end - start, id))]
            closed += 1
        while opened < len(given) and given[opened][0] == position:
            start, end, id = given[opened]
            insort(by_start, (start, id))
            insort(by_length, (end - start, id))
            opened += 1
    return spans


def _append(spans: list[Span], span: Span) -> None:
    """Add a span, or lengthen the last one where the same passages go on."""
    last = spans[-1] if spans else None
    if last and last.end == span.start and (last.ids, last.shortest) == (span.ids, span.shortest):
        spans[-1] = Span(last.start, span.end, span.ids, span.shortest)
    else:
        spans.append(span)


def spans_in(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    """Give those of `spans` (as `flatten` gives them) that have text within ``[start, end)``."""
    if start >= end:
        return ()
    first = bisect_right(spans, start, key=_end)
    return spans[first : bisect_left(spans, end, lo=first, key=_start)]


#: Passages that can go on side by side in the gutter.
LANES = 3
#: Code points after a passage in which no other takes its lane, so that two on one row stand side by side.
CLEAR = 144

Lane = list[Interval]
"""Disjoint passages in order, one below the other in the gutter."""


def lanes(intervals: Iterable[Interval], text: str) -> tuple[list[Lane], list[int]]:
    """Give each passage of the text the first lane that is free where it starts.

    A lane is free again after a line end, or `CLEAR` after the passage in it.
    Returns `LANES` lanes, and the starts, in order, of the passages for which none was free.
    """
    made: list[Lane] = [[] for _ in range(LANES)]
    without: list[int] = []
    for interval in sorted(interval for interval in intervals if interval[0] < interval[1]):
        start = interval[0]
        for lane in made:
            # Where thousands lie over one another most lanes are taken: that is asked without a call.
            if not lane or (lane[-1][1] <= start and _clear(lane[-1][1], start, text)):
                lane.append(interval)
                break
        else:
            without.append(start)
    return made, without


def _clear(end: int, start: int, text: str) -> bool:
    """Tell whether what ends and what starts there, behind it, cannot stand on one row."""
    return end + CLEAR <= start or text.find("\n", end - 1, start) >= 0


def in_lane(lane: Lane, start: int, end: int) -> Interval | None:
    """Give the passage of a lane that has text in ``[start, end)``, the last if there are several.

    An empty row at `start`, between two paragraphs, has the passage that goes on over it.
    """
    at = bisect_left(lane, end, key=itemgetter(0)) - 1
    return lane[at] if at >= 0 and lane[at][1] > start else None


def any_in(offsets: Sequence[int], start: int, end: int) -> bool:
    """Tell whether one of the ordered `offsets` is in ``[start, end)``."""
    return bisect_left(offsets, start) < bisect_left(offsets, end)


def overlapping(spans: Sequence[tuple[int, int]], start: int, end: int) -> range:
    """Give the indices of the ordered, disjoint `spans` that have text in ``[start, end)``."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return range(first, max(first, bisect_left(spans, end, lo=first, key=itemgetter(0))))
