"""What only upkeep needs of a storage: rows as they lie in the file, SQLite's own checks, removal.

Storages that are not SQLite files have no damage of their own to be found: they answer from their rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from store.errors import NotALibraryError
from store.storages.json_documents import COLUMNS
from store.storages.rows import RowStorage
from store.storages.sqlite import SQLiteStorage, _sql_name
from store.storages.sqlite import _table_name as table_name

#: Complaints of SQLite's that are listed at most.
COMPLAINTS = 20
_ROWS_READ = 200
#: Damaged pages that are named at most.
_NAMED = 5
_OF_INDEX = re.compile("missing from index|entries in index|non-unique entry in index")
_INDEX_NAME = re.compile(r"(?:from|in) index (\S+)$")
_PAGE = re.compile(r"\b[Pp]age (\d+)")


def integrity(storage: RowStorage) -> list[str]:
    """SQLite's complaints about its file, https://www.sqlite.org/pragma.html#pragma_integrity_check.

    A document that is no JSON keeps an index from being checked; it is a matter of its row.
    """
    if not isinstance(storage, SQLiteStorage):
        return []
    for check in ("integrity_check", "quick_check"):
        try:
            rows = storage._query(f"PRAGMA {check}({COMPLAINTS})")
        except NotALibraryError as error:
            if check == "quick_check" or "malformed json" not in str(error.__cause__).lower():
                return [error.message]
        else:
            found = [" ".join(str(complaint).split()) for (complaint,) in rows]
            return [line for line in found if line != "ok" and "malformed json" not in line.lower()]
    return []


def in_words(complaints: Iterable[str]) -> tuple[list[str], list[str]]:
    """What SQLite complains of, as sentences: of indexes, which can be made anew, and of the file.

    Its own lines name b-trees and cells, https://www.sqlite.org/pragma.html#pragma_integrity_check.
    """
    lines = list(complaints)
    of_index = [line for line in lines if _OF_INDEX.search(line)]
    names = sorted({name for line in of_index for name in _INDEX_NAME.findall(line)})
    indexes = [f"the index “{name}” does not match its table" for name in names]
    if of_index and not names:
        indexes = ["an index does not match its table"]
    rest = [line for line in lines if line not in of_index]
    pages = sorted({int(number) for line in rest for number in _PAGE.findall(line)})
    if not rest:
        return indexes, []
    if not pages:
        return indexes, [f"the file is damaged in {len(rest)} place{'s' * (len(rest) > 1)}"]
    named = ", ".join(map(str, pages[:_NAMED])) + (" …" if len(pages) > _NAMED else "")
    return indexes, [f"the file is damaged: page{'s' * (len(pages) > 1)} {named}"]


def record_tables(storage: RowStorage) -> list[str]:
    """The tables that hold records, in order of their making; not those of SQLite's extensions."""
    if not isinstance(storage, SQLiteStorage):
        return list(storage.read() or {})
    rows = storage._query(
        "SELECT name FROM sqlite_master WHERE type='table' AND name NOT GLOB 'sqlite_*'"
        " AND (SELECT group_concat(c.name) FROM pragma_table_info(sqlite_master.name) c) = 'id,document'"
    )
    return [table_name(name) for (name,) in rows]


def raw_rows(storage: RowStorage, table: str) -> Iterator[tuple[int, bytes]]:
    """Every row's id and document as it lies in the file, readable or not."""
    if not isinstance(storage, SQLiteStorage):
        yield from ((key, json.dumps(row).encode()) for key, row in storage.scan_rows(table))
        return
    last = -(2**63)
    sql = f"SELECT {COLUMNS} FROM {_sql_name(table)} WHERE id > ? ORDER BY id LIMIT {_ROWS_READ}"
    while rows := storage._query(sql, [last]):
        yield from rows
        if rows[-1][0] <= last:
            raise NotALibraryError(f"{storage.path} is damaged: rows of “{table}” are out of order.")
        last = rows[-1][0]


def raw_row(storage: RowStorage, table: str, key: int) -> bytes | None:
    """One document as it lies in the file."""
    if not isinstance(storage, SQLiteStorage):
        row = storage.get_rows(table, [key]).get(key)
        return json.dumps(row).encode() if row is not None else None
    found = storage._query(f"SELECT {COLUMNS} FROM {_sql_name(table)} WHERE id = ?", [key])
    return found[0][1] if found else None


def drop_indexes(storage: RowStorage) -> None:
    """Forgets the indexes on fields; inside a transaction. `RowStorage.ensure_index` makes them again."""
    if isinstance(storage, SQLiteStorage):
        found = storage._query(
            "SELECT name FROM sqlite_master WHERE type='index' AND sql LIKE '%json_extract(document%'"
        )
        for (name,) in found:
            storage._query(f'DROP INDEX "{name}"')


def remove_raw(storage: RowStorage, table: str, ids: Iterable[int]) -> None:
    """Removes rows, readable or not; inside a transaction, after `drop_indexes`."""
    for key in ids:
        if isinstance(storage, SQLiteStorage):
            storage._query(f"DELETE FROM {_sql_name(table)} WHERE id = ?", [key])
            storage.unreadable_rows.pop((table, key), None)
        else:
            storage.write_rows(table, {key: None})
