"""Heights: rows and blocks find each other, whatever changes."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from tests.drawn import listed
from tui.text.heights import Heights

HEIGHTS = listed(range(1, 10), min_size=1, max_size=40)


@given(HEIGHTS, listed([*product(range(40), range(1, 10))], max_size=20))
def test_sums_and_places_stay_right_through_changes(
    heights: list[int], changes: list[tuple[int, int]]
) -> None:
    """Rows before each block, the block of each row and the total are those of a plain list."""
    made = Heights(heights)
    for block, height in changes:
        if block < len(heights):
            made[block] = heights[block] = height
    assert [made[block] for block in range(len(made))] == heights
    assert made.total == sum(heights)
    assert [made.before(block) for block in range(len(heights))] == [
        sum(heights[:block]) for block in range(len(heights))
    ]
    places = [(block, row) for block, height in enumerate(heights) for row in range(height)]
    assert [made.find(row) for row in range(made.total)] == places


@given(HEIGHTS)
def test_a_row_past_the_end_is_given_to_the_last_block(heights: list[int]) -> None:
    """Its index tells that the block has no such row."""
    assert Heights(heights).find(sum(heights)) == (len(heights) - 1, heights[-1])
