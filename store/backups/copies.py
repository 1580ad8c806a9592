"""Copies of the library in a folder beside it: before an upgrade, before a repair, once a day.

A copy is of one state, whoever reads and writes meanwhile (`store.storages.rows.Held`). It is written under
another name, flushed to the disk and then renamed: a file with a backup's name is a whole backup.
"""

from __future__ import annotations

import os
import re
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from store.atomic import PART
from store.backups.beside import beside
from store.backups.soundness import unsound
from store.errors import BackupError, NotALibraryError, StorageError
from store.storages import RowStorage, kind_of

#: Backups kept of each reason; the oldest beyond them are deleted.
KEPT = 7
#: Why a backup was made.
REASONS = ("daily", "migration", "repair", "manual")
_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d)\.\d{6}Z-(daily|migration|repair|manual)(?:-(\d{1,9}))?(\..*)?"
)


def utc_now() -> datetime:
    """The time backups are named by."""
    return datetime.now(UTC)


def folder_of(library: Path) -> Path:
    """Where the library's backups are: ``library.db.backups`` beside ``library.db``, itself no link."""
    return beside(Path(os.path.realpath(library)), "", ".backups")


def backups_of(library: Path) -> list[Path]:
    """The library's backups, the newest first."""
    try:
        found = [path for path in folder_of(library).iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(found, key=_order, reverse=True)


def _order(backup: Path) -> tuple[int, str]:
    """Which was made before which: by their numbers, which no clock that was set back can disturb.

    Those of a program that gave no numbers are older; among them the name tells.
    """
    match = _NAME.fullmatch(backup.name)
    return int(match[4] or 0) if match else 0, backup.name


def newest_sound(library: Path) -> Path | None:
    """The newest backup that can be restored, if there is one."""
    return next((path for path in backups_of(library) if unsound(path) is None), None)


def take(library: Path, reason: str, *, kept: int = KEPT) -> Path:
    """Backs the library up into its folder and gives the file.

    Args:
        library: the library's file.
        reason: one of `REASONS`; of each the newest `kept` stay.
        kept: how many.

    Raises BackupError; no half backup is left under a backup's name.
    """
    path = fresh_name(library, reason)
    copy_to(library, path)
    prune(library, kept, spare=path)
    return path


def back_up(storage: RowStorage, reason: str) -> Path | None:
    """As `take`, of the library that is open; None where there is no file to be copied."""
    library = storage.file
    return take(library, reason) if library is not None and library.is_file() else None


def fresh_name(library: Path, reason: str) -> Path:
    """The name of a backup of the library that is made now, for one of `REASONS`."""
    stamp = utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    number = max((_order(path)[0] for path in backups_of(library)), default=0) + 1
    return folder_of(library) / f"{stamp}-{reason}-{number}{library.suffix}"


def copy_to(library: Path, target: Path, *, still: bool = False) -> None:
    """A consistent copy under a name that is free. Raises BackupError.

    Args:
        library: the file to be copied.
        target: the copy.
        still: whether nobody writes to the file, as to a backup.
    """
    with Failing(target):
        if target.exists():
            raise BackupError(f"{target} is there already.", "Name a file that does not exist yet.")
        if not library.is_file():
            raise BackupError(f"there is no library at {library}.", "Name it with --library.")
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(kind_of(library).hold(library, still=still)) as held:
            held.write(target)


class Failing:
    """A context in which what the disk or a storage refuses is raised as BackupError."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            reason = f"{self._target} could not be written: {error.strerror or error}."
            raise BackupError(reason, "Check the disk's free space and your rights.") from error
        if isinstance(error, StorageError | NotALibraryError):
            raise BackupError(error.message, error.way_out) from error


def prune(library: Path, kept: int = KEPT, *, spare: Path | None = None) -> None:
    """Deletes, of each reason, all backups but the newest, and what killed processes left half-written.

    The one to `spare`, which was just made, stays whatever others are there. Raises BackupError.
    """
    with Failing(folder_of(library)):
        found = backups_of(library)
        for reason in REASONS:
            same = [path for path in found if reason_of(path) == reason]
            for path in same[kept:]:
                if path != spare:
                    path.unlink(missing_ok=True)
        for path in _left_behind(folder_of(library)):
            path.unlink(missing_ok=True)


def _left_behind(folder: Path) -> list[Path]:
    """What was being written in the folder an hour before its newest file, and never ended.

    By the folder's own clock: that of another process, or of another machine, may be set to anything.
    """
    written = {}
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another process has finished it, or removed it
            written[path] = path.stat().st_mtime
    newest = max(written.values(), default=0)
    return [path for path, when in written.items() if path.name.startswith(PART) and newest - when > 3600]


def time_of(path: Path) -> str:
    """When the backup was made, by its name: ISO 8601 in UTC; empty where that says nothing."""
    match = _NAME.fullmatch(path.name)
    return f"{match[1]}T{match[2].replace('-', ':')}Z" if match else ""


def reason_of(path: Path) -> str:
    """Why the backup was made, by its name; empty where that says nothing."""
    match = _NAME.fullmatch(path.name)
    return match[3] if match else ""
