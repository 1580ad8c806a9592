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


# -- bit by bit --------------------------------------------------------------------------------------


def turned(data: bytes, first: int, bits: int) -> bytes:
    """The bytes with so many wrong bits from a byte on."""
    made = bytearray(data)
    for bit in range(bits):
        made[first + bit // 8] ^= 1 << bit % 8
    return bytes(made)


def sound(size: int = 4096, *, log: bool = True) -> bytes:
    """The header of a library."""
    return header.sound(bytes(100), size, log=log)


@pytest.mark.parametrize(
    ("at", "bits", "damaged"),
    [
        *((0, 0, False), (0, 1, True), (0, 23, True), (0, 24, False), (0, 60, False)),
        *((20, 1, True), (23, 8, True), (44, 1, True), (47, 3, True), (56, 32, False), (59, 2, True)),
        *((68, 1, True), (68, 4, True), (68, 5, False), (68, 32, False)),
    ],
)
def test_a_few_wrong_bits_are_damage_and_many_another_file(at: int, bits: int, damaged: bool) -> None:
    """With our mark, or SQLite's and nearly ours; what is another program's is its own."""
    assert header.is_damaged(turned(sound(), at, bits)) is damaged


def test_wrong_bits_are_counted_together() -> None:
    """Wherever they are; where our mark has some, SQLite's must be whole."""
    one = turned(sound(), 0, 12)
    assert header.is_damaged(turned(one, 20, 11))
    assert not header.is_damaged(turned(one, 20, 12))
    assert header.is_damaged(turned(turned(sound(), 20, 2), 68, 4))
    assert not header.is_damaged(turned(turned(sound(), 0, 1), 68, 1))


@pytest.mark.parametrize("size", header.PAGE_SIZES)
@pytest.mark.parametrize("log", [True, False])
def test_any_size_of_page_and_either_version_is_sound(size: int, log: bool) -> None:
    """A library may have been made by another program's settings."""
    assert not header.is_damaged(sound(size, log=log))
    assert sound(size, log=log)[18:20] == (b"\2\2" if log else b"\1\1")


@pytest.mark.parametrize(
    ("at", "value", "damaged"),
    [
        (16, b"\x10\x01", True),
        (16, b"\0\0", True),
        (18, b"\2\1", True),
        (18, b"\3\3", True),
        (18, b"\0\0", True),
        (60, b"\0\0\0\2", False),
        (60, b"\0\0\xff\xff", False),
        (60, b"\0\1\0\1", True),
        (60, b"\1\0\0\1", True),
        (60, b"\0\0\0\0", False),
        (44, b"\0\0\0\0", False),
        (56, b"\0\0\0\0", False),
        (44, b"\0\0\0\1", True),
        (56, b"\0\0\0\2", True),
    ],
)
def test_values_that_can_be_are_no_damage(at: int, value: bytes, damaged: bool) -> None:
    """A newer version, a file without a table yet; any other value is."""
    made = bytearray(sound())
    made[at : at + len(value)] = value
    assert header.is_damaged(bytes(made)) is damaged


def test_a_newer_version_in_a_damaged_header_is_damage() -> None:
    """Nobody can tell which it was."""
    made = bytearray(sound())
    made[60:64] = b"\0\0\0\7"
    assert not header.is_damaged(bytes(made))
    assert header.is_damaged(turned(bytes(made), 20, 1))
    assert header.is_damaged(turned(bytes(made), 68, 1))


def test_a_head_that_is_cut_tells_nothing() -> None:
    """Before its end."""
    damaged = turned(sound(), 20, 1)
    assert header.is_damaged(damaged)
    assert header.is_damaged(damaged + b"more")
    assert not header.is_damaged(damaged[:99])


def test_a_sound_header_keeps_what_counts_changes() -> None:
    """And says nothing of how many pages there are, whatever it was made of."""
    head = bytes(range(100, 200))
    made = header.sound(head, 512, log=False)
    assert len(made) == header.SIZE
    assert (made[24:28], made[40:44]) == (head[24:28], head[40:44])
    assert made[16:18] == b"\2\0"
    assert made[28:40] == bytes(12)
    assert made[92:96] != head[24:28]
    assert made[:16] == header.MAGIC
