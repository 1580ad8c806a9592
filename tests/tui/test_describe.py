"""How dates, origins and passages are worded."""

from __future__ import annotations

import pytest

from store import Release
from store.duplicates import Differences
from tui.describe import WORDS_PER_MINUTE, about, differing, long_date, origin, quoted, short_date

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
    source="/releases/harbour towns.txt",
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
        (None, "/releases/harbour towns.txt", "harbour towns.txt"),
        ("", "/releases/one.txt", "one.txt"),
        (None, "https://example.org/", "example.org"),
        ("W\x1b[31m\n  AM", "/releases/one.txt", "W␛[31m AM"),
        (None, "/releases/o\x1b\u202ene.txt", "o␛\ufffdne.txt"),
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
    assert about(RELEASE._replace(place=None, date=None, agency=None)) == "harbour towns.txt · 2 min"
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
