"""The kinds of files a library can be: how one is opened, and what may be asked of one that nobody has open.

A file's name says which kind it is to be; how it begins, which it is. A new kind is one more row of `KINDS`.
What it needs is imported when it is asked: no start of the program copies anything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from store.storages import handles, header
from store.storages.row_tables import RowDB
from store.storages.rows import Held, Rows

if TYPE_CHECKING:
    from store.storages.merging import Merge


class FileKind(ABC):
    """How files of one kind are copied, looked over and put in each other's place."""

    name: str
    """What a user knows it by."""
    endings: frozenset[str] = frozenset()
    """How names of such files end, in small letters; that of the first kind is any other."""

    @abstractmethod
    def begins(self, head: bytes) -> bool:
        """Whether a file with these first bytes is of the kind."""

    @abstractmethod
    def open(self, path: Path, merge: Merge) -> RowDB:
        """The tables of a file, made where there is none.

        Args:
            path: the file.
            merge: who knows what the rows mean, for a kind whose files other programs replace.

        Raises NotALibraryError, NewerLibraryError or StorageError; the file is then untouched.
        """

    @abstractmethod
    def hold(self, path: Path, *, still: bool = False) -> Held:
        """Takes hold of the library in a file, whoever has it open.

        Args:
            path: the file.
            still: whether nobody writes to it, as to a backup: then nothing is left beside it.

        Raises OSError, StorageError or NotALibraryError.
        """

    @abstractmethod
    def unsound(self, path: Path) -> str | None:
        """Why the file cannot be used as a library, or None when it can. Raises OSError."""

    def is_let_go(self, path: Path) -> bool:
        """Puts all that belongs to a library into its file; False while another program has it open.

        Raises StorageError where something beside it belongs to another file that is open.
        """
        return True

    def create(self, path: Path, tables: Callable[[], Rows]) -> bool:
        """Makes a file of rows under a name that is free, and reads it back, where to open it costs more.

        See `store.storages.json_tables.create`. False, and nothing is done, where rows are as well written
        some at a time. Raises StorageError; no file is left then.
        """
        return False

    def supersede(self, restored: Path, former: Path) -> None:
        """Has a file that is to take another's place on purpose count as made of it. Raises OSError."""
        return


class _SQLite(FileKind):
    name = "SQLite"

    def begins(self, head: bytes) -> bool:
        return head == header.MAGIC

    def open(self, path: Path, merge: Merge) -> RowDB:
        from store.storages.sqlite import SQLiteStorage

        return RowDB(path, storage=SQLiteStorage)

    def hold(self, path: Path, *, still: bool = False) -> Held:
        from store.storages.sqlite_copies import Snapshot

        return Snapshot(path, still=still)

    def unsound(self, path: Path) -> str | None:
        from store.storages.sqlite_copies import unsound

        return unsound(path)

    def is_let_go(self, path: Path) -> bool:
        from store.storages.sqlite_copies import bring_log_in

        return bring_log_in(path)


class _JSON(FileKind):
    name = "JSON"
    endings = frozenset({".json"})

    def begins(self, head: bytes) -> bool:
        return True  # its reader says what is wrong with anything else

    def open(self, path: Path, merge: Merge) -> RowDB:
        from store.storages.json_file import JSONFileStorage

        return RowDB(path, storage=JSONFileStorage, merge=merge)

    def hold(self, path: Path, *, still: bool = False) -> Held:
        from store.storages.json_tables import Present

        return Present(path)

    def unsound(self, path: Path) -> str | None:
        from store.storages.json_tables import unsound

        return unsound(path)

    def create(self, path: Path, tables: Callable[[], Rows]) -> bool:
        from store.storages.json_tables import create

        create(path, tables)
        return True

    def supersede(self, restored: Path, former: Path) -> None:
        from store.storages.json_tables import supersede

        supersede(restored, former)


#: Every kind; the first is that of a name that says nothing, the last, of a beginning that says nothing.
KINDS: tuple[FileKind, ...] = (_SQLite(), _JSON())


def kind_named(path: Path) -> FileKind:
    """The kind a file of this name is to be, by its ending; SQLite where that says nothing."""
    return next((kind for kind in KINDS if path.suffix.lower() in kind.endings), KINDS[0])


def kind_of(path: Path) -> FileKind:
    """The kind a file is, as far as its first bytes tell. Raises OSError."""
    head = handles.head(path)
    return next(kind for kind in KINDS if kind.begins(head))
