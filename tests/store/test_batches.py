"""Many things, some at a time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.batches import batched, growing


@given(st.lists(st.integers()), st.integers(1, 7))
def test_all_come_in_order_and_only_the_last_list_is_shorter(ones: list[int], count: int) -> None:
    """None is empty."""
    found = list(batched(ones, count))
    assert [one for some in found for one in some] == ones
    assert all(len(some) == count for some in found[:-1])
    assert all(found)


def test_no_more_is_taken_than_was_asked_for() -> None:
    """What follows may take long, or never come."""
    ones = iter(range(10))
    assert next(batched(ones, 3)) == [0, 1, 2]
    assert next(ones) == 3


@given(st.lists(st.integers()), st.integers(1, 7), st.integers(1, 7))
def test_growing_lists_hold_twice_as_many_each_time(ones: list[int], first: int, most: int) -> None:
    """All in order; the first is no longer than asked, none longer than the most."""
    found = list(growing(ones, first, most))
    assert [one for some in found for one in some] == ones
    wanted = [min(first * 2**number, most) for number in range(len(found))]
    assert [len(some) for some in found[:-1]] == wanted[:-1]
    assert all(0 < len(some) <= most for some, most in zip(found, wanted, strict=True))
