"""The connections to a library on a PostgreSQL server: one writes, one reads and waits for no writer.

A transaction first takes the library's lock, an advisory one of the database
(https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS), so that one process changes a
library at a time, as in a file. Below that ``READ COMMITTED`` is enough, and right: each statement sees all
that was committed before the lock was given, and nobody else commits while it is held. A stricter level
would judge by a state from before the wait, and have to begin again.

Who commits a change notifies all who listen. Whether there was a notice is seen in what has arrived already,
so that nobody waits who asks.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import psycopg
from psycopg import Connection, Cursor, errors

from store.errors import StorageError
from store.storages import postgresql_schema as schema
from store.storages.postgresql_errors import explained, lost
from store.storages.rows import RowStorage
from store.storages.server_name import ServerName

#: Seconds to wait for another's transaction.
BUSY_SECONDS = 5.0
#: Seconds after which a server that could not be reached is tried again.
_AGAIN_AFTER = 1.0
#: Seconds between two tries to learn what became of a change.
_ASK_AGAIN = 0.1
_TRANSACTION = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
_VERSION = "SELECT version FROM dateline.state"
_BEGIN = f"{_TRANSACTION}; SELECT pg_try_advisory_xact_lock({schema.LOCK}); {_VERSION}"
_HOLDER = (
    "SELECT usename, application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
    f" WHERE locktype = 'advisory' AND classid = {schema.LOCK >> 32} AND objid = {schema.LOCK & 0xFFFFFFFF}"
    " AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def _begin_waiting() -> str:
    return (
        f"{_TRANSACTION}; SET LOCAL lock_timeout = {max(1, int(BUSY_SECONDS * 1000))};"
        f" SELECT pg_advisory_xact_lock({schema.LOCK}); {_VERSION}"
    )


def _last(cursor: Cursor[Any]) -> Any:
    """The one value that the last of several statements gives."""
    while cursor.nextset():
        pass
    ((value,),) = cursor.fetchall()
    return value


Values: TypeAlias = Sequence[Any] | Mapping[str, Any]


class PostgreSQLConnections(RowStorage):
    """Transactions on a server's database, and queries in them and outside; see `PostgreSQLStorage`."""

    def __init__(self, name: ServerName) -> None:
        self.server = name
        #: Names this storage to itself among those who notify.
        self._token = secrets.token_hex(8)
        #: Of the connection that writes; held as long as a transaction lasts.
        self._lock = threading.RLock()
        #: Of the connection that reads; held as long as one statement, or a snapshot.
        self._reading = threading.RLock()
        self._writer: int | None = None  # the thread that is in a transaction
        self._seeing: int | None = None  # the thread that is to see one state
        self._waiting = ""
        self._outside = self._generation = 0
        self._changed = False
        self._changes = -1
        """How often the library was changed before the transaction, which is what others see."""
        self._refused: StorageError | None = None  # why the server could not be reached
        self._refused_at = 0.0  # by the monotonic clock
        self._library = ""
        self._write_connection: Connection[Any] | None = None
        self._read_connection: Connection[Any] | None = None
        self._closed = False
        connection = self._connected()
        try:
            self.read_only = schema.prepare(connection, name)
            self._library = schema.identity(connection)
            self._listen(connection)
        except psycopg.Error as error:
            connection.close()
            raise explained(name, error) from None
        except BaseException:
            connection.close()
            raise
        self._read_connection = connection
        if self.read_only:
            self.refusal = StorageError(
                f"{name}: your account may only read it.",
                "Ask whoever keeps the server for the right to write.",
            )

    @property
    def place(self) -> ServerName:
        """The server's name and the database's."""
        return self.server

    @property
    def writing(self) -> bool:
        """Whether the thread that asks is in a transaction, and so reads what nobody else does."""
        return self._writer == threading.get_ident()

    # -- connections -----------------------------------------------------------------------

    def _connected(self) -> Connection[Any]:
        """A new connection. Raises StorageError; at once where none could be made a moment ago."""
        if self._closed:
            raise StorageError(f"{self.server} was closed.")
        if self._refused is not None and time.monotonic() < self._refused_at + _AGAIN_AFTER:
            raise StorageError(self._refused.message, self._refused.way_out)
        try:
            connection = schema.connect(self.server)
        except psycopg.Error as error:
            self._refused, self._refused_at = explained(self.server, error), time.monotonic()
            raise self._refused from None  # its own frames hold the password
        self._refused = None
        return connection

    def _listen(self, connection: Connection[Any]) -> None:
        connection.add_notify_handler(lambda notice: self._noticed(notice.payload))
        connection.execute(f"LISTEN {schema.CHANNEL}")

    def _noticed(self, writer: str) -> None:
        if writer != self._token:
            self._outside += 1

    def _again(self) -> Connection[Any]:
        """A connection in the place of one that was lost. Raises StorageError."""
        connection = self._connected()
        try:
            if schema.identity(connection) != self._library:
                raise StorageError(
                    f"{self.server}: another library is in its place by now.", "Quit, and open that one."
                )
        except psycopg.Error as error:
            connection.close()
            raise explained(self.server, error) from None
        except BaseException:
            connection.close()
            raise
        return connection

    def _reader(self) -> Connection[Any]:
        if self._read_connection is None or self._read_connection.closed:
            connection = self._again()
            self._listen(connection)
            self._read_connection = connection
            self._outside += 1  # what others did meanwhile nobody told
        return self._read_connection

    def _writing_connection(self) -> Connection[Any]:
        if self._write_connection is None or self._write_connection.closed:
            self._write_connection = self._again()
        return self._write_connection

    # -- reading ---------------------------------------------------------------------------

    def _query(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All that a statement finds. A lost connection is made anew, once, where no state is to stay."""
        if self.writing:
            return self._executed(sql, values)
        with self._reading:
            for is_last in (False, True):
                try:
                    return self._reader().execute(sql, values or None).fetchall()
                except psycopg.Error as error:
                    gone = self._read_connection is None or self._read_connection.closed
                    if is_last or not gone or self._seeing is not None:
                        raise explained(self.server, error) from error
        raise AssertionError  # the second try returns or raises

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the library; other threads of this process read when it is over."""
        if self.writing or self._seeing == threading.get_ident():
            yield
            return
        with self._reading:
            self._query("SELECT 1")  # on a connection that is there
            connection = self._reader()
            self._seeing = threading.get_ident()
            try:
                try:
                    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                except psycopg.Error as error:
                    raise explained(self.server, error) from error
                yield
            finally:
                self._seeing = None
                with suppress(psycopg.Error):  # it is lost then, and its transaction with it
                    connection.execute("ROLLBACK")

    def version(self) -> tuple[int, int]:
        """How often others told of a change, and how often we wrote; nobody is asked."""
        if self._reading.acquire(blocking=False):
            try:
                self._take_notices()
            finally:
                self._reading.release()
        return self._outside, self._generation

    def _take_notices(self) -> None:
        connection = self._read_connection
        if connection is None or connection.closed:
            return
        try:
            connection.pgconn.consume_input()
            while (notice := connection.pgconn.notifies()) is not None:
                self._noticed(notice.extra.decode())
        except psycopg.Error:
            connection.close()
            self._outside += 1  # whoever reads now finds out whether the server is there

    def state(self) -> str:
        """The library's own name and the number of changes it went through."""
        ((name, version),) = self._query("SELECT library::text, version FROM dateline.state")
        return f"{name}/{version}"

    # -- transactions ----------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside are on the server's disk together when it ends, or none is.

        A nested one joins the outer one. Raises StorageError; the library is then as it was, unless the
        error says that nobody can tell.
        """
        with self._lock:
            if self.writing:
                yield
                return
            if self.read_only:
                refused = self.refusal or StorageError(f"{self.server}: it is read-only.")
                raise StorageError(refused.message, refused.way_out)
            if self.before_change is not None:
                self.before_change()
            self._begin()
            self._writer, self._changed = threading.get_ident(), False
            try:
                yield
                self._commit()
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._writer = None
                self._generation += 1

    def _executed(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """What a statement of the transaction gives, where it gives rows. Raises StorageError."""
        connection = self._write_connection
        assert connection is not None
        try:
            cursor = connection.execute(sql, values or None)
            return cursor.fetchall() if cursor.description is not None else []
        except psycopg.Error as error:
            if connection.closed:
                raise lost(self.server) from error
            raise explained(self.server, error) from error

    def _changing(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        self._changed = True
        return self._executed(sql, values)

    def _begin(self) -> None:
        """Takes the library's lock; waits for another's transaction, and knows whose it is."""
        for is_last in (False, True):
            connection = self._writing_connection()
            try:
                cursor = connection.execute(_BEGIN)
                cursor.nextset()
                ((has_lock,),) = cursor.fetchall()
                self._changes = _last(cursor) if has_lock else self._wait(connection)
                return
            except psycopg.Error as error:
                if not connection.closed:
                    self._roll_back()
                elif not is_last:
                    continue  # it was lost while nobody used it
                raise explained(self.server, error) from error

    def _wait(self, connection: Connection[Any]) -> Any:
        connection.execute("ROLLBACK")
        self._waiting = self._holder(connection)
        try:
            return _last(connection.execute(_begin_waiting()))
        except errors.LockNotAvailable as error:
            self._roll_back()
            raise StorageError(
                f"{self.server}: {self._waiting} is writing to it.", "Try again in a moment."
            ) from error
        finally:
            self._waiting = ""

    def _holder(self, connection: Connection[Any]) -> str:
        for user, program in connection.execute(_HOLDER):
            return f"{user}: {program}" if program else str(user)
        return "another program"

    def waits_for(self) -> str:
        """Who writes to the library while a transaction of this process waits; else empty."""
        return self._waiting

    def _commit(self) -> None:
        """Commits. Where the connection is lost meanwhile, the server is asked what became of it."""
        connection = self._write_connection
        assert connection is not None
        transaction = ""
        try:
            if self._changed:
                found = connection.execute(
                    "UPDATE dateline.state SET version = version + 1 RETURNING pg_current_xact_id()::text"
                )
                ((transaction,),) = found.fetchall()
                connection.execute(f"NOTIFY {schema.CHANNEL}, '{self._token}'; COMMIT")
            else:
                connection.execute("COMMIT")
        except psycopg.Error as error:
            if not connection.closed:
                raise explained(self.server, error) from error
            if self._changed:
                self._find_out(transaction, error)

    def _find_out(self, transaction: str, cause: psycopg.Error) -> None:
        """Returns where the transaction was committed before the connection was lost. Raises StorageError."""
        status = self._status(transaction) if transaction else "aborted"  # of it no COMMIT was sent
        if status == "aborted":
            raise lost(self.server) from cause
        if status != "committed":
            raise StorageError(
                f"{self.server}: the connection to the server was lost while it saved your last change, and"
                " it cannot be asked whether it did. All before it is kept.",
                "Look whether the change is there when the server can be reached again.",
            ) from cause

    def _status(self, transaction: str) -> str:
        """What became of it, "committed" or "aborted"; empty where the server cannot be asked soon."""
        until = time.monotonic() + BUSY_SECONDS
        while True:
            with suppress(psycopg.Error, StorageError):
                connection = self._writing_connection()
                # The lock is given once the server has noticed that nobody is at the other end.
                connection.execute(_begin_waiting())
                found = connection.execute("SELECT pg_xact_status(%s::xid8)", [transaction]).fetchall()
                connection.execute("ROLLBACK")
                return str(found[0][0] or "")
            if time.monotonic() > until:
                return ""
            self._roll_back()
            time.sleep(_ASK_AGAIN)

    def _roll_back(self) -> None:
        connection = self._write_connection
        if connection is not None and not connection.closed:
            with suppress(psycopg.Error):  # it is lost then, and its transaction with it
                connection.execute("ROLLBACK")

    def close(self) -> None:
        """Closes the connections; safe to call twice."""
        self._closed = True
        with self._lock, self._reading:
            for connection in (self._write_connection, self._read_connection):
                if connection is not None:
                    connection.close()
