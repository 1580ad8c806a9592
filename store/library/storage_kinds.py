"""Which storage a library has: its name says it."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import NotALibraryError, StorageError
from store.storages import RowDB, handles, kind_named

if TYPE_CHECKING:
    from store.storages import Joined, Tables


def open_rows(path: str | Path) -> RowDB:
    """Opens the tables at the path; its name says of which kind (`store.storages.file_kinds`).

    Raises NotALibraryError, NewerLibraryError or StorageError; the file is then untouched.
    """
    # A Path has made one slash of two. The rest is not repeated: it may hold a password.
    if str(path).startswith(("postgresql:/", "postgres:/")):
        raise StorageError(
            "this version keeps no library on a PostgreSQL server.", "Name a file with --library."
        )
    path = Path(path)
    if _would_wait(path):
        raise NotALibraryError(f"{path} is no file.", "Name a file with --library.")
    _check_emptied(path)
    return kind_named(path).open(path, LibraryMerge())


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
