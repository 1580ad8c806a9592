"""A release as it arrives: new, known, or a new version of a known one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tinydb import where
from tinydb.table import Document

from store import records
from store.errors import RefusedError
from store.intake import Incoming, source_of
from store.library import Library
from store.settling import settled
from store.shapes import fault


def known(library: Library, path: Path) -> tuple[int, str] | None:
    """The release that came from the file and the SHA-256 the file then had, or None."""
    try:
        rows = library.table("releases").search(where("source") == source_of(path))
    except RefusedError:
        return None
    whole = [row for row in rows if not row.get("part")]
    return (whole[0].doc_id, str(whole[0].get("digest"))) if whole else None


def moved(library: Library, one: Incoming) -> int | None:
    """The release that holds these bytes from a file that is no longer there, now given the new source.

    A file that was moved keeps all that was marked in it.
    """
    if one.identity != one.release["source"] or not Path(one.identity).is_absolute():
        return None
    releases = library.table("releases")
    for row in releases.search(where("digest") == one.digest):
        if fault("releases", row) is None and row.get("identity") == row["source"]:
            path = Path(row["source"])
            if path.is_absolute() and not path.exists():
                releases.update({"source": one.identity, "identity": one.identity}, doc_ids=[row.doc_id])
                return row.doc_id
    return None


@dataclass(slots=True)
class Put:
    """What became of the releases handed to `put_releases`: their ids."""

    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    annotations: Counter[str] = field(default_factory=Counter)
    """How many annotations of updated releases are in which of `store.models.STATES` now."""


def put_releases(library: Library, incoming: Iterable[Incoming]) -> Put:
    """Stores releases from as many sources.

    A known release with other content becomes a new version: the earlier text stays in ``texts``,
    read and star stay, and each annotation is put where its words now are. One with the same content
    is left alone; so is one whose file was only moved, but for its source, and one that says it is
    earlier than the version that is known.
    """
    put = Put()
    fresh = _Fresh()
    with library.transaction(), library.counters():
        for one in incoming:
            if one.identity in fresh.identities:  # twice at once: the later is a version of the earlier
                fresh.write(library)
                fresh = _Fresh()
            _put(library, one, put, fresh)
        fresh.write(library)
    return put


@dataclass(slots=True)
class _Fresh:
    """Rows that wait to be written, many at once."""

    texts: list[Document] = field(default_factory=list)
    releases: list[Document] = field(default_factory=list)
    entries: dict[int, tuple[records.Row, str]] = field(default_factory=dict)
    identities: set[str] = field(default_factory=set)

    def write(self, library: Library) -> None:
        library.table("texts").insert_multiple(self.texts)
        library.table("releases").insert_multiple(self.releases)
        library.fulltext.put(self.entries)


def _put(library: Library, one: Incoming, put: Put, fresh: _Fresh) -> None:
    # Looked up inside the transaction: another process may be importing the same file.
    rows = library.table("releases").search(where("identity") == one.identity)
    same = rows[0].doc_id if rows and not _is_news(rows[0], one) else None
    if not rows:
        same = moved(library, one)
    if same is not None:
        put.unchanged.append(same)
        return
    key = rows[0].doc_id if rows else library.new_id("releases")
    row = {**one.release, "text_id": library.new_id("texts"), "modified": library.clock()}
    fresh.texts.append(Document({"release": key, "added": row["modified"], **one.text}, row["text_id"]))
    if rows:
        put.annotations += _update(library, rows[0], row, one.text["text"])
        put.updated.append(key)
    else:
        fresh.releases.append(Document({**row, "added": row["modified"]}, key))
        put.added.append(key)
    fresh.entries[key] = row, one.indexed
    fresh.identities.add(one.identity)


def _is_news(row: Document, one: Incoming) -> bool:
    """Whether it is another version than the one known, and no earlier one."""
    version, known_version = one.release.get("version"), row.get("version")
    if isinstance(version, int) and isinstance(known_version, int) and version < known_version:
        return False
    return row.get("digest") != one.digest


def _update(library: Library, known: Document, row: records.Row, text: str) -> Counter[str]:
    """Makes it the release's present version; how many annotations are in which state now."""
    gone = dict.fromkeys(records.RELEASE_EXTRAS)  # an embargo that was lifted
    library.table("releases").update({**gone, **row}, doc_ids=[known.doc_id])
    found = library.table("annotations").search(where("release") == known.doc_id)
    # One that cannot be understood stays as it is: ‘dateline doctor’ knows of it.
    annotations = [one for one in found if fault("annotations", one) is None]
    readable = fault("releases", known) is None
    before = library.row("texts", known["text_id"]) if annotations and readable else None
    old = before["text"] if before is not None and fault("texts", before) is None else None
    states: Counter[str] = Counter()
    for annotation, fields in zip(annotations, settled(annotations, old, text), strict=True):
        library.table("annotations").update(fields, doc_ids=[annotation.doc_id])
        states[fields["state"]] += 1
    return states
