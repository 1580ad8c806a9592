"""Whether a library that could only be read when it was opened can be written by now."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from store.errors import DatelineError, StorageError
from store.storages import handles, sqlite_file

#: Bytes that SQLite needs to begin: of the index of its log, and of a log with a few pages.
_ROOM = 128 * 1024


def takes_files(path: Path) -> bool:
    """Whether the file may be written, and its folder takes what SQLite keeps beside it.

    It is tried, not reckoned: of a quota, or of room that is kept for others, the figures of a disk do not
    tell. What is written for that has no name, or is gone at once.
    """
    try:
        from tempfile import TemporaryFile  # 5 ms that no other command needs

        with TemporaryFile(dir=Path(os.path.realpath(path)).parent, buffering=0) as tried:
            return tried.write(bytes(_ROOM)) == _ROOM and os.access(path, os.W_OK)
    except OSError:
        return False


def open_anew(
    path: Path, present: sqlite3.Connection, identity: handles.Identity | None, refusal: StorageError | None
) -> tuple[sqlite3.Connection, sqlite3.Connection, StorageError | None] | None:
    """A connection that writes, where that can be, one that reads, and what is to be said to a change.

    None where the path leads to another file, or to none. Else the present connection is closed first: of
    one that keeps all others out there is no other end.

    Args:
        path: the library.
        present: the connection that reads it, `identity` its file, `refusal` why it does nothing else.
    """
    try:
        reader = handles.connect(path, "mode=ro", timeout=sqlite_file.BUSY_SECONDS)
    except sqlite3.OperationalError:
        return None
    if reader.identity != identity:
        reader.close()
        return None
    present.close()
    try:
        connection, refused = sqlite_file.connect(path)
    except (sqlite3.DatabaseError, DatelineError):
        return reader, reader, refusal  # it reads as soon as it can
    if refused is None:
        return connection, reader, None
    reader.close()
    return connection, connection, refused
