"""Embargoes: the line that forbids to publish before a time, and the time."""

from __future__ import annotations

import datetime
import re
from string import digits

from store.patterns import lazy_pattern
from store.structure.dates import DateMatch, date_at
from store.structure.initials import letters_but
from store.structure.times import TimeMatch, offset_of, time_at

#: The most characters of an embargo line that are read.
LONGEST = 300
_A_WEEK = datetime.timedelta(days=7)

_EMBARGO = lazy_pattern(
    r"(?:[^\n.]{0,40}?[–—|:-]\s)?\W{0,4}"
    r"(?:(?:strictly\s|strict\s|media\s|under\s|news\s|sotto\s|bajo\s|sob\s|onder\s|unter\s|pod\s)*embargo(?:ed)?\b"
    r"|(?:под\s)?эмбарго\b"
    r"|(?:報道|情報|掲載|記事)(?:の)?解禁|解禁日時?\s?[:：]"
    r"|hold (?:for (?:release|publication)\s)?until\b"
    r"|not for (?:release|publication|broadcast|use)\b[^.\n]{0,60}?\b(?:before|until|prior)"
    r"|(?:for (?:release|publication|use)|release)\s(?:after|at|on|not before)\b"
    r"|do not publish\b[^.\n]{0,40}?\b(?:before|until)"
    r"|sous embargo\b"
    r"|embargo\s(?:jusqu|hasta|até|bis)"
    r"|embargad[oa]\b"
    r"|ne pas (?:publier|diffuser) avant"
    r"|no publicar antes"
    r"|sperrfrist\b"
    r"|gesperrt bis\b"
    r"|sperrvermerk"
    r"|frei(?:gegeben)? ab\b"
    r"|محظور (?:النشر|نشره)"
    r"|يحظر النشر"
    r"|غير مخصص للنشر قبل"
    r"|(?:禁[发發刊]|禁止[^\n]{0,30}[发發][布佈表]|封锁消息|保密)[^\n]{0,20}"
    r"|[^\n]{0,30}(?:之?前(?:请勿|请不要|不得|禁止)(?:发布|发表|刊登|报道)))",
    re.IGNORECASE,
)
#: With what none of these begins, and what stands before those that do not begin a line.
_NO_EMBARGO, _PAUSE = letters_but("smunehfrdgbop") | frozenset(digits), lazy_pattern("[–—|:-]")
#: Within so many characters one of both stands, or a character beyond ASCII.
_REACH = 45
_NOT_ONE = lazy_pattern(r"[^\n]{0,60}\b(?:lifted|no embargo|on (?:russian|arms|oil|trade))\b", re.IGNORECASE)
#: Where a date or time may begin: at the head of a word, or at digits behind Han characters.
_WORD = lazy_pattern(r"(?<![^\W_])[^\W_]|(?<=[\u3400-\u9fff])\d")


def is_embargo(words: str) -> bool:
    """Whether a line is an embargo's."""
    head = words[:_REACH]
    if head[:1] in _NO_EMBARGO and head.isascii() and not _PAUSE.search(head):  # as of most lines
        return False
    return bool(_EMBARGO.match(words)) and not _NOT_ONE.match(words)


def embargo_end(words: str) -> str | None:
    """When the embargo in the line ends, ISO 8601; None where no full date is printed.

    With the time, where one is printed; with the offset from UTC, where the printed zone has one on that day.
    """
    words = words[:LONGEST]
    date: DateMatch | None = None
    time: TimeMatch | None = None
    position = 0
    while position < len(words) and (match := _WORD.search(words, position)):
        position = match.start()
        if date is None and (day := date_at(words, position)) and day.iso:
            date, position = day, day.end
        elif time is None and (said := time_at(words, position)) and said.time:
            time, position = said, said.end
        else:
            position += 1
    if date is None or date.iso is None:
        return None
    if date.time is not None:
        time = TimeMatch(date.end, date.time, date.zone)
    if time is None or time.time is None:
        return date.iso
    at = datetime.datetime.fromisoformat(f"{date.iso}T{time.time}")
    offset = offset_of(time.zone, at) if time.zone else None
    return f"{date.iso}T{time.time}{offset or ''}"


def is_embargoed(until: str | None, day: str | None, now: datetime.datetime) -> bool:
    """Whether an embargo still holds: by the clock, not by the word.

    Args:
        until: when it ends, as `embargo_end` gives it; a day ends it as it begins, and what names no zone is
            by the clock here. None where no full date is printed: such an embargo, which names a weekday if
            anything, holds for a week from the release's own day, and where that is not known either.
        day: the release's own day, ISO 8601.
        now: the time, with a zone.
    """
    until = until if until is not None else _week_after(day)
    return until is None or embargo_moment(until) > now


def _week_after(day: str | None) -> str | None:
    try:
        return str(datetime.date.fromisoformat(day) + _A_WEEK) if day is not None else None
    except OverflowError:  # there is no such day any more
        return None


def embargo_moment(words: str) -> datetime.datetime:
    """When an embargo ends, of what `embargo_end` gives, by the clock here: a day as its beginning."""
    try:
        return datetime.datetime.fromisoformat(words).astimezone()
    except (OverflowError, OSError):  # a year no clock has an offset for
        return datetime.datetime.fromisoformat(words).replace(tzinfo=datetime.UTC)
