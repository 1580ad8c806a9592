"""The file of an index in the cache folder: whose it is, and what becomes of one that cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.storages.fts5 import SearchIndex
from store.storages.index_files import connect, index_file
from tests.store.storages.test_sqlite_connections import in_a_thread


def test_each_library_has_its_own_file(tmp_path: Path) -> None:
    """By its absolute path, in the folder given, whatever the name."""
    one, other = index_file(tmp_path / "one.json", tmp_path), index_file(tmp_path / "two.json", tmp_path)
    assert one != other
    assert one == index_file(tmp_path / "one.json", tmp_path)
    assert one.parent == tmp_path / "search"
    assert index_file(tmp_path / "\udcff.json", tmp_path).suffix == ".db"


def kept(connection: sqlite3.Connection) -> str:
    """The file a connection is to; empty in memory."""
    found: str = connection.execute("PRAGMA database_list").fetchone()[2]
    return found


def test_the_file_is_made_with_its_folder_and_kept(tmp_path: Path) -> None:
    """In log mode; another connection finds what was put there."""
    path = tmp_path / "new" / "folder" / "index.db"
    with closing(connect(path)) as connection:
        assert kept(connection) == str(path)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (0,)
        assert not connection.in_transaction
        index = SearchIndex(connection, version="1", watching=False)
        index.create([3])
    with closing(connect(path)) as connection:
        index = SearchIndex(connection, version="1", watching=False)
        assert (index.is_current(), index.stale(9)) == (True, [3])


@pytest.mark.parametrize(
    "data", [b"no database at all, whatever its name says " * 30, b"SQLite format 3\0" * 99]
)
def test_a_file_that_is_damaged_is_made_anew(tmp_path: Path, data: bytes) -> None:
    """All that is in it can be made again."""
    path = tmp_path / "index.db"
    path.write_bytes(data)
    with closing(connect(path)) as connection:
        assert kept(connection) == str(path)
        assert not SearchIndex(connection, version="1", watching=False).is_current()


def test_where_no_file_can_be_it_is_in_memory(tmp_path: Path) -> None:
    """A folder stands there, a file in the way of its folder, or another program keeps it locked."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    for path in (None, tmp_path / "folder", tmp_path / "file" / "index.db"):
        with closing(connect(path)) as connection:
            assert kept(connection) == ""
            SearchIndex(connection, version="1", watching=False).create([])
    assert (tmp_path / "file").read_bytes() == b""


def test_it_is_for_any_thread(tmp_path: Path) -> None:
    """In a file as in memory: one that searches is not the one that opened it."""
    for path in (None, tmp_path / "index.db"):
        with closing(connect(path)) as connection:
            index = SearchIndex(connection, version="1", watching=False)
            assert in_a_thread([lambda index=index: index.create([3])]) == [None]  # type: ignore[misc]
            assert index.stale(9) == [3]


def test_a_file_that_is_locked_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program has in it stays."""
    monkeypatch.setattr("store.storages.index_files._BUSY_SECONDS", 0)
    path = tmp_path / "index.db"
    with closing(connect(path)) as first:
        index = SearchIndex(first, version="1", watching=False)
        index.create([3])
        first.execute("BEGIN IMMEDIATE")
        with closing(connect(path)) as connection:
            assert kept(connection) == ""
        first.execute("ROLLBACK")
        assert index.stale(9) == [3]


def test_without_a_folder_it_is_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a name that tells nothing of the library's."""

    def cache(name: str, *, appauthor: bool) -> Path:
        return tmp_path / f"{name}, {appauthor}"

    monkeypatch.setattr("platformdirs.user_cache_path", cache)
    path = index_file(Path("secret name.json"))
    assert path.name == index_file(Path("secret name.json").absolute(), tmp_path).name
    assert path.parent == tmp_path / "dateline, False" / "search"
    assert "secret" not in path.name
    assert len(path.stem) == 32
