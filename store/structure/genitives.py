"""Names in the genitive given as they are known, by the endings of Russian and Polish names.

Asked where a name stands nowhere else in the text: "по словам Анны Берг", "zdaniem Jana Nowaka".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.patterns import lazy_pattern

#: Endings of first names and of surnames, each with what it is in the nominative; the first that fits holds.
_Endings = Sequence[tuple[re.Pattern[str], str]]


def _endings(*pairs: tuple[str, str]) -> _Endings:
    return [(re.compile(f"{ending}$"), nominative) for ending, nominative in pairs]


_RUSSIAN = (
    # women
    _endings(("(?<=[гкхжчшщ])и", "а"), ("ии", "ия"), ("ьи", "ья"), ("ы", "а"), ("(?<=[^аеёиоуыэюя])и", "я")),
    _endings(("(?<=[оеё]в|[иы]н)ой", "а"), ("(?<=[сц]к)ой", "ая")),
    # men
    _endings(
        ("Петра", "Пётр"), ("Павла", "Павел"), ("Льва", "Лев"), ("(?<=[рл])я", "ь"), ("я", "й"), ("а", "")
    ),
    _endings(
        ("(?<=[оеё]в|[иы]н)а", ""),
        ("(?<=[сц]к)ого", "ий"),
        ("(?<=[^аеёиоуыэюя])ого", "ый"),
        ("ца", "ец"),
        ("(?<=[^аеёиоуыэюя])а", ""),
    ),
)
_POLISH = (
    _endings(("(?<=[kg])i", "a"), ("ii", "ia"), ("(?<=[^aeiouy])i", "ia"), ("y", "a")),
    _endings(
        ("(?<=[scz]k)iej", "a"), ("(?<=ow)ej", "a"), ("(?<=[nt])ej", "a"), ("y", "a"), ("(?<=[kg])i", "a")
    ),
    _endings(("Pawła", "Paweł"), ("iego", "i"), ("ego", "y"), ("(?<=[^aeiouy])ka", "ek"), ("a", "")),
    _endings(("(?<=[scz]k)iego", "i"), ("ego", "y"), ("y", "a"), ("(?<=[^aeiouy])a", "")),
)
#: Surnames that are the same in all cases.
_SAME = lazy_pattern(r"(?:[оеиуюэ]|[иы]х|[oueé])$")
_ROMAN = lazy_pattern(r"[A-Za-z]")


def nominative(printed: str) -> str:
    """A name of a first name and a surname as it is known; as printed where its endings do not tell."""
    words = printed.split()
    if len(words) != 2:
        return printed
    first, last = words
    tables = _POLISH if _ROMAN.search(printed) else _RUSSIAN
    for man, (names, surnames) in enumerate((tables[:2], tables[2:])):
        given, surname = _changed(first, names), _changed(last, surnames)
        # a man's surname changes too, but for those that never do
        if given is not None and (surname is not None or not man or _SAME.search(last)):
            return f"{given} {surname or last}"
    return printed


def _changed(word: str, endings: _Endings) -> str | None:
    """The word with its ending changed; None where it has none of them."""
    for ending, other in endings:
        if ending.search(word):
            return ending.sub(other, word)
    return None
