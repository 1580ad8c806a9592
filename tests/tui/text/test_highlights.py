"""Overlapping passages become disjoint spans, and lanes in the gutter."""

from __future__ import annotations

from itertools import groupby, pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import listed
from tui.text.highlights import (
    CLEAR,
    DEPTH,
    LANES,
    Interval,
    Span,
    any_in,
    flatten,
    in_lane,
    lanes,
    overlapping,
    spans_in,
)

INTERVALS = listed([*product(range(21), range(21))], max_size=12).map(
    lambda pairs: [(start, end, id) for id, (start, end) in enumerate(pairs, 1)]
)
#: Far enough apart for lanes to be free again.
WIDE = listed(range(2001), max_size=41).map(
    lambda places: [*zip(places[::2], places[1::2], range(1, len(places)), strict=False)]
)

#: One long line.
TEXT = "x" * 2001


def model(intervals: list[Interval]) -> list[Span]:
    """Give the spans by asking for every single offset what covers it."""
    covering: list[tuple[int, tuple[tuple[int, ...], int] | None]] = []
    for offset in range(21):
        here = sorted((start, id, end) for start, end, id in intervals if start <= offset < end)
        shortest = min(((end - start, id) for start, id, end in here), default=None)
        ids = tuple(id for _, id, _ in here[:DEPTH])
        covering.append((offset, (ids, shortest[1]) if shortest else None))
    spans = []
    for covered, group in groupby(covering, key=lambda item: item[1]):
        offsets = [offset for offset, _ in group]
        if covered:
            spans.append(Span(offsets[0], offsets[-1] + 1, *covered))
    return spans


def test_overlapping_passages_share_the_span_in_the_middle() -> None:
    """Where two passages overlap, both ids are given, the earlier passage first."""
    assert flatten([(4, 9, 1), (0, 6, 2)]) == [
        Span(0, 4, (2,), 2),
        Span(4, 6, (2, 1), 1),
        Span(6, 9, (1,), 1),
    ]


def test_passages_that_start_together_are_in_order_of_id() -> None:
    """The order of the ids does not depend on the order given."""
    assert flatten([(0, 3, 7), (0, 3, 2)]) == [Span(0, 3, (2, 7), 2)]


def test_an_empty_passage_covers_nothing() -> None:
    """Empty and reversed intervals are ignored."""
    assert flatten([(3, 3, 1), (5, 2, 2)]) == []


def test_neighbours_stay_apart() -> None:
    """Passages that touch do not overlap."""
    assert flatten([(0, 3, 1), (3, 5, 2)]) == [Span(0, 3, (1,), 1), Span(3, 5, (2,), 2)]


def test_thousands_of_nested_passages_make_small_spans() -> None:
    """A span names no more ids than can be told apart, however many lie there."""
    count = 2000
    spans = flatten((i, 3 * count - i, i) for i in range(count))
    assert len(spans) <= 2 * count
    assert max(len(span.ids) for span in spans) == DEPTH
    (middle,) = spans_in(spans, count + 5, count + 6)
    assert middle.ids == (0, 1) and middle.shortest == count - 1


def test_a_window_takes_the_spans_that_have_text_in_it() -> None:
    """A row takes what is in it, and nothing where nothing is."""
    spans = flatten([(0, 10, 1), (20, 30, 2)])
    assert [span.ids for span in spans_in(spans, 5, 25)] == [(1,), (2,)]
    assert [*spans_in(spans, 10, 20)] == [*spans_in(spans, 5, 5)] == []


@given(INTERVALS)
def test_spans_are_what_a_look_at_every_offset_gives(intervals: list[Interval]) -> None:
    """The sweep agrees with the plain model."""
    assert flatten(intervals) == model(intervals)


@given(INTERVALS, st.integers(0, 20), st.integers(0, 20))
def test_a_window_is_what_looking_at_every_span_gives(
    intervals: list[Interval], start: int, end: int
) -> None:
    """Bisection agrees with looking at every span."""
    spans = flatten(intervals)
    expected = [span for span in spans if max(span.start, start) < min(span.end, end)]
    assert [*spans_in(spans, start, end)] == expected
    pairs = [(span.start, span.end) for span in spans]
    assert [spans[i] for i in overlapping(pairs, start, end) if start < end] == expected


@given(WIDE)
def test_passages_in_one_lane_stand_clear_of_one_another(intervals: list[Interval]) -> None:
    """Every passage has a lane or is counted, and none begins on the row where another of its lane ends."""
    made, without = lanes(intervals, TEXT)
    placed = [interval for lane in made for interval in lane]
    real = [interval for interval in intervals if interval[0] < interval[1]]
    assert len(made) == LANES
    assert len(placed) + len(without) == len(real)
    assert sorted([*(start for start, _, _ in placed), *without]) == sorted(start for start, _, _ in real)
    for lane in made:
        assert all(one[1] + CLEAR <= other[0] for one, other in pairwise(lane))


@given(WIDE)
def test_a_passage_goes_without_a_lane_only_where_all_are_taken(intervals: list[Interval]) -> None:
    """Three lie there already."""
    made, without = lanes(intervals, TEXT)
    for offset in without:
        assert sum(in_lane(lane, max(0, offset - CLEAR), offset + 1) is not None for lane in made) == LANES


def test_two_passages_on_one_row_have_lanes_of_their_own() -> None:
    """One ends before the other begins, on the same row: both are seen."""
    made, without = lanes([(0, 10, 1), (20, 30, 2), (400, 410, 3)], TEXT)
    assert [[id for _, _, id in lane] for lane in made] == [[1, 3], [2], []]
    assert without == []


def test_a_line_end_frees_a_lane() -> None:
    """What follows stands on another row, even if the passage itself ends with the line end."""
    text = "word word\nword word\n"
    assert lanes([(0, 9, 1), (10, 14, 2)], text)[0][0] == [(0, 9, 1), (10, 14, 2)]
    assert lanes([(0, 10, 1), (10, 14, 2)], text)[0][0] == [(0, 10, 1), (10, 14, 2)]
    assert lanes([(0, 12, 1), (15, 19, 2)], text)[0] == [[(0, 12, 1)], [(15, 19, 2)], []]


def test_an_empty_row_has_what_goes_on_over_it() -> None:
    """Between two paragraphs a bar goes on only within a passage."""
    lane = [(5, 20, 1)]
    assert in_lane(lane, 10, 10) == (5, 20, 1)
    assert in_lane(lane, 5, 5) is None
    assert in_lane(lane, 20, 20) is None
    assert in_lane(lane, 0, 5) is None


def test_any_in_looks_between_the_edges() -> None:
    """The start is in, the end is not."""
    assert any_in([3, 9], 3, 4) and any_in([3, 9], 8, 10)
    assert not any_in([3, 9], 4, 9) and not any_in([], 0, 9)
