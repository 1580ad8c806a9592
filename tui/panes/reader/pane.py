"""The reader: a release to move, select and find in, and the annotations under the cursor."""

from __future__ import annotations

from store import Annotation
from tui.panes.reader.comparison import ComparingView
from tui.panes.reader.finder import FindingView
from tui.panes.reader.mouse import MouseView


class ReaderPane(ComparingView, FindingView, MouseView):
    """An action's passage is the selection or the sentence under the cursor."""

    def footer_note(self) -> str:
        """The selection, or how far the reader is; which hit; what the last key had to say."""
        if self.release is None:
            return ""
        where = self.selection_note() if self.selecting else f"{self.percent}%"
        parts = (self.changes_note(), where, self.find_note(), self.notice)
        return "  ".join(part for part in parts if part)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Jumps to the passage; the annotation is the current one there."""
        self.jump_to(annotation.start)
        self._choose(annotation.id)

    def jump_to(self, offset: int) -> None:
        """Goes to a place; the one left goes on the jump list."""
        before = self.cursor
        self.go(offset)
        if self.cursor != before:
            self.places.leave(before)

    def _choose(self, key: int) -> None:
        """Makes an annotation under the cursor the current one until the cursor moves."""
        self.mark_current(key)
        self.post_message(self.Moved(self))

    def action_next_annotation(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        later = sorted({one.start for one in self.marks.annotations if one.start > self.cursor})
        if later:
            self.go(later[min(count or 1, len(later)) - 1])

    def action_previous_annotation(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        earlier = sorted({one.start for one in self.marks.annotations if one.start < self.cursor})
        if earlier:
            self.go(earlier[-min(count or 1, len(earlier))])

    def action_other_annotation(self) -> None:
        """See `tui.actions`."""
        under = (one for one in self.marks.annotations if one.start <= self.cursor < one.end)
        keys = [one.id for one in sorted(under, key=lambda one: (one.end - one.start, one.id))]
        self.find_current()
        if self.current in keys:
            self._choose(keys[(keys.index(self.current) + 1) % len(keys)])
        else:
            self.notice = "no annotation stands here"
