"""Motions by rows of the layout: ``j k 0 ^ $ G``. A row is what is seen; its cells are columns."""

from __future__ import annotations

from tui.text.layout import Layout
from tui.text.motions import settle

#: The column that stands for the ends of rows, which ``$`` keeps to.
ROW_END = 1_000_000


def vertical(layout: Layout, offset: int, rows: int, column: int) -> int:
    """Give the cluster `rows` rows down (``j``; up, ``k``, where negative) at the cell `column`.

    Rows where nothing is drawn are not counted. At the first or last row the way ends there; a move
    that has nowhere to go leaves the offset as it is.
    """
    offset = settle(layout.text, offset)
    step = 1 if rows > 0 else -1
    layout.wrap_around(offset, rows)
    here = target = layout.row_of(offset)
    for _ in range(min(abs(rows), len(layout))):
        row = target + step
        while 0 <= row < len(layout) and layout.is_empty(row):
            row += step
        if not 0 <= row < len(layout):
            break
        target = row
    if target == here:
        return offset
    if column >= ROW_END:
        return last_in_row(layout, target)
    return settle(layout.text, layout.offset_at(target, column))


def row_first(layout: Layout, offset: int) -> int:
    """Give the first cluster drawn in the row of `offset` (``0``)."""
    # Not by its cell: a row read from right to left begins at its other end.
    return settle(layout.text, layout[layout.row_of(settle(layout.text, offset))].shown_start)


def row_last(layout: Layout, offset: int) -> int:
    """Give the last cluster drawn in the row of `offset` (``$``)."""
    return last_in_row(layout, layout.row_of(settle(layout.text, offset)))


def last_in_row(layout: Layout, row: int) -> int:
    """Give the last cluster drawn in a row, or where the row starts."""
    return settle(layout.text, layout[row].shown_end - 1 if not layout.is_empty(row) else layout[row].start)


def row_first_ink(layout: Layout, offset: int) -> int:
    """Give the first cluster in the row of `offset` that is not blank (``^``)."""
    row = layout.row_of(settle(layout.text, offset))
    return first_ink(layout, row)


def first_ink(layout: Layout, row: int) -> int:
    """Give the first cluster of a row that is not blank, or where the row starts."""
    inked = (start for start, end, _ in layout.clusters_of(row) if not layout.text[start:end].isspace())
    return settle(layout.text, next(inked, layout[row].shown_start))


def nth_row(layout: Layout, number: int) -> int:
    """Give the first cluster of the text's `number`-th row, counted from 1 without blank rows (``3G``).

    The last row where there are not so many.
    """
    at = vertical(layout, 0, number - 1, 0)
    return row_first_ink(layout, at)
