"""The library as a plain JSON file that stock TinyDB opens, safe to share and to kill.

Stock TinyDB rewrites its file in place, so that a kill leaves half of it. Here each transaction writes
a new file beside it, flushes it to the disk and renames it over the old one
(https://pubs.opengroup.org/onlinepubs/9799919799/functions/rename.html: readers see one or the other);
a lock beside the file keeps other processes of ours waiting.

A program that knows no lock (one that synchronises folders) may put another version in its place at any time.
One that was made of ours is taken over as it is; of another, and of what is in memory here, one library is
made (`store.storages.merging.Merge`) and written at once. What is no library is never taken for ours: what is
in memory is kept beside it, can still be read, and nothing is written until a library is there again.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from store.atomic import flush_folder, write_new, written
from store.errors import DatelineError, NotALibraryError, StorageError
from store.storages import lineage
from store.storages.json_place import ATTEMPTS, READ_ONLY, JSONPlace, Stamp, stamp_of
from store.storages.json_tables import Present, decoded, encoded
from store.storages.lock_holder import locker_of
from store.storages.memory_tables import Tables, TablesStorage
from store.storages.merging import Merge, RowByRow, merged
from store.storages.rows import Held

#: Seconds to wait for another process's transaction.
BUSY_SECONDS = 5.0
#: Seconds until what could not be written is tried again.
_AGAIN_AFTER = 1.0


class JSONFileStorage(TablesStorage):
    """A TinyDB storage in a JSON file of the shape `tinydb.storages.JSONStorage` writes.

    The file is ASCII (other characters are escaped, as TinyDB does), so it reads the same under every
    locale. Safe to use from several threads (one at a time) and several processes. The whole file is
    written at each change: for thousands of releases SQLite is the better home.

    Args:
        path: the file; made at the first write, its folder at once.
        merge: how a version that somebody put in the file's place and what is in memory become one library;
            row by row where nobody says.

    Raises:
        NotALibraryError: the file is something else or is damaged; it is not touched.
        StorageError: it cannot be read.
    """

    def __init__(self, path: str | Path, merge: Merge | None = None) -> None:
        super().__init__()
        self.path = Path(path)
        self._merge = merge or RowByRow()
        self._writer = lineage.new_writer()
        self._stamp: Stamp | None = None
        self._waiting = False
        self._digest = b""
        self._past = lineage.Past()  # what the file held
        self._damage: NotALibraryError | None = None
        self._kept = "nothing was in it"  # where what was in memory is, once there is damage
        self._unwritten = False  # memory holds what the file does not: two versions made into one
        self._again_at = 0.0  # when to try to write it, by the monotonic clock
        self._holding = False  # the lock beside the file
        self._gone = False
        self._place = JSONPlace(self.path)
        self.read_only = self._no_right = self._place.read_only
        self._look()
        if self._damage is not None:
            raise self._damage
        self._reloads = 0

    @property
    def file(self) -> Path:
        """The file that holds the rows."""
        return self.path

    # -- reading ---------------------------------------------------------------------------

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole store as the file has it. Raises NotALibraryError where it is none any more."""
        with self._reading(""):
            if self._damage is not None:
                raise self._damage
            return super().read()

    def _refresh(self) -> None:
        self._look()
        self._look_whether_it_can_be_written()
        if self._unwritten and not self._holding and not self.read_only and self._damage is None:
            self._write_joined()

    def _look_whether_it_can_be_written(self) -> None:
        """What nobody may write to when it is opened may be written later; not where nothing is in it."""
        without_right = self.read_only and self._no_right and self.refusal is None
        if without_right and self._tables and not self._place.read_only:
            self.read_only = False
            self._reloads += 1
            self._warned(f"{self.path.name} can be written to again: what is done from now on is saved.")

    def _look(self) -> None:
        """Takes in what the file holds if it changed."""
        with self._place.translated():
            try:
                if stamp_of(self._place.file.stat()) == self._stamp:
                    return
                data, stamp = self._place.read()
            except FileNotFoundError:
                self._tell_gone()
                return
        if _sha256(data) != self._digest:
            self._arrived(data)
        self._stamp, self._gone = stamp, False

    def _arrived(self, data: bytes) -> None:
        try:
            tables = decoded(data, before=self._tables)
        except (ValueError, RecursionError) as error:
            self._keep_from(data, error)
            return
        self._past.add(self._together(tables, data))
        self._digest, self._damage = _sha256(data), None

    def _tell_gone(self) -> None:
        if self._stamp is not None and not self._gone:
            self._gone = True
            self._warned(
                f"{self.path} is gone: somebody moved or deleted it. What was in it is still here; the next "
                "change writes it again."
            )

    def _keep_from(self, data: bytes, error: Exception) -> None:
        """What is no library stands in the file: puts what is in memory beside it, once."""
        self._digest = _sha256(data)
        if self._damage is not None:
            return
        message = f"{self.path} is damaged or is no TinyDB file: {error}."
        if not self._tables:
            way_out = "Restore a copy of it, or name another with --library."
            self._damage = NotALibraryError(message, way_out)
            return
        try:
            copy = self._place.keep(encoded(self._tables))
            self._kept = f"all you had is in {copy.name} beside it"
            way_out = f"All you had is in {copy.name} beside it: put that in its place."
        except StorageError as refused:
            self._kept = "all you had is still in memory"
            way_out = f"All you had could not be put beside it ({refused.message}) and is still in memory."
        self._damage = NotALibraryError(message, way_out)
        self._warned(f"{message} {way_out} Nothing is written until then.")

    # -- other versions --------------------------------------------------------------------

    def _together(self, theirs: Tables, data: bytes) -> Tables:
        """Takes another version of the library in, and gives it with our numbers: they keep their meaning.

        Args:
            theirs: the tables in the file.
            data: its bytes.
        """
        if lineage.meta_of(self._tables) is None or lineage.meta_of(theirs) is None:
            self._tables = theirs
        elif (base := self._ancestor(theirs)) is self._tables:  # it was made of ours
            self._tables = theirs = self._merge.followed(self._tables, theirs)
        elif _schema(self._tables) != _schema(theirs):
            self._of_schemas(theirs, data)
        else:
            theirs = self._join(base, theirs, data)
        self._reloads += 1
        return theirs

    def _join(self, base: Tables | None, theirs: Tables, data: bytes) -> Tables:
        """Makes one library of ours and theirs, to be written; gives theirs with our numbers."""
        result = self._merge.joined(base, self._tables, theirs)
        for message in result.told:
            self._warned(message)
        self._warned(
            f"Another version of {self.path.name} was put in its place, made before your last changes. "
            "Both are in it now."
        )
        if result.clash:
            self._tell_conflict(self._place.keep(data))
        self._tables, self._unwritten, self._again_at = result.tables, True, 0.0
        return result.theirs

    def _ancestor(self, version: Tables) -> Tables | None:
        """The newest state of ours that the version was made of, if need be from before it was opened."""
        base = self._past.ancestor(version)
        return self._backed_up(version) if base is None else base

    def _backed_up(self, version: Tables) -> Tables | None:
        for path in self._merge.backups(self._place.file):
            try:
                state = decoded(path.read_bytes(), before={})
            except (OSError, ValueError, RecursionError):
                continue  # another is as good
            if lineage.made_of(version, state) and self._merge.numbered_alike(state, self._tables):
                return state
        return None

    def _of_schemas(self, theirs: Tables, data: bytes) -> None:
        """Two versions that mean different things by their rows: the newer program's stands."""
        newer = _schema(self._tables) > _schema(theirs)
        copy = self._place.keep(data if newer else encoded(self._tables))
        self._warned(
            f"{self.path.name} was written by two versions of the program on two computers. The newer one "
            f"stands; the other is in {copy.name} beside it. Upgrade the older program."
        )
        self._tables, self._unwritten = (self._tables, True) if newer else (theirs, False)

    def _warned(self, message: str) -> None:
        if self.warn is not None:
            self.warn(message)

    def waits_for(self) -> str:
        """The program that has the file, while a transaction here waits for it; else empty."""
        return (locker_of(self._place.beside("lock")) or "another program") if self._waiting else ""

    def displaced(self) -> str:
        """Why the file holds the library no more; empty while it does.

        What was in a file that is gone is written anew by a change.
        """
        if self._damage is not None:
            return f"holds no library any more: {self._kept}"
        gone = self._stamp is not None and not self._place.file.exists()
        return "is gone: it was deleted, moved or renamed" if gone else ""

    # -- copies ----------------------------------------------------------------------------

    def hold(self) -> Held:
        """The file as it is, for as long as it takes to copy it; a writer waits for that."""
        return Present(self._place.file)

    def save_to(self, target: Path, backups: Iterable[Path] = ()) -> None:
        """Writes what is in memory to the target, whatever stands in the library's file by now."""
        with self._reading(""):
            write_new(target, encoded(self._tables))

    # -- writing ---------------------------------------------------------------------------

    @contextmanager
    def _committing(self) -> Iterator[None]:
        with self._locked(BUSY_SECONDS):
            yield

    @contextmanager
    def _locked(self, seconds: float) -> Iterator[None]:
        """Keeps our other programs from writing, with the file's present state in memory."""
        from filelock import FileLock, Timeout  # 55 ms that a reader need not pay

        self._look_whether_it_can_be_written()
        if self.read_only:
            refused = self.refusal or StorageError(f"{self.path}: it is read-only.", READ_ONLY[1])
            raise StorageError(refused.message, refused.way_out)
        lock = FileLock(self._place.beside("lock"), timeout=seconds)
        with self._place.translated():
            try:
                self._waiting = True
                lock.acquire()
            except Timeout as error:
                raise StorageError(
                    f"{self.path}: {self.waits_for()} is writing to it.", "Try again in a moment."
                ) from error
            finally:
                self._waiting = False
        self._holding = True
        try:
            self._look()
            if self._damage is not None:
                raise self._damage
            if self.before_change is not None:
                self.before_change()
            yield
        finally:
            self._holding = False
            lock.release()

    def _write_joined(self) -> None:
        """Writes what two versions were made into; where that cannot be now, it is tried again."""
        if time.monotonic() < self._again_at:
            return
        self._again_at = time.monotonic() + _AGAIN_AFTER
        try:
            with self._locked(0):
                self._save(self._tables)
                self._generation += 1
        except DatelineError as error:
            if not isinstance(error.__cause__, TimeoutError):  # who has the lock lets go of it soon
                self._again_at = math.inf  # the next change tries, and says what is wrong
                self._warned(f"{error.message} {error.way_out} What was joined is in memory until then.")

    def _save(self, before: Tables) -> None:
        """Replaces the file, with what others wrote to it since the transaction began merged in."""
        if not (self._dirty or self._unwritten):
            return
        base, known = before, self._digest
        arrived: list[Tables] = []
        with self._place.translated():
            for _ in range(ATTEMPTS):
                tables = self._tables  # one made as a whole, a copy say, is kept as it is
                if lineage.meta_of(self._past.newest) is not None:
                    tables = lineage.signed(tables, self._writer)
                data = encoded(tables)
                # One name, taken under the lock: what a killed process left is not kept for ever.
                part = self._place.beside("new")
                part.unlink(missing_ok=True)
                with written(part, data, like=self._place.file):
                    theirs = self._place.present()
                    if theirs is None or _sha256(theirs) == known:
                        stamp = stamp_of(part.stat())
                        part.replace(self._place.file)
                        flush_folder(self._place.file.parent)
                        self._tables, self._stamp, self._digest = tables, stamp, _sha256(data)
                        for state in (*arrived, tables):
                            self._past.add(state)
                        self._unwritten = False
                        return
                base, known = self._take_in(base, theirs), _sha256(theirs)
                arrived.append(base)
        raise StorageError(f"{self.path}: another program keeps changing it.", "Try again in a moment.")

    def _take_in(self, base: Tables, theirs: bytes) -> Tables:
        """Merges into our tables what somebody wrote without the lock; gives the new common base."""
        try:
            tables = decoded(theirs, before=base)
        except (ValueError, RecursionError) as error:
            copy = self._place.keep(encoded(self._tables))
            message = f"{self.path} was changed by another program and is no TinyDB file now ({error})"
            raise StorageError(
                f"{message}; your version is in {copy.name} beside it.", "Put a sound copy in its place."
            ) from error
        if lineage.meta_of(self._tables) is None or lineage.meta_of(tables) is None:
            self._tables, clash = merged(base, self._tables, tables)
            if clash:
                self._tell_conflict(self._place.keep(theirs))
            self._reloads += 1
            return tables
        if _schema(self._tables) < _schema(tables):
            copy = self._place.keep(encoded(self._tables))
            raise StorageError(
                f"a newer program has upgraded {self.path} meanwhile; what you have is in {copy.name}.",
                "Quit and use that program.",
            )
        return self._together(tables, theirs)

    def _tell_conflict(self, copy: Path) -> None:
        if self.warn is not None:
            self.warn(
                f"Another program changed {self.path.name} meanwhile. What differed stands as you have it; "
                f"the other version is in {copy.name} beside it."
            )


def _schema(library: Tables) -> int:
    schema: int = (lineage.meta_of(library) or {})["schema"]
    return schema


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
