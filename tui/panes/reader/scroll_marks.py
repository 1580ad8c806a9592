"""The reader's scroll bar: the thumb, and where annotations and find hits lie in the text.

Textual draws a scroll bar with its `renderer` (https://textual.textualize.io/api/scrollbar), which may
be set on one bar; the bar is drawn again only when its position or size changes or it is told to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment, Segments
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender

from tui.palette import tag_foreground, text_on
from tui.panes.ink import Ink
from tui.panes.reader.marks import Marks, Passage, color_of
from tui.screen_signs import BOTH, HIT, LIES_HERE, PRESENT_HIT
from tui.text import Page


@dataclass(frozen=True, slots=True)
class CellMark:
    """What a cell of the scroll bar shows."""

    shape: str
    hue: int | None
    """The index of the annotation's hue; None where there are only hits."""


def cell_marks(
    page: Page, size: int, marks: Marks, hits: Sequence[Passage], hit: int | None
) -> list[CellMark | None]:
    """What each of the `size` cells of a bar beside the whole page shows.

    A cell stands for as many rows as its share of the page; of several annotations that begin in them
    it shows the first. The cost grows with the bar, not with the number of annotations or hits.
    """
    rows = len(page)
    edges = [page.about(-(-cell * rows // size)) if cell else 0 for cell in range(size)]
    edges.append(len(page.layout.text) + 1)
    starts = [bisect_left(marks.annotations, edge, key=lambda one: one.start) for edge in edges]
    found = [bisect_left(hits, edge, key=lambda one: one[0]) for edge in edges]
    return [
        _cell(marks, range(starts[cell], starts[cell + 1]), range(found[cell], found[cell + 1]), hit)
        for cell in range(size)
    ]


def _cell(marks: Marks, annotations: range, hits: range, hit: int | None) -> CellMark | None:
    hue = color_of(marks.annotations[annotations[0]]) if annotations else None
    if hit is not None and hit in hits:
        return CellMark(PRESENT_HIT, hue)
    if hits:
        return CellMark(BOTH if annotations else HIT, hue)
    return CellMark(LIES_HERE, hue) if annotations else None


def move_thumb(bar: ScrollBar, position: float) -> None:
    """Moves the thumb to a row of the page and draws the cells that change; Textual would draw all."""
    before = _thumb(bar)
    bar.set_reactive(ScrollBar.position, bar.validate_position(position))
    after = _thumb(bar)
    changed = [row for row in range(bar.size.height) if before[row] != after[row]]
    if changed:
        bar.refresh(*(Region(0, row, bar.size.width, 1) for row in changed))


def _thumb(bar: ScrollBar) -> list[Segment]:
    return MarkedBar.render_bar(
        bar.size.height,
        ceil(bar.window_virtual_size),
        ceil(bar.window_size) if bar.window_size < bar.window_virtual_size else 0,
        bar.position,
    ).segments


class MarkedBar(ScrollBarRender):
    """Textual's bar with marks set upon it."""

    def __init__(self, cells: Callable[[int], Sequence[CellMark | None]], ink: Ink, **bar: Any) -> None:
        """Args: what gives the marks of a bar of so many cells, the reader's styles, and Textual's own."""
        super().__init__(**bar)
        self._cells = cells
        self._ink = ink

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for bar in super().__rich_console__(console, options):
            assert isinstance(bar, Segments)
            cells = self._cells(len(bar.segments))
            marked = [
                segment if mark is None else self._marked(segment, mark)
                for segment, mark in zip(bar.segments, cells, strict=True)
            ]
            yield Segments(marked, new_lines=True)

    def _marked(self, segment: Segment, mark: CellMark) -> Segment:
        """The mark in its colour, on the thumb or on the ground, whichever was there."""
        style, bar = segment.style or Style(), self.style
        assert isinstance(bar, Style) and bar.color and bar.bgcolor
        if self._ink.plain:
            return Segment(mark.shape, style)
        # Only the thumb has a colour of its own.
        ground = Color.from_rich_color(bar.color if style.color else bar.bgcolor)
        text = text_on(ground, self._ink.foreground)
        ink = text if mark.hue is None else tag_foreground(mark.hue, ground, text)
        return Segment(
            mark.shape, style + Style(color=ink.rich_color, bgcolor=ground.rich_color, reverse=False)
        )
