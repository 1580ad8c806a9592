"""A release printed for reading on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from store import Annotation, Release, ReleaseText, Tag
from tui.describe import about, quoted
from tui.screen_signs import PASSAGE
from tui.terminal import one_line, safe

#: The widest line, in cells.
MEASURE = 80


def print_release(
    release: Release, text: ReleaseText, annotations: list[Annotation], tags: Sequence[Tag] = ()
) -> None:
    """What is known of it, its tags, paragraphs, annotations; wrapped to at most `MEASURE` cells."""
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(MEASURE, console.width)
    console.print(Text(about(release), style="dim"), width=width)
    if tags:
        console.print(Text(" ".join(f"#{one_line(tag.name)}" for tag in tags), style="bold"), width=width)
    console.print()
    for paragraph in text.paragraphs:
        style = "bold" if paragraph.kind == "headline" else ""
        console.print(Text(safe(text.text[paragraph.start : paragraph.end]), style=style), width=width)
        console.print()
    for annotation in annotations:
        console.print(
            Text(PASSAGE + " ".join(f"#{one_line(tag.name)}" for tag in annotation.tags), style="bold"),
            width=width,
        )
        console.print(Padding(Text(quoted(annotation.quote)), (0, 0, 0, 2)), width=width)
        if annotation.note:
            console.print(Padding(Text(safe(annotation.note), style="italic"), (0, 0, 0, 2)), width=width)
        console.print()
