"""What changed between two texts, shown in place of one: to read and to find in, not to mark."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store import ReadingPosition
from tui.panes.reader.painting import Changes
from tui.panes.reader.parts import Reader

if TYPE_CHECKING:
    from store.anchoring import Comparison


class ShownChanges:
    """Two texts shown in one; positions stay those of the later one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.comparison: Comparison | None = None
        """What is shown in place of the text, if anything."""
        self.compared_with = ""
        """The footer's words for what the text is compared with."""
        self.spans = Changes()
        """What differs, to be painted."""

    def show(self, comparison: Comparison | None, compared_with: str) -> None:
        """Goes with another text: what changed in it, or None where nothing is compared."""
        self.comparison, self.compared_with = comparison, compared_with
        self.spans = Changes(comparison.inserted, comparison.deleted) if comparison else Changes()

    def position(self, cursor: int, top: int) -> ReadingPosition:
        """Where two offsets into what is shown are in the text itself."""
        if self.comparison is None:
            return ReadingPosition(cursor, top)
        there = self.comparison.to_later
        return ReadingPosition(there(cursor), there(top))

    def note(self) -> str:
        """What is compared, and how much differs."""
        if self.comparison is None:
            return ""
        inserted, deleted = self.comparison.words()
        return f"CHANGES {self.compared_with}  +{inserted} −{deleted} words"

    def action_next_change(self, count: int | None = None) -> None:
        """Goes to where something differs next."""
        starts, cursor = self.spans.starts, self._reader.cursor
        index = bisect_right(starts, cursor) - 1 + (count or 1)
        if starts and cursor < starts[-1]:
            self._reader.go(starts[min(index, len(starts) - 1)])
        else:
            self._reader.tell("no change further on")

    def action_previous_change(self, count: int | None = None) -> None:
        """Goes back to where something differs."""
        starts = [start for start in self.spans.starts if start < self._reader.cursor]
        if starts:
            self._reader.go(starts[-min(count or 1, len(starts))])
        else:
            self._reader.tell("no change before")
