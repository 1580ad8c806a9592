"""REFI-QDA 1.5, the exchange format of programs for qualitative analysis: what we write and read in it.

The standard and its schemas are at https://www.qdasoftware.org. What a code says of itself has one place
there, a description: rules of inclusion and exclusion stand below it, each under its heading.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from store.models import Annotation, Tag

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
#: What a file says it was written by.
ORIGIN = "Dateline"
#: Where in a project file the texts are, and what stands for it in a reference to one.
SOURCES, INTERNAL = "Sources/", "internal://"
#: The colours that tags have, by their index.
COLORS = (
    "#E0A030", "#4A90D9", "#59A84B", "#C8605A", "#9068C8", "#2FA5A0", "#C86AA6", "#8A8F3A", "#7A869A",
)  # fmt: skip
#: What the note is called that stands for a passage whose words are gone from its text; where they were, and
#: where they are in the note.
_ORPHAN = "Passage that is no longer in the text"
_PLACE = "([0-9]{1,15})–([0-9]{1,15})"
_ORPHAN_NAME = re.compile(f"{_ORPHAN}(?:, last at characters {_PLACE}; here characters {_PLACE})?")


class Variable(NamedTuple):
    """What is told of each source."""

    name: str
    """As users see it."""
    field: str
    """The field of `store.models.Release`."""
    kind: str = "Text"
    """One of the standard's types."""


VARIABLES = (
    Variable("Headline", "headline"),
    Variable("Date", "date", "Date"),
    Variable("Time", "time"),
    Variable("Time zone", "zone"),
    Variable("Place", "place"),
    Variable("Agency", "agency"),
    Variable("Byline", "byline"),
    Variable("Language", "language"),
    Variable("Published", "published"),
    Variable("Publisher", "publisher"),
    Variable("URL", "url"),
    Variable("Embargo", "embargo"),
    Variable("Embargo until", "embargo_until"),
)

_INCLUDE, _EXCLUDE = "Give it to:\n", "Not to:\n"
#: A heading below a text, with a text below it.
_BELOW = r"(?<=.)\n\n{}(?=.)"
_FIRST_OR_BELOW = r"(?:\A|(?<=.)\n\n){}(?=.)"


def orphan_name(one: Annotation) -> str:
    """What the note is called that holds the words of an orphan between those that stood around."""
    begin = len(one.prefix)
    place = f"last at characters {one.start}–{one.end}; here characters {begin}–{begin + len(one.quote)}"
    return f"{_ORPHAN}, {place}"


def orphan_place(name: str) -> tuple[int, slice] | None:
    """Where the words of an orphan began, and where they are in the note that is so called.

    0, and all of it, where the name does not say; None for the name of another note.
    """
    found = _ORPHAN_NAME.fullmatch(name)
    if found is None:
        return None
    return (int(found[1]), slice(int(found[3]), int(found[4]))) if found[1] else (0, slice(None))


def described(tag: Tag) -> str:
    """All that a tag says of itself."""
    rules = (heading + text for heading, text in ((_INCLUDE, tag.include), (_EXCLUDE, tag.exclude)) if text)
    return "\n\n".join(filter(None, (tag.description, *rules)))


def rules_in(text: str) -> tuple[str, str, str]:
    """Description, rule of inclusion and rule of exclusion in what `described` gives; empty where none is."""
    text, include = _parted(text, _FIRST_OR_BELOW, _INCLUDE)
    if include:
        return text, *_parted(include, _BELOW, _EXCLUDE)
    text, exclude = _parted(text, _FIRST_OR_BELOW, _EXCLUDE)
    return text, "", exclude


def _parted(text: str, pattern: str, heading: str) -> tuple[str, str]:
    """What stands above the heading and below it."""
    found = re.search(pattern.format(heading), text, re.DOTALL)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")
