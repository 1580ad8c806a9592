"""What any storage answers beside its rows: copies of it, its health, rows as they lie there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import BackupError, Library, NotALibraryError, StorageError, add_paths
from store.care.doctor import examine
from store.care.repairing import repair
from store.storages import JSONFileStorage, MemoryStorage, RowDB, RowStorage, SQLiteStorage
from store.storages.file_kinds import kind_of
from store.storages.merging import RowByRow
from store.storages.rows import Held
from store.tables import SCHEMA_VERSION
from tests.store.storages.test_contract import ALL, rows

#: What makes tables a library.
META: dict[int, Any] = {1: {"schema": SCHEMA_VERSION, "ids": {}}}


@pytest.fixture(params=sorted(ALL))
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RowStorage]:
    """A storage of each kind, with two rows."""
    with closing(ALL[request.param](tmp_path)) as storage:
        storage.write_rows("a", {1: {"x": "first"}, 2: {"x": "é"}})
        yield storage


def held(path: Path) -> dict[str, dict[int, object]]:
    """The tables in a file that was made."""
    storage = kind_of(path).open(path, RowByRow()).storage
    assert isinstance(storage, RowStorage)
    with closing(storage):
        return {table: rows(storage, table) for table in storage.table_names()}


def test_the_file_is_the_one_there(asked: RowStorage, tmp_path: Path) -> None:
    """Whoever copies a library finds it there; one in memory has none."""
    assert (asked.file is None) == isinstance(asked, MemoryStorage)
    assert asked.file is None or (asked.file.parent, asked.file.is_file()) == (tmp_path, True)
    assert not asked.read_only
    assert (asked.set_aside, dict(asked.unreadable_rows)) == (None, {})


def test_what_is_held_is_written_as_it_was(asked: RowStorage, tmp_path: Path) -> None:
    """What comes meanwhile is not in it, unless it says that it must be written before."""
    with closing(asked.hold()) as state:
        if not state.keeps_waiting:
            asked.write_rows("a", {3: {"x": "later"}})
        state.write(tmp_path / "copy")
    assert held(tmp_path / "copy") == {"a": {1: {"x": "first"}, 2: {"x": "é"}}}


def test_a_copy_that_is_not_sound_is_not_kept(asked: RowStorage, tmp_path: Path) -> None:
    """Neither under its name nor under another."""
    before = sorted(tmp_path.iterdir())
    with closing(asked.hold()) as state, pytest.raises(NotALibraryError, match="it is blue"):
        state.write(tmp_path / "copy", check=lambda part: "it is blue" if part.is_file() else None)
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_open_is_saved(asked: RowStorage, tmp_path: Path) -> None:
    """Also where its file is gone."""
    asked.write_rows("meta", META)
    if asked.file is not None:
        asked.file.unlink()
    asked.save_to(tmp_path / "saved")
    assert held(tmp_path / "saved") == {"a": {1: {"x": "first"}, 2: {"x": "é"}}, "meta": META}


def test_rows_as_they_lie_there(asked: RowStorage) -> None:
    """Each is given as JSON, and can be taken out without being read."""
    assert asked.record_tables() == ["a"]
    assert [(key, json.loads(raw)) for key, raw in asked.raw_rows("a")] == list(rows(asked).items())
    assert json.loads(asked.raw_row("a", 2) or b"") == {"x": "é"}
    assert asked.raw_row("a", 3) is None
    asked.ensure_indexes([("a", "x")])
    with asked.transaction():
        asked.drop_indexes()
        asked.remove_raw("a", [1, 9])
    assert list(rows(asked)) == [2]
    assert asked.check() == ([], [])


def test_indexes_are_forgotten_until_they_are_asked_for(tmp_path: Path) -> None:
    """A row that is no JSON could not be taken out under one."""
    with closing(SQLiteStorage(tmp_path / "library.db")) as storage:
        storage.write_rows("a", {1: {"x": 1}})
        storage.ensure_indexes([("a", "x")])
        with storage.transaction():
            storage.drop_indexes()
            storage._query("UPDATE a SET document = '{'")
            assert storage.raw_row("a", 1) == b"{"
            storage.remove_raw("a", [1])
        storage.ensure_indexes([("a", "x")])
        assert storage._query("SELECT name FROM sqlite_master WHERE type = 'index'") == [("a.x",)]


class Server(MemoryStorage):
    """A storage that others keep and copy, as a database server would."""

    def hold(self) -> Held:
        """See `RowStorage.hold`."""
        raise StorageError("it is on a server.", "Ask who keeps it.")

    def save_to(self, target: Path, backups: object = ()) -> None:
        """See `RowStorage.save_to`."""
        raise StorageError("it is on a server.", "Ask who keeps it.")


def test_a_library_needs_no_file(wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read, changed, looked over and mended; no backup is tried; what it cannot do it says in words."""
    monkeypatch.chdir(tmp_path)
    with closing(Library(RowDB(storage=Server), user="ana", clock=lambda: "2025-03-14")) as library:
        key = add_paths(library, [wire]).added[0]
        library.annotations.add(key, 8, 13, note="n")
        library.tables.storage.write_rows("tags", {7: {"name": ""}})
        assert {one.kind for one in examine(library)} == {"record", "counter"}
        done = repair(library)
        assert (done.backup, examine(library)) == ("", [])
        with pytest.raises(BackupError, match="on a server") as caught:
            library.save_beside()
        assert caught.value.way_out == "Ask who keeps it."
        assert library.warnings == []
    assert [path for path in tmp_path.iterdir() if path != wire] == []


def test_versions_meet_row_by_row_where_nobody_knows_their_meaning(tmp_path: Path) -> None:
    """A library that a script opens by its storage alone loses nothing: what clashes is kept beside it."""
    path = tmp_path / "own.json"
    with closing(JSONFileStorage(path)) as storage:
        storage.write_rows("meta", META)
        storage.write_rows("a", {1: {"x": "both"}})
        base = path.read_bytes()
        storage.write_rows("a", {1: {"x": "ours"}, 2: {"x": "ours alone"}})
        tables = json.loads(base)
        tables["a"] |= {"1": {"x": "theirs"}, "3": {"x": "theirs alone"}}
        path.write_text(json.dumps(tables))
        assert rows(storage) == {1: {"x": "ours"}, 2: {"x": "ours alone"}, 3: {"x": "theirs alone"}}
    (copy,) = tmp_path.glob("own (conflict *).json")
    assert held(copy)["a"][1] == {"x": "theirs"}
