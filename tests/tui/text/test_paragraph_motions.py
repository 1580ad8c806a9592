"""Motions by paragraphs and to a character in one."""

from __future__ import annotations

import pytest

from tests.tui.text.texts import walk
from tui.text import paragraph_motions


def test_paragraph_motions_go_to_their_starts() -> None:
    """The last paragraph's end is where the way forward ends."""
    text = "One. Two.\n\nThree.\n\nFour."
    spans = [(0, 9), (11, 17), (19, 24)]
    forward = walk(text, lambda text, offset: paragraph_motions.paragraph_forward(text, offset, spans), 2)
    assert list(forward) == [11, 19, 23]
    back = walk(text, lambda text, offset: paragraph_motions.paragraph_back(text, offset, spans), 23)
    assert list(back) == [19, 11, 0]


@pytest.mark.parametrize(
    ("offset", "character", "count", "forward", "back"),
    [
        (0, "e", 1, 2, 0),
        (0, "e", 2, 11, 0),
        (0, "e", 3, 0, 0),
        (12, "e", 1, 12, 11),
        (12, "e", 2, 12, 2),
        (0, "'", 1, 7, 0),
        (0, "’", 1, 7, 0),
        (12, "'", 1, 12, 7),
        (0, "z", 1, 0, 0),
    ],
)
def test_characters_are_found_in_the_paragraph(
    offset: int, character: str, count: int, forward: int, back: int
) -> None:
    """Never beyond it, all of them or none, typographic marks by their keys."""
    text = "The man’s mead.\n\nthe end"
    spans = [(0, 15), (17, 24)]
    assert paragraph_motions.find_forward(text, offset, character, spans, count) == forward
    assert paragraph_motions.find_back(text, offset, character, spans, count) == back


def test_a_character_carries_its_marks() -> None:
    """An e with an accent of its own is found by e, an accent alone by nothing."""
    text = "cafe\u0301 s"
    assert paragraph_motions.find_forward(text, 0, "e", [(0, 7)]) == 3
    assert paragraph_motions.find_forward(text, 0, "\u0301", [(0, 7)]) == 0
