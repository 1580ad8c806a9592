"""How a character behaves at the borders of a grapheme cluster, after UAX #29 (https://www.unicode.org/reports/tr29/).

Where this differs from the standard, `tui.text.cells` says how and why.
"""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import lru_cache

BLANKS = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""White space at which a line may break; the spaces that forbid a break are not among them."""

#: Format characters with a shape of their own: Arabic number signs and their like (UAX #29, Prepend).
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd")
#: Embeddings, overrides and isolates: they reorder what follows, so a reader should see them.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INDIC_BLOCKS = frozenset((0x900, 0x980, 0xA80, 0xB00, 0xC00, 0xD00))
#: Letters to Unicode, marks to UAX #29: Thai and Lao am, halfwidth voicing marks, skin tones.
_MARKS = frozenset("\u0e33\u0eb3\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


class Kind(Enum):
    """How a character behaves at the borders of a cluster."""

    BASE = auto()
    UNKNOWN = auto()
    MARK = auto()
    INVISIBLE = auto()
    CONTROL = auto()
    BLANK = auto()
    PICTURE = auto()
    FLAG = auto()
    CONSONANT = auto()
    JAMO_LEAD = auto()
    JAMO_VOWEL = auto()
    JAMO_TAIL = auto()
    HANGUL_OPEN = auto()
    HANGUL_CLOSED = auto()


@lru_cache(maxsize=16384)
def kind_of(character: str) -> Kind:
    """Give how a character behaves at the borders of a cluster."""
    code = ord(character)
    if character in BLANKS:
        return Kind.BLANK
    if 0x20 < code < 0x7F:
        return Kind.BASE
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp") or character in _REORDERING:
        return Kind.CONTROL
    if category == "Cf":
        return Kind.BASE if character in _VISIBLE_FORMATS else Kind.INVISIBLE
    if category[0] == "M" or character in _MARKS:
        return Kind.MARK
    if _is_picture(code):
        return Kind.PICTURE
    if category == "Cs" or category == "Co" or (category == "Cn" and not 0x20000 <= code < 0x3FFFE):
        return Kind.UNKNOWN
    return _letter_kind(code)


def _is_picture(code: int) -> bool:
    """Tell whether a code point is an emoji or a place kept for one (UAX #29, Extended_Pictographic)."""
    if 0x1F1E6 <= code <= 0x1F1FF:
        return False
    return (
        code in (0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x3030, 0x303D, 0x3297, 0x3299)
        or 0x2190 <= code <= 0x23FF
        or 0x2460 <= code <= 0x24FF
        or 0x25A0 <= code <= 0x27BF
        or 0x2900 <= code <= 0x297F
        or 0x2B00 <= code <= 0x2B55
        or 0x1F000 <= code <= 0x1FAFF
    )


def _letter_kind(code: int) -> Kind:
    """Tell apart the letters that join their neighbours: flags, Indic consonants, Hangul."""
    if 0x1F1E6 <= code <= 0x1F1FF:
        return Kind.FLAG
    if code & ~0x7F in _INDIC_BLOCKS and (0x15 <= code & 0x7F <= 0x39 or 0x58 <= code & 0x7F <= 0x5F):
        return Kind.CONSONANT
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return Kind.JAMO_LEAD
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return Kind.JAMO_VOWEL
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return Kind.JAMO_TAIL
    if 0xAC00 <= code <= 0xD7A3:
        return Kind.HANGUL_OPEN if (code - 0xAC00) % 28 == 0 else Kind.HANGUL_CLOSED
    return Kind.BASE
