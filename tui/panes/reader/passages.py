"""The annotations in the reader: which there are, which is the current one, from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from store import Annotation, Quotation
from tui.panes.reader.marks import NOTHING, Marks
from tui.panes.reader.parts import Reader


class Revealing(Reader, Protocol):
    """The reader, which can show a passage without the cursor, and the quotations in the text."""

    quotations: Sequence[Quotation]
    """The quoted speech found so far."""

    def reveal_rows(self, start: int, end: int) -> None:
        """Scrolls as little as it takes to show a passage, the cursor staying where it is."""


class Passages:
    """The passages of the open release; one of those under the cursor is the current one."""

    def __init__(self, reader: Revealing) -> None:
        self._reader = reader
        self.marks = Marks()
        """The annotations, ready to be painted."""
        self.current: int | None = None
        """The id of the annotation that is drawn stronger than the others."""

    def forget(self) -> None:
        """Begins with another text, whose annotations come later."""
        self.marks, self.current = Marks(), None

    def mark_current(self, key: int | None) -> None:
        """Draws this annotation stronger than the others."""
        if key == self.current:
            return
        before, self.current = self.marks.passage_of(self.current), key
        for span in (before, self.marks.passage_of(key)):
            if span != NOTHING:
                self._reader.refresh_rows(*span)

    def find_current(self) -> None:
        """The shortest annotation under the cursor is the current one, unless another there is already."""
        start, end = self.marks.passage_of(self.current)
        if not start <= self._reader.cursor < end:
            self.mark_shortest()

    def mark_shortest(self) -> None:
        """The shortest annotation under the cursor is the current one."""
        under = self.marks.under(self._reader.cursor)
        self.mark_current(under.id if under else None)

    def here(self) -> Annotation | None:
        """The current annotation under the cursor: the one chosen there, else the shortest."""
        self.find_current()
        return self.marks.by_id.get(self.current) if self.current is not None else None

    def reveal(self, key: int) -> None:
        """Shows an annotation's passage and makes it the current one; the cursor stays where it is."""
        start, end = self.marks.passage_of(key)
        self.mark_current(key)
        if start < end:
            self._reader.reveal_rows(start, end)

    def choose(self, key: int) -> None:
        """Makes an annotation under the cursor the current one until the cursor moves."""
        self.mark_current(key)
        self._reader.moved()

    def next_annotation(self, count: int | None = None) -> None:
        """Goes to where the next annotation begins."""
        cursor = self._reader.cursor
        later = sorted({one.start for one in self.marks.annotations if one.start > cursor})
        if later:
            self._reader.go(later[min(count or 1, len(later)) - 1])

    def previous_annotation(self, count: int | None = None) -> None:
        """Goes back to where an annotation begins."""
        cursor = self._reader.cursor
        earlier = sorted({one.start for one in self.marks.annotations if one.start < cursor})
        if earlier:
            self._reader.go(earlier[-min(count or 1, len(earlier))])

    def action_next_quotation(self, count: int | None = None) -> None:
        """Goes to where the next quotation begins."""
        self._go_to_quotation(count or 1)

    def action_previous_quotation(self, count: int | None = None) -> None:
        """Goes back to where a quotation begins."""
        self._go_to_quotation(-(count or 1))

    def _go_to_quotation(self, steps: int) -> None:
        """Goes so many quotations on or back, as far as there are, and tells whose words they are."""
        cursor = self._reader.cursor
        forward = steps > 0
        found = [one for one in self._reader.quotations if one.start != cursor]
        ahead = [one for one in found if (one.start > cursor) is forward]
        if not ahead:
            self._reader.tell(f"no quotation {'further on' if forward else 'before this'}")
            return
        one = ahead[min(steps, len(ahead)) - 1] if forward else ahead[max(steps, -len(ahead))]
        self._reader.go(one.start)
        self._reader.tell(", ".join(filter(None, (one.speaker or "no speaker named", one.role))))

    def action_other_annotation(self) -> None:
        """Makes the next longer annotation under the cursor the current one; after the longest, the first."""
        cursor = self._reader.cursor
        under = (one for one in self.marks.annotations if one.start <= cursor < one.end)
        keys = [one.id for one in sorted(under, key=lambda one: (one.end - one.start, one.id))]
        self.find_current()
        if self.current in keys:
            self.choose(keys[(keys.index(self.current) + 1) % len(keys)])
        else:
            self._reader.tell("no annotation stands here")
