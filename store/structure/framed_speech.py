"""Speakers whose verb stands behind the quotation, as in Turkish: "Berg, “…” dedi"."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution
from store.structure.name_phrases import ALSO
from store.structure.printed_names import LOWER, NAME, is_title, person
from store.structure.speech.table import Speech

_NAME = lazy_pattern(NAME)
_WORD = rf"(?:[{LOWER}\d]['’\w-]*)"
#: A name behind the verb, an office before it or not.
_BEHIND = lazy_pattern(rf"(?P<office>\s(?:{_WORD}\s){{0,4}})(?P<name>{NAME})(?=[,.']|\s|$)")


def framed_by(after: str, verb: re.Match[str], speech: Speech) -> Attribution | None:
    """Who is named right behind the verb that stands after a quotation; None where nobody is."""
    following = _BEHIND.match(after[verb.end() :])
    office = following["office"].split() if following else []
    by_office = bool(office) and is_title(office[-1], speech)
    if following is None or not (by_office or len(office) < 2):
        return None
    words, titled = person(following["name"], speech)
    titled = titled or by_office
    last = after[verb.end() + following.end() :][:1] in (".", "")
    sure = verb[0].endswith("n") or (len(words) > 1 and (titled or last))
    return Attribution(" ".join(words)) if words and sure else None


def named_before(lead: str, speech: Speech) -> Attribution | None:
    """The person named in words that stand before a quotation: with a title, or right before it."""
    for one in _NAME.finditer(lead):
        words, titled = person(one[0], speech)
        if 2 <= len(words) <= 4 and (titled or ALSO.fullmatch(lead, one.end())):
            return Attribution(" ".join(words))
    return None
