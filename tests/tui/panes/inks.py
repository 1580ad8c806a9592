"""What the tests of painting share: annotations, pages and the styles of a theme."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.theme import Theme

from store import Annotation, Tag
from tui.palette import DARK
from tui.panes.colors import Colors
from tui.panes.ink import Ink, ink_of
from tui.text.page import Page


def ink(theme: Theme = DARK, *, colors: Colors = Colors.TRUE, focused: bool = True) -> Ink:
    """The reader's styles in a theme, as its style sheet gives them."""
    assert theme.foreground and theme.background and theme.accent
    text, ground, accent = (
        Color.parse(color) for color in (theme.foreground, theme.background, theme.accent)
    )
    pairs = {
        "text": (text, ground),
        "dim": (ground.blend(text, 0.72, 1), ground),
        "headline": (text, ground),
        "accent": (accent, ground),
        "selection": (ground, text),
        "cursor": (ground, accent),
        "cursor-idle": (text, ground.blend(text, 0.2, 1)),
    }
    styles = {
        f"reader--{name}": Style(
            color=one.rich_color, bgcolor=other.rich_color, bold=True if name == "headline" else None
        )
        for name, (one, other) in pairs.items()
    }
    return ink_of(styles.__getitem__, focused=focused, colors=colors)


def annotation(
    id: int,
    start: int,
    end: int,
    *tags: str,
    note: str = "",
    state: str = "anchored",
    color: int | None = None,
) -> Annotation:
    """A passage; its first tag has the hue of its id, or the one given."""
    hue = id if color is None else color
    made = tuple(Tag(index + 1, name, hue + index, None) for index, name in enumerate(tags))
    return Annotation(id, 1, start, end, "", "", "", made, note, "ana", "", "", state)


def one_paragraph(text: str, measure: int = 40, kind: str = "body") -> Page:
    """The text as one paragraph."""
    return Page(text, [(0, len(text), kind)], measure)


def cells(strip: Strip) -> list[Segment]:
    """A segment for each cell; the text must be of one cell a character."""
    return [Segment(character, segment.style) for segment in strip for character in segment.text]
