"""A SQLite library held, copied and looked at: as it was at one moment, and with nothing left beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import NotALibraryError, StorageError
from store.storages import SQLiteStorage, handles, seals
from store.storages.header import FILE_VERSION
from store.storages.same_file import Place
from store.storages.sqlite_copies import Snapshot, bring_log_in, unsound, write_copy
from store.tables import SCHEMA_VERSION


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """A library with a row, in a folder of its own."""
    with closing(SQLiteStorage(tmp_path / "own" / "library.db")) as opened:
        opened.write_rows("meta", {1: {"schema": SCHEMA_VERSION}})
        opened.write_rows("a", {1: {"x": 1}})
        yield opened


@pytest.fixture
def closed(storage: SQLiteStorage) -> Path:
    """It, once nobody has it open."""
    storage.close()
    return storage.path


def rows(path: Path) -> dict[int, object]:
    """The rows of a library that nobody has open."""
    with closing(SQLiteStorage(path)) as opened:
        return dict(opened.scan_rows("a"))


def beside(path: Path) -> list[str]:
    """The names in the file's folder."""
    return sorted(one.name for one in path.parent.iterdir())


def changed(path: Path, sql: str) -> None:
    """Changes the file behind the program's back; it is whole then, without a log."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(sql)


# -- held and copied -------------------------------------------------------------------------------


def test_a_copy_is_of_the_moment_and_of_a_past_of_its_own(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Its seal is a fresh one that follows the library's; a log of the library is never taken for its own."""
    before = seals.seal_of(storage._connection)
    with closing(Snapshot(storage.path)) as held:
        assert not held.keeps_waiting
        storage.write_rows("a", {2: {}})
        held.write(tmp_path / "copy.db")
    own, then = seals.seals_without_log(tmp_path / "copy.db")
    assert then == before
    assert own not in seals.seals_in_log(Path(f"{storage.path}-wal"))
    assert rows(tmp_path / "copy.db") == {1: {"x": 1}}


def test_without_a_log_writers_wait(closed: Path, tmp_path: Path) -> None:
    """Who holds the library is asked for its copy before they write."""
    changed(closed, "PRAGMA journal_mode=DELETE")
    with closing(Snapshot(closed)) as held:
        assert held.keeps_waiting
        held.write(tmp_path / "copy.db")
        with closing(sqlite3.connect(closed, timeout=0)) as other:
            other.execute("DELETE FROM a")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.commit()
    assert rows(tmp_path / "copy.db") == {1: {"x": 1}}


@pytest.mark.parametrize("still", [True, False])
def test_what_is_left_beside_one_that_is_held(closed: Path, still: bool) -> None:
    """Nothing of a file nobody writes to; else a reader's index, which another may have to use as well."""
    before = closed.read_bytes()
    with closing(Snapshot(closed, still=still)):
        assert (beside(closed) == ["library.db"]) == still
    assert (beside(closed) == ["library.db"]) == still
    assert closed.read_bytes() == before


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_a_log_is_read_also_of_one_that_stands_still(closed: Path, tmp_path: Path, end: str) -> None:
    """What is in its log counts, and what its journal takes back is not read."""
    left = tmp_path / "left.db"
    if end == "-journal":
        changed(closed, "PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN")
        other.execute("""UPDATE a SET document = '{"x":2}'""")
        other.execute("CREATE TABLE b (id INTEGER PRIMARY KEY, document TEXT)")
        for number in range(200):
            other.execute("INSERT INTO b VALUES (?, ?)", [number, f'{{"x":"{"y" * 900}"}}'])
        if end == "-wal":
            other.execute("COMMIT")
        for one in ("", end):
            Path(f"{left}{one}").write_bytes(Path(f"{closed}{one}").read_bytes())
    if end == "-journal":
        with pytest.raises(StorageError, match="a change of it was cut off"):
            Snapshot(left, still=True)
        assert unsound(left)
        assert rows(left) == {1: {"x": 1}}
    with closing(Snapshot(left, still=True)) as held:
        held.write(tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db") == {1: {"x": 2 if end == "-wal" else 1}}


def test_one_that_is_open_here_never_counts_as_still(storage: SQLiteStorage, tmp_path: Path) -> None:
    """What this process wrote a moment ago is in the copy, and can be in its log alone."""
    with closing(sqlite3.connect(storage.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(Snapshot(storage.path, still=True)) as held:
        storage.write_rows("a", {1: {"x": 2}, 2: {}})
        held.write(tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db") == {1: {"x": 1}}
    assert unsound(storage.path) is None
    storage.write_rows("meta", {1: {"schema": SCHEMA_VERSION + 1}})
    assert unsound(storage.path) == "a newer version of this program wrote it"


def test_a_copy_that_is_odd_is_not_kept(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Neither the file nor anything beside it; the reason is said."""
    folder = tmp_path / "copies"
    folder.mkdir()
    seen: list[list[str]] = []

    def check(part: Path) -> str | None:
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("BEGIN IMMEDIATE")
            seen.append(beside(part))
        return "it is odd" if len(seen) == 1 else None

    with closing(Snapshot(storage.path)) as held:
        with pytest.raises(NotALibraryError, match="the library is damaged: it is odd") as caught:
            held.write(folder / "copy.db", check=check)
        assert "doctor" in caught.value.way_out
        assert beside(folder / "copy.db") == []
        held.write(folder / "copy.db", check=check)
    assert beside(folder / "copy.db") == ["copy.db"]
    assert [len(names) for names in seen] == [3, 3]


def test_pages_of_two_files_are_no_copy(storage: SQLiteStorage, tmp_path: Path) -> None:
    """A library that is written over while it is held: each page may be sound, and the whole is none."""
    storage.write_rows("a", {key: {"x": "words " * 900} for key in range(2, 60)})
    early = storage.path.read_bytes()
    with closing(sqlite3.connect(storage.path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    storage.write_rows("a", {1: {"x": "in the log"}})
    with closing(Snapshot(storage.path)) as held:
        storage.path.write_bytes(early)
        with pytest.raises(NotALibraryError, match="it was written over by another program"):
            held.write(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_the_pages_of_a_file_that_is_gone_are_its_own(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Deleted or replaced, what is held is what it was."""
    with closing(Snapshot(storage.path)) as held:
        storage.path.unlink()
        storage.path.write_bytes(b"another")
        held.write(tmp_path / "copy.db")
    assert rows(tmp_path / "copy.db") == {1: {"x": 1}}


def test_one_that_cannot_be_held_is_let_go(tmp_path: Path) -> None:
    """The error says why, and the file is not held open by it."""
    path = tmp_path / "library.db"
    with pytest.raises(StorageError, match=r"library\.db"):
        Snapshot(path)
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(NotALibraryError, match="is damaged"):
        Snapshot(path)
    assert not handles.is_live(path)


def test_what_is_wrong_after_it_was_opened_lets_it_go(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a library held, and of one opened: the error holds no file open."""

    def refuse(*_: object) -> None:
        raise StorageError("odd")

    for module in ("sqlite_copies", "sqlite_connections"):
        monkeypatch.setattr(f"store.storages.{module}.Place.written_over", refuse)
    with pytest.raises(StorageError, match="odd") as held:
        Snapshot(closed)
    assert not handles.is_live(closed)
    monkeypatch.setattr(Place, "is_anothers", lambda _place: False)
    with pytest.raises(StorageError, match="odd") as opened:
        SQLiteStorage(closed)
    assert not handles.is_live(closed)
    assert held.value is not opened.value


# -- looked at -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("", None),
        ("PRAGMA application_id=7", "it is a SQLite file of another program"),
        (f"PRAGMA user_version={FILE_VERSION + 1}", "a newer version of this program wrote it"),
        ("UPDATE meta SET document='{\"schema\":99}'", "a newer version of this program wrote it"),
        ("UPDATE meta SET document='{'", "it does not say which schema its records have"),
        ("UPDATE meta SET id=2", "it does not say which schema its records have"),
        ("DROP TABLE meta", "it is damaged, or holds no library"),
        (
            "PRAGMA writable_schema=1; UPDATE sqlite_master SET rootpage=2 WHERE name='a'",
            "a part of it is damaged",
        ),
    ],
)
def test_whether_a_file_can_be_a_library(closed: Path, sql: str, reason: str | None) -> None:
    """With the reason if not; it is not touched, and nothing is left beside it."""
    changed(closed, sql)
    before = closed.read_bytes()
    assert unsound(closed) == reason
    assert (closed.read_bytes(), beside(closed)) == (before, ["library.db"])


def test_what_is_no_sqlite_file_is_unsound(tmp_path: Path) -> None:
    """And so is one that is not there; it is not made."""
    for data in (b"", b"{}", b"SQLite format 3\0"):
        (tmp_path / "library.db").write_bytes(data)
        assert unsound(tmp_path / "library.db")
    assert unsound(tmp_path / "none.db") == "it is damaged, or holds no library"
    assert beside(tmp_path / "library.db") == ["library.db"]


# -- the log brought in ----------------------------------------------------------------------------


def test_a_log_is_brought_into_the_file_while_nobody_has_it_open(
    storage: SQLiteStorage, tmp_path: Path
) -> None:
    """It is in log mode as before; one that is in use stays as it is."""
    assert not bring_log_in(storage.path)
    left = tmp_path / "left" / "library.db"
    left.parent.mkdir()
    for end in ("", "-wal"):
        Path(f"{left}{end}").write_bytes(Path(f"{storage.path}{end}").read_bytes())
    assert bring_log_in(left)
    assert beside(left) == ["library.db"]
    assert left.read_bytes()[18:20] == b"\2\2"
    assert rows(left) == {1: {"x": 1}}


def test_what_the_log_of_a_damaged_one_holds_is_not_lost(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Who mends it may need it."""
    with closing(sqlite3.connect(storage.path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    storage.write_rows("a", {2: {"x": "in the log"}})
    path = tmp_path / "damaged.db"
    data = storage.path.read_bytes()
    assert b"in the log" not in data
    path.write_bytes(data[:16] + bytes(4) + data[20:])
    Path(f"{path}-wal").write_bytes(Path(f"{storage.path}-wal").read_bytes())
    assert bring_log_in(path)
    assert any(b"in the log" in one.read_bytes() for one in path.parent.glob("damaged.db*"))


def test_a_state_is_written_as_a_file(tmp_path: Path) -> None:
    """Also one in memory; it is checked where that is asked for."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
        write_copy(connection, tmp_path / "copy.db")
        with pytest.raises(NotALibraryError, match="holds no library"):
            write_copy(connection, tmp_path / "other.db", check=unsound_or_none)
    assert beside(tmp_path / "copy.db") == ["copy.db"]


def unsound_or_none(path: Path) -> str | None:
    """As `unsound`, of a file of nobody."""
    changed(path, "PRAGMA application_id=0x44544C4E")
    return unsound(path)


def test_a_copy_needs_no_flush_while_it_is_made(
    storage: SQLiteStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name is given to it once it is whole and on the disk: until then it may be lost."""
    asked: list[object] = []

    def looking(copy: sqlite3.Connection, before: str) -> str:
        asked.append(copy.execute("PRAGMA synchronous").fetchone())
        return really(copy, before)

    really = seals.write_seal
    monkeypatch.setattr(seals, "write_seal", looking)
    with closing(storage.hold()) as held:
        held.write(tmp_path / "copy.db")
    assert asked == [(0,)]
