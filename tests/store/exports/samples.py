"""A release, and what may be marked in one."""

from __future__ import annotations

from store.exports import Marked
from store.models import Annotation, Paragraph, Release, ReleaseText, Tag

RELEASE = Release(
    id=12,
    headline="EU, IOM advance: a “dialogue”",
    subheadline=None,
    place="BRUSSELS",
    date="2018-04-05",
    agency="WAM",
    byline=None,
    image_credit=None,
    language="en",
    words=3,
    source="/releases/eu.txt",
    format="text",
    digest="0" * 64,
    text_id=1,
    added="2018-04-06T08:00:00Z",
    modified="2018-04-06T08:00:00Z",
)
TEXT = ReleaseText(
    text="Headline\n\nFirst paragraph.\n\nSecond.",
    paragraphs=(Paragraph(0, 8, "headline"), Paragraph(10, 26, "body"), Paragraph(28, 35, "body")),
    links=(),
    dateline=None,
)


def release(**changes: object) -> Release:
    """The sample release with other values."""
    return RELEASE._replace(**changes)  # type: ignore[arg-type]


def annotation(number: int, quote: str, note: str = "", **changes: object) -> Annotation:
    """An annotation that starts where its number says."""
    values: dict[str, object] = {"start": number, "end": number + 1, "tags": (), "state": "anchored"}
    values |= {"modified": "2018-04-06T08:00:00Z"} | changes
    return Annotation(
        id=number, release=12, quote=quote, prefix="", suffix="", note=note, creator="me",
        created="2018-04-06T08:00:00Z", **values,  # type: ignore[arg-type]
    )  # fmt: skip


def tag(name: str, number: int = 1) -> Tag:
    """A tag of that name."""
    return Tag(id=number, name=name, color=0, pinned=None)


def marked(*annotations: Annotation, **changes: object) -> Marked:
    """The sample release with other values, with these annotations."""
    return Marked(release(**changes), annotations, lambda: TEXT)
