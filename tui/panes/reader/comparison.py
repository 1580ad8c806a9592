"""The reader while it shows what changed between two texts: to read and to find in, not to mark."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store import Annotation, ReadingPosition, Release, ReleaseText
from tui.actions import CHANGES
from tui.panes.reader.folds import FoldingView
from tui.panes.reader.marks import Marks
from tui.panes.reader.painting import Changes

if TYPE_CHECKING:
    from store.anchoring.comparison import Comparison


class ComparingView(FoldingView):
    """Shows two texts in one in place of the text; positions stay those of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.comparison: Comparison | None = None
        """What is shown in place of the text, if anything."""
        self.compared_with = ""
        """The footer's words for what the text is compared with."""

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release where it was left, nothing compared."""
        self.comparison, self.changes = None, Changes()
        await super().show(release, text, annotations, position)

    async def show_comparison(self, comparison: Comparison, compared_with: str) -> None:
        """Shows what changed, from where the text was on; annotations come back with the text."""
        assert self.release is not None
        there = comparison.from_later
        position = ReadingPosition(there(self.cursor), there(self.top) if self.top else 0)
        await super().show(self.release, comparison.text, [], position)
        self.comparison, self.compared_with = comparison, compared_with
        self.changes = Changes(comparison.inserted, comparison.deleted)
        self.repaint()
        self.post_message(self.Moved(self))

    @property
    def position(self) -> ReadingPosition:
        """Where the reader is in the text."""
        if self.comparison is None:
            return super().position
        there = self.comparison.to_later
        return ReadingPosition(there(self.cursor), there(self.top))

    def show_marks(self, release: Release, marks: Marks) -> None:
        """See `TextView`; while changes are shown, none."""
        super().show_marks(release, marks if self.comparison is None else self.marks)

    def scope(self) -> str:
        """See `SelectingView`."""
        return super().scope() if self.comparison is None else CHANGES

    def changes_note(self) -> str:
        """What is compared, and how much differs."""
        if self.comparison is None:
            return ""
        inserted, deleted = self.comparison.words()
        return f"CHANGES {self.compared_with}  +{inserted} −{deleted} words"

    def action_next_change(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        starts = self.changes.starts
        index = bisect_right(starts, self.cursor) - 1 + (count or 1)
        if starts and self.cursor < starts[-1]:
            self.go(starts[min(index, len(starts) - 1)])
        else:
            self.notice = "no change further on"

    def action_previous_change(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        starts = [start for start in self.changes.starts if start < self.cursor]
        if starts:
            self.go(starts[-min(count or 1, len(starts))])
        else:
            self.notice = "no change before"
