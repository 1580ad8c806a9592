"""The way into a SQLite file: which are refused, how one is opened where little is allowed; plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import DatelineError, NewerLibraryError, NotALibraryError, StorageError
from store.storages import handles
from store.storages.header import APPLICATION_ID, FILE_VERSION, MAGIC
from store.storages.sqlite_file import check_file, check_mark, code_of, connect, explained, translated


def failure(code: int | None, text: str = "odd") -> sqlite3.OperationalError:
    """An error of SQLite's with that code."""
    error = sqlite3.OperationalError(text)
    if code is not None:
        error.sqlite_errorcode = code
        error.sqlite_errorname = f"NAME {code}"
    return error


# -- in words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "words", "way_out"),
    [
        (sqlite3.SQLITE_PERM, StorageError, "it is not yours to open", "Check the rights"),
        (sqlite3.SQLITE_NOMEM, StorageError, "too little memory", "Close other programs"),
        (sqlite3.SQLITE_READONLY, StorageError, "it is read-only", "Give yourself the right"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, StorageError, "a change of it was cut off", "Open it once"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StorageError, "it is read-only", "Give yourself the right"),
        (sqlite3.SQLITE_IOERR, StorageError, "the disk reports an error", "Check the disk"),
        (sqlite3.SQLITE_IOERR_READ, StorageError, "the disk reports an error", "Check the disk"),
        (sqlite3.SQLITE_FULL, StorageError, "the disk is full", "Free some space"),
        (sqlite3.SQLITE_IOERR_WRITE, StorageError, "the disk is full", "Free some space"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, StorageError, "the disk is full", "Free some space"),
        (sqlite3.SQLITE_IOERR_SHMMAP, StorageError, "the disk is full", "Free some space"),
        (sqlite3.SQLITE_IOERR_SHMOPEN, StorageError, "the disk is full", "Free some space"),
        (sqlite3.SQLITE_CANTOPEN, StorageError, "it could not be opened", "its folder exists"),
        (sqlite3.SQLITE_TOOBIG, StorageError, "a record is too large", "Divide"),
        (sqlite3.SQLITE_BUSY, StorageError, "another program is writing to it", "in a moment"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StorageError, "another program is writing to it", "in a moment"),
        (sqlite3.SQLITE_LOCKED, StorageError, "another program is writing to it", "in a moment"),
        (sqlite3.SQLITE_CORRUPT, NotALibraryError, "a part of it cannot be read", "doctor"),
        (sqlite3.SQLITE_CORRUPT_VTAB, NotALibraryError, "a part of it cannot be read", "doctor"),
        (sqlite3.SQLITE_NOTADB, NotALibraryError, "its header cannot be read", "doctor"),
        (sqlite3.SQLITE_FORMAT, NotALibraryError, "its header cannot be read", "doctor"),
        (sqlite3.SQLITE_MISUSE, StorageError, "it could not be used (NAME 21)", "doctor"),
        (None, StorageError, "it could not be used (OperationalError)", "doctor"),
    ],
)
def test_each_complaint_in_plain_words(
    tmp_path: Path, code: int | None, kind: type[DatelineError], words: str, way_out: str
) -> None:
    """By its code, extended or not, with the file and a way out; never SQLite's own report."""
    error = explained(tmp_path / "library.db", failure(code))
    assert type(error) is kind
    assert words in error.message
    assert "library.db" in error.message
    assert "odd" not in error.message
    assert way_out in error.way_out
    assert code_of(failure(code)) == (sqlite3.SQLITE_ERROR if code is None else code)


def test_a_record_that_is_no_json_is_damage(tmp_path: Path) -> None:
    """SQLite has no code of its own for it; the error stays the cause."""
    damaged = pytest.raises(NotALibraryError, match="is damaged: a record is not JSON")
    with damaged as caught, translated(tmp_path / "library.db"):
        raise failure(sqlite3.SQLITE_ERROR, "Malformed JSON")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)


# -- which files -----------------------------------------------------------------------------------


def test_a_new_file_has_its_folder_made(tmp_path: Path) -> None:
    """It is not made itself."""
    path = tmp_path / "new" / "folder" / "library.db"
    check_file(path)
    assert path.parent.is_dir()
    assert not path.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"A press release.\n", "is some other kind of file"),
        (bytes(4096), "is some other kind of file"),
        (b"SQLite", "is some other kind of file"),
        (b"", None),
        (MAGIC, None),
        (MAGIC + bytes(84), None),
    ],
)
def test_what_begins_otherwise_is_refused(tmp_path: Path, data: bytes, words: str | None) -> None:
    """An empty file is as good as none; what begins as SQLite's is looked into later."""
    path = tmp_path / "library.db"
    path.write_bytes(data)
    if words is None:
        check_file(path)
    else:
        with pytest.raises(NotALibraryError, match=words) as caught:
            check_file(path)
        assert "--library" in caught.value.way_out
    assert path.read_bytes() == data


def test_a_library_without_its_head_is_damaged(tmp_path: Path) -> None:
    """Not another kind of file: whoever overwrote its beginning left the rows."""
    path = made(tmp_path / "library.db")
    data = path.read_bytes()
    for head in (bytes(100), b"\0" + data[1:100], data[:70] + b"\0" + data[71:100]):
        path.write_bytes(head + data[100:])
        with pytest.raises(NotALibraryError, match="is damaged: its header is not as it was written"):
            check_file(path)


def test_what_cannot_be_a_file_is_refused(tmp_path: Path) -> None:
    """A folder, a way through a file, a name too long."""
    with pytest.raises(NotALibraryError, match="is a folder"):
        check_file(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "library.db", tmp_path / ("a" * 300)):
        with pytest.raises(StorageError) as caught:
            check_file(path)
        assert caught.value.way_out == "Check the path and its rights."


def made(path: Path, sql: str = "CREATE TABLE a (id INTEGER PRIMARY KEY, document TEXT)") -> Path:
    """A library in log mode, closed, with a row where the table has one."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={FILE_VERSION}")
        connection.executescript(f"{sql}; INSERT INTO a VALUES (1, '{{}}')")
    return path


@pytest.mark.parametrize(
    ("sql", "given"),
    [
        ("", True),
        (f"PRAGMA application_id={APPLICATION_ID}", True),
        (f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FILE_VERSION}", False),
        (f"PRAGMA application_id={APPLICATION_ID}; CREATE TABLE a (b)", False),
        ("CREATE TABLE a (b)", NotALibraryError),
        ("PRAGMA application_id=1", NotALibraryError),
        ("PRAGMA application_id=1; CREATE TABLE a (b)", NotALibraryError),
        (
            f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FILE_VERSION + 1}",
            NewerLibraryError,
        ),
        (f"PRAGMA user_version={FILE_VERSION + 1}", NewerLibraryError),
    ],
)
def test_whose_file_it_is(tmp_path: Path, sql: str, given: bool | type[DatelineError]) -> None:
    """Ours by its mark, anybody's while it is empty; whether it is empty still is given."""
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as connection:
        connection.executescript(sql)
        if isinstance(given, bool):
            assert check_mark(connection, tmp_path / "library.db") is given
            return
        with pytest.raises(given) as caught:
            check_mark(connection, tmp_path / "library.db")
    assert "library.db" in caught.value.message
    assert caught.value.way_out


# -- the way in ------------------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dict[str, int]], list[str]]]:
    """Has the ways in named fail with these codes; gives the list of those that are tried."""
    connections: list[sqlite3.Connection] = []
    really = handles.connect

    def refuse(codes: dict[str, int]) -> list[str]:
        tried: list[str] = []

        def connecting(path: Path, options: str, **more: Any) -> sqlite3.Connection:
            tried.append(options.removeprefix("mode="))
            if tried[-1] in codes:
                raise failure(codes[tried[-1]])
            connections.append(really(path, options, **more))
            return connections[-1]

        monkeypatch.setattr(handles, "connect", connecting)
        return tried

    yield refuse
    for connection in connections:
        connection.close()


Refuse = Callable[[dict[str, int]], list[str]]


def beside(path: Path) -> list[str]:
    """The endings of what lies beside the file."""
    return sorted(one.name.removeprefix(path.name) for one in path.parent.iterdir() if one != path)


def test_the_first_way_in_writes(tmp_path: Path, opened: Refuse) -> None:
    """Each change is on the disk before it is acknowledged."""
    tried = opened({})
    connection, refused = connect(made(tmp_path / "library.db"))
    assert (tried, refused) == (["rwc"], None)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.execute("INSERT INTO a VALUES (2, '{}')")


@pytest.mark.parametrize("first", ["ro", "ro&immutable=1"])
def test_another_first_way_only_reads(tmp_path: Path, opened: Refuse, first: str) -> None:
    """As asked for."""
    tried = opened({})
    connection, refused = connect(made(tmp_path / "library.db"), first=first)
    assert (tried, refused) == ([first], None)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("INSERT INTO a VALUES (2, '{}')")


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_WRITE,
    ],
)
def test_on_a_full_disk_it_is_read_without_files_of_sqlites_own(
    tmp_path: Path, opened: Refuse, code: int
) -> None:
    """The index of the log is kept in memory, and nobody else gets in; a change will say why."""
    path = made(tmp_path / "library.db")
    tried = opened({"rwc": code})
    connection, refused = connect(path)
    assert tried == ["rwc", "rw"]
    assert connection.execute("SELECT id FROM a").fetchall() == [(1,)]
    assert "-shm" not in beside(path)
    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with closing(sqlite3.connect(path, timeout=0)) as other, locked:
        other.execute("SELECT id FROM a").fetchall()
    assert refused is not None
    assert "the disk was full when it was opened, so it can only be read" in refused.message
    assert refused.way_out == "Free some space and try again."


@pytest.mark.parametrize(
    "code",
    [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY_DBMOVED],
)
def test_where_nothing_may_be_written_it_is_read(tmp_path: Path, opened: Refuse, code: int) -> None:
    """Beside writers where that can be; else, where there is no log, as what nobody can write."""
    path = made(tmp_path / "library.db")
    tried = opened({"rwc": code})
    connection, refused = connect(path)
    assert tried == ["rwc", "ro"]
    assert connection.execute("SELECT id FROM a").fetchall() == [(1,)]
    assert refused is not None
    assert ("it is read-only" in refused.message, "right to write" in refused.way_out) == (True, True)


def test_half_of_a_change_is_never_read(tmp_path: Path, opened: Refuse) -> None:
    """Of one that was cut off, in a file without a log; only who may write can take it back."""
    path = made(tmp_path / "library.db")
    left = tmp_path / "left.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN")
        other.executemany("INSERT INTO a VALUES (?, ?)", [(key, "x" * 900) for key in range(2, 200)])
        for end in ("", "-journal"):
            Path(f"{left}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
    before = left.read_bytes()
    for refused in ({}, {"rwc": sqlite3.SQLITE_CANTOPEN}):
        opened(refused)
        with pytest.raises(sqlite3.OperationalError) as caught:
            connect(left, first="rwc" if refused else "ro")
        assert code_of(caught.value) == sqlite3.SQLITE_READONLY_ROLLBACK
    assert left.read_bytes() == before
    opened({})
    assert connect(left)[0].execute("SELECT id FROM a").fetchall() == [(1,)]


def test_what_nobody_can_write_is_read_as_that(tmp_path: Path, opened: Refuse) -> None:
    """Where SQLite may make no file of its own and there is no log: nothing is made beside it."""
    path = made(tmp_path / "library.db")
    tried = opened({"rwc": sqlite3.SQLITE_CANTOPEN, "ro": sqlite3.SQLITE_READONLY_DIRECTORY})
    connection, refused = connect(path)
    assert tried == ["rwc", "ro", "ro&immutable=1"]
    assert connection.execute("SELECT id FROM a").fetchall() == [(1,)]
    assert refused is not None
    assert "it is read-only" in refused.message
    assert beside(path) == []


@pytest.mark.parametrize("log", [True, False])
@pytest.mark.parametrize("code", [sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOTADB])
def test_no_log_is_missed_and_no_other_error_passed_over(
    tmp_path: Path, opened: Refuse, log: bool, code: int
) -> None:
    """What the log holds would be missing; what is no matter of rights is raised."""
    path = made(tmp_path / "library.db")
    if log:
        Path(f"{path}-wal").write_bytes(b"")
    tried = opened({"rwc": sqlite3.SQLITE_READONLY, "ro": code})
    if not log and code == sqlite3.SQLITE_READONLY:
        assert connect(path)[1] is not None
        return
    with pytest.raises(sqlite3.OperationalError) as caught:
        connect(path)
    assert (code_of(caught.value), tried) == (code, ["rwc", "ro"])


@pytest.mark.parametrize("code", [sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR_READ])
def test_any_other_error_is_raised_at_once(tmp_path: Path, opened: Refuse, code: int) -> None:
    """No other way would be better."""
    tried = opened({"rwc": code})
    with pytest.raises(sqlite3.OperationalError) as caught:
        connect(made(tmp_path / "library.db"))
    assert (code_of(caught.value), tried) == (code, ["rwc"])


@pytest.mark.parametrize(
    ("where", "error"),
    [("text", NotALibraryError), ("name", sqlite3.DatabaseError), ("pages", sqlite3.DatabaseError)],
)
def test_what_cannot_be_read_is_let_go(tmp_path: Path, where: str, error: type[Exception]) -> None:
    """The table of contents is read at once; the file is not held open by the error."""
    path = made(tmp_path / "library.db")
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE a")
    harm = {"text": b"CREATE TABL\xff", "name": b"CREATE TABL3", "pages": b""}[where]
    path.write_bytes(data[:at] + harm + data[at + len(harm) :] if harm else data[:100] + bytes(4096))
    with pytest.raises(error) as caught:
        connect(path)
    assert not handles.is_live(path)
    if where == "text":
        assert "is damaged: its table of contents cannot be read" in str(caught.value)
