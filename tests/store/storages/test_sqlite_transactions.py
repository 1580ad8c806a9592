"""Transactions on a SQLite file: who is asked before one, who waits for one, and what is seen in one."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import DisplacedError, StorageError
from store.storages import SQLiteStorage, handles, seals, sqlite_file
from tests.store.storages.test_sqlite_connections import PATIENCE, in_a_thread


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """A storage with a row."""
    with closing(SQLiteStorage(tmp_path / "library.db")) as opened:
        opened.write_rows("a", {1: {"x": 1}})
        yield opened


def test_who_wants_to_know_is_asked_before_each_change(storage: SQLiteStorage) -> None:
    """Once for a transaction with others in it, and before it: who objects keeps it from beginning."""
    asked: list[bool] = []
    storage.before_change = lambda: asked.append(storage.writing)
    with storage.transaction():
        storage.write_rows("a", {2: {}})
        with storage.transaction():
            storage.write_rows("a", {3: {}})
    assert asked == [False]

    def object_to_it() -> None:
        raise KeyError

    storage.before_change = object_to_it
    with pytest.raises(KeyError):
        storage.write_rows("a", {4: {}})
    storage.before_change = None
    assert storage.row_ids("a") == [1, 2, 3]
    storage.write_rows("a", {4: {}})


def test_who_reads_only_is_refused_before_anybody_is_asked(storage: SQLiteStorage) -> None:
    """In the words it was opened with."""
    storage.before_change = lambda: pytest.fail("asked")
    storage.read_only = True
    with pytest.raises(StorageError, match="it is read-only"):
        storage.write_rows("a", {2: {}})
    storage.refusal = StorageError("the disk was full.", "Free some space.")
    with pytest.raises(StorageError, match="the disk was full") as caught:
        storage.write_rows("a", {2: {}})
    assert caught.value is not storage.refusal
    assert caught.value.way_out == "Free some space."


def test_a_library_that_is_gone_is_said_before_anybody_is_asked(storage: SQLiteStorage) -> None:
    """No backup is made of what stands there now."""
    storage.before_change = lambda: pytest.fail("asked")
    storage.path.rename(storage.path.with_name("away.db"))
    with pytest.raises(DisplacedError, match="is gone"):
        storage.write_rows("a", {2: {}})


def test_a_statement_that_fails_leaves_nothing_begun(storage: SQLiteStorage) -> None:
    """Whether SQLite has ended the transaction by itself or not."""
    for sql in ("ROLLBACK", "no SQL"):
        with pytest.raises(StorageError), storage.transaction():
            storage.write_rows("a", {2: {}})
            storage._query(sql)
            storage._query("no SQL")
        assert not storage._connection.in_transaction
        assert (storage.writing, storage.row_ids("a")) == (False, [1])
        storage.write_rows("a", {1: {"x": 1}})


def test_reads_inside_a_snapshot_see_one_state(storage: SQLiteStorage) -> None:
    """Whatever others write meanwhile, and also after a read that failed; in a transaction, its own."""
    with closing(SQLiteStorage(storage.path)) as other:
        with storage.snapshot():
            assert storage.count_rows("a") == 1
            other.write_rows("a", {2: {}})
            assert storage.count_rows("a") == 1
        assert storage.count_rows("a") == 2
        with pytest.raises(KeyError), storage.snapshot():
            raise KeyError
        with storage.transaction(), storage.snapshot():
            storage.write_rows("a", {3: {}})
            assert storage.count_rows("a") == 3
        other.write_rows("a", {4: {}})
        assert storage.count_rows("a") == 4


def test_a_version_is_asked_for_without_waiting(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file without a log is locked, for however long a writer would wait."""
    storage.close()
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 600.0)
    with closing(sqlite3.connect(storage.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        with closing(SQLiteStorage(storage.path)) as plain:
            version = plain.version()
            other.execute("BEGIN EXCLUSIVE")
            try:
                assert in_a_thread([plain.version]) == [version]
            finally:
                other.execute("ROLLBACK")
            assert plain._connection.execute("PRAGMA busy_timeout").fetchone() == (600_000,)


def test_who_writes_waits_as_before(storage: SQLiteStorage) -> None:
    """Having asked for the version, or waited by itself, a connection still waits for others."""
    expected = (int(sqlite_file.BUSY_SECONDS * 1000),)
    for ask in (storage.version, lambda: storage.write_rows("a", {2: {}})):
        ask()
        assert storage._connection.execute("PRAGMA busy_timeout").fetchone() == expected


def test_while_another_thread_writes_what_was_known_stands(storage: SQLiteStorage) -> None:
    """Whether the library is in its place, and its version; then it is asked again."""
    with closing(SQLiteStorage(storage.path)) as other:
        version = storage.version()
        with storage.transaction():
            storage.path.rename(storage.path.with_name("away.db"))
            assert in_a_thread([storage.displaced, storage.version]) == ["", version]
            assert storage.displaced() == ""
            storage.path.with_name("away.db").rename(storage.path)
        other.write_rows("a", {2: {}})
        assert storage.version()[0] != version[0]
    storage.path.rename(storage.path.with_name("away.db"))
    assert "is gone" in storage.displaced()


@pytest.mark.usefixtures("no_pauses")
def test_what_is_left_is_said_when_nobody_writes(storage: SQLiteStorage) -> None:
    """Whether the pages are another's, the log if it is its own, and the seals that were met."""
    with closing(sqlite3.connect(storage.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # else the log alone has all there is
    left = storage.left()
    assert (left.written_over, left.log) == (False, Path(f"{storage.path}-wal"))
    assert left.seals[-1] == seals.seal_of(storage._connection)
    data = storage.path.read_bytes()
    storage.path.write_bytes(data[:100] + bytes(len(data) - 100))
    assert storage.left().written_over
    storage.path.rename(storage.path.with_name("away.db"))
    left = storage.left()
    assert not left.written_over
    Path(f"{storage.path}-wal").unlink()
    assert storage.left().log is None


def test_what_was_asked_in_a_thread_is_answered_there(storage: SQLiteStorage) -> None:
    """Who is in a transaction is one thread, and no other."""
    writing: list[bool] = []
    with storage.transaction():
        thread = threading.Thread(target=lambda: writing.append(storage.writing))
        thread.start()
        thread.join()
        assert (storage.writing, writing) == (True, [False])


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        ({"rwc": sqlite3.SQLITE_FULL}, "the disk was full when it was opened"),
        ({"rwc": sqlite3.SQLITE_CANTOPEN}, "it is read-only"),
        ({"rwc": sqlite3.SQLITE_CANTOPEN, "ro": sqlite3.SQLITE_CANTOPEN}, "it is read-only"),
    ],
)
def test_what_can_only_be_read_is_opened_once(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch, refused: dict[str, int], words: str
) -> None:
    """There may be no other way in; what is there is read, and a change says why it cannot be made."""
    storage.close()
    really = handles.connect

    def connect(path: Path, options: str, **more: Any) -> sqlite3.Connection:
        mode = options.removeprefix("mode=")
        if mode in refused:
            error = sqlite3.OperationalError("refused")
            error.sqlite_errorcode = refused[mode]
            raise error
        return really(path, options, **more)

    monkeypatch.setattr(handles, "connect", connect)
    with closing(SQLiteStorage(storage.path)) as opened:
        assert opened.read_only
        assert opened.get_rows("a", [1]) == {1: {"x": 1}}
        assert opened.displaced() == ""
        with pytest.raises(StorageError, match=words):
            opened.write_rows("a", {2: {}})
    monkeypatch.undo()
    assert not handles.is_live(storage.path)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_CANTOPEN])
@pytest.mark.parametrize("looks", [True, False])
def test_what_could_only_be_read_is_written_once_it_can_be(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch, code: int, looks: bool
) -> None:
    """By a look, which lets go of the file for others, or by a change; others may have written meanwhile."""
    storage.close()
    really = handles.connect

    def connect(path: Path, options: str, **more: Any) -> sqlite3.Connection:
        if options == "mode=rwc":
            error = sqlite3.OperationalError("refused")
            error.sqlite_errorcode = code
            raise error
        return really(path, options, **more)

    monkeypatch.setattr(handles, "connect", connect)
    with closing(SQLiteStorage(storage.path)) as opened:
        told: list[str] = []
        opened.warn = told.append
        before = opened.version()
        with pytest.raises(StorageError, match=r"only be read|read-only"):
            opened.write_rows("a", {2: {}})
        assert (opened.read_only, told) == (True, [])
        monkeypatch.undo()
        monkeypatch.setattr("store.storages.sqlite_connections._LOOK_AGAIN", 0)
        for _ in range(looks):
            assert opened.version()[0] != before[0]
            with closing(SQLiteStorage(storage.path)) as other:
                other.write_rows("a", {3: {}})
        opened.write_rows("a", {2: {}})
        assert (opened.read_only, opened.refusal, opened.displaced()) == (False, None, "")
        assert told == ["library.db can be written to again: what is done from now on is saved."]
        assert opened.row_ids("a") == ([1, 2, 3] if looks else [1, 2])
    assert not handles.is_live(storage.path)


def test_what_is_being_read_is_not_taken_away(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is what was put in the library's place written to."""
    storage.close()
    monkeypatch.setattr("store.storages.sqlite_connections._LOOK_AGAIN", 0)
    refused = StorageError("the disk was full.")
    alone = sqlite_file.connect(storage.path)[0], refused
    monkeypatch.setattr("store.storages.sqlite_connections.connect", lambda _: alone)
    with closing(SQLiteStorage(storage.path)) as opened:
        monkeypatch.undo()
        monkeypatch.setattr("store.storages.sqlite_connections._LOOK_AGAIN", 0)
        with opened.snapshot():
            opened.version()
            assert (opened.read_only, opened.row_ids("a")) == (True, [1])
        with opened.index_connection() as connection:
            rows = connection.execute("SELECT id FROM a")
            opened.version()
            assert (opened.read_only, rows.fetchall()) == (True, [(1,)])
        away = storage.path.rename(storage.path.with_name("away.db"))
        storage.path.write_bytes(away.read_bytes())
        opened.version()
        assert opened.read_only
        storage.path.unlink()
        away.rename(storage.path)
        opened.version()
        assert not opened.read_only


def test_who_waits_asks_again_and_again(storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    """By itself: SQLite would ask so seldom that who writes all the time never lets it in."""
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 600.0)
    with closing(SQLiteStorage(storage.path)) as waiting:
        with storage.transaction():
            thread = threading.Thread(target=lambda: waiting.write_rows("a", {2: {}}))
            thread.start()
            until = time.monotonic() + PATIENCE
            while not waiting.waits_for() and time.monotonic() < until:
                assert thread.is_alive()
            waited_for = waiting.waits_for()
        thread.join()
        assert waited_for
        assert waiting.waits_for() == ""
        assert waiting.row_ids("a") == [1, 2]


def test_a_log_whose_place_cannot_be_asked_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words, with the way out."""

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(seals, "set_aside_foreign_log", refuse)
    with pytest.raises(StorageError, match="Permission denied") as caught:
        SQLiteStorage(tmp_path / "library.db")
    assert caught.value.way_out == "Check the path and its rights."
