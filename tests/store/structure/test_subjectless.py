"""Verbs of saying whose subject is left out: how and where somebody speaks, and not who."""

from __future__ import annotations

import pytest

from store.structure.printed_names import is_title
from store.structure.speech.es import SPEECH
from store.structure.subjectless import is_manner, is_one_word


def titled(word: str) -> bool:
    """Whether a word is an office in Spanish."""
    return is_title(word, SPEECH)


@pytest.mark.parametrize(
    "words",
    [
        "emocionada.",
        "muy emocionado.",
        "en sus primeras palabras.",
        "emocionado desde su casa, a pocas horas.",
        "tras la firma",
    ],
)
def test_how_and_where_are_not_who(words: str) -> None:
    """All up to a stop is in lower case, and no office."""
    assert is_manner(words, titled)


@pytest.mark.parametrize(
    "words", ["la alcaldesa.", "en el acto el alcalde.", "Ana Ruiz.", "ayer Ana Ruiz", ""]
)
def test_an_office_or_a_name_is_who(words: str) -> None:
    """Then the verb has its subject behind it."""
    assert not is_manner(words, titled)


def test_one_word_may_be_all_that_follows() -> None:
    """A verb that no table has; a small word is none."""
    assert is_one_word(", remarca.", {"pero"})
    assert not is_one_word(", pero.", {"pero"})
    assert not is_one_word(", remarca el alcalde.", {"pero"})
