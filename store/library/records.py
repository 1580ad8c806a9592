"""Rows of the store's tables to records and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any

from store.models import (
    Annotation,
    Contact,
    Dateline,
    Link,
    Paragraph,
    Quotation,
    Release,
    ReleaseText,
    Structure,
    Tag,
)
from store.tables import understood

Row = dict[str, Any]
Columns = dict[str, Sequence[Any]]
"""Each field of `Release`, in their order, with what it is in each of many."""

_RELEASE_FIELDS = (
    "headline", "subheadline", "place", "date", "agency", "byline", "image_credit", "language",
    "words", "source", "format", "digest", "text_id", "added", "modified",
)  # fmt: skip
#: Not in the rows of releases that were added before these were kept, nor where there is nothing to keep.
RELEASE_EXTRAS = (
    "part", "published", "publisher", "url", "time", "zone", "embargo", "embargo_until", "identity",
)  # fmt: skip
RELEASE_ORDER = (*_RELEASE_FIELDS, *RELEASE_EXTRAS)
"""In this order `release_columns` is given them."""
_release_values = itemgetter(*_RELEASE_FIELDS)
_STATE = ("read", "starred", "updated")
#: What is known of the reading of a release that nobody began to read.
UNTOUCHED = (False, False, False)
#: The fields of an annotation before its tags, and those behind them.
_passage_values = itemgetter("release", "start", "end", "quote", "prefix", "suffix")
_annotation_values = itemgetter("note", "creator", "created", "modified", "state")
_TAG_EXTRAS = ("description", "include", "exclude", "creator", "created", "identity")


def release_fields(structure: Structure) -> Row:
    """What a row of ``releases`` takes from the text's structure."""
    dateline = structure.dateline or Dateline(0, 0, None, None, None)
    extras = {
        "time": dateline.time,
        "zone": dateline.zone,
        "embargo": structure.embargo,
        "embargo_until": structure.embargo_until,
        "publisher": structure.issuer,
    }
    return {
        "headline": structure.headline,
        "subheadline": structure.subheadline,
        "place": dateline.place,
        "date": dateline.date,
        "agency": dateline.agency,
        "byline": structure.byline,
        "image_credit": structure.image_credit,
        "language": structure.language,
        **{name: value for name, value in extras.items() if value is not None},
    }


def release_values(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """The fields of `RELEASE_ORDER` of a row of ``releases`` that was found to be understood."""
    return (*_release_values(row), *map(row.get, RELEASE_EXTRAS))


def reading_state(reading: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    """Whether a release is read, starred, updated, by its row of ``reading`` that was found understood."""
    read = bool(reading.get("read"))
    return read, bool(reading.get("starred")), bool(reading.get("updated")) and not read


def release_columns(
    ids: Sequence[int],
    values: Sequence[Sequence[Any]],
    states: Iterable[Sequence[bool]],
    counts: Sequence[int],
) -> Columns:
    """What many releases are, field by field: in a third of the time that one after the other takes.

    Args:
        ids: theirs.
        values: of each its row's fields of `RELEASE_ORDER`, None where it lacks one; more may follow.
        states: of each what `reading_state` gives.
        counts: of each how many annotations it has.
    """
    if not ids:
        return dict.fromkeys(Release._fields, ())
    columns: Columns = dict(zip(RELEASE_ORDER, zip(*values, strict=True), strict=False))
    for name in RELEASE_EXTRAS:
        if "" in columns[name]:
            columns[name] = [value or None for value in columns[name]]
    columns["part"] = [part or "" for part in columns["part"]]
    columns |= {"id": ids, "annotations": counts}
    columns |= zip(_STATE, zip(*states, strict=True), strict=True)
    return {name: columns[name] for name in Release._fields}


def releases_of(columns: Columns) -> Iterator[Release]:
    """The records of `release_columns`."""
    return map(tuple.__new__, repeat(Release), zip(*columns.values(), strict=True))


def text_row(text: str, structure: Structure, links: tuple[Link, ...]) -> Row:
    """A row of ``texts``, one version of a release's words, but for the release's id."""
    dateline = structure.dateline
    return {
        "text": text,
        "paragraphs": list(map(list, structure.paragraphs)),
        "links": list(map(list, links)),
        "dateline": [dateline.start, dateline.end] if dateline else None,
    }


def text_from(row: Mapping[str, Any]) -> ReleaseText:
    """The record of a row of ``texts`` that was found to be understood."""
    return ReleaseText(
        text=row["text"],
        paragraphs=tuple(map(tuple.__new__, repeat(Paragraph), row["paragraphs"])),
        links=tuple(map(tuple.__new__, repeat(Link), row["links"])),
        dateline=tuple(row["dateline"]) if row["dateline"] else None,
    )


def annotation_from(key: int, row: Mapping[str, Any], tags: Mapping[int, Tag]) -> Annotation:
    """The record of a row of ``annotations`` that was found to be understood.

    Its tags are in the order they were given.
    """
    # A text may have thousands, which are made while keys wait: by place, and one tag is compared with none.
    given = [tags[tag] for tag in row["tags"] if tag in tags]
    carried = tuple(given if len(given) <= 1 else dict.fromkeys(given))
    place, about = _passage_values(row), _annotation_values(row)
    return Annotation._make((key, *place, carried, *about, row.get("was") or "", row.get("identity") or ""))


def tag_from(key: int, row: Mapping[str, Any]) -> Tag:
    """The record of a row of ``tags``. Raises UnreadableRecordError."""
    understood("tags", key, row)
    said = {name: row[name] for name in _TAG_EXTRAS if row.get(name)}
    return Tag(key, row["name"], row["color"], row["pinned"], **said)


def release_json(release: Release, tags: Sequence[str], own_tags: Sequence[str] = ()) -> Row:
    """What ``list --json`` says of a release.

    Args:
        release: the release.
        tags: the names of the tags on its passages.
        own_tags: of those on the release itself.
    """
    return {
        "id": release.id,
        "headline": release.headline,
        "place": release.place,
        "date": release.date,
        "agency": release.agency,
        "source": release.source,
        "part": release.part,
        "language": release.language,
        "tags": tags,
        "release_tags": own_tags,
        "annotations": release.annotations,
        "read": release.read,
        "starred": release.starred,
        "updated": release.updated,
    }


def show_json(
    release: Release,
    text: ReleaseText,
    annotations: list[Annotation],
    quotations: Sequence[Quotation],
    contacts: Sequence[Contact],
    own_tags: Sequence[Tag] = (),
) -> Row:
    """What ``show --json`` says of a release; offsets are code points into ``text``.

    Quotations and contacts are those `store.structure.on_demand` finds in the text; `own_tags` are those on
    the release itself.
    """
    return {
        **release_json(release, tag_names(annotations), sorted(tag.name for tag in own_tags)),
        "subheadline": release.subheadline,
        "byline": release.byline,
        "image_credit": release.image_credit,
        "format": release.format,
        "time": release.time,
        "zone": release.zone,
        "embargo": release.embargo,
        "embargo_until": release.embargo_until,
        "published": release.published,
        "publisher": release.publisher,
        "url": release.url,
        "sha256": release.digest,
        "added": release.added,
        "modified": release.modified,
        "text": text.text,
        "dateline": list(text.dateline) if text.dateline else None,
        "paragraphs": [paragraph._asdict() for paragraph in text.paragraphs],
        "quotes": [quotation._asdict() for quotation in quotations],
        "contacts": [_contact_json(contact, text.text) for contact in contacts],
        "links": [link._asdict() for link in text.links],
        "annotations": [annotation_json(annotation) for annotation in annotations],
    }


def _contact_json(contact: Contact, text: str) -> Row:
    parts = {"name": contact.name, "mail": contact.mail, "phone": contact.phone}
    words = {name: text[slice(*span)] if span else None for name, span in parts.items()}
    return {"start": contact.start, "end": contact.end, **words}


def annotation_json(annotation: Annotation) -> Row:
    """An annotation as ``show --json`` and ``annotate`` print it: tags by name."""
    return {**annotation._asdict(), "tags": [tag.name for tag in annotation.tags]}


def tag_names(annotations: list[Annotation]) -> list[str]:
    """The names of all tags used, sorted."""
    return sorted({tag.name for annotation in annotations for tag in annotation.tags})
