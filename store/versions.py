"""A release as it arrives: new, known, or a new version of a known one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tinydb import where
from tinydb.table import Document

from store import records
from store.errors import RefusedError
from store.intake import Incoming, source_of
from store.library import Library
from store.settling import reanchored
from store.shapes import fault


def known(library: Library, path: Path) -> tuple[int, str] | None:
    """The release that came from the file and the SHA-256 the file then had, or None."""
    try:
        rows = library.table("releases").search(where("source") == source_of(path))
    except RefusedError:
        return None
    return (rows[0].doc_id, rows[0].get("digest", "")) if rows else None


def moved(library: Library, source: str, digest: str) -> int | None:
    """The release that holds these bytes from a file that is no longer there, now given the new source.

    A file that was moved keeps all that was marked in it.
    """
    releases = library.table("releases")
    for row in releases.search(where("digest") == digest):
        if fault("releases", row) is None and not Path(row["source"]).exists():
            releases.update({"source": source}, doc_ids=[row.doc_id])
            return row.doc_id
    return None


@dataclass(slots=True)
class Put:
    """What became of the releases handed to `put_releases`: their ids."""

    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)


def put_releases(library: Library, incoming: Iterable[Incoming]) -> Put:
    """Stores releases from as many sources.

    A known source with other content becomes a new version: the earlier text stays in ``texts``,
    read and star stay, and each annotation is put where its words now are. One with the same content
    is left alone; so is one whose file was only moved, but for its source.
    """
    put = Put()
    texts: list[Document] = []
    releases: list[Document] = []
    entries: dict[int, tuple[records.Row, str]] = {}
    with library.transaction(), library.counters():
        for one in incoming:
            # Looked up inside: another process may be importing the same file.
            rows = library.table("releases").search(where("source") == one.source)
            same = rows[0].doc_id if rows and rows[0].get("digest") == one.digest else None
            if not rows:
                same = moved(library, one.source, one.digest)
            if same is not None:
                put.unchanged.append(same)
                continue
            key = rows[0].doc_id if rows else library.new_id("releases")
            row = {**one.release, "text_id": library.new_id("texts"), "modified": library.clock()}
            texts.append(Document({"release": key, **one.text}, row["text_id"]))
            if rows:
                _update(library, key, row, one.text["text"])
                put.updated.append(key)
            else:
                releases.append(Document({**row, "added": row["modified"]}, key))
                put.added.append(key)
            entries[key] = row, one.indexed
        library.table("texts").insert_multiple(texts)
        library.table("releases").insert_multiple(releases)
        library.fulltext.put(entries)
    return put


def _update(library: Library, key: int, row: records.Row, text: str) -> None:
    library.table("releases").update(row, doc_ids=[key])
    for annotation in library.table("annotations").search(where("release") == key):
        if fault("annotations", annotation) is not None:
            continue  # it stays as it is: ‘dateline doctor’ knows of it
        library.table("annotations").update(reanchored(text, annotation), doc_ids=[annotation.doc_id])
