"""A release as rows of the reader: the layout with what is known of it set under the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.text.layout import Layout

#: The comfortable measure, in cells; a line is never wider.
MEASURE = 72
#: Three lanes for the letters and bars of passages, a sign (a note, more passages) and a blank.
GUTTER = 5
#: Paragraphs of these kinds follow one another without a blank row.
TIGHT = frozenset({"list"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the text stands in a pane of a certain width, in cells."""

    margin: int
    """Blank cells before the gutter."""
    measure: int


def frame(width: int) -> Frame:
    """The text in the middle of the pane, the gutter to its left."""
    measure = max(10, min(MEASURE, width - GUTTER - 1))
    return Frame(max(0, (width - measure - GUTTER) // 2), measure)


class Page:
    """Display rows: those of the layout and, after the headline, one row that is not of the text."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int, str]], measure: int) -> None:
        spans = [(start, end) for start, end, _ in paragraphs]
        kinds = [kind for _, _, kind in paragraphs]
        tight = [index > 0 and kind in TIGHT and kinds[index - 1] == kind for index, kind in enumerate(kinds)]
        self.layout = Layout(text, spans, measure, tight)
        self.kinds = kinds
        # After the headline its blank row follows anyway; before a bare text one more is needed.
        self._inserted = 1 if "headline" in kinds else 2
        self._meta_at = 0
        if "headline" in kinds:
            _, end = spans[kinds.index("headline")]
            self._meta_at = self.layout.row_of(end - 1) + 1

    def __len__(self) -> int:
        return len(self.layout) + self._inserted

    def is_meta(self, row: int) -> bool:
        """Whether the display row is the one that tells what is known of the release."""
        return row == self._meta_at

    def layout_row(self, row: int) -> int | None:
        """The layout's row shown in a display row; None for a row that is not of the text."""
        if row < self._meta_at:
            return row
        inner = row - self._inserted
        return inner if self._meta_at <= inner < len(self.layout) else None

    def display_row(self, offset: int) -> int:
        """The display row a code point stands in."""
        row = self.layout.row_of(offset)
        return row if row < self._meta_at else row + self._inserted

    def offset_of(self, row: int) -> int:
        """The first code point of a display row, or of the next one of the text."""
        while row < len(self):
            inner = self.layout_row(row)
            if inner is not None:
                return self.layout[inner].shown_start
            row += 1
        return len(self.layout.text)
