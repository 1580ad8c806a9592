"""The one door to files SQLite may have open: what is live is known, and is not opened beside it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.storages import handles
from store.storages.header import MAGIC


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a file is to be."""
    return tmp_path / "library.db"


@pytest.fixture
def live(path: Path) -> Iterator[handles.Connection]:
    """A connection to it, with a table."""
    with closing(handles.connect(path)) as connection:
        connection.execute("CREATE TABLE a (x)")
        yield connection


def test_a_path_leads_to_a_file_or_to_none(path: Path) -> None:
    """Links lead to the same; below a file there is none; what cannot be asked raises."""
    assert handles.identity_of(path) is None
    path.write_bytes(b"x")
    status = path.stat()
    assert handles.identity_of(path) == (status.st_dev, status.st_ino)
    link = path.with_name("link.db")
    link.symlink_to(path)
    assert handles.identity_of(link) == handles.identity_of(path)
    assert handles.identity_of(path / "below") is None
    with pytest.raises(OSError, match="too long"):
        handles.identity_of(path.with_name("a" * 300))


def test_a_file_is_live_while_a_connection_has_it_open(path: Path, live: handles.Connection) -> None:
    """By whatever name; what SQLite keeps beside it belongs to it, and nothing else does."""
    link, hard = path.with_name("link.db"), path.with_name("hard.db")
    link.symlink_to(path)
    hard.hardlink_to(path)
    ends = ("", "-wal", "-shm", "-journal")
    for name in (path, link, hard):
        assert [handles.is_live(Path(f"{name}{end}")) for end in ends] == [True] * 4
    other = path.with_name("other.db")
    assert not handles.is_live(other)
    other.write_bytes(b"x")
    assert not handles.is_live(other)
    assert not handles.is_live(Path(f"{path}.wal"))
    live.close()
    live.close()
    assert [handles.is_live(Path(f"{path}{end}")) for end in ends] == [False] * 4


def test_one_of_two_connections_is_enough(path: Path, live: handles.Connection) -> None:
    """The file is live until the last of them is closed."""
    handles.connect(path, "mode=ro").close()
    assert handles.is_live(path)


def test_a_name_stays_known_whatever_stands_there(path: Path, live: handles.Connection) -> None:
    """The file that was opened under it was moved away; behind links the real name counts."""
    away = path.with_name("away.db")
    path.rename(away)
    path.write_bytes(b"x")
    assert (handles.is_named(path), handles.is_live(path)) == (True, False)
    assert (handles.is_named(away), handles.is_live(away)) == (False, True)
    link = away.with_name("link.db")
    link.symlink_to(away)
    with closing(handles.connect(link)):
        assert handles.is_named(away.resolve())
    live.close()
    assert not handles.is_named(path)


def test_of_a_live_file_only_its_kind_is_told(path: Path, live: handles.Connection) -> None:
    """Reading it would take SQLite's locks away; closed, it is read like any other."""
    assert handles.head(path) == MAGIC
    assert handles.head(path, 6) == b"SQLite"
    assert handles.head(path, 100) == MAGIC
    with pytest.raises(OSError, match="it is the library that is open") as caught:
        handles.read_bytes(path)
    assert (caught.value.errno, caught.value.filename) == (errno.EBUSY, str(path))
    live.close()
    data = path.read_bytes()
    assert handles.head(path, 100) == data[:100]
    assert handles.head(path) == MAGIC == handles.read_bytes(path, len(MAGIC))
    assert handles.read_bytes(path) == data
    with pytest.raises(FileNotFoundError):
        handles.read_bytes(path.with_name("none"))
    with pytest.raises(FileNotFoundError):
        handles.head(path.with_name("none"))


def test_a_connection_is_for_any_thread_and_its_own_transactions(path: Path) -> None:
    """Nothing is begun that was not asked for; the options of the URI count."""
    with closing(handles.connect(path, timeout=0)) as connection:
        connection.execute("CREATE TABLE a (x)")
        connection.execute("INSERT INTO a VALUES (1)")
        assert not connection.in_transaction
    with closing(handles.connect(path, "mode=ro")) as reading:
        assert reading.execute("SELECT x FROM a").fetchall() == [(1,)]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reading.execute("DELETE FROM a")
    with pytest.raises(sqlite3.OperationalError):
        handles.connect(path.with_name("none.db"), "mode=rw").execute("SELECT 1 FROM sqlite_master")


def test_another_thread_may_close_its_own_meanwhile(path: Path, tmp_path: Path) -> None:
    """While all that are live are looked through some are closed."""
    others = [handles.connect(tmp_path / f"{number}.db") for number in range(3)]

    class Closing(str):
        """A name that is asked for while another thread closes connections."""

        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            others.pop().close()
            return False

    with closing(handles.connect(path)) as first, closing(handles.connect(tmp_path / "b.db")) as second:
        first.path = second.path = Closing("elsewhere")
        assert not handles.is_named(path)
    assert len(others) == 1
    others.pop().close()
