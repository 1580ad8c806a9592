"""Days as the query language has them, a year, a month, a day or a moment: from when till when they are."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress

from store.patterns import lazy_pattern

_DAYS = lazy_pattern(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MOMENT = lazy_pattern(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z", re.ASCII)
_MONTHS = 12


def is_day(words: str) -> bool:
    """Whether it is a year, month or day there can be: ``2018``, ``2018-04``, ``2018-04-05``."""
    try:
        return bool(_first_day(words))
    except ValueError:
        return False


def is_moment(words: str) -> bool:
    """Whether it is a day, or a moment in UTC, ``2018-04-05T09:30:00Z``, seconds left out or not."""
    if not _MOMENT.fullmatch(words):
        return is_day(words)
    try:
        return bool(datetime.datetime.fromisoformat(words))
    except ValueError:
        return False


def moments(low: str, high: str) -> tuple[str, str]:
    """From when to before when a span of days lasts in this place, as moments in UTC; empty is open.

    A moment stands for itself, as `high` for the last one that counts.
    """
    return _begin(low) if low else "", _end(high) if high else ""


def _first_day(words: str) -> datetime.date:
    """Raises ValueError for what is no day."""
    found = _DAYS.fullmatch(words)
    if found is None:
        raise ValueError(words)
    year, month, day = (int(part or 1) for part in found.groups())
    return datetime.date(year, month, day)


def _next_day(words: str) -> datetime.date | None:
    """The first day after them; None where the calendar ends."""
    first = _first_day(words)
    months = {4: _MONTHS, 7: 1, 10: 0}[len(words)]
    try:
        if not months:
            return first + datetime.timedelta(days=1)
        carried = first.month - 1 + months
        return datetime.date(first.year + carried // _MONTHS, carried % _MONTHS + 1, 1)
    except (OverflowError, ValueError):
        return None


def _begin(words: str) -> str:
    return _utc(_first_day(words)) if _DAYS.fullmatch(words) else _to_the_second(words)


def _end(words: str) -> str:
    if _DAYS.fullmatch(words):
        after = _next_day(words)
        return _utc(after) if after is not None else ""
    return _to_the_second(words) + "~"  # behind the moment itself, before the next second


def _to_the_second(moment: str) -> str:
    return moment if len(moment) == len("2018-04-05T09:30:00Z") else moment[:-1] + ":00Z"


def _utc(day: datetime.date) -> str:
    """When the day begins here."""
    begin = datetime.datetime.combine(day, datetime.time())
    with suppress(OverflowError, ValueError, OSError):  # a year no clock has an offset for
        begin = begin.astimezone(datetime.UTC)
    return begin.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
