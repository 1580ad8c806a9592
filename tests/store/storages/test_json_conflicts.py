"""A JSON file that a program without our lock changed: merged, or kept beside, never overwritten."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from store import JSONFileStorage, NotALibraryError, StorageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library goes."""
    return tmp_path / "library.json"


@pytest.fixture
def storage(path: Path) -> JSONFileStorage:
    """A storage with one row."""
    opened = JSONFileStorage(path)
    opened.write_rows("a", {1: {"x": 1, "y": 1}})
    return opened


def on_disk(path: Path) -> Any:
    """What the file says."""
    return json.loads(path.read_text(encoding="ascii"))


def copies(path: Path) -> list[Path]:
    """The versions that were kept beside the library."""
    return sorted(path.parent.glob("library (conflict *).json"))


def test_rows_of_both_sides_are_merged(path: Path, storage: JSONFileStorage) -> None:
    """What a synchronised folder brought during our transaction and what we wrote are both there."""
    with storage.transaction():
        storage.write_rows("a", {1: {"x": 2, "y": 1}, 2: {"ours": 1}})
        path.write_text('{"a": {"1": {"x": 1, "y": 2}, "3": {"theirs": 1}}, "b": {"1": {}}}')
    expected = {"a": {"1": {"x": 2, "y": 2}, "2": {"ours": 1}, "3": {"theirs": 1}}, "b": {"1": {}}}
    assert on_disk(path) == storage.read() == expected
    assert copies(path) == []


def test_a_change_the_clock_does_not_show_is_merged(path: Path, storage: JSONFileStorage) -> None:
    """A change in place that keeps size, inode and time is found by the file's bytes."""
    before = path.stat()
    with storage.transaction():
        storage.write_rows("a", {2: {}})
        path.write_text(path.read_text().replace('"y": 1', '"y": 7'))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert on_disk(path) == {"a": {"1": {"x": 1, "y": 7}, "2": {}}}


def test_a_clash_is_told(path: Path, storage: JSONFileStorage) -> None:
    """Whoever listens hears where the other version is."""
    told: list[str] = []
    storage.warn = told.append
    with storage.transaction():
        storage.write_rows("a", {1: {"x": 2, "y": 1}})
        path.write_text('{"a": {"1": {"x": 3, "y": 3}}}')
    (copy,) = copies(path)
    assert [copy.name in message for message in told] == [True]


def test_a_clash_keeps_the_other_version(path: Path, storage: JSONFileStorage) -> None:
    """The field both changed is ours; their whole file is kept beside it; nothing earlier is overwritten."""
    theirs = '{"a": {"1": {"x": 3, "y": 3}}}'
    for value in (2, 5):
        with storage.transaction():
            storage.write_rows("a", {1: {"x": value, "y": 1}})
            path.write_text(theirs)
    assert on_disk(path) == {"a": {"1": {"x": 5, "y": 1}}}
    assert [copy.read_text() for copy in copies(path)] == [theirs, theirs]


@pytest.mark.parametrize(
    "theirs", ["", "{", "[]", '{"a": {"x": {}}}', '{"a": {"1": 5}}', '{"a": {}, "a": {}}', "\udcff"]
)
def test_what_is_no_library_any_more_is_not_overwritten(
    path: Path, storage: JSONFileStorage, theirs: str
) -> None:
    """Ours is set beside it, and the error says where."""
    data = theirs.encode("utf-8", "surrogateescape")

    def change() -> None:
        with storage.transaction():
            storage.write_rows("a", {2: {"ours": 1}})
            path.write_bytes(data)

    with pytest.raises(StorageError, match=r"library \(conflict .*\)\.json"):
        change()
    assert path.read_bytes() == data
    (copy,) = copies(path)
    assert on_disk(copy) == {"a": {"1": {"x": 1, "y": 1}, "2": {"ours": 1}}}
    with pytest.raises(NotALibraryError):
        storage.write_rows("a", {3: {}})
    assert path.read_bytes() == data
    shutil.copy(copy, path)
    storage.write_rows("a", {3: {}})
    assert sorted(on_disk(path)["a"]) == ["1", "2", "3"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]"])
def test_a_file_that_was_damaged_is_not_written_to(path: Path, storage: JSONFileStorage, data: bytes) -> None:
    """One emptied or broken while it is open raises NotALibraryError, until it is whole again."""
    whole = path.read_bytes()
    path.write_bytes(data)
    with pytest.raises(NotALibraryError):
        storage.write_rows("a", {3: {}})
    with pytest.raises(NotALibraryError):
        storage.read()
    assert path.read_bytes() == data
    path.write_bytes(whole)
    assert storage.row_ids("a") == [1]


def test_a_copy_that_does_not_fit_leaves_theirs(
    path: Path, storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the other version cannot be kept beside it, the file stays theirs and the write fails."""
    theirs = '{"a": {"1": {"x": 3}}}'

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageError, match="full"), storage.transaction():
        storage.write_rows("a", {1: {"x": 2}})
        path.write_text(theirs)
        monkeypatch.setattr("store.atomic.flush_folder", full)
    assert (path.read_text(), copies(path)) == (theirs, [])
    assert storage.get_rows("a", [1]) == {1: {"x": 3}}


LIBRARY = '{"meta": {"1": {"schema": 3}}, "a": {"1": {"x": 1, "y": 1}, "4": {"theirs": 1}}}'


def test_a_library_put_in_the_place_of_a_plain_store_is_taken_over(
    path: Path, storage: JSONFileStorage
) -> None:
    """Between two changes: nothing of the store was to be written."""
    path.write_text(LIBRARY)
    assert storage.row_ids("a") == [1, 4]
    assert path.read_text() == LIBRARY


def test_a_library_that_comes_during_a_change_of_a_plain_store_is_merged(
    path: Path, storage: JSONFileStorage
) -> None:
    """Row by row: nobody knows what the rows of the store mean."""
    version = storage.version()
    with storage.transaction():
        storage.write_rows("a", {2: {"ours": 1}})
        path.write_text(LIBRARY)
    assert storage.row_ids("a") == [1, 2, 4]
    assert storage.row_ids("meta") == [1]
    assert storage.version()[0] == version[0] + 1
    assert on_disk(path)["a"] == {"1": {"x": 1, "y": 1}, "2": {"ours": 1}, "4": {"theirs": 1}}
    assert copies(path) == []
