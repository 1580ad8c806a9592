"""Phrases: with which of them a paragraph begins."""

from __future__ import annotations

import pytest

from store.structure.phrases import Phrases, beginning_of

PHRASES = Phrases(
    {"en": "pier news|quay(?: town| side)?|note ?:", "tr": "iletişim", "zh": "[联聯]系", "ar": "حول"}
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Pier\nnews today", "Pier\nnews"),
        ("** Quay side: open", "Quay side"),
        ("QUAY", "QUAY"),
        ("note: it", "note:"),
        ("İletişim", "İletişim"),
        ("聯系人", "聯系"),
        ("【联系】", "联系"),
        ("حول الميناء", "حول"),
        ("quays", None),
        ("a pier news", None),
        ("", None),
        ("***", None),
    ],
)
def test_phrases(words: str, found: str | None) -> None:
    """Whole words, in any case, behind a few signs, any white space for a blank."""
    match = PHRASES.match(words)
    assert (match[0] if match else None) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Pier", (0, "pi")),
        ("** Quay", (3, "qu")),
        ("İletişim", (0, "il")),
        ("é", (0, "é")),
        ("5th", (0, "5t")),
    ],
)
def test_what_phrases_are_found_by(words: str, found: tuple[int, str]) -> None:
    """The first two letters, small, behind up to three signs."""
    assert beginning_of(words) == found


def test_the_letters_phrases_begin_with() -> None:
    """As many as each has for certain, the blank of a single letter too."""
    assert PHRASES.beginnings == {"pier", "quay", "note", "iletişim", "\u0590"}
    assert Phrases({"pl": "w sprawie|kontakty?|noti[zc]|pi(?:er|ers)"}).beginnings == {
        "w ",
        "kontakt",
        "noti",
        "pi",
    }
