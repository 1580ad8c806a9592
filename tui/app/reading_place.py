"""Where a reader is, carried from one version of a text to the next."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from store import ReadingPosition, Release, ReleaseText
from store.anchoring import reanchor_all, select
from tui.panes import ReaderPane
from tui.text import Range


@dataclass(frozen=True, slots=True)
class Place:
    """Cursor, top and selection of a reader, in code points into the text shown."""

    cursor: int
    top: int
    passage: Range
    """The selection; else the sentence under the cursor."""
    selecting: bool
    reshaping: int | None
    """The annotation whose passage the selection is to be."""
    to_be_selected: bool = False
    """Whether that is still to be selected."""

    @classmethod
    def of(cls, reader: ReaderPane) -> Place:
        """Where the reader is now."""
        return cls(
            reader.cursor,
            reader.top,
            reader.passage,
            reader.selecting,
            reader.reshaping,
            reader.to_be_selected,
        )

    def show(self, reader: ReaderPane, release: Release, text: ReleaseText) -> None:
        """Shows the text in the reader at this place."""
        reader.show(release, text, ReadingPosition(self.cursor, self.top))
        if self.to_be_selected and self.reshaping is not None:
            reader.begin_selecting(self.reshaping)
        elif self.selecting:
            forward = self.cursor - self.passage[0] > self.passage[1] - self.cursor
            reader.select_span(self.passage, forward=forward, reshaping=self.reshaping)


def carried(old: ReleaseText, new: ReleaseText, place: Place) -> Place:
    """The place on the same words of another version; a selection whose words are gone is dropped.

    What stood in a passage that is gone is put where it was counted from the beginning.
    """
    passage, top = _spans(old, new, [place.passage, _paragraph(old, place.top)])
    cursor = _within(place.cursor, place.passage, passage, new)
    top_paragraph = _paragraph(old, place.top)
    return Place(
        cursor,
        _within(place.top, top_paragraph, top, new),
        passage or (cursor, cursor),
        place.selecting and passage is not None,
        place.reshaping,
        place.to_be_selected,
    )


def _paragraph(text: ReleaseText, offset: int) -> Range:
    """The paragraph the offset is in or behind; empty where there is none."""
    at = bisect_right(text.paragraphs, offset, key=lambda one: one.start) - 1
    return text.paragraphs[at][:2] if at >= 0 else (0, 0)


def _spans(old: ReleaseText, new: ReleaseText, spans: list[Range]) -> list[Range | None]:
    """Where spans are now; None for what is empty or gone."""
    there = [span for span in spans if span[0] < span[1]]
    found = reanchor_all(old.text, new.text, [select(old.text, *span) for span in there])
    places = {
        span: (one.start, one.end) for span, one in zip(there, found, strict=True) if one.state != "orphaned"
    }
    return [places.get(span) for span in spans]


def _within(offset: int, before: Range, after: Range | None, text: ReleaseText) -> int:
    """An offset in a span or behind it, as far on in what became of the span or behind that."""
    if after is None:
        return min(offset, len(text.text))
    if offset >= before[1]:
        return min(offset + after[1] - before[1], len(text.text))
    return after[0] + min(offset - before[0], after[1] - after[0] - 1)
