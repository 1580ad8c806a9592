"""The kinds of files a library can be, and what may be asked of one that nobody need have open.

A file's name says which kind it is to be; how it begins, which it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from store.storages import handles, header, json_tables
from store.storages.rows import Held


class FileKind(ABC):
    """How files of one kind are copied, looked over and put in each other's place."""

    name: str
    """What a user knows it by."""

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

    def supersede(self, restored: Path, former: Path) -> None:
        """Has a file that is to take another's place on purpose count as made of it. Raises OSError."""
        return


class _SQLite(FileKind):
    """What it needs is imported when it is asked: no start of the program copies anything."""

    name = "SQLite"

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

    def hold(self, path: Path, *, still: bool = False) -> Held:
        return json_tables.Present(path)

    def unsound(self, path: Path) -> str | None:
        return json_tables.unsound(path)

    def supersede(self, restored: Path, former: Path) -> None:
        json_tables.supersede(restored, former)


SQLITE: FileKind = _SQLite()
JSON: FileKind = _JSON()


def kind_named(path: Path) -> FileKind:
    """The kind a file of this name is to be: ``*.json`` is JSON, anything else SQLite."""
    return JSON if path.suffix.lower() == ".json" else SQLITE


def kind_of(path: Path) -> FileKind:
    """The kind a file is, as far as its first bytes tell. Raises OSError."""
    return SQLITE if handles.head(path) == header.MAGIC else JSON
