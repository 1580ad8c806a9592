"""The way into a damaged file: the plainest that leads to a table, and what an odd row may ask for."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from store import Library, NotALibraryError
from store.care.damaged import LARGEST_ROW, _table_of, is_library, opened, was_gathered


@pytest.fixture
def path(marked: Library) -> Path:
    """A closed library of ten releases."""
    marked.close()
    return marked.path


def counted(path: Path) -> tuple[int, bool]:
    """How many releases can be read, and whether they were gathered from the pages."""
    with opened(path) as connection:
        return connection.execute("SELECT count(*) FROM releases").fetchone()[0], was_gathered(connection)


def test_a_sound_file_is_read_as_it_is(path: Path) -> None:
    """By SQLite and its own table of contents; no row is believed that asks for all memory."""
    before = path.read_bytes()
    assert counted(path) == (10, False)
    with opened(path) as connection:
        assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == LARGEST_ROW
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM releases")
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".salvaging-*"))


def test_a_file_cut_short_is_read_as_far_as_it_goes(path: Path) -> None:
    """Though its header says that there are more pages."""
    data = path.read_bytes()
    path.write_bytes(data[: -3 * 4096])
    with opened(path) as connection:
        assert not was_gathered(connection)
        assert connection.execute("PRAGMA page_count").fetchone()[0] * 4096 == len(data) - 3 * 4096


def test_behind_a_damaged_header_the_file_is_read_with_its_log(path: Path, tmp_path: Path) -> None:
    """A copy with a sound one: all that was committed is there, and the file is as it was."""
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("DELETE FROM releases WHERE id = 10")
    copy = tmp_path / "damaged.db"
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", f"{copy}{end}")
    writer.close()
    with copy.open("rb+") as file:
        file.write(b"\xff\xff")
    before = copy.read_bytes()
    assert is_library(copy)
    assert counted(copy) == (9, False)
    Path(f"{copy}-wal").write_bytes(b"")
    assert counted(copy) == (10, False)
    assert copy.read_bytes() == before


def test_without_a_table_of_contents_the_rows_are_gathered(path: Path) -> None:
    """Each in the table whose fields it has."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("DELETE FROM sqlite_master")
    connection.commit()
    connection.close()
    assert counted(path) == (10, True)
    assert not list(path.parent.glob(".salvaging-*"))


@pytest.mark.parametrize("ours", [True, False])
def test_another_programs_file_is_no_library(tmp_path: Path, ours: bool) -> None:
    """Though its tables have the names of ours; nor is an empty one with our mark."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    if not ours:
        connection.execute("CREATE TABLE releases (id INTEGER PRIMARY KEY, document TEXT)")
    else:
        connection.execute("PRAGMA application_id=1")
        connection.execute("CREATE TABLE other (id INTEGER PRIMARY KEY, document TEXT)")
    connection.close()
    with pytest.raises(NotALibraryError, match="table of contents"), opened(path):
        pass


def test_the_table_of_a_row(marked: Library) -> None:
    """The one whose fields it has; none for what has no fields, or is no row."""
    for table in ("releases", "texts", "annotations", "tags"):
        row = marked.tables.table(table).all()[0]
        assert _table_of(json.dumps(dict(row)).encode()) == table
    assert _table_of(b"{}") is None
    assert _table_of(b"nonsense") is None
    assert _table_of(b'{"unheard": 1}') is None
