"""The first 100 bytes of a library's SQLite file: whether they are sound, and sound ones in their place.

Each library has the same values in most of these bytes, so that one with a few wrong bits is told from
a file of another kind (https://www.sqlite.org/fileformat.html#the_database_header).
"""

from __future__ import annotations

import struct

#: Bytes of the header.
SIZE = 100
#: How a SQLite file begins.
MAGIC = b"SQLite format 3\0"
#: "DTLN": marks the file as a Dateline library (PRAGMA application_id).
APPLICATION_ID = 0x44544C4E
#: The layout of rows in this file (PRAGMA user_version).
FILE_VERSION = 1
#: Sizes of a page in bytes, the usual one first; 1 stands for 65536.
PAGE_SIZES = (4096, 1024, 2048, 8192, 16384, 32768, 1, 512)
#: Header versions of a file with a rollback journal and with a write-ahead log.
_VERSIONS = (1, 2)
#: What stands in every library: no bytes reserved in a page, the payload fractions, format 4, UTF-8, ours.
_FIXED = (
    (0, MAGIC),
    (20, bytes((0, 64, 32, 32))),
    (44, struct.pack(">I", 4)),
    (56, struct.pack(">I", 1)),
    (60, struct.pack(">I", FILE_VERSION)),
    (68, struct.pack(">I", APPLICATION_ID)),
)
#: Where format and encoding stand: nothing is there yet in a file without a table.
_NOT_YET = (44, 56)
_CHANGES = slice(24, 28)
_COOKIE = slice(40, 44)
#: Wrong bits below which a header with our mark or SQLite's is a damaged one of ours.
_WRONG_BITS = 24
#: Wrong bits of our mark below which it is still told from another program's.
_FEW = 4


def is_damaged(head: bytes) -> bool:
    """Whether a file that begins so was a library and has lost bits of its header.

    Neither is a sound header, nor that of a newer library, nor one of another program, whose mark is
    another one.
    """
    if len(head) < SIZE:
        return False
    wrong = {at: _distance(head[at : at + len(value)], value) for at, value in _FIXED}
    wrong.update(dict.fromkeys((at for at in _NOT_YET if not any(head[at : at + 4])), 0))
    versions = min(_distance(head[18:20], bytes((one, one))) for one in _VERSIONS)
    page = struct.unpack(">H", head[16:18])[0]
    total = sum(wrong.values()) + versions + (page not in PAGE_SIZES)
    ours = wrong[68] == 0 or (wrong[68] <= _FEW and wrong[0] == 0)
    newer = ours and total == wrong[60] and not any(head[60:62])
    return 0 < total < _WRONG_BITS and ours and not newer


def _distance(one: bytes, other: bytes) -> int:
    """How many bits differ."""
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


def sound(head: bytes, page_size: int, *, log: bool) -> bytes:
    """A header with which SQLite reads the pages behind it; change counter and schema cookie are kept.

    It says nothing of free pages and of how many pages there are, so that SQLite asks the file's length.

    Args:
        head: the `SIZE` bytes there.
        page_size: one of `PAGE_SIZES`.
        log: whether there is a write-ahead log to be read with the file.
    """
    made = bytearray(SIZE)
    for at, value in _FIXED:
        made[at : at + len(value)] = value
    made[16:18] = struct.pack(">H", page_size)
    made[18:20] = b"\2\2" if log else b"\1\1"
    made[_CHANGES] = head[_CHANGES]
    made[_COOKIE] = head[_COOKIE]
    # Another counter than the file's: the number of pages in the header does not count.
    made[92:96] = struct.pack(">I", struct.unpack(">I", head[_CHANGES])[0] ^ 1)
    return bytes(made)
