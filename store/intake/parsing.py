"""A source as it is taken in: read, parsed and made ready for the tables and the index.

Nothing here touches a library, so that it may be done in a process of its own.
"""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any

from store.errors import RefusedError
from store.formats import (
    MAX_BYTES,
    MAX_MANY_BYTES,
    Content,
    Metadata,
    RawDocument,
    Reader,
    RefusedPart,
    check_size,
    known_by_name,
    reader_for,
    reader_of_rows,
    size_of,
    whole,
)
from store.library import Row, release_fields, text_row
from store.storages import read_bytes
from store.urls import is_url

#: What a document is known by when it comes again: its file, URL or name in an archive; what its source calls
#: it; or, where that is only where it stands among others, what it says.
PLACE, IDENTIFIER, CONTENT = "place", "identifier", "content"
#: Objects that a process which only reads makes before it looks for those that hold each other.
_UNCOLLECTED = 20_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document read from a source, as rows: they pass from process to process faster than records."""

    identity: str
    """What names the release for good, whatever becomes of it: see `identity_of`."""
    digest: str
    """SHA-256, in hexadecimal: of the original bytes; of the canonical text where they hold many releases."""
    release: Row
    """What the row of ``releases`` takes from the document."""
    text: Row
    """The row of ``texts`` but for the release's id."""
    indexed: str
    """The text as the index holds it (`store.search.folding.segmented`)."""
    known_by: str = PLACE
    """`PLACE`, `IDENTIFIER` or `CONTENT`."""
    notices: tuple[str, ...] = ()
    """What its reader told of it, each to follow its name and a colon: damaged bytes, what was left out."""

    def __reduce__(self) -> tuple[type[Incoming], tuple[Any, ...]]:
        """In another process it is made anew: in half the time it takes to pass the names of its fields."""
        return Incoming, _fields_of_incoming(self)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of one, that is no release, and why."""

    reason: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose bytes are those already known from its source."""


@dataclass(frozen=True, slots=True)
class Many:
    """A file of many releases: to be read one after another, by `releases_in`."""


_fields_of_incoming = attrgetter(*(field.name for field in fields(Incoming)))
Taken = Incoming | Refused | Unchanged | Many
Chunk = list[tuple[Path, tuple[int, str] | None]]
"""Files, each with the release that came from it and the SHA-256 it then had."""


def incoming(source: str, format: str, digest: str, document: RawDocument) -> Incoming:
    """The document with what can be known of it without a library."""
    from store.search import segmented  # both slow to import, and reading a library needs them not
    from store.structure import analyse, word_count

    structure = analyse(document.text, document.metadata.title)
    identity = identity_of(source, document, digest)
    release = {
        **metadata_fields(release_fields(structure), document.metadata),
        "words": word_count(document.text),
        "source": source,
        "part": document.part,
        "identity": identity,
        "format": format,
        "digest": digest,
    }
    text = text_row(document.text, structure, document.links)
    return Incoming(
        identity,
        digest,
        release,
        text,
        segmented(document.text),
        known_by(document),
        document.notices,
    )


def metadata_fields(fields: Row, metadata: Metadata) -> Row:
    """The fields of `release_fields` with what the format says: it knows the headline, the byline and the
    language for certain, and the date where the text prints none."""
    told = {
        "headline": metadata.title or fields["headline"],
        "byline": fields["byline"] or metadata.byline,
        "language": metadata.language or fields["language"],
        "date": fields["date"] or (metadata.published or "")[:10] or None,
    }
    extras = {
        "published": metadata.published,
        "publisher": metadata.publisher,
        "url": metadata.url,
        "version": metadata.version,
    }
    return {**fields, **told, **{name: value for name, value in extras.items() if value is not None}}


def known_by(document: RawDocument) -> str:
    """`PLACE`, `IDENTIFIER` or `CONTENT`: a number is another's when an item is put before it."""
    if document.metadata.identifier:
        return IDENTIFIER
    return CONTENT if document.part and not document.named else PLACE


def identity_of(source: str, document: RawDocument, digest: str) -> str:
    """What names the document: a URI, a URN or a Message-ID wherever it comes from; else source and name.

    Of a document known by what it says, source and `digest`, the SHA-256 of its text as it first came.
    """
    identifier = document.metadata.identifier
    if identifier and (":" in identifier or "@" in identifier):
        return identifier
    part = digest if known_by(document) == CONTENT else identifier or document.part
    return f"{source}#{part}" if part else source


def take(path: Path, known: tuple[int, str] | None) -> Taken:
    """Reads and parses a file; one whose SHA-256 is the one known only as far as that."""
    try:
        source = source_of(path)
        if (named := _checked(path)) and named.many:
            return Many()  # told by its name, it is not read here only to be read again
        reader, data = read_file(path)
        if reader.many:
            return Many()
        digest = hashlib.sha256(data).hexdigest()
        if known is not None and digest == known[1]:
            return Unchanged()
        document = next(reader.read(data))
        if isinstance(document, RefusedPart):
            return Refused(document.reason)
        return incoming(source, reader.name, digest, document)
    except RefusedError as error:
        return Refused(error.message)
    except OSError as error:
        return Refused(f"{error.strerror or error}.")


def take_all(files: Chunk) -> list[Taken]:
    """`take` for each of several files."""
    return [take(*file) for file in files]


def releases_in(
    source: str, name: str, data: bytes, columns: Mapping[str, str] | None = None
) -> Iterator[Incoming | Refused]:
    """Every release in the bytes, one after another; arguments are those of `documents_in`."""
    for one in documents_in(source, name, data, columns):
        yield from ready_all([one])


@dataclass(frozen=True, slots=True)
class Found:
    """A document as a reader gave it, with what is needed to make it ready, here or in another process."""

    source: str
    format: str
    digest: str
    """SHA-256 of the bytes it is all of; empty where they hold many releases."""
    document: RawDocument

    def __reduce__(self) -> tuple[type[Found], tuple[Any, ...]]:
        """As of `Incoming`: it is made anew in the other process."""
        return Found, (self.source, self.format, self.digest, self.document)


def documents_in(
    source: str, name: str, data: Content, columns: Mapping[str, str] | None = None
) -> Iterator[Found | Refused]:
    """Every document in the bytes, one after another.

    Args:
        source: the absolute path or URL they came from.
        name: a file name; its ending tells the format where the content does not.
        data: the bytes, or their file, which stays open until the last document; files of rows are read row
            by row.
        columns: which column of a corpus holds what (`store.formats.corpora.parse_columns`).
    """
    try:
        reader, data = _chosen(name, data, columns)
        all_of_it = "" if reader.many or not isinstance(data, bytes) else hashlib.sha256(data).hexdigest()
        base = {"base": source} if reader.linked and is_url(source) else {}
        for document in reader.read(data, **base):
            if isinstance(document, RefusedPart):
                yield Refused(document.reason, document.part)
            else:
                yield Found(source, reader.name, all_of_it, document)
    except RefusedError as error:
        yield Refused(error.message)
    except OSError as error:
        yield Refused(f"{error.strerror or error}.")


def count_in(name: str, data: Content, columns: Mapping[str, str] | None = None) -> int:
    """How many documents `documents_in` gives; 1 where it is none, or not known before they are read."""
    with suppress(RefusedError, OSError):
        rows = reader_of_rows(name, data, columns)
        if rows is not None and rows.count is not None:
            return max(1, rows.count(data))
    return 1


def ready_all(found: Iterable[Found | Refused]) -> list[Incoming | Refused]:
    """The documents made ready for the tables and the index; what was refused as it is."""
    return [one if isinstance(one, Refused) else _ready(one) for one in found]


def _ready(found: Found) -> Incoming:
    digest = found.digest or hashlib.sha256(found.document.text.encode()).hexdigest()
    return incoming(found.source, found.format, digest, found.document)


def serve_parent() -> None:
    """To be called first in a process that reads for another: an interrupt is the other's matter.

    The process ends with the other one, however that ends. What it makes of a run of files is looked through
    for garbage once, not a hundred times: a thirtieth of all its time.
    """
    gc.set_threshold(_UNCOLLECTED)
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


def read_file(path: Path) -> tuple[Reader, bytes]:
    """A file's bytes and the reader for them. Raises RefusedError, OSError."""
    data = read_bytes(path)
    return _reader(path.name, data), data


def _checked(path: Path) -> Reader | None:
    """The reader a file's name tells. Raises RefusedError where it is no file or too large, OSError."""
    if not path.is_file():
        raise RefusedError("it is not a regular file.")
    named = known_by_name(path.name)
    check_size(path.stat().st_size, MAX_MANY_BYTES if named is None or named.many else MAX_BYTES)
    return named


def _chosen(name: str, data: Content, columns: Mapping[str, str] | None) -> tuple[Reader, Content]:
    """The reader, and what it is given: the file where that is enough for it, else all bytes."""
    rows = reader_of_rows(name, data, columns)
    if rows is not None:
        check_size(size_of(data), MAX_MANY_BYTES)
        return rows, data
    data = whole(data)
    return _reader(name, data, columns), data


def _reader(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> Reader:
    reader = reader_for(name, data, columns)
    if reader is None:
        raise RefusedError(f"files of type {PurePath(name).suffix} cannot be read.")
    check_size(len(data), MAX_MANY_BYTES if reader.many else MAX_BYTES)
    return reader
