"""TinyDB's table on rows: it writes only those that were touched.

Stock TinyDB reads and rewrites the whole store at each change. `RowTable` hands TinyDB's own
``insert``, ``update`` and ``remove`` a mapping that loads a row when it is looked at and remembers
which rows were touched; only those are written. TinyDB's API stays as it is.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from store.errors import UnreadableRecordError
from store.meanings import encodable
from store.storages.rows import Row, RowStorage, encode

_FIELD_NAME = r"[A-Za-z_][A-Za-z0-9_]*"


class _LazyRows(MutableMapping[int, Row]):
    """A table as TinyDB's updaters see it: rows load when looked at, touched ones are remembered."""

    def __init__(self, storage: RowStorage, table: str) -> None:
        self._storage = storage
        self._table = table
        self._now: dict[int, Row | None] = {}
        self._before: dict[int, str] = {}

    def _load(self, key: int) -> Row | None:
        if key not in self._now:
            row = self._storage.get_rows(self._table, [key]).get(key)
            if row is not None:
                self._remember(key, row)
        return self._now.get(key)

    def _remember(self, key: int, row: Row) -> None:
        """Raises UnreadableRecordError for a row that lies there and could not be written again."""
        try:
            self._before[key] = encode(row)
            self._before[key].encode()
        except ValueError as error:
            raise UnreadableRecordError.of(
                self._table, key, "it holds what is neither text nor number"
            ) from error
        self._now[key] = row

    def __getitem__(self, key: int) -> Row:
        row = self._load(key)
        if row is None:
            raise KeyError(key)
        return row

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and self._load(key) is not None

    def __setitem__(self, key: int, row: Row) -> None:
        self._now[key] = row

    def __delitem__(self, key: int) -> None:
        if self._load(key) is None:
            raise KeyError(key)
        self._now[key] = None

    def __iter__(self) -> Iterator[int]:
        for key, row in self._storage.scan_rows(self._table):
            if key not in self._now:
                with suppress(UnreadableRecordError):  # it stays as it is
                    self._remember(key, row)
        return iter([key for key, row in sorted(self._now.items()) if row is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._now = dict.fromkeys(self._storage.row_ids(self._table))

    def changes(self) -> dict[int, Row | None]:
        """The rows that differ from what is stored."""
        return {
            key: row
            for key, row in self._now.items()
            if row is None or key not in self._before or encode(row) != self._before[key]
        }


class _StoredRows(Mapping[str, Row]):
    """A table as TinyDB's readers see it: string ids, rows read when asked for."""

    def __init__(self, storage: RowStorage, table: str) -> None:
        self._storage = storage
        self._table = table

    def __getitem__(self, key: str) -> Row:
        try:
            number = int(key)
        except ValueError:  # TinyDB asks for whatever it was given as an id, NaN included
            raise KeyError(key) from None
        return self._storage.get_rows(self._table, [number])[number]

    def __iter__(self) -> Iterator[str]:
        return (str(key) for key in self._storage.row_ids(self._table))

    def __len__(self) -> int:
        return self._storage.count_rows(self._table)

    def items(self) -> Any:
        return ((str(key), row) for key, row in self._storage.scan_rows(self._table))


def _equality(cond: QueryLike) -> tuple[str, str | int] | None:
    """The field and value of a query ``where(field) == value``, or None for any other query.

    TinyDB keeps a query's meaning in the tuple it hashes.
    """
    match getattr(cond, "_hash", None):
        case ("==", (str() as field,), str() | int() as value) if re.fullmatch(_FIELD_NAME, field):
            return (field, value) if _findable(value) else None
    return None


def _findable(value: str | int) -> bool:
    """Whether every storage compares the value as Python does; others are found by looking at each row."""
    if isinstance(value, str):
        return "\0" not in value and encodable(value)
    return not isinstance(value, bool) and -(2**63) <= value < 2**63


class RowTable(Table):
    """A TinyDB table that reads and writes only the rows concerned."""

    def __init__(self, storage: RowStorage, name: str, **options: Any) -> None:
        self._rows = storage
        self._seen: tuple[int, int] | None = None
        self._cache_lock = threading.Lock()
        super().__init__(storage, name, **options)

    def insert(self, document: Mapping[str, Any]) -> int:
        """As TinyDB's; two processes never take the same id."""
        with self._rows.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """As TinyDB's, in one transaction; whether any of the ids is taken is asked once."""
        ones = list(documents)
        with self._rows.transaction():
            if not all(isinstance(one, self.document_class) for one in ones):
                return super().insert_multiple(ones)
            rows: dict[int, Row | None] = {}
            for one in ones:
                if rows.setdefault(one.doc_id, row := dict(one)) is not row:  # type: ignore[attr-defined]
                    raise ValueError(f"Document with ID {one.doc_id} already exists")  # type: ignore[attr-defined]
            for key in self._rows.get_rows(self.name, rows):
                raise ValueError(f"Document with ID {key} already exists")
            self._rows.write_rows(self.name, rows)
            self.clear_cache()
            return list(rows)

    def get(  # type: ignore[override]  # TinyDB declares eight overloads of this one
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: list[int] | None = None,
    ) -> Document | list[Document] | None:
        """As TinyDB's; several ids are looked up, not searched for."""
        if doc_id is None and doc_ids is not None:
            rows = self._rows.get_rows(self.name, doc_ids)
            return [self.document_class(row, key) for key, row in rows.items()]
        find: Callable[..., Document | None] = super().get
        return find(cond, doc_id)

    def search(self, cond: QueryLike) -> list[Document]:
        """As TinyDB's; ``where(field) == value`` asks the storage, which may have an index.

        What is found is kept for all threads until anything is written; what a transaction finds is its own.
        """
        if self._rows.writing:
            return self._found(cond)
        version = self._rows.version()  # before the rows: what is kept may be newer than it, never older
        with self._cache_lock:
            if version != self._seen:
                self._query_cache.clear()
                self._seen = version
            kept = self._query_cache.get(cond)
            if kept is not None:
                return kept[:]
        found = self._found(cond)
        if getattr(cond, "is_cacheable", lambda: True)():
            with self._cache_lock:
                if version == self._seen:
                    self._query_cache[cond] = found[:]
        return found

    def search_among(self, field: str, values: Iterable[str]) -> list[Document]:
        """The rows whose field holds one of the texts, asked for together, in order of their ids."""
        wanted = set(values)
        all_findable = all(map(_findable, wanted))
        rows = (
            self._rows.find_rows_among(self.name, field, wanted).items()
            if all_findable
            else self._rows.scan_rows(self.name)
        )
        return [
            self.document_class(row, key)
            for key, row in rows
            if isinstance(value := row.get(field), str) and value in wanted
        ]

    def _found(self, cond: QueryLike) -> list[Document]:
        equality = _equality(cond)
        rows = (
            self._rows.find_rows(self.name, *equality).items()
            if equality
            else self._rows.scan_rows(self.name)
        )
        return [self.document_class(row, key) for key, row in rows if cond(row)]

    def clear_cache(self) -> None:
        """As TinyDB's."""
        with self._cache_lock:
            super().clear_cache()

    def __len__(self) -> int:
        return self._rows.count_rows(self.name)

    def _get_next_id(self) -> int:
        key: int = max(self._next_id or 1, self._rows.last_id(self.name) + 1)
        self._next_id = key + 1  # type: ignore[assignment]  # TinyDB declares it as None
        return key

    def _read_table(self) -> Any:
        return _StoredRows(self._rows, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._rows.transaction():
            rows = _LazyRows(self._rows, self.name)
            updater(rows)
            self._rows.write_rows(self.name, rows.changes())
        self.clear_cache()


class RowDB(TinyDB):
    """TinyDB whose tables are `RowTable`."""

    table_class = RowTable  # type: ignore[assignment]  # TinyDB declares exactly Table
