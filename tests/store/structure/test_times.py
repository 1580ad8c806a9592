"""Times of day and zones: read as printed, and told in UTC's offset only where that is certain."""

from __future__ import annotations

import datetime

import pytest

from store.structure.times import offset_of, time_at

SUMMER = datetime.datetime(2018, 7, 5, 10)
WINTER = datetime.datetime(2018, 1, 5, 10)


@pytest.mark.parametrize(
    ("printed", "time", "zone"),
    [
        (" 9:00 AM Eastern", "09:00", "Eastern"),
        (", 12:00 p.m. ET", "12:00", "ET"),
        (" at 6 am EDT", "06:00", "EDT"),
        (" 23:59 (CET)", "23:59", "CET"),
        (" 10.30 Uhr", "10:30", None),
        (" 24:00", "00:00", None),
        (" 07:00 Asia/Riyadh", "07:00", "Asia/Riyadh"),
        (" 09:00 local time", "09:00", "local time"),
        (" 上午9时", "09:00", None),
    ],
)
def test_printed_times(printed: str, time: str, zone: str | None) -> None:
    """A time of day by whichever clock is given by the 24-hour clock, the zone as printed."""
    found = time_at(printed, 0)
    assert found is not None
    assert (found.time, found.zone, found.end) == (time, zone, len(printed))


@pytest.mark.parametrize("text", ["", " 25:00", " 10:61", " 10.5 million", " 12 people", " 9"])
def test_no_times(text: str) -> None:
    """Numbers that are no time of day are none."""
    assert time_at(text, 0) is None


@pytest.mark.parametrize(
    ("zone", "at", "offset"),
    [
        ("GMT", SUMMER, "+00:00"),
        ("CEST", SUMMER, "+02:00"),
        ("EST", WINTER, "-05:00"),
        ("ET", WINTER, "-05:00"),
        ("ET", SUMMER, "-04:00"),
        ("Eastern Daylight Time", SUMMER, "-04:00"),
        ("Mountain", SUMMER, "-06:00"),
        ("CET/CEST", WINTER, "+01:00"),
        ("GMT+4", SUMMER, "+04:00"),
        ("UTC-03:30", SUMMER, "-03:30"),
        ("America/Toronto", WINTER, "-05:00"),
        ("CST", WINTER, None),
        ("local time", WINTER, None),
        ("Nowhere/Nowhere", WINTER, None),
    ],
)
def test_offsets(zone: str, at: datetime.datetime, offset: str | None) -> None:
    """A zone that means one offset on the day gives it; one that means several, or none known, does not."""
    assert offset_of(zone, at) == offset
