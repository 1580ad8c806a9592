"""A set of ids that holds runs."""

from __future__ import annotations

from hypothesis import given

from store.intake.id_runs import IdRuns
from tests.drawn import listed


@given(listed(range(-3, 26)))
def test_it_is_a_set(ids: list[int]) -> None:
    """Whatever is put in, in whatever order and however often."""
    keys = IdRuns()
    for number, key in enumerate(ids):
        keys.add(key)
        assert {one for one in range(-5, 28) if one in keys} == set(ids[: number + 1])


def test_neighbours_take_the_room_of_one() -> None:
    """As the ids of an import, from whichever side they come."""
    keys = IdRuns()
    for key in (*range(2, 1000), 1, 1001, 1000, 5):
        keys.add(key)
    assert (keys._starts, keys._ends) == ([1], [1002])
