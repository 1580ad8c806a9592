"""Heights of blocks under one another: which block a row is in, and where a block begins.

A binary indexed tree (P. Fenwick, "A new data structure for cumulative frequency tables", 1994): each
question and each change takes a step for every doubling of the number of blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate


class Heights:
    """Heights in rows, by the index of the block. There is at least one block, and none is negative."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        sums = list(accumulate(self._heights, initial=0))
        self.total = sums[-1]
        """Rows of all blocks together."""
        # Node i, counted from 1, holds the sum of the last (i & -i) heights up to the i-th.
        self._tree = [sums[i] - sums[i - (i & -i)] for i in range(len(sums))]
        self._top_step = 1 << len(self._heights).bit_length() - 1

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, block: int) -> int:
        return self._heights[block]

    def __setitem__(self, block: int, height: int) -> None:
        change = height - self._heights[block]
        self._heights[block] = height
        self.total += change
        node = block + 1
        while node < len(self._tree):
            self._tree[node] += change
            node += node & -node

    def before(self, block: int) -> int:
        """Give the rows above a block."""
        rows = 0
        while block:
            rows += self._tree[block]
            block &= block - 1
        return rows

    def find(self, row: int) -> tuple[int, int]:
        """Give the block that holds a row, and the row counted from the block's first.

        A row past the end is given to the last block.
        """
        block, step = 0, self._top_step
        while step:
            if block + step < len(self._heights) and self._tree[block + step] <= row:
                block += step
                row -= self._tree[block]
            step >>= 1
        return block, row
