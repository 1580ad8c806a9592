"""Which program keeps others from writing, where the system can tell: Linux lists all locks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: The bytes writers lock: in the index of the write-ahead log, and in a file without one
#: (https://www.sqlite.org/walformat.html#wal_locks, RESERVED_BYTE in SQLite's os.h).
_LOG_BYTE, _RESERVED_BYTE = 120, 0x40000001
_LOCKS = Path("/proc/locks")


def writer_of(library: Path) -> str:
    """The program that holds a SQLite file's write lock, ``sqlite3 (process 4711)``; else an empty string."""
    real = Path(os.path.realpath(library))
    return _holder(real.with_name(f"{real.name}-shm"), _LOG_BYTE) or _holder(real, _RESERVED_BYTE)


def locker_of(file: Path) -> str:
    """The program that holds a lock on the whole file, named as by `writer_of`."""
    return _holder(file, 0)


def _holder(path: Path, byte: int) -> str:
    """Who holds an exclusive lock on the byte of a file; the file itself is not opened."""
    with suppress(OSError, ValueError):
        inode = path.stat().st_ino
        for process, held, first, last in _locks():
            if held == inode and first <= byte <= last:
                name = Path(f"/proc/{process}/comm").read_text(encoding="utf-8", errors="replace").strip()
                return f"{name} (process {process})"
    return ""


def _locks() -> Iterator[tuple[int, int, int, float]]:
    """Process, inode, first and last byte of each exclusive lock, as proc_locks(5) has them.

    Raises OSError, ValueError.
    """
    for line in _LOCKS.read_text(encoding="ascii").splitlines():
        fields = line.split()
        if len(fields) == 8 and fields[3] == "WRITE":  # those that wait have an arrow more
            last = float("inf") if fields[7] == "EOF" else int(fields[7])
            yield int(fields[4]), int(fields[5].rpartition(":")[2]), int(fields[6]), last
