"""A file as it is taken in: read, parsed and made ready for the tables and the index.

Nothing here touches a library, so that it may be done in a process of its own.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

from store.errors import RefusedError
from store.formats import RawDocument, Reader, RefusedPart, reader_for
from store.formats.document import MAX_BYTES, Documents
from store.records import Row, release_fields, text_row


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document read from a source, as rows: they pass from process to process faster than records."""

    source: str
    """Absolute path or URL."""
    digest: str
    """SHA-256 of the original bytes, in hexadecimal."""
    release: Row
    """What the row of ``releases`` takes from the document."""
    text: Row
    """The row of ``texts`` but for the release's id."""
    indexed: str
    """The text as the index holds it (`store.folding.segmented`)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is no release, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose bytes are those already known from its source."""


Taken = Incoming | Refused | Unchanged
Chunk = list[tuple[Path, tuple[int, str] | None]]
"""Files, each with the release that came from it and the SHA-256 it then had."""


def incoming(source: str, format: str, digest: str, document: RawDocument) -> Incoming:
    """The document with what can be known of it without a library."""
    from store.folding import segmented  # both slow to import, and reading a library needs them not
    from store.structure import analyse

    structure = analyse(document.text)
    release = {
        **release_fields(structure),
        "words": len(document.text.split()),
        "source": source,
        "format": format,
        "digest": digest,
    }
    text = text_row(document.text, structure, document.links)
    return Incoming(source, digest, release, text, segmented(document.text))


def take(path: Path, known: tuple[int, str] | None) -> Taken:
    """Reads and parses a file; one whose SHA-256 is the one known only as far as that."""
    try:
        reader, data = _read(path)
        source = source_of(path)
        digest = hashlib.sha256(data).hexdigest()
        if known is not None and digest == known[1]:
            return Unchanged()
        return incoming(source, reader.name, digest, _only(reader.read(data)))
    except RefusedError as error:
        return Refused(error.message)
    except OSError as error:
        return Refused(f"{error.strerror or error}.")


def take_all(files: Chunk) -> list[Taken]:
    """`take` for each of several files."""
    return [take(*file) for file in files]


def serve_parent() -> None:
    """To be called first in a process that reads for another: an interrupt is the other's matter.

    The process ends with the other one, however that ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def source_of(path: Path) -> str:
    """The absolute path without “..”; links are not followed. Raises RefusedError where it is not UTF-8."""
    source = os.path.normpath(path.absolute())
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise RefusedError("its path is not valid UTF-8; rename it.") from error
    return source


def _only(documents: Documents) -> RawDocument:
    document = next(documents)
    if isinstance(document, RefusedPart):
        raise RefusedError(document.reason)
    return document


def _read(path: Path) -> tuple[Reader, bytes]:
    if not path.is_file():
        raise RefusedError("it is not a regular file.")
    if path.stat().st_size > MAX_BYTES:
        raise RefusedError(f"it is larger than {MAX_BYTES // 2**20} MB; no release is.")
    data = path.read_bytes()
    reader = reader_for(path.name, data)
    if reader is None:
        raise RefusedError(f"files of type {path.suffix or 'without an ending'} cannot be read yet.")
    return reader, data
