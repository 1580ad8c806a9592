"""What formats say of a release, in one form: dates, languages, titles."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from store.canonical import canonical
from store.dates import date_at

_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})(?:[-_]|\s*$)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
#: Longer than any date that can be read.
_LONGEST_DATE = 100


def timestamp(said: str | None) -> str | None:
    """A date, or date and time with its offset from UTC as it was given, in ISO 8601; None for neither.

    Reads ISO 8601, RFC 5322 (e-mail, RSS) and the printed dates `store.dates` knows. What is not said
    (the year, the offset) is never guessed.
    """
    said = " ".join((said or "").split())
    if not said or len(said) > _LONGEST_DATE:
        return None
    if _DATE.fullmatch(said):
        return _checked(datetime.date.fromisoformat, said)
    if re.match(r"\d{4}-?\d\d-?\d\d", said):
        # “2025-03-04 10:00 -0500” is how many write it: the standard has no space before the offset.
        return _checked(datetime.datetime.fromisoformat, re.sub(r"(?<=\d) (?=[+-]\d|Z$)", "", said))
    if re.search(r"\d:\d\d", said) and (read := _checked(parsedate_to_datetime, said)):
        return read
    printed = date_at(said, 0)
    return printed.iso if printed and printed.end == len(said) else None


def _checked(read: Callable[[str], datetime.date], said: str) -> str | None:
    """What a parser of the standard library makes of it."""
    try:
        return read(said).isoformat()
    except (ValueError, OverflowError):  # the thirtieth of February, an hour 25
        return None


def language_code(said: str | None) -> str | None:
    """The ISO 639-1 code at the head of a language tag (RFC 5646); None where it has none."""
    found = _LANGUAGE.match(said or "")
    return found[1].lower() if found else None


def one_line(said: object) -> str | None:
    """A title or name as one canonical line; None where nothing is said, or something that is no text."""
    if not isinstance(said, str):
        return None
    return " ".join(canonical(said).replace("\0", "").split()) or None


def bare(words: str) -> str:
    """Words without case, punctuation and spacing, to tell whether two titles are the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))
