"""Rows read from a SQLite file page by page, without its header and its table of contents.

Every table of a library has one shape: an id and a JSON document. Their rows lie in leaf pages of table
b-trees, which say what they are (https://www.sqlite.org/fileformat.html#b_tree_pages); to which table a
row belongs, its fields tell. A page that was freed may still hold rows as they once were.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from store.storages.header import MAGIC, PAGE_SIZES, SIZE

_LEAF, _INTERIOR = b"\x0d", b"\x05"
#: What a library's pages are as SQLite makes them, in bytes.
_USUAL = 4096
_LOG_HEADER, _FRAME = struct.Struct(">6I8x"), struct.Struct(">6I")
#: The most bytes of a row that are believed.
_LARGEST = 256 * 2**20


class Pages:
    """The pages of a file, those of its log in place of its own.

    Args:
        file: the file, open for reading.
        log: its write-ahead log, if there is one.
    """

    def __init__(self, file: BinaryIO, log: BinaryIO | None = None) -> None:
        self._file, self._log = file, log
        file.seek(0)
        head = file.read(SIZE)
        size = int.from_bytes(head[16:18], "big")
        known = head.startswith(MAGIC) and size in PAGE_SIZES
        self.size = (65536 if size == 1 else size) if known else _USUAL
        self._frames: dict[int, int] = {}
        if log is not None:
            self._look_into_log(log)
        length = file.seek(0, os.SEEK_END)
        self.count = max([-(-length // self.size), *self._frames])

    def _look_into_log(self, log: BinaryIO) -> None:
        """Where each page's last frame of a finished transaction is."""
        length = log.seek(0, os.SEEK_END)
        log.seek(0)
        header = log.read(_LOG_HEADER.size)
        if len(header) < _LOG_HEADER.size:
            return
        _, _, size, _, *salts = _LOG_HEADER.unpack(header)
        if size != self.size:
            return
        pending: dict[int, int] = {}
        while len(frame := log.read(_FRAME.size)) == _FRAME.size:
            number, finished, *frame_salts = _FRAME.unpack(frame)[:4]
            if frame_salts != salts:
                return
            pending[number] = log.tell()
            if log.seek(size, os.SEEK_CUR) > length:
                return  # the page was cut off
            if finished:
                self._frames.update(pending)
                pending.clear()

    def page(self, number: int) -> bytes:
        """The bytes of a page, counted from 1; fewer where the file ends. Raises OSError."""
        at = self._frames.get(number)
        if at is not None and self._log is not None:
            self._log.seek(at)
            return self._log.read(self.size)
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)


@contextmanager
def opened(path: Path) -> Iterator[Pages]:
    """The pages of a file that SQLite does not have open here. Raises OSError."""
    log = Path(f"{path}-wal")
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        yield Pages(file, stack.enter_context(log.open("rb")) if log.is_file() else None)


def is_headless(path: Path, head: bytes) -> bool:
    """Whether a file that begins so, with zeros, has rows of ours in its pages. Raises OSError."""
    if not head or any(head):
        return False
    with opened(path) as pages:
        return any(document.startswith(b"{") for _, document in rows(pages))


def rows(pages: Pages) -> Iterator[tuple[int, bytes]]:
    """The ids and documents in all leaf pages; those of pages that a table still has come first.

    Raises OSError.
    """
    pointed, free = set(_children(pages)), set(_free(pages))
    leaves = [number for number in _numbers(pages) if _kind(pages, number) == _LEAF]
    for number in sorted(leaves, key=lambda number: (number in free, number not in pointed)):
        yield from _rows_of(pages, number)


def _numbers(pages: Pages) -> range:
    """The pages a table of records can be on: the first is the table of contents'."""
    return range(2, pages.count + 1)


def _kind(pages: Pages, number: int) -> bytes:
    return pages.page(number)[:1]


def _free(pages: Pages) -> Iterator[int]:
    """The pages on the list of free ones, where the header tells it."""
    number, left = int.from_bytes(pages.page(1)[32:36], "big"), pages.count
    while 1 < number <= pages.count and left > 0:
        page, left = pages.page(number), left - 1
        count = min(int.from_bytes(page[4:8], "big"), len(page) // 4 - 2)
        yield from (int.from_bytes(page[at : at + 4], "big") for at in range(8, 8 + 4 * count, 4))
        number = int.from_bytes(page[:4], "big")


def _children(pages: Pages) -> Iterator[int]:
    """The pages that the interior pages of tables lead to."""
    for number in _numbers(pages):
        if _kind(pages, number) == _INTERIOR:
            page = pages.page(number)
            yield int.from_bytes(page[8:12], "big")
            for at in _cells(page, 12):
                yield int.from_bytes(page[at : at + 4], "big")


def _cells(page: bytes, first: int) -> list[int]:
    """Where the cells of a page are; what says so begins at the first place."""
    count = int.from_bytes(page[3:5], "big")
    places = [int.from_bytes(page[at : at + 2], "big") for at in range(first, first + 2 * count, 2)]
    return [at for at in places if first + 2 * count <= at < len(page)]


def _rows_of(pages: Pages, number: int) -> Iterator[tuple[int, bytes]]:
    page = pages.page(number)
    for at in _cells(page, 8):
        length, at = _varint(page, at)
        key, at = _varint(page, at)
        payload = _payload(pages, page, at, length)
        if payload is not None and (document := _document(payload)) is not None:
            yield (key if key < 2**63 else key - 2**64), document


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place, byte in enumerate(data[at : at + 9], start=1):
        if place == 9:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place
    return 0, len(data)


def _payload(pages: Pages, page: bytes, at: int, length: int) -> bytes | None:
    """The bytes of a cell, those on other pages included; None where they are not all there."""
    most = pages.size - 35
    if not 0 < length <= min(_LARGEST, pages.count * pages.size):
        return None
    local = length
    if length > most:
        least = (pages.size - 12) * 32 // 255 - 23
        local = least + (length - least) % (pages.size - 4)
        local = local if local <= most else least
    parts, left = [page[at : at + local]], length - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while left:
        overflow = pages.page(following) if 1 < following <= pages.count else b""
        if len(overflow) < min(pages.size, left + 4):
            return None
        parts.append(overflow[4 : 4 + left])
        left -= len(parts[-1])
        following = int.from_bytes(overflow[:4], "big")
    found = b"".join(parts)
    return found if len(found) == length else None


def _document(payload: bytes) -> bytes | None:
    """The text of a record of two columns, an id, which is kept elsewhere, and a text; else None."""
    end, at = _varint(payload, 0)
    key, at = _varint(payload, at)
    text, at = _varint(payload, at)
    if key != 0 or text < 13 or text % 2 == 0 or at != end or len(payload) != end + (text - 13) // 2:
        return None
    return payload[end:]
