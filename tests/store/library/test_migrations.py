"""Migrations: from every stored schema to the present, whole or not at all, backed up before."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store import BackupError, Library, MigrationError, StorageError, open_library, tables
from store.backups.copies import backups_of
from store.care.doctor import examine
from store.library import migrations
from store.library.migrations import Migration
from store.library.preparing import schema_of
from store.storages import RowDB
from store.tables import SCHEMA_VERSION

NEXT = SCHEMA_VERSION + 1


@pytest.fixture
def path(tmp_path: Path, stored: list[Path]) -> Path:
    """A copy of the stored library of the present schema."""
    return Path(shutil.copy(stored[-1], tmp_path / "library.db"))


def test_there_is_a_stored_library_of_every_schema(stored: list[Path]) -> None:
    """Each schema up to the present one has its file."""
    assert [path.stem for path in stored] == [f"library-{number}" for number in range(1, SCHEMA_VERSION + 1)]


def test_every_stored_library_opens(stored: list[Path], tmp_path: Path) -> None:
    """A library of any earlier schema opens whole, and the doctor finds nothing in it."""
    for source in stored:
        library = open_library(shutil.copy(source, tmp_path / source.name), user="ana")
        assert schema_of(library.tables, library.path) == SCHEMA_VERSION
        assert all(one.source.startswith("/releases/") for one in library.releases.many([1, 2, 3]))
        assert [one.id for one in library.releases.many([1, 2, 3])] == [1, 2, 3]
        assert [[tag.name for tag in one.tags] for one in library.annotations.of(1)] == [["weather", "sea"]]
        assert library.annotations.of(1)[0].note == "the first note"
        assert library.releases.get(1).read
        assert [library.releases.get(key).starred for key in (2, 3)] == [True, False]
        assert library.reading.last_open() == 1
        assert library.history.redo()
        assert examine(library) == []
        library.close()


def shout(db: RowDB) -> None:
    """A migration for the tests: notes in capitals."""
    for row in db.table("annotations"):
        db.table("annotations").update({"note": row["note"].upper()}, doc_ids=[row.doc_id])


def fail(db: RowDB) -> None:
    """A migration that breaks off half done."""
    shout(db)
    raise KeyError("half way")


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> list[Migration]:
    """A program of the schema after the present one, with the list of its migrations."""
    steps = [Migration(NEXT, "notes in capitals", shout)]
    monkeypatch.setattr(tables, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    return steps


def state(path: Path) -> tuple[int, str]:
    """The schema and the first note, looked at without migrating."""
    with RowDB(path, storage=migrations_storage()) as db:
        meta: Any = db.table("meta").get(doc_id=1)
        note: Any = db.table("annotations").get(doc_id=1)
        return meta["schema"], note["note"]


def migrations_storage() -> Any:
    """The storage libraries lie in."""
    from store.storages import SQLiteStorage

    return SQLiteStorage


def test_opening_upgrades_after_a_backup(path: Path, next_schema: list[Migration]) -> None:
    """The rows and the number change together, once; the backup holds them as they were."""
    for _ in range(2):
        library = open_library(path)
        assert library.annotations.get(1).note == "THE FIRST NOTE"
        library.close()
    assert state(path) == (NEXT, "THE FIRST NOTE")
    (saved,) = backups_of(path)
    assert "migration" in saved.name
    assert state(saved) == (SCHEMA_VERSION, "the first note")


def test_a_failing_migration_changes_nothing(path: Path, next_schema: list[Migration]) -> None:
    """It is rolled back, the backup is there and named, and the error says what failed."""
    next_schema[0] = Migration(NEXT, "notes in capitals", fail)
    with pytest.raises(MigrationError, match="half way") as caught:
        open_library(path)
    assert state(path) == (SCHEMA_VERSION, "the first note")
    (saved,) = backups_of(path)
    assert str(saved) in caught.value.way_out
    next_schema[0] = Migration(NEXT, "notes in capitals", shout)
    open_library(path).close()
    assert state(path) == (NEXT, "THE FIRST NOTE")


def test_steps_before_a_failing_one_stand(
    path: Path, next_schema: list[Migration], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step is a transaction of its own, in order."""
    monkeypatch.setattr(tables, "SCHEMA_VERSION", NEXT + 1)
    next_schema.append(Migration(NEXT + 1, "fails", fail))
    with pytest.raises(MigrationError, match=f"schema {NEXT + 1}"):
        open_library(path)
    assert state(path) == (NEXT, "THE FIRST NOTE")


def test_a_gap_in_the_steps_is_refused(path: Path, next_schema: list[Migration]) -> None:
    """A schema from which nothing leads on is refused before anything is touched."""
    next_schema.clear()
    with pytest.raises(MigrationError, match="nothing leads"):
        open_library(path)
    assert state(path)[0] == SCHEMA_VERSION


KILLED = """
import os, signal, sys
from store import open_library, tables
from store.library import migrations
from tests.store.library.test_migrations import shout
def die(db):
    shout(db)
    os.kill(os.getpid(), signal.SIGKILL)
tables.SCHEMA_VERSION += 1
migrations.MIGRATIONS.append(migrations.Migration(tables.SCHEMA_VERSION, "dies", die))
open_library(sys.argv[1])
"""


@pytest.mark.slow
def test_a_kill_in_the_middle_changes_nothing(path: Path, next_schema: list[Migration]) -> None:
    """The library is as it was, the backup is whole, and the next start upgrades it."""
    root = Path(__file__).resolve().parents[3]
    child = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=root)
    assert child.returncode == -signal.SIGKILL
    assert state(path) == (SCHEMA_VERSION, "the first note")
    assert [state(saved) for saved in backups_of(path)] == [(SCHEMA_VERSION, "the first note")]
    open_library(path).close()
    assert state(path) == (NEXT, "THE FIRST NOTE")


def test_a_library_that_means_something_else_is_not_only_read(
    path: Path, next_schema: list[Migration], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be upgraded is not shown with another meaning, read-only or without room."""
    with RowDB(path, storage=migrations_storage()) as db, pytest.raises(StorageError, match="read-only"):
        db.storage.only_read(StorageError("it is read-only."))
        migrations.migrate(db, path, SCHEMA_VERSION, NEXT)
    monkeypatch.setattr(migrations, "back_up", no_room)
    with pytest.raises(BackupError, match="full"):
        open_library(path)
    assert state(path)[0] == SCHEMA_VERSION


def no_room(*_: object) -> None:
    """A backup on a full disk."""
    raise BackupError("the disk is full.", "Free some space.")


def rows_of(library: Library) -> list[object]:
    """What a reader sees of a library."""
    releases = list(library.releases.listed())
    marked = [one for release in releases for one in library.annotations.of(release.id)]
    found = library.find.ids("the")
    return [[one._replace(identity=None) for one in releases], marked, library.tags.all(), found]


@pytest.mark.few(2)
@pytest.mark.parametrize("kind", ["db", "json"])
@pytest.mark.parametrize("fails", ["back_up", "_step"])
def test_a_library_that_there_is_no_room_to_upgrade_is_read(
    stored: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, kind: str
) -> None:
    """All of it is shown as if it were upgraded; a change is refused with the reason, which is told."""
    for source in stored[:-1]:
        path = Path(shutil.copy(source, tmp_path / f"{source.stem}.db"))
        if kind == "json":
            path = as_json(path)
        before = path.read_bytes()
        with monkeypatch.context() as full:
            full.setattr(migrations, fails, no_room)
            library = open_library(path)
        assert library.read_only and "the disk is full. It is open for reading. Free" in library.warnings[0]
        seen = rows_of(library)
        with pytest.raises(StorageError, match=r"must be upgraded before .*disk is full"):
            library.annotations.add(1, 20, 30, note="n")
        library.close()
        assert path.read_bytes() == before
        library = open_library(path)
        assert not library.warnings and rows_of(library) == seen
        library.close()


def test_a_read_only_library_of_an_earlier_schema_is_read(stored: list[Path], tmp_path: Path) -> None:
    """It needs no upgrade for that."""
    for source in stored[:-1]:
        path = Path(shutil.copy(source, tmp_path / source.name))
        with RowDB(path, storage=migrations_storage()) as db:
            db.storage.only_read(StorageError("it is read-only."))
            library = Library(db, user="ana", clock=lambda: "2026-01-01T00:00:00Z")
            assert library.annotations.of(1)[0].note == "the first note" and not library.warnings


def as_json(path: Path) -> Path:
    """The same rows in a library that is one JSON file."""
    target = path.with_suffix(".json")
    with RowDB(path, storage=migrations_storage()) as db:
        target.write_text(json.dumps(db.storage.read()), encoding="utf-8")
    return target


def test_an_older_program_stops_writing(path: Path, next_schema: list[Migration]) -> None:
    """A program that had the library open when a newer one upgraded it makes no new records in it."""
    from store import NewerLibraryError

    with pytest.MonkeyPatch.context() as older:
        older.setattr(tables, "SCHEMA_VERSION", SCHEMA_VERSION)
        library = open_library(path)
        with pytest.MonkeyPatch.context() as newer:
            newer.setattr(tables, "SCHEMA_VERSION", NEXT)
            open_library(path).close()
        with pytest.raises(NewerLibraryError, match="meanwhile"):
            library.annotations.add(1, 20, 30, note="n")
        library.close()
