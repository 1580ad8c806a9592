"""The reader: a release to move, select and find in, and the annotations under the cursor."""

from __future__ import annotations

from store import Annotation
from tui.panes.finding import FindingView
from tui.panes.mouse import MouseView
from tui.text.highlights import spans_in


class ReaderPane(FindingView, MouseView):
    """An action's passage is the selection or the sentence under the cursor."""

    def footer_note(self) -> str:
        """The selection, or how far the reader is; which hit; what the last key had to say."""
        if self.release is None:
            return ""
        where = self.selection_note() if self.selecting else f"{self.percent}%"
        return "  ".join(part for part in (where, self.find_note(), self.notice) if part)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Jumps to the passage; the annotation is the current one there."""
        before = self.cursor
        self.go(annotation.start)
        self.choose_annotation(annotation.id)
        if self.cursor != before:
            self.places.leave(before)

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
        here = spans_in(self.marks.spans, self.cursor, self.cursor + 1)
        under = [self.marks.by_id[key] for _, _, keys in here for key in keys]
        keys = [one.id for one in sorted(under, key=lambda one: (one.end - one.start, one.id))]
        if self.current in keys:
            self.choose_annotation(keys[(keys.index(self.current) + 1) % len(keys)])
        else:
            self.notice = "no annotation stands here"
