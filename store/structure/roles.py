"""What a speaker is, as the release prints it beside the name: "chief executive of Acme"."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.initials import letters_but
from store.structure.printed_names import TITLES
from store.structure.word_lists import word_set

#: Places of a name that are looked at, and the longest role, in characters.
_PLACES = 40
#: Characters of the longest line that says what the person above it is.
_LINE = 90
_LONGEST = 170

_DEGREE = (
    r"(?:,?\s(?:M\.?D\.?|Ph\.?\s?D\.?|J\.?D\.?|MBA|CPA|Esq\.?"
    r"|RN|R\.N\.|FAHA|M\.?H\.?S\.?|MPH|DO|DDS|PharmD|Jr\.|Sr\.|II|III)(?![\w]))*"
)
_APPOSITION = lazy_pattern(
    rf"[”\"]?{_DEGREE}(?:,|\s[–—-])\s"
    r"(?P<role>(?:[^\n.,;:“”\"()–—]"
    r"|\.(?=\w)"
    r"|\.(?=,\s)"
    r"|(?<=\b[A-Z])\."
    r"|(?:(?<=Inc)|(?<=Corp)|(?<=Ltd)|(?<=Co))\.(?!\s[A-Z])"
    r"|,\s(?=[A-Z]{2}\b)"
    r"|,\s(?=(?:Inc|LLC|Ltd|L\.?P|Corp|PLC)\b)"
    r"|,\s(?=(?:and\s)?[A-Z][^.,“”\"]{2,60}\b(?:of|at|for)\s)"
    rf"|,\s(?=[A-Z][\w&]+(?:\s[A-Z][\w&]+){{0,4}}[.,:”\"\n])){{2,{_LONGEST}}})"
)
_PREPOSITION = lazy_pattern(r"\s(?:of|in|at|for|with|from|to|who|on|by|and)\s|,")
_PERSON = lazy_pattern(
    r"(?:[^e]er|or|ist|ian|ant|ent|eur|euse|ician|man|woman|person|mother|father|parent|child|wife|husband"
    r"|son|graduate|advocate|fellow|veteran|friend|chef|pilot|scholar|coach|expert|native)s?$",
    re.IGNORECASE,
)
_ARTICLE = lazy_pattern(r"(?:the|an?|our|its|une?|una|uno|uma?|eine?|een|en|ett)\s+", re.IGNORECASE)
#: What a headline or a caption goes on with, which is no part of a role.
_NO_ROLE = lazy_pattern(
    r"\b(?:Appoints|Names|Hires|Announces|Welcomes|Launches|Promotes|Elects|Unveils|Presents|Introduces"
    r"|Receives?|Joins|brings|presents|announces|joins|receives|hosts?\s\w+\s\w+\sfrom|To\s[A-Z])\b"
)
#: A line that says what a picture shows.
_CAPTION = lazy_pattern(
    r"\s*(?:\[?(?:image|photo|picture|bild|foto|bu|caption|pictured|légende|pie de foto|didascalia)\b"
    r"|(?:von links|v\.\s?l|from left|left to right|de gauche|de izquierda|da sinistra|van links))",
    re.IGNORECASE,
)
_NO_CAPTION = letters_but("ipbfclvd")
#: The end of a sentence before what is printed before a name.
_STOP = lazy_pattern(r"\w{4,}\.\s")
#: What is said of the person, behind the role.
_TAIL = lazy_pattern(
    r"\b(?:"
    r"said|says|stated|states|explained|explains|added|adds|noted|notes|commented|shared|shares|told|who"
    r"|which|whose|where|during|when|while|in an?|in response|emphasi[sz]ed|stressed)\b"
)
_VERB_FIRST = lazy_pattern(
    r"(?:"
    r"said|says|both|all|who|which|and|but|is|was|has|had|will|in|at|on|as|to|with|for|from|by|explains?|adds|added"
    r"|leads|brings|serves|joins)\b"
)
_FINITE = lazy_pattern(r"\s(?:is|are|was|were|has|have|will)\s")
_OFFICES = TITLES | frozenset(
    (
        "founding",
        "editor-in-chief",
        "co-ceo",
        "consultant",
        "doctor",
        "psychologist",
        "scholar",
        "chef",
        "officer",
    )
)
#: What a word ends in that is an office, printed for one person or for several, by its last two letters.
_OFFICE_ENDS: dict[str, tuple[str, ...]] = {}
for _office in sorted(_OFFICES | {f"{office}s" for office in _OFFICES}):
    _OFFICE_ENDS[_office[-2:]] = (*_OFFICE_ENDS.get(_office[-2:], ()), _office)
#: An office printed once for several people.
_PLURAL = lazy_pattern(r"\b(Sen|Rep|Gov|Senator|Representative|Governor|Director|Mayor)s(\.?)$")
_HONORIFICS = ("Dr", "Mr", "Mrs", "Ms", "Mx", "Sir", "Rev", "Prof", "M", "Mme", "Herr", "Frau", "Sr", "Sra")
_LINKS = word_set("of for and & the de du del")
_WORDS = lazy_pattern(r"\S+")
_PREFIX = lazy_pattern(
    r"(?P<role>(?:[A-Z][\w'’&.®™-]*|of|for|and|&|the|de|du|del)"
    r"(?:\s(?:[A-Z][\w'’&.®™-]*|of|for|and|&|the|de|du|del)){0,11})\s$"
)


#: How somebody is addressed, right before the name.
_ADDRESS = lazy_pattern(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Hon|H\.E|Shri|Smt|Sir|Dame|Lady|Lord|Rev|Cllr|Clr|Councillor|Atty|Engr|Arc|Alhaji|Barr|Chief(?=\s[A-Z])|[Tt]he\sHon(?:ou?rable)?|[Hh](?:is|er)\sExcellency)\.?\s)+$"
)
#: How the last word of one may end.
_ADDRESSES = tuple(
    word_set(
        "Dr Mr Mrs Ms Mx Prof Hon H.E Shri Smt Sir Dame Lady Lord Rev Cllr Clr Councillor Atty Engr Arc "
        "Alhaji Barr Honorable Honourable Excellency"
    )
)
#: A rank of several words, right before a name: "Special Agent in Charge".
_RANK = lazy_pattern(
    r"(?P<role>(?:[A-Z][\w’'-]*[^\S\n]){1,3}(?:in[^\S\n]Charge|at[^\S\n]Large|in[^\S\n]Residence))[^\S\n]$"
)
#: An office and what it is of, in lower case or not, between an article and a comma before the name.
_THE_OFFICE_OF = lazy_pattern(
    r"\b[Tt]he[^\S\n](?P<role>(?:[\w’'-]+[^\S\n]){0,4}?(?:chair(?:man|woman|person)?|president|director|head|secretary|leader"
    r"|mayor|ambassador|principal|commissioner|minister|chief|dean|captain|manager|coordinator|convenor|governor|warden)"
    r"[^\S\n](?:of|for|to|at)[^\S\n][^,.;:!?“”\"()\n]{2,60}),[^\S\n]$",
    re.IGNORECASE,
)
#: An office and what it is of, before a name: "Minister of State", "Professor of Law,".
_OFFICE_OF = lazy_pattern(
    r"(?P<role>(?:[A-Z][\w’'&-]*[^\S\n]){0,3}(?:Minister|Secretary|Director|Head|Chair|Dean|Professor|Commissioner|Ambassador"
    r"|Chief|President|Chancellor|Officer|Manager|Curator|Keeper)[^\S\n](?:of|for|to)[^\S\n](?:the[^\S\n])?[A-Z][\w’'-]*"
    r"(?:,?[^\S\n](?:(?:and|of|for|the|&)[^\S\n])*[A-Z][\w’'-]*){0,6}),?[^\S\n]$"
)


def role_of(text: str, name: str) -> str | None:
    """The role printed once beside a person's name; None where none is.

    After the name, between commas; else the capitalised words before it that end in an office.
    """
    surname = name.split()[-1]
    before: str | None = None
    position = -1
    for _ in range(_PLACES):
        position = text.find(surname, position + 1)
        if position < 0:
            break
        line = text.rfind("\n", 0, position) + 1
        if text[line] not in _NO_CAPTION and _CAPTION.match(text, line, line + 40):
            continue
        after = _after(text, position + len(surname))
        if after is not None or (after := _below(text, line, position + len(surname), name)) is not None:
            return after
        if before is None:
            before = _before(text, position, name)
    return before


def _after(text: str, end: int) -> str | None:
    """The role in apposition to the name that ends at `end`."""
    match = _APPOSITION.match(text, end)
    if match is None:
        return None
    printed = " ".join(match["role"].split())
    article = _ARTICLE.match(printed)
    role = printed[article.end() :] if article else printed
    tail = _TAIL.search(role)
    role = (role[: tail.start()] if tail else role).strip(" ,-–—")
    words = [word.casefold().strip(".,’'") for word in role.split()[:8]]
    office = any(word in _OFFICES or word.removesuffix("s") in _OFFICES for word in words)
    if not office and (article is None or len(words) < 2 or not _is_person(role)):
        return None
    verb = _VERB_FIRST.match(role) or _FINITE.search(role) or _NO_ROLE.search(role)
    return None if verb else role


def _below(text: str, line: int, end: int, name: str) -> str | None:
    """The role on the line below a name that stands on a line of its own, perhaps with a form of address."""
    if text[end : end + 1] != "\n" or not text.endswith(name, line, end):
        return None
    role = text[end + 1 : text.find("\n", end + 1) if "\n" in text[end + 1 :] else len(text)].strip()
    alone = end - len(name) == line or _ADDRESS.fullmatch(text, line, end - len(name))
    words = (word.casefold().strip(".,’'") for word in role.split())
    office = len(role) <= _LINE and not role.endswith(".") and any(word in _OFFICES for word in words)
    return role if alone and office else None


def _is_person(phrase: str) -> bool:
    """Whether the noun before the first preposition means a person, by its ending."""
    head = _PREPOSITION.split(phrase, maxsplit=1)[0].split()
    return bool(head) and bool(_PERSON.search(head[-1]))


def _run_start(lead: str) -> int:
    """Where the last words begin of which each may be one of `_PREFIX`, and the one before them."""
    start = len(lead)
    for word in reversed(list(_WORDS.finditer(lead))):
        if start - word.end() > 1 and start < len(lead):
            break  # one blank parts them
        start = word.start()
        if not "A" <= word[0][0] <= "Z" and word[0] not in _LINKS:
            break
    return start


def _before(text: str, position: int, name: str) -> str | None:
    """The capitalised words before the name, where the last of them is an office."""
    start = max(0, position - 120)
    lead = text[start:position]
    first = name.split()[0]
    if first != name.split()[-1] and first in lead:
        lead = lead[: lead.rindex(first)]
    if lead.rstrip().rstrip(".").endswith(_ADDRESSES):
        lead = _ADDRESS.sub("", lead)
    # most names stand behind no office: to look at the last word is cheaper by far
    last = lead.rstrip().rstrip(".").casefold()
    by_office = lead[-1:].isspace() and last.endswith(_OFFICE_ENDS.get(last[-2:], ()))
    match = _PREFIX.search(lead, _run_start(lead)) if by_office else None
    if match is None:
        if " in " in lead or " at " in lead:
            rank = _RANK.search(lead)
            if rank and not _NO_ROLE.search(rank["role"]):
                return rank["role"]
        may_be = " of " in lead or " for " in lead or " to " in lead
        the = may_be and lead.rstrip().endswith(",")
        of = (_OFFICE_OF.search(lead) if may_be else None) or (_THE_OFFICE_OF.search(lead) if the else None)
        return of["role"].removeprefix("The ") if of and not _NO_ROLE.search(of["role"]) else None
    role = _ARTICLE.sub("", match["role"], count=1) if match["role"][0].islower() else match["role"]
    role = role[max((one.end() for one in _STOP.finditer(role)), default=0) :]
    if role.endswith(("s", "s.")):
        role = _PLURAL.sub(r"\1\2", role)
    if _NO_ROLE.search(role):
        return None
    words = role.split()
    while words and words[0].casefold() in ("the", "and", "of", "for", "said", "by", "as", "today"):
        words = words[1:]
    if not words or words[-1].casefold().strip(".") not in _OFFICES or words[-1].strip(".") in _HONORIFICS:
        return None
    return " ".join(words)
