"""Files and folders into the library.

Files are read and parsed in chunks, many of them by several processes, and stored by this one in
transactions of many releases each.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from store.batches import batched, growing
from store.formats import known_by_name, size_of
from store.intake.arrivals import Put, known, put_held, put_releases
from store.intake.identity import Reading
from store.intake.parsing import (
    Chunk,
    Incoming,
    Many,
    Refused,
    Taken,
    Unchanged,
    count_in,
    documents_in,
    ready_all,
    releases_in,
    source_of,
    take_all,
)
from store.intake.workers import Workers
from store.library import Library
from store.storages import open_bytes

#: Files put into one transaction: few waits for the disk, little to lose by an interrupt.
_CHUNK_FILES = 400
_CHUNK_BYTES = 3_000_000
#: Those of the first, each next one having twice as many: how fast it goes is seen soon.
_FIRST_FILES = 25
#: From this many files on, or from so many bytes of one file of many releases, further processes are worth
#: the time it takes to start them.
_MANY, _MUCH_BYTES = 500, 2_000_000
Made = TypeVar("Made")

#: Seconds between two transactions, in which other processes get at the library.
_PAUSE_SECONDS = 0.005


@dataclass(slots=True)
class ImportReport:
    """What became of each file."""

    added: list[int] = field(default_factory=list)
    """Ids of new releases."""
    updated: list[int] = field(default_factory=list)
    """Ids of releases whose file had changed."""
    unchanged: list[int] = field(default_factory=list)
    """Ids of releases that were there already."""
    removed: list[int] = field(default_factory=list)
    """Ids of releases that a user has removed: they stay so."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Path or URL, with the part where it holds many releases, and reason."""
    noticed: list[tuple[str, str]] = field(default_factory=list)
    """Of what was read, the same with what is to be known of it: damaged bytes, a part that was left out."""
    annotations: Counter[str] = field(default_factory=Counter)
    """How many annotations of the updated releases are in which of `store.models.STATES` now."""

    @property
    def ids(self) -> list[int]:
        """Every release the paths hold, those removed not among them, in no particular order."""
        return [*self.added, *self.updated, *self.unchanged]

    def extend(self, other: ImportReport) -> None:
        """Takes in what became of other files."""
        self.added += other.added
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.removed += other.removed
        self.refused += other.refused
        self.noticed += other.noticed
        self.annotations += other.annotations


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The files to read, sorted within each folder, and what cannot be looked into with the reason.

    A folder gives its files of known formats, hidden ones left out; a file named itself is always given.
    """
    files: list[Path] = []
    refused: list[tuple[Path, str]] = []
    for path in paths:
        try:
            if path.is_dir():
                files.extend(_walk(path, refused))
            elif path.exists():
                files.append(path)
            else:
                refused.append((path, "there is no such file or folder."))
        except OSError as error:  # a name too long, a folder that may not be entered
            refused.append((path, f"{error.strerror}."))
    # One file under two names, such as “a/../b”, is one file.
    return list({os.path.normpath(path.absolute()): path for path in files}.values()), refused


def _walk(folder: Path, refused: list[tuple[Path, str]]) -> Iterator[Path]:
    def cannot(error: OSError) -> None:
        refused.append((Path(error.filename or folder), f"{error.strerror}."))

    for root, folders, names in os.walk(folder, onerror=cannot):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and known_by_name(name):
                yield Path(root, name)


def add_paths(
    library: Library,
    paths: Iterable[Path],
    progress: Callable[[int, int], None] | None = None,
    *,
    processes: int = 1,
    columns: Mapping[str, str] | None = None,
    report: ImportReport | None = None,
    asked: bool = False,
) -> ImportReport:
    """Imports files and folders; a file that is refused never keeps out the rest.

    Stopped by an exception, from `progress` or Ctrl+C, it leaves whole releases, all of them in `report`.

    Args:
        library: where to.
        paths: files, and folders to go through with all that is in them.
        progress: called with how many are done, and how many there are: files, and in the place of a file of
            rows its rows once it is begun. Within a file of many releases it is called after some of them.
        processes: how many may parse at once where there are many files. More than one only from a
            program whose main module may be imported (https://docs.python.org/3/library/
            multiprocessing.html#the-spawn-and-forkserver-start-methods).
        columns: which column of a corpus holds what (`store.formats.corpora.parse_columns`).
        report: where to say what became of the files while they are imported; it is given back.
        asked: whether a user names them, and so what was deleted from the trash is wanted again.

    Raises StorageError when the library cannot be written; what was added before stays.
    """
    files, refused = files_in(paths)
    report = ImportReport() if report is None else report
    report.refused += [(str(path), reason) for path, reason in refused]
    so_far = _Progress(len(files), progress)
    so_far.tell()
    with closing(Workers(processes)) as workers:
        for chunk, found in workers.each(take_all, _chunks(library, files), much=len(files) >= _MANY):
            if so_far.done:
                time.sleep(_PAUSE_SECONDS)
            _store(library, chunk, found, report, asked)
            for (path, _), taken in zip(chunk, found, strict=True):
                if isinstance(taken, Many):
                    _add_file_of_many(library, path, report, columns, so_far, workers, asked)
                else:
                    so_far.done += 1
            so_far.tell()
    return report


@dataclass(slots=True)
class _Progress:
    """How far an import is."""

    total: int
    told: Callable[[int, int], None] | None
    done: int = 0

    def tell(self) -> None:
        """Tells whoever wants to know."""
        if self.told:
            self.told(self.done, self.total)

    def through(self, batches: Iterable[list[Made]], count: int) -> Iterator[list[Made]]:
        """The batches of a file of so many releases, which count in its place; 1: only once it is read."""
        self.total += count - 1
        end = self.done + count
        for batch in batches:
            self.done = min(self.done + len(batch), end) if count > 1 else self.done
            yield batch
        self.done = end


def _chunks(library: Library, files: Iterable[Path]) -> Iterator[Chunk]:
    """The files in runs small enough to be held in memory, several at a time."""
    for run in _runs(files):
        yield list(zip(run, known(library, run), strict=True))


def _runs(files: Iterable[Path]) -> Iterator[list[Path]]:
    """The files, in runs of ever more files and bytes, up to the most."""
    run: list[Path] = []
    size, most = 0, min(_FIRST_FILES, _CHUNK_FILES)
    for path in files:
        run.append(path)
        with suppress(OSError):  # it is refused with the reason when it is read
            size += path.stat().st_size
        if len(run) == most or size >= _CHUNK_BYTES * most // _CHUNK_FILES:
            yield run
            run, size, most = [], 0, min(2 * most, _CHUNK_FILES)
    if run:
        yield run


def _store(library: Library, chunk: Chunk, found: list[Taken], report: ImportReport, asked: bool) -> None:
    """Puts what was read into the library."""
    for (path, known_as), taken in zip(chunk, found, strict=True):
        if isinstance(taken, Refused):
            report.refused.append((str(path), taken.reason))
        elif isinstance(taken, Unchanged) and known_as is not None:
            report.unchanged.append(known_as[0])
        elif isinstance(taken, Incoming):
            report.noticed += ((str(path), words) for words in taken.notices)
    whole = [taken for taken in found if isinstance(taken, Incoming)]
    _note(put_releases(library, whole, asked=asked), report)


def _add_file_of_many(
    library: Library,
    path: Path,
    report: ImportReport,
    columns: Mapping[str, str] | None,
    so_far: _Progress,
    workers: Workers,
    asked: bool,
) -> None:
    try:
        file = open_bytes(path)
    except OSError as error:
        report.refused.append((str(path), f"{error.strerror or error}."))
        so_far.done += 1
        return
    with file:
        source, count = source_of(path), count_in(path.name, file, columns)
        batches = growing(documents_in(source, path.name, file, columns), _FIRST_FILES, _CHUNK_FILES)
        ready = workers.each(ready_all, batches, much=size_of(file) >= _MUCH_BYTES)
        made = so_far.through((made for _, made in ready), count)
        _add_each(Reading(library, source, so_far.tell, asked), made, str(path), report)


def add_bytes(
    library: Library,
    source: str,
    name: str,
    data: bytes,
    *,
    columns: Mapping[str, str] | None = None,
    asked: bool = False,
) -> ImportReport:
    """Imports what came from a URL or a pipe; how much of it is news is in the report.

    Args:
        library: where to.
        source: the URL, or what else it is known by when it comes again.
        name: a file name; its ending tells the format where the content does not.
        data: the bytes.
        columns: see `add_paths`.
        asked: see `add_paths`.

    Raises StorageError when the library cannot be written; what was added before stays.
    """
    report = ImportReport()
    batches = batched(releases_in(source, name, data, columns), _CHUNK_FILES)
    _add_each(Reading(library, source, asked=asked), batches, source, report)
    return report


def _add_each(
    reading: Reading,
    batches: Iterator[list[Incoming | Refused]],
    shown: str,
    report: ImportReport,
) -> None:
    """Stores releases while they are read, many in one transaction; some wait until all are read."""
    for batch in batches:
        for one in batch:
            if isinstance(one, Refused):
                report.refused.append((f"{shown}, {one.part}" if one.part else shown, one.reason))
            elif one.notices:
                part = one.release["part"]
                name = f"{shown}, {part}" if part else shown
                report.noticed += ((name, words) for words in one.notices)
        incoming = [one for one in batch if isinstance(one, Incoming)]
        _note(put_releases(reading.library, incoming, reading), report)
        reading.go_on()
    for put in put_held(reading.library, reading):
        _note(put, report)
        reading.go_on()


def _note(put: Put, report: ImportReport) -> None:
    report.added += put.added
    report.updated += put.updated
    report.unchanged += put.unchanged
    report.removed += put.removed
    report.annotations += put.annotations


__all__ = ["ImportReport", "add_bytes", "add_paths", "files_in"]
