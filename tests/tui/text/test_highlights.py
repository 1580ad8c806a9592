"""Overlapping passages become disjoint spans."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from tui.text.highlights import Interval, Span, flatten, spans_in

INTERVALS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 6)), max_size=12)


def model(intervals: list[Interval]) -> list[Span]:
    """Give the spans by asking for every single offset what covers it."""
    covering = []
    for offset in range(21):
        here = sorted((start, id) for start, end, id in intervals if start <= offset < end)
        covering.append((offset, tuple(dict.fromkeys(id for _, id in here))))
    spans = []
    for ids, group in groupby(covering, key=lambda item: item[1]):
        offsets = [offset for offset, _ in group]
        if ids:
            spans.append((offsets[0], offsets[-1] + 1, ids))
    return spans


def test_overlapping_passages_share_the_span_in_the_middle() -> None:
    """Where two passages overlap, both ids are given, the earlier passage first."""
    assert flatten([(4, 9, 1), (0, 6, 2)]) == [(0, 4, (2,)), (4, 6, (2, 1)), (6, 9, (1,))]


def test_passages_that_start_together_are_in_order_of_id() -> None:
    """The order of the ids does not depend on the order given."""
    assert flatten([(0, 3, 7), (0, 3, 2)]) == [(0, 3, (2, 7))]


def test_an_empty_passage_covers_nothing() -> None:
    """Empty and reversed intervals are ignored."""
    assert flatten([(3, 3, 1), (5, 2, 2)]) == []


def test_neighbours_stay_apart() -> None:
    """Passages that touch do not overlap."""
    assert flatten([(0, 3, 1), (3, 5, 2)]) == [(0, 3, (1,)), (3, 5, (2,))]


def test_a_window_cuts_the_spans_at_its_edges() -> None:
    """A row takes the part of a passage that is in it."""
    spans = flatten([(0, 10, 1), (20, 30, 2)])
    assert spans_in(spans, 5, 25) == [(5, 10, (1,)), (20, 25, (2,))]
    assert spans_in(spans, 10, 20) == []


@given(INTERVALS)
def test_spans_are_what_a_look_at_every_offset_gives(intervals: list[Interval]) -> None:
    """The sweep agrees with the plain model."""
    assert flatten(intervals) == model(intervals)


@given(INTERVALS, st.integers(0, 20), st.integers(0, 20))
def test_a_window_is_what_clipping_every_span_gives(intervals: list[Interval], start: int, end: int) -> None:
    """Bisection agrees with looking at every span."""
    clipped = [(max(a, start), min(b, end), ids) for a, b, ids in flatten(intervals)]
    assert spans_in(flatten(intervals), start, end) == [span for span in clipped if span[0] < span[1]]
