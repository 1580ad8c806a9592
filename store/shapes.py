"""What the rows of each table must hold to be understood: the ground for quarantine and for the doctor.

A row may hold more fields than are named here; it may not hold fewer, or other types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any

from store.errors import UnreadableRecordError
from store.models import STATES

Check = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that is in the library and cannot be understood; it stays as it is."""

    table: str
    id: int
    reason: str

    def __str__(self) -> str:
        return f"record {self.id} of “{self.table}”: {self.reason}"


def _is(kind: type) -> Check:
    return lambda value: type(value) is kind


_text = _is(str)
_number = _is(int)


def _text_or_none(value: Any) -> bool:
    return value is None or type(value) is str


def _number_or_none(value: Any) -> bool:
    return value is None or type(value) is int


def _flag(value: Any) -> bool:
    return value is None or type(value) is bool


def _numbers(value: Any) -> bool:
    return type(value) is list and all(type(one) is int for one in value)


def _list_of(*kinds: set[type]) -> Check:
    """A list of lists whose items are in turn of one of these types.

    Column by column, without a call for each item: a long text has ten thousands of paragraphs.
    """

    def check(value: Any) -> bool:
        if type(value) is not list or not set(map(type, value)) <= {list}:
            return False
        if not set(map(len, value)) <= {len(kinds)}:
            return False
        columns = zip(*value, strict=True)
        return all(map(set.issuperset, kinds, (set(map(type, column)) for column in columns)))

    return check


def _span_or_none(value: Any) -> bool:
    return value is None or (_numbers(value) and len(value) == 2)


def _counters(value: Any) -> bool:
    return type(value) is dict and all(type(one) is int for one in value.values())


_changed = _list_of({str}, {int}, {dict, NoneType}, {dict, NoneType})


def _changes(value: Any) -> bool:
    """None in an event that was compacted."""
    return value is None or _changed(value)


#: The fields each table's rows must have. Absent from a table: any row is understood.
REQUIRED: dict[str, dict[str, Check]] = {
    "releases": {
        **dict.fromkeys(("headline", "source", "format", "digest", "added", "modified"), _text),
        **dict.fromkeys(("subheadline", "place", "date", "agency", "byline"), _text_or_none),
        **dict.fromkeys(("image_credit", "language"), _text_or_none),
        **dict.fromkeys(("words", "text_id"), _number),
    },
    "texts": {
        "release": _number,
        "text": _text,
        "paragraphs": _list_of({int}, {int}, {str}),
        "links": _list_of({int}, {int}, {str}),
        "dateline": _span_or_none,
    },
    "annotations": {
        **dict.fromkeys(("release", "start", "end"), _number),
        **dict.fromkeys(("quote", "prefix", "suffix", "note", "creator", "created", "modified"), _text),
        "tags": _numbers,
        "state": lambda value: value in STATES,
    },
    "tags": {"name": _text, "color": _number, "pinned": _number_or_none},
    "history": {
        **dict.fromkeys(("time", "user", "what"), _text),
        "release": _number_or_none,
        "undone": _flag,
        "upon": _number,
        "changes": _changes,
    },
    "meta": {"schema": _number, "ids": _counters},
    "sources": {
        **dict.fromkeys(("location", "title", "origin", "etag", "modified", "checked"), _text),
        **dict.fromkeys(("error", "added"), _text),
        "kind": lambda value: value in ("feed", "folder"),
    },
    "signatures": {"version": _number, "sketch": _numbers, "same": _list_of({int}, {float, int})},
    "apart": {"releases": _numbers, "others": _numbers},
}
#: Fields that may be missing, and what they must be where they stand.
OPTIONAL: dict[str, dict[str, Check]] = {
    "releases": {
        **dict.fromkeys(("part", "identity", "published", "publisher", "url"), _text_or_none),
        **dict.fromkeys(("time", "zone", "embargo", "embargo_until"), _text_or_none),
        "version": _number_or_none,
    },
    "texts": {"added": _text_or_none},
    "reading": {
        **dict.fromkeys(("read", "starred", "updated"), _flag),
        **dict.fromkeys(("cursor", "top", "since"), _number),
    },
    "annotations": {"was": _text},
    "tags": {"same_as": _number},
    "meta": {"open": _number_or_none},
    "sources": {"paused_until": _text},
}


def fault(table: str, row: Mapping[str, Any]) -> str | None:
    """Why the row cannot be understood, or None when it can."""
    for field, check in REQUIRED.get(table, {}).items():
        if field not in row:
            return f"it has no “{field}”"
        if not check(row[field]):
            return f"its “{field}” is not what it should be"
    for field, check in OPTIONAL.get(table, {}).items():
        if field in row and not check(row[field]):
            return f"its “{field}” is not what it should be"
    return None


def understood(table: str, key: int, row: Mapping[str, Any]) -> None:
    """Raises UnreadableRecordError where the row cannot be understood."""
    reason = fault(table, row)
    if reason is not None:
        raise UnreadableRecordError.of(table, key, reason)
