"""Looks a library over: what is damaged, orphaned or at odds, as findings in plain words.

The checks read only. `store.care.repairing` mends what they find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from store.library import Library, kept_changes
from store.meanings import LARGEST_COUNT
from store.storages import read_document
from store.tables import META, TABLES, counted, fault

#: Ids that may have been given in a row and be lost again: more mean that a counter is wrong.
FAR = 2**24
#: The table of rows that could not be understood, and of those that were mended as they were before.
SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that a repair took out of its table: kept as it lay there."""

    table: str
    id: int
    reason: str
    time: str
    raw: str
    """Its JSON text; in base64 (RFC 4648) where it was not UTF-8."""

    def __str__(self) -> str:
        return f"record {self.id} of “{self.table}”: {self.reason} ({self.time}): {self.raw}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    kind: str
    """What kind of thing: "file", "index", "record", "orphan", "counter", "history", "offsets",
    "search"."""
    table: str
    id: int | None
    what: str
    """In words that complete "record 7 of “texts”: ..."."""
    field: str = ""
    """Of an orphan: the field that refers to what is missing."""

    def __str__(self) -> str:
        if self.id is None:
            return f"{self.table}: {self.what}" if self.table else self.what
        return f"record {self.id} of “{self.table}”: {self.what}"


def set_aside(library: Library) -> list[SetAside]:
    """What repairs have set aside and could not mend, in the order in which they did."""
    return [
        SetAside(row["table"], row["id"], row["reason"], row["time"], row["raw"])
        for _, row in library.tables.readable_rows(SET_ASIDE)
        if not row.get("mended")
    ]


Check = Callable[[Library], Iterator[Finding]]


def examine(library: Library) -> list[Finding]:
    """Everything the checks find; empty for a sound library. Memory: the largest text, and all ids.

    Raises NotALibraryError where the file is too damaged to be gone through.
    """
    with library.tables.storage.snapshot():  # what another process writes meanwhile is no finding
        file = list(file_findings(library))
        if any(finding.kind == "file" for finding in file):
            return file
        return file + [finding for check in CHECKS for finding in check(library)]


def file_findings(library: Library) -> Iterator[Finding]:
    """What the storage says of itself: damaged pages, indexes that do not match their tables."""
    complaints = library.tables.storage.check()
    yield from (Finding("index", "", None, words) for words in complaints.indexes)
    yield from (Finding("file", "", None, words) for words in complaints.file)


def record_findings(library: Library) -> Iterator[Finding]:
    """Rows that are no JSON, lack fields, or hold values that mean nothing (`store.tables`)."""
    for table in library.tables.storage.record_tables():
        for key, document in library.tables.storage.raw_rows(table):
            row, reason = read_document(document)
            if why := reason if row is None else fault(table, row, key):
                yield Finding("record", table, key, why)


def orphan_findings(library: Library) -> Iterator[Finding]:
    """Rows that refer to rows which are not there (`Table.refers`), and releases with the text of another."""
    of_users = {name: table for name, table in TABLES.items() if table.of_users}
    targets = {
        name for table in of_users.values() for name in (table.keyed_by, *table.refers.values()) if name
    }
    there = {name: set(library.tables.storage.row_ids(name)) for name in targets if name}
    releases, texts = {}, {}
    for name, table in of_users.items():
        for key, row in library.tables.readable_rows(name):
            if table.keyed_by and key not in there[table.keyed_by]:
                yield Finding("orphan", name, key, f"its {_one_of(table.keyed_by)} is missing")
            for field, target in table.refers.items():
                for id in named(row.get(field)):
                    if id not in there[target]:
                        what = f"its {_one_of(target)}, {id}, is missing"
                        yield Finding("orphan", name, key, what, field)
            if name == "releases":
                releases[key] = row["text_id"]
            elif name == "texts":
                texts[key] = row["release"]
    for key, text_id in releases.items():
        if texts.get(text_id, key) != key:
            yield Finding("orphan", "releases", key, f"its text, {text_id}, is another release’s", "text_id")


def named(value: Any) -> list[int]:
    """The ids in a field that refers: one, or a list of them, or none."""
    return [id for id in (value if isinstance(value, list) else [value]) if id]


def _one_of(table: str) -> str:
    """What a row of a table is called."""
    return table.removesuffix("s")


def highest_ids(library: Library) -> dict[str, int]:
    """The highest id of each counted table that a row or an event of the history names."""
    highest = {table: library.tables.storage.last_id(table) for table in counted()}
    for _, row in library.tables.readable_rows("history"):
        for table, key, *_ in kept_changes(row):
            if table in highest:
                highest[table] = max(highest[table], key)
    return {table: min(key, LARGEST_COUNT) for table, key in highest.items()}


def counter_findings(library: Library) -> Iterator[Finding]:
    """Counters below an id in use: the next new row would take it again."""
    meta: Any = library.tables.row("meta", META)
    if meta is None or fault("meta", meta) is not None:
        if meta is None and META not in library.tables.storage.row_ids("meta"):
            yield Finding("counter", "meta", None, "the highest ids are missing")
        return  # a damaged row is found by `record_findings`
    for table, highest in highest_ids(library).items():
        given = meta["ids"].get(table, 0)
        if given < highest:
            yield Finding("counter", "meta", META, f"the highest id of “{table}” is {highest}, not counted")
        elif given > highest + FAR:
            yield Finding("counter", "meta", META, f"the highest id of “{table}” is {highest}, not {given}")


def history_findings(library: Library) -> Iterator[Finding]:
    """Events that were made upon no earlier one, users that stand at events which are not theirs."""
    users: dict[int, str] = {}
    for key, row in library.tables.readable_rows("history"):
        users[key] = row["user"]
        if row["upon"] >= key:
            yield Finding(
                "history", "history", key, f"it was made upon event {row['upon']}, which is no earlier"
            )
    meta: Any = library.tables.row("meta", META)
    if meta is None or fault("meta", meta) is not None:
        return
    for user, standing in (meta.get("undo") or {}).items():
        at = [standing[name] for name in ("last", "again")]
        if any(users.get(key, user) != user for key in at):
            yield Finding("history", "meta", META, f"the user {user} stands at a change of another")


def offset_findings(library: Library) -> Iterator[Finding]:
    """Annotations that do not stand on their words."""
    marks: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    for key, row in library.tables.readable_rows("annotations"):
        if row["state"] != "orphaned":
            marks[row["release"]].append((key, row["start"], row["end"], row["quote"]))
    present = {row["text_id"]: key for key, row in library.tables.readable_rows("releases")}
    for text_id, row in library.tables.readable_rows("texts"):
        text = row["text"]
        for key, start, end, quote in marks.get(present.get(text_id, 0), []):
            if text[start:end] != quote:
                yield Finding("offsets", "annotations", key, "it does not stand on the words it quotes")


def search_findings(library: Library) -> Iterator[Finding]:
    """Releases that a search would find by other words than theirs, or not at all."""
    for key in library.search.at_odds():
        yield Finding("search", "releases", key, "the search index does not hold its present words")


#: In the order they are made.
CHECKS: list[Check] = [
    record_findings, orphan_findings, counter_findings, history_findings, offset_findings, search_findings,
]  # fmt: skip
