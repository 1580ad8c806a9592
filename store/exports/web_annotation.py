"""Annotations as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), in JSON-LD.

The file is a collection with one page in it, which has the annotations: ``.first.items``. Each names its
passage by its words and by its place, in code points of the release's text as Dateline has it. The tags of a
release itself are an annotation on the whole of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.json import encode

from store.exports.exporter import Marked
from store.exports.identities import annotation_identity, guid, release_names
from store.models import Annotation, Release, Tag
from store.urls import scheme_of

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_BEGINNING = f'{{"@context":"{_CONTEXT}","type":"AnnotationCollection","label":"Annotations from Dateline",'
_PAGE = '"first":{"type":"AnnotationPage","startIndex":0,"items":['


def write(marked: Iterable[Marked]) -> Iterator[str]:
    """The collection, the annotations of each release in turn, in the order of its text."""
    yield _BEGINNING + _PAGE
    count, digest, between = 0, hashlib.sha256(), "\n"
    for one in marked:
        items = [encode(item) for item in items_of(one)]
        for item in items:
            digest.update(item)
        if items:
            yield between + b",\n".join(items).decode()
            between = ",\n"
            count += len(items)
    collection = guid("annotation collection", digest.hexdigest()).urn
    page = guid("annotation page", digest.hexdigest()).urn
    part_of = encode({"id": collection, "type": "AnnotationCollection", "total": count}).decode()
    yield f'\n],"id":"{page}","partOf":{part_of}}},"id":"{collection}","last":"{page}","total":{count}}}\n'


def items_of(one: Marked) -> Iterator[dict[str, Any]]:
    """Each annotation of a release as an item of a page; the one of the whole release first."""
    source = _source(one.release)
    if one.tags:
        yield {
            "id": guid("tags of release", one.release.id, one.release.added).urn,
            "type": "Annotation",
            "motivation": "tagging",
            "body": _tagging(one.tags),
            "target": source,
        }
    for each in one.annotations:
        yield _annotation(one.release, each, source)


def _annotation(release: Release, one: Annotation, source: str | dict[str, str]) -> dict[str, Any]:
    identity = annotation_identity(release, one)
    quote = {"type": "TextQuoteSelector", "exact": one.quote, "prefix": one.prefix, "suffix": one.suffix}
    place = {"type": "TextPositionSelector", "start": one.start, "end": one.end}
    body: list[dict[str, str]] = _tagging(one.tags)
    if one.note:
        body.append(
            {
                "type": "TextualBody",
                "value": one.note,
                "format": "text/markdown",
                "purpose": "commenting",
            }
        )
    purposes = list(dict.fromkeys(each["purpose"] for each in body))
    return {
        "id": identity,
        "type": "Annotation",
        "motivation": purposes or "highlighting",
        "creator": {"type": "Person", "name": one.creator},
        "created": _moment(one.created),
        "modified": _moment(one.modified),
        "canonical": identity,
        **({"body": body} if body else {}),
        "target": {
            "type": "SpecificResource",
            "source": source,
            # An orphan has no place in the text as it is now.
            "selector": [quote] if one.state == "orphaned" else [quote, place],
        },
    }


def _moment(time: str) -> str:
    """The time; of a day its beginning, for here none may be without (section 3.3.1)."""
    return time if "T" in time else f"{time}T00:00:00Z"


def _tagging(tags: Iterable[Tag]) -> list[dict[str, str]]:
    return [{"type": "TextualBody", "value": tag.name, "purpose": "tagging"} for tag in tags]


def _source(release: Release) -> str | dict[str, str]:
    """The release's address; of one that has none what it is known by, in other libraries too."""
    first, *others = release_names(release)
    if scheme_of(first):
        return first
    return {"id": first, "type": "Text", "canonical": others[0], "label": release.headline}
