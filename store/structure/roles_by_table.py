"""What a speaker is, by the offices in the table of a language: “la ministra de Ambiente, Ana Ruiz”."""

from __future__ import annotations

import re
from functools import cache

from store.patterns import lazy_pattern
from store.structure.printed_names import is_title
from store.structure.speaker_words import LINKS
from store.structure.speech.table import Speech, alternatives
from store.structure.word_lists import word_set

#: Places of a name that are looked at, characters before one, and words of the longest role before it.
_PLACES = 12
_LEAD = 140
_LONGEST = 12
#: Letters of the longest word that is looked at by itself.
_WORD = 24
#: What parts a role from the words before it.
_PAUSE = lazy_pattern(r"[,;:!?()\n–—،]|\.\s|[“”„\"]\s|\s[“„\"]")
_AFTER = lazy_pattern(r"(?:،|,|\s[–—-])\s(?P<role>[^\n,;:!?()“”„\"–—،]{2,110})")
#: A line's end within a paragraph.
_LINE_END = lazy_pattern(r"(?<![\n.:!?])\n(?!\n)")
#: What stands between two people.
_JOINTS = word_set("e ed et y und en och i и oraz and &")
_COPULAS = word_set("è est es é ist is är jest era fue foi fu war var była był")
_STOP = lazy_pattern(r"(?<=[^\W\d_]{3})\.(?:\s|$)")
#: Forms of address, which say of nobody what he or she is.
_ADDRESS = word_set(
    "mr mrs ms mx hon h.e rev smt shri cllr clr councillor dame atty engr "
    "nadkom kom asp sierż insp podinsp mł st sir doctor doctora monsignor mons suor m mme mlle "
    "monsieur madame me herr frau dr prof ing mag "
    "di señor señora sr sra d don doña "
    "dra lic sig sig.ra signor signora dott dott.ssa avv on senhor senhora dom dona meneer "
    "mevrouw dhr mevr drs ir mr heer господин госпожа г-н г-жа pan pani herr fru sayın bay "
    "bayan hanım bey doç av dipl h.c inż mgr hab pr السيد السيدة الدكتور الدكتورة د معالي سعادة "
    "الأستاذ الأستاذة سمو الشيخ السيد docteur docteure doutor doutora"
)
#: The same in scripts without blanks between words.
_ADDRESS_EAST = word_set("さん 氏 様 さま 殿 君 先生 女士 小姐")


def role_by_table(text: str, name: str, speech: Speech) -> str | None:
    """The role printed once beside a person's name, in a language other than English; None where none is."""
    read = _in_east if speech.reader in ("chinese", "japanese") else _by_words
    if "\n" in text and " " in name and name not in text:
        text = _LINE_END.sub(" ", text)  # a line of wrapped text ends within the name
    position = -1
    for _ in range(_PLACES):
        position = text.find(name, position + 1)
        if position < 0:
            break
        lead = text[max(0, position - _LEAD) : position]
        if role := read(lead, text[position + len(name) : position + len(name) + _LEAD], speech):
            return role
    return None


def _by_words(lead: str, behind: str, speech: Speech) -> str | None:
    if speech.titles:
        return _before(lead, speech) or _after(behind, speech)
    # English, whose roles behind a name are read by `roles`: most names have no office right before them
    last = lead.rstrip()[-_WORD:].rsplit(None, 1)[-1:]
    near = bool(last) and (last[0].endswith(",") or _is_office(last[0], speech))
    return _before(lead, speech) if near else None


def _before(lead: str, speech: Speech) -> str | None:
    """The words before a name from an office on: "le maire de Leith,", "генеральный директор"."""
    while (last := lead.rstrip().rpartition(" "))[2].casefold().rstrip(".") in _ADDRESS and last[0]:
        lead = last[0]
        above, comma, article = lead.rpartition(", ")
        lead = (
            above if comma and article.casefold() in speech.determiner_words else lead
        )  # "la jefa, la doctora"
    words = _PAUSE.split(lead.rstrip(" ,،"))[-1].split()[-_LONGEST:]
    if not any(_is_office(word, speech) for word in words):  # as for most: to look at verbs is dearer
        return None
    joint = [
        i for i, word in enumerate(words[:-2]) if word in _JOINTS and not _is_office(words[i + 1], speech)
    ]
    if joint and any(_is_office(word, speech) for word in words[joint[-1] + 1 :]):
        words = words[joint[-1] + 1 :]  # another's: "dal sindaco Ugo Berti e dalla direttrice"
    said = [index for index, word in enumerate(words) if speech.verb_pattern.fullmatch(word.lower())]
    words = words[said[-1] + 1 :] if said else words
    return _from_office(_beside_copula(words, speech), speech)


def _beside_copula(words: list[str], speech: Speech) -> list[str]:
    """The words behind "is", where an office is among them, else those before it: "the mayor of Leith is"."""
    at = next((index for index, word in enumerate(words) if word.casefold() in _COPULAS), len(words))
    behind = words[at + 1 :]
    return behind if any(_is_office(word, speech) for word in behind) else words[:at]


def _after(behind: str, speech: Speech) -> str | None:
    """The words behind a name and a comma, where an office is one of the first: ", maire de Leith"."""
    match = _AFTER.match(behind)
    if match is None:
        return None
    words = _STOP.split(match["role"], maxsplit=1)[0].split()
    office = next((index for index, word in enumerate(words[:4]) if _is_office(word, speech)), None)
    if office is None or any(word.lower() in speech.small_words for word in words[:office]):
        return None
    verb = next(
        (i for i, word in enumerate(words) if i and speech.verb_pattern.fullmatch(word.lower())), len(words)
    )
    article = len(words) > 1 and words[0].casefold() in speech.determiner_words
    return _trimmed(words[article:verb])


def _from_office(words: list[str], speech: Speech) -> str | None:
    first = next((index for index, word in enumerate(words) if _is_office(word, speech)), None)
    if first is None:
        return None
    if (
        not speech.articles or not speech.any_verb
    ):  # what an office is of stands before it: "community member"
        common = LINKS | speech.determiner_words | speech.small_words | speech.pronoun_words
        while first and words[first - 1].islower() and words[first - 1] not in common:
            first -= 1
    role = words[first:]
    # a name, or another sentence's words, between the office and the name are no part of it
    if any(word.lower() in speech.small_words - LINKS for word in role[1:]):
        return _from_office(role[1:], speech)  # "the minister signed with the mayor of Leith,"
    return _trimmed(role)


def _trimmed(role: list[str]) -> str | None:
    """A role as one line, without what leads on to a word that is not there."""
    while role and role[-1].casefold() in LINKS:
        role = role[:-1]
    return " ".join(role).rstrip(". ") or None


def _is_office(word: str, speech: Speech) -> bool:
    return is_title(word.strip("«»“”\"'"), speech) and word.casefold().rstrip(".") not in _ADDRESS


@cache
def _offices(speech: Speech) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The offices of a table, right before a name and right behind it."""
    titles = set(speech.titles.split()) - _ADDRESS_EAST
    one = alternatives(" ".join(sorted(titles, key=len, reverse=True)))
    several = rf"(?P<role>{one}(?:[兼・]?{one})*)"
    return re.compile(rf"{several}(?:の|、)?\s?$"), re.compile(rf"\s?{several}")


def _in_east(lead: str, behind: str, speech: Speech) -> str | None:
    before, after = _offices(speech)
    match = before.search(lead) or after.match(behind)
    return match["role"] if match else None
