"""What a search finds, all of it: ids and ranks by the hundred thousand, in sixteen bytes each."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import repeat
from operator import itemgetter
from typing import overload

#: Rows that are read from a statement together.
_AT_ONCE = 1000
_id, _rank = itemgetter(0), itemgetter(1)


class RankedIds(Sequence[tuple[int, float | None]]):
    """Releases by their ids, in order, each with its rank where words rank it."""

    __slots__ = ("_ids", "_ranks")

    def __init__(self, ids: array[int], ranks: array[float] | None) -> None:
        """Args: the ids; the rank of each, or None where none has any."""
        self._ids, self._ranks = ids, ranks

    @classmethod
    def read(cls, rows: sqlite3.Cursor) -> RankedIds:
        """All rows of a statement that gives ids and ranks, or NULL for each rank. Raises sqlite3.Error."""
        ids, ranks = array("q"), array("d")
        while some := rows.fetchmany(_AT_ONCE):
            ids.extend(map(_id, some))
            if some[0][1] is not None:
                ranks.extend(map(_rank, some))
        return cls(ids, ranks if ranks else None)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> tuple[int, float | None]: ...
    @overload
    def __getitem__(self, at: slice) -> RankedIds: ...
    def __getitem__(self, at: int | slice) -> tuple[int, float | None] | RankedIds:
        if isinstance(at, slice):
            return RankedIds(self._ids[at], None if self._ranks is None else self._ranks[at])
        return self._ids[at], None if self._ranks is None else self._ranks[at]

    def __iter__(self) -> Iterator[tuple[int, float | None]]:
        return zip(self._ids, repeat(None) if self._ranks is None else self._ranks, strict=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]  # as a list has none
