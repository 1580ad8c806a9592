"""A release as it arrives: new, known, or a new version of a known one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tinydb import where
from tinydb.table import Document

from store import records
from store.formats.document import RawDocument
from store.library import Library
from store.models import Structure
from store.settling import reanchored
from store.shapes import fault


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document read from a source, with its structure."""

    source: str
    """Absolute path or URL."""
    format: str
    digest: str
    """SHA-256 of the original bytes, in hexadecimal."""
    document: RawDocument
    structure: Structure


def seen(library: Library, source: str, digest: str) -> int | None:
    """The release that already holds these bytes, or None when there is something to import.

    Bytes known from a file that is no longer there are that file, moved: the release takes the
    new path and keeps all that was marked in it.
    """
    releases = library.table("releases")
    rows = releases.search(where("source") == source)
    if rows:
        return rows[0].doc_id if rows[0].get("digest") == digest else None
    for row in releases.search(where("digest") == digest):
        if fault("releases", row) is None and not Path(row["source"]).exists():
            releases.update({"source": source}, doc_ids=[row.doc_id])
            return row.doc_id
    return None


def put_release(library: Library, incoming: Incoming) -> tuple[int, bool]:
    """Stores the release; gives its id and whether it is new.

    A known source with other content becomes a new version: the earlier text stays in ``texts``,
    read and star stay, and each annotation is put where its words now are.
    """
    with library.transaction(), library.counters():
        # Looked up inside: another process may be importing the same file.
        rows = library.table("releases").search(where("source") == incoming.source)
        key, is_new = _update(library, rows[0], incoming) if rows else _add(library, incoming)
        library.fulltext.put(key)
        return key, is_new


def _row(library: Library, incoming: Incoming, text_id: int) -> records.Row:
    return {
        **records.release_fields(incoming.structure),
        "words": len(incoming.document.text.split()),
        "source": incoming.source,
        "format": incoming.format,
        "digest": incoming.digest,
        "text_id": text_id,
        "modified": library.clock(),
    }


def _put_text(library: Library, release: int, incoming: Incoming) -> int:
    key = library.new_id("texts")
    document = incoming.document
    row = records.text_row(release, document.text, incoming.structure, document.links)
    library.table("texts").insert(Document(row, key))
    return key


def _add(library: Library, incoming: Incoming) -> tuple[int, bool]:
    key = library.new_id("releases")
    row = _row(library, incoming, _put_text(library, key, incoming))
    library.table("releases").insert(Document({**row, "added": row["modified"]}, key))
    return key, True


def _update(library: Library, known: Document, incoming: Incoming) -> tuple[int, bool]:
    key = known.doc_id
    row = _row(library, incoming, _put_text(library, key, incoming))
    library.table("releases").update(row, doc_ids=[key])
    for annotation in library.table("annotations").search(where("release") == key):
        if fault("annotations", annotation) is not None:
            continue  # it stays as it is: ‘dateline doctor’ knows of it
        fields = reanchored(incoming.document.text, annotation)
        library.table("annotations").update(fields, doc_ids=[annotation.doc_id])
    return key, False
