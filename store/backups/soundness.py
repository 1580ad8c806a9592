"""Whether a file can be used as a library: asked of backups, and before a restore."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from store import tables
from store.errors import NotALibraryError
from store.storages import handles, header
from store.storages.sqlite_file import connect


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as a SQLite file does. Raises OSError."""
    return handles.head(path) == header.MAGIC


def unsound(path: Path) -> str | None:
    """Why the file is no library that can be used, or None when it is one; it is not touched."""
    try:
        if is_sqlite(path):
            return _unsound_sqlite(path)
        return _unsound_json(path)
    except OSError as error:
        return error.strerror or str(error)


def open_for_looking(path: Path, *, still: bool = False) -> sqlite3.Connection:
    """A connection that changes nothing, its log read if there is one.

    Args:
        path: the file.
        still: whether nobody writes to it, as to a backup: then nothing is left beside it either.

    Raises sqlite3.Error, NotALibraryError.
    """
    return connect(path, first="ro&immutable=1" if still and not _has_log(path) else "ro")[0]


def _has_log(path: Path) -> bool:
    """Whether the file alone does not tell all, or is in use here."""
    if handles.is_live(path):
        return True
    for end in ("-wal", "-journal"):
        with suppress(OSError):  # there is none
            if os.stat(f"{path}{end}").st_size:  # noqa: PTH116
                return True
    return False


def _unsound_sqlite(path: Path) -> str | None:
    from store.storages.header import APPLICATION_ID, FILE_VERSION
    from store.storages.json_documents import read_document

    try:
        connection = open_for_looking(path, still=True)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "it is a SQLite file of another program"
            if connection.execute("PRAGMA user_version").fetchone()[0] > FILE_VERSION:
                return "a newer version of this program wrote it"
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return "a part of it is damaged"
            found = connection.execute("SELECT CAST(document AS BLOB) FROM meta WHERE id=1").fetchone()
            return _unknown_schema(read_document(found[0])[0] if found else None)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError, NotALibraryError):
        return "it is damaged, or holds no library"


def _unknown_schema(meta: Any) -> str | None:
    """Why rows of the library's schema cannot be read by this program, if they cannot."""
    schema = meta.get("schema") if isinstance(meta, dict) else None
    if type(schema) is not int or schema < 1:
        return "it does not say which schema its records have"
    return "a newer version of this program wrote it" if schema > tables.SCHEMA_VERSION else None


def _unsound_json(path: Path) -> str | None:
    try:
        tables: Any = json.loads(handles.read_bytes(path))
    except (ValueError, RecursionError):
        return "it is some other kind of file"
    if not isinstance(tables, dict) or not isinstance(tables.get("meta"), dict):
        return "it holds no library"
    return _unknown_schema(tables["meta"].get("1"))


def check_sound(path: Path) -> None:
    """Raises NotALibraryError where the file cannot be used as a library."""
    reason = unsound(path)
    if reason is not None:
        raise NotALibraryError(f"{path}: {reason}.", "Name a sound backup.")
