"""Names of news agencies and distributors as datelines print them, told from companies and places."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.places import is_known_place, is_region
from store.structure.word_lists import word_set

_NO_AGENCY = lazy_pattern(
    r":"
    r"|\b(?:release|embargo|photo|image|formerly|the|nasdaq|nyse|otc\w*|tsxv?|amex|lse|our|we|d/b/a)\b"
    r"|[“”\"@$%]",
    re.IGNORECASE,
)
#: Words by which a news distributor's printed name is told from a company's or a person's.
_NEWSY = lazy_pattern(
    r"news|wire|(?<![^\W\d_])press[ea]?(?![^\W\d_])|\dpress|pressedienst|media(?![^\W\d_])"
    r"|agenc|agenz|agentur|nachrichten|notici|notíci|notizi|nieuws|telegr|haber|ajans"
    r"|новост|агент|телеграф|информ|інформ|новин|(?-i:\bPR\b|\bPR(?=[A-Z]))"
    r"|نباء|وكالة|通[讯訊信]|新[闻聞]|뉴스|社$",
    re.IGNORECASE,
)
_OFFICE = lazy_pattern(
    r"\b(?:department|ministry|office|agency|ministère|commission|council|bureau|secretariat)\b", re.I
)
#: With what the words after a dateline begin, and no agency's name.
_ARTICLES = word_set(
    "the a an our this der die das ein eine le la les el los las il lo i gli o os as het de een"
)
#: What stands between brackets in a place's stead, or in that of a date yet to be set.
_NOTHING = word_set(
    "date datum fecha data place location global globally worldwide international internacional "
    "internazionale mondial mondiale weltweit monde mundial online virtual everywhere press media"
)


def is_newsy(name: str) -> bool:
    """Whether the name has a word that news distributors are called by."""
    return bool(_NEWSY.search(name))


def is_office(name: str) -> bool:
    """Whether it is the name of a public office."""
    return bool(_OFFICE.search(name))


def may_be_agency(name: str, issuer: bool = False) -> bool:
    """Whether an agency may be so called; an `issuer`'s name, on a line of its own, may hold any words."""
    return (issuer or not _NO_AGENCY.search(name)) and any(map(str.isalpha, name)) and not says_nothing(name)


def begins_sentence(name: str) -> bool:
    """Whether its first word is an article, with which no agency's name begins."""
    return name.split()[0].casefold() in _ARTICLES


def says_nothing(words: str) -> bool:
    """Whether words between brackets are neither place nor agency: (Date), (Global)."""
    return words.strip().casefold() in _NOTHING


def are_places(words: str) -> bool:
    """Whether all that commas, slashes and “and” part is known as a city, a region or a country."""
    parts = [one.strip() for one in re.split(r"[,;/&]|\s(?:and|und|et|y|e)\s", words) if one.strip()]
    return bool(parts) and all(is_region(one) or is_known_place(one) for one in parts)


def is_agency(agency: str) -> bool:
    """Whether the name tells by itself that it is an agency's, or is written as they do: dpa, ots, dpa/bb."""
    if is_newsy(agency):
        return True
    return len(agency) <= 7 and all(len(part) in (2, 3, 4) and part.islower() for part in agency.split("/"))


def is_acronym(name: str) -> bool:
    """Whether it is short and in capitals: SPA, ИНТЕРФАКС.RU."""
    return name.isupper() and 2 <= len(name) <= 13 and name.replace(".", "").isalpha()
