"""The one door to files that SQLite may have open in this process.

Closing any descriptor of a file drops every POSIX lock the process holds on it, those of SQLite's own
handle included (https://www.sqlite.org/howtocorrupt.html, 2.2). Another process then takes itself for
the last user and deletes the write-ahead log under the connection that is still open. So all
connections to files are made here and are known while they live, and a file that a user named or
that may be a library is read through here, where one that is live is not opened.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from weakref import WeakValueDictionary

from store.storages.header import MAGIC

#: Files SQLite keeps beside its own: they belong to it and to no other.
COMPANIONS = ("-wal", "-shm", "-journal")

#: Device and inode.
Identity = tuple[int, int]


class Connection(sqlite3.Connection):
    """A connection that is known while it lives."""

    identity: Identity | None = None
    path = ""
    """Under which it was opened, behind all links."""

    def close(self) -> None:
        """Closes the file; safe to call twice."""
        super().close()
        _live.pop(id(self), None)

    def __del__(self) -> None:
        """Closes what nobody refers to any more, before Python 3.13 warns of it."""
        with suppress(sqlite3.ProgrammingError):  # it could not be opened
            super().close()


#: Held while a file is opened, by SQLite or else: none comes in between.
_lock = threading.Lock()
#: By what `id` gives. Threads close theirs while others look through all: nobody looks through what changes.
_live: WeakValueDictionary[int, Connection] = WeakValueDictionary()


def _living() -> Iterator[Connection]:
    return filter(None, (reference() for reference in _live.valuerefs()))


def identity_of(path: Path) -> Identity | None:
    """Which file a path leads to; None where there is none. Raises OSError for what cannot be asked."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def connect(path: Path, options: str = "mode=rwc", *, timeout: float = 5.0) -> Connection:
    """A connection of its own transactions, for any thread.

    Args:
        path: the file.
        options: of the URI (https://www.sqlite.org/uri.html).
        timeout: seconds to wait for another's lock.

    Raises sqlite3.Error.
    """
    with _lock:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{options}",
            uri=True,
            timeout=timeout,
            isolation_level=None,
            check_same_thread=False,
            factory=Connection,
        )
        connection.identity, connection.path = identity_of(path), os.path.realpath(path)
        _live[id(connection)] = connection
    return connection


def is_live(path: Path) -> bool:
    """Whether a connection of this process has the file open, or the one it is a companion of."""
    with _lock:
        return _is_live(path)


def is_named(path: Path) -> bool:
    """Whether a connection of this process was opened under this name, whatever stands there now."""
    with _lock:
        return any(connection.path == str(path) for connection in _living())


def _is_live(path: Path) -> bool:
    if not _live:  # as in a process that only reads for another
        return False
    name = str(path)
    bases = [path, *(Path(name.removesuffix(end)) for end in COMPANIONS if name.endswith(end))]
    asked = {identity_of(base) for base in bases} - {None}
    return any(connection.identity in asked for connection in _living())


def head(path: Path, size: int = len(MAGIC)) -> bytes:
    """The first bytes of a file; of one SQLite has open here, `MAGIC`. Raises OSError."""
    with _lock:
        if _is_live(path):
            return MAGIC[:size]
        with path.open("rb") as file:
            return file.read(size)


def open_bytes(path: Path) -> BinaryIO:
    """A file that is no library, open for reading. Raises OSError, also for the library that is open.

    Nobody may open it as a library before it is closed.
    """
    with _lock:
        if not _is_live(path):
            return path.open("rb")
    raise OSError(errno.EBUSY, "it is the library that is open", str(path))


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """A file's bytes, or so many of them. Raises OSError, also for the library that is open."""
    with _lock:
        if not _is_live(path):
            with path.open("rb") as file:
                return file.read(limit)
    raise OSError(errno.EBUSY, "it is the library that is open", str(path))
