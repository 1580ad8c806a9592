"""A table on a terminal, printed as its rows come, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.segment import SegmentLines
from rich.table import Table
from rich.text import Text

from store.batches import batched

#: Rows that are laid out together; what the first need is the width of the columns.
_TOGETHER = 100
#: Cells that a table takes beside those of its columns: at its edge, and around each column.
_EDGE, _AROUND = 1, 3

Row = Sequence[str | Text]


def print_table(
    headings: Sequence[str],
    rows: Iterable[Row],
    *,
    to_the_right: Collection[str] = (),
    widest: Sequence[str] = (),
) -> None:
    """Prints the table, nothing without rows; what is laid out together, before the next rows are read.

    Args:
        headings: the titles of the columns.
        rows: their cells, harmless on a terminal.
        to_the_right: titles of the columns that stand at their right edge, as numbers do.
        widest: a cell of each column for which there is to be room, whatever the first rows hold.
    """
    console = Console()

    def table(some: Iterable[Row], widths: Sequence[int] = (), *, head: bool = True) -> Table:
        made = Table(*headings, box=box.SIMPLE_HEAD, header_style="dim", show_header=head)
        for title, column in zip(headings, made.columns, strict=True):
            column.justify = "right" if title in to_the_right else "left"
            column.overflow = "fold"
        for width, column in zip(widths, made.columns, strict=False):
            column.width = width
        for row in some:
            made.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
        return made

    chunks = batched(rows, _TOGETHER)
    if not (first := next(chunks, [])):
        return
    if len(first) < _TOGETHER:  # these are all
        console.print(table(first, _widths([headings, *first], console.width)))
        return
    widths = _widths([headings, *([widest] if widest else []), *first], console.width)
    *lines, end = console.render_lines(table(first, widths))
    console.print(SegmentLines(lines, new_lines=True), end="")
    for some in chunks:
        _, *lines, _ = console.render_lines(table(some, widths, head=False))
        console.print(SegmentLines(lines, new_lines=True), end="")
    console.print(SegmentLines([end], new_lines=True), end="")


def _widths(rows: Iterable[Row], terminal: int) -> list[int]:
    """The cells of each column: what these rows need.

    Where the terminal has too few the widest columns give way, as in any of Rich's tables, but not the first
    unless it takes more than half.
    """
    cells = ([cell_len(str(cell)) for cell in row] for row in rows)
    first, *others = map(max, zip(*cells, strict=True))
    if first + sum(others) + _EDGE + _AROUND * (len(others) + 1) > terminal:
        first = min(first, max(1, terminal // 2))
    room = terminal - _EDGE - _AROUND * (len(others) + 1) - first
    while sum(others) > max(room, len(others)):
        others[others.index(max(others))] -= 1
    return [first, *others]
