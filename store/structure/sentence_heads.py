"""Whom a sentence is about: the person named at its head, behind a title, an office, or "local skater"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from store.patterns import lazy_pattern
from store.structure.name_phrases import AGE, NAME_AT_COLON
from store.structure.places import is_known_place, is_region
from store.structure.printed_names import CAPITAL, LOWER, PARTICLE
from store.structure.speaker_words import LINKS, OF
from store.structure.word_lists import word_set

_WORD = rf"(?:[{LOWER}\d]['’\w-]*|{CAPITAL})"
_FULL = rf"{CAPITAL}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,4}}"
_HEAD = lazy_pattern(rf"(?P<lead>(?:{_WORD},?\s){{0,8}}?)(?P<name>{_FULL})(?=,|\s[{LOWER}(]|\s?[:：]$)")
#: "The same hope at Ana Ruiz, chair of Acme:".
_OFFICE_COLON = lazy_pattern(
    rf"(?P<name>{CAPITAL}(?:\s{CAPITAL}){{1,3}}),\s(?P<office>[{LOWER}][^:：“”«»]{{2,110}})\s?[:：]$"
)
#: "The envoy of the town in the council, Ana Ruiz, called on all:".
_APPOSED_COLON = lazy_pattern(
    rf",\s(?:[{LOWER}]+\.?\s){{0,2}}(?P<name>{CAPITAL}(?:\s{CAPITAL}){{1,3}}),\s[{LOWER}][^,:：“”«»]{{2,80}}\s?[:：]$"
)
#: What more is said of a person behind the name: an age, an office.
_MORE = lazy_pattern(rf",\s(?:\d{{1,3}},|[{LOWER}])")
_RUN, _DIGIT = lazy_pattern(_FULL), lazy_pattern(r"\d")
_ALONE = lazy_pattern(rf"(?P<name>{CAPITAL}(?:\s(?:{PARTICLE}\s){{0,2}}{CAPITAL}){{1,2}})(?=\s[{LOWER}])")
#: "Among them is Ana Ruiz, who", "Parmi eux, la potière Ana Ruiz".
_AMONG = lazy_pattern(
    r"(?:Among|One\sof|Parmi|L['’]une?\sd|Entre|Unter|Darunter|Einer?\s(?:von|der)|Tra|Fra|Onder|[Uu]n[oa]\sd|Uma?\sd)"
    rf"\w*\s[^.;:“”\"«»]{{0,80}}?(?P<noun>[{LOWER}]{{4,}}\s)?(?P<name>{_FULL})"
    rf"(?P<more>,\s(?:who|whose|qui|quien|che|que|der|die|\d\d|an?|une?|un[oa]|uma?|eine?|een)\b|\s[{LOWER}])?"
)
_JOINED = lazy_pattern(rf"\b(?:and|et|y|e|ed|und|en)\s(?:[{LOWER}]+\s){{0,3}}{_FULL}")
_LONGER = lazy_pattern(r"\w\w").match
#: Words in the names of bodies and things, and in none of people.
BODIES = word_set(
    "University Institute Trust Group Company Corporation Inc Ltd Council Department Ministry Agency "
    "Center Centre Foundation Association Bank Hospital School College Church Club Team Court House "
    "Committee Commission Union League Party Society Museum Library Festival Project Program Programme "
    "Partners Holdings Systems Technologies Energy Health Foods Works Airlines Street River Lake Bay "
    "City County State Day Days Week Report Act Fund Board Office Service Services Network Alliance "
    "Initiative Award Awards Cup The This That These Those A An In On At For From With By It Its Our We "
    "All New First Last Next Both Some Many Most Die Der Das Ein Eine Le La Les Un Une El Los Las Il Lo "
    "De Het Een Universität Stiftung Verein Verband Institut Université Fondation Universidad Fundación "
    "Asociación Università Fondazione Radio Television TV News Times Post Herald Tribune Magazine Gazette "
    "Policji Police Polizei Policía Polizia"
)
#: Those that stand within people's names too: "Anne Le Goff".
_IN_NAMES = word_set("Le La Les Los Las El Lo De Het Un Da Do Der Den Lake Day Days West Church Bay Rivers")
#: Words before a name of which the last, no title, says what the person is: "Local skater".
_FEW = 2
#: Words before a name among which an article may stand: "his deputy in the council Tom Berg:".
_CALLED = 5


def person_at_head(
    sentence: str, titled: Callable[[str], bool], small: Collection[str], office: bool = False
) -> str | None:
    """The full name of the person with whom a sentence begins; None where none is sure to be one.

    `small` are words that stand before no name; `office` asks for a title or an office before it.
    """
    for run in _RUN.finditer(sentence) if _DIGIT.search(sentence) else ():  # an age has one
        if AGE.match(sentence, run.end()) and not is_known_place(run[0]):
            return " ".join(_without_titles(run[0].split(), titled))
    among = _AMONG.match(sentence)
    if among and (among["noun"] or among["more"]) and _is_alone(among, sentence):
        return among["name"]
    match = _HEAD.match(sentence)
    if match is None or is_known_place(match["name"]):
        return None
    name, lead = match["name"], match["lead"].split()
    if not lead:
        return name if not office and _MORE.match(sentence, match.end("name")) else None
    last, first = lead[-1], lead[0].rstrip(",").casefold()
    if AGE.match(sentence, match.end("name")) and last.endswith(","):
        return name  # "The first visitor, Ana Ruiz, 52, had waited"
    if last.casefold() in LINKS or any(map(titled, (name.split()[0], name.split()[-1]))):
        return None
    if any(map(titled, (word.rstrip(",") for word in (lead if last.endswith(",") else lead[-3:])))):
        return name
    if titled(lead[0].rstrip(",")) and sentence[match.end("name") :].strip() in (":", "："):
        return name  # an office and of whom, to the colon
    if titled(lead[0]) and lead[1].casefold() in OF and last[0].islower():
        return name  # "CEO of the shipyard Ana Ruiz is pleased"
    plain = last[0].islower() and last.isalpha() and last not in small and first not in small
    return name if plain and not office and len(lead) <= _FEW else None


def _is_alone(match: re.Match[str], sentence: str) -> bool:
    """Whether a name is a person's, and no other one is joined to it."""
    name = match["name"]
    return is_person(name) and not is_known_place(name) and not _JOINED.search(sentence, match.end("name"))


def _without_titles(words: list[str], titled: Callable[[str], bool]) -> list[str]:
    first = next((index for index, word in enumerate(words) if not titled(word)), 0)
    return words[first:]


def person_alone_at_head(sentence: str) -> str | None:
    """The full name with which a sentence begins, of no place and no body: "Ana Ruiz has sold fish here"."""
    match = _ALONE.match(sentence)
    if match is None or is_known_place(match["name"]) or not BODIES.isdisjoint(match["name"].split()):
        return None
    return None if any(map(str.isupper, filter(_LONGER, match["name"].split()))) else match["name"]


def is_person(name: str) -> bool:
    """Whether a name can be a person's: no word of it is of a body's or a thing's."""
    first, *others = name.split()
    return first not in BODIES and BODIES.isdisjoint(word for word in others if word not in _IN_NAMES)


def is_where(name: str, lead: str) -> bool:
    """Whether a name is that of a place, told between commas: "in Marsabit County, Kenya, who"."""
    return f", {name}," in lead and (is_known_place(name) or is_region(name))


def person_at_colon(lead: str, titled: Callable[[str], bool], articles: frozenset[str]) -> str | None:
    """The person between an office and the colon at the end: "Pleased is the mayor, Ana Ruiz:"; or behind
    what else a person is, with one of the `articles` before it."""
    match = NAME_AT_COLON.search(lead)
    if match is None or len(match["name"].split()) < 2:
        return None
    first, second = match["name"].split()[:2]
    if second in OF and titled(first):
        return None  # "Ana Ruiz, mayor of Leith:"
    before = lead[: match.start("name")].split()
    if before[-1].casefold() in OF and len(match["name"].split()) > 2 and titled(before[-2:][0]):
        return " ".join(match["name"].split()[-2:])  # "Guests are welcomed by the mayor of Leith Ana Ruiz:"
    apposed = match["lead"].endswith(",") and any(map(titled, before))
    if titled(match["lead"]) or apposed:
        return match["name"]
    called = before[-_CALLED:] if match["lead"].islower() and match["lead"] not in LINKS else []
    name = match["name"].split()
    plain = len(name) < 4 and is_person(match["name"]) and not is_known_place(match["name"])
    return match["name"] if plain and not articles.isdisjoint(map(str.casefold, called[:-1])) else None


def person_before_colon(
    words: str, titled: Callable[[str], bool], small: Collection[str], said: bool
) -> str | None:
    """The person of whom words before a colon tell: at their head, or with an office at their end.

    `said` says that a verb of saying is among them: then whom they begin with needs no office.
    """
    if name := person_at_head(words, titled, small, office=not said):
        return name
    if (apposed := _APPOSED_COLON.search(words)) and any(map(titled, words[: apposed.start()].split())):
        return apposed["name"]
    match = _OFFICE_COLON.search(words)
    return match["name"] if match and any(map(titled, match["office"].split()[:3])) else None
