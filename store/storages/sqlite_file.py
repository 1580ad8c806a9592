"""A SQLite file: whether it is ours, the way into it, and SQLite's complaints in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import DatelineError, NewerLibraryError, NotALibraryError, StorageError
from store.storages import handles, header
from store.storages.header import APPLICATION_ID, FILE_VERSION
from store.storages.leaves import is_headless
from store.storages.lock_holder import writer_of

#: Seconds to wait for another process's transaction.
BUSY_SECONDS = 5.0

_FULL = "Free some space and try again; nothing was lost."
_READ_ONLY = "Give yourself the right to write to it and its folder."
#: SQLite's reasons by its result codes (https://www.sqlite.org/rescode.html), with the way out.
_EXPLANATIONS = {
    sqlite3.SQLITE_PERM: ("it is not yours to open", "Check the rights of the file and its folder."),
    sqlite3.SQLITE_NOMEM: ("there is too little memory for it", "Close other programs and try again."),
    sqlite3.SQLITE_READONLY: ("it is read-only", _READ_ONLY),
    sqlite3.SQLITE_READONLY_ROLLBACK: (
        "a change of it was cut off, and must be taken back before it is read",
        "Open it once where you have the right to write to it and its folder.",
    ),
    sqlite3.SQLITE_IOERR: ("the disk reports an error", "Check the disk; nothing acknowledged was lost."),
    sqlite3.SQLITE_FULL: ("the disk is full", _FULL),
    sqlite3.SQLITE_CANTOPEN: ("it could not be opened", "Check that its folder exists and is yours."),
    sqlite3.SQLITE_TOOBIG: ("a record is too large for it", "Divide what is to be kept."),
}
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT: "a part of it cannot be read",
    sqlite3.SQLITE_NOTADB: "its header cannot be read",
    sqlite3.SQLITE_FORMAT: "its header cannot be read",
}
#: What SQLite meets where a disk has no room for the index of its write-ahead log.
_NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_WRITE,
}
#: What it meets where nothing may be written.
_NO_RIGHT = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def damage(path: Path, what: str) -> NotALibraryError:
    """The error for a library that cannot be read."""
    return NotALibraryError(f"{path} is damaged: {what}.", "‘dateline doctor’ says what can be done.")


def explained(path: Path, error: sqlite3.Error) -> DatelineError:
    """The error to be shown for one of SQLite's: a sentence and a way out, never its own report."""
    code = code_of(error)
    if "malformed json" in str(error).lower():
        return damage(path, "a record is not JSON")
    if "could not decode to utf-8" in str(error).lower():  # Python's own words
        return damage(path, "it holds text that is not UTF-8")
    if (what := _DAMAGED.get(code & 0xFF)) is not None:
        return damage(path, what)
    if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        holder = writer_of(path) or "another program"
        return StorageError(f"{path}: {holder} is writing to it.", "Try again in a moment.")
    if code in _NO_ROOM:
        return StorageError(f"{path}: the disk is full.", _FULL)
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    other = f"it could not be used ({name})", "‘dateline doctor’ looks it over."
    reason, way_out = _EXPLANATIONS.get(code) or _EXPLANATIONS.get(code & 0xFF, other)
    return StorageError(f"{path}: {reason}.", way_out)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's complaints about the file in plain words."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(path, error) from error


def code_of(error: sqlite3.Error) -> int:
    """SQLite's extended result code; `sqlite3.SQLITE_ERROR` for a complaint of Python's own."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR))


def check_file(path: Path) -> None:
    """Makes the folder of a new file. Raises NotALibraryError for what is no SQLite file, StorageError."""
    try:
        if path.is_dir():
            raise NotALibraryError(f"{path} is a folder.", "Name a file with --library.")
        path.parent.mkdir(parents=True, exist_ok=True)
        head = handles.head(path, header.SIZE)
        headless = is_headless(path, head)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}.", "Check the path and its rights.") from error
    if headless or header.is_damaged(head):
        raise damage(path, "its header is not as it was written")
    if head and not head.startswith(header.MAGIC):
        raise NotALibraryError(f"{path} is some other kind of file.", "Name another with --library.")


def connect(path: Path, *, first: str = "rwc") -> tuple[sqlite3.Connection, StorageError | None]:
    """The first way in that works, and where it is for reading only, what is to be said to a change.

    Tried are writing, or `first`; where the disk has no room for SQLite's own files, reading alone, which
    needs none (https://www.sqlite.org/wal.html#noshm); where nothing may be written, reading beside
    writers, then, where no log may be missed and no change is to be taken back, reading what nobody can
    write. Raises sqlite3.Error, NotALibraryError.
    """
    try:
        return _connected(path, first), None
    except sqlite3.DatabaseError as error:
        refused = error
    if code_of(refused) in _NO_ROOM:
        message = f"{path}: the disk was full when it was opened, so it can only be read."
        return _connected(path, "rw", alone=True), StorageError(message, "Free some space and try again.")
    if code_of(refused) & 0xFF not in _NO_RIGHT:
        raise refused
    no_right = StorageError(f"{path}: it is read-only.", _READ_ONLY)
    try:
        return _connected(path, "ro"), no_right
    except sqlite3.DatabaseError as error:
        code = code_of(error)
        if code & 0xFF not in _NO_RIGHT or code == sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        # Not `Path.exists`: it raises where the name with the ending is too long for any file.
        if os.path.exists(f"{path}-wal"):  # noqa: PTH110
            raise
    return _connected(path, "ro&immutable=1"), no_right


def _connected(path: Path, mode: str, *, alone: bool = False) -> sqlite3.Connection:
    """A connection that has read the table of contents; `alone`, it keeps all others out."""
    connection = handles.connect(path, f"mode={mode}", timeout=BUSY_SECONDS)
    try:
        if alone:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if mode == "rwc":
            connection.execute("PRAGMA synchronous=FULL")
    except UnicodeDecodeError as error:
        connection.close()
        raise damage(path, "its table of contents cannot be read") from error
    except BaseException:
        connection.close()
        raise
    return connection


def check_mark(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is still empty. Raises NotALibraryError, NewerLibraryError where it is not ours."""
    application, version, tables = (
        int(connection.execute(sql).fetchone()[0])
        for sql in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if application != APPLICATION_ID and (tables or application):
        raise NotALibraryError(f"{path} is a SQLite file of another program.", "Name another with --library.")
    if version > FILE_VERSION:
        raise NewerLibraryError(
            f"{path} has layout {version}, this program knows {FILE_VERSION}.",
            "Install the newer Dateline; the file was not touched.",
        )
    return not tables and version == 0
