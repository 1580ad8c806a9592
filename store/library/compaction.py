"""Keeps the history small: events nobody can undo any more lose their rows and stay as the audit trail.

A compacted event has ``null`` in place of its changes; time, user, what was done and the release stay.
SQLite reuses the room within the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict

from tinydb.table import Document

from store.storages import RowDB
from store.tables import fault

TABLE = "history"
#: One step in so many pays for the compaction of as many events: 100 where 1,000 are kept.
_SHARE = 10
_CHUNK = 100


class Standing(TypedDict):
    """Where a user stands among the events; ids of events, or 0."""

    last: int
    """The newest change that stands: undo takes this one back."""
    again: int
    """What was undone last and may be made again."""
    whole: int
    """How many of the user's events still hold their rows."""
    first: int
    """The oldest of these."""


def compact(db: RowDB, user: str, standing: Standing, keep: int) -> None:
    """Takes the rows from the user's events before the newest `keep`, now and then; inside a transaction.

    Between two compactions up to a tenth more than `keep` stay whole, so that one step costs the same
    however long the history is.
    """
    if standing["whole"] < keep + max(1, keep // _SHARE):
        return
    surplus = standing["whole"] - keep
    old: list[int] = []
    for row in _events_from(db, standing["first"]):
        if row is None:  # it may have been one of this user's: rather one too many is kept
            standing["whole"] -= 1
            surplus -= 1
        elif row["user"] == user and row["changes"] is not None:
            if len(old) >= surplus:
                standing["first"] = row.doc_id
                break
            old.append(row.doc_id)
    db.table(TABLE).update(_forget, doc_ids=old)
    standing["whole"] -= len(old)


def _forget(event: Any) -> None:
    event["changes"] = None
    event.pop("taken", None)


def kept_changes(event: Mapping[str, Any]) -> list[list[Any]]:
    """The changes of an event's row, ``[table, id, before, after]`` each; none where it was compacted."""
    return event["changes"] or []


def _events_from(db: RowDB, first: int) -> Iterator[Document | None]:
    """All users' events from that id on, oldest first, read a few at a time; None for one that was lost."""
    table = db.table(TABLE)
    last = db.storage.last_id(TABLE)  # type: ignore[attr-defined]
    for start in range(first, last + 1, _CHUNK):
        wanted = range(start, min(start + _CHUNK, last + 1))
        rows = table.get(doc_ids=list(wanted))
        found = (
            {row.doc_id: row for row in rows if fault(TABLE, row) is None} if isinstance(rows, list) else {}
        )
        yield from map(found.get, wanted)
