"""The list of releases on a terminal: one table, printed as its rows come, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.segment import SegmentLines
from rich.table import Table
from rich.text import Text

from store import Release
from store.batches import batched
from tui.describe import UPDATED
from tui.terminal import one_line

#: Rows that are laid out together; what the first need is the width of the columns.
_TOGETHER = 100
_COLUMNS = ("ID", "Date", "Agency", "Marks", "Headline")
_TO_THE_RIGHT = ("ID", "Marks")
#: Cells that a table takes beside those of its columns: at its edge, and around each column.
_EDGE, _AROUND = 1, 3

_Row = tuple[str, str, Text, str, Text]


def print_releases(releases: Iterable[Release], highest_id: int) -> None:
    """Prints the table: what is laid out together is on the terminal before the next releases are read."""
    console = Console()
    chunks = batched(map(_row, releases), _TOGETHER)
    first = next(chunks, [])
    if len(first) < _TOGETHER:  # these are all
        console.print(_table(first))
        return
    widths = _widths(first, console.width, highest_id)
    *lines, end = console.render_lines(_table(first, widths))
    console.print(SegmentLines(lines, new_lines=True), end="")
    for rows in chunks:
        _, *lines, _ = console.render_lines(_table(rows, widths, head=False))
        console.print(SegmentLines(lines, new_lines=True), end="")
    console.print(SegmentLines([end], new_lines=True), end="")


def _row(release: Release) -> _Row:
    annotations = f"◆{release.annotations}" if release.annotations else ""
    marks = " ".join(filter(None, (UPDATED if release.updated else "", annotations)))
    headline = Text(one_line(release.headline), style="" if release.read else "bold", overflow="ellipsis")
    headline.no_wrap = True
    agency = Text(one_line(release.agency or release.publisher or ""))
    return str(release.id), release.date or "", agency, marks, headline


def _table(rows: Iterable[_Row], widths: Sequence[int] = (), *, head: bool = True) -> Table:
    """The rows as a table; without widths its columns are as wide as they need."""
    table = Table(*_COLUMNS, box=box.SIMPLE_HEAD, header_style="dim", show_header=head)
    for name, column in zip(_COLUMNS, table.columns, strict=True):
        column.justify = "right" if name in _TO_THE_RIGHT else "left"
    for width, column in zip(widths, table.columns, strict=False):
        column.width = width
    for row in rows:
        table.add_row(*row)
    return table


def _widths(rows: Iterable[_Row], terminal: int, highest_id: int) -> list[int]:
    """The cells of each column: what these rows need, and of any other the id and the word.

    Where the terminal has too few the widest columns give way, as in any of Rich's tables, but not the ids.
    """
    known = (_COLUMNS, (str(highest_id), "", "", UPDATED, ""))
    cells = ([cell_len(str(cell)) for cell in row] for row in (*known, *rows))
    ids, *others = map(max, zip(*cells, strict=True))
    room = terminal - _EDGE - _AROUND * len(_COLUMNS) - ids
    while sum(others) > max(room, len(others)):
        others[others.index(max(others))] -= 1
    return [ids, *others]
