"""Where a JSON library lies: its file, read whole, and what is put beside it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from store.atomic import behind_links, write_new
from store.errors import NotALibraryError, StorageError

#: Tries at what others may be changing.
ATTEMPTS = 100
READ_ONLY = ("it is read-only", "Give yourself the right to write to it and its folder.")
_FULL = ("the disk is full", "Free some space and try again; nothing was lost.")
_EXPLANATIONS = {
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EROFS: READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EIO: ("the disk reports an error", "Check the disk; nothing acknowledged was lost."),
}

#: When the file was changed (st_mtime_ns), its size in bytes, its inode.
Stamp = tuple[int, int, int]


class JSONPlace:
    """The file of a library; its folder is made.

    Args: the path a user named.

    Raises NotALibraryError where it is no file, StorageError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self.translated():
            self.file = behind_links(path)
            """Behind all links: it is replaced, and they are not."""
            if self.file.exists() and not self.file.is_file():
                raise NotALibraryError(f"{path} is no file.", "Name a file with --library.")
            self.file.parent.mkdir(parents=True, exist_ok=True)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written there now."""
        places = (self.file, self.file.parent) if self.file.exists() else (self.file.parent,)
        return not all(os.access(place, os.W_OK) for place in places)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """The system's complaints in plain words."""
        try:
            yield
        except (OSError, NotImplementedError) as error:
            number = getattr(error, "errno", None)
            known = _EXPLANATIONS.get(number) if number is not None else None
            reason, way_out = known or (getattr(error, "strerror", None) or str(error), "Check the path.")
            raise StorageError(f"{self._path}: {reason}.", way_out) from error

    def read(self) -> tuple[bytes, Stamp]:
        """The file's bytes and their stamp; read again while somebody is writing them.

        Raises FileNotFoundError, OSError, StorageError.
        """
        for _ in range(ATTEMPTS):
            with self.file.open("rb") as file:
                before = stamp_of(os.fstat(file.fileno()))
                data = file.read()
                if stamp_of(os.fstat(file.fileno())) == before:
                    return data, before
        raise StorageError(f"{self._path}: another program keeps changing it.", "Try again in a moment.")

    def present(self) -> bytes | None:
        """The file's bytes as they are now; None when there is no file. Raises OSError, StorageError."""
        try:
            return self.read()[0]
        except FileNotFoundError:
            return None

    def beside(self, ending: str) -> Path:
        """A hidden file that belongs to it."""
        return self.file.with_name(f".{self.file.name}.{ending}")

    def keep(self, data: bytes) -> Path:
        """Writes a version of the file under a name of its own: ``library (conflict DATE TIME).json``.

        Raises StorageError.
        """
        when = datetime.now().strftime("%Y-%m-%d %H%M%S")
        with self.translated():
            for number in range(1, ATTEMPTS):
                again = f" {number}" if number > 1 else ""
                copy = self.file.with_name(f"{self.file.stem} (conflict {when}{again}){self.file.suffix}")
                try:
                    write_new(copy, data)
                except FileExistsError:
                    continue
                return copy
        raise StorageError(f"{self._path}: there are too many conflict copies beside it.", "Clear them up.")


def stamp_of(status: os.stat_result) -> Stamp:
    """By which a change of the file is seen."""
    return status.st_mtime_ns, status.st_size, status.st_ino
