"""A library moved is the same library, whatever the kinds, and a failed move leaves nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from store import (
    DatelineError,
    NewerLibraryError,
    NotALibraryError,
    NotFoundError,
    StorageError,
    add_paths,
    open_library,
)
from store.care.copying import TargetNotEmptyError, move_library
from store.library.storage_kinds import open_rows
from store.storages import JSONFileStorage, SQLiteStorage

NAMES = ["a.db", "a.json"]


@pytest.fixture(params=NAMES)
def source(request: pytest.FixtureRequest, tmp_path: Path, wire: Path, clock: Callable[[], str]) -> Path:
    """A library of each kind with a release, marks, and a change that was undone."""
    path = tmp_path / "from" / str(request.param)
    library = open_library(path, user="ana", clock=clock)
    key = add_paths(library, [wire]).added[0]
    library.annotations.add(key, 8, 13, tags=["towns"], note="é 😀")
    library.reading.set_starred(key, True)
    library.history.undo()
    library.tables.table("größe").insert_multiple({"n": n} for n in range(1100))
    library.close()
    return path


def everything(path: Path) -> Any:
    """All tables with their rows."""
    with open_rows(path) as db:
        return db.storage.read()


@pytest.mark.parametrize("name", ["b.db", "b.json", "new/folder/b.json"])
def test_every_row_arrives(source: Path, tmp_path: Path, name: str) -> None:
    """From any kind to any kind: the same tables, rows and ids; the source has what it had."""
    target = tmp_path / name
    before = everything(source)
    counts = move_library(source, target)
    assert everything(source) == everything(target) == before
    assert counts == {table: len(rows) for table, rows in sorted(before.items())}
    assert counts["größe"] == 1100
    library = open_library(target, user="ana")
    assert library.history.redo() is not None
    assert library.releases.get(1).starred
    assert library.history.undo() and library.history.undo()
    assert library.annotations.of(1) == []
    library.close()


def test_the_source_keeps_its_bytes(source: Path, tmp_path: Path) -> None:
    """Nothing is written to it."""
    before = source.read_bytes()
    move_library(source, tmp_path / "b.db")
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_target_that_holds_something_is_refused(source: Path, tmp_path: Path, name: str) -> None:
    """Another library, or the source itself, is left as it is."""
    other = tmp_path / name
    open_library(other).close()
    for target in (other, source):
        before = everything(target)
        with pytest.raises(TargetNotEmptyError, match="not empty"):
            move_library(source, target)
        assert everything(target) == before


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_target_is_filled(source: Path, tmp_path: Path, name: str) -> None:
    """A file without a byte, or a store without a row."""
    target = tmp_path / name
    target.touch()
    move_library(source, target)
    assert everything(target) == everything(source)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_library_is_not_moved(tmp_path: Path, name: str) -> None:
    """A missing, empty, foreign or newer source: refused, left as it is, and no target made."""
    path, target = tmp_path / name, tmp_path / "to" / "b.json"
    with pytest.raises(NotFoundError):
        move_library(path, target)
    path.touch()
    with pytest.raises(NotALibraryError):
        move_library(path, target)
    assert path.read_bytes() == b""
    with open_rows(path) as db:
        db.table("things").insert({})
    with pytest.raises(NotALibraryError):
        move_library(path, target)
    with open_rows(path) as db:
        db.table("meta").insert({"schema": 99, "ids": {}})
    with pytest.raises(NewerLibraryError):
        move_library(path, target)
    assert not target.exists()


@pytest.mark.parametrize("kind", [SQLiteStorage, JSONFileStorage])
@pytest.mark.parametrize("failing", [1, 3, 9])
def test_a_failed_move_leaves_no_target(
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[SQLiteStorage | JSONFileStorage],
    failing: int,
) -> None:
    """A disk that fills at any table leaves neither file nor half a library, and the next try works."""
    target = tmp_path / "to" / ("b.db" if kind is SQLiteStorage else "b.json")
    write, calls = kind.write_rows, []

    def full(self: Any, table: str, changes: Mapping[int, Any]) -> None:
        calls.append(table)
        if len(calls) == failing:
            raise StorageError(f"{self.path}: the disk is full.")
        write(self, table, changes)

    monkeypatch.setattr(kind, "write_rows", full)
    with pytest.raises(StorageError, match="full"):
        move_library(source, target)
    monkeypatch.undo()
    assert list(target.parent.iterdir()) == []
    move_library(source, target)
    assert everything(target) == everything(source)


@pytest.mark.parametrize("name", ["b.db", "b.json"])
def test_a_copy_that_differs_is_taken_back(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What the target does not give back as it was written raises StorageError and leaves no target."""
    target = tmp_path / "to" / name
    copied = move_library.__globals__["_copied"]

    def spoiled(rows: Any, path: Path) -> dict[str, int]:
        counts: dict[str, int] = copied(rows, path)
        if name == "b.db":
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE tags SET document=replace(document, 'towns', 'clowns')")
            connection.close()
        else:
            path.write_text(path.read_text().replace('"towns"', '"clowns"', 1))
        return counts

    monkeypatch.setattr("store.care.copying._copied", spoiled)
    with pytest.raises(StorageError, match="did not keep row 1 of"):
        move_library(source, target)
    assert list(target.parent.iterdir()) == []


def test_an_id_too_large_for_sqlite_is_said(tmp_path: Path) -> None:
    """JSON holds ids that SQLite does not: StorageError, and no target."""
    source, target = tmp_path / "a.json", tmp_path / "b.db"
    source.write_text(json.dumps({"meta": {"1": {"schema": 1, "ids": {}}}, "tags": {str(2**63): {}}}))
    with pytest.raises(DatelineError, match="too large"):
        move_library(source, target)
    assert not target.exists()
