"""The tables of a library, one row each: what is in them, and what becomes of it.

One list for who makes the tables, reads, counts, undoes, looks them over, migrates and merges them. To add a
table is to add a row to `TABLES`, with the next version as its `since`. Only what has a rule of its own is
elsewhere: how two changed versions of a row become one (`store.library.joining`), what may stand for a field
that is lost (`store.care.mending`). A change of what rows mean is a higher `SCHEMA_VERSION` too, and a row in
`store.library.migrations`.

A row of a table may hold more fields than are named here; it may not hold fewer, or values that mean nothing.
What depends on another row is not judged here: that a text, a release, a tag is there, that a passage lies in
its text, is for who reads both (`store.library`) and for the doctor (`store.care`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from store import meanings, row_rules
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
    number,
    one_of,
    or_none,
)
from store.models import PINS, STATES, TAG_COLORS
from store.schema import Key, Row, Table, as_json

#: The one row of ``meta``: schema version, the highest id each table ever gave, the release open last.
META = 1
#: A field by which a merge knows a record as it was made: who made it when under which name.
BORN = "born"


class Unreadable(NamedTuple):
    """A row that is in the library and cannot be understood; it stays as it is."""

    table: str
    id: int
    reason: str

    def __str__(self) -> str:
        return f"record {self.id} of “{self.table}”: {self.reason}"


def _changes_fit(row: Row) -> str | None:
    return row_rules.changes_fit(row, TABLES)


_ROWS = (
    Table(
        "releases",
        required={
            **dict.fromkeys(("headline", "format", "digest"), TEXT),
            "source": NAME,
            **dict.fromkeys(("added", "modified"), MOMENT),
            **dict.fromkeys(("subheadline", "place", "agency", "byline"), or_none(TEXT)),
            **dict.fromkeys(("image_credit", "language"), or_none(TEXT)),
            "date": or_none(DAY),
            "words": COUNT,
            "text_id": ID,
        },
        optional={
            **dict.fromkeys(("part", "identity", "publisher", "url", "zone", "embargo"), TEXT),
            **dict.fromkeys(("published", "embargo_until"), MOMENT),
            "time": CLOCK,
            "version": COUNT,
        },
        indexes=(
            *("source", "identity", "digest", "date", "added", "words", "language", "embargo"),
            *("format", "url", "place", "agency", "embargo_until"),
        ),
        refers={"text_id": "texts"},
        known_by=(
            Key(row_rules.identity),
            Key(lambda row: (row["url"], row["headline"]) if row.get("url") else None, alone=True),
            Key(lambda row: row["digest"] or None, alone=True),
        ),
        fixed=("identity", "digest"),
        never_deleted=True,
    ),
    Table(
        "texts",
        required={
            "release": ID,
            "text": TEXT,
            "paragraphs": meanings.PARTS,
            "links": meanings.PARTS,
            "dateline": or_none(meanings.SPAN),
        },
        optional={"added": MOMENT},
        rule=row_rules.parts_fit,
        indexes=("release",),
        refers={"release": "releases"},
        known_by=(Key(lambda row: (row["release"], row["text"])),),
        fixed=("text",),
        never_deleted=True,
        never_changed=True,
    ),
    Table(
        "annotations",
        required={
            "release": ID,
            **dict.fromkeys(("start", "end"), COUNT),
            "quote": PASSAGE,
            **dict.fromkeys(("prefix", "suffix", "note", "creator"), TEXT),
            **dict.fromkeys(("created", "modified"), MOMENT),
            "tags": IDS,
            "state": one_of(*STATES),
        },
        optional={"was": TEXT, "identity": TEXT},
        rule=row_rules.passage_fits,
        indexes=("release", "tags"),
        refers={"release": "releases", "tags": "tags"},
        known_by=(
            Key(lambda row: row.get("identity") or None),
            Key(lambda row: (*row_rules.made(row), row["start"], row["end"], row["quote"])),
            Key(lambda row: (*row_rules.made(row), row["quote"])),
        ),
        fixed=("created",),
    ),
    Table(
        "tags",
        required={
            "name": NAME,
            "color": number(0, TAG_COLORS - 1),
            "pinned": or_none(number(1, PINS)),
        },
        optional={
            # The tag it was merged into: rows that have its id mean that one.
            "same_as": ID,
            # When it was taken away: rows that have its id have no tag by it, until it is brought back.
            "deleted": MOMENT,
            **dict.fromkeys(("description", "include", "exclude", "creator", "identity"), TEXT),
            "created": MOMENT,
        },
        refers={"same_as": "tags"},
        known_by=(
            Key(lambda row: row.get("identity") or row.get(BORN)),
            Key(lambda row: row["name"].casefold()),
        ),
    ),
    Table(
        "release_tags",
        required={},
        optional={"tags": IDS},
        refers={"tags": "tags"},
        counted=False,
        keyed_by="releases",
        known_by=(),
        never_deleted=True,
        since=4,
    ),
    Table(
        "reading",
        required={},
        optional={
            **dict.fromkeys(("read", "starred", "updated"), FLAG),
            **dict.fromkeys(("cursor", "top"), COUNT),
            "since": ID,
            "when": MOMENT,
        },
        indexes=("read",),
        refers={"since": "texts"},
        counted=False,
        keyed_by="releases",
        known_by=(),
        never_deleted=True,
    ),
    Table(
        "meta",
        required={"schema": number(1, meanings.LARGEST_ID), "ids": meanings.COUNTERS},
        optional={"open": ID, "undo": meanings.STANDINGS, "looked": meanings.MOMENTS_OF_USERS},
        counted=False,
        of_users=False,
        refers={"open": "releases"},
        known_by=(),
    ),
    Table(
        "sources",
        required={
            **dict.fromkeys(("location", "origin"), NAME),
            **dict.fromkeys(("title", "etag", "modified", "error"), TEXT),
            **dict.fromkeys(("checked", "added"), MOMENT_OR_EMPTY),
            "kind": one_of("feed", "folder"),
        },
        optional={"paused_until": MOMENT_OR_EMPTY},
        rule=row_rules.place_fits,
        known_by=(Key(lambda row: row["location"]),),
        fixed=("location", "added"),
    ),
    Table(
        "trash",
        required={"since": MOMENT},
        # Where it is said when its words were deleted: the release is kept to be known when it comes again.
        optional={"emptied": MOMENT},
        counted=False,
        keyed_by="releases",
        known_by=(),
        since=4,
    ),
    Table(
        "views",
        required={"name": NAME, "query": TEXT},
        known_by=(Key(lambda row: row["name"].casefold()),),
        since=4,
    ),
    Table(
        "signatures",
        required={"version": ID, "sketch": meanings.HASHES, "same": meanings.LINKS},
        indexes=("same",),
        counted=False,
        of_users=False,
        keyed_by="texts",
        known_by=(),
        derived=True,
    ),
    Table(
        "apart",
        required={"releases": IDS, "others": IDS},
        refers={"releases": "releases", "others": "releases"},
        known_by=(Key(lambda row: (as_json(sorted(row["releases"])), as_json(sorted(row["others"])))),),
        never_changed=True,
    ),
    Table(
        "speakers",
        required={**dict.fromkeys(("name", "other"), NAME), "same": FLAG},
        optional=dict.fromkeys(("role", "other_role"), TEXT),
        known_by=(Key(row_rules.speakers),),
        since=4,
    ),
    Table(
        # Passages of releases that are not in the library, as `store.imports.Passage` has them.
        "homeless",
        required={
            **dict.fromkeys(("release", "tags"), meanings.TEXTS),
            **dict.fromkeys(("quote", "prefix", "suffix", "note"), TEXT),
            **dict.fromkeys(("creator", "created", "modified"), TEXT),
            "identity": NAME,
            "gone": FLAG,
        },
        # Undone: it was marked once, and a user took that back.
        optional={**dict.fromkeys(("start", "end"), COUNT), "undone": FLAG},
        known_by=(Key(lambda row: row["identity"]),),
        fixed=("identity",),
        since=5,
    ),
    Table(
        "set_aside",
        required={
            "table": NAME,
            "id": number(-(2**63), 2**63 - 1),
            **dict.fromkeys(("reason", "raw"), TEXT),
            "time": MOMENT,
            "encoding": one_of("utf-8", "base64"),
        },
        optional={"mended": FLAG},
        counted=False,
        of_users=False,
        never_deleted=True,
        never_changed=True,
    ),
    Table(
        "history",
        required={
            "time": MOMENT,
            **dict.fromkeys(("user", "what"), TEXT),
            "release": or_none(ID),
            "undone": or_none(FLAG),
            "upon": ID_OR_ZERO,
            # Null in an event that was compacted.
            "changes": or_none(meanings.CHANGES),
        },
        optional={"releases": IDS, "again": ID_OR_ZERO, "taken": meanings.TAKEN},
        rule=_changes_fit,
        indexes=("release",),
        of_users=False,
        refers={"release": "releases", "releases": "releases", "upon": "history", "again": "history"},
        known_by=(
            Key(lambda row: (*row_rules.done(row), as_json(row["changes"]))),
            Key(lambda row: row_rules.done(row) if row["changes"] is None else None),
        ),
        fixed=("time",),
        never_deleted=True,
    ),
)
#: The tables a library has, by name. One whose records are known by those of others stands behind these; so
#: the history, which names records of all, is the last.
TABLES = {table.name: table for table in _ROWS}
#: The meaning of the rows in the tables; a library with a higher one is refused. What rows mean was last
#: changed by 3.
SCHEMA_VERSION = max(3, *(table.since for table in _ROWS))


def indexes() -> list[tuple[str, str]]:
    """The tables and their fields that have an index."""
    return [(name, one) for name, table in TABLES.items() for one in table.indexes]


def counted() -> list[str]:
    """The tables whose highest ids ``meta`` keeps."""
    return [name for name, table in TABLES.items() if table.counted]


def fault(table: str, row: Row, key: int = 1) -> str | None:
    """Why the row cannot be understood, or None when it can; a row of a table not listed always can.

    Args:
        table: the table.
        row: the row's fields.
        key: its id; left out where it was judged before.
    """
    known = TABLES.get(table)
    if known is None:
        return None
    reason = _field_fault(known, row, key)
    return known.rule(row) if reason is None and known.rule is not None else reason


def all_understood(table: str, rows: Sequence[tuple[int, Row]]) -> bool:
    """Whether `fault` finds none of these rows, given with their ids, at fault: at a third of its cost."""
    known = TABLES.get(table)
    if known is None or not rows:
        return True
    keys = [key for key, _ in rows]
    if not (min(keys) > 0 and max(keys) <= meanings.LARGEST_ID):
        return False
    found = [row for _, row in rows]
    return known.checks.hold_all(found) and (known.rule is None or not any(map(known.rule, found)))


def field_fault(table: str, row: Row, key: int = 1) -> str | None:
    """As `fault`, each field for itself: what may not fit together any more may still be put right."""
    known = TABLES.get(table)
    return None if known is None else _field_fault(known, row, key)


def _field_fault(table: Table, row: Row, key: int) -> str | None:
    if not 0 < key <= meanings.LARGEST_ID:
        return "it has an id that no record can have"
    return None if table.checks.hold(row) else _reason(table, row)


def _reason(table: Table, row: Row) -> str | None:
    """Which field of the row does not hold what it should."""
    for name, meaning in table.fields.items():
        if name not in row and name in table.required:
            return f"it has no “{name}”"
        if not sound(table.name, name, row.get(name)):
            return f"its “{name}” is not {meaning.words}"
    return None


def sound(table: str, name: str, value: Any) -> bool:
    """Whether a field of a table may hold the value; a field that is not listed may hold any."""
    known = TABLES.get(table)
    return known is None or known.holds(name, value)


def schema_fault(meta: Any) -> str | None:
    """Why this program cannot use a library with such a row of ``meta``, or None when it can."""
    schema = meta.get("schema") if isinstance(meta, dict) else None
    if type(schema) is not int or schema < 1:
        return "it does not say which schema its records have"
    return "a newer version of this program wrote it" if schema > SCHEMA_VERSION else None


def understood(table: str, key: int, row: Row) -> None:
    """Raises UnreadableRecordError where the row cannot be understood."""
    reason = fault(table, row, key)
    if reason is not None:
        raise UnreadableRecordError.of(table, key, reason)
