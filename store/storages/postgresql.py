"""A team's library on a PostgreSQL server: rows of JSON by table and id, and the values of fields asked by.

By a field that has an index rows are asked for with its values, which lie in a table beside them. By any
other each row is looked at here, as in a JSON library: what equals what is Python's to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from store.atomic import publish
from store.batches import batched
from store.errors import NotALibraryError
from store.storages.ordered_values import is_cut, ordered, value_of
from store.storages.postgresql_rows import CHUNK, ROW_COLUMNS, PostgreSQLRows, checked_field
from store.storages.rows import Held, Row, encode

_WITH_VALUE = (
    f"SELECT {ROW_COLUMNS} FROM dateline.values v"
    ' JOIN dateline.rows r ON r."table" = v."table" AND r.id = v.id'
    ' WHERE v."table" = %s AND v.field = %s AND v.value'
)


class PostgreSQLStorage(PostgreSQLRows):
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

    def _matching(
        self, table: str, field: str, is_wanted: Callable[[Any], bool]
    ) -> Iterator[tuple[int, Row]]:
        """The rows of whose field that holds; each is looked at."""
        return ((key, row) for key, row in self.scan_rows(table) if is_wanted(row.get(checked_field(field))))

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
        for chunk in batched(sorted(set(map(ordered, wanted))), CHUNK):
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
        rows = self._query(sql.format(""), [table, newest_by, CHUNK])
        while rows:
            yield from (key for _, key in rows)
            if len(rows) < CHUNK:
                return
            rows = self._query(sql.format("AND (value, id) < (%s, %s)"), [table, newest_by, *rows[-1], CHUNK])

        # -- counting --------------------------------------------------------------------------

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
        for chunk in batched(wanted, CHUNK):
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
                    for some in batched(self._storage.scan_rows(table), CHUNK):
                        copy.write_rows(table, dict(some))
            if check is not None and (reason := check(part)) is not None:
                raise NotALibraryError(f"what {self._storage.place} holds is damaged: {reason}.")

        publish(target, fill)

    def close(self) -> None:
        """Nothing is held that others wait for."""
