"""Reading waits for no writer, in this process or another; who is waited for is said by name."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from store import StorageError, add_paths, open_library
from store.storages import RowDB, SQLiteStorage, lock_holder, sqlite_file
from tests.conftest import SAMPLES

#: Holds the write lock of a library until its input ends.
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
#: Seconds after which something that should not wait is taken to wait.
PATIENCE = 20.0


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """A storage with a row."""
    opened = SQLiteStorage(tmp_path / "library.db")
    opened.write_rows("a", {1: {"x": 1}})
    yield opened
    opened.close()


@pytest.fixture
def holder(storage: SQLiteStorage) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the write lock."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(storage.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin and child.stdout
    assert child.stdout.readline() == "held\n"
    yield child
    child.stdin.close()
    child.stdout.close()
    child.wait()


def reads(storage: SQLiteStorage) -> list[Callable[[], Any]]:
    """Everything a storage is asked without changing it."""
    return [
        storage.version,
        storage.table_names,
        storage.read,
        storage.displaced,
        lambda: storage.get_rows("a", [1]),
        lambda: list(storage.scan_rows("a")),
        lambda: storage.find_rows("a", "x", 1),
        lambda: storage.find_rows_among("a", "x", [1]),
        lambda: storage.row_ids("a", newest_by="x"),
        lambda: storage.count_rows("a"),
        lambda: storage.count_by("a", "x", [1]),
        lambda: storage.last_id("a"),
    ]


def in_a_thread(acts: list[Callable[[], Any]]) -> list[Any]:
    """What the calls give in a thread of their own; fails where they wait."""
    given: list[Any] = []
    thread = threading.Thread(target=lambda: given.extend([act() for act in acts]), daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive(), "reading waits"
    return given


def test_reading_waits_for_no_thread_that_writes(storage: SQLiteStorage) -> None:
    """While a thread is in a transaction another reads what was before, and the thread what it wrote."""
    before = in_a_thread(reads(storage))
    with storage.transaction():
        storage.write_rows("a", {1: {"x": 2}, 2: {"x": 1}})
        storage.write_rows("b", {1: {}})
        assert in_a_thread(reads(storage)) == before
        assert storage.writing
        assert storage.get_rows("a", [1]) == {1: {"x": 2}}
        assert storage.find_rows("a", "x", 1) == {2: {"x": 1}}
        assert storage.table_names() == ["a", "b"]
    assert not storage.writing
    assert in_a_thread(reads(storage))[4] == {1: {"x": 2}}


def test_reading_waits_for_no_thread_that_waits(
    storage: SQLiteStorage, holder: subprocess.Popen[str]
) -> None:
    """While a thread waits for another program's lock everything can be read; then the thread writes."""
    before = in_a_thread(reads(storage))
    writing = threading.Thread(target=lambda: storage.write_rows("a", {2: {}}))
    writing.start()
    while not storage.waits_for():
        assert writing.is_alive()
    assert in_a_thread(reads(storage)) == before
    assert holder.stdin
    holder.stdin.close()
    writing.join()
    assert storage.waits_for() == ""
    assert storage.count_rows("a") == 2


def test_who_is_waited_for_is_named(
    storage: SQLiteStorage, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By program and process where the system tells; else as another program."""
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    if lock_holder._LOCKS.exists():
        name = Path(f"/proc/{holder.pid}/comm").read_text(encoding="utf-8").strip()
        assert lock_holder.writer_of(storage.path) == f"{name} (process {holder.pid})"
        with pytest.raises(StorageError, match=rf"{name} \(process {holder.pid}\) is writing to it"):
            storage.write_rows("a", {2: {}})
    monkeypatch.setattr(lock_holder, "_LOCKS", storage.path.with_name("none"))
    assert lock_holder.writer_of(storage.path) == ""
    with pytest.raises(StorageError, match="another program is writing to it"):
        storage.write_rows("a", {2: {}})


@pytest.mark.skipif(not lock_holder._LOCKS.exists(), reason="the system lists no locks")
def test_the_writer_of_a_file_without_a_log_is_named(tmp_path: Path) -> None:
    """Such a file is locked itself; nobody is named while nobody writes."""
    path = tmp_path / "plain.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE a (x)")
        assert lock_holder.writer_of(path) == ""
        connection.execute("BEGIN IMMEDIATE")
        assert f"(process {os.getpid()})" in lock_holder.writer_of(path)


def test_version_tells_others_changes_from_ones_own(storage: SQLiteStorage) -> None:
    """The first of the pair stands while only this storage writes."""
    first = storage.version()
    storage.write_rows("a", {2: {}})
    second = storage.version()
    assert (second[0], second != first) == (first[0], True)
    with closing(SQLiteStorage(storage.path)) as other:
        other.write_rows("a", {3: {}})
    assert storage.version()[0] != first[0]


def test_a_locked_file_without_a_log_keeps_no_version_waiting(tmp_path: Path) -> None:
    """Where even reading must wait, the version is what it was."""
    path = tmp_path / "library.db"
    SQLiteStorage(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        with closing(SQLiteStorage(path)) as storage:
            version = storage.version()
            other.execute("BEGIN EXCLUSIVE")
            assert in_a_thread([storage.version]) == [version]
            other.execute("ROLLBACK")


def test_a_search_waits_for_no_writer(tmp_path: Path, clock: Callable[[], str]) -> None:
    """Where the index is as new as the tables, words are found while another program writes."""
    library = open_library(tmp_path / "library.db", user="ana", clock=clock)
    add_paths(library, [SAMPLES])
    found = [hit.release.id for hit in library.find.hits("the")]
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert in_a_thread([lambda: [hit.release.id for hit in library.find.hits("the")]]) == [found]
    assert found
    library.close()


def test_a_table_rolled_back_is_made_again(storage: SQLiteStorage) -> None:
    """What a transaction that failed had made is not taken to be there by the next."""
    with pytest.raises(RuntimeError, match="no"), storage.transaction():
        storage.write_rows("b", {1: {}})
        storage.write_rows("b", {2: {}})  # by now the table is known to be there
        raise RuntimeError("no")
    with storage.transaction():
        storage.write_rows("b", {2: {}})
        assert storage.row_ids("b") == [2]


def test_what_a_transaction_finds_is_nobody_elses(storage: SQLiteStorage) -> None:
    """A search inside a transaction leaves nothing behind for other threads, done or undone."""
    db = RowDB(storage.path, storage=SQLiteStorage)
    table, own = db.table("a"), db.storage
    query = where("x") == 5
    with pytest.raises(RuntimeError, match="no"), own.transaction():  # type: ignore[attr-defined]
        table.insert({"x": 5})
        assert len(table.search(query)) == 1
        assert in_a_thread([lambda: table.search(query)]) == [[]]
        raise RuntimeError("no")
    assert table.search(query) == []
    db.close()


def test_what_was_found_before_a_change_is_not_kept_after_it(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that read before a change, and is done after it, gives no other thread what it read."""
    db = RowDB(storage.path, storage=SQLiteStorage)
    table = db.table("a")
    query = where("x") == 5
    find = SQLiteStorage.find_rows

    def slowly(self: SQLiteStorage, table_name: str, field: str, value: int) -> Any:
        found = find(self, table_name, field, value)
        monkeypatch.undo()
        table.insert({"x": 5})
        assert len(table.search(query)) == 1
        return found

    monkeypatch.setattr(SQLiteStorage, "find_rows", slowly)
    assert table.search(query) == []
    assert len(table.search(query)) == 1
    db.close()


def test_many_threads_share_a_tables_cache(storage: SQLiteStorage) -> None:
    """Threads that search and one that writes meet no error and end with what is there."""
    db = RowDB(storage.path, storage=SQLiteStorage)
    table = db.table("a")
    errors: list[BaseException] = []

    def search() -> None:
        try:
            for number in range(300):
                for row in table.search(where("x") == number % 15):
                    assert row["x"] == number % 15
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        table.insert({"x": number % 15})
    for thread in threads:
        thread.join()
    assert errors == []
    assert [len(table.search(where("x") == number)) for number in range(15)] == [
        2 + (number == 1) for number in range(15)
    ]
    db.close()


def test_who_searches_keeps_nobody_waiting(storage: SQLiteStorage) -> None:
    """Neither who reads a row nor another who searches; one thread has one connection; a writer its own."""

    def searched() -> int:
        with storage.index_connection() as other:
            return id(other)

    with storage.index_connection() as one:
        with storage.index_connection() as again:
            assert again is one
        assert in_a_thread([lambda: storage.get_rows("a", [1])]) == [{1: {"x": 1}}]
        assert in_a_thread([searched]) != [id(one)]
        with storage.transaction(), storage.index_connection() as writing:
            storage.write_rows("a", {2: {"x": 2}})
            counts = [each.execute("SELECT count(*) FROM a").fetchone()[0] for each in (writing, one)]
        assert counts == [2, 1]
    with storage.snapshot(), storage.index_connection() as seeing:
        assert seeing is storage._reader


def test_a_search_reads_no_other_file_of_the_name(storage: SQLiteStorage, tmp_path: Path) -> None:
    """What is open is asked, whatever stands at its path by now."""
    SQLiteStorage(tmp_path / "other.db").close()
    (tmp_path / "other.db").rename(storage.path)
    with storage.index_connection() as one:
        assert one.execute("SELECT count(*) FROM a").fetchone() == (1,)
    storage.path.unlink()
    with storage.index_connection() as one:
        assert one.execute("SELECT count(*) FROM a").fetchone() == (1,)


def test_a_new_file_waits_for_another_that_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite refuses at once, without its own waiting, what it cannot switch to a log while one reads."""
    path = tmp_path / "library.db"
    path.touch()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM sqlite_master").fetchall()
        waited: list[float] = []

        def wait(seconds: float) -> None:
            waited.append(seconds)
            other.execute("ROLLBACK")

        monkeypatch.setattr("store.storages.sqlite_connections.time.sleep", wait)
        with closing(SQLiteStorage(path)) as storage:
            assert not storage.read_only
    assert len(waited) == 1
