"""Which storage a library has: its name says it."""

from __future__ import annotations

import stat
from pathlib import Path

from store.errors import NotALibraryError, StorageError
from store.storages import handles
from store.storages.json_file import JSONFileStorage
from store.storages.rows import RowDB
from store.storages.sqlite import SQLiteStorage


def open_rows(path: str | Path) -> RowDB:
    """Opens the tables at the path: ``*.json`` is a JSON file, anything else SQLite.

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
    return RowDB(path, storage=JSONFileStorage if path.suffix.lower() == ".json" else SQLiteStorage)


def _check_emptied(path: Path) -> None:
    """Raises NotALibraryError for an empty file with backups beside it: it held a library once."""
    from store.backups.copies import backups_of, newest_sound  # when first needed

    try:
        empty = handles.head(path, 3).strip() in (b"", b"{}")
    except (OSError, ValueError):  # not there, or not to be read: the storage says so
        return
    if empty and backups_of(path):
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
