"""Saves what is open of a library whose place is lost: it was deleted, replaced or written over."""

from __future__ import annotations

from pathlib import Path

from store.backups import copies
from store.errors import BackupError, DatelineError
from store.storages import RowStorage


def save_beside(storage: RowStorage, library: Path) -> Path:
    """Writes what the open storage holds into a new file beside the library's path, and gives it.

    Raises BackupError, which names what there is instead, where it cannot be proven whole.
    """
    stamp = copies.utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    target = library.with_name(f"{library.stem}.saved-{stamp}{library.suffix}")
    try:
        with copies.Failing(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            storage.save_to(target, copies.backups_of(library))
    except DatelineError as error:
        ways_out = (error.way_out, _newest(library), storage.keep_log())
        raise BackupError(error.message, " ".join(filter(None, ways_out))) from error
    return target


def _newest(library: Path) -> str:
    newest = copies.newest_sound(library)
    return f"‘dateline restore {newest}’ puts the newest sound backup back." if newest else ""
