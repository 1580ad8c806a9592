"""Dates of digits alone that could be read in two ways, in languages that print the day first."""

from __future__ import annotations

import datetime

from store.patterns import lazy_pattern
from store.structure.dates import full_year
from store.structure.word_lists import word_set

#: Languages that print the day first whatever parts it from the month, by CLDR's short forms of dates.
_DAY_FIRST = word_set("de fr es it pt nl pl ru uk tr ro cs sk sl hr sr bg el fi da no nb nn ca gl vi id")
_NUMERIC = lazy_pattern(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?!\d|[./-]\d)")


def day_first(words: str, language: str | None) -> str | None:
    """The ISO form of the one date of digits in words, such as 05.08.26, as the language orders it.

    `language` is an ISO 639-1 code; None where it is none that prints the day first, or there is no such
    date or several.
    """
    found = _NUMERIC.findall(words) if language in _DAY_FIRST else []
    if len(found) != 1:
        return None
    day, _, month, printed = found[0]
    try:
        return datetime.date(full_year(int(printed)), int(month), int(day)).isoformat()
    except ValueError:  # a month of 13: the other order, or no date
        return None
