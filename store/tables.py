"""What the rows of each table hold, type and meaning: one list for reading, doctor, migrations and merging.

A row may hold more fields than are named here; it may not hold fewer, or values that mean nothing. What
depends on another row is not judged here: that a text, a release, a tag is there, that a passage lies in its
text, is for who reads both (`store.library`) and for the doctor (`store.care`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from store import meanings
from store.errors import UnreadableRecordError
from store.meanings import (
    CLOCK,
    COUNT,
    DAY,
    FLAG,
    ID,
    ID_OR_ZERO,
    IDS,
    MOMENT,
    MOMENT_OR_EMPTY,
    NAME,
    PASSAGE,
    TEXT,
    Meaning,
    number,
    one_of,
    or_none,
)
from store.models import PINS, STATES, TAG_COLORS
from store.urls import is_url

Row = Mapping[str, Any]
Rule = Callable[[Row], str | None]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that is in the library and cannot be understood; it stays as it is."""

    table: str
    id: int
    reason: str

    def __str__(self) -> str:
        return f"record {self.id} of “{self.table}”: {self.reason}"


#: The meaning of the rows in the tables; a library with a higher one is refused.
SCHEMA_VERSION = 3
#: The row of the table ``meta``: schema version, the highest id each table ever gave, the release open last.
META = 1
#: The fields by which rows are asked for.
INDEXES = (
    *(("releases", field) for field in ("source", "identity", "digest", "date")),
    ("texts", "release"),
    ("annotations", "release"),
    ("reading", "read"),
)
#: The fields each table's rows must have.
REQUIRED: dict[str, dict[str, Meaning]] = {
    "releases": {
        **dict.fromkeys(("headline", "format", "digest"), TEXT),
        "source": NAME,
        **dict.fromkeys(("added", "modified"), MOMENT),
        **dict.fromkeys(("subheadline", "place", "agency", "byline"), or_none(TEXT)),
        **dict.fromkeys(("image_credit", "language"), or_none(TEXT)),
        "date": or_none(DAY),
        "words": COUNT,
        "text_id": ID,
    },
    "texts": {
        "release": ID,
        "text": TEXT,
        "paragraphs": meanings.PARTS,
        "links": meanings.PARTS,
        "dateline": or_none(meanings.SPAN),
    },
    "annotations": {
        "release": ID,
        **dict.fromkeys(("start", "end"), COUNT),
        "quote": PASSAGE,
        **dict.fromkeys(("prefix", "suffix", "note", "creator"), TEXT),
        **dict.fromkeys(("created", "modified"), MOMENT),
        "tags": IDS,
        "state": one_of(*STATES),
    },
    "tags": {"name": NAME, "color": number(0, TAG_COLORS - 1), "pinned": or_none(number(1, PINS))},
    "reading": {},
    "history": {
        "time": MOMENT,
        **dict.fromkeys(("user", "what"), TEXT),
        "release": or_none(ID),
        "undone": or_none(FLAG),
        "upon": ID_OR_ZERO,
        # Null in an event that was compacted.
        "changes": or_none(meanings.CHANGES),
    },
    "meta": {"schema": number(1, meanings.LARGEST_ID), "ids": meanings.COUNTERS},
    "sources": {
        **dict.fromkeys(("location", "origin"), NAME),
        **dict.fromkeys(("title", "etag", "modified", "error"), TEXT),
        **dict.fromkeys(("checked", "added"), MOMENT_OR_EMPTY),
        "kind": one_of("feed", "folder"),
    },
    "signatures": {"version": ID, "sketch": meanings.HASHES, "same": meanings.LINKS},
    "apart": {"releases": IDS, "others": IDS},
    "set_aside": {
        "table": NAME,
        "id": number(-(2**63), 2**63 - 1),
        **dict.fromkeys(("reason", "raw"), TEXT),
        "time": MOMENT,
        "encoding": one_of("utf-8", "base64"),
    },
}
#: Fields that may be missing or null, and what they must be where they stand.
OPTIONAL: dict[str, dict[str, Meaning]] = {
    "releases": {
        **dict.fromkeys(("part", "identity", "publisher", "url", "zone", "embargo"), TEXT),
        **dict.fromkeys(("published", "embargo_until"), MOMENT),
        "time": CLOCK,
        "version": COUNT,
    },
    "texts": {"added": MOMENT},
    "reading": {
        **dict.fromkeys(("read", "starred", "updated"), FLAG),
        **dict.fromkeys(("cursor", "top"), COUNT),
        "since": ID,
    },
    "annotations": {"was": TEXT},
    "tags": {"same_as": ID},
    "history": {"releases": IDS, "again": ID_OR_ZERO, "taken": meanings.TAKEN},
    "meta": {"open": ID, "undo": meanings.STANDINGS},
    "sources": {"paused_until": MOMENT_OR_EMPTY},
    "set_aside": {"mended": FLAG},
}
#: Tables of which the history keeps no changes.
_NOT_OF_USERS = frozenset({"meta", "history", "signatures", "set_aside"})


def _parts_fit(row: Row) -> str | None:
    length = len(row["text"])
    if not meanings.in_order(row["paragraphs"], length):
        return "its “paragraphs” lie outside the text or not one after the other"
    if any(not 0 <= start <= end <= length for start, end, _ in row["links"]):
        return "its “links” lie outside the text"
    if row["dateline"] and row["dateline"][1] > length:
        return "its “dateline” lies outside the text"
    return None


def _passage_fits(row: Row) -> str | None:
    """The words of one that was moved may be those it had before, in libraries of earlier programs."""
    if row["start"] >= row["end"]:
        return "its “end” is not after its “start”"
    if row["state"] == "anchored" and row["end"] - row["start"] != len(row["quote"]):
        return "its “quote” is not as long as its passage"
    return None


def _changes_fit(row: Row) -> str | None:
    """What an undo or redo would write into a row must be understood there."""
    for table, key, *sides in filter(None, [*(row["changes"] or ()), *(row.get("taken") or ())]):
        if table not in REQUIRED or table in _NOT_OF_USERS:
            return f"its “changes” name no table of a user’s: {table}"
        for field, value in ((field, value) for side in sides if side for field, value in side.items()):
            if not sound(table, field, value):
                return f"its “changes” give record {key} of “{table}” a “{field}” it cannot have"
    return None


def _place_fits(row: Row) -> str | None:
    if (row["kind"] == "feed") != is_url(row["location"]):
        return f"its “location” is not that of a {row['kind']}"
    return None


#: What holds between the fields of a row, each of which is understood.
RULES: dict[str, Rule] = {
    "texts": _parts_fit,
    "annotations": _passage_fits,
    "history": _changes_fit,
    "sources": _place_fits,
}
#: The tables a library has.
TABLES = tuple(REQUIRED)


class _Checks:
    """The two lists of a table, made ready to be gone through a hundred thousand times."""

    def __init__(self, table: str) -> None:
        fields = {**REQUIRED[table], **OPTIONAL.get(table, {})}
        empty = {name for name, meaning in fields.items() if meaning.or_none or name not in REQUIRED[table]}
        texts = [name for name, meaning in fields.items() if meaning.holds is TEXT.holds]
        self.required = frozenset(REQUIRED[table])
        self.texts = [name for name in texts if name not in empty]
        self.perhaps_texts = [name for name in texts if name in empty]
        self.others = [(name, one.holds, name in empty) for name, one in fields.items() if name not in texts]

    def hold(self, row: Row) -> bool:
        """Whether every field holds what it should. All texts are looked at as one."""
        if not self.required <= row.keys():
            return False
        try:
            words = [row[name] for name in self.texts]
            text = "".join(words + [word for word in map(row.get, self.perhaps_texts) if word is not None])
        except TypeError:  # one is no text
            return False
        if not (text.isascii() or meanings.encodable(text)):
            return False
        for name, holds, may_be_none in self.others:
            value = row.get(name)
            if not (may_be_none if value is None else holds(value)):
                return False
        return True


_CHECKS = {table: _Checks(table) for table in REQUIRED}


def fault(table: str, row: Row, key: int = 1) -> str | None:
    """Why the row cannot be understood, or None when it can; a row of a table not listed always can.

    Args:
        table: the table.
        row: the row's fields.
        key: its id; left out where it was judged before.
    """
    reason = field_fault(table, row, key)
    if reason is None and (rule := RULES.get(table)) is not None:
        reason = rule(row)
    return reason


def field_fault(table: str, row: Row, key: int = 1) -> str | None:
    """As `fault`, each field for itself: what may not fit together any more may still be put right."""
    checks = _CHECKS.get(table)
    if checks is None:
        return None
    if not 0 < key <= meanings.LARGEST_ID:
        return "it has an id that no record can have"
    return None if checks.hold(row) else _reason(table, row)


def _reason(table: str, row: Row) -> str | None:
    """Which field of the row does not hold what it should."""
    for field, meaning in {**REQUIRED[table], **OPTIONAL.get(table, {})}.items():
        if field not in row and field in REQUIRED[table]:
            return f"it has no “{field}”"
        if not sound(table, field, row.get(field)):
            return f"its “{field}” is not {meaning.words}"
    return None


def sound(table: str, field: str, value: Any) -> bool:
    """Whether a field of a table may hold the value; a field that is not listed may hold any."""
    if (meaning := REQUIRED.get(table, {}).get(field)) is not None:
        return meaning.or_none if value is None else meaning.holds(value)
    meaning = OPTIONAL.get(table, {}).get(field)
    return value is None or meaning is None or meaning.holds(value)


def understood(table: str, key: int, row: Row) -> None:
    """Raises UnreadableRecordError where the row cannot be understood."""
    reason = fault(table, row, key)
    if reason is not None:
        raise UnreadableRecordError.of(table, key, reason)
