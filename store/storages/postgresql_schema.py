"""What a library is on a PostgreSQL server: the tables of a schema ``dateline``, one library in a database.

Rows are ``json`` and not ``jsonb``: that keeps a text as it was written, with the forms of its numbers, the
order of its fields, and U+0000 written as ``\\u0000``, which ``jsonb`` refuses.
"""

from __future__ import annotations

import os
import socket
from typing import Any

import psycopg
from psycopg import Connection, errors

from store.errors import NewerLibraryError, NotALibraryError, StorageError
from store.storages.server_name import ServerName

#: The layout of these tables.
LAYOUT = 1
#: The oldest server that knows all that is asked of it: what became of a transaction, for one.
_OLDEST = 13
#: On which changes are told to others of the same database.
CHANNEL = "dateline"
#: The advisory lock of who changes the library: ``date``, ``line`` in ASCII.
LOCK = int.from_bytes(b"dateline", "big")
#: Seconds until a server that does not answer is given up.
_CONNECT_SECONDS = 10
#: Seconds until an end that is silent is asked, and asked again, and how often, before it counts as lost.
_IDLE, _BETWEEN, _TIMES = 30, 10, 3

_CREATE = f"""
CREATE SCHEMA dateline;
CREATE TABLE dateline.state (
    layout integer NOT NULL, library uuid NOT NULL, version bigint NOT NULL
);
INSERT INTO dateline.state VALUES ({LAYOUT}, gen_random_uuid(), 0);
CREATE TABLE dateline.tables (
    name text COLLATE "C" PRIMARY KEY, made bigint GENERATED ALWAYS AS IDENTITY
);
CREATE TABLE dateline.rows (
    "table" text COLLATE "C" NOT NULL, id bigint NOT NULL, document json NOT NULL, PRIMARY KEY ("table", id)
);
CREATE TABLE dateline.indexes (
    "table" text COLLATE "C" NOT NULL, field text COLLATE "C" NOT NULL, PRIMARY KEY ("table", field)
);
CREATE TABLE dateline.values (
    "table" text COLLATE "C" NOT NULL, field text COLLATE "C" NOT NULL, id bigint NOT NULL,
    value bytea NOT NULL,
    PRIMARY KEY ("table", id, field)
);
CREATE INDEX ordered ON dateline.values ("table", field, value, id);
"""


def connect(name: ServerName) -> Connection[Any]:
    """A connection to the database, each statement a transaction of its own. Raises psycopg.Error."""
    connection: Connection[Any] = psycopg.connect(
        name.given,
        autocommit=True,
        connect_timeout=_CONNECT_SECONDS,
        application_name=f"dateline (process {os.getpid()} on {socket.gethostname()})"[:63],
        client_encoding="UTF8",
        keepalives_idle=_IDLE,
        keepalives_interval=_BETWEEN,
        keepalives_count=_TIMES,
        tcp_user_timeout=(_IDLE + _TIMES * _BETWEEN) * 1000,
    )
    try:
        # The server too must notice that a computer is gone that was changing something, for others wait.
        for setting, value in (("idle", _IDLE), ("interval", _BETWEEN), ("count", _TIMES)):
            connection.execute(f"SET tcp_keepalives_{setting} = {value}")
        # What is acknowledged is on the disk; a server that is told to do more than that does so.
        connection.execute(
            "SELECT set_config('synchronous_commit', 'on', false)"
            " WHERE current_setting('synchronous_commit') = 'off'"
        )
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: Connection[Any], name: ServerName) -> bool:
    """Makes the tables where there are none; gives whether the account may only read them.

    Raises NotALibraryError, NewerLibraryError, StorageError, psycopg.Error.
    """
    if connection.info.server_version < _OLDEST * 10000:
        raise StorageError(f"{name}: the server is older than PostgreSQL {_OLDEST}.", "Have it upgraded.")
    ((encoding, standby),) = connection.execute(
        "SELECT current_setting('server_encoding'), pg_is_in_recovery()"
    ).fetchall()
    if encoding != "UTF8":
        raise NotALibraryError(
            f"{name}: the database keeps texts as {encoding}, not as UTF-8.",
            "‘createdb --encoding=UTF8 --template=template0 NAME’ makes one that does.",
        )
    if standby:
        raise StorageError(f"{name}: this server only follows another one.", "Name that one.")
    layout = _layout(connection, name)
    if layout is None:
        _create(connection)
        layout = _layout(connection, name)
    if layout is None or layout > LAYOUT:
        raise NewerLibraryError(
            f"{name} has layout {layout}, this program knows {LAYOUT}.", "Install the newer Dateline."
        )
    ((writable,),) = connection.execute(
        "SELECT bool_and(has_table_privilege('dateline.' || name, 'INSERT') AND"
        " has_table_privilege('dateline.' || name, 'UPDATE') AND"
        " has_table_privilege('dateline.' || name, 'DELETE'))"
        " FROM unnest(ARRAY['state', 'tables', 'rows', 'indexes', 'values']) AS name"
    ).fetchall()
    return not writable


def _layout(connection: Connection[Any], name: ServerName) -> int | None:
    """That of the library in the database; None where there is none. Raises NotALibraryError."""
    ((schema, state),) = connection.execute(
        "SELECT to_regnamespace('dateline') IS NOT NULL, to_regclass('dateline.state') IS NOT NULL"
    ).fetchall()
    if not schema:
        return None
    found = connection.execute("SELECT layout FROM dateline.state").fetchall() if state else []
    if len(found) != 1:
        raise NotALibraryError(
            f"{name}: the schema “dateline” in it is another program’s.", "Name another database."
        )
    return int(found[0][0])


def _create(connection: Connection[Any]) -> None:
    """Makes all tables, or finds that another process has just made them."""
    try:
        connection.execute(f"BEGIN; SELECT pg_advisory_xact_lock({LOCK}); {_CREATE} COMMIT")
    except (errors.DuplicateSchema, errors.UniqueViolation):
        connection.execute("ROLLBACK")
    except psycopg.Error:
        if not connection.closed:
            connection.execute("ROLLBACK")
        raise


def identity(connection: Connection[Any]) -> str:
    """What tells the library in the database from any other. Raises psycopg.Error."""
    ((library,),) = connection.execute("SELECT library::text FROM dateline.state").fetchall()
    return str(library)
