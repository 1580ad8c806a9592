"""Colours: the themes and the tags' colours, readable by computation and not by luck.

Contrast is WCAG 2.2's ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

#: WCAG AA for text.
AA = 4.5
#: Per cent of a tag's hue in the background of a passage, at most, and of the one that is current.
CALM, STRONG = 40, 65
#: Nine hues that stay apart for most eyes; a tag keeps its index for life.
HUES = ("#e0a030", "#4a90d9", "#59a84b", "#c8605a", "#9068c8", "#2fa5a0", "#c86aa6", "#8a8f3a", "#7a869a")
#: The hues of what was put in and taken out.
GREEN, RED = 2, 3

DARK = Theme(
    name="dateline",
    primary="#e0a84e",
    accent="#e0a84e",
    foreground="#d6d8dc",
    background="#15181d",
    surface="#15181d",
    panel="#20242b",
    dark=True,
    variables={"block-cursor-background": "#e0a84e", "input-selection-background": "#e0a84e 35%"},
)
LIGHT = Theme(
    name="dateline-light",
    primary="#7e4b00",
    accent="#7e4b00",
    foreground="#22252a",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#efece4",
    dark=False,
    variables={"block-cursor-background": "#7e4b00", "input-selection-background": "#7e4b00 35%"},
)
CONTRAST = Theme(
    name="dateline-contrast",
    primary="#ffd84a",
    accent="#ffd84a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#101010",
    error="#ffb4b4",
    dark=True,
    variables={
        "dim": "#e0e0e0", "block-cursor-background": "#ffd84a", "input-selection-background": "#ffd84a 35%",
    },
)  # fmt: skip
THEMES = (DARK, LIGHT, CONTRAST)
#: The name of every theme there is: these, and Textual's.
THEME_NAMES = (*(theme.name for theme in THEMES), *BUILTIN_THEMES)
#: Shares of the text's colour in what is secondary, and in the ground of a row the cursor is on.
_DIM, _CURSOR = 0.72, 0.14


def _luminance(color: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    """WCAG's ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rounded(color: Color, system: ColorSystem = ColorSystem.EIGHT_BIT) -> Color:
    """The colour a terminal with 256 colours, or with those of the system, shows instead."""
    return Color(*color.rich_color.downgrade(system).get_truecolor())


def readable(one: Color, other: Color, *, rounded: bool = False) -> bool:
    """Whether text of the one colour is readable on the other (`AA`), `rounded` to 256 colours too."""
    if contrast(one, other) < AA:
        return False
    return not rounded or contrast(_rounded(one), _rounded(other)) >= AA


def _opposite(color: Color) -> Color:
    """Black or white, whichever the colour is further from: a contrast of at least √21, 4.58."""
    return max(Color(0, 0, 0), Color(255, 255, 255), key=lambda ground: contrast(ground, color))


def text_on(ground: Color, wanted: Color, *, rounded: bool = False) -> Color:
    """The wanted colour where it is readable on the ground, else black or white."""
    return wanted if readable(wanted, ground, rounded=rounded) else _opposite(ground)


def readable_variables(variables: Mapping[str, str], *, few: bool = False) -> dict[str, str]:
    """Changes of a theme's variables by which all text is readable on every ground of it.

    The text's own colour is drawn to black or white as far as need be; ``accent``, ``error`` and ``dim``,
    which is what is secondary, are drawn to it. A theme of the terminal's colours only gets its ``dim``.
    On a terminal with `few` colours, 16 at most, everything stands on black or on white.
    """
    names = ("foreground", "background", "panel", "accent", "error")
    if any(variables[name].startswith("ansi") for name in names):
        return {"dim": f"{variables['foreground']} {_DIM:%}"}
    colors = [Color.parse(variables[name]) for name in names]
    dim = Color.parse(variables["dim"]) if "dim" in variables else None
    if not few:
        return _readable_text(*colors, dim)
    text = _opposite(colors[1])
    ground = _opposite(text)
    grounds = dict.fromkeys(("background", "surface", "panel"), ground.hex)
    return grounds | _readable_text(text, ground, ground, *colors[3:], dim, few=True)


@lru_cache(maxsize=64)
def _readable_text(
    foreground: Color,
    background: Color,
    panel: Color,
    accent: Color,
    error: Color,
    dim: Color | None,
    *,
    few: bool = False,
) -> dict[str, str]:
    texts = _drawn_to(foreground, _opposite(background))
    text = next((one for one in texts if _reads_on(one, _grounds(one, background, panel))), foreground)
    grounds = _grounds(text, background, panel)
    wanted = {"accent": accent, "error": error, "dim": dim or background.blend(text, _DIM, 1)}
    inks = {name: _drawn_to(color, text) for name, color in wanted.items()}
    shown = {
        name: next((one for one in all_ if _reads_on(one, grounds, few)), text) for name, all_ in inks.items()
    }
    return {name: color.hex for name, color in {"foreground": text, **shown}.items()}


def _drawn_to(color: Color, other: Color) -> Sequence[Color]:
    """The colour, then steps on the way to the other, which is the last."""
    return [color.blend(other, step / 20, 1) for step in range(21)]


def _grounds(text: Color, background: Color, panel: Color) -> Sequence[Color]:
    """All that text stands on: the two, and the rows of the cursor on them."""
    return [background, panel, background.blend(text, _CURSOR, 1), panel.blend(text, _CURSOR, 1)]


def _reads_on(ink: Color, grounds: Sequence[Color], few: bool = False) -> bool:
    if few:
        system = ColorSystem.STANDARD
        grounds, ink = [_rounded(ground, system) for ground in grounds], _rounded(ink, system)
    return all(readable(ink, ground) for ground in grounds)


@lru_cache(maxsize=512)
def tag_background(
    index: int, background: Color, foreground: Color, strongest: int = CALM, *, rounded: bool = False
) -> Color:
    """The tag's hue laid over the background, at most so many per cent of it, readable under the text.

    Where the theme leaves no room for that, the hue is laid over black or white.
    """
    hue = Color.parse(HUES[index % len(HUES)])
    grounds = (background, _opposite(foreground))
    strengths = range(strongest, 4, -5)
    blends = (ground.blend(hue, strength / 100, 1) for ground in grounds for strength in strengths)
    return next((blend for blend in blends if readable(blend, foreground, rounded=rounded)), grounds[1])


@lru_cache(maxsize=512)
def tag_foreground(index: int, background: Color, foreground: Color, *, rounded: bool = False) -> Color:
    """The tag's hue as a letter's colour, drawn to the text's colour until it is readable.

    Where the theme's own text is not readable on its background, it is drawn to black or white.
    """
    hue = Color.parse(HUES[index % len(HUES)])
    text = foreground if contrast(background, foreground) >= AA else _opposite(background)
    blends = (hue.blend(text, step / 100, 1) for step in range(0, 100, 10))
    return next((blend for blend in blends if readable(blend, background, rounded=rounded)), text)
