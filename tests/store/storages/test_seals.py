"""A log is applied to the file it was written to, and to no other."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from store import StorageError, open_library
from store.backups.copies import take
from store.storages import SQLiteStorage, seals
from tests.conftest import ROOT

#: Writes rows, then ends without closing the library, as after a kill.
LEFT = """
import os, sys
from store import open_library
library = open_library(sys.argv[1], user="ana")
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    library.tables.storage.write_rows("a", {number: {"x": number}})
print("ready", flush=True)
if sys.argv[4] == "wait":
    sys.stdin.read()
os._exit(0)
"""


def left(path: Path, first: int, last: int) -> None:
    """A library as a killed process leaves it: its last rows in the log alone."""
    arguments = [str(path), str(first), str(last), "end"]
    subprocess.run([sys.executable, "-c", LEFT, *arguments], check=True, cwd=ROOT, stdout=subprocess.PIPE)
    assert Path(f"{path}-wal").stat().st_size > 0


def numbers(path: Path) -> list[int]:
    """The rows a library holds once it is opened as usual."""
    with closing(open_library(path, user="ana")) as library:
        return library.tables.storage.row_ids("a")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a library is to be."""
    return tmp_path / "library.db"


@pytest.mark.slow
def test_its_own_log_is_applied(path: Path) -> None:
    """What only the log of a killed process holds is there, time after time."""
    for number in range(4):
        left(path, number * 3, number * 3 + 3)
    assert numbers(path) == list(range(12))
    assert list(path.parent.glob("*set-aside*")) == []


@pytest.mark.slow
def test_the_log_of_another_file_is_set_aside(path: Path) -> None:
    """A backup copied over the file a log was left of, or put in its place, is what one then has."""
    left(path, 0, 3)
    backup = take(path, "manual")
    left(path, 3, 6)
    data = backup.read_bytes()
    for replaced in (False, True):
        if replaced:
            path.unlink()
        path.write_bytes(data)
        library = open_library(path, user="ana")
        assert library.tables.storage.row_ids("a") == [0, 1, 2]
        kept = next(path.parent.glob("library.set-aside-*.db-wal"))
        assert kept.name in library.warnings[0]
        assert len(seals.seals_in_log(kept)) >= 3
        library.tables.storage.write_rows("a", {6: {}})
        library.close()
        kept.unlink()
        left(path, 7, 9)


@pytest.mark.few(1)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("killed", [False, True])
def test_who_comes_and_goes_while_one_looks_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool, when: str
) -> None:
    """Another process brings the log into the file just then, and may leave a new one that holds its rows."""
    left(path, 0, 3)
    really, came = seals.seals_in_log, []

    def other() -> None:
        came.append(1)
        code = LEFT.replace("os._exit(0)", "library.close()")
        subprocess.run([sys.executable, "-c", code, str(path), "3", "6", "end"], check=True, cwd=ROOT)
        if killed:
            left(path, 6, 9)

    def looking(log: Path) -> list[str]:
        if came:
            return really(log)
        if when == "before":
            other()
            return really(log)
        found = really(log)
        other()
        return found

    monkeypatch.setattr(seals, "seals_in_log", looking)
    assert numbers(path) == list(range(9 if killed else 6))
    assert list(path.parent.glob("*set-aside*")) == []


def test_the_copy_of_a_file_that_had_no_log_is_told_from_it(path: Path) -> None:
    """Also a copy made by hand of the closed library, once the library has gone on."""
    with closing(open_library(path)) as library:
        library.tables.storage.write_rows("a", {0: {}})
    early = path.read_bytes()
    with closing(open_library(path)) as library:
        library.tables.storage.write_rows("a", {1: {}})
    left(path, 2, 4)
    path.write_bytes(early)
    assert numbers(path) == [0]


def test_a_log_whose_file_was_moved_away_is_kept(path: Path) -> None:
    """SQLite would delete it; put back beside its file it gives what it holds."""
    left(path, 0, 3)
    away = path.with_name("away.db")
    path.rename(away)
    assert numbers(path) == []
    kept = next(path.parent.glob("library.set-aside-*.db-wal"))
    kept.rename(path.with_name("away.db-wal"))
    assert numbers(away) == [0, 1, 2]


def test_a_log_in_use_is_left_alone(path: Path) -> None:
    """While another program has the former file open, the copy in its place is not opened."""
    left(path, 0, 3)
    backup = take(path, "manual").read_bytes()
    child = subprocess.Popen(
        [sys.executable, "-c", LEFT, str(path), "3", "6", "wait"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert child.stdin and child.stdout
    assert child.stdout.readline() == b"ready\n"
    path.write_bytes(backup)
    log = Path(f"{path}-wal").read_bytes()
    with pytest.raises(StorageError, match="another program still has open"):
        open_library(path, user="bea")
    assert (path.read_bytes(), Path(f"{path}-wal").read_bytes()) == (backup, log)
    child.stdin.close()
    child.stdout.close()
    child.wait()
    assert numbers(path) == [0, 1, 2]


def test_a_page_holds_one_seal(path: Path) -> None:
    """Nothing is left of the seals before, or an earlier copy would pass for the file."""
    with closing(SQLiteStorage(path)) as storage:
        for number in range(50):
            storage.write_rows("a", {number: {}})
    assert path.read_bytes().count(b"sealed ") == 1


def test_a_transaction_that_writes_nothing_has_no_seal(path: Path) -> None:
    """The log does not grow by what changes nothing; by a table, an index or a row it does."""
    with closing(SQLiteStorage(path)) as storage:
        storage.write_rows("a", {1: {"x": 1}})
        last = seals.seals_in_log(Path(f"{path}-wal"))[-1]
        with storage.transaction():
            storage.write_rows("a", {})
        assert seals.seals_in_log(Path(f"{path}-wal"))[-1] == last
        seen = {last}
        changes: list[Callable[[], None]] = [
            lambda: storage.write_rows("b", {}),
            lambda: storage.ensure_indexes([("b", "x")]),
            lambda: storage.write_rows("b", {1: None, 2: {}}),
        ]
        for change in changes:
            change()
            seen.add(seals.seals_in_log(Path(f"{path}-wal"))[-1])
        assert len(seen) == 4


def test_a_library_without_a_seal_gets_one(path: Path) -> None:
    """Libraries made so far are opened as they are; their first change seals them."""
    with closing(SQLiteStorage(path)) as storage:
        storage.write_rows("a", {1: {}})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f'DROP TABLE "{seals.TABLE}"')
        connection.commit()
    assert seals.seal_without_log(path) == seals.NONE
    with closing(SQLiteStorage(path)) as storage:
        storage.write_rows("a", {2: {}})
        assert storage.displaced() == ""
        assert storage.table_names() == ["a"]
    assert seals.seal_without_log(path) != seals.NONE


@pytest.mark.parametrize("written", [True, False], ids=["a log", "an empty log"])
def test_a_file_put_in_the_place_of_one_in_use_is_not_opened(tmp_path: Path, written: bool) -> None:
    """After ``mv other library`` another process says whose place it took, and touches no log."""
    path, other = tmp_path / "library.db", tmp_path / "other.db"
    for one in (path, other):
        with closing(SQLiteStorage(one)) as storage:
            storage.write_rows("a", {1: {}})
    with closing(SQLiteStorage(path)) as storage:
        if written:
            storage.write_rows("a", {2: {}})
        other.rename(path)
        files = sorted(tmp_path.iterdir())
        code = "import sys\nfrom store.storages import SQLiteStorage\nSQLiteStorage(sys.argv[1])"
        for run in ("another", "this"):
            if run == "another":
                done = subprocess.run(
                    [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True
                )
                assert "still has open" in done.stderr
            else:
                with pytest.raises(StorageError, match="still has open"):
                    SQLiteStorage(path)
        assert sorted(tmp_path.iterdir()) == files
        assert storage.count_rows("a") == 1 + written


# -- one by one --------------------------------------------------------------------------------------


def test_a_seal_follows_the_one_before(path: Path) -> None:
    """Both can be read; where none can, none is there."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert seals.seals_of(connection) == (seals.NONE, seals.NONE)
        first = seals.write_seal(connection, seals.NONE)
        assert seals.seals_of(connection) == (first, seals.NONE)
        second = seals.write_seal(connection, first)
        assert seals.seals_of(connection) == (second, first)
        assert seals.seal_of(connection) == second
        third = seals.write_seal(connection, seals.NONE)
        assert seals.seals_of(connection) == (third, seals.NONE)
        assert connection.execute(f'SELECT count(*) FROM "{seals.TABLE}"').fetchone() == (1,)
        for odd in (
            f"sealed {first}",
            f"sealed {first} after {first[:-1]}g",
            f" sealed {first} after {first}",
        ):
            connection.execute(f'UPDATE "{seals.TABLE}" SET seal = ?', [odd])
            assert seals.seals_of(connection) == (seals.NONE, seals.NONE)
        connection.execute(f'DELETE FROM "{seals.TABLE}"')
        assert seals.seals_of(connection) == (seals.NONE, seals.NONE)
        connection.execute(f'ALTER TABLE "{seals.TABLE}" RENAME COLUMN seal TO other')
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            seals.seals_of(connection)
    assert len({first, second, third}) == 3


def frame(now: str, before: str, *, salt: int = 5) -> bytes:
    """A page of a log that holds a seal."""
    page = f"sealed {now * 32} after {before * 32}".encode().rjust(512, b"\0")
    return struct.pack(">4I8x", 2, 0, salt, 6) + page


def test_the_seals_in_a_log_come_in_their_order(path: Path) -> None:
    """Each once, after the one before the first; what is left of an earlier log is not its."""
    log = path.with_name("log")
    assert seals.seals_in_log(log) == []
    head = struct.pack(">6I8x", 0, 0, 512, 0, 5, 6)
    frames = [frame("b", "a"), frame("b", "a"), frame("c", "b"), frame("d", "c")]
    for data, found in (
        (head[:31], ""),
        (head, ""),
        (head + frames[0], "ab"),
        (head + b"".join(frames), "abcd"),
        (head + frames[0] + frame("e", "d", salt=4) + frames[2], "ab"),
        (head + frames[0] + frames[2][:23], "ab"),
        (head + frames[0] + frames[2][:-1], "ab"),
    ):
        log.write_bytes(data)
        assert seals.seals_in_log(log) == [letter * 32 for letter in found]


def test_a_log_that_is_written_to_meanwhile_is_looked_at_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said of it before may hold no more; who writes that often has it open."""
    left(path, 0, 3)
    log = Path(f"{path}-wal")
    looks = [0]

    def foreign(_log: Path, _path: Path) -> bool:
        looks[0] += 1
        if looks[0] > 3 and not always:
            return False
        os.utime(log, ns=(looks[0], looks[0]))
        return True

    monkeypatch.setattr(seals, "_is_foreign", foreign)
    always = True
    assert seals.set_aside_foreign_log(path) is None
    assert looks[0] > 4
    always, looks[0] = False, 0
    assert seals.set_aside_foreign_log(path) is None
    assert looks == [4]
    monkeypatch.undo()
    assert log.exists()
    assert numbers(path) == [0, 1, 2]


def test_where_there_is_nothing_to_do_nothing_is_done(path: Path) -> None:
    """No log, a library of this process, a log of the file's own, one whose file cannot be read by itself."""
    assert seals.set_aside_foreign_log(path) is None
    left(path, 0, 3)
    assert seals.set_aside_foreign_log(path) is None
    with closing(SQLiteStorage(path)) as storage:
        storage.write_rows("a", {9: {}})
        assert seals.set_aside_foreign_log(path) is None
    left(path, 3, 6)
    log = Path(f"{path}-wal").read_bytes()
    path.write_bytes(b"some other kind of file" * 99)
    assert seals.set_aside_foreign_log(path) is None
    assert Path(f"{path}-wal").read_bytes() == log


def test_a_log_without_seals_is_nobodys(path: Path) -> None:
    """Whether its file is there or not, it is left to SQLite."""
    log = Path(f"{path}-wal")
    log.write_bytes(struct.pack(">6I8x", 0, 0, 512, 0, 5, 6))
    assert seals.set_aside_foreign_log(path) is None
    left(path, 0, 3)
    log.write_bytes(struct.pack(">6I8x", 0, 0, 512, 0, 5, 6))
    assert seals.set_aside_foreign_log(path) is None
    assert log.exists()


def test_a_log_set_aside_has_a_name_of_its_own(path: Path) -> None:
    """Beside the file, with its name, the time and its ending."""
    assert seals.aside(path).parent == path.parent
    assert re.fullmatch(r"library\.set-aside-\d{4}-\d\d-\d\dT[\d.-]+Z\.db-wal", seals.aside(path).name)


def test_a_log_in_use_by_this_process_is_known_by_its_name(path: Path) -> None:
    """Its index cannot be asked: that would take the process's own locks away."""
    with closing(SQLiteStorage(path)) as storage:
        storage.write_rows("a", {1: {}})
        assert seals._is_mapped(path)
        assert not seals._is_mapped(path.with_name("other.db"))
    assert not seals._is_mapped(path)
    Path(f"{path}-shm").write_bytes(b"")
    assert not seals._is_mapped(path)


@pytest.mark.parametrize(
    ("code", "given"), [(errno.EACCES, False), (errno.EAGAIN, False), (errno.ENOLCK, None)]
)
def test_only_a_lock_of_others_means_that_they_are_there(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, given: bool | None
) -> None:
    """Where the system cannot lock at all, that is said: nothing is renamed then."""
    fcntl = pytest.importorskip("fcntl")
    path.write_bytes(b"x")
    with seals._alone(path, 1, 1) as alone:
        assert alone

    def refuse(*_: object) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    if given is None:
        with pytest.raises(OSError, match="refused"), seals._alone(path, 1, 1):
            pytest.fail("taken for locked")
    else:
        with seals._alone(path, 1, 1) as alone:
            assert alone is given


def test_an_index_that_may_not_be_written_is_not_asked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock needs that right; nor is a log of the file's own looked at further where its file may not be."""
    index = Path(f"{path}-shm")
    index.write_bytes(b"x")
    monkeypatch.setattr(seals, "_alone", lambda *_: nullcontext(enter_result=False))
    assert seals._is_mapped(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not seals._is_mapped(path)
    left(path, 0, 3)
    assert seals.set_aside_foreign_log(path) is None
