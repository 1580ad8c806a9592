"""The files of the user's cache folder that hold the index of libraries which cannot hold one themselves."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.storages import handles
from store.storages.server_name import LibraryPlace, full_name

#: Seconds to wait for another process that writes to the same cache file.
_BUSY_SECONDS = 5.0


def index_file(library: LibraryPlace, cache: Path | None = None) -> Path:
    """Where the index of a library that cannot hold one itself lies: a file of the user's cache folder."""
    if cache is None:
        from platformdirs import user_cache_path

        cache = user_cache_path("dateline", appauthor=False)
    from hashlib import sha256  # not for what only lists

    name = sha256(full_name(library).encode(errors="surrogateescape")).hexdigest()
    return cache / "search" / f"{name[:32]}.db"


def connect(path: Path | None) -> sqlite3.Connection:
    """The index file, made anew where it is damaged; in memory without a path or the right to write."""
    if path is not None:
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return _connect(path)
            except sqlite3.OperationalError:  # no right to write, locked, disk full
                break
            except sqlite3.DatabaseError:
                path.unlink(missing_ok=True)
            except OSError:
                break
    return _connect(":memory:")


def _connect(path: Path | str) -> sqlite3.Connection:
    if isinstance(path, Path):
        connection: sqlite3.Connection = handles.connect(path, timeout=_BUSY_SECONDS)
    else:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")  # lost, it is made anew
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection
