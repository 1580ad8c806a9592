"""Zip files as the container of documents and of archives: what they hold, told without unpacking them.

Appnote 6.3.10 is the format's description. Nothing is ever written to a disk.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from store.errors import RefusedError
from store.formats.guard import refusing
from store.patterns import lazy_pattern

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
#: Entries of the longest list read: a list is read whole.
MAX_ENTRIES = 50_000
_NAMED = {  # by the folder that holds a document's parts
    "word/": "docx",
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
}
#: The document of a project of REFI-QDA, in either letter case.
_PROJECT = lazy_pattern("project\\.qde", re.IGNORECASE)
_ENCRYPTED = 0x1
_SHORT = 10_000  # bytes of a file that says of what program an archive is


class DamagedZipError(RefusedError):
    """The list of what a zip file holds cannot be read; what it holds perhaps can (`salvaged`)."""


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip file."""
    return data.startswith(_SIGNATURES)


def opened(data: bytes) -> zipfile.ZipFile:
    """The zip file, its list read. Raises DamagedZipError, or RefusedError where it holds too much."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end >= 0 and len(data) >= end + 12 and struct.unpack_from("<H", data, end + 10)[0] > MAX_ENTRIES:
        raise RefusedError(f"it holds more than {MAX_ENTRIES:,} files.")
    try:
        with refusing("it is damaged, or cut short."):
            found = zipfile.ZipFile(io.BytesIO(data))
    except RefusedError as error:
        raise DamagedZipError(error.message) from error
    if len(found.filelist) > MAX_ENTRIES:
        raise RefusedError(f"it holds more than {MAX_ENTRIES:,} files.")
    return found


def kind_of(data: bytes) -> str:
    """What a zip file is: ``docx``, ``odt``, ``epub``, ``qdpx``, ``archive``, or in words another one."""
    try:
        with opened(data) as container:
            names = set(container.namelist())
            if "[Content_Types].xml" in names:
                return next(
                    (kind for folder, kind in _NAMED.items() if any(n.startswith(folder) for n in names)),
                    "an Office file",
                )
            if "mimetype" in names:
                return _by_mimetype(container)
            return "qdpx" if any(map(_PROJECT.search, names)) else "archive"
    except DamagedZipError:  # without its list all of it has to be looked through
        return "qdpx" if _PROJECT.search(data.decode("latin-1")) else "archive"
    except RefusedError:
        return "archive"


def _by_mimetype(container: zipfile.ZipFile) -> str:
    """OpenDocument and EPUB say what they are in their first member."""
    try:
        said = member(container, container.getinfo("mimetype"), 100)
    except RefusedError:
        return "archive"
    if said.startswith(b"application/epub"):
        return "epub"
    if said.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    return "an OpenDocument file that is no text" if b"opendocument" in said else "archive"


def says(data: bytes, name: str, words: bytes) -> bool:
    """Whether the short file of that name in a zip archive has the words."""
    try:
        with opened(data) as container:
            there = name in container.namelist()
            return there and words in member(container, container.getinfo(name), _SHORT)
    except RefusedError:
        return False


def member(container: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """A member's bytes. Raises RefusedError for one that is encrypted, damaged, or larger than `limit` bytes.

    No more is unpacked than the list says, whatever the packed bytes would give: the standard library
    stops there, and its checksum tells.
    """
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("it is encrypted: it opens with a password only.")
    if info.file_size > limit:
        raise RefusedError(f"it is larger than {max(limit // 2**20, 1)} MB; no release is.")
    with refusing("it is damaged, or packed in a way that cannot be read."):
        return container.read(info)


def salvaged(data: bytes, limit: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of what a zip file without its list still holds whole, from its beginning on."""
    place = 0
    while data.startswith(b"PK\x03\x04", place) and len(data) >= place + _LOCAL.size:
        _, _, flags, method, _, _, checksum, packed, size, name_length, extra = _LOCAL.unpack_from(
            data, place
        )
        start = place + _LOCAL.size + name_length + extra
        name = data[place + _LOCAL.size : place + _LOCAL.size + name_length].decode("utf-8", "replace")
        if flags & _ENCRYPTED or method not in (0, 8) or (method == 0 and flags & 0x8):
            return
        if method == 0:
            content, place = data[start : start + packed], start + packed
            if place > len(data):
                return
        else:
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = unpacker.decompress(data[start:], limit)
            except zlib.error:
                return
            if not unpacker.eof:
                return
            place = len(data) - len(unpacker.unused_data)
        if flags & 0x8:  # its checksum and sizes follow it
            place += 16 if data.startswith(b"PK\x07\x08", place) else 12
        elif zlib.crc32(content) != checksum or len(content) != size:
            return
        yield name, content
