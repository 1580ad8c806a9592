"""The default storage: one SQLite file, one SQL table per TinyDB table, one JSON document per row.

Write-ahead logging with ``synchronous=FULL``: a change that was acknowledged survives a kill and a
power cut (https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous).
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from store.errors import NotALibraryError, StorageError, UnreadableRecordError
from store.storages import sqlite_file
from store.storages.documents import COLUMNS, is_bad_json, read_document
from store.storages.header import APPLICATION_ID, SCHEMA_VERSION
from store.storages.rows import Row, RowStorage, encode
from store.storages.sqlite_file import (
    check_file,
    check_mark,
    code_of,
    connect,
    damage,
    explained,
)

#: Seconds between two tries meanwhile.
_ASK_AGAIN = 0.002
_CHUNK = 500
_PLAIN_NAME = re.compile(r"(?!sqlite_|x_)[a-z_][a-z0-9_]*")
_FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _sql_name(table: str) -> str:
    """A quoted SQL name; names SQLite could confuse (case, reserved prefixes) are spelled in hexadecimal."""
    if _PLAIN_NAME.fullmatch(table):
        return f'"{table}"'
    return f'"x_{table.encode().hex()}"'


def _table_name(sql_name: str) -> str:
    """The inverse of `_sql_name`, without quotes."""
    return bytes.fromhex(sql_name[2:]).decode() if sql_name.startswith("x_") else sql_name


def _can_be_id(number: int) -> bool:
    """Whether SQLite's integers hold the number."""
    return -(2**63) <= number < 2**63


def _path_of(field: str) -> str:
    if not _FIELD_NAME.fullmatch(field):
        raise ValueError(f"not a field name: {field!r}")
    return f"json_extract(document, '$.{field}')"


class SQLiteStorage(RowStorage):
    """A TinyDB storage in a SQLite file.

    Safe to use from several threads (one at a time) and several processes.

    Args:
        path: the file; created with its folder when it does not exist.

    Raises:
        NotALibraryError: the file is something else or is damaged; it is not touched.
        NewerLibraryError: a newer version of the program wrote it; it is not touched.
        StorageError: it cannot be opened.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = threading.RLock()
        self._depth = 0
        self._generation = 0
        self._known: set[str] = set()
        self._schema = -1
        self.unreadable_rows: dict[tuple[str, int], str] = {}
        """Rows met that are no JSON objects, by table and id, with the reason; they stay as they are."""
        with self._translated():
            check_file(self.path)
            self._connection, self._refused = connect(self.path)
            self.read_only = self._refused is not None
            try:
                self._mark_as_ours()
            except BaseException:
                self.close()
                raise

    def _mark_as_ours(self) -> None:
        """Refuses a file of another program or a newer one; a new file is made ours."""
        empty = check_mark(self._connection, self.path)
        if empty and not self.read_only:
            self._connection.execute("PRAGMA journal_mode=WAL")
            with self.transaction():
                self._connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                self._connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

    def _pragma(self, name: str) -> int:
        return int(self._query(f"PRAGMA {name}")[0][0])

    # -- plumbing --------------------------------------------------------------------------

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """One thread at a time; SQLite's complaints in plain words."""
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                raise explained(self.path, error) from error

    def _query(self, sql: str, values: Iterable[Any] = ()) -> list[Any]:
        with self._translated():
            try:
                return self._connection.execute(sql, tuple(values)).fetchall()
            except UnicodeDecodeError as error:  # text in the file that no program wrote there
                raise damage(self.path, "it holds text that is not UTF-8") from error

    def _exists(self, table: str) -> bool:
        """Asked once while the file's schema stands: in a transaction no other process can change it."""
        if self._depth and table in self._known:
            return True
        name = _sql_name(table).strip('"')
        found = bool(self._query("SELECT 1 FROM sqlite_master WHERE type='table' AND name=?", [name]))
        if found and self._depth:
            self._known.add(table)
        return found

    def _decoded(self, table: str, rows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Row]]:
        """Passes over a row that is no JSON object, remembering it in `unreadable_rows`."""
        for key, document in rows:
            row, reason = read_document(document)
            if row is None:
                self.unreadable_rows[table, key] = reason
                continue
            if self.unreadable_rows:
                self.unreadable_rows.pop((table, key), None)
            yield key, row

    def _query_field(self, field: str, sql: str, values: Iterable[Any] = ()) -> list[Any]:
        """`_query` with ``{path}`` standing for the field; of a row that is no JSON it is NULL."""
        path = _path_of(field)
        try:
            return self._query(sql.format(path=path), values)
        except NotALibraryError as error:
            if not is_bad_json(error):
                raise
            # Slower, for no index is made on this; only while such a row is there.
            path = f"CASE WHEN json_valid(document) THEN {path} END"
            return self._query(sql.format(path=path), values)

    def _keep_unreadable(self, table: str, ids: Iterable[int]) -> None:
        """Raises UnreadableRecordError where a write would go over a row that cannot be read."""
        wanted = list(ids)
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {COLUMNS} FROM {_sql_name(table)} WHERE id IN ({marks})"
            for key, document in self._query(sql, chunk):
                row, reason = read_document(document)
                if row is None:
                    raise UnreadableRecordError.of(table, key, reason)

    def table_names(self) -> list[str]:
        """The tables that exist, in order of their making."""
        found = self._query(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT GLOB 'sqlite_*'"
            " AND name NOT GLOB 'search$*'"  # the full-text index, `store.storages.fulltext`
        )
        return [_table_name(name) for (name,) in found]

    # -- the rows protocol -----------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See `RowStorage.transaction`. Raises StorageError; the library is then as it was."""
        with self._translated():
            if self._depth:
                yield
                return
            if self._refused is not None:
                raise StorageError(self._refused.message, self._refused.way_out)
            if self.before_change is not None:
                self.before_change()
            self._begin()
            self._depth = 1
            try:
                if (schema := self._pragma("schema_version")) != self._schema:
                    self._known.clear()
                    self._schema = schema
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._known.clear()  # a table made in here is gone again
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
                self._generation += 1

    def _begin(self) -> None:
        """Waits for another process's transaction, asking often: one that imports lets others in but briefly.

        SQLite's own waiting asks ten times a second and may never meet such a moment.
        """
        until = time.monotonic() + sqlite_file.BUSY_SECONDS
        self._connection.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    self._connection.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if code_of(error) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                time.sleep(_ASK_AGAIN)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout={int(sqlite_file.BUSY_SECONDS * 1000)}")

    def version(self) -> tuple[int, int]:
        """See `RowStorage.version`; SQLite's ``PRAGMA data_version`` tells of other processes."""
        return self._pragma("data_version"), self._generation

    def write_rows(self, table: str, changes: Mapping[int, Row | None]) -> None:
        """See `RowStorage.write_rows`."""
        name = _sql_name(table)
        puts = [(key, encode(row)) for key, row in changes.items() if row is not None]
        deletes = [(key,) for key, row in changes.items() if row is None]
        with self.transaction():
            if not self._exists(table):
                self._connection.execute(
                    f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, document TEXT NOT NULL)"
                )
            self._keep_unreadable(table, changes)
            self._connection.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?)", puts)
            self._connection.executemany(f"DELETE FROM {name} WHERE id=?", deletes)

    def get_rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """See `RowStorage.get_rows`."""
        wanted = sorted(filter(_can_be_id, set(ids)))
        if not wanted or not self._exists(table):
            return {}
        found: dict[int, Row] = {}
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {COLUMNS} FROM {_sql_name(table)} WHERE id IN ({marks}) ORDER BY id"
            found.update(self._decoded(table, self._query(sql, chunk)))
        return found

    def scan_rows(self, table: str) -> Iterator[tuple[int, Row]]:
        """See `RowStorage.scan_rows`; reads in chunks, so a writer is never kept waiting."""
        if not self._exists(table):
            return
        last = -(2**63)
        sql = f"SELECT {COLUMNS} FROM {_sql_name(table)} WHERE id > ? ORDER BY id LIMIT {_CHUNK}"
        while rows := self._query(sql, [last]):
            yield from self._decoded(table, rows)
            if rows[-1][0] <= last:
                raise damage(self.path, f"the rows of “{table}” are out of order")
            last = rows[-1][0]

    def find_rows(self, table: str, field: str, value: str | int) -> dict[int, Row]:
        """See `RowStorage.find_rows`."""
        if not self._exists(table):
            return {}
        sql = f"SELECT {COLUMNS} FROM {_sql_name(table)} WHERE {{path}} = ? ORDER BY id"
        return dict(self._decoded(table, self._query_field(field, sql, [value])))

    def row_ids(self, table: str, newest_by: str | None = None) -> list[int]:
        """See `RowStorage.row_ids`."""
        if not self._exists(table):
            return []
        sql = f"SELECT id FROM {_sql_name(table)} ORDER BY "
        if newest_by is None:
            return [key for (key,) in self._query(f"{sql} id")]
        return [key for (key,) in self._query_field(newest_by, sql + "{path} DESC, id DESC")]

    def count_rows(self, table: str) -> int:
        """See `RowStorage.count_rows`."""
        if not self._exists(table):
            return 0
        return int(self._query(f"SELECT count(*) FROM {_sql_name(table)}")[0][0])

    def count_by(self, table: str, field: str, values: Iterable[int]) -> dict[int, int]:
        """See `RowStorage.count_by`."""
        if not self._exists(table):
            return {}
        sql = f"SELECT count(*) FROM {_sql_name(table)} WHERE {{path}} = ?"
        wanted = [value for value in set(values) if _can_be_id(value)]
        counts = {value: self._query_field(field, sql, [value])[0][0] for value in wanted}
        return {value: count for value, count in counts.items() if count}

    def last_id(self, table: str) -> int:
        """See `RowStorage.last_id`."""
        if not self._exists(table):
            return 0
        return int(self._query(f"SELECT coalesce(max(id), 0) FROM {_sql_name(table)}")[0][0])

    def ensure_index(self, table: str, field: str) -> None:
        """See `RowStorage.ensure_index`."""
        index = f"{table}.{field}"
        sql = f'CREATE INDEX IF NOT EXISTS "{index}" ON {_sql_name(table)} ({_path_of(field)})'
        known = self._query("SELECT 1 FROM sqlite_master WHERE type='index' AND name=?", [index])
        if known or self.read_only:
            return
        try:
            with self.transaction():
                self.write_rows(table, {})
                self._connection.execute(sql)
        except NotALibraryError as error:
            # Without the index all is found, slower; ‘dateline doctor --repair’ makes it.
            if not is_bad_json(error):
                raise

    @contextmanager
    def _own_connection(self) -> Iterator[sqlite3.Connection]:
        with self._translated():
            yield self._connection

    def index_connection(self) -> AbstractContextManager[sqlite3.Connection]:
        """See `RowStorage.index_connection`."""
        return self._own_connection()

    # -- TinyDB's whole-store interface ----------------------------------------------------

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole store, or None when it holds no table."""
        tables = {
            table: {str(key): row for key, row in self.scan_rows(table)} for table in self.table_names()
        }
        return tables or None

    def write(self, data: Mapping[str, Mapping[Any, Row]]) -> None:
        """Replaces the whole store in one transaction."""
        with self.transaction():
            for table in set(self.table_names()) - set(data):
                self._connection.execute(f"DROP TABLE {_sql_name(table)}")
                self._known.discard(table)
            for table, rows in data.items():
                fresh = {int(key): row for key, row in rows.items()}
                gone = dict.fromkeys(set(self.row_ids(table)) - set(fresh))
                self.write_rows(table, {**gone, **fresh})

    def close(self) -> None:
        """Closes the file; safe to call twice."""
        with self._lock:
            self._connection.close()
