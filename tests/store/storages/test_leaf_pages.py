"""Pages made by hand: what is not whole, leads astray or in a circle gives no row, and no error."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.storages import leaves
from store.storages.header import MAGIC, PAGE_SIZES
from store.storages.leaves import Pages, is_headless, rows

SIZE = 512
TEXT = b'{"a":1}'


def varint(number: int) -> bytes:
    """A number of up to two bytes as SQLite writes it."""
    return bytes([number]) if number < 128 else bytes([0x80 | number >> 7, number & 0x7F])


def cell(key: int, text: bytes = TEXT, *, length: int | None = None) -> bytes:
    """A row whole on its page; `length` in place of its own."""
    head = varint(2 * len(text) + 13)
    payload = bytes([2 + len(head), 0]) + head + text
    return varint(len(payload) if length is None else length) + varint(key) + payload


def leaf(*cells: bytes, kind: int = 0x0D, count: int | None = None, at: Sequence[int] = ()) -> bytes:
    """A page of these cells; `count` in place of their number, and further places of cells."""
    page = bytearray(SIZE)
    end, places = SIZE, []
    for one in cells:
        end -= len(one)
        page[end : end + len(one)] = one
        places.append(end)
    places += at
    first = 12 if kind == 0x05 else 8
    page[0] = kind
    page[3:5] = struct.pack(">H", len(places) if count is None else count)
    for number, place in enumerate(places):
        page[first + 2 * number : first + 2 * number + 2] = struct.pack(">H", place)
    return bytes(page)


def interior(right: int, *children: int) -> bytes:
    """A page that leads to others."""
    page = bytearray(leaf(*(struct.pack(">I", child) + b"\1" for child in children), kind=0x05))
    page[8:12] = struct.pack(">I", right)
    return bytes(page)


def first(free: int = 0) -> bytes:
    """A first page that says how large pages are, and where the list of free ones begins."""
    page = bytearray(SIZE)
    page[:16] = MAGIC
    page[16:18] = struct.pack(">H", SIZE)
    page[32:36] = struct.pack(">I", free)
    return bytes(page)


def trunk(following: int, *numbers: int, count: int | None = None) -> bytes:
    """A page of the list of free ones."""
    told = [following, len(numbers) if count is None else count, *numbers]
    return struct.pack(f">{len(told)}I", *told).ljust(SIZE, b"\0")


def of(*pages: bytes, free: int = 0) -> Pages:
    """A file of a first page and these."""
    return Pages(io.BytesIO(first(free) + b"".join(pages)))


def keys(*pages: bytes, free: int = 0) -> list[int]:
    """The ids of the rows found."""
    return [key for key, _ in rows(of(*pages, free=free))]


# -- which pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", PAGE_SIZES)
def test_the_head_says_how_large_pages_are(size: int) -> None:
    """One of the sizes there are; without it, or where it is none, they are as usual."""
    data = MAGIC + struct.pack(">H", size)
    length = 65536 if size == 1 else size
    assert Pages(io.BytesIO(data + bytes(3 * length - 18))).count == 3
    assert Pages(io.BytesIO(data + bytes(3 * length - 18))).size == length
    assert Pages(io.BytesIO(bytes(16) + struct.pack(">H", size))).size == 4096
    assert Pages(io.BytesIO(MAGIC + struct.pack(">H", 513))).size == 4096


def test_rows_come_from_leaf_pages_of_tables_alone() -> None:
    """Not from the first, nor from those of indexes, nor from what is none; the last may be cut."""
    assert keys(leaf(cell(1)), leaf(cell(2), kind=0x0A), leaf(cell(3), kind=0), leaf(cell(4), cell(5))) == [
        1,
        4,
        5,
    ]
    page = leaf(cell(1))
    data = MAGIC + struct.pack(">H", SIZE)
    assert list(rows(Pages(io.BytesIO(data.ljust(SIZE, b"\0") + page + b"\x0d")))) == [(1, TEXT)]
    assert list(rows(Pages(io.BytesIO(leaf(cell(1)))))) == []


def test_pages_a_table_has_come_first_and_free_ones_last() -> None:
    """Of a row that is there twice the first is the right one."""
    pages = [leaf(cell(2)), leaf(cell(3)), leaf(cell(4)), interior(4, 6), leaf(cell(6)), leaf(cell(7))]
    assert keys(*pages) == [4, 6, 2, 3, 7]
    assert keys(*pages, trunk(0, 4, 2), free=8) == [6, 3, 7, 4, 2]


def test_the_free_pages_are_listed_on_pages_of_their_own() -> None:
    """A list that is too long, leads nowhere or in a circle ends all the same."""
    blank = bytes(SIZE)
    assert list(leaves._free(of(blank, blank))) == []
    assert list(leaves._free(of(trunk(3, 7, 8), trunk(0, 9), blank, free=2))) == [7, 8, 9]
    assert list(leaves._free(of(trunk(4, 7), trunk(0, 9), free=2))) == [7]
    assert list(leaves._free(of(trunk(1, 7), free=2))) == [7]
    assert list(leaves._free(of(trunk(0, 7), free=1))) == []
    assert list(leaves._free(of(trunk(0, 7), free=3))) == []
    assert list(leaves._free(of(trunk(2, 7), blank, free=2))) == [7, 7, 7]
    most = SIZE // 4 - 2
    found = list(leaves._free(of(trunk(0, *range(1, most + 1), count=10_000), free=2)))
    assert found == list(range(1, most + 1))


# -- which rows ------------------------------------------------------------------------------------


def test_a_cell_lies_behind_what_says_where_it_is() -> None:
    """And on its page."""
    page = leaf(cell(1), at=[8, 11, SIZE, 65535])
    assert keys(page) == [1]
    assert leaves._cells(page, 8) == [SIZE - len(cell(1))]
    assert leaves._cells(leaf(at=[9, 10, SIZE - 1]), 8) == [SIZE - 1]
    assert leaves._cells(leaf(at=[13, 14], count=2), 8) == [13, 14]
    assert leaves._cells(leaf(at=[11, 12], count=2), 8) == [12]
    assert keys(leaf(cell(1), count=0)) == []


@pytest.mark.parametrize("length", [0, 1, 11, 13, 1024, 1025, 16_000])
def test_a_row_as_long_as_no_row_can_be_is_none(length: int) -> None:
    """Nothing at all, more or less than its head says, more than the file holds."""
    assert keys(leaf(cell(1, length=length)), leaf(cell(2))) == [2]


def test_a_row_that_goes_over_the_end_of_its_page_is_none() -> None:
    """As a damaged place of a cell may say."""
    page = bytearray(leaf(cell(1)))
    page[SIZE - 10 :] = cell(1)[:10]
    page[8:10] = struct.pack(">H", SIZE - 10)
    assert keys(bytes(page)) == []


def long_row(size: int, following: int) -> tuple[bytes, bytes]:
    """A row of so many bytes of text: its cell, which leads on to a page, and what is left for that."""
    text = b'{"a":"' + b"x" * (size - 8) + b'"}'
    whole = cell(1, text)
    payload = whole[3:]
    least = (SIZE - 12) * 32 // 255 - 23
    local = least + (len(payload) - least) % (SIZE - 4)
    local = local if local <= SIZE - 35 else least
    return whole[: 3 + local] + struct.pack(">I", following), payload[local:]


@pytest.mark.parametrize("following", [0, 1, 4, 99])
def test_further_pages_must_be_in_the_file(following: int) -> None:
    """Neither the first nor none, nor one behind the last."""
    start, rest = long_row(900, following)
    page = struct.pack(">I", 0) + rest
    assert len(rest) <= SIZE - 4
    assert keys(leaf(start), page.ljust(SIZE, b"\0")) == []


def test_a_further_page_may_be_cut_behind_the_row() -> None:
    """Not within it."""
    start, rest = long_row(900, 3)
    page = struct.pack(">I", 0) + rest
    for more in (b"", b"\0", bytes(SIZE)):
        assert keys(leaf(start), (page + more)[:SIZE]) == [1]
    assert keys(leaf(start), page[:-1]) == []


def test_a_long_row_goes_over_several_pages() -> None:
    """Each says which is next; that of the last does not matter."""
    start, rest = long_row(1800, 4)
    parts = [rest[at : at + SIZE - 4] for at in range(0, len(rest), SIZE - 4)]
    assert len(parts) == 3
    order = {4: 3, 3: 5, 5: 99}
    pages = {4: parts[0], 3: parts[1], 5: parts[2]}
    made = [struct.pack(">I", order[number]) + pages[number].ljust(SIZE - 4, b"\0") for number in (3, 4, 5)]
    (found,) = rows(of(leaf(start), *made))
    assert found[1] == b'{"a":"' + b"x" * 1792 + b'"}'


def test_a_row_longer_than_the_file_is_none() -> None:
    """Whose further page leads to itself: it would be read round and round."""
    start, rest = long_row(1800, 3)
    page = struct.pack(">I", 3) + rest[: SIZE - 4]
    assert keys(leaf(start), page) == []
    (found,) = rows(of(leaf(start), page, bytes(SIZE)))
    assert len(found[1]) == 1800


@given(st.integers(0, 2**32), st.sampled_from([0x05, 0x0D]))
def test_whatever_stands_on_pages_is_read_without_an_error(seed: int, kind: int) -> None:
    """It gives rows or none, whose ids SQLite could have."""
    data = random.Random(seed).randbytes(3 * SIZE)
    for key, text in rows(of(bytes([kind]) + data[1:], leaf(cell(1)))):
        assert -(2**63) <= key < 2**63
        assert text in data or text == TEXT


def test_a_file_of_zeros_with_rows_is_a_library_without_its_head(tmp_path: Path) -> None:
    """Rows of objects; the head that was read must be all zeros, and must be there."""
    path = tmp_path / "library.db"
    page = leaf(cell(1)).ljust(4096, b"\0")
    path.write_bytes(bytes(4096) + page)
    assert is_headless(path, bytes(100))
    assert not is_headless(path, b"")
    assert not is_headless(path, bytes(99) + b"\1")
    path.write_bytes(bytes(4096) + leaf(cell(1, b'["a"1]')).ljust(4096, b"\0"))
    assert not is_headless(path, bytes(100))
    path.write_bytes(bytes(4096) + leaf(cell(1, b'["a"1]'), cell(2)).ljust(4096, b"\0"))
    assert is_headless(path, bytes(100))


# -- the log ---------------------------------------------------------------------------------------


def log_of(*frames: tuple[int, int, bytes], size: int = SIZE, salts: tuple[int, int] = (5, 6)) -> bytes:
    """A log of these frames: page, whether its transaction ends there, what the page is."""
    head = struct.pack(">6I8x", 0x377F0682, 3007000, size, 0, 5, 6)
    return head + b"".join(
        struct.pack(">6I", number, ended, *salts, 0, 0) + page for number, ended, page in frames
    )


def in_log(log: bytes) -> list[int]:
    """The ids found in a file of a blank page, with this log."""
    return [key for key, _ in rows(Pages(io.BytesIO(first() + bytes(SIZE)), io.BytesIO(log)))]


def test_the_last_page_of_a_finished_transaction_counts() -> None:
    """As far as the log is its own, of pages of the file's size, and whole."""
    one, two, three = leaf(cell(1)), leaf(cell(2)), leaf(cell(3))
    assert in_log(log_of((2, 1, one))) == [1]
    assert in_log(log_of((2, 0, one))) == []
    assert in_log(log_of((2, 1, one), (2, 0, two))) == [1]
    assert in_log(log_of((2, 0, one), (2, 1, two))) == [2]
    assert in_log(log_of((2, 0, one), (4, 4, two))) == [1, 2]
    assert in_log(log_of((2, 1, one), (3, 0, two), (2, 3, three))) == [3, 2]
    assert in_log(log_of((2, 1, one), (2, 1, two))[:-1]) == [1]
    assert in_log(log_of((2, 1, one))[:-1]) == []
    assert in_log(log_of((2, 1, one), size=1024)) == []
    assert in_log(log_of((2, 1, one), salts=(5, 7))) == []
    assert in_log(log_of((2, 1, one), salts=(4, 6))) == []
    assert in_log(log_of()[:31]) == in_log(log_of()) == in_log(b"") == []
    assert in_log(log_of((2, 1, one)) + b"\0" * 23) == [1]
