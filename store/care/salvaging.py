"""Gets out of a damaged SQLite library every row that can still be read, into a new file beside it.

The damaged file is only read. Rows are asked for by ranges of ids; a range that raises is halved until
the row that raises is alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinydb.table import Document

from store.backups import utc_now
from store.care.damaged import opened, was_gathered
from store.care.doctor import SET_ASIDE
from store.care.repairing import Repair, raw_fields, repair
from store.errors import NotALibraryError
from store.library import Library, open_library
from store.meanings import LARGEST_ID
from store.storages import ROW_COLUMNS, read_document, sql_name
from store.tables import TABLES, sound

_RANGE = 256
#: Fewer bytes than this no row takes: so many ids are tried where nothing tells the highest.
_SMALLEST_ROW = 16


@dataclass(slots=True)
class Salvage:
    """What was got out."""

    path: Path
    """The new library."""
    counts: dict[str, int] = field(default_factory=dict)
    """Rows that could be read, by table."""
    set_aside: int = 0
    """Rows that could be read but not understood; in the new library's table ``set_aside``."""
    gathered: bool = False
    """Whether the table of contents was lost: rows changed or deleted since may be among what was saved."""
    repair: Repair = field(default_factory=Repair)
    """What was mended in the new library."""


def salvage(damaged: Path) -> Salvage:
    """Makes a sound library of what can still be read.

    Raises NotALibraryError when nothing of it can be, StorageError when the new one cannot be written.
    """
    stamp = utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    target = damaged.with_name(f"{damaged.stem}.salvaged-{stamp}{damaged.suffix}")
    with opened(damaged) as source:
        library = open_library(target)
        try:
            result = Salvage(target, gathered=was_gathered(source))
            _copy(source, damaged.stat().st_size, library, result)
            if sum(result.counts.values()):
                result.repair = repair(library, back_up=False)
        finally:
            library.close()
    if not sum(result.counts.values()):
        for end in ("", "-wal", "-shm"):
            Path(f"{target}{end}").unlink(missing_ok=True)
        raise NotALibraryError(f"{damaged}: nothing in it can be read any more.", "Restore a backup of it.")
    return result


def _copy(source: sqlite3.Connection, size: int, library: Library, result: Salvage) -> None:
    counters = _counters(source)
    for table in (table for table in TABLES if table != "meta"):
        past = max(counters.get(table, 0), counters.get(TABLES[table].keyed_by, 0))
        last = max(past, _highest(source, table)) or size // _SMALLEST_ROW
        with library.transaction():
            for key, document in _rows(source, table, last):
                _keep(library, table, key, document, result)
    with library.transaction():
        library.tables.table("meta").update({"ids": counters}, doc_ids=[1])


def _keep(library: Library, table: str, key: int, document: bytes, result: Salvage) -> None:
    row, reason = read_document(document)
    if row is None:
        kept = {"table": table, "id": key, "reason": reason, "time": library.tables.clock()}
        library.tables.storage.write_rows(
            SET_ASIDE, {library.tables.storage.last_id(SET_ASIDE) + 1: kept | raw_fields(document)}
        )
        result.set_aside += 1
    elif not library.tables.storage.get_rows(table, [key]):
        library.tables.storage.write_rows(table, {key: dict(Document(row, key))})
        result.counts[table] = result.counts.get(table, 0) + 1


def _counters(source: sqlite3.Connection) -> dict[str, int]:
    """The highest id each table ever gave, where that row can be read."""
    with suppress(sqlite3.Error):
        for (document,) in source.execute("SELECT CAST(document AS BLOB) FROM meta WHERE id=1"):
            row: Any = read_document(document)[0] or {}
            ids = row.get("ids")
            if isinstance(ids, dict):
                return {table: key for table, key in ids.items() if sound("meta", "ids", {table: key})}
    return {}


def _highest(source: sqlite3.Connection, table: str) -> int:
    with suppress(sqlite3.Error):
        found = source.execute(f"SELECT max(id) FROM {sql_name(table)}").fetchone()[0]
        return min(found, LARGEST_ID) if type(found) is int and found > 0 else 0
    return 0


def _rows(source: sqlite3.Connection, table: str, last: int) -> Iterator[tuple[int, bytes]]:
    """The rows with ids from 1 to `last` that can be read, in order."""
    ranges = [(1, last)]
    while ranges:
        first, end = ranges.pop()
        rows, whole = _read(source, table, first, end)
        yield from rows
        if whole:
            continue
        first = max([first, *(key + 1 for key, _ in rows)])
        if first < end:
            middle = (first + end) // 2
            ranges += [(middle + 1, end), (first, middle)]


def _read(
    source: sqlite3.Connection, table: str, first: int, last: int
) -> tuple[list[tuple[int, bytes]], bool]:
    """The rows of a range as far as they can be read, and whether that is all of them."""
    rows: list[tuple[int, bytes]] = []
    sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT {_RANGE}"
    try:
        for key, document in source.execute(sql, [first, last]):
            if type(key) is not int or not first <= key <= last or (rows and key <= rows[-1][0]):
                return rows, False
            if type(document) is bytes:
                rows.append((key, document))
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        return rows, "no such table" in str(error)  # as in a library nobody followed anything with
    return rows, len(rows) < _RANGE
