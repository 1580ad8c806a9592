"""Brings a library of an earlier schema to the present one.

Migrations are numbered and go forward only. Each is one transaction that ends by writing the new
number: after a failure or a kill the library is as the last whole one left it. Before the first one
the library is backed up. Where nothing can be written, or there is no room, the library is only read, and
upgraded another day; one whose rows mean something else today is refused.

To change what rows mean: raise `store.tables.SCHEMA_VERSION`, append a `Migration` here, and store a library
of the new schema with ``tests/store/fixtures/make_library.py``. One that only adds a table needs no step.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from tinydb.table import Document

from store.backups import back_up, backups_of
from store.errors import BackupError, DatelineError, MigrationError, NewerLibraryError, StorageError
from store.storages import LibraryPlace, RowDB, RowStorage
from store.tables import META, TABLES, sound


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: from the schema before `to`, to it."""

    to: int
    what: str
    """In words that complete "upgrading: ..."."""
    run: Callable[[RowDB], None]
    """Changes the rows, through TinyDB's tables; runs inside a transaction, on rows it can read."""
    readable: bool = False
    """Whether this program reads the rows of the schema before as they are meant."""


def _leave_quotations(db: RowDB) -> None:
    """Rows of ``texts`` need no ``quotations`` since: they are found when asked for.

    Rows that have them keep them, unread; an earlier program would miss them in newer rows.
    """


def _name_identities(db: RowDB) -> None:
    """A release from a file was known by the file's path alone."""
    db.table("releases").update(_with_identity)


def _with_identity(row: MutableMapping[Any, Any]) -> None:
    if "source" in row and sound("releases", "source", row["source"]):
        row.setdefault("identity", row["source"])


#: In order; the first leads to schema 2.
MIGRATIONS: list[Migration] = [
    Migration(2, "quotations are found when a release is opened", _leave_quotations, readable=True),
    Migration(3, "releases are known by what their source calls them", _name_identities, readable=True),
]


def migrate(db: RowDB, path: LibraryPlace, schema: int, target: int) -> str:
    """Takes the library to the schema `target`, backing it up first.

    Gives what a user should know where it could not be, and is only read; else nothing.

    Raises MigrationError when a step fails or none leads there, StorageError when nothing can be written and
    BackupError when there is no room for the backup, both of a library that cannot be read as it is; it is
    then as it was before that step.
    """
    storage: RowStorage = db.storage  # type: ignore[assignment]
    steps = _steps(path, schema, target)
    readable = all(step.readable for step in steps)
    if storage.read_only:
        if readable:
            return ""
        raise StorageError(
            f"{path} has schema {schema}, must be upgraded to {target}, and is read-only.",
            "Copy it to where you may write, or give yourself the right.",
        )
    try:
        back_up(storage, "migration")
        for step in steps:
            _step(db, path, step)
    except (BackupError, StorageError) as error:
        if not readable:
            raise
        reason = f"{path} must be upgraded before it can be changed, and could not be: {error.message}"
        storage.only_read(StorageError(reason, error.way_out))
        return f"{reason} It is open for reading. {error.way_out}".rstrip()
    return ""


def _steps(path: LibraryPlace, schema: int, target: int) -> list[Migration]:
    """Those that lead from one schema to the other. Raises MigrationError where they do not."""
    known = {step.to: step for step in MIGRATIONS}
    for name, table in TABLES.items():
        made = Migration(table.since, f"there is a table {name}", lambda _: None, readable=True)
        known.setdefault(table.since, made)
    steps = [known[to] for to in range(schema + 1, target + 1) if to in known]
    if len(steps) != target - schema:
        raise MigrationError(f"{path} has schema {schema}, from which nothing leads to {target}.")
    return steps


def _step(db: RowDB, path: LibraryPlace, step: Migration) -> None:
    storage: RowStorage = db.storage  # type: ignore[assignment]
    try:
        with storage.transaction():
            present: Any = db.table("meta").get(doc_id=META) or {}
            if present.get("schema", 0) > step.to:
                raise NewerLibraryError(f"{path} has been upgraded further meanwhile.", "Start again.")
            if present.get("schema") == step.to:
                return  # another process was quicker
            step.run(db)
            db.table("meta").upsert(Document({"schema": step.to}, META))
    except DatelineError:
        raise
    except Exception as error:
        saved = next(iter(backups_of(storage.file)), None) if storage.file is not None else None
        raise MigrationError(
            f"{path}: upgrading to schema {step.to} ({step.what}) failed: {error!r}. It is as it was before.",
            f"Use the earlier program, and report this. There is a backup: {saved}." if saved else "",
        ) from error
