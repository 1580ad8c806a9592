"""Dates of digits that a language orders."""

from __future__ import annotations

import pytest

from store.structure import analyse
from store.structure.day_order import day_first

GERMAN = (
    "Die Werft ist offen\n\nRostock, 05.08.26 – Die Werft ist nach dem Umbau wieder offen, und es ist Platz."
)
ENGLISH = "The yard is open\n\nRostock, 05.08.26 – The yard is open again for the ships of the town."


@pytest.mark.parametrize(
    ("words", "language", "iso"),
    [
        ("05.08.26", "de", "2026-08-05"),
        ("5-8-26", "nl", "2026-08-05"),
        ("Torino, 5/8/2026 –", "it", "2026-08-05"),
        ("05.08.26", "en", None),
        ("05.08.26", "ja", None),
        ("05.08.26", None, None),
        ("05.13.26", "de", None),
        ("05.08.26 06.08.26", "de", None),
    ],
)
def test_the_day_is_first_where_the_language_has_it_so(
    words: str, language: str | None, iso: str | None
) -> None:
    """One date, in a language of which that is known; else none."""
    assert day_first(words, language) == iso


@pytest.mark.parametrize(("text", "date"), [(GERMAN, "2026-08-05"), (ENGLISH, None)])
def test_a_dateline_is_dated_by_the_language_of_its_text(text: str, date: str | None) -> None:
    """A German one is; an English one may be of May or of August."""
    dateline = analyse(text).dateline
    assert dateline is not None
    assert (dateline.place, dateline.date) == ("Rostock", date)


@pytest.mark.parametrize(
    ("line", "date", "headline"),
    [
        ("Nieuwsbericht | 06-02-2026 | 11:30", "2026-02-06", "De kade is weer open"),
        ("06/02/2026 16h20", "2026-02-06", "De kade is weer open"),
    ],
)
def test_a_line_above_the_text_is_dated_by_its_language(line: str, date: str, headline: str) -> None:
    """And is no headline."""
    text = "De kade van de stad is weer open, en er is een schip dat op de vracht van de haven wacht."
    found = analyse(f"{line}\n\nDe kade is weer open\n\n{text}")
    assert found.dateline is not None
    assert (found.dateline.date, found.headline) == (date, headline)


def test_the_end_of_an_embargo_is_the_day_of_a_release_without_another() -> None:
    """As charities and universities print it; a dateline's day goes before."""
    held = "EMBARGOED UNTIL 00:01 THURSDAY 7 MAY 2026\n\nThe pier opens\n\n"
    dateline = analyse(f"{held}The pier of the town has opened.").dateline
    assert dateline is not None
    assert dateline.date == "2026-05-07"
    dateline = analyse(f"{held}LEITH, 6 May 2026 – The pier of the town has opened.").dateline
    assert dateline is not None
    assert dateline.date == "2026-05-06"
