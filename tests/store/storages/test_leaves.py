"""Rows read from pages: the same as SQLite reads, whatever their sizes, and nothing made up."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import pytest

from store.storages import leaves
from store.storages.header import SIZE
from store.storages.leaves import Pages, is_headless, opened, rows

#: Ids of one to nine bytes, negative ones too.
IDS = [-(2**63), -1, 0, 1, 127, 128, 20_000, 2**21, 2**28, 2**35, 2**42, 2**49, 2**56, 2**63 - 1]


def document(size: int) -> str:
    """A document of that many bytes."""
    return '{"a":"' + "x" * (size - 8) + '"}'


def made(
    path: Path, there: dict[int, str], *, page_size: int = 4096, log: bool = False
) -> sqlite3.Connection:
    """A file with a table of these rows; the connection is open."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size={page_size}")
    if log:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, document TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO a VALUES (?, ?)", there.items())
    connection.execute("COMMIT")
    return connection


def found(path: Path) -> list[tuple[int, str]]:
    """The rows in the pages of a closed file."""
    with opened(path) as pages:
        return [(key, text.decode()) for key, text in rows(pages)]


@pytest.mark.parametrize("page_size", [512, 1024, 4096, 65536])
def test_rows_of_every_size(tmp_path: Path, page_size: int) -> None:
    """Those on one page, those just too long for it, and those that go over many others."""
    room = page_size - 35
    least = (page_size - 12) * 32 // 255 - 23
    sizes = [8, 9, 60, 61, 100, 127, 128, 200]
    edges = (room, page_size, least + page_size - 4, 3 * page_size)
    sizes += [edge + more for edge in edges for more in range(-9, 9)]
    there = {key: document(max(8, size)) for key, size in enumerate(sizes, start=1)}
    made(tmp_path / "a.db", there, page_size=page_size).close()
    assert sorted(found(tmp_path / "a.db")) == list(there.items())


def test_any_id(tmp_path: Path) -> None:
    """However long, and below nothing."""
    there = {key: json.dumps({"id": key}) for key in IDS}
    made(tmp_path / "a.db", there).close()
    assert sorted(found(tmp_path / "a.db")) == list(there.items())


def test_many_rows_on_many_pages(tmp_path: Path) -> None:
    """Each once, in the order of the pages that a table has."""
    there = {key: document(100 + key % 50) for key in range(1, 3000)}
    made(tmp_path / "a.db", there).close()
    assert sorted(found(tmp_path / "a.db")) == list(there.items())


def test_rows_on_freed_pages_come_last(tmp_path: Path) -> None:
    """Those of pages that a table still has come before: of a row that is there twice, the first is right."""
    there = {key: document(100) for key in range(1, 500)}
    connection = made(tmp_path / "a.db", there)
    connection.execute("PRAGMA secure_delete=OFF")
    connection.execute("DROP TABLE a")
    connection.execute("CREATE TABLE b (id INTEGER PRIMARY KEY, document TEXT)")
    connection.executemany("INSERT INTO b VALUES (?, ?)", [(key, document(90)) for key in range(1, 100)])
    connection.close()
    read = found(tmp_path / "a.db")
    lengths = [len(text) for _, text in read]
    assert lengths[:99] == [90] * 99
    assert 100 in lengths[99:]
    assert len({key for key, text in read if len(text) == 90}) == 99


def test_the_free_pages_are_those_sqlite_counts(tmp_path: Path) -> None:
    """Also where their list goes over many of its own, or leads in a circle."""
    connection = made(tmp_path / "a.db", {key: document(400) for key in range(1, 3000)}, page_size=512)
    connection.execute("DELETE FROM a WHERE id < 2900")
    count = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    with opened(tmp_path / "a.db") as pages:
        free = list(leaves._free(pages))
        trunks = count - len(free)
        assert len(set(free)) == len(free) and trunks == -(-count // (1 + 512 // 4 - 8))
    data = bytearray((tmp_path / "a.db").read_bytes())
    first = int.from_bytes(data[32:36], "big")
    data[(first - 1) * 512 : (first - 1) * 512 + 4] = data[32:36]
    assert len(list(leaves._free(Pages(io.BytesIO(bytes(data)))))) > 0


def test_the_log_counts_as_far_as_it_is_finished(tmp_path: Path) -> None:
    """Frames of transactions that were acknowledged; not those of one that was not, nor of another log."""
    path = tmp_path / "a.db"
    connection = made(path, {1: document(100)}, log=True)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("UPDATE a SET document = ?", [document(110)])
    one = Path(f"{path}-wal").read_bytes()
    connection.execute("UPDATE a SET document = ?", [document(120)])
    two = Path(f"{path}-wal").read_bytes()
    data = path.read_bytes()
    connection.close()

    def length(log: bytes) -> list[int]:
        return [len(text) for _, text in rows(Pages(io.BytesIO(data), io.BytesIO(log)))]

    assert length(two) == [120]
    assert length(one) == [110]
    assert length(two[:-4096]) == [110]
    unfinished = bytearray(two)
    unfinished[len(one) + 4 : len(one) + 8] = bytes(4)
    assert length(bytes(unfinished)) == [110]
    others = bytearray(two)
    others[len(one) + 8] ^= 1
    assert length(bytes(others)) == [110]
    assert length(two[:20]) == length(b"") == [100]
    assert length(two[:8] + (512).to_bytes(4, "big") + two[12:]) == [100]
    copy = tmp_path / "copy.db"
    copy.write_bytes(data)
    Path(f"{copy}-wal").write_bytes(two)
    assert found(copy) == [(1, document(120))]


def test_pages_that_are_in_the_log_only(tmp_path: Path) -> None:
    """The file is as long as its last page says."""
    path = tmp_path / "a.db"
    connection = made(path, {}, log=True)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    there = {key: document(3000) for key in range(1, 20)}
    connection.executemany("INSERT INTO a VALUES (?, ?)", there.items())
    data, log = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    count = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    pages = Pages(io.BytesIO(data), io.BytesIO(log))
    assert pages.count == count > len(data) // 4096
    assert sorted((key, text.decode()) for key, text in rows(pages)) == list(there.items())


def test_without_a_head_pages_are_as_large_as_usual(tmp_path: Path) -> None:
    """The first one, which says it, is gone; the others are read."""
    path = tmp_path / "a.db"
    made(path, {key: document(100) for key in range(1, 500)}).close()
    data = path.read_bytes()
    assert not is_headless(path, data[:SIZE])
    assert not is_headless(path, b"")
    path.write_bytes(bytes(SIZE) + data[SIZE:])
    assert is_headless(path, bytes(SIZE))
    assert len(found(path)) == 499
    path.write_bytes(bytes(len(data)))
    assert not is_headless(path, bytes(SIZE))
    assert Pages(io.BytesIO(bytes(4097))).count == 2
    assert Pages(io.BytesIO(bytes(4096))).count == 1
    assert Pages(io.BytesIO(b"")).count == 0


def test_a_row_that_is_not_whole_is_none(tmp_path: Path) -> None:
    """Its further pages are gone, or are no pages of the file."""
    path = tmp_path / "a.db"
    made(path, {1: document(100), 2: document(20_000)}).close()
    data = path.read_bytes()
    assert [key for key, _ in found(path)] == [1, 2]
    path.write_bytes(data[: -4096 * 2])
    assert [key for key, _ in found(path)] == [1]


def test_numbers_of_one_to_nine_bytes() -> None:
    """Seven bits of each, all eight of the ninth."""
    assert leaves._varint(b"\x7f\xff", 0) == (127, 1)
    assert leaves._varint(b"\x00\x81\x00", 1) == (128, 3)
    assert leaves._varint(b"\xff" * 9, 0) == (2**64 - 1, 9)
    assert leaves._varint(b"\x81" + b"\x80" * 7 + b"\x01", 0) == (2**57 + 1, 9)
    assert leaves._varint(b"\x81", 0) == (0, 1)


def test_what_is_no_row_of_ours_is_none() -> None:
    """A record of two columns, of which the first is kept elsewhere and the second is a text."""
    assert leaves._document(b"\x03\x00\x11{}") == b"{}"
    assert leaves._document(b"\x03\x00\x0d") == b""
    assert leaves._document(b"\x03\x01\x11{}") is None  # another id
    assert leaves._document(b"\x03\x00\x10{}") is None  # bytes
    assert leaves._document(b"\x03\x00\x0b") is None
    assert leaves._document(b"\x03\x00\x11{} ") is None  # more than it says
    assert leaves._document(b"\x04\x00\x11\x01{}") is None  # three columns
