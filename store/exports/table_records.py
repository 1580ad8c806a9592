"""What tables are made of: a record for each annotation, release or quotation, its fields in one order.

Offsets are code points into the release's text, half-open. A field that has nothing is None, or empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from store.exports.exporter import Marked
from store.exports.identities import annotation_identity, release_guid
from store.library import Found
from store.models import Release

Record = dict[str, Any]
"""Texts, numbers, flags, and lists of names."""


class Table(NamedTuple):
    """A kind of record."""

    columns: tuple[str, ...]
    """The fields, in their order."""
    records: Callable[[Marked], Iterator[Record]]
    """Those of a release."""


def _about(release: Release) -> Record:
    """What every record of something in a release says of the release."""
    return {
        "release": release.id,
        "headline": release.headline,
        "date": release.date,
        "place": release.place,
        "agency": release.agency,
        "language": release.language,
        "source": release.source,
        "part": release.part,
        "url": release.url,
        "embargo": release.embargo_until or release.embargo,
    }


def annotation_records(one: Marked) -> Iterator[Record]:
    """A record for each annotation of a release."""
    about = _about(one.release)
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


def _releases(one: Marked) -> Iterator[Record]:
    release = one.release
    yield {
        **_about(release),
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


def quotation_record(one: Found) -> Record:
    """The record of a quotation; its marks are in it."""
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
        "source": release.source,
        "part": release.part,
        "url": release.url,
        "before": one.before,
        "after": one.after,
    }


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
    lambda one: map(quotation_record, one.quotations()),
)  # fmt: skip
