"""Paragraphs that say who issues a release, without a heading: "Acme, Inc. is a maker of pumps"."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Characters of such a paragraph that are looked at, and of the shortest and the longest.
_LOOKED_AT, _SHORTEST, _LONGEST = 300, 60, 1200
#: Paragraphs below the headline in which the issuer's full name may stand instead of in it.
_LEAD = 4
_BACK_MATTER = frozenset(("end_mark", "contact", "boilerplate"))

#: A name, the whole of it as `full`, and what it is or, where nothing but back matter stands above, does.
_WHO = re.compile(
    r"(?:The\s)?(?P<full>(?P<name>[A-Z][\w&’'.-]*)(?:,?\s(?:[A-Z\d][\w&’'.-]*|of|and|&|for|the)){0,7})"
    r"(?:,?\s\([^()]{2,60}\))?,?\s(?:(?:is|are)\s(?:an?|the|one of)\s"
    r"(?!\w+\s(?:of|in|to)\s(?:this|our|a series))"
    r"|(?P<too>represents|brings\stogether|was\s(?:founded|established|set\sup|formed)|has\s(?:been|over|more\sthan))\s)"
)
#: The same in German, French, Spanish, Italian, Portuguese and Dutch.
_NAME_WORD = r"[^\W\d_a-z][\w&’'./-]*"
_WHO_ABROAD = re.compile(
    r"(?:(?:Die|Der|Das|La|Le|Les|El|Los|Las|Il|Lo|I|Gli|O|A|Os|As|De|Het)\s|L['’])?"
    rf"(?P<full>(?P<name>{_NAME_WORD})(?:,?\s(?:{_NAME_WORD}|de|del|des|di|do|da|der|und|et|y|e|en|für|pour|van|la|le)){{0,7}})"
    r"(?:,?\s\([^()]{2,60}\))?,?\s(?:ist|sind|zählt|gehört|est|sont|es|son|è|sono|é|são|is|zijn)\s(?:[^.\n]|\.(?=\d)){0,60}?\b"
    r"(?:eine?|eine[rs]|die|der|das|führende[rs]?|zu|une?|l['’]une?|leader|una|uno|uma?|een|het|del|el|il|o|de)\s"
)
#: The same in Russian: "Музей основан в 1961 году", "АО «Банк» работает с 1993 года".
_WHO_RUSSIAN = re.compile(
    r"(?:[А-ЯЁ]{2,5}\s)?(?P<full>[«\"]?(?P<name>[А-ЯЁ][\w-]+))[^.\n]{0,80}?[»\"]?\s(?:\([^()]{2,60}\)\s)?"
    r"(?:основан[аоы]?|создан[аоы]?|является|работает|входит|объединяет|—\s(?:это\s)?(?:один|одна|одно|ведущ|крупнейш|российск))"
)
_NAMED_THERE = re.compile(r"[^\W\d_a-z]\w{3,}(?:\s[^\W\d_a-z]\w{3,})*")
#: When the issuer came to be: "Founded in 1976", "Inaugurato nel 1794", "Fondata a Genova nel 1926".
_FOUNDED = re.compile(
    r"(?:Founded|Established|Opened|Fondat[oa]|Inaugurat[oa]|Nat[oa]|Fondée?|Créée?|Née?|Fundad[oa]|Cread[oa]|Criad[oa]"
    r"|Inaugurad[oa]|Gegründet|Opgericht|Grundat|Grundad|Основан[аоы]?|Założon[ay])\s"
    r"(?:(?:in|a|à|en|em|i|w|в|te)\s[^\W\d_a-z][\w-]+(?:\s[^\W\d_a-z][\w-]+)?,?\s)?"
    r"(?:in|nel|en|em|im|i|в|w)\s(?:\w+\s)?(?:1[5-9]|20)\d\d\b"
)


def says_who(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int) -> bool:
    """Whether a paragraph says who the issuer is, whom the headline names.

    Below the end of the text or contacts, it may be named in full in the first paragraphs instead.
    """
    start, end = spans[index]
    if not _SHORTEST < end - start < _LONGEST or not text[start].isalpha():
        return False
    headline = kinds.index("headline") if "headline" in kinds else 0
    above = text[: spans[max(1, headline)][1]]
    words = text[start : min(end, start + _LOOKED_AT)]
    if (founded := _FOUNDED.match(words)) is not None:
        named = _NAMED_THERE.findall(words, founded.end())
        return any(name in above for name in named)
    match = _WHO.match(words) or _WHO_ABROAD.match(words) or _WHO_RUSSIAN.match(words)
    if match is None:
        return False
    ended = not _BACK_MATTER.isdisjoint(kinds[headline + 1 : index])
    if match["name"].strip("’'.s") in above and (ended or not match.groupdict().get("too")):
        return True
    lead = text[: spans[min(headline + _LEAD, index - 1)][1]]
    return ended and " " in match["full"] and match["full"] in lead
