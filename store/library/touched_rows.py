"""The rows that one step of the history touches: read and written some hundred at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tinydb.table import Document

from store.schema import Row
from store.storages import RowDB, RowStorage
from store.tables import fault

#: Rows that are read together.
_READ_AT_ONCE = 500
#: ``[table, id, fields before or None, fields after or None]``: a row that was made has nothing before.
RowChange = list[Any]


def inverse(change: RowChange) -> RowChange:
    """The change that takes it back."""
    table, key, before, after = change
    return [table, key, after, before]


def taken_parts(event: Mapping[str, Any]) -> list[RowChange | None]:
    """What an undo has done in place of each of a whole event's changes; None for one that stands."""
    changes, taken = event["changes"], event.get("taken")
    if taken is not None and len(taken) == len(changes):
        return list(taken)
    return [inverse(change) if event["undone"] else None for change in changes]


class TouchedRows:
    """Rows of several tables as changes leave them; use inside a transaction, and `write` at its end."""

    def __init__(self, db: RowDB, touched: Iterable[tuple[str, int]]) -> None:
        """Args: the library's tables; the rows that will be asked for, by table and id."""
        self._storage: RowStorage = db.storage  # type: ignore[assignment]
        self._rows: dict[str, dict[int, Document | None]] = defaultdict(dict)
        self._changed: dict[str, set[int]] = defaultdict(set)
        self._places: dict[str, dict[int, int]] = defaultdict(dict)
        """Of each table the rows that will be asked for, in order, each with the place it has there."""
        for table, key in touched:
            self._places[table].setdefault(key, len(self._places[table]))
        self._keys = {table: [*places] for table, places in self._places.items()}

    def get(self, table: str, key: int) -> Document | None:
        """A row as it is now, if there is one."""
        if key not in self._rows[table]:
            self._load(table, key)
        return self._rows[table][key]

    def _load(self, table: str, key: int) -> None:
        """Reads a row with its neighbours: there may be ten thousands, and they are not held together."""
        first = self._places[table][key] // _READ_AT_ONCE * _READ_AT_ONCE
        rows = self._rows[table]
        wanted = [one for one in self._keys[table][first : first + _READ_AT_ONCE] if one not in rows]
        found = self._storage.get_rows(table, wanted)
        rows |= {one: Document(found[one], one) if one in found else None for one in wanted}

    def apply(self, change: RowChange) -> None:
        """Takes a row from one state to the other."""
        table, key, before, after = change
        now: Row = {} if before is None else self.get(table, key) or {}
        self._rows[table][key] = None if after is None else Document({**now, **after}, key)
        self._changed[table].add(key)
        if len(self._changed[table]) >= _READ_AT_ONCE:
            self.write()

    def sound(self, table: str) -> Iterator[Document]:
        """All rows of a table as they are now that can be understood; what was changed is written first."""
        self.write()
        rows = (Document(row, key) for key, row in self._storage.scan_rows(table))
        return (row for row in rows if fault(table, row) is None)

    def values(self, table: str, field: str) -> list[Any]:
        """Each value that rows have in a field now, once, a list as its JSON text; no row is judged."""
        self.write()
        return [value for value, _ in self._storage.count_groups(table, field)]

    def write(self) -> None:
        """Puts what was changed into the tables; read again from there where it is asked for once more."""
        for table, keys in self._changed.items():
            rows = self._rows[table]
            self._storage.write_rows(table, {key: rows.pop(key) for key in sorted(keys)})
        self._changed.clear()
