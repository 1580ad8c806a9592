"""The order in which a PDF's lines are read, without the heads, feet and numbers of its pages.

The file's own order is kept where it is one that can be read; programs that set columns side by side,
or a page's foot before its text, are put right by where things lie (T. M. Breuel, "High performance
document layout analysis", 2003, section 3: what is above comes first, and a column before the next).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from store.formats.pdf.lines import Line
from store.models import Link
from store.patterns import lazy_pattern

#: How much of a page's height, above and below, is for heads and feet.
_MARGIN = 0.13
#: Lines no further apart than this, in type sizes, are one block.
_BLOCK = 2.2
#: From so many characters on, what stands in a cell is prose in a column.
_PROSE = 28
#: Blocks of the fullest page that is put in order: the work grows with their cube.
_MOST_BLOCKS = 80
_LABEL = lazy_pattern(r"(?:[•◦‣▪●○■□➢➤✓✔·–—*-]|\(?(?:\d{1,2}|[a-z])[.)]|\d{1,2})$")
_PAGE_NUMBER = lazy_pattern(
    r"\W{0,3}(?:page|seite|página|pag\.|p\.|صفحة|第)?\s?(\d{1,3})\s?(?:页|頁)?\s?"
    r"(?:(?:/|of|sur|de|von|من|共)\s?\d{1,3})?\s?(?:页|頁)?\W{0,3}",
    re.IGNORECASE,
)

_PAGE_OF_PAGES = lazy_pattern(r"(?<![\w/])(\d{1,3})\s?/\s?(\d{1,3})$")
_PRINTED = lazy_pattern(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d|(?:https?|file)://\S+$")


@dataclass(frozen=True)
class Block:
    """Lines below one another, in the order they are read."""

    lines: list[Line]
    page: int

    @cached_property
    def left(self) -> float:
        """Points from the page's left edge."""
        return min(line.left for line in self.lines)

    @cached_property
    def right(self) -> float:
        """Points from the page's left edge."""
        return max(line.right for line in self.lines)

    @cached_property
    def top(self) -> float:
        """The first baseline, in points from the page's upper edge."""
        return min(line.baseline for line in self.lines)

    @cached_property
    def bottom(self) -> float:
        """The last baseline."""
        return max(line.baseline for line in self.lines)


def blocks_of(pages: Sequence[tuple[float, list[Line]]]) -> list[Block]:
    """A document's blocks in the order they are read; a page is its height in points and its lines."""
    whole = [(height, list(_rows(lines))) for height, lines in pages]
    kept = _without_furniture(whole)
    found: list[Block] = []
    for number, lines in enumerate(kept):
        found += _ordered(list(_blocks(lines, number)), pages[number][0])
    return found


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines as they are read: words set wide and an item's number joined, a row's cells parted by bars."""
    rows = [_labelled(row) for row in _beside(lines)]
    widths = Counter(round(row[-1].right - row[0].left) for row in rows)
    apart = [len(row) > 1 and not _set_wide(row, widths) for row in rows]
    above: list[Line] = []
    for number, row in enumerate(rows):
        near = [rows[other] for other in (number - 1, number + 1) if 0 <= other < len(rows) and apart[other]]
        if len(row) == 1 or _in_columns(row, above):
            above = row
            yield from row
            continue
        above = []
        if apart[number] and any(_aligned(row, one) for one in near):
            yield _merged(row, " | ")
        else:
            yield _merged(row, " ")


def _beside(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines set one after another on one baseline, each beyond the one before."""
    row: list[Line] = []
    for line in lines:
        if row:
            last = row[-1]
            beyond = line.left >= last.right if last.rightwards else line.right <= last.left
            if abs(line.baseline - last.baseline) > 0.45 * max(line.size, last.size) or not beyond:
                yield row
                row = []
        row.append(line)
    if row:
        yield row


def _labelled(row: list[Line]) -> list[Line]:
    """A row whose first cell is a bullet or a number, joined to what it stands before."""
    if len(row) > 1 and _LABEL.match(row[0].text):
        return [_merged(row[:2], " "), *row[2:]]
    return row


def _set_wide(row: list[Line], widths: Counter[int]) -> bool:
    """Whether a row is a line of words spread to the column's width."""
    gaps = [second.left - first.right for first, second in pairwise(row)]
    gaps += [gap for line in row for gap in line.gaps]
    if min(gaps) <= 0 or max(gaps) > 1.2 * min(gaps):
        return False
    width = round(row[-1].right - row[0].left)
    return sum(widths[width + off] for off in (-1, 0, 1)) >= 3


def _aligned(row: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether a cell after the first stands under one of another row: by its left, its middle or its right.

    The right end of the last says nothing: so end the lines of any column.
    """
    edges, others = (
        [
            (one.left, (one.left + one.right) / 2, one.right if one is not cells[-1] else 0)
            for one in cells[1:]
        ]
        for cells in (row, other)
    )
    return any(
        abs(a - b) < 2 for one in edges for two in others for a, b in zip(one, two, strict=True) if a and b
    )


def _in_columns(row: Sequence[Line], above: Sequence[Line]) -> bool:
    """Whether what lies side by side is prose, or ends the columns of prose above it."""
    if sum(len(line.text) >= _PROSE for line in row) >= 2:
        return True
    starts = [line.left for line in above]
    return len(above) > 1 and all(any(abs(line.left - start) < 2 for start in starts) for line in row)


def _merged(row: Sequence[Line], separator: str) -> Line:
    """One line of several; links with it."""
    links: list[Link] = []
    length = 0
    for line in row:
        links += [Link(one.start + length, one.end + length, one.url) for one in line.links]
        length += len(line.text) + len(separator)
    return Line(
        separator.join(line.text for line in row),
        min(line.left for line in row),
        max(line.right for line in row),
        row[-1].baseline,
        max(line.size for line in row),
        tuple(links),
        cells=separator == " | ",
    )


def _without_furniture(pages: Sequence[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The pages without what repeats from one to the next at the same height, and without their numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in pages:
        seen.update({_standing(line) for line in lines if _in_margin(line, height)})
    least = max(2, len(pages) // 2)

    def is_furniture(line: Line, height: float, number: int) -> bool:
        if not _in_margin(line, height):
            return False
        if _is_label(line.text, number + 1, len(pages)):
            return True
        name, place = _standing(line)
        return any(seen[name, place + off] >= least for off in (-1, 0, 1))

    return [
        [line for line in lines if not is_furniture(line, height, number)]
        for number, (height, lines) in enumerate(pages)
    ]


def _is_label(text: str, page: int, pages: int) -> bool:
    """Whether a line at a page's edge is its number, or what a browser prints there: hour and address."""
    label, place = _PAGE_NUMBER.fullmatch(text), _PAGE_OF_PAGES.search(text)
    if label and int(label[1]) == page:
        return True
    return bool(_PRINTED.match(text)) or (place is not None and place.groups() == (str(page), str(pages)))


def _standing(line: Line) -> tuple[str, int]:
    """What a line says but for its digits, and about where."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.baseline / 12)


def _in_margin(line: Line, height: float) -> bool:
    return not height * _MARGIN < line.baseline < height * (1 - _MARGIN)


def _blocks(lines: Sequence[Line], page: int) -> Iterator[Block]:
    """Runs of lines each of which stands closely below the one before."""
    block: list[Line] = []
    for line in lines:
        if block and not _below(block[-1], line):
            yield Block(block, page)
            block = []
        block.append(line)
    if block:
        yield Block(block, page)


def _below(line: Line, after: Line) -> bool:
    distance = after.baseline - line.baseline
    return 0 < distance <= _BLOCK * max(line.size, after.size) and _overlap(line, after)


def _overlap(one: Line | Block, other: Line | Block) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.1 * min(one.right - one.left, other.right - other.left)


def _ordered(blocks: list[Block], height: float) -> list[Block]:
    """The blocks of a page in the order they are read; a foot under one of two columns is read last."""
    if len(blocks) > _MOST_BLOCKS or not _confused(blocks):
        return blocks
    blocks = _columns(blocks)
    feet = [one for one in blocks if one.top > height * (1 - _MARGIN)]
    blocks = [one for one in blocks if one not in feet]
    rightwards = sum(line.rightwards for one in blocks for line in one.lines) * 2 >= sum(
        len(one.lines) for one in blocks
    )
    ordered: list[Block] = []
    state: dict[int, bool] = {}

    def visit(index: int) -> None:
        state[index] = True
        for other in range(len(blocks)):
            if other not in state and _before(blocks, other, index, rightwards):
                visit(other)
        ordered.append(blocks[index])

    for index in range(len(blocks)):
        if index not in state:
            visit(index)
    return ordered + feet


def _confused(blocks: Sequence[Block]) -> bool:
    """Whether the file's order cannot be that of reading: it goes up a column, or to and fro between two."""
    rises = any(later.bottom < sooner.top and _overlap(sooner, later) for sooner, later in pairwise(blocks))
    level = [
        abs(sooner.top - later.top) < 2 and not _overlap(sooner, later) for sooner, later in pairwise(blocks)
    ]
    return rises or level.count(True) >= 3


def _columns(blocks: Sequence[Block]) -> list[Block]:
    """Blocks whose lines were set to and fro between columns, made whole again."""
    whole: list[list[Line]] = []
    for block in sorted(blocks, key=lambda one: one.top):
        first = block.lines[0]
        above = next(
            (lines for lines in reversed(whole)
             if _below(lines[-1], first) and abs(lines[0].left - first.left) < 2 * first.size),
            None,
        )  # fmt: skip
        if above:
            above.extend(block.lines)
        else:
            whole.append(list(block.lines))
    return [Block(lines, blocks[0].page) for lines in whole]


def _before(blocks: Sequence[Block], one: int, other: int, rightwards: bool) -> bool:
    """Whether a block is read before another, by where they lie."""
    first, second = blocks[one], blocks[other]
    if _overlap(first, second):
        return first.top < second.top
    beside = first.right <= second.left if rightwards else first.left >= second.right
    if not beside:
        return False
    top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
    return not any(
        top < between.top < bottom and _overlap(between, first) and _overlap(between, second)
        for number, between in enumerate(blocks)
        if number not in (one, other)
    )
