"""Whether a store is a library of ours, and of which schema; makes a new one, upgrades an earlier one."""

from __future__ import annotations

from tinydb.table import Document

from store import tables
from store.errors import NewerLibraryError, NotALibraryError
from store.library.library_tables import LibraryTables
from store.storages import LibraryPlace
from store.tables import META, TABLES, indexes, sound


def prepare(own: LibraryTables, path: LibraryPlace) -> str:
    """Makes the tables of a new library, upgrades those of an earlier schema, indexes the fields asked by.

    Gives what a user should know of it; mostly nothing.

    Raises NotALibraryError, NewerLibraryError, StorageError, BackupError or MigrationError (see
    `store.library.migrations`).
    """
    schema = schema_of(own, path)
    if schema > tables.SCHEMA_VERSION:
        raise NewerLibraryError(
            f"it has schema {schema}, this program knows {tables.SCHEMA_VERSION}.",
            "Install the newer Dateline.",
        )
    if not schema:
        check_ours(own, path)
        schema = schema_of(own, path)  # another process may have made it since
    if schema and schema < tables.SCHEMA_VERSION:
        from store.library import migrations  # for the one start after an upgrade of the program

        return migrations.migrate(own.db, path, schema, tables.SCHEMA_VERSION)
    if not schema and not own.read_only:
        with own.transaction():
            if not own.storage.count_rows("meta"):  # another process may have been quicker
                own.table("meta").insert(Document({"schema": tables.SCHEMA_VERSION, "ids": {}}, META))
            own.storage.ensure_indexes(indexes())  # in the same transaction: a disk is waited for once
    else:
        own.storage.ensure_indexes(indexes())
    return ""


def schema_of(own: LibraryTables, path: LibraryPlace) -> int:
    """The library's; 0 where there is none yet; the present one where its row cannot be understood.

    Raises NotALibraryError for the tables of another program.
    """
    if not own.storage.count_rows("meta"):
        return 0
    meta = own.row("meta", META)
    schema = meta.get("schema") if meta is not None else None
    if schema and sound("meta", "schema", schema):
        return int(schema)
    if own.storage.count_rows("releases"):
        own.is_readable("meta", META, meta or {})
        return tables.SCHEMA_VERSION
    raise _not_ours(path)


def check_ours(own: LibraryTables, path: LibraryPlace) -> None:
    """Raises NotALibraryError for a store without our mark that somebody else has filled."""
    store = own.storage.read() or {}
    if any(rows or name not in TABLES for name, rows in store.items()) and not schema_of(own, path):
        raise _not_ours(path)


def _not_ours(path: LibraryPlace) -> NotALibraryError:
    return NotALibraryError(f"{path} holds the tables of another program.", "Name another with --library.")
