"""What stands under a quote: who speaks, where it is from, where it stands, and the way back to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from store.exports.citation_keys import citation_key
from store.exports.exporter import Marked
from store.models import Annotation, Paragraph, Quotation, Release, Tag
from store.structure import quotations_around
from store.urls import is_url, scheme_of

_WEB = ("http", "https")
#: The edges of a paragraph.
_START, _END = itemgetter(0), itemgetter(1)
#: What is behind the last separator of a path, on any system.
_LAST_PART = re.compile(r"[^/\\]*(?=[/\\]*\Z)")
#: What a URL in angle brackets may hold as it is (CommonMark 0.31, section 6.3; RFC 3986).
_URL_SIGNS = "!#$%&'()*+,-./:;=?@_~[]"


class Passage(NamedTuple):
    """Words of a release, with all that is said of them; every text on one line and not escaped yet."""

    address: str
    """What ``dateline read --at`` takes: ``annotation-17``; ``release-12:350`` where it is none."""
    quote: str
    """The words, as they stand in the release."""
    place: str
    """Where they stand, in words."""
    origin: str
    """Agency, place and date, of what is known."""
    url: str
    """The release on the web; empty where it is not known to be there."""
    key: str
    """Under which the release is cited."""
    speaker: str = ""
    """Whose words they are, with the role."""
    tags: Sequence[Tag] = ()
    note: str = ""
    orphaned: bool = False


class Entry(NamedTuple):
    """Passages of a release in a report of many."""

    release: Release
    passages: Sequence[Passage]
    """In the order of the text."""
    has_note: bool = True
    """Whether something is marked in the release, and so a note of it exported with others."""


def passages(marked: Marked) -> list[Passage]:
    """The annotations by start, end and id; those that have lost their words last."""
    text, ordered = marked.text(), sorted(marked.annotations, key=lambda one: (one.start, one.end, one.id))
    spoken = quotations_around(text, [(one.start, one.end) for one in ordered])
    about = origin(marked.release), address_of(marked.release), citation_key(marked.release)
    found = [
        Passage(
            f"annotation-{one.id}", one.quote, _place(one, text.paragraphs), *about,
            _speaker(one, spoken) if one.state != "orphaned" else "", one.tags, one.note,
            one.state == "orphaned",
        )
        for one in ordered
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.orphaned)


def origin(release: Release) -> str:
    """Agency, place and date, of what is known."""
    parts = (release.agency or release.publisher, release.place, release.date)
    return ", ".join(on_a_line(part) for part in parts if part)


@lru_cache(maxsize=1024)
def web_address(url: str) -> str:
    """The URL as it stands between angle brackets; empty for what is none of the web."""
    return percent_encoded(url, safe=_URL_SIGNS) if is_url(url) and scheme_of(url) in _WEB else ""


def address_of(release: Release) -> str:
    """The release on the web, as `web_address` gives it."""
    return web_address(release.url or "") or web_address(release.source)


def source_of(release: Release, *, paths: bool) -> str:
    """Where the release is from; of a file on this machine only its name, unless `paths` are asked for."""
    if paths or (is_url(release.source) and scheme_of(release.source) != "file"):
        return release.source
    return _LAST_PART.search(release.source)[0]  # type: ignore[index]  # it finds nothing at least


def on_a_line(text: str) -> str:
    """The text with all white space made single spaces."""
    return " ".join(text.split())


def _speaker(annotation: Annotation, spoken: Sequence[Quotation]) -> str:
    """Whose words the passage is: of the innermost quotation it lies in."""
    around = [one for one in spoken if one.start <= annotation.start and annotation.end <= one.end]
    inner = min(around, key=lambda one: one.end - one.start, default=None)
    if inner is None or inner.speaker is None:
        return ""
    return on_a_line(", ".join(filter(None, (inner.speaker, inner.role))))


def _place(annotation: Annotation, paragraphs: Sequence[Paragraph]) -> str:
    """Where the passage stands, or stood last."""
    place = f"characters {annotation.start}–{annotation.end}"
    if annotation.state == "orphaned":
        return f"last at {place}"
    place = _in_paragraphs(annotation, paragraphs) + place
    if annotation.state == "anchored":
        return place
    was = f", first marked as: {on_a_line(annotation.was)}" if annotation.was else ""
    return f"{place} · {annotation.state} by an update{was}"


def _in_paragraphs(annotation: Annotation, paragraphs: Sequence[Paragraph]) -> str:
    first = bisect_right(paragraphs, annotation.start, key=_END) + 1
    last = bisect_left(paragraphs, annotation.end, key=_START)
    if last < first:
        return ""
    return f"paragraph {first}, " if first == last else f"paragraphs {first}–{last}, "
