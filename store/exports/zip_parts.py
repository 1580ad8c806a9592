"""A zip archive that is given away while it is made: only what was added last is in memory.

The list of its files, which stands at its end, waits in a file of its own once it is long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from struct import Struct
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast
from zipfile import ZIP64_LIMIT, ZIP64_VERSION, ZIP_DEFLATED, ZipFile, ZipInfo

from store.errors import ExportError

#: The time of every file in it, so that the same files are the same bytes: the first that a zip can say.
_TIME = (1980, 1, 1, 0, 0, 0)


#: Bytes of the list of files that are in memory, and those given away at once.
_IN_MEMORY, _PART = 1 << 17, 1 << 16
#: What differs from file to file in that list, and the length of its name.
_ENTRY = Struct("<QLQQHHH")
#: That its sizes stand behind each file, as where nobody can go back (APPNOTE.TXT 6.3.10, section 4.4.4).
_SIZES_BEHIND = 0x08


class _Sink:
    """What `ZipFile` writes to: it cannot go back, so all that was written can be given away."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.spool: IO[bytes] | None = None
        """Where what is written goes in place of the memory, if anywhere."""

    def write(self, data: bytes) -> int:
        """Keeps the data until it is taken."""
        if self.spool is None:
            self.written.append(bytes(data))
        else:
            self.spool.write(data)
        return len(data)

    def flush(self) -> None:
        """There is nothing to wait for."""


class _Entries:
    """The files of the archive, as `ZipFile` lists them: an object for each took 14 MB for 20,000."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](_IN_MEMORY)
        self._count = 0

    def append(self, info: ZipInfo) -> None:
        """Adds one that was written."""
        name = info.filename.encode()
        sizes = info.compress_size, info.file_size, info.extract_version, info.create_version
        self._file.write(_ENTRY.pack(info.header_offset, info.CRC, *sizes, len(name)) + name)
        self._count += 1

    def close(self) -> None:
        """Lets go of the list."""
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ZipInfo]:
        self._file.seek(0)
        for _ in range(self._count):
            *told, length = _ENTRY.unpack(self._file.read(_ENTRY.size))
            info = _info(self._file.read(length).decode())
            info.header_offset, info.CRC, info.compress_size, info.file_size, *versions = told
            info.extract_version, info.create_version = versions
            info.flag_bits = _SIZES_BEHIND
            yield info


class _NoNames(dict[str, ZipInfo]):
    """In the place of what finds a file by its name, which nobody asks for."""

    def __setitem__(self, name: str, info: ZipInfo) -> None:
        """Keeps nothing."""


class _Piecewise:
    """A file of the archive."""

    def __init__(self, file: IO[bytes], room: int | None) -> None:
        self._file, self._room = file, room

    def write(self, data: bytes) -> None:
        """Writes the data behind what there is."""
        if self._room is not None:
            self._room -= len(data)
            if self._room < 0:
                raise ExportError("that is more than one file can hold.", "Export fewer releases.")
        self._file.write(data)


class ZipParts:
    """Add files, and take what there is of the archive between them; within a ``with`` statement."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._archive = ZipFile(cast(BinaryIO, self._sink), "w", ZIP_DEFLATED)
        self._entries = _Entries()
        self._archive.filelist = cast("list[ZipInfo]", self._entries)
        self._archive.NameToInfo = _NoNames()

    def __enter__(self) -> ZipParts:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.filelist = []  # of one that was given up nobody is to write the list
        self._entries.close()

    def add(self, name: str, text: str) -> None:
        """Adds a file with the text, in UTF-8."""
        self._archive.writestr(_info(name), text.encode())

    @contextmanager
    def begin(self, name: str, size: int = 0) -> Iterator[_Piecewise]:
        """Begins a file that is written piece by piece; it is to be closed before the next is added.

        Args:
            name: what it is called.
            size: the bytes that it will have at least, where that is known. A file of more than 2 GB is
                written in a way that some programs do not read (pandoc 2 is one), and so no other is.

        Raises ExportError for one that grows larger though that was not said.
        """
        is_large = size > ZIP64_LIMIT
        info = _info(name)
        info.extract_version = max(info.extract_version, ZIP64_VERSION * is_large)  # said only since 3.11.4
        with self._archive.open(info, "w", force_zip64=is_large) as file:
            yield _Piecewise(file, None if is_large else ZIP64_LIMIT)

    def taken(self) -> bytes:
        """What was made since it was asked last."""
        found = b"".join(self._sink.written)
        self._sink.written.clear()
        return found

    def end(self) -> Iterator[bytes]:
        """The last of it."""
        yield self.taken()
        with SpooledTemporaryFile[bytes](_IN_MEMORY) as spool:
            self._sink.spool = spool
            self._archive.close()
            spool.seek(0)
            while part := spool.read(_PART):
                yield part


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _TIME)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
