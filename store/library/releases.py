"""The library's tables, and what is read of releases: the ground `store.library.annotations` stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from tinydb import where
from tinydb.table import Document, Table

from store import tables
from store.backups.copies import DailyBackup
from store.errors import NewerLibraryError, NotALibraryError, NotFoundError, UnreadableRecordError
from store.library import history, migrations, records
from store.meanings import LARGEST_COUNT
from store.models import Release, ReleaseText, Version
from store.storages import RowDB, RowStorage
from store.tables import META, Unreadable, fault, sound
from store.wording import file_or_site


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
        self._compared: set[str] = set()
        """The tables whose counter was compared with their rows in this transaction."""
        self._whole: history.Action | None = None
        self.warnings: list[str] = []
        """What went wrong beside the work, such as a backup: to be shown and then removed from here."""
        self._faults: dict[tuple[str, int], str] = {}
        if (log := self.storage.set_aside) is not None:
            self.warnings.append(
                f"Beside {self.path.name} lay the log of another file that stood there before. "
                f"It was not applied; it is kept as {log.name}."
            )
        self._prepare()
        self._daily = DailyBackup(self.storage, self.count, self.warnings.append)
        self.storage.warn = self.warnings.append
        if not self.read_only:
            self.storage.before_change = self._daily.before_change

    def _prepare(self) -> None:
        schema = self._schema()
        if schema > tables.SCHEMA_VERSION:
            raise NewerLibraryError(
                f"it has schema {schema}, this program knows {tables.SCHEMA_VERSION}.",
                "Install the newer Dateline.",
            )
        if not schema:
            self._check_ours()
            schema = self._schema()  # another process may have made it since
        if schema and schema < tables.SCHEMA_VERSION:
            migrations.migrate(self.db, self.path, schema, tables.SCHEMA_VERSION, read_only=self.read_only)
        elif not schema and not self.read_only:
            with self.storage.transaction():
                if not self.storage.count_rows("meta"):  # another process may have been quicker
                    self.table("meta").insert(Document({"schema": tables.SCHEMA_VERSION, "ids": {}}, META))
        for table, field in tables.indexes():
            self.storage.ensure_index(table, field)

    def _schema(self) -> int:
        """The library's; 0 where there is none yet; the present one where its row cannot be understood."""
        if not self.storage.count_rows("meta"):
            return 0
        meta = self.row("meta", META)
        schema = meta.get("schema") if meta is not None else None
        if schema and sound("meta", "schema", schema):
            return int(schema)
        if self.storage.count_rows("releases"):
            self._readable("meta", META, meta or {})
            return tables.SCHEMA_VERSION
        raise self._not_ours()

    def _check_ours(self) -> None:
        """Raises NotALibraryError for a store without our mark that somebody else has filled."""
        store = self.storage.read() or {}
        if any(rows or name not in tables.TABLES for name, rows in store.items()) and not self._schema():
            raise self._not_ours()

    def _not_ours(self) -> NotALibraryError:
        return NotALibraryError(
            f"{self.path} holds the tables of another program.", "Name another with --library."
        )

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.storage.read_only

    @property
    def path(self) -> Path:
        """The library's file; a name that stands for it where it is in none."""
        return self.storage.file or Path("memory")

    def version(self) -> tuple[int, int]:
        """A value that changes whenever this or another process may have written; never waits.

        The first of the two changes where it was another process.
        """
        return self.storage.version()

    def displaced(self) -> str:
        """Why the library's path no longer leads to what is open; empty while it does.

        In words that complete "library.db …". Asks the disk: not for where keys are answered.
        """
        return self.storage.displaced()

    def waits_for(self) -> str:
        """The program a change is waiting for, "another program" where nobody can tell; else empty."""
        return self.storage.waits_for()

    def save_beside(self) -> Path:
        """Writes what is open into a new file beside the library's path, and gives it. Raises BackupError."""
        from store.backups.rescue import save_beside  # for a day that never comes

        return save_beside(self.storage, self.path)

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside are durable together when it ends, or none is."""
        return self.storage.transaction()

    def close(self) -> None:
        """Closes the library; a backup begun is finished first."""
        self._daily.wait()
        self.db.close()

    # -- what cannot be read ---------------------------------------------------------------

    def unreadable(self) -> list[Unreadable]:
        """The records met so far that could not be understood: passed over and left as they are."""
        found = {**self._faults, **self.storage.unreadable_rows}
        return [Unreadable(table, key, reason) for (table, key), reason in sorted(found.items())]

    def _readable(self, table: str, key: int, row: Mapping[str, Any]) -> bool:
        """Whether the row can be understood; else it is remembered."""
        reason = fault(table, row, key)
        if reason is not None:
            self._faults[table, key] = reason
        elif self._faults:
            self._faults.pop((table, key), None)
        return reason is None

    def readable_rows(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows of a table that can be understood."""
        return (pair for pair in self.storage.scan_rows(table) if self._readable(table, *pair))

    def _missing(self, table: str, key: int, message: str, way_out: str = "") -> Exception:
        """What to raise for a record that is not there, or cannot be understood."""
        bad = {(one.table, one.id): one.reason for one in self.unreadable()}
        if (table, key) in bad:
            return UnreadableRecordError.of(table, key, bad[table, key])
        return NotFoundError(message, way_out)

    def table(self, name: str) -> Table:
        """A table of the TinyDB below."""
        return self.db.table(name)

    def row(self, table: str, key: int) -> Document | None:
        """A row of a table, if there is one."""
        row = self.table(table).get(doc_id=key)
        return row if isinstance(row, Document) else None

    def new_id(self, table: str) -> int:
        """An id no row of the table ever had; inside a transaction.

        Raises UnreadableRecordError where the highest ids cannot be right.
        """
        with self.counters() as meta:
            key = int(meta["ids"].get(table, 0)) + 1
            if table not in self._compared:  # once an action: a counter may have been lost to damage
                key = max(key, self.storage.last_id(table) + 1)
                self._compared.add(table)
            if key > LARGEST_COUNT:
                raise UnreadableRecordError.of("meta", META, f"its highest id of “{table}” is far too high")
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
        meta = self.row("meta", META)
        if meta is None or not self._readable("meta", META, meta):
            raise UnreadableRecordError.of("meta", META, "the highest ids are not known")
        if meta["schema"] > tables.SCHEMA_VERSION:
            raise NewerLibraryError("a newer program has upgraded it meanwhile.", "Quit and use that one.")
        self._counters = {"undo": {}} | deepcopy(dict(meta))
        self._compared.clear()
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
        """All releases, the newest dateline first, those without a date last.

        Those met before that could not be read are left out.
        """
        bad = {one.id for one in self.unreadable() if one.table == "releases"}
        ids = self.storage.row_ids("releases", newest_by="date")
        return [key for key in ids if key not in bad] if bad else ids

    def releases(self, ids: Iterable[int]) -> list[Release]:
        """The records of those ids that exist and can be read, in the order asked for."""
        wanted = list(ids)
        rows = self.storage.get_rows("releases", wanted)
        reading = self.storage.get_rows("reading", wanted)
        counts = self.storage.count_by("annotations", "release", wanted)
        return [
            records.release_from(key, rows[key], self._reading(key, reading.get(key)), counts.get(key, 0))
            for key in wanted
            if key in rows and self._readable("releases", key, rows[key])
        ]

    def _reading(self, key: int, row: Mapping[str, Any] | None) -> Mapping[str, Any]:
        """The row of ``reading``; empty where there is none or it cannot be understood."""
        return row if row and self._readable("reading", key, row) else {}

    def release(self, key: int) -> Release:
        """One release. Raises NotFoundError, UnreadableRecordError."""
        found = self.releases([key])
        if not found:
            message = f"there is no release {key}."
            raise self._missing("releases", key, message, "‘dateline list’ shows what there is.")
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
        """The present words of a release. Raises NotFoundError, UnreadableRecordError."""
        return records.text_from(self.text_row(key))

    def versions(self, key: int) -> list[Version]:
        """The versions of a release's text, the earliest first; the last is the present one.

        Raises NotFoundError, UnreadableRecordError.
        """
        present = self.release(key).text_id
        rows = self.table("texts").search(where("release") == key)
        rows.sort(key=lambda row: (row.doc_id == present, row.doc_id))
        return [Version(row.doc_id, row.get("added")) for row in rows]

    def version_text(self, text_id: int) -> ReleaseText:
        """The words of a version. Raises NotFoundError, UnreadableRecordError."""
        row = self.row("texts", text_id)
        if row is None or not self._readable("texts", text_id, row):
            raise self._missing("texts", text_id, f"there is no version {text_id}.")
        return records.text_from(row)

    def text_row(self, key: int) -> Document:
        """The row of ``texts`` with the present words of a release. Raises as `text` does."""
        release = self.row("releases", key)
        if release is None or not self._readable("releases", key, release):
            message = f"there is no release {key}."
            raise self._missing("releases", key, message, "‘dateline list’ shows what there is.")
        at = release["text_id"]
        row = self.row("texts", at)
        if row is None or not self._readable("texts", at, row):
            message = f"the text of release {key} is missing."
            raise self._missing("texts", at, message, "‘dateline doctor --repair’, then add its file again.")
        if row["release"] != key:
            raise UnreadableRecordError.of("releases", key, f"its text, record {at}, is another release’s")
        return row

    def headlines(self) -> Iterator[tuple[int, str]]:
        """Each release's id and the words a list is narrowed by, casefolded.

        Of where it came from only the name of the file or site: a folder's name is not shown.
        """
        for key, row in self.readable_rows("releases"):
            words = (
                *(row["headline"], row["agency"], row.get("publisher"), row["place"], row["date"]),
                file_or_site(row["source"]),
            )
            yield key, " ".join(word for word in words if word).casefold()
