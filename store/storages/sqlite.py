"""The default storage: one SQLite file, one SQL table per TinyDB table, one JSON document per row.

Write-ahead logging with ``synchronous=FULL``: a change that was acknowledged survives a kill and a
power cut (https://www.sqlite.org/wal.html, https://www.sqlite.org/pragma.html#pragma_synchronous).
Reading has a connection of its own and waits for no writer, in this process or another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from store.batches import batched
from store.errors import NotALibraryError, UnreadableRecordError
from store.storages.json_documents import (
    ROW_COLUMNS,
    encoded,
    is_bad_json,
    read_ids,
    records_among,
    unreadable_among,
)
from store.storages.rows import Complaints, Held, Row
from store.storages.sqlite_connections import SQLiteConnections
from store.storages.sqlite_file import damage

_CHUNK = 500
#: Of rows that are looked at as they lie there: they may be large.
_RAW_CHUNK = 200
#: A value on its way out and back in: as bytes, for a text may be no UTF-8. JSON has no bytes of its own.
_TAKEN = "CASE typeof({path}) WHEN 'text' THEN CAST({path} AS BLOB) ELSE {path} END"
_GIVEN = "CASE typeof(:value) WHEN 'blob' THEN CAST(:value AS TEXT) ELSE :value END"
#: Where rows in order of a field go on: with the same value, with a lesser one, with none.
#: Each alone, or the index would be gone through from its beginning, or its rows be sorted.
_FURTHER = (
    f"WHERE {{path}} IS {_GIVEN} AND id < :id ORDER BY id DESC",
    f"WHERE {{path}} < {_GIVEN} ORDER BY {{path}} DESC, id DESC",
    "WHERE {path} IS NULL AND :value IS NOT NULL ORDER BY id DESC",
)

#: The ids of a statement as one text: a tenth of the memory that as many rows take, and half of the time.
#: By the limit, which is none, they stay in their order.
_IDS = "SELECT json_group_array(id) FROM ({} LIMIT -1)"


def _is_word(name: str) -> bool:
    """Whether it is ASCII letters, digits and ``_``, no digit first: no expression is compiled for it."""
    return name.isascii() and name.isidentifier()


def sql_name(table: str) -> str:
    """A quoted SQL name; names SQLite could confuse (case, reserved prefixes) are spelled in hexadecimal."""
    if _is_word(table) and table == table.lower() and not table.startswith(("sqlite_", "x_")):
        return f'"{table}"'
    return f'"x_{table.encode().hex()}"'


def table_name(sql_name: str) -> str:
    """The inverse of `sql_name`, without quotes."""
    return bytes.fromhex(sql_name[2:]).decode() if sql_name.startswith("x_") else sql_name


def _can_be_id(number: int) -> bool:
    """Whether SQLite's integers hold the number."""
    return -(2**63) <= number < 2**63


def _possible(ids: Iterable[int]) -> set[int]:
    """Those of the numbers that SQLite's integers hold: nearly always all of them."""
    wanted = set(ids)
    if not wanted or (_can_be_id(min(wanted)) and _can_be_id(max(wanted))):
        return wanted
    return set(filter(_can_be_id, wanted))


def _path_of(field: str) -> str:
    if not _is_word(field):
        raise ValueError(f"not a field name: {field!r}")
    return f"json_extract(document, '$.{field}')"


class SQLiteStorage(SQLiteConnections):
    """A TinyDB storage in a SQLite file.

    Safe to use from several threads (one writes at a time) and several processes. A thread in a
    transaction reads what it wrote; every other reads what is committed, and waits for nobody.

    Args:
        path: the file; created with its folder when it does not exist.

    Raises:
        NotALibraryError: the file is something else or is damaged; it is not touched.
        NewerLibraryError: a newer version of the program wrote it; it is not touched.
        StorageError: it cannot be opened.
    """

    holds_documents = True

    def _exists(self, table: str) -> bool:
        """Asked once while the file's schema stands: in a transaction no other process can change it."""
        if self.writing and table in self._known:
            return True
        name = sql_name(table).strip('"')
        found = bool(self._query("SELECT 1 FROM sqlite_master WHERE type='table' AND name=?", [name]))
        if found and self.writing:
            self._known.add(table)
        return found

    def _decoded(self, table: str, rows: Sequence[tuple[int, bytes]]) -> Iterator[tuple[int, Row]]:
        return records_among(table, rows, self.unreadable_rows)

    def _query_field(self, field: str, sql: str, values: Iterable[Any] | Mapping[str, Any] = ()) -> list[Any]:
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
        for chunk in batched(ids, _CHUNK):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE id IN ({marks})"
            for key, reason in unreadable_among(self._query(sql, chunk)):
                raise UnreadableRecordError.of(table, key, reason)

    def table_names(self) -> list[str]:
        """The tables that exist, in order of their making."""
        found = self._query(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT GLOB 'sqlite_*'"
            " AND name NOT GLOB '*$*'"  # the full-text index and the seal
        )
        return [table_name(name) for (name,) in found]

    # -- the rows protocol -----------------------------------------------------------------

    def write_rows(self, table: str, changes: Mapping[int, Row | None]) -> None:
        """Puts each row under its id, in place of what is there; None deletes it."""
        name = sql_name(table)
        puts = encoded({key: row for key, row in changes.items() if row is not None})
        deletes = [(key,) for key, row in changes.items() if row is None]
        with self.transaction():
            if not self._exists(table):
                self._connection.execute(
                    f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, document TEXT NOT NULL)"
                )
            if not changes:
                return
            self._keep_unreadable(table, changes)
            self._connection.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, CAST(? AS TEXT))", puts)
            self._connection.executemany(f"DELETE FROM {name} WHERE id=?", deletes)

    def get_rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Those of the rows that exist, in order of their ids."""
        wanted = sorted(_possible(ids))
        if not wanted or not self._exists(table):
            return {}
        found: dict[int, Row] = {}
        for chunk in batched(wanted, _CHUNK):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE id IN ({marks}) ORDER BY id"
            found.update(self._decoded(table, self._query(sql, chunk)))
        return found

    def scan_rows(self, table: str, *, backwards: bool = False) -> Iterator[tuple[int, Row]]:
        """All rows in order of their ids, read in chunks, so a writer is never kept waiting."""
        if not self._exists(table):
            return
        sign, order = ("<", "DESC") if backwards else (">", "ASC")
        select = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)}"
        end = f"ORDER BY id {order} LIMIT {_CHUNK}"
        rows = self._query(f"{select} {end}")
        while rows:
            yield from self._decoded(table, rows)
            last = rows[-1][0]
            rows = self._query(f"{select} WHERE id {sign} ? {end}", [last])
            if rows and (rows[-1][0] >= last if backwards else rows[-1][0] <= last):
                raise damage(self.path, f"the rows of “{table}” are out of order")

    def find_rows(self, table: str, field: str, value: str | int) -> dict[int, Row]:
        """The rows whose field equals the value; without an index it looks at each row."""
        if not self._exists(table):
            return {}
        sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE {{path}} = ? ORDER BY id"
        return dict(self._decoded(table, self._query_field(field, sql, [value])))

    def find_rows_among(self, table: str, field: str, values: Iterable[str | int]) -> dict[int, Row]:
        """The rows that hold one of the values in the field; a statement for hundreds of values."""
        if not self._exists(table):
            return {}
        found: dict[int, Row] = {}
        wanted = (value for value in set(values) if isinstance(value, str) or _can_be_id(value))
        for chunk in batched(wanted, _CHUNK):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE {{path}} IN ({marks})"
            found.update(self._decoded(table, self._query_field(field, sql, chunk)))
        return dict(sorted(found.items()))

    def find_ids(self, table: str, field: str, value: str | int | None) -> list[int]:
        """The ids of the rows whose field equals the value; with an index no row is read."""
        if not self._exists(table):
            return []
        sql = _IDS.format(f"SELECT id FROM {sql_name(table)} WHERE {{path}} IS ? ORDER BY id")
        return read_ids(*self._query_field(field, sql, [value])[0])

    def row_ids(self, table: str, newest_by: str | None = None) -> list[int]:
        """All ids, ascending; or by a field's value descending (rows without one last), then id."""
        if not self._exists(table):
            return []
        sql = f"SELECT id FROM {sql_name(table)} ORDER BY "
        if newest_by is None:
            return read_ids(*self._query(_IDS.format(f"{sql} id"))[0])
        return read_ids(*self._query_field(newest_by, _IDS.format(sql + "{path} DESC, id DESC"))[0])

    def each_id(self, table: str, newest_by: str) -> Iterator[int]:
        """The ids in that order, read in chunks, each from where the one before it ended."""
        if not self._exists(table):
            return
        select = f"SELECT {_TAKEN}, id FROM {sql_name(table)}"
        found = self._query_field(newest_by, f"{select} ORDER BY {{path}} DESC, id DESC LIMIT {_CHUNK}")
        while found:
            yield from (key for _, key in found)
            last = found[-1]
            at = {"value": last[0], "id": last[1]}
            for further in _FURTHER:
                if found := self._query_field(newest_by, f"{select} {further} LIMIT {_CHUNK}", at):
                    break
            if found and type(found[0][0]) is type(last[0]) and found[0] >= last:
                raise damage(self.path, f"the index of “{table}” is out of order")

    def count_rows(self, table: str) -> int:
        """How many rows the table has."""
        if not self._exists(table):
            return 0
        return int(self._query(f"SELECT count(*) FROM {sql_name(table)}")[0][0])

    def count_by(self, table: str, field: str, values: Iterable[int]) -> dict[int, int]:
        """How many rows hold each of the values in the field; values that none holds are left out."""
        if not self._exists(table):
            return {}
        counts: dict[int, int] = {}
        # Each value is counted in the index alone: grouped, the rows themselves would be read.
        for chunk in batched(_possible(values), _CHUNK):
            marks = ",".join(["(?)"] * len(chunk))
            sql = (
                f"WITH wanted(value) AS (VALUES {marks})"
                f" SELECT value, (SELECT count(*) FROM {sql_name(table)} WHERE {{path}} = value) FROM wanted"
            )
            counts.update(self._query_field(field, sql, chunk))
        return {value: count for value, count in counts.items() if count}

    def count_groups(self, table: str, field: str) -> list[tuple[Any, int]]:
        """Each value of the field with how many rows hold it; with an index no row is read."""
        if not self._exists(table):
            return []
        sql = f"SELECT {_TAKEN}, count(*) FROM {sql_name(table)} GROUP BY {{path}}"
        return [
            (value.decode(errors="replace") if type(value) is bytes else value, count)
            for value, count in self._query_field(field, sql)
        ]

    def last_id(self, table: str) -> int:
        """The highest id of the table, or 0."""
        if not self._exists(table):
            return 0
        return int(self._query(f"SELECT coalesce(max(id), 0) FROM {sql_name(table)}")[0][0])

    def ensure_indexes(self, fields: Iterable[tuple[str, str]]) -> None:
        """Makes an index on each field of a table, unless there is one or the file is only read."""
        known = {name for (name,) in self._query("SELECT name FROM sqlite_master WHERE type='index'")}
        for table, field in fields:
            if f"{table}.{field}" not in known and not self.read_only:
                self._make_index(table, field)

    def _make_index(self, table: str, field: str) -> None:
        made = f'CREATE INDEX IF NOT EXISTS "{table}.{field}" ON {sql_name(table)} ({_path_of(field)})'
        try:
            with self.transaction():
                self.write_rows(table, {})
                self._connection.execute(made)
        except NotALibraryError as error:
            # Without the index all is found, slower; ‘dateline doctor --repair’ makes it.
            if not is_bad_json(error):
                raise

    def index_connection(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection to the rows' own file: in a transaction the one that writes, else one that reads."""
        return self._searched()

    # -- copies ----------------------------------------------------------------------------

    def hold(self) -> Held:
        """A reading transaction of its own, from which a copy of the present state can be written."""
        from store.storages.sqlite_copies import Snapshot  # once a day

        return Snapshot(self.path)

    def save_to(self, target: Path, backups: Iterable[Path] = ()) -> None:
        """Writes what is open to a file of its own, wherever the library's path leads by now."""
        from store.storages.sqlite_saving import save  # for a day that never comes

        save(self.left(), self.path, self._used, target, backups)

    def keep_log(self) -> str:
        """Puts the write-ahead log, if it is still the library's own, where nothing deletes it; says so."""
        from store.storages.sqlite_saving import keep_log

        return keep_log(self.left, self.path)

    # -- rows as they lie there ------------------------------------------------------------

    def check(self) -> Complaints:
        """What SQLite itself finds wrong in the file."""
        from store.storages.sqlite_check import complaints, in_words  # for the doctor

        def query(sql: str) -> list[Any]:
            with self._searched() as connection:  # it takes long, and no row waits for it
                return connection.execute(sql).fetchall()

        return in_words(complaints(query))

    def record_tables(self) -> list[str]:
        """The tables that hold records, in order of their making; not those of SQLite's extensions."""
        rows = self._query(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT GLOB 'sqlite_*'"
            " AND (SELECT group_concat(c.name) FROM pragma_table_info(sqlite_master.name) c) = 'id,document'"
        )
        return [table_name(name) for (name,) in rows]

    def raw_rows(self, table: str) -> Iterator[tuple[int, bytes]]:
        """Every row's id and document as it lies in the file, readable or not. Raises NotALibraryError."""
        last = -(2**63)
        sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE id > ? ORDER BY id LIMIT {_RAW_CHUNK}"
        while rows := self._query(sql, [last]):
            yield from rows
            if rows[-1][0] <= last:
                raise NotALibraryError(f"{self.path} is damaged: rows of “{table}” are out of order.")
            last = rows[-1][0]

    def raw_among(self, table: str, ids: Iterable[int]) -> dict[int, bytes]:
        """The documents of those of the rows that exist, as they lie in the file."""
        if not self._exists(table):
            return {}
        found: dict[int, bytes] = {}
        for chunk in batched(_possible(ids), _CHUNK):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE id IN ({marks})"
            found.update(self._query(sql, chunk))
        return found

    def raw_row(self, table: str, key: int) -> bytes | None:
        """One document as it lies in the file; None where there is none."""
        found = self._query(f"SELECT {ROW_COLUMNS} FROM {sql_name(table)} WHERE id = ?", [key])
        return found[0][1] if found else None

    def drop_indexes(self) -> None:
        """Drops the indexes on fields, which a damaged row would keep from being deleted."""
        sql = "SELECT name FROM sqlite_master WHERE type='index' AND sql LIKE '%json_extract(document%'"
        for (name,) in self._query(sql):
            self._query(f'DROP INDEX "{name}"')

    def remove_raw(self, table: str, ids: Iterable[int]) -> None:
        """Deletes rows, readable or not."""
        for key in ids:
            self._query(f"DELETE FROM {sql_name(table)} WHERE id = ?", [key])
            self.unreadable_rows.pop((table, key), None)

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
                self._connection.execute(f"DROP TABLE {sql_name(table)}")
                self._known.discard(table)
            for table, rows in data.items():
                fresh = {int(key): row for key, row in rows.items()}
                gone = dict.fromkeys(set(self.row_ids(table)) - set(fresh))
                self.write_rows(table, {**gone, **fresh})
