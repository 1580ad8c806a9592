"""Colours: readable on both themes, by WCAG's measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from store.models import TAG_COLORS
from tui.palette import (
    AA,
    CALM,
    CONTRAST,
    DARK,
    HUES,
    LIGHT,
    STRONG,
    THEMES,
    contrast,
    readable,
    readable_variables,
    tag_background,
    tag_foreground,
    text_on,
)

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
COLORS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Color(*rgb))


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
    """On any theme a user chooses, even one whose own text is not readable."""
    for strength in (CALM, STRONG):
        assert contrast(tag_background(index, background, foreground, strength), foreground) >= AA
    assert contrast(tag_foreground(index, background, foreground), background) >= AA


@given(COLORS, COLORS)
def test_text_on_a_ground_is_readable(ground: Color, wanted: Color) -> None:
    """The wanted colour, or black or white."""
    shown = text_on(ground, wanted)
    assert contrast(shown, ground) >= AA
    assert shown == wanted or not readable(ground, wanted)


def test_rounding_to_256_colours_is_looked_at_where_it_happens() -> None:
    """These two are readable, but their nearest of the 256 are not; a tag's are both."""
    one, other = Color.parse("#7e7e7e"), Color.parse("#0f0f0f")
    assert readable(one, other) and not readable(one, other, rounded=True)
    ground, text = _color(DARK.background), _color(DARK.foreground)
    for index in range(len(HUES)):
        assert readable(tag_background(index, ground, text, STRONG, rounded=True), text, rounded=True)
        assert readable(tag_foreground(index, ground, text, rounded=True), ground, rounded=True)


@pytest.mark.few(8)
@pytest.mark.parametrize("theme", [*BUILTIN_THEMES.values(), *THEMES], ids=lambda theme: theme.name)
@pytest.mark.parametrize("index", range(len(HUES)))
def test_passages_are_readable_on_every_theme(theme: Theme, index: int) -> None:
    """Textual's own themes too; those of the terminal's colours get attributes instead."""
    colors = theme.to_color_system().generate()
    if theme.ansi:
        assert colors["foreground"] == "ansi_default"
        return
    background, foreground = Color.parse(colors["background"]), Color.parse(colors["foreground"])
    for strength in (CALM, STRONG):
        marked = tag_background(index, background, foreground, strength)
        assert contrast(marked, foreground) >= AA and marked != background


def shown_by(theme: Theme, *, few: bool = False) -> tuple[dict[str, Color], list[Color]]:
    """The colours of text on a theme as it is shown, and all grounds: two, and the cursor's rows on them."""
    variables = theme.to_color_system().generate() | theme.variables
    variables |= readable_variables(variables, few=few)
    texts = {name: Color.parse(variables[name]) for name in ("foreground", "dim", "accent", "error")}
    grounds = [Color.parse(variables[name]) for name in ("background", "panel")]
    return texts, [*grounds, *(ground.blend(texts["foreground"], 0.14, 1) for ground in grounds)]


@pytest.mark.parametrize(
    "theme",
    [one for one in (*BUILTIN_THEMES.values(), *THEMES) if not one.ansi],
    ids=lambda theme: theme.name,
)
def test_all_text_is_readable_on_every_theme(theme: Theme) -> None:
    """Text, what is secondary, signs and faults, on panes, panels and the cursor's rows."""
    texts, grounds = shown_by(theme)
    for name, text in texts.items():
        assert min(contrast(text, ground) for ground in grounds) >= AA, name
    texts, grounds = shown_by(theme, few=True)
    shown = [Color(*one.rich_color.downgrade(ColorSystem.STANDARD).get_truecolor()) for one in grounds]
    for name, text in texts.items():
        ink = Color(*text.rich_color.downgrade(ColorSystem.STANDARD).get_truecolor())
        assert min(contrast(ink, ground) for ground in shown) >= AA, f"{name} in 16 colours"


def test_high_contrast_is_that() -> None:
    """WCAG AAA, 7 : 1, for whatever is text."""
    texts, grounds = shown_by(CONTRAST)
    assert min(contrast(text, ground) for text in texts.values() for ground in grounds) >= 7


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_own_themes_are_shown_as_they_are(theme: Theme) -> None:
    """Nothing they name needs to be mended."""
    variables = theme.to_color_system().generate() | theme.variables
    changed = {name for name, value in readable_variables(variables).items() if variables.get(name) != value}
    assert changed <= {"dim", "error"}


def test_one_theme_is_dark_and_one_light() -> None:
    """And the store gives out as many colours as there are."""
    assert (DARK.dark, LIGHT.dark) == (True, False)
    assert {theme.name for theme in THEMES} == {"dateline", "dateline-light", "dateline-contrast"}
    assert len(HUES) == TAG_COLORS
