"""The tables of an open library: what each of its parts needs to read and change them.

Rows are read from the storage where an id, an index or a count leads to them, and searched through TinyDB's
tables by what their fields hold. They are changed through TinyDB's tables, but for what an import writes by
the hundred, inside a transaction of the storage over all tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tinydb.table import Document, Table

from store import tables
from store.batches import batched
from store.errors import NewerLibraryError, NotFoundError, UnreadableRecordError
from store.meanings import LARGEST_COUNT
from store.schema import Row
from store.storages import RowDB, RowStorage, RowTable
from store.tables import META, Unreadable, all_understood, fault, sound

if TYPE_CHECKING:
    from store.library.recording import Action

#: Steps each user can undo.
UNDO_STEPS = 1000
#: Rows that are looked at together: few enough that of long texts they take no memory to speak of.
_LOOKED_AT = 100


class LibraryTables:
    """Rows, ids and actions of one library, all on one storage and one transaction."""

    def __init__(self, db: RowDB, *, user: str, clock: Callable[[], str]) -> None:
        self.db = db
        self.storage: RowStorage = db.storage  # type: ignore[assignment]
        self.user = user
        """Whose actions they are."""
        self.clock = clock
        """Gives the time, ISO 8601 in UTC."""
        self.undo_steps = UNDO_STEPS
        """Steps each user can undo; what lies further back is compacted."""
        self._counters: dict[str, Any] | None = None
        self._compared: set[str] = set()
        """The tables whose counter was compared with their rows in this transaction."""
        self._faults: dict[tuple[str, int], str] = {}

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.storage.read_only

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside are durable together when it ends, or none is."""
        return self.storage.transaction()

    # -- rows ------------------------------------------------------------------------------

    def table(self, name: str) -> Table:
        """A table of the TinyDB below."""
        return self.db.table(name)

    def row(self, table: str, key: int) -> Document | None:
        """A row of a table, if there is one."""
        row = self.table(table).get(doc_id=key)
        return row if isinstance(row, Document) else None

    def rows_among(self, table: str, field: str, values: Iterable[str]) -> list[Document]:
        """The rows of a table whose field holds one of the texts: asked for together, not one by one."""
        rows = self.table(table)
        assert isinstance(rows, RowTable)
        return rows.search_among(field, values)

    def readable_rows(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows of a table that can be understood."""
        return self.readable_among(table, self.storage.scan_rows(table))

    def readable_among(
        self, table: str, rows: Iterable[tuple[int, dict[str, Any]]]
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """Those of a table's rows, given with their ids, that can be understood; others are remembered."""
        for some in batched(rows, _LOOKED_AT):
            if self._faults or not all_understood(table, some):
                yield from (pair for pair in some if self.is_readable(table, *pair))
            else:
                yield from some

    def removed(self) -> set[int]:
        """The releases that are in the trash, or were deleted from it: no list, count or search has them."""
        return set(self.storage.row_ids("trash"))

    def listed_releases(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows of releases that can be understood, but for those that were removed."""
        removed = self.removed()
        return (pair for pair in self.readable_rows("releases") if pair[0] not in removed)

    def looks(self) -> dict[str, str]:
        """When each user closed the application last, ISO 8601 in UTC, by the user's name."""
        meta: Mapping[str, Any] = self.row("meta", META) or {}
        looked = meta.get("looked")
        return dict(looked) if looked and sound("meta", "looked", looked) else {}

    def last_look(self) -> str:
        """When the user closed the application last; empty where that never was."""
        return self.looks().get(self.user, "")

    # -- what cannot be read ---------------------------------------------------------------

    def unreadable(self) -> list[Unreadable]:
        """The records met so far that could not be understood: passed over and left as they are."""
        found = {**self._faults, **self.storage.unreadable_rows}
        return [Unreadable(table, key, reason) for (table, key), reason in sorted(found.items())]

    def is_readable(self, table: str, key: int, row: Row) -> bool:
        """Whether the row can be understood; else it is remembered."""
        reason = fault(table, row, key)
        if reason is not None:
            self._faults[table, key] = reason
        elif self._faults:
            self._faults.pop((table, key), None)
        return reason is None

    def readable_or_empty(self, table: str, key: int, row: Row | None) -> Row:
        """The row; empty where there is none or it cannot be understood."""
        return row if row and self.is_readable(table, key, row) else {}

    def missing(self, table: str, key: int, message: str, way_out: str = "") -> Exception:
        """What to raise for a record that is not there, or cannot be understood."""
        bad = {(one.table, one.id): one.reason for one in self.unreadable()}
        if (table, key) in bad:
            return UnreadableRecordError.of(table, key, bad[table, key])
        return NotFoundError(message, way_out)

    # -- changes ---------------------------------------------------------------------------

    def new_id(self, table: str) -> int:
        """An id no row of the table ever had; inside a transaction.

        Raises UnreadableRecordError where the highest ids cannot be right.
        """
        if self._counters is not None:
            return self._next_id(self._counters["ids"], table)
        with self.counters() as meta:
            return self._next_id(meta["ids"], table)

    def _next_id(self, ids: dict[str, int], table: str) -> int:
        key = int(ids.get(table, 0)) + 1
        if table not in self._compared:  # once an action: a counter may have been lost to damage
            key = max(key, self.storage.last_id(table) + 1)
            self._compared.add(table)
        if key > LARGEST_COUNT:
            raise UnreadableRecordError.of("meta", META, f"its highest id of “{table}” is far too high")
        ids[table] = key
        return key

    @contextmanager
    def counters(self) -> Iterator[dict[str, Any]]:
        """The fields ``ids`` and ``undo`` of the row `META`, to be changed in place, inside a transaction.

        An action reads and writes them once, however many ids it takes.
        """
        if self._counters is not None:
            yield self._counters
            return
        meta = self.row("meta", META)
        if meta is None or not self.is_readable("meta", META, meta):
            raise UnreadableRecordError.of("meta", META, "the highest ids are not known")
        if meta["schema"] > tables.SCHEMA_VERSION:
            raise NewerLibraryError("a newer program has upgraded it meanwhile.", "Quit and use that one.")
        self._counters = deepcopy(dict(meta))
        self._counters["undo"] = self._counters.get("undo") or {}
        self._compared.clear()
        try:
            yield self._counters
            fields = {name: self._counters[name] for name in ("schema", "ids", "undo")}
            self.table("meta").upsert(Document(fields, META))
        finally:
            self._counters = None

    @contextmanager
    def action(self, release: int | None = None) -> Iterator[tuple[Action, Callable[[str], None]]]:
        """One undoable change: yields its recorder and a function that names what was done."""
        from store.library.recording import Action, record  # not for who only reads

        names: list[str] = []
        with self.transaction(), self.counters() as meta:
            action = Action(self.db, self.new_id, release)
            yield action, names.append
            what, keep = " ".join(names), self.undo_steps
            record(action, meta["undo"], time=self.clock(), user=self.user, what=what, keep=keep)
