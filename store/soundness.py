"""Whether a file can be used as a library: asked of backups, and before a restore."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from store.errors import NotALibraryError

_MAGIC = b"SQLite format 3\0"


def is_sqlite(path: Path) -> bool:
    """Whether the file begins as a SQLite file does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


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

    Where there is no log and the folder cannot be written to, the file is read as one that nobody changes.
    """
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            # Not `Path.exists`: it raises where the name with the ending is too long for any file.
            if "immutable" in options or os.path.exists(f"{path}-wal"):  # noqa: PTH110
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise sqlite3.OperationalError("the file could not be opened")


def _unsound_sqlite(path: Path) -> str | None:
    from store.storages.documents import read_document
    from store.storages.header import APPLICATION_ID, SCHEMA_VERSION

    try:
        connection = open_for_looking(path)
        try:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "it is a SQLite file of another program"
            if connection.execute("PRAGMA user_version").fetchone()[0] > SCHEMA_VERSION:
                return "a newer version of this program wrote it"
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return "a part of it is damaged"
            found = connection.execute("SELECT CAST(document AS BLOB) FROM meta WHERE id=1").fetchone()
            return _unknown_schema(read_document(found[0])[0] if found else None)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return "it is damaged, or holds no library"


def _unknown_schema(meta: Any) -> str | None:
    """Why rows of the library's schema cannot be read by this program, if they cannot."""
    from store.releases import SCHEMA_VERSION

    schema = meta.get("schema") if isinstance(meta, dict) else None
    if type(schema) is not int or schema < 1:
        return "it does not say which schema its records have"
    return "a newer version of this program wrote it" if schema > SCHEMA_VERSION else None


def _unsound_json(path: Path) -> str | None:
    try:
        tables: Any = json.loads(path.read_bytes())
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
