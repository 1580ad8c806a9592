"""Saves what is open of a library whose file was deleted, replaced or written over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store import backups
from store.errors import BackupError, DatelineError
from store.storages.opening import open_rows
from store.storages.rows import RowStorage


def save_beside(storage: RowStorage, library: Path) -> Path:
    """Writes what the open storage holds into a new file beside the library's path, and gives it.

    Of a SQLite file that is deleted the connection still sees everything; of one that was written over
    it may see too little, and nothing is kept then. Raises BackupError.
    """
    stamp = backups.utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    target = library.with_name(f"{library.stem}.saved-{stamp}{library.suffix}")
    connected = storage.index_connection()
    try:
        with backups.Failing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            if connected is None:
                _write_rows(storage, target)
            else:
                with connected as connection:
                    backups.write_copy(connection, target, check=True)
    except BackupError:
        raise
    except (DatelineError, sqlite3.Error, UnicodeDecodeError) as error:
        reason = error.message if isinstance(error, DatelineError) else str(error)
        raise BackupError(f"{target} could not be written: {reason}.", _way_out(library)) from error
    return target


def _write_rows(storage: RowStorage, target: Path) -> None:
    with open_rows(target) as copy:
        copy.storage.write(storage.read() or {})


def _way_out(library: Path) -> str:
    newest = backups.newest_sound(library)
    return f"The newest sound backup is {newest}." if newest else ""
