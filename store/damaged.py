"""A way into a damaged SQLite library: as far as SQLite can read it, and past a damaged header.

The file itself is only read. Where its header is damaged, a copy with a sound one is read instead.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import NotALibraryError, StorageError
from store.storages import handles, header

#: The largest row that is believed, in bytes: a damaged length must not ask for all memory.
LARGEST_ROW = 256 * 2**20
_RESTORE = "Restore a backup of it."


def is_library(path: Path) -> bool:
    """Whether the file is a SQLite file or was one of ours, its header damaged. Raises OSError."""
    head = _head(path)
    return head.startswith(header.MAGIC) or header.is_damaged(head)


def _head(path: Path) -> bytes:
    return handles.head(path, header.SIZE)


@contextmanager
def opened(damaged: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads what can be read; closed at the end.

    Raises NotALibraryError where SQLite finds no table in it, StorageError where a copy is needed and
    there is no room for it.
    """
    head = _head(damaged)
    if not header.is_damaged(head):
        connection = _connected(damaged)
        try:
            yield connection
        finally:
            connection.close()
        return
    try:
        with tempfile.TemporaryDirectory(prefix=".salvaging-", dir=damaged.parent) as folder:
            connection = _past_the_header(damaged, head, Path(folder))
            try:
                yield connection
            finally:
                connection.close()
    except OSError as error:
        raise StorageError(
            f"{damaged} could not be copied to be read: {error.strerror}.", "Free some space and try again."
        ) from error


def _past_the_header(damaged: Path, head: bytes, folder: Path) -> sqlite3.Connection:
    """Reads a copy with a sound header, whatever size of page makes sense of it."""
    copy = folder / "library.db"
    shutil.copyfile(damaged, copy)
    log = Path(f"{damaged}-wal")
    if has_log := log.is_file() and bool(log.stat().st_size):
        shutil.copyfile(log, f"{copy}-wal")
    for page_size in header.PAGE_SIZES:
        with copy.open("rb+") as file:
            file.write(header.sound(head, page_size, log=has_log))
        try:
            connection = _connected(copy)
        except NotALibraryError:
            continue
        return connection
    raise NotALibraryError(f"{damaged}: no page of it can be read any more.", _RESTORE)


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that reads as far as it can: also a file that is shorter than its header says."""
    last: Exception | None = None
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = handles.connect(path, options)
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
            # SQLite then takes the file's own length for its size, and odd entries in its table of contents.
            connection.execute("PRAGMA writable_schema=ON")
            if connection.execute("PRAGMA application_id").fetchone()[0] == header.APPLICATION_ID:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return connection
            last = ValueError("it is no library of this program")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            last = error
        connection.close()
    raise NotALibraryError(f"{path}: its table of contents cannot be read.", _RESTORE) from last
