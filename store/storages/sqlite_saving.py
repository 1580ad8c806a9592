"""Saves what is open of a SQLite library whose file was deleted, replaced or written over.

Of a file that was written over, only the pages in the log are still the library's own. They belong upon a
state of the library that the log begins with or runs through: a backup whose seal is among the log's
(`store.storages.seals`). What cannot be proven whole is not saved: the log is kept for whoever can.
"""

from __future__ import annotations

import filecmp
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from store.errors import NotALibraryError, StorageError
from store.storages import handles, seals
from store.storages.same_file import Left
from store.storages.sqlite_copies import Check, unsound, write_copy
from store.storages.sqlite_file import translated


def save(
    left: Left,
    library: Path,
    used: Callable[[], AbstractContextManager[sqlite3.Connection]],
    target: Path,
    backups: Iterable[Path],
) -> None:
    """Write what is left of a library, wherever its path leads by now, to a file of its own.

    Of a file that is deleted or replaced the connection still sees everything; for one that was written over
    see above.

    Args:
        left: what is left of the library.
        library: its file.
        used: gives the connection that reads.
        target: the file to be made.
        backups: copies of the library.
    """
    try:
        with translated(target):
            if left.written_over:
                _join(left, library, target, backups)
                return
            with used() as connection:
                write_copy(connection, target, check=_fault_of(left))
    except UnicodeDecodeError as error:
        raise NotALibraryError(f"{library} holds text that is not UTF-8.") from error


def _fault_of(left: Left) -> Check:
    """Why a copy is not what was acknowledged last."""

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


def _join(left: Left, library: Path, target: Path, backups: Iterable[Path]) -> None:
    """Saves the state of a backup and the log's pages upon it, where the seals prove them to be one past.

    Each page that changed since the backup's state stands in the log: it holds every transaction from its
    first seal to its last. Raises StorageError where there is no such backup.
    """
    in_log = seals.seals_in_log(left.log) if left.log is not None else []
    in_log = [seal for seal in in_log if seal != seals.NONE]  # which any library has that was never sealed
    last = left.seals[-1] if left.seals else seals.NONE
    if last != seals.NONE and last in (in_log or [last]):
        for backup in backups:
            if unsound(backup) is None and seals.seals_without_log(backup)[1] in (in_log or [last]):
                _write_joined(backup, left, in_log, target)
                return
    raise StorageError(
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
                raise StorageError(f"{left.log} does not reach as far as what was saved last.")
            write_copy(connection, target, check=_fault_of(left))


def keep_log(left: Callable[[], Left], library: Path) -> str:
    """Copies the library's own log to where nothing deletes it; says where, empty where there is none."""
    try:
        log = left().log
        if log is None or not log.stat().st_size:
            return ""
        kept = seals.aside(library.resolve())
        for earlier in kept.parent.iterdir():
            ours = earlier.name.startswith(f"{library.stem}.set-aside-")
            if ours and earlier.suffix == kept.suffix and filecmp.cmp(earlier, log, shallow=False):
                return f"The log of the last changes is kept: {earlier}"
        shutil.copyfile(log, kept)
    except OSError as error:
        return f"The log of the last changes could not be kept: {error.strerror}."
    return f"The log of the last changes is kept: {kept}"
