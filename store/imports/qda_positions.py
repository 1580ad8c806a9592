"""Where a program that counts in its own way says that a passage is.

The standard says code points; there are programs that count UTF-16 units, and ones for which a line's end is
one although the file has two characters for it. Quotes tell which it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple
from unicodedata import normalize

from store.anchoring import occurrences
from store.canonical import canonical, canonical_part
from store.exports import allowed

#: What some count as two.
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_TWICE = re.compile("\r\n|[\U00010000-\U0010ffff]")
_CUT = re.compile(r"(?:…|\.\.\.)\s*\Z")


class Stated(NamedTuple):
    """A passage as a file has it."""

    name: str
    """Its quote, perhaps cut short, or what else it is called; empty where nothing is said."""
    start: int | None
    end: int | None


class Meant(NamedTuple):
    """What is meant by that."""

    span: tuple[int, int] | None
    """Code points into the canonical text, half-open; None where its words are not there."""
    title: str = ""
    """What it is called, where that is no quote."""


def meant(raw: str, stated: Sequence[Stated]) -> list[Meant]:
    """Where the passages are in the canonical form of a text, which is given as its file has it."""
    raw = raw.lstrip("\ufeff")
    text = canonical(raw)
    best: list[tuple[int, int] | None] = []
    most = -1
    for pairs, wide in _countings(raw):
        spans = _spans(raw, text, stated, _doubled(raw, pairs=pairs, wide=wide))
        fitting = sum(
            _fit(text[slice(*span)], one.name) if span is not None and one.name else 0
            for span, one in zip(spans, stated, strict=True)
        )
        if fitting > most:
            most, best = fitting, spans
    return [_settled(text, one, span) for one, span in zip(stated, best, strict=True)]


def _countings(raw: str) -> Iterator[tuple[bool, bool]]:
    """Whether a line's end of two characters counts as two, and whether UTF-16 units count; where it matters,
    what the standard says first."""
    return product(
        (True, False) if "\r\n" in raw else (True,), (False, True) if _WIDE.search(raw) else (False,)
    )


def _doubled(raw: str, *, pairs: bool, wide: bool) -> list[int]:
    """Where in what is counted the second halves begin of what is one code point in the unified text."""
    found: list[int] = []
    ends = characters = 0
    for one in _TWICE.finditer(raw):
        place = one.start() + (characters if wide else 0) - (0 if pairs else ends)
        is_end = one[0] == "\r\n"
        if pairs if is_end else wide:
            found.append(place + 1)
        ends += is_end
        characters += not is_end
    return found


def _spans(
    raw: str, text: str, stated: Sequence[Stated], doubled: Sequence[int]
) -> list[tuple[int, int] | None]:
    """The places in the canonical text; None for what is no passage of it."""
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    places = [
        None if one.start is None or one.end is None
        else (one.start - bisect_right(doubled, one.start), one.end - bisect_right(doubled, one.end))
        for one in stated
    ]  # fmt: skip
    sound = [
        place if place is not None and 0 <= place[0] < place[1] <= len(unified) else None for place in places
    ]
    if unified == text:
        return sound
    normal = _normalised(unified, {end for place in sound if place is not None for end in place})
    return [None if place is None else (normal[place[0]], normal[place[1]]) for place in sound]


def _normalised(unified: str, places: Iterable[int]) -> dict[int, int]:
    """Where places of the text are once it is in NFC."""
    found: dict[int, int] = {}
    last = length = 0
    for place in sorted(places):
        length += len(normalize("NFC", unified[last:place]))
        found[place] = length
        last = place
    return found


def _settled(text: str, one: Stated, span: tuple[int, int] | None) -> Meant:
    """The place, by the quote where that stands elsewhere."""
    if span is not None and (not one.name or _fit(text[slice(*span)], one.name)):
        return Meant(span)
    quote = canonical_part(_CUT.sub("", one.name)).strip()
    found = occurrences(text, quote) if quote else []
    if found:
        near = span[0] if span is not None else 0
        start, end = min(found, key=lambda place: abs(place[0] - near))
        whole = span[1] - span[0] if span is not None and _CUT.search(one.name) else 0
        return Meant((start, min(len(text), max(end, start + whole))))
    if span is None or len(canonical_part(one.name)) == span[1] - span[0]:  # the words of another version
        return Meant(None)
    return Meant(span, one.name)


def _fit(words: str, name: str) -> int:
    """How well the name is the words, or their beginning where it was cut short.

    2 for exactly, 1 but for white space, 0 where it is not.
    """
    other = allowed(canonical_part(name))
    cut = _CUT.sub("", other)
    exact = allowed(words)
    for fit, change in ((2, str), (1, _joined)):
        whole, beginning = change(other), change(cut)
        if change(exact) == whole or (cut != other and beginning and change(exact).startswith(beginning)):
            return fit
    return 0


def _joined(text: str) -> str:
    return " ".join(text.split())
