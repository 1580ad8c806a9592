"""Whether the path of a SQLite file that is in use still leads to it, with what was in it.

Under an open connection a file can be deleted, renamed, put in another's place, or written over
(https://www.sqlite.org/howtocorrupt.html, 2.4 and 1.2), and SQLite goes on without a word.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store.storages import seals
from store.storages.handles import Identity, identity_of
from store.storages.sqlite_file import code_of

#: Seals remembered of those met while the file was open.
_REMEMBERED = 1000
#: Looks at a file that another process may be bringing its log into, and seconds between two.
_LOOKS, _AGAIN = 100, 0.01

#: When a file was changed (st_mtime_ns, st_ctime_ns) and its size in bytes.
_Stamp = tuple[int, int, int]


class Left(NamedTuple):
    """What is left of a library that was deleted, replaced or written over."""

    written_over: bool
    """Whether the file's own pages are another's: what the connections read is a mixture then."""
    log: Path | None
    """Its write-ahead log, where that is still its own."""
    seals: tuple[str, ...]
    """The seals that were met; the last is that of what was acknowledged last."""


class Place:
    """Where a file was when it was opened; not safe to use from several threads at once."""

    def __init__(self, path: Path) -> None:
        """Args: the path, once SQLite has it open. Raises OSError."""
        self._path = path
        self._real = Path(os.path.realpath(path))  # SQLite's log lies beside the file a link leads to
        self._file = identity_of(self._real)
        self._log: Identity | None = None
        self._seals: deque[str] = deque(maxlen=_REMEMBERED)
        self._base = seals.NONE  # the seal in the file itself
        self._stamp: _Stamp | None = None

    @property
    def log(self) -> Path:
        """The file's write-ahead log."""
        return self._real.with_name(self._real.name + "-wal")

    @property
    def seals(self) -> tuple[str, ...]:
        """Those met while the file was open and its own; the last is what was acknowledged last."""
        return tuple(self._seals)

    def has_own_log(self) -> bool:
        """Whether the write-ahead log under its name is the one that was there. Raises OSError."""
        return self._log is not None and identity_of(self.log) == self._log

    def lost(self) -> str:
        """Why the path no longer leads to the file; empty while it does.

        In words that complete "library.db …".
        """
        try:
            if (present := identity_of(self._path)) is None:
                return "is gone: it was deleted, moved or renamed"
            if present != self._file:
                return "is another file now: something was put in its place"
            log = identity_of(self.log)
        except OSError as error:
            return f"cannot be reached: {error.strerror}"
        if self._log is None:
            self._log = log
        elif log is None:
            return "has lost the log that belongs to it: somebody deleted it"
        elif log != self._log:
            return "has another log now than the one that belongs to it"
        return ""

    def is_anothers(self) -> bool:
        """Whether what stands under the file's name or its log's belongs to somebody else."""
        if self._stamp is None:
            return False
        with suppress(OSError):
            file, log = identity_of(self._real), identity_of(self.log)
            if file == self._file and log in (None, self._log):
                return bool(self.written_over(self._seals[-1]))
        return True

    def written_over(self, seal: str) -> str:
        """Why the file holds something else than it did; empty where only logs were brought into it.

        Args:
            seal: the one the connection sees.
        """
        try:
            if self._log is None:
                return ""  # without a log SQLite itself notices
            if (stamp := _stamp(self._real)) == self._stamp:
                if seal != self._seals[-1]:
                    self._seals.append(seal)
                return ""
            for _ in range(_LOOKS):
                try:
                    if not self._follows(seals.seal_without_log(self._real)):
                        return "was written over by another program"
                    self._stamp = stamp
                    return ""
                except (sqlite3.Error, UnicodeDecodeError) as error:
                    if self._has_part_of_its_log(error, seal):
                        if seal not in self._seals:
                            self._seals.append(seal)
                        self._stamp = stamp
                        return ""
                time.sleep(_AGAIN)
        except OSError as error:
            return f"cannot be reached: {error.strerror}"
        return "was written over by another program: it cannot be read any more"

    def _has_part_of_its_log(self, error: Exception, seal: str) -> bool:
        """Whether the file makes no sense by itself because its log was brought into it but in part.

        While others read, SQLite leaves out the pages that the log has in later versions as well
        (walCheckpoint in its wal.c): in a new library even those that tell of all others. The log, which
        has the seal, lies where it lay then, and file and log are sound together.
        """
        if not isinstance(error, sqlite3.Error) or code_of(error) & 0xFF != sqlite3.SQLITE_CORRUPT:
            return False
        from store.storages.sqlite_check import is_whole_with_log  # for a state that is rare

        return seal in seals.seals_in_log(self.log) and is_whole_with_log(self._real)

    def _follows(self, seal: str) -> bool:
        """Whether the file can have come to this seal from the one it had, by a log of its own."""
        if self._stamp is None:
            self._seals.append(seal)
            self._base = seal
            return True
        for known in self._histories():
            if seal in known:
                if self._base in known and known.index(seal) < known.index(self._base):
                    return False
                self._base = seal
                return True
        return False

    def _histories(self) -> Iterator[list[str]]:
        """The seals that were met; then those in the log, which is read only where those do not tell."""
        yield list(self._seals)
        yield seals.seals_in_log(self.log)

    def keep(self, seal: str) -> None:
        """Remembers what a transaction of one's own has made of the file."""
        self._seals.append(seal)
        self.written_over(seal)


def _stamp(path: Path) -> _Stamp:
    status = path.stat()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size
