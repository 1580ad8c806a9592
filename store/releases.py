"""The library's tables, and what is read of releases: the ground `store.coding` stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from pathlib import Path

from tinydb.table import Document, Table

from store import history, records
from store.errors import NewerLibraryError, NotALibraryError, NotFoundError
from store.models import Release, ReleaseText
from store.storages import RowDB, RowStorage

#: The meaning of the rows in the tables; a library with a higher one is refused.
SCHEMA_VERSION = 1
_INDEXES = (("releases", "source"), ("releases", "digest"), ("releases", "date"), ("annotations", "release"),
            ("reading", "read"))  # fmt: skip
_TABLES = {"meta", "releases", "texts", "annotations", "tags", "reading", "history"}
#: The row of the table ``meta``: schema version, the highest id each table ever gave, the release open last.
META = 1


class Releases:
    """Opens the tables, keeps actions whole, reads releases and their texts."""

    def __init__(self, db: RowDB, *, user: str, clock: Callable[[], str]) -> None:
        self.db = db
        self.user = user
        self.clock = clock
        self.storage: RowStorage = db.storage  # type: ignore[assignment]
        self.undo_steps = history.UNDO_STEPS
        """Steps each user can undo; what lies further back is compacted."""
        self._counters: records.Row | None = None
        self._whole: history.Action | None = None
        self._prepare()

    def _prepare(self) -> None:
        schema = self._schema()
        if schema > SCHEMA_VERSION:
            raise NewerLibraryError(
                f"it has schema {schema}, this program knows {SCHEMA_VERSION}.", "Install the newer Dateline."
            )
        if not schema:
            self._check_ours()
        if not schema and not self.read_only:
            with self.storage.transaction():
                if not self._schema():  # another process may have been quicker
                    self.table("meta").insert(Document({"schema": SCHEMA_VERSION, "ids": {}}, META))
        for table, field in _INDEXES:
            self.storage.ensure_index(table, field)

    def _schema(self) -> int:
        meta = self.row("meta", META)
        schema = meta.get("schema") if meta else 0
        if not isinstance(schema, int):
            raise self._not_ours()
        return schema

    def _check_ours(self) -> None:
        """Raises NotALibraryError for a store without our mark that somebody else has filled."""
        store = self.storage.read() or {}
        if any(rows or name not in _TABLES for name, rows in store.items()) and not self._schema():
            raise self._not_ours()

    def _not_ours(self) -> NotALibraryError:
        return NotALibraryError(
            f"{self.path} holds the tables of another program.", "Name another with --library."
        )

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return bool(getattr(self.storage, "read_only", False))

    @property
    def path(self) -> Path:
        """The library's file."""
        return Path(getattr(self.storage, "path", "memory"))

    def version(self) -> tuple[int, int]:
        """A value that changes whenever this or another process may have written."""
        return self.storage.version()

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside are durable together when it ends, or none is."""
        return self.storage.transaction()

    def close(self) -> None:
        """Closes the library."""
        self.db.close()

    def table(self, name: str) -> Table:
        """A table of the TinyDB below."""
        return self.db.table(name)

    def row(self, table: str, key: int) -> Document | None:
        """A row of a table, if there is one."""
        row = self.table(table).get(doc_id=key)
        return row if isinstance(row, Document) else None

    def new_id(self, table: str) -> int:
        """An id no row of the table ever had; inside a transaction."""
        with self.counters() as meta:
            key = int(meta["ids"].get(table, 0)) + 1
            meta["ids"][table] = key
        return key

    @contextmanager
    def counters(self) -> Iterator[records.Row]:
        """The fields ``ids`` and ``undo`` of the row `META`, to be changed in place, inside a transaction.

        An action reads and writes them once, however many ids it takes.
        """
        if self._counters is not None:
            yield self._counters
            return
        row: records.Row = deepcopy(dict(self.row("meta", META) or {}))
        self._counters = {"schema": SCHEMA_VERSION, "ids": {}, "undo": {}} | row
        try:
            yield self._counters
            fields = {name: self._counters[name] for name in ("schema", "ids", "undo")}
            self.table("meta").upsert(Document(fields, META))
        finally:
            self._counters = None

    @contextmanager
    def action(self, release: int | None = None) -> Iterator[tuple[history.Action, Callable[[str], None]]]:
        """One undoable change: yields its recorder and a function that names what was done."""
        names: list[str] = []
        with self.storage.transaction(), self.counters() as meta:
            if self._whole is not None:  # asked inside the transaction: another thread's is over by then
                with self._whole.part(release):
                    yield self._whole, names.append
                return
            action = history.Action(self.db, self.new_id, releases=[] if release is None else [release])
            yield action, names.append
            self._record(action, meta, " ".join(names))

    @contextmanager
    def as_one(self, what: str) -> Iterator[None]:
        """All changes inside are one step, named `what`: durable together, and one undo takes them back.

        Inside another `as_one` they are part of the outer step. A change that is refused inside
        (InvalidInputError, NotFoundError) leaves nothing behind and may be passed over; any other
        error, or one that leaves the block, takes back everything in it.
        """
        with self.storage.transaction(), self.counters() as meta:
            if self._whole is not None:
                yield
                return
            action = self._whole = history.Action(self.db, self.new_id)
            try:
                yield
            finally:
                self._whole = None
            if action.failure is not None:
                raise action.failure
            self._record(action, meta, what)

    def _record(self, action: history.Action, meta: records.Row, what: str) -> None:
        time = self.clock()
        history.record(action, meta["undo"], time=time, user=self.user, what=what, keep=self.undo_steps)

    # -- releases --------------------------------------------------------------------------

    def release_ids(self) -> list[int]:
        """All releases, the newest dateline first, those without a date last."""
        return self.storage.row_ids("releases", newest_by="date")

    def releases(self, ids: Iterable[int]) -> list[Release]:
        """The records of those ids that exist, in the order asked for."""
        wanted = list(ids)
        rows = self.storage.get_rows("releases", wanted)
        reading = self.storage.get_rows("reading", wanted)
        counts = self.storage.count_by("annotations", "release", wanted)
        return [
            records.release_from(key, rows[key], reading.get(key, {}), counts.get(key, 0))
            for key in wanted
            if key in rows
        ]

    def release(self, key: int) -> Release:
        """One release. Raises NotFoundError."""
        found = self.releases([key])
        if not found:
            raise NotFoundError(f"there is no release {key}.", "‘dateline list’ shows what there is.")
        return found[0]

    def count(self) -> int:
        """How many releases there are."""
        return self.storage.count_rows("releases")

    def unread(self) -> int:
        """How many releases are not marked read."""
        return self.count() - self.storage.count_by("reading", "read", [1]).get(1, 0)

    def first_unread(self, ids: Iterable[int]) -> int | None:
        """The first of these releases that is not marked read."""
        read = self.storage.find_rows("reading", "read", 1)
        return next((key for key in ids if key not in read), None)

    def text(self, key: int) -> ReleaseText:
        """The present words of a release. Raises NotFoundError."""
        return records.text_from(self.text_row(key))

    def text_row(self, key: int) -> Document:
        """The row of ``texts`` with the present words of a release. Raises NotFoundError."""
        release = self.row("releases", key)
        if release is None:
            raise NotFoundError(f"there is no release {key}.", "‘dateline list’ shows what there is.")
        row = self.row("texts", release["text_id"])
        if row is None:
            raise NotFoundError(f"the text of release {key} is missing.", "Add its file again.")
        return row

    def headlines(self) -> Iterator[tuple[int, str]]:
        """Each release's id and the words a list is narrowed by, casefolded."""
        for key, row in self.storage.scan_rows("releases"):
            words = (row["headline"], row["agency"], row["place"], row["date"], row["source"])
            yield key, " ".join(word for word in words if word).casefold()
