"""Which version of a JSON library was made of which: the ground of a merge.

Each opened storage is a writer with a name of its own, and counts its writes in the row ``meta`` of what it
writes: a version vector (Parker et al., Detection of Mutual Inconsistency in Distributed Systems, 1983). A
version in which every count is at least that of another was made of it, on whatever machine; of two versions
neither of which is, each has changes that the other lacks.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterable
from typing import Any

from store.storages.memory_tables import Tables
from store.storages.rows import Row
from store.tables import META

Step = dict[str, dict[int, Row | None]]
"""What a step back changes: the rows as they were, by table and id; None for one that was not there."""
#: The field of the row ``meta`` that counts the writes of each writer, the last one at the end.
WRITERS = "writers"
#: Writers remembered: the last ones. A version made of one older than these is merged as if by a stranger.
_KEPT = 500
#: Bytes of a writer's name.
_NAME_BYTES = 4
#: States that are known of those a library went through.
_STATES = 10_000


def meta_of(tables: Tables) -> Row | None:
    """The row that makes tables a library; None where they are none."""
    row = tables.get("meta", {}).get(META)
    return row if row is not None and isinstance(row.get("schema"), int) else None


def writers(tables: Tables) -> dict[str, int]:
    """The counts of all writers; empty where none was kept or they cannot be understood."""
    found: Any = (meta_of(tables) or {}).get(WRITERS)
    if not isinstance(found, dict) or not all(type(count) is int for count in found.values()):
        return {}
    return dict(found)


def new_writer() -> str:
    """A name that no other writer has."""
    return secrets.token_hex(_NAME_BYTES)


def merged_writers(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    """The counts of a version made of two."""
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in {**one, **other}}


def signed(tables: Tables, writer: str) -> Tables:
    """The tables with one write more of this writer; those of no library stay as they are."""
    meta = meta_of(tables)
    if meta is None:
        return tables
    counts = writers(tables)
    counts[writer] = counts.pop(writer, 0) + 1
    row = {**meta, WRITERS: dict(list(counts.items())[-_KEPT:])}
    return {**tables, "meta": {**tables["meta"], META: row}}


class Past:
    """The states a library went through, each as what the step from it changed."""

    def __init__(self) -> None:
        self.newest: Tables = {}
        """The state it is in; to be left as it is."""
        self._steps: deque[tuple[dict[str, int], Step]] = deque(maxlen=_STATES)

    def add(self, state: Tables) -> None:
        """One more state, which is the newest from now on."""
        self._steps.appendleft((writers(self.newest), _back(state, self.newest)))
        self.newest = state

    def ancestor(self, version: Tables) -> Tables | None:
        """The newest of the states that the version was made of, or None."""
        if made_of(version, self.newest):
            return self.newest
        counts = writers(version)
        state: Tables | None = None
        steps: list[Step] = []
        for needed, step in self._steps:
            steps.append(step)
            if needed and not _counts_as_much(counts, needed):
                continue
            state, steps = _taken_back(self.newest if state is None else state, steps), []
            if made_of(version, state):
                return state
        return None


def _back(after: Tables, before: Tables) -> Step:
    """The rows as they were before, None where there was none, by table."""
    step: Step = {}
    for table in {*before, *after}:
        old, new = before.get(table, {}), after.get(table, {})
        if old is not new:
            keys = (key for key in old.keys() | new.keys() if old.get(key) is not new.get(key))
            step[table] = {key: old.get(key) for key in keys if old.get(key) != new.get(key)}
    return step


def _taken_back(state: Tables, steps: Iterable[Step]) -> Tables:
    tables = {name: dict(rows) for name, rows in state.items()}
    for step in steps:
        for table, rows in step.items():
            for key, row in rows.items():
                if row is None:
                    tables.get(table, {}).pop(key, None)
                else:
                    tables.setdefault(table, {})[key] = row
    return tables


def _counts_as_much(counts: dict[str, int], needed: dict[str, int]) -> bool:
    return all(counts.get(name, 0) >= count for name, count in needed.items())


def made_of(version: Tables, state: Tables) -> bool:
    """Whether the version was made of the state, by way of however many others."""
    counts, needed = writers(version), writers(state)
    if needed:
        return _counts_as_much(counts, needed)
    if meta_of(state) is None:
        return False
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
