"""The library as a plain JSON file that stock TinyDB opens, safe to share and to kill.

Stock TinyDB rewrites its file in place, so that a kill leaves half of it. Here each transaction writes
a new file beside it, flushes it to the disk and renames it over the old one
(https://pubs.opengroup.org/onlinepubs/9799919799/functions/rename.html: readers see one or the other);
a lock beside the file keeps other processes of ours waiting. What a program that knows no lock wrote
in the meantime (a synchronised folder) is merged, not overwritten.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from store.errors import NotALibraryError, StorageError
from store.storages.lock_holder import locker_of
from store.storages.merging import merged
from store.storages.tables import Tables, TablesStorage

#: Seconds to wait for another process's transaction.
BUSY_SECONDS = 5.0
_ATTEMPTS = 100

#: When the file was changed (st_mtime_ns), its size in bytes, its inode.
_Stamp = tuple[int, int, int]

_READ_ONLY = ("it is read-only", "Give yourself the right to write to it and its folder.")
_FULL = ("the disk is full", "Free some space and try again; nothing was lost.")
_EXPLANATIONS = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EIO: ("the disk reports an error", "Check the disk; nothing acknowledged was lost."),
}


class JSONFileStorage(TablesStorage):
    """A TinyDB storage in a JSON file of the shape `tinydb.storages.JSONStorage` writes.

    The file is ASCII (other characters are escaped, as TinyDB does), so it reads the same under every
    locale. Safe to use from several threads (one at a time) and several processes. The whole file is
    written at each change: for thousands of releases SQLite is the better home.

    Args:
        path: the file; made at the first write, its folder at once.

    Raises:
        NotALibraryError: the file is something else or is damaged; it is not touched.
        StorageError: it cannot be read.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self.path = Path(path)
        self._stamp: _Stamp | None = None
        self._waiting = False
        self._digest = b""
        with self._translated():
            # Through a link the file it leads to is replaced, not the link.
            self._file = self.path.resolve()
            if self._file.exists() and not self._file.is_file():
                raise NotALibraryError(f"{self.path} is no file.", "Name a file with --library.")
            self._file.parent.mkdir(parents=True, exist_ok=True)
            places = (self._file, self._file.parent) if self._file.exists() else (self._file.parent,)
            self.read_only = not all(os.access(place, os.W_OK) for place in places)
            self._refresh()
            self._reloads = 0

    # -- reading ---------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Reads the file if it changed. One that has gone is still in memory, and is written again."""
        with self._translated():
            try:
                if _stamp(self._file.stat()) == self._stamp:
                    return
                data, stamp = self._read_file()
            except FileNotFoundError:
                return
            tables = self._parsed(data)
        self._tables, self._stamp, self._digest = tables, stamp, _sha256(data)
        self._reloads += 1

    def _read_file(self) -> tuple[bytes, _Stamp]:
        """The file's bytes and their stamp; read again while somebody is writing them."""
        for _ in range(_ATTEMPTS):
            with self._file.open("rb") as file:
                before = _stamp(os.fstat(file.fileno()))
                data = file.read()
                if _stamp(os.fstat(file.fileno())) == before:
                    return data, before
        raise StorageError(f"{self.path}: another program keeps changing it.", "Try again in a moment.")

    def _parsed(self, data: bytes) -> Tables:
        """The tables in the file's bytes. Raises NotALibraryError."""
        try:
            return _tables(data, emptiable=not self._tables)
        except (ValueError, RecursionError) as error:
            raise NotALibraryError(
                f"{self.path} is damaged or is no TinyDB file: {error}.",
                "Restore a copy of it, or name another with --library.",
            ) from error

    def waits_for(self) -> str:
        """See `RowStorage.waits_for`."""
        return (locker_of(self._beside("lock")) or "another program") if self._waiting else ""

    def displaced(self) -> str:
        """See `RowStorage.displaced`. What is in memory is written anew by the next change."""
        gone = self._stamp is not None and not self._file.exists()
        return "is gone: it was deleted, moved or renamed" if gone else ""

    # -- writing ---------------------------------------------------------------------------

    @contextmanager
    def _committing(self) -> Iterator[None]:
        from filelock import FileLock, Timeout  # 55 ms that a reader need not pay

        if self.read_only:
            raise StorageError(f"{self.path}: it is read-only.", _READ_ONLY[1])
        lock = FileLock(self._beside("lock"), timeout=BUSY_SECONDS)
        with self._translated():
            try:
                self._waiting = True
                lock.acquire()
            except Timeout as error:
                raise StorageError(
                    f"{self.path}: {self.waits_for()} is writing to it.", "Try again in a moment."
                ) from error
            finally:
                self._waiting = False
        try:
            self._refresh()
            if self.before_change is not None:
                self.before_change()
            yield
        finally:
            lock.release()

    def _beside(self, ending: str) -> Path:
        return self._file.with_name(f".{self._file.name}.{ending}")

    def _save(self, before: Tables) -> None:
        """Replaces the file, with what others wrote to it since the transaction began merged in."""
        if not self._dirty:
            return
        base, known = before, self._digest
        with self._translated():
            for _ in range(_ATTEMPTS):
                data = _json(self._tables)
                with self._written(data) as (fresh, stamp):
                    theirs = self._present()
                    if theirs is None or _sha256(theirs) == known:
                        fresh.replace(self._file)
                        _sync_folder(self._file.parent)
                        self._stamp, self._digest = stamp, _sha256(data)
                        return
                base, known = self._take_in(base, theirs, data), _sha256(theirs)
        raise StorageError(f"{self.path}: another program keeps changing it.", "Try again in a moment.")

    def _take_in(self, base: Tables, theirs: bytes, ours: bytes) -> Tables:
        """Merges into our tables what somebody wrote without the lock; gives the new common base."""
        try:
            tables = _tables(theirs, emptiable=not base)
        except (ValueError, RecursionError) as error:
            copy = self._keep_beside(ours)
            raise StorageError(
                f"{self.path} was changed by another program and is no TinyDB file now ({error}); "
                f"your version is in {copy.name} beside it.",
                "Put a sound copy in its place.",
            ) from error
        self._tables, clash = merged(base, self._tables, tables)
        self._reloads += 1
        if clash:
            self._tell_conflict(self._keep_beside(theirs))
        return tables

    def _tell_conflict(self, copy: Path) -> None:
        if self.warn is not None:
            self.warn(
                f"Another program changed {self.path.name} meanwhile. What differed stands as you have it; "
                f"the other version is in {copy.name} beside it."
            )

    def _keep_beside(self, data: bytes) -> Path:
        """Writes a version of the file under a name of its own: ``library (conflict DATE TIME).json``."""
        when = datetime.now().strftime("%Y-%m-%d %H%M%S")
        for number in range(1, _ATTEMPTS):
            again = f" {number}" if number > 1 else ""
            copy = self._file.with_name(f"{self._file.stem} (conflict {when}{again}){self._file.suffix}")
            try:
                file = copy.open("xb")
            except FileExistsError:
                continue
            try:
                with file:
                    _put(file.fileno(), data)
                _sync_folder(copy.parent)
            except BaseException:
                copy.unlink(missing_ok=True)
                raise
            return copy
        raise StorageError(f"{self.path}: there are too many conflict copies beside it.", "Clear them up.")

    def _present(self) -> bytes | None:
        """The file's bytes as they are now; None when there is no file."""
        try:
            return self._read_file()[0]
        except FileNotFoundError:
            return None

    @contextmanager
    def _written(self, data: bytes) -> Iterator[tuple[Path, _Stamp]]:
        """A new file beside the old one, on the disk, and gone at the end unless renamed."""
        fresh = self._beside("new")
        # One name, taken under the lock: what a killed process left is not kept for ever.
        fresh.unlink(missing_ok=True)
        try:
            with fresh.open("xb") as file:
                # Some file systems know no rights and refuse to have them set.
                with suppress(PermissionError, FileNotFoundError):
                    fresh.chmod(self._file.stat().st_mode & 0o7777)
                _put(file.fileno(), data)
                stamp = _stamp(os.fstat(file.fileno()))
            yield fresh, stamp
        finally:
            fresh.unlink(missing_ok=True)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The system's complaints in plain words."""
        try:
            yield
        except (OSError, NotImplementedError) as error:
            number = getattr(error, "errno", None)
            known = _EXPLANATIONS.get(number) if number is not None else None
            reason, way_out = known or (getattr(error, "strerror", None) or str(error), "Check the path.")
            raise StorageError(f"{self.path}: {reason}.", way_out) from error


def _stamp(status: os.stat_result) -> _Stamp:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _json(tables: Tables) -> bytes:
    """The file's bytes: what `tinydb.storages.JSONStorage` writes."""
    return json.dumps(
        {name: {str(key): rows[key] for key in sorted(rows)} for name, rows in tables.items()}
    ).encode()


def _tables(data: bytes, *, emptiable: bool) -> Tables:
    """The tables in a file's bytes. Raises ValueError or RecursionError.

    A file without a byte is an empty store, but not where there was something: that is damage.
    """
    if not data and emptiable:
        return {}
    if data.startswith(b"SQLite format 3\0"):
        raise ValueError("it is a SQLite file, whose name must not end in .json")
    store = json.loads(data.decode("utf-8"), object_pairs_hook=_object)
    if not isinstance(store, dict) or not all(isinstance(rows, dict) for rows in store.values()):
        raise ValueError("it holds no tables")
    return {
        name: {_id(name, key): _row(name, key, row) for key, row in rows.items()}
        for name, rows in store.items()
    }


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object. Of a name given twice Python would keep the last value and lose the first."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object in it has the same name twice")
    return found


def _id(table: str, key: str) -> int:
    if not key.removeprefix("-").isdecimal() or str(int(key)) != key:
        raise ValueError(f"{key!r} in “{table}” is no id")
    return int(key)


def _row(table: str, key: str, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValueError(f"row {key} of “{table}” is no record")
    return row


def _put(descriptor: int, data: bytes) -> None:
    """Writes all of the bytes and waits until they are on the disk."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Makes a rename durable, where a folder can be flushed at all."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
