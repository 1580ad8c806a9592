"""By which a write-ahead log is known to be of the file it lies beside.

SQLite applies a log to whatever file stands under the name, also to a copy that was put there since
(https://www.sqlite.org/howtocorrupt.html, 1.4). So each transaction writes a fresh random seal, and the seal
before it, into a table of one row. The seal in the file itself, without the log, is then one of
those the log holds, or the one before its first; in a file of another past it is not.
"""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from store.errors import StorageError
from store.storages.handles import connect, is_live, is_named

#: No TinyDB table is kept under a name with this sign.
TABLE = "seal$"
#: The seal before the first.
NONE = "0" * 32
_CREATE = f'CREATE TABLE IF NOT EXISTS "{TABLE}" (id INTEGER PRIMARY KEY, seal TEXT NOT NULL)'
_ROW = re.compile(rb"sealed ([0-9a-f]{32}) after ([0-9a-f]{32})")
#: https://www.sqlite.org/fileformat.html#the_wal_file_format
_HEADER, _FRAME = struct.Struct(">6I8x"), struct.Struct(">4I8x")
#: The bytes each user of a file holds a shared lock on (SQLite's os.h).
_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
#: The byte of a log's index that each of its users holds a shared lock on (UNIX_SHM_DMS).
_INDEX_USED = 128
#: How often a log is looked at that others write to meanwhile.
_LOOKS = 20


def seal_of(connection: sqlite3.Connection) -> str:
    """The present seal; `NONE` where there is none. Raises sqlite3.Error."""
    return seals_of(connection)[0]


def seals_of(connection: sqlite3.Connection) -> tuple[str, str]:
    """The present seal and the one before it; `NONE` where there is none. Raises sqlite3.Error.

    Of a copy the program made, the one before is the library's own when it was copied.
    """
    try:
        row = connection.execute(f'SELECT CAST(seal AS BLOB) FROM "{TABLE}"').fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return NONE, NONE
    found = _ROW.fullmatch(row[0]) if row else None
    return (found[1].decode(), found[2].decode()) if found else (NONE, NONE)


def write_seal(connection: sqlite3.Connection, before: str) -> str:
    """Puts a fresh seal in place of the one before; gives it. Raises sqlite3.Error.

    It is as long as the one before: SQLite overwrites that, and no page holds what is left of another.
    """
    now = os.urandom(16).hex()
    row = f"sealed {now} after {before}"
    if before == NONE:
        connection.execute(_CREATE)
        connection.execute(f'INSERT OR REPLACE INTO "{TABLE}" VALUES (1, ?)', [row])
    else:
        connection.execute(f'UPDATE "{TABLE}" SET seal = ?', [row])
    return now


def seal_without_log(path: Path) -> str:
    """The seal in the file itself, whatever its log holds. Raises sqlite3.Error."""
    return seals_without_log(path)[0]


def seals_without_log(path: Path) -> tuple[str, str]:
    """As `seals_of`, of the file itself, whatever its log holds. Raises sqlite3.Error."""
    connection = connect(path, "mode=ro&immutable=1")
    try:
        return seals_of(connection)
    finally:
        connection.close()


def seals_in_log(log: Path) -> list[str]:
    """The seals in a log in the order of their writing, after the one before them. Raises OSError.

    The log is read by its path: SQLite holds no lock on it, whether or not it has it open.
    """
    try:
        file = log.open("rb")
    except FileNotFoundError:
        return []
    found: dict[str, None] = {}
    with file:
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return []
        _, _, size, _, *salts = _HEADER.unpack(header)
        while len(frame := file.read(_FRAME.size)) == _FRAME.size:
            if list(_FRAME.unpack(frame)[2:4]) != salts:
                break  # left over from before the log was begun anew
            for now, before in _ROW.findall(file.read(size)):
                found.update({before.decode(): None, now.decode(): None})
    return list(found)


def set_aside_foreign_log(path: Path) -> Path | None:
    """Renames a log that was certainly written to another file than the one it lies beside, or lies alone.

    It gives the new name, None where there is nothing to do. To be called before the file is opened.
    Raises StorageError where another program still has the log's own file open, OSError.
    """
    real = Path(os.path.realpath(path))
    log = real.with_name(f"{real.name}-wal")
    for _ in range(_LOOKS):
        seen = _stamp(log)
        if is_live(real) or seen is None:
            return None
        foreign, kept = _is_foreign(log, real), aside(real)
        if not real.exists():  # SQLite would delete it
            return log.rename(kept) if foreign else None
        if not foreign and not os.access(real, os.W_OK):
            return None
        with _alone(real, _SHARED_FIRST, _SHARED_SIZE) as alone:
            if _stamp(log) != seen:
                continue  # another program has written meanwhile, or was the last to quit
            if (foreign and not alone) or (alone and _is_mapped(real)):
                raise StorageError(
                    f"{path} was put in the place of a library that another program still has open.",
                    "Quit that program first; nothing was touched.",
                )
            return log.rename(kept) if foreign else None
    return None  # who writes that often has its own log open


def _stamp(log: Path) -> tuple[int, int, int] | None:
    """By which it is told that a log was written to; None where there is none. Raises OSError."""
    try:
        status = log.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _is_mapped(path: Path) -> bool:
    """Whether the index of the log under this name is in use, though nobody has the file itself open.

    Each user of a log holds a lock on a byte of its index; then it is of a file that stood here before.
    """
    index = Path(f"{path}-shm")
    if is_named(path):
        return True  # by this process, whose locks would go if it were opened
    if not index.exists() or not os.access(index, os.W_OK):
        return False
    with _alone(index, _INDEX_USED, 1) as alone:
        return not alone


def aside(path: Path) -> Path:
    """The name a log that lies beside the file is set aside under."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    return path.with_name(f"{path.stem}.set-aside-{stamp}{path.suffix}-wal")


def _is_foreign(log: Path, path: Path) -> bool:
    if not path.exists():
        return bool(seals_in_log(log))
    try:
        before = seal_without_log(path)
        seals = seals_in_log(log)
        # Else the log was brought into the file while it was read here.
        return bool(seals) and before not in seals and seal_without_log(path) == before
    except (sqlite3.Error, UnicodeDecodeError):
        return False  # a file that cannot be read by itself may be what its log is to mend


@contextmanager
def _alone(path: Path, first: int, size: int) -> Iterator[bool]:
    """Keeps SQLite's users of a file out, and tells whether there are none; the file is not live here.

    Args: the file, and the bytes of it that its users hold a shared lock on.
    """
    try:
        import fcntl
    except ImportError:  # Windows, where an open file is neither replaced nor renamed
        yield True
        return
    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, size, first)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EAGAIN):
                raise
            yield False
        else:
            yield True
