"""A zip archive that is given away while it is made: only what was added last is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZipFile, ZipInfo

from store.errors import ExportError

#: The time of every file in it, so that the same files are the same bytes: the first that a zip can say.
_TIME = (1980, 1, 1, 0, 0, 0)


class _Sink:
    """What `ZipFile` writes to: it cannot go back, so all that was written can be given away."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keeps the data until it is taken."""
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to wait for."""


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
    """Add files, and take what there is of the archive between them."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._archive = ZipFile(cast(BinaryIO, self._sink), "w", ZIP_DEFLATED)

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
        with self._archive.open(_info(name), "w", force_zip64=is_large) as file:
            yield _Piecewise(file, None if is_large else ZIP64_LIMIT)

    def taken(self) -> bytes:
        """What was made since it was asked last."""
        found = b"".join(self._sink.written)
        self._sink.written.clear()
        return found

    def end(self) -> bytes:
        """The last of it."""
        self._archive.close()
        return self.taken()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _TIME)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
