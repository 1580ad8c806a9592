"""Files and folders into the library."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from store.errors import RefusedError
from store.formats import RawDocument, Reader, reader_for
from store.formats.document import MAX_BYTES
from store.library import Library
from store.versions import Incoming, put_release, seen

#: Seconds of work put into one transaction: few waits for the disk, little to lose by an interrupt.
_BATCH_SECONDS = 0.5
#: Seconds between two transactions, in which other processes get at the library.
_PAUSE_SECONDS = 0.01


@dataclass(slots=True)
class ImportReport:
    """What became of each file."""

    added: list[int] = field(default_factory=list)
    """Ids of new releases."""
    updated: list[int] = field(default_factory=list)
    """Ids of releases whose file had changed."""
    unchanged: list[int] = field(default_factory=list)
    """Ids of releases that were there already."""
    refused: list[tuple[Path, str]] = field(default_factory=list)
    """Path and reason."""

    @property
    def ids(self) -> list[int]:
        """Every release the paths hold, in no particular order."""
        return [*self.added, *self.updated, *self.unchanged]


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
    return list(dict.fromkeys(files)), refused


def _walk(folder: Path, refused: list[tuple[Path, str]]) -> Iterator[Path]:
    def cannot(error: OSError) -> None:
        refused.append((Path(error.filename or folder), f"{error.strerror}."))

    for root, folders, names in os.walk(folder, onerror=cannot):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and reader_for(name):
                yield Path(root, name)


def add_paths(
    library: Library, paths: Iterable[Path], progress: Callable[[int, int], None] | None = None
) -> ImportReport:
    """Imports files and folders; a file that is refused never keeps out the rest.

    Args:
        library: where to.
        paths: files, and folders to go through with all that is in them.
        progress: called with the number of files done and of all files.

    Raises StorageError when the library cannot be written; what was added before stays.
    """
    files, refused = files_in(paths)
    report = ImportReport(refused=refused)
    batches = iter(files)
    done = 0
    while done < len(files):
        with library.transaction(), library.counters():
            until = time.monotonic() + _BATCH_SECONDS
            for path in batches:
                _add_file(library, path, report)
                done += 1
                if progress:
                    progress(done, len(files))
                if time.monotonic() > until:
                    break
        if done < len(files):
            time.sleep(_PAUSE_SECONDS)
    return report


def _add_file(library: Library, path: Path, report: ImportReport) -> None:
    try:
        reader, data = _read_file(path)
        digest = hashlib.sha256(data).hexdigest()
        source = _source(path)
        known = seen(library, source, digest)
        if known is not None:
            report.unchanged.append(known)
            return
        document = reader.read(data)
    except RefusedError as error:
        report.refused.append((path, error.message))
    except OSError as error:
        report.refused.append((path, f"{error.strerror or error}."))
    else:
        from store.structure import analyse  # slow to import, and reading a library needs it not

        _store(library, Incoming(source, reader.name, digest, document, analyse(document.text)), report)


def _source(path: Path) -> str:
    # Without “..”; links are not followed, as resolve() would.
    source = os.path.normpath(path.absolute())
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise RefusedError("its path is not valid UTF-8; rename it.") from error
    return source


def _store(library: Library, incoming: Incoming, report: ImportReport) -> None:
    key, is_new = put_release(library, incoming)
    (report.added if is_new else report.updated).append(key)


def _read_file(path: Path) -> tuple[Reader, bytes]:
    reader = reader_for(path.name)
    if reader is None:
        raise RefusedError(f"files of type {path.suffix or 'without an ending'} cannot be read yet.")
    if not path.is_file():
        raise RefusedError("it is not a regular file.")
    if path.stat().st_size > MAX_BYTES:
        raise RefusedError(f"it is larger than {MAX_BYTES // 2**20} MB; no release is.")
    return reader, path.read_bytes()


__all__ = ["ImportReport", "RawDocument", "add_paths", "files_in"]
