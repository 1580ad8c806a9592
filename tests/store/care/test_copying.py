"""A library moved is the same library, whatever the kinds, and a failed move leaves nothing."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import tracemalloc
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from store import (
    DatelineError,
    Library,
    NewerLibraryError,
    NotALibraryError,
    NotFoundError,
    StorageError,
    add_paths,
    atomic,
    open_library,
)
from store.care import copying
from store.care.copying import TargetNotEmptyError, move_library
from store.library.storage_kinds import open_rows
from store.storages import RowStorage, SQLiteStorage
from tests.conftest import WIRE

NAMES = ["a.db", "a.json"]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of each kind, with a release, marks, and a change that was undone."""
    folder = tmp_path_factory.mktemp("sources")
    wire = folder / "wire.txt"
    wire.write_text(WIRE, encoding="utf-8")
    for name in NAMES:
        with closing(open_library(folder / name, user="ana")) as library:
            key = add_paths(library, [wire]).added[0]
            library.annotations.add(key, 8, 13, tags=["towns"], note="é 😀")
            library.reading.set_starred([key], True)
            library.history.undo()
            library.tables.table("größe").insert_multiple({"n": n} for n in range(1100))
    return folder


@pytest.fixture(params=NAMES)
def source(request: pytest.FixtureRequest, tmp_path: Path, sources: Path) -> Path:
    """A copy of one of them."""
    (tmp_path / "from").mkdir()
    return Path(shutil.copy(sources / str(request.param), tmp_path / "from"))


def everything(path: Path) -> Any:
    """All tables with their rows."""
    with open_rows(path) as db:
        return db.storage.read()


@pytest.mark.few(3)
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


@pytest.fixture(params=[1, 3, 9])
def filling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk that fills with the first thing written, or a later one."""
    write, put, calls = SQLiteStorage.write_rows, atomic._put, []

    def full(self: Any, table: str, changes: Mapping[int, Any]) -> None:
        calls.append(table)
        if len(calls) == request.param:
            raise StorageError(f"{self.path}: the disk is full.")
        write(self, table, changes)

    def full_too(descriptor: int, parts: Iterable[bytes]) -> None:
        put(descriptor, islice(parts, request.param))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SQLiteStorage, "write_rows", full)
    monkeypatch.setattr("store.atomic._put", full_too)
    return monkeypatch


@pytest.mark.few(3)
@pytest.mark.parametrize("name", ["b.db", "b.json"])
def test_a_failed_move_leaves_no_target(
    source: Path, tmp_path: Path, filling: pytest.MonkeyPatch, name: str
) -> None:
    """A disk that fills at any table leaves neither file nor half a library, and the next try works."""
    target = tmp_path / "to" / name
    with pytest.raises(StorageError, match="full"):
        move_library(source, target)
    filling.undo()
    assert list(target.parent.iterdir()) == []
    move_library(source, target)
    assert everything(target) == everything(source)


def test_a_file_that_a_full_disk_left_empty_is_taken_away(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot even be opened there; what holds anything is not touched."""
    opened = copying._opened

    def full(path: Path, stack: ExitStack) -> RowStorage:
        if path == source:
            return opened(path, stack)
        path.write_bytes(held)
        raise StorageError("the disk is full.")

    monkeypatch.setattr(copying, "_opened", full)
    target = tmp_path / "to.db"
    for held in (b"", b"words"):
        with pytest.raises(StorageError, match="full"):
            move_library(source, target)
        assert target.exists() is bool(held)


@pytest.mark.parametrize("end", [".db", ".json"])
def test_a_move_to_what_no_file_can_be_called_is_refused(source: Path, tmp_path: Path, end: str) -> None:
    """As one is into a folder that may not be entered."""
    with pytest.raises(StorageError, match="too long"):
        move_library(source, tmp_path / ("n" * 300 + end))


@pytest.mark.parametrize("name", NAMES)
def test_a_move_to_where_nothing_is_written_says_that(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A file system may refuse even to take away what is not there."""
    target = tmp_path / "to" / name

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    def refused(*_: object, **__: object) -> None:
        raise StorageError("it is read-only.")

    monkeypatch.setattr("store.care.copying._created", refused)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match="read-only"):
        move_library(source, target)


def test_a_copy_that_differs_is_taken_back(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a SQLite target does not give back as it was written raises StorageError and leaves no target."""
    target = tmp_path / "to" / "b.db"
    copied = move_library.__globals__["_copied"]

    def spoiled(rows: Any, path: Path) -> dict[str, int]:
        counts: dict[str, int] = copied(rows, path)
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE tags SET document=replace(document, 'towns', 'clowns')")
        connection.close()
        return counts

    monkeypatch.setattr("store.care.copying._copied", spoiled)
    with pytest.raises(StorageError, match="did not keep row 1 of"):
        move_library(source, target)
    assert list(target.parent.iterdir()) == []


@pytest.mark.few(5)
@pytest.mark.parametrize(
    ("written", "kept", "said"),
    [
        (b'"towns"', b'"clown"', "row 1 of “annotations”"),
        (b"}}", b"}} ", "its end"),
        (b"}}", b"}", "its end"),
    ],
)
def test_a_json_file_that_differs_gets_no_name(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes, kept: bytes, said: str
) -> None:
    """Bytes that were not kept are found before there is a target."""
    target = tmp_path / "to" / "b.json"
    put = atomic._put

    def spoiled(descriptor: int, parts: Iterable[bytes]) -> None:
        *most, last = parts
        put(descriptor, (part.replace(written, kept) if written != b"}}" else part for part in most))
        put(descriptor, [last.replace(written, kept)])

    monkeypatch.setattr("store.atomic._put", spoiled)
    with pytest.raises(StorageError, match=f"did not keep {said}"):
        move_library(source, target)
    assert list(target.parent.iterdir()) == []


def test_a_json_file_is_what_stock_tinydb_writes(source: Path, tmp_path: Path) -> None:
    """To the byte, though its rows were never in memory together."""
    target = tmp_path / "b.json"
    move_library(source, target)
    stored = json.loads(target.read_bytes())
    assert target.read_bytes() == json.dumps(stored).encode()
    assert list(stored) == sorted(stored)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["b.db", "b.json"])
def test_a_move_takes_little_memory(library: Library, tmp_path: Path, name: str) -> None:
    """Three times as much to move takes no more of it."""
    peaks = []
    for count in (1100, 3300):
        library.tables.storage.write_rows("texts", {key: {"text": "x" * 4000} for key in range(1, count + 1)})
        tracemalloc.start()
        move_library(library.path, tmp_path / f"{count}-{name}")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_an_id_too_large_for_sqlite_is_said(tmp_path: Path) -> None:
    """JSON holds ids that SQLite does not: StorageError, and no target."""
    source, target = tmp_path / "a.json", tmp_path / "b.db"
    source.write_text(json.dumps({"meta": {"1": {"schema": 1, "ids": {}}}, "tags": {str(2**63): {}}}))
    with pytest.raises(DatelineError, match="too large"):
        move_library(source, target)
    assert not target.exists()
