"""A team's library on a PostgreSQL server: rows of JSON by table and id, and the values of fields asked by.

Rows are asked for by table and id, or by a field that has an index: then by its values in a table beside
them, written with the rows (`store.storages.ordered_values`). By any other field each row is looked at here,
as in a JSON library: what equals what is Python's to say, not the server's.

Rows come in chunks, each asked for from where the one before it ended. That is a cursor nobody has to keep
open: one of the server's own lives in a transaction, which would have the server keep all that was deleted
meanwhile, and end where the connection does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from store.atomic import publish
from store.batches import batched
from store.errors import NotALibraryError, UnreadableRecordError
from store.storages.json_documents import encoded, read_documents
from store.storages.ordered_values import is_cut, ordered, value_of
from store.storages.postgresql_connections import PostgreSQLConnections
from store.storages.rows import Held, Row, encode
from store.storages.server_name import ServerName

_CHUNK = 500
_ROW = "r.id, r.document::text"
_WITH_VALUE = (
    f'SELECT {_ROW} FROM dateline.values v JOIN dateline.rows r ON r."table" = v."table" AND r.id = v.id'
    ' WHERE v."table" = %s AND v.field = %s AND v.value'
)
_PUT = """
WITH given AS (SELECT unnest(%(ids)s::bigint[]) AS id, unnest(%(documents)s::text[])::json AS document),
unreadable AS (
    SELECT r.id FROM dateline.rows r
    WHERE r."table" = %(table)s AND r.id = ANY(%(all)s) AND json_typeof(r.document) <> 'object'
),
put AS (
    INSERT INTO dateline.rows SELECT %(table)s, id, document FROM given
    WHERE NOT EXISTS (SELECT 1 FROM unreadable)
    ON CONFLICT ("table", id) DO UPDATE SET document = excluded.document
)
SELECT id FROM unreadable ORDER BY id
"""
_PUT_VALUES = """
INSERT INTO dateline.values ("table", field, id, value)
SELECT %s, unnest(%s::text[]), unnest(%s::bigint[]), unnest(%s::bytea[])
ON CONFLICT ("table", id, field) DO UPDATE SET value = excluded.value WHERE values.value <> excluded.value
"""


def _can_be_id(number: int) -> bool:
    return -(2**63) <= number < 2**63


def _checked(field: str) -> str:
    if not (field.isascii() and field.isidentifier()):
        raise ValueError(f"not a field name: {field!r}")
    return field


class PostgreSQLStorage(PostgreSQLConnections):
    """A TinyDB storage in a database of a PostgreSQL server.

    Safe to use from several threads and processes, one of which writes at a time. A thread in a transaction
    reads what it wrote; every other reads what is committed, and waits for no writer.

    Args:
        name: of the server and the database; its tables are made where there are none.

    Raises:
        NotALibraryError: the database cannot hold a library, or another program's tables are in its place.
        NewerLibraryError: a newer version of the program made it.
        StorageError: the server cannot be reached, or lets nobody in.
    """

    def __init__(self, name: ServerName) -> None:
        super().__init__(name)
        self.unreadable_rows: dict[tuple[str, int], str] = {}
        self._known: set[str] = set()
        """Tables that are there, as far as the transaction has found."""
        self._fields: set[tuple[str, str]] = set()
        """The tables and their indexed fields; no index is ever taken away."""
        self._fields_at: tuple[int, int] | None = None  # the version at which they were asked for
        self._own_fields: set[tuple[str, str]] | None = None
        """As the transaction has them: what it indexes nobody else may look into before it is committed."""

    def _decoded(self, table: str, rows: list[tuple[int, str]]) -> Iterator[tuple[int, Row]]:
        """Passes over a row that is no JSON object, remembering it in `unreadable_rows`."""
        for key, row, reason in read_documents([(key, document.encode()) for key, document in rows]):
            if row is None:
                self.unreadable_rows[table, key] = reason
                continue
            if self.unreadable_rows:
                self.unreadable_rows.pop((table, key), None)
            yield key, row

    def _rows(self, table: str, sql: str, values: Iterable[Any]) -> dict[int, Row]:
        return dict(self._decoded(table, self._query(sql, list(values))))

    def _is_indexed(self, table: str, field: str) -> bool:
        wanted = (table, _checked(field))
        if self.writing:
            return wanted in self._indexed_here()
        if wanted not in self._fields and self._fields_at != (at := (self._outside, self._generation)):
            self._fields, self._fields_at = self._asked_fields(), at
        return wanted in self._fields

    def _indexed_here(self) -> set[tuple[str, str]]:
        if self._own_fields is None:
            self._own_fields = self._asked_fields()
        return self._own_fields

    def _asked_fields(self) -> set[tuple[str, str]]:
        return {(table, field) for table, field in self._query('SELECT "table", field FROM dateline.indexes')}

    def table_names(self) -> list[str]:
        """The tables that exist, in order of their making."""
        return [name for (name,) in self._query("SELECT name FROM dateline.tables ORDER BY made")]

    def record_tables(self) -> list[str]:
        """The tables that hold records, in order of their making."""
        return self.table_names()

    # -- writing ---------------------------------------------------------------------------

    def _begin(self) -> None:
        super()._begin()
        self._known.clear()
        self._own_fields = None  # others may have made an index since, whose values are to be kept too

    def write_rows(self, table: str, changes: Mapping[int, Row | None]) -> None:
        """Puts each row under its id, in place of what is there; None deletes it."""
        if "\0" in table:
            raise ValueError(f"not a name a server can keep: {table!r}")
        table.encode()
        fresh = {int(key): row for key, row in changes.items()}
        for key in fresh:
            if not _can_be_id(key):
                raise OverflowError(f"too large an id: {key}")
        puts = encoded({key: row for key, row in fresh.items() if row is not None})
        for _, document in puts:
            document.encode()  # half of a surrogate pair is no text
        with self.transaction():
            self._make(table)
            self._put(table, list(fresh), puts)
            self._put_values(table, ((key, row) for key, row in fresh.items() if row is not None))
            if deleted := [key for key, row in fresh.items() if row is None]:
                self._delete(table, deleted)

    def _make(self, table: str) -> None:
        if table not in self._known:
            made = "INSERT INTO dateline.tables (name) VALUES (%s) ON CONFLICT DO NOTHING RETURNING 1"
            if not self._query("SELECT 1 FROM dateline.tables WHERE name = %s", [table]):
                self._changing(made, [table])
            self._known.add(table)

    def _put(self, table: str, keys: list[int], puts: list[tuple[int, str]]) -> None:
        """Raises UnreadableRecordError where it would go over a row that cannot be read; it stays."""
        if not keys:
            return
        given = {
            "table": table,
            "all": keys,
            "ids": [key for key, _ in puts],
            "documents": [d for _, d in puts],
        }
        for (key,) in self._changing(_PUT, given):
            raise UnreadableRecordError.of(table, key, "it is no record")

    def _put_values(self, table: str, rows: Iterable[tuple[int, Row]]) -> None:
        fields = sorted(field for name, field in self._indexed_here() if name == table)
        for some in batched(rows, _CHUNK) if fields else ():
            of = [(field, key, ordered(row.get(field))) for key, row in some for field in fields]
            self._changing(_PUT_VALUES, [table, *map(list, zip(*of, strict=True))])

    def _delete(self, table: str, keys: list[int]) -> None:
        for name in ("rows", "values"):
            self._changing(f'DELETE FROM dateline.{name} WHERE "table" = %s AND id = ANY(%s)', [table, keys])

    def remove_raw(self, table: str, ids: Iterable[int]) -> None:
        """Removes rows, readable or not; inside a transaction."""
        self._delete(table, list(ids))

    def ensure_index(self, table: str, field: str) -> None:
        """Keeps the field's values beside the rows, unless that is done or nothing can be written."""
        if self._is_indexed(table, field) or self.read_only:
            return
        with self.transaction():
            if self._is_indexed(table, field):  # another process was quicker
                return
            self._make(table)
            self._changing("INSERT INTO dateline.indexes VALUES (%s, %s)", [table, field])
            self._indexed_here().add((table, field))
            self._put_values(table, self.scan_rows(table))

    # -- reading rows ----------------------------------------------------------------------

    def get_rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Those of the rows that exist, in order of their ids."""
        sql = f'SELECT {_ROW} FROM dateline.rows r WHERE "table" = %s AND id = ANY(%s) ORDER BY id'
        found: dict[int, Row] = {}
        for chunk in batched(sorted(filter(_can_be_id, set(ids))), _CHUNK):
            found.update(self._rows(table, sql, [table, list(chunk)]))
        return found

    def scan_rows(self, table: str, *, backwards: bool = False) -> Iterator[tuple[int, Row]]:
        """All rows in order of their ids, read in chunks."""
        sign, order, last = ("<=", "DESC", 2**63 - 1) if backwards else (">=", "ASC", -(2**63))
        where = f'WHERE "table" = %s AND id {sign} %s ORDER BY id {order}'
        sql = f"SELECT {_ROW} FROM dateline.rows r {where} LIMIT %s"
        while rows := self._query(sql, [table, last, _CHUNK]):
            yield from self._decoded(table, rows)
            last = rows[-1][0]
            if len(rows) < _CHUNK or abs(last) == 2**63:
                return
            last += -1 if backwards else 1

    def _matching(
        self, table: str, field: str, is_wanted: Callable[[Any], bool]
    ) -> Iterator[tuple[int, Row]]:
        """The rows of whose field that holds; each is looked at."""
        return ((key, row) for key, row in self.scan_rows(table) if is_wanted(row.get(_checked(field))))

    def find_rows(self, table: str, field: str, value: str | int) -> dict[int, Row]:
        """The rows whose field equals the value; without an index it looks at each row."""
        if not self._is_indexed(table, field):
            return dict(self._matching(table, field, lambda one: bool(one == value)))
        found = self._rows(table, f"{_WITH_VALUE} = %s ORDER BY r.id", [table, field, ordered(value)])
        return {key: row for key, row in found.items() if row.get(field) == value}

    def find_rows_among(self, table: str, field: str, values: Iterable[str | int]) -> dict[int, Row]:
        """The rows that hold one of the values in the field, in order of their ids."""
        wanted = set(values)

        def is_wanted(value: Any) -> bool:
            return isinstance(value, str | int | float) and value in wanted

        if not self._is_indexed(table, field):
            return dict(self._matching(table, field, is_wanted))
        found: dict[int, Row] = {}
        for chunk in batched(sorted(set(map(ordered, wanted))), _CHUNK):
            found.update(self._rows(table, f"{_WITH_VALUE} = ANY(%s)", [table, field, list(chunk)]))
        return {key: row for key, row in sorted(found.items()) if is_wanted(row.get(field))}

    def find_ids(self, table: str, field: str, value: str | int | None) -> list[int]:
        """The ids of the rows whose field equals the value; with an index no row is read."""
        if not self._is_indexed(table, field):
            return [key for key, _ in self._matching(table, field, lambda one: bool(one == value))]
        data = ordered(value)
        if value is not None and is_cut(data):
            return list(self.find_rows(table, field, value))
        sql = 'SELECT id FROM dateline.values WHERE "table" = %s AND field = %s AND value = %s ORDER BY id'
        return [key for (key,) in self._query(sql, [table, field, data])]

    def row_ids(self, table: str, newest_by: str | None = None) -> list[int]:
        """All ids, ascending; or by a field's value descending (rows without one last), then id."""
        if newest_by is not None:
            return list(self.each_id(table, newest_by))
        sql = 'SELECT id FROM dateline.rows WHERE "table" = %s ORDER BY id'
        return [key for (key,) in self._query(sql, [table])]

    def each_id(self, table: str, newest_by: str) -> Iterator[int]:
        """The ids in that order; with an index read in chunks."""
        if not self._is_indexed(table, newest_by):
            values = [(ordered(row.get(newest_by)), key) for key, row in self.scan_rows(table)]
            yield from (key for _, key in sorted(values, reverse=True))
            return
        sql = (
            'SELECT value, id FROM dateline.values WHERE "table" = %s AND field = %s {}'
            " ORDER BY value DESC, id DESC LIMIT %s"
        )
        rows = self._query(sql.format(""), [table, newest_by, _CHUNK])
        while rows:
            yield from (key for _, key in rows)
            if len(rows) < _CHUNK:
                return
            rows = self._query(
                sql.format("AND (value, id) < (%s, %s)"), [table, newest_by, *rows[-1], _CHUNK]
            )

    # -- counting --------------------------------------------------------------------------

    def count_rows(self, table: str) -> int:
        """How many rows the table has."""
        return int(self._query('SELECT count(*) FROM dateline.rows WHERE "table" = %s', [table])[0][0])

    def count_by(self, table: str, field: str, values: Iterable[int]) -> dict[int, int]:
        """How many rows hold each of the values in the field; values that none holds are left out."""
        wanted = set(values)
        counts: Counter[int] = Counter()
        if not self._is_indexed(table, field):
            found = self._matching(table, field, lambda one: isinstance(one, int | float) and one in wanted)
            counts.update(int(row[field]) for _, row in found)
            return dict(counts)
        sql = (
            'SELECT value, count(*) FROM dateline.values WHERE "table" = %s AND field = %s'
            " AND value = ANY(%s) GROUP BY value"
        )
        for chunk in batched(wanted, _CHUNK):
            asked = {ordered(value): value for value in chunk}
            for data, count in self._query(sql, [table, field, list(asked)]):
                counts[asked[bytes(data)]] += count
        return dict(counts)

    def count_groups(self, table: str, field: str) -> list[tuple[Any, int]]:
        """Each value of the field with how many rows hold it; with an index no row is read."""
        if self._is_indexed(table, field):
            sql = (
                'SELECT value, count(*) FROM dateline.values WHERE "table" = %s AND field = %s GROUP BY value'
            )
            groups = [(bytes(data), count) for data, count in self._query(sql, [table, field])]
            if not any(is_cut(data) for data, _ in groups):
                return [(value_of(data), count) for data, count in groups]
        values = (row.get(field) for _, row in self.scan_rows(table))
        texts = (encode(one) if isinstance(one, list | dict) else one for one in values)  # type: ignore[arg-type]
        return list(Counter(texts).items())

    def last_id(self, table: str) -> int:
        """The highest id of the table, or 0."""
        return int(
            self._query('SELECT coalesce(max(id), 0) FROM dateline.rows WHERE "table" = %s', [table])[0][0]
        )

    # -- the whole store -------------------------------------------------------------------

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole store, or None when it holds no table."""
        with self.snapshot():
            names = self.table_names()
            return {name: {str(key): row for key, row in self.scan_rows(name)} for name in names} or None

    def write(self, data: Mapping[str, Mapping[Any, Row]]) -> None:
        """Replaces the whole store in one transaction."""
        with self.transaction():
            for table in set(self.table_names()) - set(data):
                self._delete(table, self.row_ids(table))
                self._changing("DELETE FROM dateline.tables WHERE name = %s", [table])
                self._known.discard(table)
            for table, rows in data.items():
                fresh = {int(key): row for key, row in rows.items()}
                gone = dict.fromkeys(set(self.row_ids(table)) - set(fresh))
                self.write_rows(table, {**gone, **fresh})

    # -- copies ----------------------------------------------------------------------------

    def hold(self) -> Held:
        """The library as it is while it is written down, as a SQLite library; others go on writing."""
        return _Present(self)

    def save_to(self, target: Path, backups: Iterable[Path] = ()) -> None:
        """Writes the rows to a SQLite library of their own."""
        self.hold().write(target)


class _Present:
    """The rows of one state (`store.storages.rows.Held`)."""

    keeps_waiting = False

    def __init__(self, storage: PostgreSQLStorage) -> None:
        self._storage = storage

    def write(self, target: Path, *, check: Callable[[Path], str | None] | None = None) -> None:
        from store.storages.sqlite import SQLiteStorage  # a server's library seldom becomes a file so

        def fill(part: Path) -> None:
            with self._storage.snapshot(), closing(SQLiteStorage(part)) as copy, copy.transaction():
                for table in self._storage.table_names():
                    copy.write_rows(table, {})
                    for some in batched(self._storage.scan_rows(table), _CHUNK):
                        copy.write_rows(table, dict(some))
            if check is not None and (reason := check(part)) is not None:
                raise NotALibraryError(f"what {self._storage.place} holds is damaged: {reason}.")

        publish(target, fill)

    def close(self) -> None:
        """Nothing is held that others wait for."""
