"""Whether a store is a library of ours, and of which schema; makes a new one, upgrades an earlier one."""

from __future__ import annotations

from pathlib import Path

from tinydb.table import Document

from store.errors import NewerLibraryError, NotALibraryError
from store.library import migrations
from store.library.library_tables import LibraryTables
from store.tables import INDEXES, META, SCHEMA_VERSION, TABLES, sound


def prepare(tables: LibraryTables, path: Path) -> None:
    """Makes the tables of a new library, upgrades those of an earlier schema, indexes the fields asked by.

    Raises NotALibraryError, NewerLibraryError, StorageError, BackupError or MigrationError (see
    `store.library.migrations`).
    """
    schema = schema_of(tables, path)
    if schema > SCHEMA_VERSION:
        raise NewerLibraryError(
            f"it has schema {schema}, this program knows {SCHEMA_VERSION}.", "Install the newer Dateline."
        )
    if not schema:
        check_ours(tables, path)
        schema = schema_of(tables, path)  # another process may have made it since
    if schema and schema < SCHEMA_VERSION:
        migrations.migrate(tables.db, path, schema, SCHEMA_VERSION, read_only=tables.read_only)
    elif not schema and not tables.read_only:
        with tables.transaction():
            if not tables.storage.count_rows("meta"):  # another process may have been quicker
                tables.table("meta").insert(Document({"schema": SCHEMA_VERSION, "ids": {}}, META))
    for table, field in INDEXES:
        tables.storage.ensure_index(table, field)


def schema_of(tables: LibraryTables, path: Path) -> int:
    """The library's; 0 where there is none yet; the present one where its row cannot be understood.

    Raises NotALibraryError for the tables of another program.
    """
    if not tables.storage.count_rows("meta"):
        return 0
    meta = tables.row("meta", META)
    schema = meta.get("schema") if meta is not None else None
    if schema and sound("meta", "schema", schema):
        return int(schema)
    if tables.storage.count_rows("releases"):
        tables.is_readable("meta", META, meta or {})
        return SCHEMA_VERSION
    raise _not_ours(path)


def check_ours(tables: LibraryTables, path: Path) -> None:
    """Raises NotALibraryError for a store without our mark that somebody else has filled."""
    store = tables.storage.read() or {}
    if any(rows or name not in TABLES for name, rows in store.items()) and not schema_of(tables, path):
        raise _not_ours(path)


def _not_ours(path: Path) -> NotALibraryError:
    return NotALibraryError(f"{path} holds the tables of another program.", "Name another with --library.")
