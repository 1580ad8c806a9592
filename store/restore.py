"""Puts a backup in the library's place; what stood there is set aside under another name."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

from store import backups
from store.errors import BackupError, NotFoundError
from store.soundness import check_sound, is_sqlite
from store.storages.json_tables import supersede

#: Files SQLite keeps beside its own: they belong to it and to no other.
COMPANIONS = ("-wal", "-shm", "-journal")


def restore(library: Path, backup: Path) -> Path | None:
    """Makes the backup's content the library, and gives the name under which the former one is kept.

    None where there was no former one. The backup itself stays. A log left by the former library is
    set aside with it, so that it is never applied to the restored file.

    Raises NotFoundError, NotALibraryError for a backup that is not sound, BackupError when another
    program has the library open or the disk refuses; the library is then as it was.
    """
    if not backup.is_file():
        raise NotFoundError(f"there is no backup at {backup}.", _known(library))
    if library.exists() and library.samefile(backup):
        raise BackupError(f"{backup} is the library itself.", _known(library))
    check_sound(backup)
    fresh = library.with_name(f".{library.name}.restoring-{secrets.token_hex(8)}")
    try:
        backups.copy_to(backup, fresh)
        check_sound(fresh)
        with backups.Failing(library):
            if not is_sqlite(fresh):
                supersede(fresh, library)
            _let_go(library)
            kept = set_aside(library)
            fresh.replace(library)
            backups.flush_folder(library.parent)
    finally:
        for end in ("", *COMPANIONS):
            Path(f"{fresh}{end}").unlink(missing_ok=True)
    return kept


def _known(library: Path) -> str:
    """The way out: the backups there are."""
    newest = backups.newest_sound(library)
    return f"The newest sound backup is {newest}." if newest else "There is no sound backup of this library."


def _let_go(library: Path) -> None:
    """Brings the log into the file. Raises BackupError while another program has it open.

    SQLite leaves write-ahead-log mode only where no other connection is open. A library too damaged
    for that is set aside as it is, its log with it.
    """
    if not library.is_file() or not is_sqlite(library):
        return
    connection = sqlite3.connect(library, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            message = f"{library} is open in another program."
            raise BackupError(message, "Quit it, then restore again.") from error
    finally:
        connection.close()


def set_aside(library: Path) -> Path | None:
    """Renames the library and what belongs to it; gives its new name. Raises OSError."""
    stamp = backups.utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    kept = library.with_name(f"{library.stem}.set-aside-{stamp}{library.suffix}")
    found = [end for end in ("", *COMPANIONS) if Path(f"{library}{end}").exists()]
    for end in found:  # the library first: its log without it is never applied to anything
        Path(f"{library}{end}").rename(f"{kept}{end}")
    return kept if "" in found else None
