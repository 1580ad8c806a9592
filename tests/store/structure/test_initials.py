"""Patterns that are not tried for a paragraph's first letter could not have matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest

from store.structure import analysis, bylines, embargoes, release_lines, sections
from store.structure.initials import letters_but

#: Beginnings of lines that patterns look for, each in several cases.
_LINES = (
    """
###|ends|end|fin|ende|fine|xxx|end of press release|https://a.example|www.a.example|view original
read more|see source|pickup|source: Acme|quelle: Acme|fuente: Acme|SOURCE Acme|the post Acme
this release was distributed|original source|the latest news and updates|for more information, contact
to learn more, contact|please call|media relations:|press office:|investor relations:|public relations:
press desk|interview requests|contact|contactos|contactez|relation presse|service de presse
contacto de prensa|contatti|kontakt|pressekontakt|ansprechpartner|rückfragen|pressestelle
Media ContactJane Doe|Press ContactJane|ContactJane|about Acme|À propos de|A propos:|Acerca de Acme
Sobre nosotros|Über uns|Informazioni su Acme|cautionary note|safe harbor|forward-looking statements
disclaimer|disclosure|important notice|legal notice|non-gaap|note regarding forward|special note
press notes to editors|background notes for editors|editors' note to media|notes to editors|editor's note
this press release contains forward-looking|the release contains sponsored
the issuer is solely responsible|certain statements in|statements in this press
this article is intended for|notes aux rédactions|avertissement|déclarations prospectives
nota a los editores|aviso legal|descargo de responsabilidad|hinweis für redaktion|haftungsausschluss
zukunftsgerichtete aussagen|for immediate release|immediate release|strictly under embargo
not for distribution|sperrfrist|press release|news statement:|Acme media advisory|comunicado de prensa
nota de prensa|pressemitteilung|zur sofortigen veröffentlichung
media embargo|news embargo|embargoed|hold until|hold for release until|not for use before|for release at
release after|do not publish before|sous embargo|embargo jusqu'à|embargada|ne pas publier avant
no publicar antes|gesperrt bis|sperrvermerk|freigegeben ab|frei ab
by Jane Doe|written by Jane|par Jeanne|por Juan|von Jan|da Gia|reporting by Jo
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

_CASES: tuple[Callable[[str], str], ...] = (str, str.lower, str.upper, str.capitalize)


def test_letters_are_told_apart_in_both_cases() -> None:
    """Of ASCII alone: other letters, digits and signs may stand before anything."""
    assert {"a", "A", "z"} <= letters_but("efX")
    assert not {"e", "E", "f", "x", "X", "é", "1", "“", "ſ", ""} & letters_but("efX")


@pytest.mark.parametrize(
    ("pattern", "others"),
    [
        (analysis._END_MARK, analysis._NO_END),
        (analysis._URL, analysis._NO_LINK),
        (analysis._VIEW, analysis._NO_LINK),
        (sections._SOURCE, sections._NO_SOURCE),
        (sections._MORE, sections._NO_MORE),
        (sections._ABOUT, sections._NO_ABOUT),
        (embargoes._EMBARGO, embargoes._NO_EMBARGO),
        (bylines._BYLINE, bylines._NO_BYLINE),
    ],
)
def test_no_line_that_matches_is_passed_over(pattern: re.Pattern[str], others: frozenset[str]) -> None:
    """Each pattern with each beginning, in small, capital and mixed letters."""
    lines = [case(line) for line, case in product(_LINES, _CASES)]
    tried = pattern.fullmatch if pattern is analysis._END_MARK else pattern.match
    matched = [line for line in lines if tried(line)]
    assert matched
    assert not [line for line in matched if line[0] in others]


def test_no_section_is_passed_over() -> None:
    """What heads one, in whatever case and behind signs, has letters that may; most words have others."""
    patterns = (sections._SOURCE, sections._MORE, sections._ABOUT, sections._GLUED_CONTACT)
    lines = [f"{sign}{case(line)}" for sign, line, case in product(("", "* ", "– “"), _LINES, _CASES)]
    matched = [line for line in lines if any(pattern.match(line) for pattern in patterns)]
    assert len(matched) > 400
    assert all(map(sections._may_head, matched))
    assert not any(map(sections._may_head, ("Its pier", "“Growth", "2024 was", "U.S. ports")))


def test_no_embargo_is_passed_over() -> None:
    """Each of its lines, and behind what leads up to it; in Chinese in the middle of one."""
    lines = [f"{before}{case(line)}" for before in ("", "Acme: ") for line, case in product(_LINES, _CASES)]
    matched = [one for one in lines if embargoes._EMBARGO.match(one) and not embargoes._NOT_ONE.match(one)]
    assert len(matched) > 100
    assert all(map(embargoes.is_embargo, [*matched, "Acme 5月6日之前请勿发布"]))


def test_no_release_line_is_passed_over() -> None:
    """A line of ASCII has one of the words without which the pattern cannot match."""
    lines = [case(line) for line, case in product(_LINES, _CASES)]
    matched = [line for line in lines if release_lines._RELEASE_LINE.match(line)]
    assert len(matched) >= 40
    assert all(map(release_lines.is_release_line, matched))
    assert not release_lines.is_release_line("The ferry sails again")
