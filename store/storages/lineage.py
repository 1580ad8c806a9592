"""Which version of a JSON library was made of which: the ground of a merge.

Each opened storage is a writer with a name of its own, and counts its writes in the row ``meta`` of what it
writes: a version vector (Parker et al., Detection of Mutual Inconsistency in Distributed Systems, 1983). A
version in which every count is at least that of another was made of it, on whatever machine; of two versions
neither of which is, each has changes that the other lacks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from store.storages.rows import Row
from store.storages.tables import Tables

#: The field of the row ``meta`` that counts the writes of each writer, the last one at the end.
FIELD = "writers"
#: Writers remembered: the last ones. A version made of one older than these is merged as if by a stranger.
_KEPT = 500
#: The one row of the table ``meta``.
META = 1


def meta_of(tables: Tables) -> Row | None:
    """The row that makes tables a library; None where they are none."""
    row = tables.get("meta", {}).get(META)
    return row if row is not None and isinstance(row.get("schema"), int) else None


def writers(tables: Tables) -> dict[str, int]:
    """The counts of all writers; empty where none was kept or they cannot be understood."""
    found: Any = (meta_of(tables) or {}).get(FIELD)
    if not isinstance(found, dict) or not all(type(count) is int for count in found.values()):
        return {}
    return dict(found)


def together(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """The counts of a version made of two."""
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}


def signed(tables: Tables, writer: str) -> Tables:
    """The tables with one write more of this writer; those of no library stay as they are."""
    meta = meta_of(tables)
    if meta is None:
        return tables
    counts = writers(tables)
    counts[writer] = counts.pop(writer, 0) + 1
    row = {**meta, FIELD: dict(list(counts.items())[-_KEPT:])}
    return {**tables, "meta": {**tables["meta"], META: row}}


def ancestor(states: Iterable[Tables], version: Tables) -> Tables | None:
    """The first of the states that the version was made of, or None.

    Args:
        states: versions of a library, the newest first.
        version: another one.
    """
    return next((state for state in states if _made_of(version, state)), None)


def _made_of(version: Tables, state: Tables) -> bool:
    counts, needed = writers(version), writers(state)
    if needed:
        return all(counts.get(name, 0) >= count for name, count in needed.items())
    # Nobody signed it: an earlier program's. Releases are never taken away and counters never lowered.
    ids, present = _ids(version), version.get("releases", {})
    return all(ids.get(table, 0) >= key for table, key in _ids(state).items()) and all(
        key in present and present[key].get("added") == row.get("added")
        for key, row in state.get("releases", {}).items()
    )


def _ids(tables: Tables) -> dict[str, int]:
    found: Any = (meta_of(tables) or {}).get("ids")
    known = found if isinstance(found, dict) else {}
    return {table: key for table, key in known.items() if type(key) is int}
