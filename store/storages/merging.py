"""Two versions of the same tables made into one, record by record: a three-way merge.

A row that only one side changed is taken from that side. Of a row that both changed, each field is
taken from the side that changed it; where both changed the same field differently ours stands, and
the merge says so, for the caller to keep the other version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from store.storages.memory_tables import Tables
from store.storages.rows import Row

_MISSING = object()
#: Objects of counters: of two numbers the higher is right, whoever counted, or an id would be given twice.
_COUNTERS = {("meta", "ids")}


@dataclass(eq=False)
class Joined:
    """What became of two versions."""

    tables: Tables
    theirs: Tables
    """Their version with our numbers."""
    told: list[str] = field(default_factory=list)
    """What a user should know of it, in sentences."""
    clash: bool = False
    """Whether something of theirs could not be kept in it."""


class Merge(Protocol):
    """What a storage asks, where two versions of a library meet, of who knows what its rows mean."""

    def joined(self, base: Tables | None, ours: Tables, theirs: Tables) -> Joined:
        """Both versions in one; our records keep their numbers.

        Args:
            base: the version both were made of; None where it is not known.
            ours: our tables.
            theirs: those of somebody else, of the same schema.
        """

    def followed(self, ours: Tables, theirs: Tables) -> Tables:
        """A version that was made of ours elsewhere, with our numbers."""

    def numbered_alike(self, one: Tables, other: Tables) -> bool:
        """Whether numbers that are in both versions mean the same records."""

    def backups(self, library: Path) -> Iterable[Path]:
        """Files that hold what a library's file once held, the newest first."""


class RowByRow:
    """A merge that knows nothing of what rows mean: see `merged`."""

    def joined(self, base: Tables | None, ours: Tables, theirs: Tables) -> Joined:
        """Both versions in one, row by row."""
        tables, clash = merged(base or {}, ours, theirs)
        return Joined(tables, theirs, clash=clash)

    def followed(self, ours: Tables, theirs: Tables) -> Tables:
        """Their version as it is: the numbers are nobody's."""
        return theirs

    def numbered_alike(self, one: Tables, other: Tables) -> bool:
        """No: nobody can tell."""
        return False

    def backups(self, library: Path) -> Iterable[Path]:
        """None: none is known."""
        return ()


def merged(base: Tables, ours: Tables, theirs: Tables) -> tuple[Tables, bool]:
    """The merged tables, and whether both sides changed the same thing differently.

    Args:
        base: the tables both sides began with.
        ours: what we made of them.
        theirs: what somebody else made of them.
    """
    result: Tables = {}
    clash = False
    for name in dict.fromkeys([*theirs, *ours]):
        rows, clashed = merged_rows(name, *(tables.get(name, {}) for tables in (base, ours, theirs)))
        clash |= clashed
        dropped = name in base and not (name in ours and name in theirs)
        if rows or not dropped:
            result[name] = rows
    return result, clash


def merged_rows(
    table: str, base: dict[int, Row], ours: dict[int, Row], theirs: dict[int, Row]
) -> tuple[dict[int, Row], bool]:
    """As `merged`, of one table."""
    rows: dict[int, Row] = {}
    clash = False
    for key in sorted({*ours, *theirs}):
        sides = [side.get(key, _MISSING) for side in (base, ours, theirs)]
        row, clashed = _merged_value(sides[0], sides[1], sides[2], (table,))
        clash |= clashed
        if row is not _MISSING:
            rows[key] = row
    return rows, clash


def same(one: Any, two: Any) -> bool:
    """Whether two values are the same JSON: 1, 1.0 and true are not."""
    if one is two:
        return True
    if one is _MISSING or two is _MISSING:
        return False
    return json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


def _merged_value(base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> tuple[Any, bool]:
    """The merged value, or `_MISSING`; and whether the sides disagree. The path begins with the table."""
    if same(ours, theirs) or same(base, theirs):
        return ours, False
    if same(base, ours):
        return theirs, False
    if ours is _MISSING or theirs is _MISSING:
        # Deleted on one side, changed on the other: what somebody wrote stays.
        return (theirs if ours is _MISSING else ours), True
    if path in _COUNTERS:
        return _highest(ours, theirs), False
    # The row itself is taken apart; a value inside it only where it holds counters.
    if len(path) == 1 and isinstance(ours, dict) and isinstance(theirs, dict):
        return _merged_fields(base if isinstance(base, dict) else {}, ours, theirs, path)
    return ours, True


def _merged_fields(base: Row, ours: Row, theirs: Row, path: tuple[str, ...]) -> tuple[Row, bool]:
    row: Row = {}
    clash = False
    for name in dict.fromkeys([*theirs, *ours]):
        sides = [side.get(name, _MISSING) for side in (base, ours, theirs)]
        value, clashed = _merged_value(sides[0], sides[1], sides[2], (*path, name))
        clash |= clashed
        if value is not _MISSING:
            row[name] = value
    return row, clash


def _highest(ours: dict[str, int], theirs: dict[str, int]) -> dict[str, int]:
    return {name: max(side.get(name, 0) for side in (ours, theirs)) for name in {**theirs, **ours}}
