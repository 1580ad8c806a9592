"""What the letters of TeX's bitmap fonts are, which say no more than their place in the font.

pdfTeX and dvips embed a font that is not there in outlines as pictures of its letters, without names. A
place means what TeX's encodings say: T1, made in Cork in 1990, for all languages of Europe, and OT1, Knuth's
own, for English ("LaTeX font encodings", the LaTeX Project, 2024).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

_PRINTERS = ("TeX", "dvips")
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_T1_HIGH = (
    "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß"
)
_T1 = {
    **dict(enumerate("‚‹›“”„«»–—", 0x0D)),
    **dict(enumerate(_LIGATURES, 0x1B)),
    **dict(enumerate(_T1_HIGH, 0x80)),
}
_OT1 = {
    **dict(enumerate(_LIGATURES, 0x0B)),
    **dict(enumerate("ßæœøÆŒØ", 0x19)),
    **{ord(place): letter for place, letter in zip('\\"{|', "“”–—", strict=True)},
}
#: Places that hold letters in one of the two alone.
_ONLY_OT1 = frozenset(range(0x0B, 0x0D))


def set_by_tex(creator: str, producer: str) -> bool:
    """Whether a document's metadata name a program that is TeX or prints for it."""
    return any(printer in creator + producer for printer in _PRINTERS)


def letters_of(places: AbstractSet[int]) -> dict[int, str]:
    """The letters at places of a font, by which of them a page uses."""
    return _OT1 if places & _ONLY_OT1 else _T1
