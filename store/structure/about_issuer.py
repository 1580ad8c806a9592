"""Paragraphs that say who issues a release, without a heading: "Acme, Inc. is a maker of pumps"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.patterns import lazy_pattern

#: Characters of such a paragraph that are looked at, and of the shortest and the longest.
_LOOKED_AT, _SHORTEST, _LONGEST = 300, 60, 1200
#: Paragraphs below the headline in which the issuer's full name may stand instead of in it.
_LEAD = 4
_BACK_MATTER = frozenset(("end_mark", "contact", "boilerplate"))

#: A name, the whole of it as `full`, and what it is or, where nothing but back matter stands above, does.
_WHO = lazy_pattern(
    r"(?:The\s)?(?P<full>(?P<name>[A-Z][\w&’'.-]*)(?:,?\s(?:[A-Z\d][\w&’'.-]*|of|and|&|for|the)){0,7})"
    r"(?:,?\s\([^()]{2,60}\))?,?\s(?:(?:is|are)\s(?:an?|the|one of)\s"
    r"(?!\w+\s(?:of|in|to)\s(?:this|our|a series))"
    r"|(?P<too>represents|brings\stogether|was\s(?:founded|established|set\sup|formed)|has\s(?:been|over|more\sthan))\s)"
)
#: The same in German, French, Spanish, Italian, Portuguese and Dutch.
_NAME_WORD = r"[^\W\d_a-z][\w&’'./-]*"
_WHO_ABROAD = lazy_pattern(
    r"(?:(?:Die|Der|Das|La|Le|Les|El|Los|Las|Il|Lo|I|Gli|O|A|Os|As|De|Het)\s|L['’])?"
    rf"(?P<full>(?P<name>{_NAME_WORD})(?:,?\s(?:{_NAME_WORD}|e\.\s?V\.|de|del|des|di|do|da|der|und|et|y|e|en|für|pour|van|la|le)){{0,7}})"
    r"(?:,?\s\([^()]{2,60}\))?,?\s(?:ist|sind|zählt|gehört|est|sont|es|son|è|sono|é|são|is|zijn)\s(?:[^.\n]|\.(?=\d)){0,60}?\b"
    r"(?:eine?|eine[rs]|die|der|das|führende[rs]?|zu|une?|l['’]une?|leader|una|uno|uma?|een|het|del|el|il|o|de)\s"
)
#: The same in Russian: "Музей основан в 1961 году", "АО «Банк» работает с 1993 года".
_WHO_RUSSIAN = lazy_pattern(
    r"(?:[А-ЯЁ]{2,5}\s)?(?P<full>[«\"]?(?P<name>[А-ЯЁ][\w-]+))[^.\n]{0,80}?[»\"]?\s(?:\([^()]{2,60}\)\s)?"
    r"(?:основан[аоы]?|создан[аоы]?|является|работает|входит|объединяет|—\s(?:это\s)?(?:один|одна|одно|ведущ|крупнейш|российск))"
)
_NAMED_THERE = lazy_pattern(r"[^\W\d_a-z]\w{3,}(?:\s[^\W\d_a-z]\w{3,})*")
#: When the issuer came to be: "Founded in 1976", "Inaugurato nel 1794", "Fondata a Genova nel 1926".
_FOUNDED = lazy_pattern(
    r"(?:Founded|Established|Opened|Fondat[oa]|Inaugurat[oa]|Nat[oa]|Fondée?|Créée?|Née?|Fundad[oa]|Cread[oa]|Criad[oa]"
    r"|Inaugurad[oa]|Gegründet|Opgericht|Grundat|Grundad|Основан[аоы]?|Założon[ay])\s"
    r"(?:(?:in|a|à|en|em|i|w|в|te)\s[^\W\d_a-z][\w-]+(?:\s[^\W\d_a-z][\w-]+)?,?\s)?"
    r"(?:in|nel|en|em|im|i|в|w)\s(?:\w+\s)?(?:1[5-9]|20)\d\d\b"
)

#: What bodies of any kind do or are, behind their names; and what only tells news follows none of them.
_DOES = lazy_pattern(
    r"(?:(?:The|Die|Der|Das|La|Le|Les|El|Los|Las|Il|Lo|I|Gli|O|A|Os|As|De|Het)\s|L['’]|(?!))?+"
    r"(?P<full>[^\W\d_a-z][\w&’'./-]*(?:\s(?:[^.\n:;“”„«»\"]|e\.\s?V\.){2,90}?)?)(?:,?\s\([^()]{2,60}\))?,?\s"
    r"(?:(?:is|are)\s(?!\w+ing\b|also\b|now\b|expected\b|due\b|more\b|set\b|pleased\b|proud\b|not\b|currently\b|able\b)"
    r"|(?:ist|sind|est|sont|es|son|è|sono|é|são|är)\s(?:eine?|die|der|das|une?|l[ae]|una|uno|um|uma|el|il|o|a|en|ett)\b"
    r"|(?:has|har|hat|heeft|tiene|ha|tem|a)\s\d"
    r"|(?:helps|works\s(?:to|with|for|on|in|across)|provides|promotes|represents|operates|manages|supervises|regulates|issues|runs|owns|employs|serves|oversees"
    r"|brings\stogether|was\s(?:founded|established|set\sup|formed)"
    r"|vertritt|betreut|betreibt|vereint|verwaltet|beschäftigt"
    r"|représente|regroupe|rassemble|gère|fédère|emploie"
    r"|representa|agrupa|gestiona|reúne|gere|congrega|emplea|emprega"
    r"|rappresenta|gestisce|riunisce|raggruppa|impiega"
    r"|vertegenwoordigt|beheert|exploiteert|företräder|driver|förvaltar)\s)"
)
#: A rule on the line above, and the name with which a paragraph begins.
_RULE = lazy_pattern(r"(?:[*#_~=–—-]\s?){3,}\n")
_FIRST = lazy_pattern(
    r"(?:(?:The|Die|Der|Das|La|Le|Les|El|Los|Las|Il|Lo|I|Gli|O|A|Os|As|De|Het)\s|L['’])?"
    rf"(?P<name>{_NAME_WORD}(?:[^\S\n]{_NAME_WORD})*)"
)
#: What may stand before the name with which a headline or the text begins: a dateline, an article.
_IS_BEGINNING = lazy_pattern(
    r"(?:\A|[-–—:,)]\s)(?:(?:the|die|der|das|la|le|les|el|los|las|il|lo|i|gli|o|a|os|as|de|het)\s|l['’])?\Z",
    re.IGNORECASE,
)
#: What a release says of a day, which no paragraph about the issuer alone does.
_NEWS = lazy_pattern(
    r"\b(?:today|yesterday|tomorrow|this\s(?:week|month|morning)|heute|gestern|morgen|aujourd|hier|demain|hoy|ayer"
    r"|mañana|oggi|ieri|domani|hoje|ontem|amanhã|vandaag|gisteren|idag|igår)\b",
    re.IGNORECASE,
)
#: Speech, which such a paragraph has not.
_SPOKEN = lazy_pattern('[“”„«»"]')
#: Characters of a heading on the line above.
_HEADING = 30
#: Words of the longest such heading and the least of a name in an address; letters of such a word.
_TWO, _LONGER = 2, 5
_HOST = lazy_pattern(r"@([\w.-]+)")


def does_what(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int) -> bool:
    """Whether a paragraph at the end says what the issuer does, whose full name stands at the head or among
    the contacts: "Hintergrund", "Der Verband der Lotsen vertritt 300 Betriebe"."""
    start, end = _below_heading(text, *spans[index])
    if not (_SHORTEST < end - start < _LONGEST // 2 and text[start].isupper()):
        return False
    match = _DOES.match(text, start, min(end, start + _LOOKED_AT))
    if match is None or _NEWS.search(text, start, end) or _SPOKEN.search(text, start, end):
        return False
    name = " ".join(match["full"].split())
    if " " not in name and f"({name})" not in text[: spans[index][0]]:
        return False  # one word, and no name that the text gives the issuer for short
    return " " not in name or _is_issuer(text, spans, kinds, index, name)


def _is_issuer(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int, name: str
) -> bool:
    """Whether a name stands above the headline or in contacts, or in an address there, or the
    headline begins with it; or, where contacts or an end mark stand, a first paragraph."""
    headline = kinds.index("headline") if "headline" in kinds else 0
    ended = not _BACK_MATTER.isdisjoint(kinds[headline + 1 :])
    lead = min(headline + _LEAD, index - 1) if ended else headline
    for one, (start, end) in enumerate(spans):
        begins = headline <= one <= lead
        if not (begins or one < headline or (kinds[one] == "contact" and one != index)):
            continue
        words = " ".join(text[start : min(end, start + _LOOKED_AT)].split())
        at = words.casefold().find(name.casefold())
        if at >= 0 and (not begins or _IS_BEGINNING.search(words[:at])):
            return True
        if one > headline and kinds[one] == "contact" and _is_address_of(name, words):
            return True
    return False


def _is_address_of(name: str, words: str) -> bool:
    """Whether a mail address has a name's initials, or two of its longer words."""
    longer = [word.casefold() for word in name.split() if len(word) >= _LONGER]
    initials = "".join(word[0] for word in name.split() if word[0].isupper()).casefold()
    for host in _HOST.findall(words.casefold()):
        if len(initials) > _TWO and initials in host.split("."):
            return True
        if sum(word in host for word in longer) >= _TWO:
            return True
    return False


def _below_heading(text: str, start: int, end: int) -> tuple[int, int]:
    """A paragraph without a heading on its first line: "Hintergrund"."""
    line = text.find("\n", start, min(end, start + _HEADING))
    headed = line > 0 and text[line - 1] not in ".!?,;-" and text[line + 1 : line + 2].isupper()
    return (line + 1, end) if headed and len(text[start:line].split()) <= _TWO + 1 else (start, end)


def behind_end(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int) -> bool:
    """Whether a paragraph right behind the mark that ends the text begins with whom the text has named:
    "###", "The Harbour Board helps …"."""
    start, end = spans[index]
    rule = _RULE.match(text, start, end)
    if rule is None and kinds[index - 1] != "end_mark":
        return False
    start = rule.end() if rule else start
    match = _FIRST.match(text, start, end) if _SHORTEST < end - start < _LONGEST else None
    if match is None or _NEWS.search(text, start, end) or _SPOKEN.search(text, start, end):
        return False
    above, name = text[: spans[index][0]], match["name"].strip("’'.,")
    _, _, behind_form = name.partition(" ")  # "KK Harbour Town", a club
    return name in above or (" " in behind_form and behind_form in above)


def says_who(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], index: int) -> bool:
    """Whether a paragraph says who the issuer is, whom the headline names.

    Below the end of the text or contacts, it may be named in full in the first paragraphs instead.
    """
    start, end = _below_heading(text, *spans[index])
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
