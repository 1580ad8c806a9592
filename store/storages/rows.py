"""What a storage must offer: rows of JSON by table and id, and what may be asked of whatever holds them.

A library is kept in a SQLite file, in a JSON file or in memory; a database server can be another storage.
Nobody outside this folder asks which it is: what one of them cannot do, its answer says.
"""

from __future__ import annotations

import json
import sqlite3
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from tinydb.storages import Storage

from store.errors import StorageError
from store.storages.server_name import LibraryPlace

Row = dict[str, Any]
#: Tables by name, each with the ids and rows it has.
Rows = Iterable[tuple[str, Iterable[tuple[int, Row]]]]


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def encode(row: Mapping[str, Any]) -> str:
    """The row as JSON text. Raises TypeError or ValueError for what JSON cannot hold."""
    return _ENCODER.encode(row)


class Complaints(NamedTuple):
    """What a storage has to say against itself, in sentences without a full stop."""

    indexes: list[str]
    """Of indexes, which can be made anew."""
    file: list[str]
    """Of what holds the rows: some may be lost."""


class Held(Protocol):
    """A state of a library, as it was when somebody took hold of it."""

    keeps_waiting: bool
    """Whether who writes to the library waits until it is let go."""

    def write(self, target: Path, *, check: Callable[[Path], str | None] | None = None) -> None:
        """Writes it to a file under a name that is free, on the disk when it returns.

        Args:
            target: the file.
            check: says why a file is not sound; such a one is not kept.

        Raises OSError, StorageError or NotALibraryError; nothing is left under the name then.
        """

    def close(self) -> None:
        """Lets it go; safe to call twice."""


class RowStorage(Storage):
    """What a storage must offer beside TinyDB's whole-store ``read`` and ``write``.

    A table exists once something was written to it. Rows are returned in order of their ids.
    """

    before_change: Callable[[], None] | None = None
    """Called by a storage in a file before each transaction begins."""
    warn: Callable[[str], None] | None = None
    """Called with what a user should know of a write that went through."""
    read_only: bool = False
    """Whether nothing can be written."""
    holds_documents: bool = False
    """Whether rows lie there as JSON, so that `raw_rows` and `raw_among` need not write it."""
    refusal: StorageError | None = None
    """Why nothing can be written, where that is known."""
    set_aside: Path | None = None
    """The log of another file that lay beside this one when it was opened, under its new name."""
    unreadable_rows: Mapping[tuple[str, int], str] = MappingProxyType({})
    """Rows met that are no JSON objects, by table and id, with the reason; they stay as they are."""

    def only_read(self, refusal: StorageError) -> None:
        """Lets nothing be written from now on, and gives that for the reason."""
        self.read_only, self.refusal = True, refusal

    @property
    def file(self) -> Path | None:
        """The file that holds the rows, and is backed up by copying; None where they are in no file."""
        return None

    @property
    def place(self) -> LibraryPlace:
        """The file that holds the rows, or the name of their server; else what stands for one."""
        return self.file or Path("memory")

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All writes inside are durable together when it ends, or none is. Nesting joins the outer one."""

    @property
    def writing(self) -> bool:
        """Whether the thread that asks is in a transaction, and so reads what nobody else does."""
        return False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever other processes write; where a file can give that."""
        yield

    @abstractmethod
    def version(self) -> tuple[int, int]:
        """A value that changes whenever this or another process may have written; never waits.

        The first of the two changes where it was another process.
        """

    def state(self) -> str:
        """What each transaction changes, the same for all who see the same rows; empty where none is."""
        return ""

    def displaced(self) -> str:
        """Why the library's path no longer leads to what is open; empty while it does.

        In words that complete "library.db …". Asks the disk.
        """
        return ""

    def waits_for(self) -> str:
        """The program a transaction of this process is waiting for; empty while none waits."""
        return ""

    def table_names(self) -> list[str]:
        """The tables that exist; a storage that can tell without reading them all overrides this."""
        return list(self.read() or {})

    @abstractmethod
    def write_rows(self, table: str, changes: Mapping[int, Row | None]) -> None:
        """Puts each row under its id; None deletes it. Creates the table when it is missing."""

    @abstractmethod
    def get_rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Those of the rows that exist, in order of their ids."""

    @abstractmethod
    def scan_rows(self, table: str, *, backwards: bool = False) -> Iterator[tuple[int, Row]]:
        """All rows, or from the highest id down, without holding them all in memory."""

    @abstractmethod
    def find_rows(self, table: str, field: str, value: str | int) -> dict[int, Row]:
        """The rows whose top-level field, an ASCII identifier, equals the value."""

    @abstractmethod
    def find_rows_among(self, table: str, field: str, values: Iterable[str | int]) -> dict[int, Row]:
        """The rows that hold one of the values in the field, asked for together."""

    @abstractmethod
    def find_ids(self, table: str, field: str, value: str | int | None) -> list[int]:
        """The ids of the rows whose field equals the value, ascending; None also finds those without it."""

    @abstractmethod
    def row_ids(self, table: str, newest_by: str | None = None) -> list[int]:
        """All ids, ascending; or by a field's value descending (rows without one last), then id."""

    @abstractmethod
    def each_id(self, table: str, newest_by: str) -> Iterator[int]:
        """What `row_ids` gives, without holding all in memory: the first ids are there at once."""

    @abstractmethod
    def count_rows(self, table: str) -> int:
        """How many rows there are."""

    @abstractmethod
    def count_by(self, table: str, field: str, values: Iterable[int]) -> dict[int, int]:
        """How many rows hold each of the values in the field; values that none holds are left out."""

    @abstractmethod
    def count_groups(self, table: str, field: str) -> list[tuple[Any, int]]:
        """Each value of the field with how many rows hold it; a list or an object as its JSON text.

        It is None of rows without one, and of those that are no JSON objects.
        """

    @abstractmethod
    def last_id(self, table: str) -> int:
        """The highest id, or 0."""

    @abstractmethod
    def ensure_indexes(self, fields: Iterable[tuple[str, str]]) -> None:
        """Makes `find_rows` and all else that goes by one of these fields of tables cost no scan."""

    def index_connection(self) -> AbstractContextManager[sqlite3.Connection] | None:
        """The rows' own SQLite file, for an index that is part of its transactions; None elsewhere.

        In a transaction it is the connection that writes, else one that only reads.
        """
        return None

    # -- copies ----------------------------------------------------------------------------

    @abstractmethod
    def hold(self) -> Held:
        """Takes hold of the library as it is now, to be written down while others go on writing.

        Raises OSError, StorageError or NotALibraryError where it cannot be read.
        """

    @abstractmethod
    def save_to(self, target: Path, backups: Iterable[Path] = ()) -> None:
        """Writes what is open, wherever the library's path leads by now, to a file of its own.

        Args:
            target: a name that is free.
            backups: copies of the library, the newest first: to build upon where its own file was
                written over by another program.

        Raises OSError, or StorageError or NotALibraryError where it cannot be proven whole; then no file is
        left.
        """

    def keep_log(self) -> str:
        """Puts what `save_to` could not make use of where nothing deletes it, and says so in a sentence.

        Empty where there is nothing of the kind.
        """
        return ""

    # -- rows as they lie there ------------------------------------------------------------

    def check(self) -> Complaints:
        """What is wrong below the rows; nothing where the storage cannot have damage of its own."""
        return Complaints([], [])

    def record_tables(self) -> list[str]:
        """The tables that hold records, in order of their making. Raises NotALibraryError where none can."""
        return list(self.read() or {})

    def raw_rows(self, table: str) -> Iterator[tuple[int, bytes]]:
        """Every row's id and document as it lies there, readable or not."""
        return ((key, json.dumps(row).encode()) for key, row in self.scan_rows(table))

    def raw_among(self, table: str, ids: Iterable[int]) -> dict[int, bytes]:
        """The documents of those of the rows that exist, as they lie there."""
        return {key: json.dumps(row).encode() for key, row in self.get_rows(table, ids).items()}

    def raw_row(self, table: str, key: int) -> bytes | None:
        """One document as it lies there."""
        row = self.get_rows(table, [key]).get(key)
        return json.dumps(row).encode() if row is not None else None

    def drop_indexes(self) -> None:
        """Forgets the indexes on fields; inside a transaction. `ensure_indexes` makes them again."""
        return

    def remove_raw(self, table: str, ids: Iterable[int]) -> None:
        """Removes rows, readable or not; inside a transaction, after `drop_indexes`."""
        self.write_rows(table, dict.fromkeys(ids))
