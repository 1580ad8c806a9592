"""How dates, origins and passages are worded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from store import Release, Tag
from store.duplicates import Differences
from tui.describe import (
    WORDS_PER_MINUTE,
    about,
    differing,
    embargo_left,
    long_date,
    origin,
    quoted,
    short_date,
    shortened,
    time_left,
    under_embargo,
)

RELEASE = Release(
    id=1,
    headline="Harbour towns agree",
    subheadline=None,
    place="BRUSSELS",
    date="2018-04-05",
    agency="WAM",
    byline=None,
    image_credit=None,
    language="en",
    words=480,
    source="/harbour towns/one.txt",
    format="text",
    digest="",
    text_id=1,
    added="2025-03-14T12:00:00Z",
    modified="2025-03-14T12:00:00Z",
)


def test_a_long_date_is_day_month_year() -> None:
    """The month in words, the day without a zero."""
    assert [long_date(day) for day in ("2018-04-05", "2025-12-31", "2024-02-29")] == [
        "5 April 2018",
        "31 December 2025",
        "29 February 2024",
    ]


def test_a_short_date_has_nine_cells() -> None:
    """Without a date it is nothing."""
    assert short_date("2018-04-05") == "05 Apr 18"
    assert short_date("2003-12-31") == "31 Dec 03"
    assert short_date(None) == ""
    assert {len(short_date(f"2025-{month:02}-01")) for month in range(1, 13)} == {9}


@pytest.mark.parametrize(
    ("agency", "source", "expected"),
    [
        ("WAM", "/releases/one.txt", "WAM"),
        (None, "/harbour towns/one.txt", "harbour towns"),
        ("", "/releases/one.txt", "releases"),
        ("", "/one.txt", "one.txt"),
        (None, "https://example.org/", "example.org"),
        ("W\x1b[31m\n  AM", "/releases/one.txt", "W␛[31m AM"),
        (None, "/o\x1b\u202ene/a.txt", "o␛\ufffdne"),
    ],
)
def test_the_origin_is_the_agency_or_else_the_file(agency: str | None, source: str, expected: str) -> None:
    """On one line, harmless."""
    assert origin(RELEASE._replace(agency=agency, source=source)) == expected


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        ("some words", "“some words”"),
        ("  some\n\nwords ", "“some words”"),
        ("“We wait,” she said", "“We wait,” she said"),
        ("«Oui», dit-il", "«Oui», dit-il"),
        ("「你好」", "「你好」"),
        ("some\x1b[31m", "“some␛[31m”"),
    ],
)
def test_a_passage_is_quoted_once(passage: str, expected: str) -> None:
    """Its own quotation marks are enough where it begins with one."""
    assert quoted(passage) == expected


def test_what_is_known_stands_between_dots() -> None:
    """Place, date, agency, minutes."""
    assert about(RELEASE) == "BRUSSELS · 5 April 2018 · WAM · 2 min"


def test_what_is_not_known_is_left_out() -> None:
    """Without an agency the file's name stands there."""
    assert about(RELEASE._replace(place=None, date=None, agency=None)) == "harbour towns · 2 min"
    assert about(RELEASE._replace(place="NEW\n\x1bYORK")).startswith("NEW ␛YORK · ")


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (WORDS_PER_MINUTE * 10, 10), (370, 2), (350, 1)]
)
def test_reading_takes_a_minute_at_least(words: int, minutes: int) -> None:
    """Otherwise the nearest number of minutes."""
    assert about(RELEASE._replace(words=words)).endswith(f" · {minutes} min")


def test_differences_are_said_in_words() -> None:
    """The share of words first, then what else is another; nothing invented where nothing differs."""
    found = Differences(("WAM", "AFP"), None, None, ("a", "b"), 0.123, (), ())
    assert differing(found) == "12 % of words; other agency, headline"
    assert (
        differing(Differences(None, ("a", None), None, None, 0.001, (), ())) == "< 1 % of words; other place"
    )
    assert differing(Differences(None, None, None, None, 0, (), ())) == "the same words"


NOW = datetime(2018, 4, 5, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "day", "told"),
    [
        ("2018-04-05T12:05:00+02:00", None, "2 h 5 min left"),
        ("2018-04-05T09:59:00+02:00", None, ""),
        ("2018-04-09", None, "left"),
        ("2018-04-05", None, ""),
        (None, "2018-04-01", "under embargo: Embargoed until noon"),
        (None, "2018-03-01", ""),
        (None, None, "under embargo: Embargoed until noon"),
        (None, "9999-12-31", "under embargo: Embargoed until noon"),
    ],
)
def test_an_embargo_is_told_until_it_ends(until: str | None, day: str | None, told: str) -> None:
    """By the clock, in the zone of this place, with the time left; not by the word."""
    release = RELEASE._replace(embargo="Embargoed until noon", embargo_until=until, date=day)
    said = embargo_left(release, NOW)
    assert told in said and bool(said) == bool(told)
    if until and told:
        here = datetime.fromisoformat(until).astimezone()
        day = long_date(f"{here:%Y-%m-%d}")
        assert under_embargo(release, NOW) == f"under embargo until {day} {here:%H:%M %Z}"


def test_what_is_under_no_embargo_says_nothing() -> None:
    """Whatever its other fields are."""
    assert under_embargo(RELEASE) == embargo_left(RELEASE) == ""
    assert "embargo" not in about(RELEASE)
    held = RELEASE._replace(embargo="Until then", embargo_until="2999-01-01")
    assert "under embargo until 1 January 2999" in about(held)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0.1, "1 min"), (59, "59 min"), (60, "1 h"), (125, "2 h 5 min"), (2880, "2 d"), (4000, "3 d")],
)
def test_the_time_left_is_short(minutes: float, told: str) -> None:
    """Days from two on; never nothing."""
    assert time_left(NOW + timedelta(minutes=minutes), NOW) == told


def test_where_there_is_little_room_whole_facts_are_left_out() -> None:
    """The origin first, the day last; what remains alone is cut only where it has no room itself."""
    told = [about(RELEASE, cells=cells) for cells in (40, 35, 30, 25, 20, 12, 6)]
    assert told == [
        "BRUSSELS · 5 April 2018 · WAM · 2 min",
        "BRUSSELS · 5 April 2018 · 2 min",
        "BRUSSELS · 5 April 2018",
        "BRUSSELS · 5 April 2018",
        "5 April 2018",
        "5 April 2018",
        "5 Apr…",
    ]


def test_where_there_is_little_room_tags_are_counted() -> None:
    """Fewer by name, and how many more; no release with tags looks as if it had none."""
    tags = [Tag(key, name, 0, None) for key, name in enumerate(("work", "pay", "union", "pension"), 1)]
    told = [about(RELEASE, tags, cells) for cells in (80, 60, 50, 40, 35, 30, 20)]
    assert told == [
        "#work #pay #union #pension · BRUSSELS · 5 April 2018 · WAM · 2 min",
        "#work #pay #union #pension · BRUSSELS · 5 April 2018 · 2 min",
        "#work #pay #union +1 · BRUSSELS · 5 April 2018",
        "#work #pay +2 · BRUSSELS · 5 April 2018",
        "#work +3 · BRUSSELS · 5 April 2018",
        "4 tags · 5 April 2018",
        "4 tags",
    ]
    held = RELEASE._replace(embargo="Embargoed", embargo_until="2999-01-01")
    assert about(held, tags[:1], 120).startswith("#work · BRUSSELS · 5 April 2018 · WAM · ")
    assert about(held, tags[:1], 75).startswith("1 tag · under embargo until 1 January 2999")
    assert about(held, tags[:1], 60).startswith("under embargo until 1 January 2999")


@given(st.text("ab c—“…日語é\u0301🚢\u200d👨🇫🇷ب", max_size=14), st.integers(-1, 14))
def test_a_text_is_cut_between_characters(text: str, width: int) -> None:
    """In so many cells, whichever of them take two or join the one before."""
    cut = set_cell_size(text, max(0, width - 1)).rstrip() + "…" * (width > 0)
    assert shortened(text, width) == (text if cell_len(text) <= width else cut * (width > 0))
