"""What a field may hold."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import meanings
from store.meanings import Meaning

ALL = [one for one in vars(meanings).values() if isinstance(one, Meaning)]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(ALL), ANYTHING)
def test_anything_can_be_asked(meaning: Meaning, value: object) -> None:
    """Any JSON value holds or does not, and asking raises nothing."""
    assert meaning.holds(value) in (True, False)
    assert not meaning.holds(None)


@given(st.dates())
def test_every_day_is_one(day: date) -> None:
    """A day is what `datetime.date` writes, and a moment as well."""
    assert meanings.DAY.holds(day.isoformat())
    assert meanings.MOMENT.holds(day.isoformat())


@given(st.datetimes(timezones=st.timezones() | st.none()))
def test_every_time_is_a_moment(when: datetime) -> None:
    """A moment is what `datetime.datetime` writes, with an offset or without."""
    assert meanings.MOMENT.holds(when.isoformat())
    assert not meanings.DAY.holds(when.isoformat())


@pytest.mark.parametrize(
    "value",
    [
        "", "2024", "2024-5-1", "20240501", "2024-02-30", "2024-W01-1", "2024-05-01 ", "May 2024",
        "２０２４-05-01", 20240501, None,
    ],
)  # fmt: skip
def test_no_days(value: object) -> None:
    """Other forms of ISO 8601, days that never were, digits of other scripts."""
    assert not meanings.DAY.holds(value)


@pytest.mark.parametrize(
    "value", ["soon", "2024-05-01T25:00", "2024-05-01 09:00", "2024-05-01T", "2024-05-01T9"]
)
def test_no_moments(value: str) -> None:
    """A day with something after it that is no time of day."""
    assert not meanings.MOMENT.holds(value)


@pytest.mark.parametrize("value", [True, 0, -1, 2**32, 1.0, "1", None, [1]])
def test_no_ids(value: object) -> None:
    """An id is a whole number above 0; true is none."""
    assert not meanings.ID.holds(value)


def test_ids_end_where_counters_leave_room() -> None:
    """Whatever highest id a library says it gave, the next two thousand million can be given."""
    assert meanings.ID.holds(meanings.LARGEST_COUNT + 2_000_000_000)
    assert meanings.COUNTERS.holds({"texts": meanings.LARGEST_COUNT})
    assert not meanings.COUNTERS.holds({"texts": meanings.LARGEST_COUNT + 1})


def test_halves_of_characters_are_no_text() -> None:
    """A surrogate alone cannot be printed, whatever stands beside it."""
    assert meanings.TEXT.holds("\U0001f600 é")
    assert not meanings.TEXT.holds("\ud83d")
    assert not meanings.PARTS.holds([[0, 1, "\ud83d"]])


@pytest.mark.parametrize(
    ("parts", "fit"),
    [
        ([], True),
        ([[0, 4, "a"], [4, 9, "b"]], True),
        ([[0, 4, "a"], [6, 10, "b"]], True),
        ([[0, 4, "a"], [6, 11, "b"]], False),
        ([[-1, 4, "a"]], False),
        ([[0, 4, "a"], [3, 9, "b"]], False),
        ([[5, 9, "a"], [0, 4, "b"]], False),
        ([[4, 4, "a"]], False),
        ([[5, 2, "a"]], False),
    ],
)
def test_parts_in_order(parts: list[list[object]], fit: bool) -> None:
    """One after the other, none empty, within a text of ten characters."""
    assert meanings.in_order(parts, 10) is fit
