"""The least a Textual program can cost: what `latency.py` measures Dateline against.

    python tests/benchmarks/yardsticks.py bare | options | lines

*bare* shows one line of text. *options* is an `OptionList` of 1,000 options. *lines* draws 1,000 lines
through `ScrollView.render_line` and refreshes only the two lines concerned when its cursor moves. ``j``,
``k`` and ``g`` move.
"""

from __future__ import annotations

import sys

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import OptionList, Static

READY = "Line 1 of the yardstick"
LINES = [f"Line {number} of the yardstick, about as long as a line of a release" for number in range(1, 1001)]


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(READY)


class Options(App[None]):
    """A list of widgets' own making, its highlight moved by keys."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(*LINES)

    def key_j(self) -> None:
        """One down."""
        self.query_one(OptionList).action_cursor_down()

    def key_k(self) -> None:
        """One up."""
        self.query_one(OptionList).action_cursor_up()

    def key_g(self) -> None:
        """To the top."""
        self.query_one(OptionList).action_first()


class LineView(ScrollView):
    """Lines with a cursor."""

    can_focus = True

    def __init__(self) -> None:
        super().__init__()
        self._cursor = 0
        self.virtual_size = Size(80, len(LINES))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + self.scroll_offset.y
        style = self.rich_style + Style(reverse=line == self._cursor)
        return Strip([Segment(LINES[line], style)]).adjust_cell_length(self.size.width, self.rich_style)

    def _go(self, step: int) -> None:
        before, self._cursor = self._cursor, max(0, min(len(LINES) - 1, self._cursor + step))
        self.refresh_line(before)
        self.refresh_line(self._cursor)
        top, height = self.scroll_offset.y, self.size.height
        if not top <= self._cursor < top + height:
            row = self._cursor if self._cursor < top else self._cursor - height + 1
            self.scroll_to(y=row, animate=False, immediate=True, force=True)

    def key_j(self) -> None:
        """One down."""
        self._go(1)

    def key_k(self) -> None:
        """One up."""
        self._go(-1)

    def key_g(self) -> None:
        """To the top."""
        self._go(-self._cursor)


class Lines(App[None]):
    """The line view alone."""

    def compose(self) -> ComposeResult:
        """The view."""
        yield LineView()


if __name__ == "__main__":
    {"bare": Bare, "options": Options, "lines": Lines}[sys.argv[1]]().run()
