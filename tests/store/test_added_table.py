"""A table is added by one row of `store.tables.TABLES`: everything else follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, NewerLibraryError, open_library, tables
from store.care.copying import move_library
from store.care.doctor import examine
from store.care.repairing import repair
from store.care.salvaging import salvage
from store.library.joining import joined
from store.meanings import ID, NAME
from store.schema import Key, Table
from store.storages.memory_tables import Tables
from store.tables import TABLES, fault

CODES = Table(
    "codes",
    required={"code": NAME, "release": ID},
    indexes=("code",),
    refers={"release": "releases"},
    known_by=(Key(lambda row: row["code"]),),
)


@pytest.fixture(autouse=True)
def _added() -> Iterator[None]:
    """One table more, before the history."""
    history = TABLES.pop("history")
    TABLES.update(codes=CODES, history=history)
    yield
    del TABLES["codes"]


def put(library: Library, code: str, release: int = 1) -> None:
    """A new row, as one undoable step."""
    with library.tables.action(release) as (action, name):
        action.insert("codes", {"code": code, "release": release})
        name(f"made code {code}")


def codes(library: Library) -> dict[int, object]:
    """What the rows of the table say."""
    return {key: row["code"] for key, row in library.tables.storage.scan_rows("codes")}


def test_a_library_of_before_it_came_is_upgraded_without_a_step(
    marked: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening writes the version it came with, and a program that does not know it refuses the library."""
    marked.close()
    with monkeypatch.context() as newer:
        newer.setitem(TABLES, "codes", CODES._replace(since=tables.SCHEMA_VERSION + 1))
        newer.setattr(tables, "SCHEMA_VERSION", tables.SCHEMA_VERSION + 1)
        with closing(open_library(marked.path, user="ana")) as library:
            put(library, "a")
    with pytest.raises(NewerLibraryError):
        open_library(marked.path)


def test_it_is_indexed_counted_and_undone(marked: Library) -> None:
    """Opening makes its index; no id is given twice; a step on it goes back and forth."""
    marked.close()
    library = open_library(marked.path, user="ana")
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'codes.code'").fetchone()
    put(library, "a")
    assert library.history.undo() is not None
    assert codes(library) == {}
    assert library.history.redo() is not None
    put(library, "b")
    assert codes(library) == {1: "a", 2: "b"}
    assert library.tables.table("meta").get(doc_id=1)["ids"]["codes"] == 2  # type: ignore[index]
    library.close()


def test_it_is_looked_over_and_mended(marked: Library) -> None:
    """A row that cannot be understood, one of no release, a counter too low are found and put right."""
    put(marked, "a")
    for key, row in (
        (7, {"code": 7, "release": 1}),
        (8, {"code": "c", "release": 99}),
        (9, {"code": "b", "release": 1}),
    ):
        marked.tables.storage.write_rows("codes", {key: row})
    assert fault("codes", {"code": 7, "release": 1}) is not None
    assert {(one.kind, one.table, one.id) for one in examine(marked)} == {
        ("record", "codes", 7),
        ("orphan", "codes", 8),
        ("counter", "meta", 1),
    }
    repair(marked)
    assert examine(marked) == []
    assert codes(marked) == {1: "a", 9: "b"}


def test_it_is_saved_of_a_damaged_file_and_moved(marked: Library, tmp_path: Path) -> None:
    """Its rows are among those salvaged, and among those copied to a library of another kind."""
    put(marked, "a")
    marked.close()
    counts = move_library(marked.path, tmp_path / "moved.json")
    assert counts["codes"] == 1
    data = bytearray(marked.path.read_bytes())
    data[:100] = bytes(100)  # the table of contents cannot be asked
    marked.path.write_bytes(data)
    saved = salvage(marked.path)
    assert saved.counts["codes"] == 1
    with closing(open_library(saved.path)) as library:
        assert codes(library) == {1: "a"}


def made(path: Path, *rows: str, of: Path | None = None) -> Tables:
    """The tables of a JSON library with such codes, taken on from another's file."""
    if of is not None:
        path.write_bytes(of.read_bytes())
    with closing(open_library(path, user="ana")) as library:
        for code in rows:
            put(library, code)
        return {
            name: dict(library.tables.storage.scan_rows(name))
            for name in library.tables.storage.table_names()
        }


def test_it_is_joined(tmp_path: Path) -> None:
    """The same record on both sides is one; two that were given one number are both kept."""
    base = made(tmp_path / "base.json", "first")
    ours = made(tmp_path / "ours.json", "both", "ours", of=tmp_path / "base.json")
    theirs = made(tmp_path / "theirs.json", "theirs", "both", of=tmp_path / "base.json")
    result = joined(base, ours, theirs).tables
    assert sorted(row["code"] for row in result["codes"].values()) == ["both", "first", "ours", "theirs"]
    assert [result["codes"][key]["code"] for key in (1, 2, 3)] == ["first", "both", "ours"]
    for event in result["history"].values():
        for table, key, _, after in event["changes"]:
            assert result[table][key]["code"] == after["code"]
