"""Which storage a library has: its name says it."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import NotALibraryError, StorageError
from store.storages import LibraryPlace as LibraryPlace
from store.storages import RowDB, handles, is_server_name, kind_named
from store.storages import ServerName as ServerName
from store.storages import full_name as full_name
from store.storages import opened_as as opened_as
from store.urls import no_url

if TYPE_CHECKING:
    from store.storages import Joined, Tables


def open_rows(path: str | LibraryPlace) -> RowDB:
    """Opens the tables at the path; its name says of which kind (`store.storages.file_kinds`).

    Raises NotALibraryError, NewerLibraryError or StorageError; the file is then untouched.
    """
    path = place_of(path)
    if isinstance(path, ServerName):
        return _on_server(path)
    if _would_wait(path):
        raise NotALibraryError(f"{path} is no file.", "Name a file with --library.")
    _check_emptied(path)
    return kind_named(path).open(path, LibraryMerge())


def library_named(given: str) -> LibraryPlace:
    """Where the library is that a user names so.

    Raises InvalidInputError for an address of anything else, or for a server's that cannot be understood.
    """
    return place_of(given if is_server_name(given) else no_url(given))


def place_of(path: str | LibraryPlace) -> LibraryPlace:
    """Where the library is that a program names so. Raises InvalidInputError as `library_named` does."""
    if isinstance(path, ServerName):
        return path
    return ServerName(str(path)) if is_server_name(str(path)) else Path(path)


def file_of(place: LibraryPlace) -> Path:
    """The file a library is in. Raises StorageError of one on a server."""
    if isinstance(place, Path):
        return place
    raise StorageError(f"{place} is in no file.", f"‘dateline move {place} FILE’ copies it into one.")


def _on_server(name: ServerName) -> RowDB:
    try:
        from store.storages import PostgreSQLStorage  # an extra, which no other library needs
    except ImportError as error:
        raise StorageError(
            f"{name} needs the package “psycopg”, which is not installed.",
            "‘pipx inject dateline 'psycopg[binary]'’ adds it to Dateline.",
        ) from error
    return RowDB(name, storage=PostgreSQLStorage)


class LibraryMerge:
    """Makes two versions of a library one (`store.storages.merging.Merge`).

    What it needs is imported when it is asked: few folders are synchronised.
    """

    def joined(self, base: Tables | None, ours: Tables, theirs: Tables) -> Joined:
        """Both versions in one, by what the library's rows mean."""
        from store.library.joining import joined

        return joined(base, ours, theirs)

    def followed(self, ours: Tables, theirs: Tables) -> Tables:
        """A version made of ours elsewhere, with our numbers."""
        from store.library.joining import followed

        return followed(ours, theirs)

    def numbered_alike(self, one: Tables, other: Tables) -> bool:
        """Whether releases and tags of one number are the same in both."""
        from store.library.same_records import numbered_alike

        return numbered_alike(one, other)

    def backups(self, library: Path) -> Iterable[Path]:
        """The library's backups, the newest first."""
        from store.backups import backups_of

        return backups_of(library)


def _check_emptied(path: Path) -> None:
    """Raises NotALibraryError for an empty file with backups beside it: it held a library once."""
    try:
        empty = handles.head(path, 3).strip() in (b"", b"{}")
    except (OSError, ValueError):  # not there, or not to be read: the storage says so
        return
    if not empty:
        return
    from store.backups import backups_of, newest_sound  # when first needed

    if backups_of(path):
        newest = newest_sound(path)
        raise NotALibraryError(
            f"{path} is damaged: it is empty, and there are backups of it.",
            f"‘dateline restore {newest}’ puts the newest back." if newest else "None of them is sound.",
        )


def _would_wait(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device: reading one may take for ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):  # not there, or no name: the storage says so
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
