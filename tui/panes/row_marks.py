"""The rows of a list that are marked, so that one key does something to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol


class Listed(Protocol):
    """The list whose rows are marked."""

    cursor: int

    @property
    def ids(self) -> list[int]:
        """What the rows stand for, in their order: ids of releases or annotations."""

    @property
    def current(self) -> int | None:
        """The one under the cursor."""

    def action_down(self, count: int | None = None) -> None:
        """Moves the cursor down."""


class RowMarks:
    """Which rows are marked; those that are no longer shown are not."""

    def __init__(self, rows: Listed, changed: Callable[[], None]) -> None:
        """Args: the list, what is called when others are marked."""
        self._rows = rows
        self._changed = changed
        self._marked: set[int] = set()
        self._last: int | None = None  # where a range begins

    def __contains__(self, key: int) -> bool:
        return key in self._marked

    def __len__(self) -> int:
        return len(self._marked)

    def among(self, ids: Sequence[int]) -> list[int]:
        """Those of the ids that are marked, in their order."""
        return [key for key in ids if key in self._marked]

    def keep(self, ids: Iterable[int]) -> None:
        """Only these are shown now."""
        if self._marked:
            self._marked.intersection_update(ids)
            self._changed()

    def clear(self) -> bool:
        """Takes all marks away; whether there were any."""
        had = bool(self._marked)
        self._marked.clear()
        self._last = None
        self._changed()
        return had

    def action_toggle_mark(self) -> None:
        """Marks the row, or takes its mark away, and goes to the next one."""
        key = self._rows.current
        if key is None:
            return
        self._marked ^= {key}
        self._last = key
        self._rows.action_down()
        self._changed()

    def action_mark_range(self) -> None:
        """Marks all from the last one that was marked, or the top, to the cursor."""
        ids, key = self._rows.ids, self._rows.current
        if key is None:
            return
        first = ids.index(self._last) if self._last in ids else 0
        low, high = sorted((first, self._rows.cursor))
        self._marked.update(ids[low : high + 1])
        self._last = key
        self._changed()

    def action_mark_all(self) -> None:
        """Marks all that are shown; where all are, none."""
        ids = set(self._rows.ids)
        self._marked = set() if ids <= self._marked else ids
        self._changed()
