"""What a field of a row may hold: its type and what the value stands for.

Each `Meaning` is asked with any JSON value and raises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from operator import itemgetter, le, lt
from types import NoneType
from typing import Any, NamedTuple

Check = Callable[[Any], bool]

#: The highest id a row may have: `store.duplicates.sketch_index` keeps texts' ids in 32 bits.
LARGEST_ID = 2**32 - 1
#: The highest id that counts as given; as many again are left for new rows.
LARGEST_COUNT = 2**31
#: What every program reads from JSON as the number it is (RFC 8259, section 6).
LARGEST_NUMBER = 2**53
_DAY = 10  # characters of 2018-04-05
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"


class Meaning(NamedTuple):
    """What a value must be, in words that complete "its “date” is not ...", and whether one is."""

    words: str
    holds: Check
    or_none: bool = False
    """Whether it may be null instead, of which `holds` is not asked."""
    is_range: bool = False
    """Whether it is a range of whole numbers: it holds those between two that it holds."""
    of_each: bool = False
    """Whether it is a list of which each item is judged by itself: what holds two lists holds them joined."""

    def holds_all(self, values: Sequence[Any]) -> bool:
        """Whether it holds each; of texts, numbers of a range and lists it is not asked again and again."""
        kinds = set(map(type, values))
        if kinds == {str}:
            values = list(set(values))
        elif kinds == {int} and self.is_range:
            values = [min(values), max(values)]
        elif kinds == {list} and self.of_each:
            values = [list(chain.from_iterable(values))]
        return all(map(self.holds, values))


def or_none(meaning: Meaning) -> Meaning:
    """The same, or null."""
    return meaning._replace(words=f"{meaning.words} or null", or_none=True)


def one_of(*values: str | int) -> Meaning:
    """One of the values."""
    return Meaning(
        f"one of {', '.join(map(str, values))}",
        lambda value: type(value) in (str, int) and value in values,
    )


def number(first: int, last: int) -> Meaning:
    """A whole number of a range, both ends included."""
    return Meaning(
        f"a whole number from {first} to {last}",
        lambda value: type(value) is int and first <= value <= last,
        is_range=True,
    )


def _is_text(value: Any) -> bool:
    return type(value) is str and (value.isascii() or encodable(value))


def encodable(value: str) -> bool:
    """Whether UTF-8 can hold it: JSON can name halves of surrogate pairs, which nothing can print."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_name(value: Any) -> bool:
    return _is_text(value) and bool(value.strip()) and "\0" not in value


def _is_day(value: Any) -> bool:
    return type(value) is str and _names_day(value)


@lru_cache(maxsize=4096)  # a library has few days, and what was imported at once came within seconds
def _names_day(value: str) -> bool:
    if len(value) != _DAY or value[7] != "-":
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: Any) -> bool:
    return type(value) is str and _names_moment(value)


@lru_cache(maxsize=4096)
def _names_moment(value: str) -> bool:
    """A day, with or without a time of day and an offset from UTC."""
    if not _names_day(value[:_DAY]):
        return False
    if len(value) == _DAY:
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return value[_DAY] == "T" and value.isascii()


def _is_id(value: Any) -> bool:
    return type(value) is int and 0 < value <= LARGEST_ID


def _are_numbers(value: Any, first: int, last: int) -> bool:
    """A list of whole numbers of a range: tens of thousands are looked at without a call for each."""
    if type(value) is not list or not set(map(type, value)) <= {int}:
        return False
    return not value or (min(value) >= first and max(value) <= last)


def _columns(value: Any, *kinds: set[type]) -> list[tuple[Any, ...]] | None:
    """The columns of a list of lists whose items are in turn of one of these types; None for anything else.

    Column by column, without a call for each item: a long text has ten thousands of paragraphs.
    """
    if type(value) is not list or not set(map(type, value)) <= {list}:
        return None
    if not value:
        return [()] * len(kinds)
    if set(map(len, value)) != {len(kinds)}:
        return None
    columns = list(zip(*value, strict=True))
    if all(map(set.issuperset, kinds, (set(map(type, column)) for column in columns))):
        return columns
    return None


def _are_parts(value: Any) -> bool:
    columns = _columns(value, {int}, {int}, {str})
    return columns is not None and all(map(_is_text, set(columns[2])))


def _are_links(value: Any) -> bool:
    linked = _columns(value, {int}, {float, int}) is not None
    return linked and all(_is_id(key) and 0 <= alike <= 1 for key, alike in value)


def _are_changes(value: Any) -> bool:
    columns = _columns(value, {str}, {int}, {dict, NoneType}, {dict, NoneType})
    if not columns:
        return False
    _, keys, before, after = columns
    if keys and not (min(keys) > 0 and max(keys) <= LARGEST_ID):
        return False
    return (None, None) not in zip(before, after, strict=True)


def _are_taken(value: Any) -> bool:
    return type(value) is list and _are_changes([change for change in value if change is not None])


def _is_span(value: Any) -> bool:
    return _are_numbers(value, 0, LARGEST_NUMBER) and len(value) == 2 and value[0] <= value[1]


def _are_counters(value: Any) -> bool:
    return (
        type(value) is dict
        and all(map(_is_text, value))
        and _are_numbers(list(value.values()), 0, LARGEST_COUNT)
    )


_STANDING = {"last", "again", "whole", "first"}


def _are_standings(value: Any) -> bool:
    return type(value) is dict and all(
        _is_text(user) and _are_counters(standing) and standing.keys() >= _STANDING
        for user, standing in value.items()
    )


def _are_moments(value: Any) -> bool:
    return type(value) is dict and all(_is_text(user) and _is_moment(when) for user, when in value.items())


TEXT = Meaning("a text", _is_text)
#: What may not be blank, and is handed to the system as it is.
NAME = Meaning("a name of at least one character", _is_name)
PASSAGE = Meaning("a text of at least one character", lambda value: _is_text(value) and value != "")
DAY = Meaning("a day such as 2018-04-05", _is_day)
MOMENT = Meaning("a day or a time such as 2018-04-05T09:30:00Z", _is_moment)
MOMENT_OR_EMPTY = Meaning(f"empty or {MOMENT.words}", lambda value: value == "" or _is_moment(value))
CLOCK = Meaning(
    "a time of day such as 09:30",
    lambda value: type(value) is str and re.fullmatch(_CLOCK, value, re.ASCII) is not None,
)
FLAG = Meaning("true or false", lambda value: type(value) is bool)
COUNT = number(0, LARGEST_NUMBER)
ID = Meaning("the number of a record", _is_id, is_range=True)
#: An id, or 0 for none.
ID_OR_ZERO = Meaning(
    "the number of a record or 0",
    lambda value: type(value) is int and 0 <= value <= LARGEST_ID,
    is_range=True,
)
IDS = Meaning("a list of numbers of records", lambda value: _are_numbers(value, 1, LARGEST_ID), of_each=True)
HASHES = Meaning("a list of hashes of 32 bits", lambda value: _are_numbers(value, 0, 2**32 - 1), of_each=True)
SPAN = Meaning("a span", _is_span)
TEXTS = Meaning(
    "a list of texts", lambda value: type(value) is list and all(map(_is_text, value)), of_each=True
)
PARTS = Meaning("a list of spans, each with a word", _are_parts, of_each=True)
LINKS = Meaning("a list of records, each with a share from 0 to 1", _are_links, of_each=True)
CHANGES = Meaning("a list of changes", _are_changes, of_each=True)
TAKEN = Meaning("a list of changes, or null for each that stands", _are_taken)
COUNTERS = Meaning("the highest number of each table", _are_counters)
MOMENTS_OF_USERS = Meaning("a time for each user", _are_moments)
STANDINGS = Meaning("where each user stands in the history", _are_standings)


_start, _end = itemgetter(0), itemgetter(1)


def in_order(parts: Sequence[Sequence[Any]], length: int) -> bool:
    """Whether the spans that parts begin with follow each other, none empty, in a text so long."""
    if not parts:
        return True
    starts, ends = [*map(_start, parts)], [*map(_end, parts)]
    follow = all(map(lt, starts, ends)) and all(map(le, ends, starts[1:]))
    return follow and starts[0] >= 0 and ends[-1] <= length
