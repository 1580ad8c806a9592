"""Verbs of saying whose subject is left out, as in Spanish: “…”, expresó emocionada."""

from __future__ import annotations

from collections.abc import Callable, Collection

from store.patterns import lazy_pattern
from store.structure.printed_names import LOWER

#: All that follows a quotation where a verb needs no subject.
_ONE_WORD = lazy_pattern(rf"\s?,\s(?P<word>[{LOWER}]{{4,}})\.\s*")
#: How, where or when somebody speaks, of whom nothing is said: "visibly moved", "in his first words".
_BY_THE_WAY = (
    r"(?:en|durante|tras|al|ante|desde|sobre|con|in|nel|nella|dal|dalla|dopo|em|na|no|ao|após)"
    rf"\s[{LOWER}’'\s]{{2,60}}"
)
_MANNER = lazy_pattern(
    rf"(?:(?:muy|visiblemente|visibilmente|molto|muito)\s)?[{LOWER}]{{3,}}(?:[oa]s?|e)(?:\s{_BY_THE_WAY})?\s?"
    rf"(?=[.,;]|$)|{_BY_THE_WAY}(?=[.,;]|$)"
)


def is_one_word(words: str, small: Collection[str]) -> bool:
    """Whether a comma and one word, of no table, are all that follows a quotation: “…”, completa."""
    match = _ONE_WORD.fullmatch(words)
    return match is not None and match["word"] not in small


def is_manner(words: str, titled: Callable[[str], bool]) -> bool:
    """Whether all that follows a verb up to a stop is how, where or when, and not who."""
    manner = _MANNER.match(words)
    return manner is not None and not any(map(titled, manner[0].split()))
