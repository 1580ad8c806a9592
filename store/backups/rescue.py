"""Saves what is open of a library whose file was deleted, replaced or written over.

Of a SQLite file that was written over, only the pages in the log are still the library's own. They belong
upon a state of the library that the log begins with or runs through: a backup whose seal is among the log's
(`store.storages.seals`). What cannot be proven whole is not saved: the log is kept for whoever can.
"""

from __future__ import annotations

import filecmp
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from store.backups import copies
from store.backups.soundness import unsound
from store.errors import BackupError, DatelineError
from store.storages import handles, seals
from store.storages.kinds import open_rows
from store.storages.rows import RowStorage
from store.storages.sqlite import SQLiteStorage
from store.storages.sqlite_connections import Left


def save_beside(storage: RowStorage, library: Path) -> Path:
    """Writes what the open storage holds into a new file beside the library's path, and gives it.

    Of a SQLite file that is deleted or replaced the connection still sees everything; for one that was
    written over see above. Raises BackupError, which names what there is instead.
    """
    stamp = copies.utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    target = library.with_name(f"{library.stem}.saved-{stamp}{library.suffix}")
    try:
        with copies.Failing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(storage, SQLiteStorage):
                _save_sqlite(storage, library, target)
            else:
                _write_rows(storage, target)
    except (DatelineError, UnicodeDecodeError) as error:
        message, way_out = f"{library} holds text that is not UTF-8.", ""
        if isinstance(error, DatelineError):
            message, way_out = error.message, error.way_out
        kept = _kept_log(storage) if isinstance(storage, SQLiteStorage) else ""
        raise BackupError(message, " ".join(filter(None, (way_out, _newest(library), kept)))) from error
    return target


def _write_rows(storage: RowStorage, target: Path) -> None:
    """What is in memory, whatever stands in the file by now."""
    tables = {table: dict(storage.scan_rows(table)) for table in storage.table_names()}
    with open_rows(target) as copy:
        copy.storage.write(tables)


def _save_sqlite(storage: SQLiteStorage, library: Path, target: Path) -> None:
    left = storage.left()
    if left.written_over:
        _join(left, library, target)
        return
    with storage.index_connection() as connection:
        copies.write_copy(connection, target, check=_fault_of(left))


def _fault_of(left: Left) -> Callable[[Path], str | None]:
    """Why a copy is not what was acknowledged last, in words that complete "the library is damaged: …"."""

    def fault(copy: Path) -> str | None:
        if (reason := unsound(copy) or _damage(copy)) is not None:
            return reason
        held = seals.seals_without_log(copy)[1]
        return "what was saved last is not in it" if held in left.seals[:-1] else None

    return fault


def _damage(copy: Path) -> str | None:
    """What SQLite's whole check finds: indexes too are compared with their tables."""
    with closing(handles.connect(copy, "mode=ro&immutable=1")) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        except sqlite3.OperationalError as error:
            if "malformed json" not in str(error).lower():
                raise
            return None  # a record that is no JSON keeps an index from being compared
    return None if sound else "a part of it does not fit the rest"


def _join(left: Left, library: Path, target: Path) -> None:
    """Saves the state of a backup and the log's pages upon it, where the seals prove them to be one past.

    Each page that changed since the backup's state stands in the log: it holds every transaction from its
    first seal to its last. Raises BackupError where there is no such backup.
    """
    in_log = seals.seals_in_log(left.log) if left.log is not None else []
    in_log = [seal for seal in in_log if seal != seals.NONE]  # which any library has that was never sealed
    last = left.seals[-1] if left.seals else seals.NONE
    if last != seals.NONE and last in (in_log or [last]):
        for backup in copies.backups_of(library):
            if unsound(backup) is None and seals.seals_without_log(backup)[1] in (in_log or [last]):
                _write_joined(backup, left, in_log, target)
                return
    raise BackupError(
        f"{library} was written over by another program, and what was in it cannot be put together again "
        "from what is open here. Nothing was saved, so that no mixture is taken for it."
    )


def _write_joined(backup: Path, left: Left, in_log: list[str], target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=target.parent) as folder:
        base = Path(folder) / "library.db"
        shutil.copyfile(backup, base)
        if in_log and left.log is not None:
            shutil.copyfile(left.log, f"{base}-wal")
        with closing(handles.connect(base)) as connection:
            seal = seals.seal_of(connection)
            if in_log and (seal not in in_log or in_log.index(seal) < in_log.index(left.seals[-1])):
                raise BackupError(f"{left.log} does not reach as far as what was saved last.")
            copies.write_copy(connection, target, check=_fault_of(left))


def _newest(library: Path) -> str:
    newest = copies.newest_sound(library)
    return f"‘dateline restore {newest}’ puts the newest sound backup back." if newest else ""


def _kept_log(storage: SQLiteStorage) -> str:
    """Copies the library's own log to where nothing deletes it; says where, empty where there is none."""
    try:
        log = storage.left().log
        if log is None or not log.stat().st_size:
            return ""
        kept = seals.aside(storage.path.resolve())
        for earlier in kept.parent.iterdir():
            ours = earlier.name.startswith(f"{storage.path.stem}.set-aside-")
            if ours and earlier.suffix == kept.suffix and filecmp.cmp(earlier, log, shallow=False):
                return f"The log of the last changes is kept: {earlier}"
        shutil.copyfile(log, kept)
    except OSError as error:
        return f"The log of the last changes could not be kept: {error.strerror}."
    return f"The log of the last changes is kept: {kept}"
