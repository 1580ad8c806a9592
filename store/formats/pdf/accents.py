"""Accents that a PDF sets as glyphs of their own over their letters, as TeX does: one letter of the two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

#: Accents as characters by themselves, and as they combine with a letter.
_COMBINING = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327", "˚": "\u030a",
    "ˇ": "\u030c", "˘": "\u0306", "¯": "\u0304", "˙": "\u0307", "˝": "\u030b", "˛": "\u0328",
    "^": "\u0302", "~": "\u0303",
}  # fmt: skip
#: How far the middles of the two lie apart at most, and how much higher an accent is set, in type sizes.
_APART, _RAISED = 0.15, 0.35
_MOST = 200  # accents of a page whose letters are looked for all over it
_DOTLESS = {"ı": "i", "ȷ": "j"}


def with_accents(glyphs: Sequence[Any]) -> Sequence[Any]:
    """A page's glyphs, as `store.formats.pdf.glyphs` gives them, with accents put on their letters."""
    if not any(glyph[0] in _COMBINING for glyph in glyphs):
        return glyphs
    return _put_higher_up(list(_put_on(glyphs)))


def _put_higher_up(glyphs: list[Any]) -> list[Any]:
    """The glyphs with accents put on letters further off, as PDFium gives those of capitals."""
    alone = [place for place, glyph in enumerate(glyphs) if glyph[0] in _COMBINING][:_MOST]
    gone = set()
    for place in alone:
        for other, glyph in enumerate(glyphs):
            if letter := _one(glyphs[place], glyph):
                glyphs[other] = (letter, *glyph[1:])
                gone.add(place)
                break
    return [glyph for place, glyph in enumerate(glyphs) if place not in gone]


def _put_on(glyphs: Sequence[Any]) -> Iterator[Any]:
    before: Any = None
    for glyph in glyphs:
        if before is not None and (letter := _one(before, glyph) or _one(glyph, before)):
            spaced = before[5] or glyph[5]
            base = glyph if before[0] in _COMBINING else before
            before = (letter, *base[1:5], spaced)
            continue
        if before is not None:
            yield before
        before = glyph
    if before is not None:
        yield before


def _one(accent: Any, letter: Any) -> str:
    """The letter with its accent; empty where they are two, or where there is no such letter."""
    mark = _COMBINING.get(accent[0])
    if mark is None or not letter[0].isalpha():
        return ""
    apart = abs((accent[1] + accent[2]) - (letter[1] + letter[2])) / 2
    raised = abs(accent[3] - letter[3])
    if apart > _APART * letter[4] or raised > _RAISED * letter[4]:
        return ""
    whole = unicodedata.normalize("NFC", _DOTLESS.get(letter[0], letter[0]) + mark)
    return whole if len(whole) == 1 else ""
