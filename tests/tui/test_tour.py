"""Which step of the tour is done, and which comes next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tui.tour import STEPS, Step, Tour


class Seen:
    """What the steps change, set by a test."""

    def __init__(self) -> None:
        self.place: object = None
        self.values: list[object] = [0] * len(STEPS)

    def steps(self) -> Iterator[Step]:
        """One for each; the first is done by going elsewhere."""
        for number in range(len(STEPS)):
            yield Step(lambda at=number: f"how {at}", lambda at=number: self.values[at], moves=not number)  # type: ignore[misc]


@pytest.fixture
def seen() -> Seen:
    """Nothing done, no release open."""
    return Seen()


@pytest.fixture
def tour(seen: Seen) -> Tour:
    """Just begun."""
    tour = Tour(list(seen.steps()), lambda: seen.place)
    tour.begin()
    return tour


def test_step_follows_step(tour: Tour, seen: Seen) -> None:
    """Each is told when the one before is done, and at the end none is."""
    for number, (name, word) in enumerate(STEPS):
        assert (tour.title, tour.told) == (f"{number + 1} of 5  {name}", f"how {number}")
        assert tour.look() == ""
        seen.values[number] = "done"
        assert tour.look() == word
    assert (tour.title, tour.told, tour.look(), tour.goes_on) == ("", "", "", True)


def test_what_is_done_before_its_turn_counts(tour: Tour, seen: Seen) -> None:
    """It is told at once, and is no step any more when its turn comes."""
    seen.values[2] = 1
    assert (tour.look(), tour.title[:6]) == ("Tagged", "1 of 5")
    seen.values[0] = 1
    assert (tour.look(), tour.title[:6]) == ("Opened", "2 of 5")
    seen.values[1] = 1
    assert (tour.look(), tour.title[:6]) == ("Read", "4 of 5")


def test_what_another_release_has_is_no_change(tour: Tour, seen: Seen) -> None:
    """Its tags were there before; what is given to it then counts."""
    seen.place, seen.values = 7, [7, 40, 3, 0, 0]
    assert tour.look() == "Opened"
    seen.place, seen.values = 8, [8, 50, 2, 0, 0]
    assert tour.look() == "" and tour.look() == ""
    seen.values[2] = 3
    assert tour.look() == "Tagged"


def test_it_is_left_and_begun_again(tour: Tour, seen: Seen) -> None:
    """From the first step."""
    seen.values[0] = 1
    assert tour.look() and tour.goes_on
    tour.leave()
    seen.values[1] = 1
    assert (tour.look(), tour.title, tour.goes_on) == ("", "", False)
    tour.begin()
    assert tour.title.startswith("1 of 5") and tour.look() == ""
