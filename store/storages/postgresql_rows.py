"""The rows of a library on a PostgreSQL server: written and read by table and id.

With a row the values of its fields that have an index are written into a table beside it
(`store.storages.ordered_values`), in the same transaction.

Rows come in chunks, each asked for from where the one before it ended. That is a cursor nobody has to keep
open: one of the server's own lives in a transaction, which would have the server keep all that was deleted
meanwhile, and end where the connection does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.batches import batched
from store.errors import UnreadableRecordError
from store.storages.json_documents import encoded, records_among
from store.storages.ordered_values import ordered
from store.storages.postgresql_connections import PostgreSQLConnections
from store.storages.rows import Row
from store.storages.server_name import ServerName

#: Rows that are asked for together.
CHUNK = 500
#: What is asked for of a row.
ROW_COLUMNS = "r.id, r.document::text"
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


def checked_field(field: str) -> str:
    """The field's name. Raises ValueError for one that is no ASCII identifier."""
    if not (field.isascii() and field.isidentifier()):
        raise ValueError(f"not a field name: {field!r}")
    return field


class PostgreSQLRows(PostgreSQLConnections):
    """What is asked for by table and id; see `PostgreSQLStorage`."""

    holds_documents = True

    def __init__(self, name: ServerName) -> None:
        super().__init__(name)
        self.unreadable_rows: dict[tuple[str, int], str] = {}
        self._known: set[str] = set()
        """Tables that are there, as far as transactions have found."""
        self._fields: set[tuple[str, str]] = set()
        """The tables and their indexed fields; no index is ever taken away."""
        self._fields_at: tuple[int, int] | None = None  # the version at which they were asked for
        self._own_fields: set[tuple[str, str]] | None = None
        """As the transaction has them: what it indexes nobody else may look into before it is committed."""
        self._known_at = -1  # the number of changes after which the tables and fields of transactions stand

    def _decoded(self, table: str, rows: list[tuple[int, str]]) -> Iterator[tuple[int, Row]]:
        documents = [(key, document.encode()) for key, document in rows]
        return records_among(table, documents, self.unreadable_rows)

    def _rows(self, table: str, sql: str, values: Iterable[Any]) -> dict[int, Row]:
        return dict(self._decoded(table, self._query(sql, list(values))))

    def _is_indexed(self, table: str, field: str) -> bool:
        wanted = (table, checked_field(field))
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
        if self._changes != self._known_at:  # others may have made an index, whose values are to be kept too
            self._known.clear()
            self._own_fields = None
        self._known_at = -1

    def _commit(self) -> None:
        super()._commit()
        self._known_at = self._changes + self._changed

    def write_rows(self, table: str, changes: Mapping[int, Row | None]) -> None:
        """Puts each row under its id, in place of what is there; None deletes it."""
        if "\0" in table:
            raise ValueError(f"not a name a server can keep: {table!r}")
        table.encode()
        fresh = {int(key): row for key, row in changes.items()}
        for key in fresh:
            if not _can_be_id(key):
                raise OverflowError(f"too large an id: {key}")
        written = encoded({key: row for key, row in fresh.items() if row is not None})
        puts = [(key, document.decode()) for key, document in written]
        with self.transaction():
            self._make(table)
            self._put(table, list(fresh), puts)
            fields = [field for name, field in self._indexed_here() if name == table]
            self._put_values(table, ((key, row) for key, row in fresh.items() if row is not None), fields)
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

    def _put_values(self, table: str, rows: Iterable[tuple[int, Row]], fields: list[str]) -> None:
        for some in batched(rows, CHUNK) if fields else ():
            of = [(field, key, ordered(row.get(field))) for key, row in some for field in fields]
            self._changing(_PUT_VALUES, [table, *map(list, zip(*of, strict=True))])

    def _delete(self, table: str, keys: list[int]) -> None:
        for name in ("rows", "values"):
            self._changing(f'DELETE FROM dateline.{name} WHERE "table" = %s AND id = ANY(%s)', [table, keys])

    def ensure_indexes(self, fields: Iterable[tuple[str, str]]) -> None:
        """Keeps each field's values beside the rows, unless that is done or nothing can be written."""
        for table, field in fields:
            if not self._is_indexed(table, field) and not self.read_only:
                self._make_index(table, field)

    def _make_index(self, table: str, field: str) -> None:
        with self.transaction():
            if self._is_indexed(table, field):  # another process was quicker
                return
            self._make(table)
            self._changing("INSERT INTO dateline.indexes VALUES (%s, %s)", [table, field])
            self._indexed_here().add((table, field))
            self._put_values(table, self.scan_rows(table), [field])

    # -- reading rows ----------------------------------------------------------------------

    def get_rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Those of the rows that exist, in order of their ids."""
        return dict(self._decoded(table, self._among(table, ids)))

    def _among(self, table: str, ids: Iterable[int]) -> list[tuple[int, str]]:
        """The ids and documents of those that exist."""
        sql = f'SELECT {ROW_COLUMNS} FROM dateline.rows r WHERE "table" = %s AND id = ANY(%s) ORDER BY id'
        found: list[Any] = []
        for chunk in batched(sorted(filter(_can_be_id, set(ids))), CHUNK):
            found += self._query(sql, [table, list(chunk)])
        return found

    def scan_rows(self, table: str, *, backwards: bool = False) -> Iterator[tuple[int, Row]]:
        """All rows in order of their ids, read in chunks."""
        for rows in self._chunks(table, backwards=backwards):
            yield from self._decoded(table, rows)

    def _chunks(self, table: str, *, backwards: bool = False) -> Iterator[list[tuple[int, str]]]:
        """The ids and documents, some at a time."""
        sign, order, last = ("<=", "DESC", 2**63 - 1) if backwards else (">=", "ASC", -(2**63))
        where = f'WHERE "table" = %s AND id {sign} %s ORDER BY id {order}'
        sql = f"SELECT {ROW_COLUMNS} FROM dateline.rows r {where} LIMIT %s"
        while rows := self._query(sql, [table, last, CHUNK]):
            yield rows
            last = rows[-1][0]
            if len(rows) < CHUNK or abs(last) == 2**63:
                return
            last += -1 if backwards else 1

    def count_rows(self, table: str) -> int:
        """How many rows the table has."""
        return int(self._query('SELECT count(*) FROM dateline.rows WHERE "table" = %s', [table])[0][0])

    def last_id(self, table: str) -> int:
        """The highest id of the table, or 0."""
        return int(
            self._query('SELECT coalesce(max(id), 0) FROM dateline.rows WHERE "table" = %s', [table])[0][0]
        )

    # -- rows as they lie there ------------------------------------------------------------

    def raw_rows(self, table: str) -> Iterator[tuple[int, bytes]]:
        """Every row's id and document as it lies there, a record or not."""
        for rows in self._chunks(table):
            yield from ((key, document.encode()) for key, document in rows)

    def raw_among(self, table: str, ids: Iterable[int]) -> dict[int, bytes]:
        """The documents of those of the rows that exist, as they lie there."""
        return {key: document.encode() for key, document in self._among(table, ids)}

    def raw_row(self, table: str, key: int) -> bytes | None:
        """One document as it lies there."""
        return self.raw_among(table, [key]).get(key)

    def remove_raw(self, table: str, ids: Iterable[int]) -> None:
        """Removes rows, readable or not; inside a transaction."""
        self._delete(table, list(ids))
