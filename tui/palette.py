"""Colours: the two themes and the tags' colours, readable by computation and not by luck.

Contrast is WCAG 2.2's ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color
from textual.theme import Theme

#: WCAG AA for text.
AA = 4.5
#: Nine hues that stay apart for most eyes; a tag keeps its index for life.
HUES = ("#e0a030", "#4a90d9", "#59a84b", "#c8605a", "#9068c8", "#2fa5a0", "#c86aa6", "#8a8f3a", "#7a869a")

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
    primary="#8a5200",
    accent="#8a5200",
    foreground="#22252a",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#efece4",
    dark=False,
    variables={"block-cursor-background": "#8a5200", "input-selection-background": "#8a5200 35%"},
)
THEMES = (DARK, LIGHT)


def _luminance(color: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    """WCAG's ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=256)
def tag_background(index: int, background: Color, foreground: Color) -> Color:
    """The tag's hue laid over the background as strongly as the text on it stays readable (`AA`)."""
    hue = Color.parse(HUES[index % len(HUES)])
    strengths = (step / 100 for step in range(60, 4, -5))
    blends = (background.blend(hue, strength, 1) for strength in strengths)
    return next((blend for blend in blends if contrast(blend, foreground) >= AA), background)


@lru_cache(maxsize=256)
def tag_foreground(index: int, background: Color, foreground: Color) -> Color:
    """The tag's hue as a letter's colour, drawn to the text's colour until it is readable (`AA`)."""
    hue = Color.parse(HUES[index % len(HUES)])
    blends = (hue.blend(foreground, step / 100, 1) for step in range(0, 100, 10))
    return next((blend for blend in blends if contrast(blend, background) >= AA), foreground)
