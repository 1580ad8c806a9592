"""What earlier exports wrote, and of what: a file that would be written as it is need not be worded again.

Of a release's rows, as they lie in the library, a digest is taken, and kept with one of the file that was
made of them, in the user's cache folder. A file counts as unchanged where both are the same again: the rows
and the file itself are read for it, so no clock is trusted. What is lost there costs time, never a file.
"""

from __future__ import annotations

import hashlib
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from store.batches import batched
from store.exports.exporter import Exporter
from store.library import Library
from store.storages import connect, read_bytes

#: Bytes of a digest: that two differing things have the same will not happen.
_SIZE = 16
#: Texts that are in memory together: they may be long.
_TEXTS = 50
_CREATE = (
    "CREATE TABLE IF NOT EXISTS exports (place BLOB, release INTEGER, made_of BLOB NOT NULL,"
    " name TEXT NOT NULL, holds BLOB NOT NULL, PRIMARY KEY (place, release)) WITHOUT ROWID"
)

Unchanged = Callable[[Mapping[int, bytes]], Mapping[int, Path]]
"""Given releases with what `made_of` says of each: the files that are there as they would be written."""


class Wrote(NamedTuple):
    """A file that is on the disk."""

    release: int
    made_of: bytes
    path: Path
    data: bytes


def made_of(library: Library, ids: Iterable[int]) -> dict[int, bytes]:
    """Of each release that carries annotations a digest of all that its file is made of.

    This program is part of it. Left out are those of which it cannot be told.
    """
    storage, tags = library.tables.storage, library.tags.by_id()
    marks: dict[int, list[Any]] = {}
    for key, row in storage.find_rows_among("annotations", "release", ids).items():
        carried = [(tags[tag].id, tags[tag].name) for tag in _list(row.get("tags")) if tag in tags]
        marks.setdefault(row["release"], []).append((key, row, carried))
    rows = storage.get_rows("releases", marks)
    reading = storage.get_rows("reading", marks)
    own = library.release_tags.of_each(marks)
    found: dict[int, bytes] = {}
    for few in batched(rows, _TEXTS):
        texts = storage.raw_among("texts", [at for key in few if type(at := rows[key].get("text_id")) is int])
        for key in few:
            with suppress(ValueError, TypeError, OverflowError):  # what no program writes
                text = texts.get(rows[key].get("text_id", 0), b"")
                beside = msgspec.json.encode([key, rows[key], reading.get(key), marks[key], own.get(key)])
                found[key] = _digest(_program(), beside, text)
    return found


def _list(value: Any) -> list[Any]:
    return [one for one in value if type(one) is int] if type(value) is list else []


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.digest()


@cache
def _program() -> bytes:
    """Another where any module of the store is another: a file may be worded otherwise then."""
    folder = Path(__file__).parents[1]
    stamps = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*.py")]
    return _digest(repr((sys.version, sorted(stamps))).encode())


class Written:
    """What exports of one format wrote into one folder.

    Args:
        connection: to the file that keeps it; what goes wrong there is as if nothing were known.
        exporter: the format.
        folder: where its files are.
        options: those of the format that were asked for.
    """

    def __init__(
        self, connection: sqlite3.Connection, exporter: Exporter, folder: Path, options: Mapping[str, bool]
    ) -> None:
        self._connection = connection
        self._folder = folder
        place = repr((exporter.name, sorted(options.items()), str(folder.absolute())))
        self._place = _digest(place.encode(errors="surrogatepass"))
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA synchronous=NORMAL")  # no row may be half of one and half of another
            connection.execute(_CREATE)

    def unchanged(self, asked: Mapping[int, bytes]) -> dict[int, Path]:
        """Which files are there as they would be written, as `Unchanged` says it."""
        found: dict[int, Path] = {}
        marks = ",".join("?" * len(asked))
        sql = f"SELECT release, made_of, name, holds FROM exports WHERE place = ? AND release IN ({marks})"
        with suppress(sqlite3.Error):
            for key, digest, name, holds in self._connection.execute(sql, [self._place, *asked]):
                if digest == asked[key] and _holds(path := self._folder / name, holds):
                    found[key] = path
        return found

    def keep(self, files: Iterable[Wrote]) -> None:
        """Notes what is on the disk."""
        rows = [
            (self._place, one.release, one.made_of, self._name(one.path), _digest(one.data))
            for one in files
            if one.made_of
        ]
        with suppress(sqlite3.Error, UnicodeEncodeError):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT OR REPLACE INTO exports VALUES (?, ?, ?, ?, ?)", rows)
            finally:
                self._connection.execute("COMMIT")

    def _name(self, path: Path) -> str:
        """The file below the folder."""
        return path.relative_to(self._folder).as_posix() if path.is_relative_to(self._folder) else str(path)


def _holds(path: Path, digest: bytes) -> bool:
    """Whether a plain file is there and holds what the digest is of, whatever its line ends."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        data = read_bytes(path)
    except (OSError, ValueError):
        return False
    return _digest(data) == digest or (b"\r\n" in data and _digest(with_line_feeds(data)) == digest)


def with_line_feeds(data: bytes) -> bytes:
    """The bytes of a text with the line ends of an export, which git may have changed."""
    return data.replace(b"\r\n", b"\n")


@contextmanager
def written_before(
    exporter: Exporter, folder: Path, options: Mapping[str, bool], cache_folder: Path | None = None
) -> Iterator[Written]:
    """What earlier exports of the format wrote into the folder, as the user's cache folder has it."""
    if cache_folder is None:
        from platformdirs import user_cache_path

        cache_folder = user_cache_path("dateline", appauthor=False)
    connection = connect(cache_folder / "exports.db")
    try:
        yield Written(connection, exporter, folder, options)
    finally:
        connection.close()
