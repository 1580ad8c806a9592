"""Blocks of a text: what is wrapped at once. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.text.cells import cluster_at
from tui.text.characters import BLANKS
from tui.text.fold_rows import run_end
from tui.text.typesetting import Setting
from tui.text.wrapping import Row, next_ink, paragraph_rows


class Block(NamedTuple):
    """Whole paragraphs, or a piece of one that is too long to be wrapped at once."""

    start: int
    end: int
    first: int
    """The index of its first paragraph."""
    last: int
    """The index after its last."""
    continues: bool
    """Whether it goes on with a paragraph begun in the block before."""


@dataclass(slots=True)
class Rows:
    """The rows of a block that is wrapped, by their index in it."""

    starts: list[int] = field(default_factory=list)
    shown: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    """Indices of paragraphs; -1 for a blank spacing row."""
    inked: int = 0
    """Rows that are not empty."""

    def __len__(self) -> int:
        return len(self.starts)

    def add(self, paragraph: int, row: Row) -> None:
        """Append a row of a paragraph."""
        start, shown_start, shown_end = row
        self.starts.append(start)
        self.shown.append((shown_start, shown_end))
        self.paragraphs.append(paragraph)
        self.inked += shown_start < shown_end

    def closes_line(self, text: str, index: int) -> bool:
        """Tell whether a row is the last of its block, of its paragraph or before a line end in it."""
        paragraph = self.paragraphs[index]
        following = index + 1
        while following < len(self) and self.paragraphs[following] < 0:
            following += 1
        if following == len(self) or self.paragraphs[following] != paragraph:
            return True
        return "\n" in text[self.shown[index][1] : self.starts[following]]


def blocks_of(
    text: str, spans: tuple[Sequence[int], Sequence[int]], folded: frozenset[int], size: int
) -> list[Block]:
    """Cut a text into blocks of at most about `size` code points, a run of folded paragraphs in one.

    `spans` are the starts and the ends of the paragraphs. One longer than two blocks is cut after line ends
    or at white space; the row before such a cut may be short.
    """
    starts, ends = spans
    blocks: list[Block] = []
    first = 0
    while first < len(starts):
        last = max(first + 1, bisect_right(ends, starts[first] + size, first))
        if last - 1 in folded:
            last = run_end(last - 1, len(starts), folded)
        if last == first + 1 and first not in folded and ends[first] - starts[first] > 2 * size:
            blocks.extend(_pieces(text, starts[first], ends[first], first, size))
        else:
            blocks.append(Block(starts[first], ends[last - 1], first, last, continues=False))
        first = last
    return blocks


def _pieces(text: str, start: int, end: int, paragraph: int, size: int) -> Iterator[Block]:
    """Cut a long paragraph."""
    continues = False
    while end - start > 2 * size:
        cut = _cut(text, start, start + size)
        if cut >= end:
            break
        yield Block(start, cut, paragraph, paragraph + 1, continues)
        start, continues = cut, True
    yield Block(start, end, paragraph, paragraph + 1, continues)


def _cut(text: str, start: int, limit: int) -> int:
    """Give where a paragraph is cut: after a line end, before a word, or else between two clusters."""
    middle = (start + limit) // 2
    line_end = text.rfind("\n", middle, limit)
    if line_end >= 0:
        return line_end + 1
    space = text.rfind(" ", middle, limit)
    if space >= 0:
        return next_ink(text, space)
    begin, end = cluster_at(text, limit)
    return begin if begin > start else end


def estimate(block: Block, measure: int, setting: Setting) -> int:
    """Guess the rows of a block, at least one."""
    lines = (block.end - block.start) // measure + block.last - block.first
    return max(1, lines * (1 + setting.leading) + block.last - block.first)


def wrap(
    text: str,
    spans: Sequence[tuple[int, int]],
    tight: Sequence[bool],
    block: Block,
    measure: int,
    setting: Setting,
) -> Rows:
    """Wrap a block to `measure` cells, the blank rows above its paragraphs included."""
    rows = Rows()
    index = block.first
    while index < block.last:
        last = run_end(index, block.last, setting.folded) if index in setting.folded else index + 1
        start, end = max(block.start, spans[index][0]), min(block.end, spans[last - 1][1])
        apart = 0 if block.continues or (index < len(tight) and tight[index]) else 1
        above = apart + setting.leading if index or block.continues else 0
        found = (
            [_fold(text, start, end)]
            if index in setting.folded
            else paragraph_rows(text, start, end, measure)
        )
        for row in found:
            for _ in range(above):
                rows.add(-1, (row[0], row[0], row[0]))
            rows.add(index, row)
            above = setting.leading
        index = last
    return rows


def _fold(text: str, start: int, end: int) -> Row:
    """Give the row of a folded run: all of it is shown by one cluster."""
    inked = text[start:end].lstrip(BLANKS + "\n")
    shown_start = end - len(inked)
    return start, shown_start, shown_start + len(inked.rstrip(BLANKS + "\n"))
