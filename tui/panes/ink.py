"""The styles the reader is drawn in, made from the theme's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color

from tui.palette import GREEN, HUES, RED, STRONG, readable, tag_background, tag_foreground, text_on
from tui.panes.colors import Colors

#: Shares of the text's colour in a find hit's background, and of the accent in quoted speech.
_HIT, _QUOTED = 0.62, 0.3


@dataclass(frozen=True, slots=True)
class Ink:
    """The styles of the present theme, to be laid over one another."""

    text: Style
    dim: Style
    headline: Style
    quotation: Style
    """Quoted speech."""
    quotation_mark: Style
    """The marks it stands between."""
    tags: Sequence[Style]
    """A passage, for each hue of the palette."""
    strong_tags: Sequence[Style]
    """The current passage, for each hue."""
    strong: Style
    """Makes the letter of the current passage stronger."""
    second: Style
    """Where another passage lies over the first."""
    letters: Sequence[Style]
    """A letter or a bar in the gutter, for each hue."""
    inserted: Style
    """What only the later of two texts has."""
    deleted: Style
    """What only the earlier one has."""
    hit: Style
    present_hit: Style
    selection: Style
    cursor: Style
    cursor_over: Style
    """The cursor on what looks like the cursor already."""
    foreground: Color
    """The colour of `text`."""
    plain: bool = False
    """Whether attributes tell apart what colours tell apart elsewhere."""


def ink_of(style_of: Callable[[str], Style], *, focused: bool, colors: Colors) -> Ink:
    """The styles of a theme.

    Args:
        style_of: Gives the style of a component class of the reader.
        focused: Whether the reader has the keys.
        colors: What is told apart by colour; with `Colors.NONE` attributes stand in.
    """
    ink = _colored(style_of, focused=focused, rounded=colors is Colors.ROUNDED)
    return _plain(ink, focused=focused) if colors is Colors.NONE else ink


def _colored(style_of: Callable[[str], Style], *, focused: bool, rounded: bool) -> Ink:
    text = style_of("reader--text")
    background, foreground = _color(text.bgcolor, Color(0, 0, 0)), _color(text.color, Color(255, 255, 255))
    accent = _color(style_of("reader--accent").color, foreground)
    quoted = foreground.blend(accent, _QUOTED, 1)
    hues = range(len(HUES))
    calm = [tag_background(hue, background, foreground, rounded=rounded) for hue in hues]
    strong = [tag_background(hue, background, foreground, STRONG, rounded=rounded) for hue in hues]
    letters = [tag_foreground(hue, background, foreground, rounded=rounded) for hue in hues]
    # Text on a tag's colour is the theme's, whatever the paragraph: dim text would not be readable.
    return Ink(
        text=text,
        dim=style_of("reader--dim"),
        headline=style_of("reader--headline"),
        quotation=_on(background, quoted if readable(quoted, background) else foreground),
        quotation_mark=text + Style(bold=True),
        tags=[_on(ground, foreground) for ground in calm],
        strong_tags=[_on(ground, foreground) + Style(bold=True) for ground in strong],
        strong=Style(bold=True),
        second=Style(underline=True),
        letters=[text + Style(color=letter.rich_color) for letter in letters],
        inserted=_on(calm[GREEN], foreground) + Style(underline=True),
        deleted=_on(calm[RED], foreground) + Style(strike=True),
        hit=_over(_on(background.blend(foreground, _HIT, 1), background), bold=False),
        present_hit=_over(_on(accent, background), bold=True),
        selection=_over(style_of("reader--selection"), bold=False),
        cursor=style_of("reader--cursor") if focused else style_of("reader--cursor-idle"),
        cursor_over=style_of("reader--selection"),
        foreground=foreground,
    )


def _plain(ink: Ink, *, focused: bool) -> Ink:
    """The same with attributes in place of colours.

    Passages are underlined, the current one bold, a second one italic; hits are reversed and underlined,
    the present one bold; a selection is only reversed. The cursor is the reverse of what it stands on.
    """
    plain = Style(bold=False, italic=False, underline=True)
    reverse = ink.text + Style(reverse=True)
    emphasis = Style(bold=True, underline=True)
    return replace(
        ink,
        # In the terminal's own palette there is no colour between text and background.
        dim=ink.dim if ink.dim != ink.text else ink.text + Style(dim=True),
        quotation=Style(italic=True),
        quotation_mark=Style(bold=True),
        tags=[plain] * len(HUES),
        strong_tags=[emphasis] * len(HUES),
        second=Style(italic=True),
        letters=[ink.text] * len(HUES),
        inserted=emphasis,
        deleted=Style(strike=True, dim=True),
        hit=_over(reverse, bold=False) + Style(underline=True),
        present_hit=_over(reverse, bold=True) + Style(underline=True),
        selection=_over(reverse, bold=False),
        cursor=Style(reverse=True) if focused else emphasis,
        cursor_over=emphasis + Style(reverse=False),
        plain=True,
    )


def _color(color: RichColor | None, otherwise: Color) -> Color:
    return Color.from_rich_color(color) if color and color.triplet else otherwise


def _on(ground: Color, wanted: Color) -> Style:
    """Text of the wanted colour on a ground; black or white where that could not be read."""
    return Style(color=text_on(ground, wanted).rich_color, bgcolor=ground.rich_color)


def _over(style: Style, *, bold: bool) -> Style:
    """The style with nothing shining through of what it is laid over."""
    return style + Style(bold=bold, italic=False, underline=False)
