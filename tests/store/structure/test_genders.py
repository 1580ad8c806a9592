"""Whether a person is a man or a woman, as a text tells it."""

from __future__ import annotations

import pytest

from store.structure.attributions import SOMEBODY, Attribution
from store.structure.genders import MAN, WOMAN, Genders, contradict
from store.structure.names import Names
from store.structure.paragraphs import paragraph_spans
from store.structure.speech import speech_of


def genders(text: str, language: str) -> Genders:
    """What is told in a text of a language."""
    speech = speech_of(language)
    return Genders(Names(text, paragraph_spans(text), speech), speech)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Mr Tom Berg met Ida Holm. “We waited,” said Ms Holm.", WOMAN),
        ("en", "Tom Berg met Ida Holm.", None),
        ("de", "Die Bürgermeisterin Ida Holm eröffnete den Hafen.", WOMAN),
        ("de", "Der Direktor Ida Holm eröffnete den Hafen.", MAN),
        ("it", "Il ministro Ida Holm ha aperto il porto.", None),
        ("es", "La alcaldesa, Ida Holm, abrió el puerto.", WOMAN),
    ],
)
def test_by_address_and_office(language: str, text: str, expected: str | None) -> None:
    """By what stands before the name, and by an office of which the language has two forms."""
    assert genders(text, language).of("Ida Holm") == expected


def test_by_surname() -> None:
    """Slavic surnames end otherwise for women."""
    assert genders("Ольга Белова", "ru").of("Ольга Белова") == WOMAN
    assert genders("Jan Kowalski", "pl").of("Jan Kowalski") == MAN


def test_by_the_first_pronoun() -> None:
    """Who was meant by “she” is no man; what stands for a subject left out tells nothing."""
    told = genders("Ida Holm spoke.", "en")
    told.told("Ida Holm", SOMEBODY)
    assert told.of("Ida Holm") is None
    told.told("Ida Holm", "She")
    assert contradict(told.of("Ida Holm"), told.of_words(Attribution(None, "he")))
    assert not contradict(told.of("Ida Holm"), None)
