"""What a PostgreSQL server refuses, in plain words, and never with a password."""

from __future__ import annotations

import psycopg

from store.errors import StorageError
from store.storages.server_name import ServerName

#: How the server's own codes begin (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_EXPLANATIONS = {
    "28": ("it does not let you in", "Check your user name and password."),
    "3D": ("there is no such database", "‘createdb NAME’ on the server makes one."),
    "42501": ("your account has not the right", "Ask whoever keeps the server for it."),
    "53100": ("the server’s disk is full", "Free some space there; nothing acknowledged was lost."),
    "53300": ("too many are connected to the server", "Try again in a moment."),
    "57P03": ("the server is starting or ending", "Try again in a moment."),
    "25006": ("the server lets nothing be written", "Ask whoever keeps it."),
    "22021": ("a table’s name holds what the server cannot keep", "Name it without U+0000."),
}


def explained(name: ServerName, error: psycopg.Error) -> StorageError:
    """The error to be shown for one of the server's, or of the way to it: a sentence and a way out."""
    code = error.sqlstate or ""
    known = next((_EXPLANATIONS[one] for one in (code, code[:2]) if one in _EXPLANATIONS), None)
    if known is not None:
        return StorageError(f"{name}: {known[0]}.", known[1])
    said = " ".join((error.diag.message_primary or str(error)).split()).rstrip(".")
    said = name.without_secrets(said)
    if isinstance(error, psycopg.OperationalError):
        return StorageError(
            f"{name}: the server cannot be reached, or ended the connection: {said}.",
            "Check the name and the network; all that was said to be saved is there.",
        )
    return StorageError(
        f"{name}: the server refused it: {said}.", "‘dateline doctor’ looks the library over."
    )


def lost(name: ServerName) -> StorageError:
    """The error for a change in the middle of which the connection ended."""
    return StorageError(
        f"{name}: the connection to the server was lost in the middle of a change. Nothing of the change was"
        " kept; all before it is.",
        "Do it again when the server can be reached.",
    )
