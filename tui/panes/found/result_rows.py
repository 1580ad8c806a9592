"""The list of what was found: grown while one goes down, sorted, grouped by release or not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.panes.found.result_lines import HEIGHTS, heading, lines_of, word_after, word_before
from tui.panes.line_list import Pieces, Rows
from tui.scopes import RESULTS
from tui.screen_signs import CURSOR
from tui.sorts import LINE, RELEASE

if TYPE_CHECKING:
    from store.library import Found

#: What lines of a concordance may be sorted by, beside the order they were found in.
AS_FOUND, BEFORE, AFTER = "", "before", "after"
_KEYS: dict[str, Callable[[Found], str]] = {BEFORE: word_before, AFTER: word_after}


class ResultRows(Rows):
    """Rows of one sort; where they are grouped, the first of a release has its headline above it."""

    SCOPE = RESULTS

    @dataclass
    class Browsed(Message):
        """The cursor is on another row, or other rows were painted.

        Not told before: a thread that looks closer at a row would hold up the frame that shows it.
        """

    def __init__(self) -> None:
        super().__init__(id="result-rows")
        self.form = RELEASE
        self.grouped = True
        """Whether rows stand release by release."""
        self.order = AS_FOUND
        """What lines are sorted by: one of the three above."""
        self._found: list[Found] = []
        self._shown: list[Found] = []
        self._starts = [0]
        self._drawn: dict[int, list[Pieces]] = {}
        self._are_new = False  # they were not painted yet

    # -- what is shown ---------------------------------------------------------------------

    def show(self, form: str, found: Sequence[Found], current: tuple[int, int] | None = None) -> None:
        """Shows other rows; the cursor on the one of a release and place, else where it was."""
        self.form, self._found = form, list(found)
        self._set_out(current)

    def add(self, found: Sequence[Found]) -> None:
        """Shows more rows below; the cursor stays on its own."""
        self._found += found
        self._set_out(self.place)

    def set_out(self, *, grouped: bool, order: str) -> None:
        """Shows the same rows otherwise; the cursor stays on its own."""
        self.grouped, self.order = grouped, order
        self._set_out(self.place)

    def _set_out(self, current: tuple[int, int] | None) -> None:
        shown = self._found
        if self.form == LINE and self.order:
            shown = sorted(shown, key=_KEYS[self.order])
            if self.grouped:
                shown.sort(key=lambda one: one.release.id)
        self._shown = list(shown)
        heights = (HEIGHTS[self.form] + self._begins_release(at) for at in range(len(shown)))
        self._starts = list(accumulate(heights, initial=0))
        places = {_place(one): at for at, one in reversed(list(enumerate(self._shown)))}
        self.cursor = places.get(current, self.cursor) if current is not None else 0
        self._are_new = True
        self.items_changed()

    def _begins_release(self, index: int) -> bool:
        if not self.grouped or self.form == RELEASE:
            return False
        release = self._shown[index].release.id
        return not index or self._shown[index - 1].release.id != release

    # -- the cursor ------------------------------------------------------------------------

    @property
    def current(self) -> Found | None:
        """What is under the cursor."""
        return self._shown[self.cursor] if self.cursor < len(self._shown) else None

    @property
    def place(self) -> tuple[int, int] | None:
        """Its release and place, by which it is found again among other rows."""
        return _place(self.current) if self.current is not None else None

    def move_to(self, index: int) -> None:
        """Puts the cursor on a row, and tells so."""
        before = self.cursor
        super().move_to(index)
        if self.cursor != before:
            self.post_message(self.Browsed())

    def footer_note(self) -> str:
        """Which row it is."""
        return str(self.cursor + 1) if self._shown else ""

    # -- what the list asks ----------------------------------------------------------------

    def count(self) -> int:
        """How many rows there are."""
        return len(self._shown)

    def first_line(self, index: int) -> int:
        """The line a row begins on; for ``count()``, the number of all lines."""
        return self._starts[min(index, len(self._starts) - 1)]

    def index_at(self, line: int) -> int:
        """The row a line belongs to."""
        return max(0, min(bisect_right(self._starts, line) - 1, self.count() - 1))

    def is_lit(self, index: int, line: int) -> bool:
        """A release's name stands above all that is found in it, and is none of them."""
        return super().is_lit(index, line) and not (line == 0 and self._begins_release(index))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the screen, each row's put together once."""
        self._drawn.clear()
        strips = super().render_lines(crop)
        if self._are_new:
            self._are_new = False
            self.post_message(self.Browsed())
        return strips

    def pieces(self, index: int, line: int) -> Pieces:
        """What stands on one line of a row."""
        if self._begins_release(index):
            if line == 0:
                return heading(self._shown[index], self.painted_width)
            line -= 1
        bar = (f"{CURSOR} " if index == self.cursor else "  ", "rows--accent")
        return [bar, *self._lines_of(index)[line]]

    def _lines_of(self, index: int) -> list[Pieces]:
        """All lines of a row, put together once for a frame."""
        if index not in self._drawn:
            named = self.grouped and self.form != RELEASE
            self._drawn[index] = lines_of(self.form, self._shown[index], self.painted_width, grouped=named)
        return self._drawn[index]


def _place(found: Found) -> tuple[int, int]:
    return found.release.id, found.start
