"""The list of what was found: grown while one goes down, sorted, grouped by release or not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.message import Message

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
        """The cursor is on another row, or there are other rows."""

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
        self.items_changed()
        self.post_message(self.Browsed())

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

    def pieces(self, index: int, line: int) -> Pieces:
        """What stands on one line of a row."""
        found, width = self._shown[index], self.scrollable_content_region.width
        if self._begins_release(index):
            if line == 0:
                return heading(found, width)
            line -= 1
        named = self.grouped and self.form != RELEASE
        bar = (f"{CURSOR} " if index == self.cursor else "  ", "rows--accent")
        return [bar, *lines_of(self.form, found, width, grouped=named)[line]]


def _place(found: Found) -> tuple[int, int]:
    return found.release.id, found.start
