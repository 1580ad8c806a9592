"""Whether a file can be used as a library: asked of backups, and before a restore."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from store.errors import NotALibraryError
from store.storages import handles

#: Complaints that are listed at most.
COMPLAINTS = 20


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as a SQLite file does. Raises OSError."""
    return handles.head(path) == handles.MAGIC


def unsound(path: Path) -> str | None:
    """Why the file is no library that can be used, or None when it is one; it is not touched."""
    try:
        if is_sqlite(path):
            return _unsound_sqlite(path)
        return _unsound_json(path)
    except OSError as error:
        return error.strerror or str(error)


def open_for_looking(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, its log read if there is one. Raises sqlite3.Error.

    Where the folder cannot be written to, the file is read as one that nobody changes.
    """
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = handles.connect(path, options)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            if "immutable" in options:
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise sqlite3.OperationalError("the file could not be opened")


def _unsound_sqlite(path: Path) -> str | None:
    from store.storages.sqlite_file import APPLICATION_ID, SCHEMA_VERSION

    try:
        connection = open_for_looking(path)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "it is a SQLite file of another program"
            if connection.execute("PRAGMA user_version").fetchone()[0] > SCHEMA_VERSION:
                return "a newer version of this program wrote it"
            complaint = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            return None if complaint == "ok" else " ".join(str(complaint).split())
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)


def _unsound_json(path: Path) -> str | None:
    try:
        tables: Any = json.loads(handles.read_bytes(path))
    except (ValueError, RecursionError):
        return "it is some other kind of file"
    if not isinstance(tables, dict) or "meta" not in tables:
        return "it holds no library"
    return None


def check_sound(path: Path) -> None:
    """Raises NotALibraryError where the file cannot be used as a library."""
    reason = unsound(path)
    if reason is not None:
        raise NotALibraryError(f"{path}: {reason}.", "Name a sound backup.")
