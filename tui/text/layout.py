"""Rows of the reader: a text wrapped to a measure, every offset at a place on the screen.

Offsets are code points, the measure and columns are cells. A text is wrapped lazily, a block of some
thousand code points when it is first asked for; until then its height is an estimate. So the number of a
row holds until `Layout.revision` goes up. That happens

- when something of a block not yet wrapped is asked for: rows below the block get other numbers,
  those above keep theirs;
- once, when `Layout.wrap_some` has wrapped the last block, or `Layout.settle` is told how high all
  are. From then on all numbers stay.

Who keeps a place keeps an offset and asks for its row anew. Offsets and columns never change. A text
that is a single block is wrapped from the start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from operator import le
from time import perf_counter
from typing import ClassVar

from rich.cells import cell_len

from tui.text.bidi import mirror, starts_right_to_left, visual_order
from tui.text.cells import Cluster, clusters, drawn
from tui.text.characters import BLANKS
from tui.text.directions import has_right_to_left
from tui.text.fold_rows import label, run_end
from tui.text.heights import Heights
from tui.text.text_blocks import Rows, blocks_of, estimate, wrap
from tui.text.typesetting import Setting

#: The widest gap that justification makes of one space, in cells; a row that needs wider ones is left ragged.
_WIDEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row: it holds ``[start, end)`` of the text and draws ``[shown_start, shown_end)``."""

    start: int
    end: int
    shown_start: int
    """Past the white space before the first paragraph, and past an indent too wide for the row."""
    shown_end: int
    """Before the blanks and the line end that close the row."""
    paragraph: int
    """An index into the paragraphs given, or -1 for a blank spacing row, which holds no text."""
    folded: bool = False
    """Whether the row stands for a run of folded paragraphs, `paragraph` the first of them."""


class Layout:
    """A text's rows at one measure. Rows count from 0; a layout has at least one.

    `paragraphs` are ordered, disjoint ``(start, end)`` spans with nothing but white space outside
    them; without any, the whole text is one paragraph. Paragraphs are one blank row apart, save where
    `tight` is true at the index of the second. `measure` is the cells there are; the one in `setting`
    is left to `tui.text.page.frame`. Raises `ValueError` for a measure below 1 and for paragraphs out of
    order.
    """

    BLOCK: ClassVar[int] = 4000
    """Code points wrapped at once: 0.2 ms of work in Latin letters, 2 ms in Chinese."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        measure: int,
        tight: Sequence[bool] = (),
        setting: Setting | None = None,
    ) -> None:
        setting = setting or Setting()
        self.text = text
        self.spans = paragraphs or [(0, len(text))]
        """The paragraphs."""
        self.tight = tight
        """Whether each stands below the one before without a blank row; too short, no more of them do."""
        self._blocks = blocks_of(text, _checked(self.spans, len(text)), setting.folded, self.BLOCK)
        self._starts = [block.start for block in self._blocks]
        # White space before the first paragraph has no row of its own: the first row holds it.
        self._starts[0] = 0
        self._right_to_left: dict[int, bool] = {}
        self._set(measure, setting)

    def at(self, measure: int, setting: Setting) -> Layout:
        """Give the same text at another measure or in another setting, nothing of it wrapped yet.

        What has nothing to do with them, most of the work for a long text, is taken over. Folds must be the
        same.
        """
        other = copy(self)
        other._set(measure, setting)  # noqa: SLF001
        return other

    def _set(self, measure: int, setting: Setting) -> None:
        if measure < 1:
            raise ValueError(f"a measure of {measure} cells leaves no room for text")
        self.measure = measure
        self.setting = setting
        self.revision = 0
        """Goes up whenever rows may have other numbers than before."""
        self._heights = Heights(estimate(block, measure, setting) for block in self._blocks)
        self._wrapped: list[Rows | None] = [None] * len(self._blocks)
        self._unwrapped = 0  # blocks whose heights are known, from the first on
        if len(self._blocks) == 1:
            self._rows(0)

    # -- wrapping --------------------------------------------------------------------------

    def _rows(self, block: int) -> Rows:
        """Give the rows of a block, which have their numbers from now on."""
        rows = self._wrapped[block] or self._wrap(block)
        if self._heights[block] != len(rows):
            self._heights[block] = len(rows)
            self.revision += 1
        return rows

    def _wrap(self, block: int) -> Rows:
        rows = wrap(self.text, self.spans, self.tight, self._blocks[block], self.measure, self.setting)
        if block == 0:
            rows.starts[0] = 0
        self._wrapped[block] = rows
        return rows

    def wrap_some(self, seconds: float) -> bool:
        """Wrap for so many seconds, and at most one block longer; tell whether all rows have their numbers.

        No row changes its number until all is; then all do at once, and `revision` goes up.
        """
        until = perf_counter() + seconds
        while self._unwrapped < len(self._blocks):
            if self._wrapped[self._unwrapped] is None:
                self._wrap(self._unwrapped)
            self._unwrapped += 1
            if self._unwrapped == len(self._blocks):
                self._heights = Heights(len(rows) for rows in self._wrapped if rows)
                self.revision += 1
            elif perf_counter() >= until:
                break
        return self._unwrapped == len(self._blocks)

    def heights(self) -> Iterator[int]:
        """Give the rows of each block, wrapped one after the other; those not kept before are not kept."""
        for number, block in enumerate(self._blocks):
            rows = self._wrapped[number]
            yield len(rows or wrap(self.text, self.spans, self.tight, block, self.measure, self.setting))

    def settle(self, heights: Sequence[int]) -> None:
        """Take the rows of each block as `heights` of an equal layout gives them.

        All rows have their numbers then, and `revision` goes up.
        """
        self._heights = Heights(heights)
        self._unwrapped = len(self._blocks)
        self.revision += 1

    def wrap_around(self, offset: int, rows: int) -> None:
        """Wrap at least so many rows that are not empty above and below the row of `offset`.

        Until something further away is asked for, these keep their numbers.
        """
        here = self._block_of(offset)
        self._rows(here)
        for step in (-1, 1):
            block, missing = here + step, abs(rows)
            while missing > 0 and 0 <= block < len(self._blocks):
                missing -= self._rows(block).inked
                block += step

    # -- rows ------------------------------------------------------------------------------

    def __len__(self) -> int:
        return self._heights.total

    def __getitem__(self, row: int) -> Line:
        if row < 0:
            # Counted from the end a row has a number only once everything has.
            self.wrap_some(float("inf"))
            row += len(self)
        block, rows, index = self._place(row)
        return self._line(block, rows, index)

    def __iter__(self) -> Iterator[Line]:
        for block in range(len(self._blocks)):
            rows = self._rows(block)
            for index in range(len(rows)):
                yield self._line(block, rows, index)

    def _line(self, block: int, rows: Rows, index: int) -> Line:
        if index + 1 < len(rows):
            end = rows.starts[index + 1]
        else:
            end = self._starts[block + 1] if block + 1 < len(self._blocks) else len(self.text)
        paragraph = rows.paragraphs[index]
        folded = paragraph in self.setting.folded
        return Line(rows.starts[index], end, *rows.shown[index], paragraph, folded)

    def _find(self, row: int) -> tuple[int, Rows, int] | None:
        """Give the block of a row, its rows, and the row's index in it; None where there is no such row."""
        while 0 <= row < len(self):
            block, index = self._heights.find(row)
            rows = self._rows(block)
            if index < len(rows):
                return block, rows, index
            # The block is lower than estimated: the row is another's, or past the end.
        return None

    def _place(self, row: int) -> tuple[int, Rows, int]:
        found = self._find(row)
        if found is None:
            raise IndexError(f"no row {row} in a layout of {len(self)}")
        return found

    def has(self, row: int) -> bool:
        """Tell whether there is such a row, now that its block is wrapped; `len` may be an estimate."""
        return self._find(row) is not None

    def _block_of(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def is_empty(self, row: int) -> bool:
        """Tell whether nothing is drawn in a row."""
        _, rows, index = self._place(row)
        shown_start, shown_end = rows.shown[index]
        return shown_start == shown_end

    def row_of(self, offset: int) -> int:
        """Give the row that holds `offset`, which is held to 0 and the text's length."""
        block = self._block_of(offset)
        rows = self._rows(block)
        return self._heights.before(block) + max(0, bisect_right(rows.starts, offset) - 1)

    def about(self, row: int) -> int:
        """Give about where a row starts, to the code point where its block is wrapped; nothing is wrapped."""
        block, index = self._heights.find(row)
        rows = self._wrapped[block]
        if rows is not None:
            return rows.starts[min(index, len(rows) - 1)]
        start, end = self._blocks[block].start, self._blocks[block].end
        return start + (end - start) * min(index, self._heights[block]) // max(1, self._heights[block])

    # -- cells -----------------------------------------------------------------------------

    def clusters_of(self, row: int) -> list[Cluster]:
        """Give the clusters drawn in a row, in reading order.

        Widths are those drawn: with the cells that justification adds. A folded run is one cluster as
        wide as the measure.
        """
        return self._clusters(*self._place(row)[1:])

    def _clusters(self, rows: Rows, index: int) -> list[Cluster]:
        shown_start, shown_end = rows.shown[index]
        if self._is_fold(rows, index):
            return [(shown_start, shown_end, self.measure)]
        cells = clusters(self.text, shown_start, shown_end)
        if self.setting.justified and not rows.closes_line(self.text, index):
            return _justified(self.text, cells, self.measure)
        return cells

    def _is_fold(self, rows: Rows, index: int) -> bool:
        """Tell whether a row shows a folded run; one that holds nothing shows nothing."""
        return rows.paragraphs[index] in self.setting.folded and rows.shown[index][0] < rows.shown[index][1]

    def visual_of(self, row: int) -> list[Cluster]:
        """Give the clusters drawn in a row from left to right, with the widths of `clusters_of`."""
        return [cluster for cluster, _ in self._visual(row)]

    def drawn_of(self, row: int) -> list[tuple[Cluster, str]]:
        """Give the clusters drawn in a row from left to right, each with what is written for it.

        What is written has the width of the cluster and holds nothing that steers a terminal.
        """
        _, rows, index = self._place(row)
        if self._is_fold(rows, index):
            return [(self._clusters(rows, index)[0], self._label(rows.paragraphs[index]))]
        found: list[tuple[Cluster, str]] = []
        for cluster, reads_left in self._visual(row):
            start, end, width = cluster
            if self.setting.justified and self.text[start] in BLANKS:
                shown = " " * width
            else:
                shown = drawn(self.text[start:end])
            found.append((cluster, mirror(shown) if reads_left else shown))
        return found

    def _label(self, first: int) -> str:
        """Give what is written for the folded run that begins with a paragraph."""
        last = run_end(first, len(self.spans), self.setting.folded)
        shown = label(self.text, self.spans[first:last], self.measure)
        return shown + " " * (self.measure - cell_len(shown))

    def _visual(self, row: int) -> list[tuple[Cluster, bool]]:
        """Give the clusters of a row from left to right, and whether each reads from right to left."""
        _, rows, index = self._place(row)
        cells = self._clusters(rows, index)
        right_to_left = self._reads_left(rows.paragraphs[index])
        if self.setting.bidi == "terminal" or len(cells) < 2:
            return [(cluster, False) for cluster in cells]
        if not right_to_left and not has_right_to_left(self.text, *rows.shown[index]):
            return [(cluster, False) for cluster in cells]
        order = visual_order([self.text[start:end] for start, end, _ in cells], right_to_left)
        return [(cells[number], reads_left) for number, reads_left in order]

    def _reads_left(self, paragraph: int) -> bool:
        """Tell whether a paragraph reads from right to left."""
        if paragraph < 0 or self.text.isascii():
            return False
        known = self._right_to_left.get(paragraph)
        if known is None:
            known = starts_right_to_left(self.text, *self.spans[paragraph])
            self._right_to_left[paragraph] = known
        return known

    def indent_of(self, row: int) -> int:
        """Give the blank cells before a row: a paragraph that reads from right to left is set flush right."""
        _, rows, index = self._place(row)
        if self.setting.bidi == "terminal" or not self._reads_left(rows.paragraphs[index]):
            return 0
        return max(0, self.measure - sum(width for _, _, width in self._clusters(rows, index)))

    def column_of(self, row: int, offset: int) -> int:
        """Give the cell, the indent counted, where the cluster of `offset` is drawn.

        Hidden text has the cell of its neighbour.
        """
        column = self.indent_of(row)
        visual = self.visual_of(row)
        begun = [start for start, _, _ in visual if start <= offset]
        holder = max(begun) if begun else min((start for start, _, _ in visual), default=0)
        for start, _, width in visual:
            if start == holder:
                break
            column += width
        return column

    def offset_at(self, row: int, column: int) -> int:
        """Give the start of the cluster that covers the cell `column`, or of the nearest one.

        A row where nothing is drawn gives the offset where it starts.
        """
        _, rows, index = self._place(row)
        visual = self.visual_of(row)
        found = visual[0][0] if visual else rows.shown[index][0]
        edge = self.indent_of(row)
        for start, _, width in visual:
            if edge > column:
                break
            found = start
            edge += width
        return found


def _checked(spans: Sequence[tuple[int, int]], length: int) -> tuple[Sequence[int], Sequence[int]]:
    """Give starts and ends of the paragraphs, which must be in order and within the text."""
    starts, ends = zip(*spans, strict=True)
    if (
        starts[0] < 0
        or ends[-1] > length
        or not all(map(le, starts, ends))
        or not all(map(le, ends, starts[1:]))
    ):
        bad = next(
            (
                i
                for i, (one, other) in enumerate(pairwise([(0, 0), *spans]))
                if not one[1] <= other[0] <= other[1]
            ),
            len(spans) - 1,
        )
        raise ValueError(f"paragraph {bad}, {spans[bad]}, is out of order or outside the text")
    return starts, ends


def _justified(text: str, cells: list[Cluster], measure: int) -> list[Cluster]:
    """Widen the spaces between words until the row is as wide as the measure, where that looks well."""
    missing = measure - sum(width for _, _, width in cells)
    ink = [index for index, (start, _, _) in enumerate(cells) if text[start] not in BLANKS]
    gaps = [index for index, following in pairwise(ink) if following > index + 1] if missing > 0 else []
    if not gaps or missing > len(gaps) * (_WIDEST_GAP - 1):
        return cells
    for number, before in enumerate(gaps):
        start, end, width = cells[before + 1]
        more = missing * (number + 1) // len(gaps) - missing * number // len(gaps)
        cells[before + 1] = (start, end, width + more)
    return cells
