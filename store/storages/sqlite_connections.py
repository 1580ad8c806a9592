"""The connections to a SQLite library: one writes, one reads and waits for nobody, some search."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from store.errors import DisplacedError, StorageError
from store.storages import handles, seals, sqlite_file
from store.storages.header import APPLICATION_ID, FILE_VERSION
from store.storages.lock_holder import writer_of
from store.storages.rows import RowStorage
from store.storages.same_file import Left, Place
from store.storages.sqlite_file import check_file, check_mark, code_of, connect, damage, explained
from store.storages.writable import open_anew, takes_files

#: Seconds between two tries meanwhile.
_ASK_AGAIN = 0.002
#: Seconds between two looks whether what can only be read can be written by now.
_LOOK_AGAIN = 0.4
#: How many may search at once: one that nobody waits for any more may take a moment to end.
_SEARCHES = 4


class SQLiteConnections(RowStorage):
    """Transactions on a SQLite file, and queries inside and outside of them; see `SQLiteStorage`."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        #: Of the connection that writes; held as long as a transaction lasts.
        self._lock = threading.RLock()
        #: Of the connection that reads; held as long as one statement.
        self._reading = threading.RLock()
        #: Connections for what may take long, opened as they are needed; these are not in use just now.
        self._idle: list[handles.Connection] = []
        self._searches = threading.BoundedSemaphore(_SEARCHES)
        #: Those in use, by thread.
        self._own: dict[int, handles.Connection] = {}
        self._closed = False
        #: The thread that is to see one state.
        self._seeing: int | None = None
        #: The thread that is in a transaction.
        self._writer: int | None = None
        self._waiting = False
        self._outside = self._outside_before = 0
        self._looked = -_LOOK_AGAIN  # whether it can be written by now, by the monotonic clock
        self._uses = 0  # of the connection that reads, by the thread that holds its lock
        self._generation = 0
        self._displaced = ""
        self._known: set[str] = set()
        self._schema: int | None = None
        self.unreadable_rows: dict[tuple[str, int], str] = {}
        with self._translated():
            check_file(self.path)
            self.set_aside = self._foreign_log()
            self._connection, self.refusal = connect(self.path)
            self.read_only, self._refused = self.refusal is not None, self.refusal
            self._reader, self._place = self._connection, Place(self.path)
            try:
                self._mark_as_ours()
                if not self.read_only:
                    self._reader = handles.connect(self.path, "mode=ro", timeout=sqlite_file.BUSY_SECONDS)
                self._identity = handles.identity_of(self.path)
                self._outside = self._data_version()
                self.displaced()
            except BaseException:
                self.close()
                raise

    def _foreign_log(self) -> Path | None:
        try:
            return seals.set_aside_foreign_log(self.path)
        except OSError as error:
            raise StorageError(f"{self.path}: {error.strerror}.", "Check the path and its rights.") from error

    def _mark_as_ours(self) -> None:
        """Refuses a file of another program or a newer one; a new file is made ours."""
        empty = check_mark(self._connection, self.path)
        if empty and not self.read_only:
            # Of several that make one file at once SQLite tells all but one at once that it is busy.
            self._insist("PRAGMA journal_mode=WAL")
            self._begin()
            self._connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            self._connection.execute(f"PRAGMA user_version={FILE_VERSION}")
            self._connection.execute("COMMIT")

    def _pragma(self, name: str) -> int:
        return int(self._query(f"PRAGMA {name}")[0][0])

    @property
    def file(self) -> Path:
        """The file that holds the rows."""
        return self.path

    # -- plumbing --------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether the thread that asks is in a transaction, and so reads what nobody else does."""
        return self._writer == threading.get_ident()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite's complaints in plain words."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise explained(self.path, error) from error

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        """The connection this thread is to use now, one thread at a time."""
        with self._translated():
            if self.writing:
                yield self._connection
                return
            with self._reading:
                self._uses += 1
                try:
                    yield self._reader
                finally:
                    self._uses -= 1

    @contextmanager
    def _searched(self) -> Iterator[sqlite3.Connection]:
        """A connection for what may take long: it keeps nobody waiting who reads a row, nor another search.

        The one of every day for a thread that is in a transaction or a snapshot, and where the path leads to
        another file by now.
        """
        used = self._own.get(threading.get_ident())
        if used is not None and not self.writing:
            yield used
            return
        if self.read_only or threading.get_ident() in (self._writer, self._seeing):
            with self._used() as connection:
                yield connection
            return
        with self._translated(), self._searches:
            own = self._idle_or_new()
            if own is None:
                with self._used() as connection:
                    yield connection
                return
            self._own[threading.get_ident()] = own
            try:
                yield own
            finally:
                del self._own[threading.get_ident()]
                self._idle.append(own)

    def _idle_or_new(self) -> handles.Connection | None:
        """One that nobody uses; None where the file can no more be opened by its name."""
        with suppress(IndexError):
            return self._idle.pop()
        if self._closed:
            return None
        try:
            own = handles.connect(self.path, "mode=ro", timeout=sqlite_file.BUSY_SECONDS)
        except sqlite3.OperationalError:
            return None
        if own.identity == self._identity:
            return own
        own.close()
        return None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the file; other threads of this process read when it is over."""
        if self.writing:
            yield
            return
        with self._translated(), self._reading:
            self._reader.execute("BEGIN")
            self._seeing = threading.get_ident()
            try:
                yield
            finally:
                self._seeing = None
                self._reader.execute("ROLLBACK")

    def state(self) -> str:
        """What each transaction changes, the same for all who see the same rows."""
        with self._used() as connection:
            return seals.seal_of(connection)

    def _query(self, sql: str, values: Iterable[Any] | Mapping[str, Any] = ()) -> list[Any]:
        given = values if isinstance(values, Mapping) else tuple(values)
        with self._used() as connection:
            try:
                return connection.execute(sql, given).fetchall()
            except UnicodeDecodeError as error:  # text in the file that no program wrote there
                raise damage(self.path, "it holds text that is not UTF-8") from error

    # -- transactions ----------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are on the disk together when it ends, or none is.

        A nested one joins the outer one. Raises StorageError; the library is then as it was.
        """
        with self._translated(), self._lock:
            if self.writing:
                yield
                return
            self._open_for_writing()
            if self.read_only:
                refused = self.refusal or StorageError(f"{self.path}: it is read-only.")
                raise StorageError(refused.message, refused.way_out)
            self._stand(self._place.lost())
            if self.before_change is not None:
                self.before_change()
            self._begin()
            self._writer = threading.get_ident()
            try:
                seal = self._begun()
                changes = self._connection.total_changes
                yield
                if (
                    self._connection.total_changes != changes
                    or self._pragma("schema_version") != self._schema
                ):
                    seal = seals.write_seal(self._connection, seal)
                self._connection.execute("COMMIT")
                self._place.keep(seal)
            except BaseException:
                self._known.clear()  # a table made in here is gone again
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._writer = None
                self._generation += 1

    def _open_for_writing(self) -> None:
        """Opens anew what could only be read, once it can be written; else all stays as it is.

        One that was opened on a full disk keeps all others out, and lets go of that only when it is closed.
        """
        because_of_opening = self.read_only and self._refused is not None and self.refusal is self._refused
        if not because_of_opening or not self._reading.acquire(blocking=False):
            return
        try:
            if self._uses or self._seeing is not None or self._closed:
                return
            self._looked = time.monotonic()
            if not takes_files(self.path) or self._place.lost() or self._written_over():
                return
            if self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._open_anew()
        finally:
            self._reading.release()

    def _open_anew(self) -> None:
        """Takes connections that write for the one that only reads, or another of its kind."""
        opened = open_anew(self.path, self._connection, self._identity, self.refusal)
        if opened is None:
            return
        self._connection, self._reader, self.refusal = opened
        self._refused, self.read_only = self.refusal, self.refusal is not None
        self._place = Place(self.path)
        self._known.clear()
        self._outside_before, self._schema = self._outside + 1, None  # others may have written meanwhile
        self._generation += 1
        if not self.read_only and self.warn is not None:
            self.warn(f"{self.path.name} can be written to again: what is done from now on is saved.")

    def _begun(self) -> str:
        """Looks, once nobody else can write, whether all is as it was left; gives the present seal."""
        seal = seals.seal_of(self._connection)
        self._stand(self._place.lost() or self._place.written_over(seal))
        if (schema := self._pragma("schema_version")) != self._schema:
            self._known.clear()
            self._schema = schema
        return seal

    def _stand(self, displaced: str) -> None:
        """Raises DisplacedError where the path no longer leads to what is open."""
        self._displaced = displaced
        if displaced:
            raise DisplacedError(
                f"{self.path} {displaced}. Nothing was written.",
                "In the application ‘S’ saves what is open as a new file beside it.",
            )

    def displaced(self) -> str:
        """Why the path no longer leads to what is open, in words that complete "library.db …"; else empty."""
        if self._lock.acquire(blocking=False):  # a transaction looks by itself
            try:
                if not self.writing:
                    self._displaced = self._place.lost() or self._written_over()
            finally:
                self._lock.release()
        return self._displaced

    def _written_over(self) -> str:
        try:
            with self._reading:
                seal = seals.seal_of(self._reader)
        except sqlite3.DatabaseError:
            seal = seals.NONE  # it cannot be read: the file itself is looked at
        return self._place.written_over(seal)

    def left(self) -> Left:
        """What can be built upon where the library is no longer what it was. Waits for a transaction."""
        with self._lock:
            over = not self._place.lost() and bool(self._written_over())
            log = self._place.log if self._place.has_own_log() else None
            return Left(over, log, self._place.seals)

    def waits_for(self) -> str:
        """The program that a transaction of this process waits for, by name where the system can tell."""
        return (writer_of(self.path) or "another program") if self._waiting else ""

    def _begin(self) -> None:
        """Waits for another process's transaction, asking often: one that imports lets others in but briefly.

        SQLite's own waiting asks ten times a second and may never meet such a moment.
        """
        self._insist("BEGIN IMMEDIATE")

    def _insist(self, statement: str) -> None:
        """Executes what another process may be in the way of, again and again for `BUSY_SECONDS`."""
        until = time.monotonic() + sqlite_file.BUSY_SECONDS
        self._connection.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    self._connection.execute(statement)
                    return
                except sqlite3.OperationalError as error:
                    if code_of(error) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                self._waiting = True
                time.sleep(_ASK_AGAIN)
        finally:
            self._waiting = False
            self._connection.execute(f"PRAGMA busy_timeout={int(sqlite_file.BUSY_SECONDS * 1000)}")

    def version(self) -> tuple[int, int]:
        """What changes when this or another process has written; of others ``PRAGMA data_version`` tells.

        The connection that writes is asked, to which its own changes are none; while another thread
        uses it, what it said last stands.
        """
        if self._lock.acquire(blocking=False):
            try:
                if self.read_only and time.monotonic() >= self._looked + _LOOK_AGAIN:
                    with self._translated():
                        self._open_for_writing()
                self._outside = self._data_version()
            finally:
                self._lock.release()
        return self._outside, self._generation

    def _data_version(self) -> int:
        """What it was before, where a file without a log is locked: nobody waits for it."""
        self._connection.execute("PRAGMA busy_timeout=0")
        try:
            with self._translated():
                now = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
                return self._outside_before + now
        except StorageError:
            return self._outside
        finally:
            self._connection.execute(f"PRAGMA busy_timeout={int(sqlite_file.BUSY_SECONDS * 1000)}")

    def close(self) -> None:
        """Closes the file; safe to call twice.

        The last of SQLite's connections brings the log into the file and deletes the log by its name.
        Where that name is another's by now, the connection that only reads is the last: it does neither.
        """
        self._closed = True
        for _ in range(_SEARCHES):  # until none searches
            self._searches.acquire()
        while self._idle:
            self._idle.pop().close()
        for _ in range(_SEARCHES):
            self._searches.release()
        with self._lock, self._reading:
            connections = [self._reader, self._connection]
            if self._place.is_anothers():
                connections.reverse()
            for connection in connections:
                connection.close()
