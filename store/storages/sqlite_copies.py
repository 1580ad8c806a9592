"""Copies of a SQLite library, and whether a file can be one.

SQLite's online backup (https://www.sqlite.org/backup.html) gives one consistent state while others read and
write. A file that is only looked at is not changed, and nothing is left beside it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from store.atomic import publish
from store.errors import NotALibraryError
from store.storages import handles, seals
from store.storages.header import APPLICATION_ID, FILE_VERSION
from store.storages.json_documents import read_document
from store.storages.same_file import Place
from store.storages.sqlite_check import is_whole
from store.storages.sqlite_file import code_of, connect, translated
from store.tables import schema_fault

#: Says why a copy is not sound, in words that complete "the library is damaged: …".
Check = Callable[[Path], str | None]


class Snapshot:
    """A SQLite library as it was when this was made (`store.storages.rows.Held`).

    Args:
        path: the file.
        still: whether nobody writes to it, as to a backup: then nothing is left beside it.

    Raises StorageError, NotALibraryError.
    """

    def __init__(self, path: Path, *, still: bool = False) -> None:
        with translated(path):
            self._connection = _open_for_looking(path, still=still)
            try:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                # Without a write-ahead log a reader keeps writers waiting. Asked through the connection: a
                # live library's file is never opened beside it.
                mode = self._connection.execute("PRAGMA journal_mode").fetchone()[0]
                self._place = Place(path)
                self._written_over()
            except BaseException:
                self._connection.close()
                raise
        self.keeps_waiting = bool(mode != "wal")

    def write(self, target: Path, *, check: Check | None = None) -> None:
        """Writes the state it holds as a SQLite file, on the disk when it returns; else as `write_copy`."""

        def fault(copy: Path) -> str | None:
            if check is not None and (reason := check(copy)) is not None:
                return reason
            # Of two files' pages: each may be sound, and the whole seem to be.
            return f"it {words}" if (words := self._written_over()) else None

        with translated(target):
            write_copy(self._connection, target, check=fault)

    def _written_over(self) -> str:
        """Whether pages were read that are another's, in words; those of a file that is gone are its own."""
        try:
            seal = seals.seal_of(self._connection)
        except sqlite3.DatabaseError:
            return ""  # it is damaged; who wants a sound copy has that checked
        return "" if self._place.lost() else self._place.written_over(seal)

    def close(self) -> None:
        """Ends the reading transaction, and closes its connection."""
        self._connection.close()


def _open_for_looking(path: Path, *, still: bool) -> sqlite3.Connection:
    """A connection that changes nothing, its log read if there is one. Raises as `connect` does."""
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


def write_copy(source: sqlite3.Connection, target: Path, *, check: Check | None = None) -> None:
    """The connection's state as a file. Raises OSError, sqlite3.Error.

    With `check` it raises NotALibraryError for a copy that is not sound, and keeps none.
    """

    def fill(part: Path) -> None:
        try:
            with closing(handles.connect(part)) as copy:
                copy.execute(
                    "PRAGMA synchronous=OFF"
                )  # it counts only once it is whole, and is flushed as one
                source.backup(copy)
                # A past of its own: no log of the library is ever taken for the copy's.
                seals.write_seal(copy, seals.seal_of(copy))
            if check is not None and (reason := check(part)) is not None:
                message = f"the library is damaged: {reason}."
                raise NotALibraryError(message, "‘dateline doctor’ says what can be done.")
        finally:
            for end in handles.COMPANIONS:
                Path(f"{part}{end}").unlink(missing_ok=True)

    publish(target, fill)


def unsound(path: Path) -> str | None:
    """Why the file cannot be used as a library, or None when it can; it is not touched."""
    try:
        with closing(_open_for_looking(path, still=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return "it is a SQLite file of another program"
            if connection.execute("PRAGMA user_version").fetchone()[0] > FILE_VERSION:
                return "a newer version of this program wrote it"
            if not is_whole(connection):
                return "a part of it is damaged"
            found = connection.execute("SELECT CAST(document AS BLOB) FROM meta WHERE id=1").fetchone()
            return schema_fault(read_document(found[0])[0] if found else None)
    except (sqlite3.Error, UnicodeDecodeError, NotALibraryError):
        return "it is damaged, or holds no library"


def bring_log_in(path: Path) -> bool:
    """Brings the log into the file; whether it could, which it cannot while another program has it open.

    SQLite leaves write-ahead-log mode only where no other connection is open. Of a library too damaged for
    that nothing is lost: its log stays, or its pages are in the file. Raises StorageError where the log is
    another file's, which a program still has open.
    """
    seals.set_aside_foreign_log(path)
    with closing(handles.connect(path, timeout=0)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.DatabaseError as error:
            return code_of(error) & 0xFF != sqlite3.SQLITE_BUSY
    return True
