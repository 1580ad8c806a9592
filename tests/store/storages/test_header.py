"""Headers: one with wrong bits is told from another program's, and a sound one takes its place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import DatelineError, Library, NotALibraryError, add_paths, open_library
from store.care.salvaging import salvage
from store.storages import header


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A library of one release with a note."""
    path = tmp_path_factory.mktemp("header") / "library.db"
    library = open_library(path, user="ana")
    source = path.with_name("release.txt")
    source.write_text("Ferry sails again\n\nLISBON, 3 March 2025 (ALN) - The ferry sails again from May.\n")
    add_paths(library, [source])
    library.annotations.add(1, 0, 5, tags=["sea"], note="kept")
    library.close()
    return path.read_bytes()


def note_in(path: Path) -> str:
    """The one note of a library."""
    library = open_library(path)
    try:
        return library.annotations.of(1)[0].note
    finally:
        library.close()


def test_sound_headers_are_not_damaged(file: bytes, tmp_path: Path) -> None:
    """A library, one without a table yet, one of a newer program: none has lost a bit."""
    assert not header.is_damaged(file)
    connection = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    connection.execute(f"PRAGMA application_id={header.APPLICATION_ID}")
    assert not header.is_damaged((tmp_path / "new.db").read_bytes())
    connection.execute("CREATE TABLE a (b)")
    connection.execute("PRAGMA user_version=7")
    connection.close()
    assert not header.is_damaged((tmp_path / "new.db").read_bytes())


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda rest: header.MAGIC + rest))
def test_other_files_are_not_taken_for_damaged_libraries(data: bytes) -> None:
    """Neither what anybody writes nor what begins as a SQLite file does."""
    assert not header.is_damaged(data)


def test_another_programs_sqlite_file_is_no_damaged_library(tmp_path: Path) -> None:
    """Its mark is another one, or none."""
    for mark in (0, 0x0F055111):
        path = tmp_path / f"{mark}.db"
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA application_id={mark}")
        connection.execute("CREATE TABLE a (b)")
        connection.close()
        assert not header.is_damaged(path.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("byte", [0, 7, 15, 16, 17, 18, 19, 20, 21, 23, 44, 47, 56, 59, 60, 61, 68, 71])
@pytest.mark.parametrize("bit", [0, 3, 7])
def test_one_wrong_bit_in_the_header_loses_nothing(file: bytes, tmp_path: Path, byte: int, bit: int) -> None:
    """The library opens all the same, or says that it is damaged, and what it holds is saved."""
    data = bytearray(file)
    data[byte] ^= 1 << bit
    path = tmp_path / "library.db"
    path.write_bytes(data)
    try:
        note = note_in(path)
    except NotALibraryError as error:
        assert "damaged" in error.message
        assert "doctor" in error.way_out
        note = note_in(salvage(path).path)
        assert path.read_bytes() == data
        assert not list(tmp_path.glob(".salvaging*"))
    except DatelineError as error:
        assert "newer" in error.title, error  # version 3 in place of 1 may be a newer program's
        note = "kept"
    assert note == "kept"


def test_what_the_log_holds_is_saved_too(marked: Library, tmp_path: Path) -> None:
    """A damaged header does not part the file from its write-ahead log."""
    marked.annotations.add(1, 20, 30, note="in the log")
    data = bytearray(marked.path.read_bytes())
    log = marked.path.with_name("library.db-wal").read_bytes()
    assert log
    data[3] ^= 4
    path = tmp_path / "damaged.db"
    path.write_bytes(data)
    path.with_name("damaged.db-wal").write_bytes(log)
    saved = open_library(salvage(path).path)
    assert {one.note for one in saved.annotations.of(1)} == {"note 1", "in the log"}
    saved.close()
