"""A SQLite file: whether it is ours, the way into it, and SQLite's complaints in plain words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.errors import DatelineError, NewerLibraryError, NotALibraryError, StorageError
from store.storages import handles
from store.storages.lock_holder import writer_of

#: "DTLN": marks the file as a Dateline library (PRAGMA application_id).
APPLICATION_ID = 0x44544C4E
#: The layout of rows in this file (PRAGMA user_version).
SCHEMA_VERSION = 1
#: Seconds to wait for another process's transaction.
BUSY_SECONDS = 5.0

READ_ONLY = "Give yourself the right to write to it and its folder."
_EXPLANATIONS = {
    "readonly": ("it is read-only", READ_ONLY),
    "full": ("the disk is full", "Free some space and try again; nothing was lost."),
    "unable to open": ("it could not be opened", "Check that its folder exists and is yours."),
    "disk i/o": ("the disk reports an error", "Check the disk; nothing acknowledged was lost."),
}
_DAMAGED = ("malformed", "not a database")


def damage(path: Path, what: str) -> NotALibraryError:
    """The error for a library that cannot be read."""
    return NotALibraryError(f"{path} is damaged: {what}.", "‘dateline doctor’ says what can be done.")


def explained(path: Path, error: sqlite3.Error) -> DatelineError:
    """The error to be shown for one of SQLite's."""
    text = str(error).lower()
    if "locked" in text:
        holder = writer_of(path) or "another program"
        return StorageError(f"{path}: {holder} is writing to it.", "Try again in a moment.")
    if any(word in text for word in _DAMAGED):
        return damage(path, str(error))
    for word, (reason, way_out) in _EXPLANATIONS.items():
        if word in text:
            return StorageError(f"{path}: {reason}.", way_out)
    return StorageError(f"{path}: {error}.")


def check_file(path: Path) -> None:
    """Makes the folder of a new file. Raises NotALibraryError for what is no SQLite file, StorageError."""
    try:
        if path.is_dir():
            raise NotALibraryError(f"{path} is a folder.", "Name a file with --library.")
        path.parent.mkdir(parents=True, exist_ok=True)
        head = handles.head(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}.", "Check the path and its rights.") from error
    if head and head != handles.MAGIC:
        raise NotALibraryError(f"{path} is some other kind of file.", "Name another with --library.")


def connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    """The first way in that works, and whether it is for reading only.

    Tried are writing, reading beside writers, reading what nobody can write. Raises sqlite3.Error,
    NotALibraryError, StorageError.
    """
    for mode in ("rwc", "ro", "ro&immutable=1"):
        connection = handles.connect(path, f"mode={mode}", timeout=BUSY_SECONDS)
        try:
            _prepare(connection, writing=mode == "rwc")
        except UnicodeDecodeError as error:
            connection.close()
            raise damage(path, "its table of contents cannot be read") from error
        except sqlite3.DatabaseError as error:
            connection.close()
            if not any(word in str(error) for word in ("readonly", "unable to open")) or "&" in mode:
                raise
        else:
            return connection, mode != "rwc"
    raise StorageError(f"{path} could not be opened.")


def _prepare(connection: sqlite3.Connection, *, writing: bool) -> None:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if writing:
        connection.execute("PRAGMA synchronous=FULL")


def check_mark(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is still empty. Raises NotALibraryError, NewerLibraryError where it is not ours."""
    application, version, tables = (
        int(connection.execute(sql).fetchone()[0])
        for sql in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if application != APPLICATION_ID and (tables or application):
        raise NotALibraryError(f"{path} is a SQLite file of another program.", "Name another with --library.")
    if version > SCHEMA_VERSION:
        raise NewerLibraryError(
            f"{path} has layout {version}, this program knows {SCHEMA_VERSION}.",
            "Install the newer Dateline; the file was not touched.",
        )
    return not tables and version == 0
