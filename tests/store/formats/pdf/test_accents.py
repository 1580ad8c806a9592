"""Accents that are glyphs of their own are put on their letters."""

from __future__ import annotations

import pytest

from store.formats.pdf.accents import with_accents


@pytest.mark.parametrize(
    ("glyphs", "letters"),
    [
        ((("B", 0, 7), ("¨", 7.2, 11.8), ("u", 7, 12), ("r", 12, 16)), "Bür"),
        ((("u", 0, 5), ("´", 0.2, 4.8), ("¸", 6, 10), ("c", 5.8, 10.2)), "úç"),
        ((("¨", 0, 4), ("ı", 0.5, 3.5), ("^", 6, 10), ("o", 6, 10)), "ïô"),
        ((("x", 0, 5), ("´", 5, 9), ("y", 9, 14)), "x´y"),
        ((("´", 0, 4), ("4", 0, 4), ("`", 5, 9), ("q", 5, 9)), "´4`q"),
        ((("¨", 0, 4, 80.0), ("a", 0, 4)), "¨a"),
        ((("O", 0, 7), ("l", 7, 9), ("¨", 1, 6, 97.5), ("n", 0, 4, 112.0)), "Öln"),
        ((("a", 0, 4), ("b", 4, 8)), "ab"),
    ],
)
def test_an_accent_over_a_letter_is_one_with_it(
    glyphs: tuple[tuple[str, float, float] | tuple[str, float, float, float], ...], letters: str
) -> None:
    """Before it, after it or further off; not beside it, far above, over a figure, or for no such letter."""
    found = with_accents(
        [(char, left, right, *(at or [100.0]), 10.0, 0) for char, left, right, *at in glyphs]
    )
    assert "".join(glyph[0] for glyph in found) == letters


def test_a_space_before_either_stays() -> None:
    """The letter begins a word where its accent did."""
    assert with_accents([("¨", 0, 4, 9.0, 10.0, 1), ("o", 0, 4, 9.0, 10.0, 0)]) == [("ö", 0, 4, 9.0, 10.0, 1)]
