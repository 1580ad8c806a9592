"""The jump list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import listed
from tui.text.jumps import LONGEST, JumpList, Places


def test_back_and_on_again() -> None:
    """Where one was before going back can be come back to."""
    jumps = JumpList()
    for place in (1, 2, 3):
        jumps.leave(place)
    assert [jumps.back(9), jumps.back(3), jumps.back(2), jumps.back(1)] == [3, 2, 1, None]
    assert [jumps.forward(), jumps.forward(), jumps.forward(), jumps.forward()] == [2, 3, 9, None]


def test_counts_go_so_many_places_or_nowhere() -> None:
    """As in vim, too large a count moves nothing."""
    jumps = JumpList()
    for place in (1, 2, 3):
        jumps.leave(place)
    assert jumps.back(9, 4) is None
    assert jumps.back(9, 3) == 1
    assert jumps.forward(4) is None
    assert jumps.forward(3) == 9


def test_a_place_is_listed_once() -> None:
    """The newest time counts."""
    jumps = JumpList()
    for place in (1, 2, 1):
        jumps.leave(place)
    assert [jumps.back(5), jumps.back(1), jumps.back(2)] == [1, 2, None]
    assert JumpList().back(5) is None


def test_the_quotation_mark_is_the_place_before_the_last_jump() -> None:
    """It stands among the marks."""
    places = Places()
    places.leave(4)
    places.leave(7)
    assert places.marks == {"'": 7}


@given(listed(range(301), max_size=150), st.integers(301, 400))
def test_going_back_and_on_visits_the_same_places(left: list[int], here: int) -> None:
    """Whatever was jumped, on undoes back, and the list stays short."""
    jumps = JumpList()
    for place in left:
        jumps.leave(place)
    back = [here]
    while (place := jumps.back(back[-1])) is not None:  # type: ignore[assignment]
        back.append(place)
    forth = [back[-1]]
    while (place := jumps.forward()) is not None:  # type: ignore[assignment]
        forth.append(place)
    assert forth == back[::-1]
    assert len(back) <= LONGEST
