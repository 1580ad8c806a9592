"""Colours: readable on both themes, by WCAG's measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import Theme

from store.coding import TAG_COLORS
from tui.palette import AA, DARK, HUES, LIGHT, THEMES, contrast, tag_background, tag_foreground

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
COLORS = st.builds(Color, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("color", "ratio"),
    [("#000000", 21.0), ("#777777", 4.48), ("#767676", 4.54), ("#595959", 7.00), ("#ff0000", 4.00),
     ("#0000ff", 8.59), ("#ffffff", 1.0), ("#949494", 3.03)],
)  # fmt: skip
def test_contrast_is_wcags(color: str, ratio: float) -> None:
    """Against white, to two digits, whichever colour comes first."""
    assert contrast(Color.parse(color), WHITE) == pytest.approx(ratio, abs=0.005)
    assert contrast(WHITE, Color.parse(color)) == contrast(Color.parse(color), WHITE)


@given(COLORS, COLORS)
def test_contrast_is_between_1_and_21(one: Color, other: Color) -> None:
    """And 1 for a colour on itself."""
    assert 1 <= contrast(one, other) <= 21.0001
    assert contrast(one, one) == 1


def _color(value: str | None) -> Color:
    assert value
    return Color.parse(value)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
def test_text_and_accents_are_readable(theme: Theme, ground: str) -> None:
    """On every ground of the theme."""
    for ink in (theme.foreground, theme.primary, theme.accent):
        assert contrast(_color(ink), _color(getattr(theme, ground))) >= AA


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
@pytest.mark.parametrize("index", range(len(HUES)))
def test_every_tag_is_readable(theme: Theme, ground: str, index: int) -> None:
    """The text on a tag's colour, and a tag's letter on the ground; both still have a hue of their own."""
    behind, text = _color(getattr(theme, ground)), _color(theme.foreground)
    marked, letter = tag_background(index, behind, text), tag_foreground(index, behind, text)
    assert contrast(marked, text) >= 4.5
    assert contrast(letter, behind) >= 4.5
    assert marked != behind
    assert letter != text


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_tags_have_colours_of_their_own(theme: Theme) -> None:
    """Nine of each, and a tenth tag begins again."""
    grounds = _color(theme.background), _color(theme.foreground)
    for paint in (tag_background, tag_foreground):
        assert len({paint(index, *grounds) for index in range(len(HUES))}) == len(HUES)
        assert paint(len(HUES), *grounds) == paint(0, *grounds)


@given(st.integers(0, 100), COLORS, COLORS)
def test_a_tag_never_makes_text_unreadable(index: int, background: Color, foreground: Color) -> None:
    """On any theme a user chooses: what was readable stays so."""
    least = min(AA, contrast(background, foreground))
    assert contrast(tag_background(index, background, foreground), foreground) >= least
    assert contrast(tag_foreground(index, background, foreground), background) >= least


def test_one_theme_is_dark_and_one_light() -> None:
    """And the store gives out as many colours as there are."""
    assert (DARK.dark, LIGHT.dark) == (True, False)
    assert {theme.name for theme in THEMES} == {"dateline", "dateline-light"}
    assert len(HUES) == TAG_COLORS
