"""A way into a damaged SQLite library: as far as SQLite can read it, and past what it cannot.

The file itself is only read. Where its header is damaged, a copy with a sound one is read instead; where its
table of contents is lost, another file with the rows that its pages hold (`store.storages.leaves`).
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import NotALibraryError, StorageError
from store.storages import handles, header, leaves, read_document, sql_name
from store.tables import TABLES

#: The largest row that is believed, in bytes: a damaged length must not ask for all memory.
LARGEST_ROW = 256 * 2**20
#: Marks a file that was made of the rows in another's pages.
GATHERED = "gathered$"
_RESTORE = "Restore a backup of it."


def is_library(path: Path) -> bool:
    """Whether the file is a SQLite file or was one of ours, its header damaged or gone. Raises OSError."""
    head = _head(path)
    return head.startswith(header.MAGIC) or header.is_damaged(head) or leaves.is_headless(path, head)


def _head(path: Path) -> bytes:
    return handles.head(path, header.SIZE)


@contextmanager
def opened(damaged: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads what can be read; closed at the end.

    Raises NotALibraryError where SQLite finds no table in it, StorageError where a copy is needed and
    there is no room for it.
    """
    head = _head(damaged)
    try:
        with tempfile.TemporaryDirectory(prefix=".salvaging-", dir=damaged.parent) as folder:
            connection = _way_in(damaged, head, Path(folder))
            try:
                yield connection
            finally:
                connection.close()
    except OSError as error:
        raise StorageError(
            f"{damaged} could not be copied to be read: {error.strerror}.", "Free some space and try again."
        ) from error


def _way_in(damaged: Path, head: bytes, folder: Path) -> sqlite3.Connection:
    """The first that finds a table."""
    try:
        if header.is_damaged(head) or leaves.is_headless(damaged, head):
            return _past_the_header(damaged, head, folder)
        return _connected(damaged)
    except NotALibraryError:
        gathered = _gathered(damaged, folder / "gathered.db")
        if gathered is None:
            raise
        return gathered


def _gathered(damaged: Path, target: Path) -> sqlite3.Connection | None:
    """A file with what the pages hold, table by table; None where they hold nothing.

    Of a row that is there twice the first counts: pages that a table still has come before freed ones.
    """
    connection = handles.connect(target)
    try:
        for table in TABLES:
            connection.execute(f"CREATE TABLE {sql_name(table)} (id INTEGER PRIMARY KEY, document TEXT)")
        connection.execute("BEGIN")
        with leaves.opened(damaged) as pages:
            for key, document in leaves.rows(pages):
                if (of := _table_of(document)) is not None:
                    sql = f"INSERT OR IGNORE INTO {sql_name(of)} VALUES (?, CAST(? AS TEXT))"
                    connection.execute(sql, [key, document])
        connection.execute("COMMIT")
        connection.execute(f'CREATE TABLE "{GATHERED}" (id INTEGER PRIMARY KEY)')
        if connection.execute(f"SELECT {' + '.join(map(_count, TABLES))}").fetchone()[0]:
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _count(table: str) -> str:
    return f"(SELECT count(*) FROM {sql_name(table)})"


def _table_of(document: bytes) -> str | None:
    """The table a row is of: the one whose fields it has."""
    row = read_document(document)[0] or {}
    for name, table in TABLES.items() if row else ():
        required = table.required.keys()
        if required <= row.keys() and (required or row.keys() <= table.optional.keys()):
            return name
    return None


def was_gathered(source: sqlite3.Connection) -> bool:
    """Whether the connection reads what the pages held: rows changed or deleted since may be among it."""
    return bool(source.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [GATHERED]).fetchone())


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


def _ours() -> str:
    """How many tables of a library there are."""
    names = ",".join("?" * len(TABLES))
    return f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ({names})"


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that reads as far as it can: also a file that is shorter than its header says."""
    last: Exception | None = None
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = handles.connect(path, options)
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
            # SQLite then takes the file's own length for its size, and odd entries in its table of contents.
            connection.execute("PRAGMA writable_schema=ON")
            mark = connection.execute("PRAGMA application_id").fetchone()[0]
            if mark == header.APPLICATION_ID and connection.execute(_ours(), [*TABLES]).fetchone()[0]:
                return connection
            last = ValueError("it is no library of this program")
        except (sqlite3.Error, UnicodeDecodeError) as error:
            last = error
        connection.close()
    raise NotALibraryError(f"{path}: its table of contents cannot be read.", _RESTORE) from last
