"""A release as rows of the reader: the layout with what is known of it set under the headline."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from operator import and_, eq

from tui.text.layout import Layout
from tui.text.typesetting import Setting

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


def frame(width: int, setting: Setting | None = None) -> Frame:
    """The text in the middle of the pane, the gutter to its left."""
    setting = setting or Setting()
    measure = max(10, min(setting.measure, width - GUTTER - 1 - 2 * setting.margin))
    return Frame(max(0, (width - measure - GUTTER) // 2), measure)


class Page:
    """Display rows: those of the layout and, after the headline, one row that is not of the text.

    Their numbers hold as long as `Layout.revision` stays the same.
    """

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int, str]],
        measure: int,
        setting: Setting | None = None,
    ) -> None:
        starts, ends, kinds = zip(*paragraphs, strict=True) if paragraphs else ((), (), ())
        # Without a loop of our own: there are ten thousand paragraphs in a long text.
        tight = (False, *map(and_, map(eq, kinds[1:], kinds), map(TIGHT.__contains__, kinds)))
        self.spans: list[tuple[int, int]] = list(zip(starts, ends, strict=True))
        """Starts and ends of the paragraphs."""
        self.kinds: Sequence[str] = kinds
        """Their kinds."""
        self._paragraphs = paragraphs
        self._headline = self.spans[kinds.index("headline")] if "headline" in kinds else None
        # After the headline its blank row follows anyway; before a bare text one more is needed.
        self._inserted = 1 if self._headline else 2
        self._lay(Layout(text, self.spans, measure, tight, setting))

    def anew(
        self, text: str, paragraphs: Sequence[tuple[int, int, str]], measure: int, setting: Setting
    ) -> Page:
        """A page of a text; this page's own, in the same folds, is only laid out anew: see `Layout.at`."""
        same = text is self.layout.text and paragraphs is self._paragraphs
        if not same or setting.folded != self.layout.setting.folded:
            return Page(text, paragraphs, measure, setting)
        other = copy(self)
        other._lay(self.layout.at(measure, setting))  # noqa: SLF001
        return other

    def _lay(self, layout: Layout) -> None:
        self.layout = layout
        """The rows of the text."""
        if self._headline:
            # Wrapped from the start, so that asking where it ends moves no row.
            self.layout.row_of(self._headline[1] - 1)

    def __len__(self) -> int:
        return len(self.layout) + self._inserted

    @property
    def _meta_at(self) -> int:
        return self.layout.row_of(self._headline[1] - 1) + 1 if self._headline else 0

    def is_meta(self, row: int) -> bool:
        """Whether the display row is the one that tells what is known of the release."""
        return row == self._meta_at

    def layout_row(self, row: int) -> int | None:
        """The layout's row shown in a display row; None for a row that is not of the text."""
        meta_at = self._meta_at
        if row < meta_at:
            return row
        inner = row - self._inserted
        return inner if meta_at <= inner and self.layout.has(inner) else None

    def display_row(self, offset: int) -> int:
        """The display row a code point stands in."""
        # The row first: asking for it may give others another number.
        row, meta_at = self.layout.row_of(offset), self._meta_at
        return row if row < meta_at else row + self._inserted

    def about(self, row: int) -> int:
        """About where a display row starts, in code points; see `Layout.about`."""
        return self.layout.about(max(0, row - self._inserted if row >= self._meta_at else row))

    def offset_of(self, row: int) -> int:
        """The first code point of a display row, or of the next one of the text."""
        while row < len(self):
            inner = self.layout_row(row)
            if inner is not None:
                return self.layout[inner].shown_start
            row += 1
        return len(self.layout.text)
