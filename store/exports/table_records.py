"""What tables are made of: a record for each annotation, release or quotation, its fields in one order.

Offsets are code points into the release's text, half-open. A field that has nothing is None, or empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from store.exports.exporter import Marked
from store.exports.identities import annotation_identity, release_guid
from store.exports.markdown import source_of
from store.library import Found
from store.models import Release

Record = dict[str, Any]
"""Texts, numbers, flags, and lists of names."""


class Table(NamedTuple):
    """A kind of record."""

    columns: tuple[str, ...]
    """The fields, in their order."""
    records: Callable[..., Iterator[Record]]
    """Those of a release; takes the `Marked`, and by its name whether `paths` of this machine are told."""


def _about(release: Release, paths: bool) -> Record:
    """What every record of something in a release says of the release."""
    return {
        "release": release.id,
        "headline": release.headline,
        "date": release.date,
        "place": release.place,
        "agency": release.agency,
        "language": release.language,
        "source": source_of(release, paths=paths),
        "part": release.part,
        "url": release.url,
        "embargo": release.embargo_until or release.embargo,
    }


def annotation_records(one: Marked, *, paths: bool = False) -> Iterator[Record]:
    """A record for each annotation of a release; of its file only the name, unless `paths` are asked for."""
    about = _about(one.release, paths)
    release_tags = [tag.name for tag in one.tags]
    for each in one.annotations:
        yield {
            **about,
            "annotation": each.id,
            "start": each.start,
            "end": each.end,
            "quote": each.quote,
            "prefix": each.prefix,
            "suffix": each.suffix,
            "tags": [tag.name for tag in each.tags],
            "note": each.note,
            "state": each.state,
            "was": each.was,
            "creator": each.creator,
            "created": each.created,
            "modified": each.modified,
            "release_tags": release_tags,
            "identity": annotation_identity(one.release, each),
        }


def _releases(one: Marked, *, paths: bool = False) -> Iterator[Record]:
    release = one.release
    yield {
        **_about(release, paths),
        "subheadline": release.subheadline,
        "byline": release.byline,
        "time": release.time,
        "zone": release.zone,
        "published": release.published,
        "publisher": release.publisher,
        "words": release.words,
        "read": release.read,
        "starred": release.starred,
        "release_tags": [tag.name for tag in one.tags],
        "tags": sorted({tag.name for each in one.annotations for tag in each.tags}),
        "annotations": len(one.annotations),
        "notes": sum(bool(each.note) for each in one.annotations),
        "format": release.format,
        "sha256": release.digest,
        "added": release.added,
        "modified": release.modified,
        "identity": release_guid(release).urn,
    }


def quotation_record(one: Found, *, paths: bool = False) -> Record:
    """The record of a quotation; its marks are in it. Of the release's file only the name, unless `paths` are
    asked for."""
    release = one.release
    return {
        "speaker": one.speaker,
        "role": one.role,
        "quotation": one.text,
        "date": release.date,
        "place": release.place,
        "agency": release.agency,
        "release": release.id,
        "headline": release.headline,
        "start": one.start,
        "end": one.end,
        "language": release.language,
        "source": source_of(release, paths=paths),
        "part": release.part,
        "url": release.url,
        "before": one.before,
        "after": one.after,
    }


def _quotations(one: Marked, *, paths: bool = False) -> Iterator[Record]:
    return (quotation_record(each, paths=paths) for each in one.quotations())


_ABOUT = (
    "release", "headline", "date", "place", "agency", "language", "source", "part", "url", "embargo",
)  # fmt: skip
ANNOTATIONS = Table(
    (
        *_ABOUT, "annotation", "start", "end", "quote", "prefix", "suffix", "tags", "note", "state", "was",
        "creator", "created", "modified", "release_tags", "identity",
    ),
    annotation_records,
)  # fmt: skip
RELEASES = Table(
    (
        *_ABOUT, "subheadline", "byline", "time", "zone", "published", "publisher", "words", "read",
        "starred", "release_tags", "tags", "annotations", "notes", "format", "sha256", "added", "modified",
        "identity",
    ),
    _releases,
)  # fmt: skip
QUOTATIONS = Table(
    (
        "speaker", "role", "quotation", "date", "place", "agency", "release", "headline", "start", "end",
        "language", "source", "part", "url", "before", "after",
    ),
    _quotations,
)  # fmt: skip
