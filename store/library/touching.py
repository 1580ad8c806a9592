"""Which releases were touched since one looked last, told by the history: what was done, undone, redone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from store.library.compaction import TABLE
from store.library.library_tables import LibraryTables
from store.schema import Row
from store.tables import META

#: Events that are looked at: of more, all releases may have been touched.
_MOST = 500


class Mark(NamedTuple):
    """A place in the history."""

    event: int
    """The newest event."""
    standing: Mapping[str, int]
    """By user the event that stands last: undo goes back from it, redo forth."""


def mark(tables: LibraryTables) -> Mark:
    """Where the history is now."""
    meta = tables.row("meta", META)
    readable = meta is not None and tables.is_readable("meta", META, meta)
    # Of a new library, in which nobody has done anything, there is none.
    standings = meta.get("undo", {}) if meta is not None and readable else {}
    return Mark(tables.storage.last_id(TABLE), {user: one["last"] for user, one in standings.items()})


def touched(tables: LibraryTables, since: Mark, now: Mark) -> set[int] | None:
    """The releases that were touched between two places; None where it may be any of all."""
    if now.event - since.event > _MOST:
        return None
    rows = tables.storage.get_rows(TABLE, range(since.event + 1, now.event + 1))
    for user in since.standing.keys() | now.standing.keys():
        # Each event is made upon the one before: both ways lead back to where they part.
        way = [since.standing.get(user, 0), now.standing.get(user, 0)]
        while way[0] != way[1]:
            way.sort()
            key = way.pop()
            rows |= {} if key in rows else tables.storage.get_rows(TABLE, [key])
            if key not in rows or len(rows) > _MOST:
                return None
            way.append(rows[key].get("upon") or 0)
    found: set[int] = set()
    for row in rows.values():
        about = _releases(row)
        if about is None:
            return None
        found |= about
    return found


def _releases(row: Row) -> set[int] | None:
    """Those that an event is about; None for one that changed what many are shown with, as a tag's name."""
    changes = row.get("changes")
    if changes is None or any(table == "tags" and before is not None for table, _, before, _ in changes):
        return None
    return set(row.get("releases") or ([] if row.get("release") is None else [row["release"]]))
