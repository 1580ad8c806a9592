"""People are found in the ways that a text introduces them, wherever sentences begin."""

from __future__ import annotations

import pytest

from store.structure.introductions import HEAD, SURNAME, Introductions, office_first
from store.structure.speech import speech_of


@pytest.mark.parametrize(
    "words",
    [
        "Ana Ruiz, a skipper",
        "It rains. Ana Ruiz, a skipper",
        "It rains.\n\nAna Ruiz, a skipper",
        "“No.” Ana Ruiz, a",
    ],
)
def test_full_names_stand_where_sentences_begin(words: str) -> None:
    """At the head, behind a stop and a blank, behind a line's end, behind a closing mark."""
    assert [match["name"] for match in Introductions(words).at_starts(HEAD)] == ["Ana Ruiz"]


def test_no_name_stands_within_a_sentence() -> None:
    """Nor is one found within what was found before."""
    assert not [*Introductions("It rained when Ana Ruiz, a skipper").at_starts(HEAD)]
    found = Introductions("Berg rows. Ruiz, of Leith").at_starts(SURNAME)
    assert [match["name"] for match in found] == ["Berg", "Ruiz"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("One of them is Ana Ruiz, who rows", ["Ana Ruiz"]),
        ("Parmi eux figure Ana Ruiz, qui rame", ["Ana Ruiz"]),
        ("This Ana Ruiz, who rows", []),
        ("He is Ruiz, who rows", []),
    ],
)
def test_who_is_presented_stands_behind_is(words: str, names: list[str]) -> None:
    """Behind the whole word, and in full."""
    assert [match["name"] for match in Introductions(words).presented()] == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("En tanto, Ruiz destacó que", ["Ruiz"]),
        ("mientras Ruiz ha añadido que", ["Ruiz"]),
        ("Ruiz destacó que", []),
        ("mientras Ruiz destacó Berg destacó", ["Ruiz"]),
    ],
)
def test_who_speaks_stands_before_a_verb(words: str, names: list[str]) -> None:
    """Behind a pause or a word in lower case, which is no verb that was another's."""
    assert [match["name"] for match in Introductions(words).speaking(speech_of("es"))] == names


def test_titles_come_with_the_names_behind_them() -> None:
    """With their stop, before a comma, behind a sign; never across two blanks."""
    words = "Mr. Berg met his wife, Ida, and (Dr Ruiz  Holm"
    found = [(title, match["name"]) for title, match in Introductions(words).titled()]
    assert found == [("Mr.", "Berg"), ("wife", "Ida"), ("Dr", "Ruiz")]


def test_an_office_has_its_article() -> None:
    """At the head of a sentence."""
    found = Introductions("It rains. The Minister asked").at_starts(office_first(speech_of("en")))
    assert [match["office"] for match in found] == ["Minister"]
