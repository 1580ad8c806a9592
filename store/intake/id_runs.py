"""A set of ids of rows: those of an import come one after another, and take the room of two numbers."""

from __future__ import annotations

from bisect import bisect_right


class IdRuns:
    """Ids, held as the runs of neighbours they form."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []  # the numbers after the last of each run

    def __contains__(self, key: int) -> bool:
        at = bisect_right(self._starts, key) - 1
        return at >= 0 and key < self._ends[at]

    def add(self, key: int) -> None:
        """Takes an id in."""
        at = bisect_right(self._starts, key)
        if at and key <= self._ends[at - 1]:
            self._ends[at - 1] = max(self._ends[at - 1], key + 1)
            at -= 1
        else:
            self._starts.insert(at, key)
            self._ends.insert(at, key + 1)
        if at + 1 < len(self._starts) and self._starts[at + 1] == self._ends[at]:
            self._ends[at] = self._ends.pop(at + 1)
            del self._starts[at + 1]
