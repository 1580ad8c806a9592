"""Rows kept in memory, table by table: what the JSON file and the storage for tests share.

A table is replaced, not changed, by the first write of a transaction, and a row is never changed at
all; so the tables as they were before a transaction are simply kept, to go back to or to compare with.
"""

from __future__ import annotations

import json
import threading
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from store.storages.rows import Row, RowStorage, encode

#: The tables by name; the rows of each by id.
Tables = dict[str, dict[int, Row]]


def _copied(value: Any) -> Any:
    """A JSON value of the caller's own."""
    if isinstance(value, dict):
        return {name: _copied(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_copied(one) for one in value]
    return value


def _checked(row: Mapping[str, Any]) -> Row:
    """The row as JSON gives it back. Raises TypeError or ValueError for what UTF-8 JSON cannot hold."""
    text = encode(row)
    text.encode()
    return dict(json.loads(text))


def _field(name: str) -> str:
    if not (name.isascii() and name.isidentifier()):
        raise ValueError(f"not a field name: {name!r}")
    return name


def _rank(value: object) -> tuple[int, Any]:
    """Where a value stands among others: none, numbers, texts, anything else by its JSON."""
    if value is None:
        return 0, 0
    if isinstance(value, int | float):
        return 1, value
    return 2, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class TablesStorage(RowStorage):
    """The rows protocol over a dictionary of tables; where they are kept is the subclass's matter.

    Safe to use from several threads, one at a time.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._tables: Tables = {}
        self._within = False  # a transaction
        self._generation = 0
        self._reloads = 0
        #: The tables the transaction has replaced by its own.
        self._own: set[str] = set()
        self._dirty = False

    # -- what a subclass says --------------------------------------------------------------

    @abstractmethod
    def _refresh(self) -> None:
        """Takes in what others wrote; called before each read outside a transaction."""

    @abstractmethod
    @contextmanager
    def _committing(self) -> Iterator[None]:
        """Keeps others from writing while it lasts, and makes the changes durable at its end."""
        yield

    # -- the rows protocol -----------------------------------------------------------------

    @contextmanager
    def _reading(self, table: str) -> Iterator[dict[int, Row]]:
        """The rows of a table, none if it is missing; one thread at a time."""
        with self._lock:
            if not self._within:
                self._refresh()
            yield self._tables.get(table, {})

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Writes inside are saved together when it ends, or taken back; a nested one joins the outer one."""
        with self._lock:
            if self._within:
                yield
                return
            with self._committing():
                before = self._tables
                self._tables = dict(before)
                self._within = True
                try:
                    yield
                    self._save(before)
                except BaseException:
                    self._tables = before
                    raise
                finally:
                    self._within = False
                    self._own.clear()
                    self._dirty = False
                    self._generation += 1

    def _save(self, before: Tables) -> None:
        """Makes a transaction's changes durable; `_tables` holds them, `before` what was there."""

    def version(self) -> tuple[int, int]:
        """How often others' changes were read, and how often we wrote.

        While another thread is in a transaction nothing is read: nobody else can have written by our rules.
        """
        if self._lock.acquire(blocking=False):
            try:
                if not self._within:
                    self._refresh()
            finally:
                self._lock.release()
        return self._reloads, self._generation

    def table_names(self) -> list[str]:
        """The tables that exist, in order of their making."""
        with self._reading(""):
            return list(self._tables)

    def write_rows(self, table: str, changes: Mapping[int, Row | None]) -> None:
        """Puts each row under its id, and deletes those that are None; makes a table that is missing."""
        table.encode()
        fresh = {int(key): row if row is None else _checked(row) for key, row in changes.items()}
        with self.transaction():
            rows = self._writable(table, bool(fresh))
            for key, row in fresh.items():
                if row is None:
                    rows.pop(key, None)
                else:
                    rows[key] = row

    def _writable(self, table: str, changing: bool) -> dict[int, Row]:
        """The transaction's own copy of a table, made when it is missing."""
        if table not in self._own and (changing or table not in self._tables):
            self._tables[table] = dict(self._tables.get(table, {}))
            self._own.add(table)
            self._dirty = True
        return self._tables[table]

    def get_rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Those of the rows that exist, in order of their ids; copies, for the caller to change."""
        wanted = sorted(set(ids))
        with self._reading(table) as rows:
            return {key: _copied(rows[key]) for key in wanted if key in rows}

    def scan_rows(self, table: str, *, backwards: bool = False) -> Iterator[tuple[int, Row]]:
        """All rows in order of their ids, as they were when the first one was asked for."""
        with self._reading(table) as rows:
            found = sorted(rows.items(), key=lambda item: item[0], reverse=backwards)
        for key, row in found:
            yield key, _copied(row)

    def find_rows(self, table: str, field: str, value: str | int) -> dict[int, Row]:
        """The rows whose field equals the value; looks at each row."""
        name = _field(field)
        with self._reading(table) as rows:
            return {key: _copied(rows[key]) for key in sorted(rows) if rows[key].get(name) == value}

    def find_rows_among(self, table: str, field: str, values: Iterable[str | int]) -> dict[int, Row]:
        """The rows that hold one of the values in the field; looks at each row once."""
        name, wanted = _field(field), set(values)
        with self._reading(table) as rows:
            found = ((key, rows[key].get(name)) for key in sorted(rows))
            kept = [key for key, value in found if isinstance(value, int | float | str) and value in wanted]
            return {key: _copied(rows[key]) for key in kept}

    def find_ids(self, table: str, field: str, value: str | int | None) -> list[int]:
        """The ids of the rows whose field equals the value; looks at each row."""
        name = _field(field)
        with self._reading(table) as rows:
            return [key for key in sorted(rows) if rows[key].get(name) == value]

    def row_ids(self, table: str, newest_by: str | None = None) -> list[int]:
        """All ids, ascending; or by a field's value descending (rows without one last), then id."""
        with self._reading(table) as rows:
            if newest_by is None:
                return sorted(rows)
            name = _field(newest_by)
            return sorted(rows, key=lambda key: (*_rank(rows[key].get(name)), key), reverse=True)

    def each_id(self, table: str, newest_by: str) -> Iterator[int]:
        """The ids in that order; beside the rows themselves they are few."""
        return iter(self.row_ids(table, newest_by))

    def count_rows(self, table: str) -> int:
        """How many rows the table has."""
        with self._reading(table) as rows:
            return len(rows)

    def count_by(self, table: str, field: str, values: Iterable[int]) -> dict[int, int]:
        """How many rows hold each of the values in the field; looks at each row once."""
        name = _field(field)
        counts = dict.fromkeys(values, 0)
        with self._reading(table) as rows:
            for row in rows.values():
                value = row.get(name)
                if isinstance(value, int | float) and value in counts:
                    counts[int(value)] += 1
        return {value: count for value, count in counts.items() if count}

    def count_groups(self, table: str, field: str) -> list[tuple[Any, int]]:
        """Each value of the field with how many rows hold it; looks at each row once."""
        name = _field(field)
        with self._reading(table) as rows:
            values = (row.get(name) for row in rows.values())
            texts = (encode(one) if isinstance(one, list | dict) else one for one in values)  # type: ignore[arg-type]
            return list(Counter(texts).items())

    def last_id(self, table: str) -> int:
        """The highest id of the table, or 0."""
        with self._reading(table) as rows:
            return max(rows, default=0)

    def ensure_indexes(self, fields: Iterable[tuple[str, str]]) -> None:
        """Checks the fields' names; rows in memory are looked through without an index."""
        for _, field in fields:
            _field(field)

    # -- TinyDB's whole-store interface ----------------------------------------------------

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole store, or None when it holds no table."""
        with self._reading(""):
            tables = {
                name: sorted(rows.items(), key=lambda item: item[0]) for name, rows in self._tables.items()
            }
        return {name: {str(key): _copied(row) for key, row in rows} for name, rows in tables.items()} or None

    def write(self, data: Mapping[str, Mapping[Any, Row]]) -> None:
        """Replaces the whole store in one transaction."""
        with self.transaction():
            for table in set(self._tables) - set(data):
                del self._tables[table]
                self._own.discard(table)
                self._dirty = True
            for table, rows in data.items():
                fresh = {int(key): row for key, row in rows.items()}
                gone = dict.fromkeys(set(self._tables.get(table, {})) - set(fresh))
                self.write_rows(table, {**gone, **fresh})
