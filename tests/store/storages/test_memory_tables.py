"""Tables in memory: a transaction has its own, and leaves those of before as they were."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import NotALibraryError
from store.storages import JSONFileStorage, MemoryStorage, SQLiteStorage
from tests.store.storages.test_sqlite_connections import in_a_thread


@pytest.fixture
def storage() -> MemoryStorage:
    """A storage with two tables."""
    storage = MemoryStorage()
    storage.write_rows("a", {1: {"x": 1}, 2: {"x": 2}})
    storage.write_rows("b", {1: {"x": 1}})
    return storage


def test_a_table_dropped_is_made_anew(storage: MemoryStorage) -> None:
    """In the same transaction, whether it was written to before or not; nothing of the former is in it."""
    with storage.transaction():
        storage.write_rows("a", {3: {}})
        storage.write({"b": {"1": {"x": 1}}})
        assert storage.table_names() == ["b"]
        storage.write_rows("a", {4: {}})
        storage.write({})
        storage.write_rows("b", {5: {}})
        storage.write_rows("a", {6: {}})
    assert storage.read() == {"b": {"5": {}}, "a": {"6": {}}}


def test_only_a_table_written_to_is_copied(storage: MemoryStorage) -> None:
    """By a transaction that is taken back too: every other is the same as before, and so are the rows."""
    before = dict(storage._tables)
    first = before["a"][1]
    with pytest.raises(KeyError), storage.transaction():
        storage.write_rows("a", {2: {"x": 3}, 1: {"x": 1}})
        storage.write_rows("b", {})
        storage.write_rows("b", {1: {"x": 5}, 2: {}})
        raise KeyError
    assert storage._tables["a"] is before["a"]
    assert storage._tables["b"] is before["b"]
    assert before["a"] == {1: {"x": 1}, 2: {"x": 2}}
    assert before["a"][1] is first
    storage.write_rows("a", {2: {"x": 3}})
    assert storage._tables["b"] is before["b"]
    assert storage._tables["a"] is not before["a"]
    assert storage._tables["a"][1] is first
    assert before["a"][2] == {"x": 2}


@pytest.mark.parametrize(
    ("values", "order"),
    [
        ([None, 1, "a", [1]], [3, 4, 2, 1]),
        ([2, 1.5, True, -1], [1, 2, 3, 4]),
        (["b", "a", "B", ""], [1, 2, 3, 4]),
        (["[2]", [1], "[0]", {"a": 1}], [4, 1, 2, 3]),
        ([1, 1, None, None], [2, 1, 4, 3]),
        ([0, None, -1], [1, 3, 2]),
    ],
)
def test_values_of_all_kinds_have_an_order(values: list[Any], order: list[int]) -> None:
    """Texts and all else by their letters, then numbers, then none; of equals the later comes first."""
    storage = MemoryStorage()
    storage.write_rows("a", {key: {"x": value} for key, value in enumerate(values, start=1)})
    assert storage.row_ids("a", newest_by="x") == order


def test_what_is_counted_is_numbers() -> None:
    """As Python compares them: a text or a list is none."""
    storage = MemoryStorage()
    found = [1, 1.0, True, "1", [1], None, 2.5, 0, False]
    storage.write_rows("a", {key: {"x": value} for key, value in enumerate(found)})
    assert storage.count_by("a", "x", [1, 2, 0]) == {1: 3, 0: 2}


def test_what_is_handed_over_is_nobody_elses(storage: MemoryStorage) -> None:
    """Deep in a row too, in every way it is read, and in what was written."""
    written: dict[str, Any] = {"deep": [{"x": [1]}]}
    storage.write_rows("a", {1: written})
    written["deep"][0]["x"].append(2)
    found: list[Any] = [storage.get_rows("a", [1])[1], dict(storage.scan_rows("a"))[1]]
    found.append((storage.read() or {})["a"]["1"])
    for row in found:
        assert row == {"deep": [{"x": [1]}]}
        row["deep"][0]["x"].append(3)
        row["deep"].append(4)
    storage.write_rows("a", {2: {"y": 1, "deep": [[]]}})
    storage.find_rows("a", "y", 1)[2]["deep"][0].append(5)
    assert storage.get_rows("a", [1, 2]) == {1: {"deep": [{"x": [1]}]}, 2: {"y": 1, "deep": [[]]}}


@pytest.mark.parametrize("name", ["a\ud800", "a b"])
def test_names_that_cannot_be_kept_are_refused(storage: MemoryStorage, name: str) -> None:
    """Half a character in a table's name, and what is no word in a field's."""
    if "\ud800" in name:
        with pytest.raises(UnicodeEncodeError):
            storage.write_rows(name, {1: {}})
    else:
        storage.write_rows(name, {1: {}})
        with pytest.raises(ValueError, match="not a field name"):
            storage.find_rows("a", name, 1)
    assert "a" in storage.table_names()


def test_a_version_is_told_while_another_thread_writes(storage: MemoryStorage) -> None:
    """Nobody waits for it."""
    version = storage.version()
    with storage.transaction():
        storage.write_rows("a", {3: {}})
        assert in_a_thread([storage.version]) == [version]


def test_nothing_is_asked_of_memory_but_its_rows(storage: MemoryStorage) -> None:
    """It lies nowhere, waits for nobody and has nothing to be kept; who copies it keeps no one waiting."""
    assert (storage.file, storage.displaced(), storage.waits_for(), storage.keep_log()) == (None, "", "", "")
    assert (storage.writing, storage.read_only, storage.index_connection()) == (False, False, None)
    assert (storage.record_tables(), storage.check()) == (["a", "b"], ([], []))
    with storage.snapshot(), closing(storage.hold()) as held:
        assert not held.keeps_waiting
        storage.write_rows("a", {3: {}})
    assert storage.raw_row("a", 2) == b'{"x": 2}'
    storage.drop_indexes()
    storage.remove_raw("a", [1, 9])
    assert [key for key, _ in storage.raw_rows("a")] == [2, 3]


def test_a_storage_begins_with_its_first_version(tmp_path: Path) -> None:
    """Nobody has written to it, and nothing of others was read since it was opened."""
    assert MemoryStorage().version() == (0, 0)
    path = tmp_path / "library.json"
    path.write_bytes(b'{"a": {"1": {}}}')
    with closing(JSONFileStorage(path)) as opened:
        assert opened.version() == (0, 0)
        path.write_bytes(b'{"a": {"1": {}, "2": {}}}')
        assert opened.version() == (1, 0)
    with closing(SQLiteStorage(tmp_path / "library.db")) as sqlite:
        with sqlite.transaction():
            (told,) = in_a_thread([sqlite.version])
        assert told == (*sqlite.version()[:1], 0)


def test_what_is_not_sound_is_not_kept(storage: MemoryStorage, tmp_path: Path) -> None:
    """Written down as a SQLite library; the reason is said."""
    with pytest.raises(NotALibraryError, match="what is in memory is damaged: it is odd"):
        storage.hold().write(tmp_path / "copy.db", check=lambda _: "it is odd")
    assert list(tmp_path.iterdir()) == []
    storage.hold().write(tmp_path / "copy.db", check=lambda _: None)
    with closing(SQLiteStorage(tmp_path / "copy.db")) as copy:
        assert copy.read() == storage.read()
