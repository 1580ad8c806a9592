"""Where each user stands among the events of the history.

It lies in the table ``meta``, so that no step has to look for it.
"""

from __future__ import annotations

from tinydb import where
from tinydb.table import Document

from store.library.compaction import TABLE, Standing
from store.storages import RowDB
from store.tables import fault

#: Where each user stands among the events, by name.
Standings = dict[str, Standing]


def standing_of(db: RowDB, standings: Standings, user: str) -> Standing:
    """Where the user stands; looked for where no earlier step has kept it."""
    if user not in standings:
        standings[user] = looked_for(db, user)
    return standings[user]


def looked_for(db: RowDB, user: str) -> Standing:
    """Where the user stands by the events alone."""
    rows = sorted(_events_of(db, user), key=lambda row: row.doc_id)
    last = max((row.doc_id for row in rows if not row["undone"]), default=0)
    whole = [row.doc_id for row in rows if row["changes"] is not None]
    again = undone_upon(db, user, last)
    return {"last": last, "again": again, "whole": len(whole), "first": min(whole, default=0)}


def undone_upon(db: RowDB, user: str, key: int) -> int:
    """The user's newest undone event made upon the given one, or 0."""
    rows = _events_of(db, user)
    found = (row.doc_id for row in rows if row["undone"] and row["upon"] == key < row.doc_id)
    return max(found, default=0)


def _events_of(db: RowDB, user: str) -> list[Document]:
    """The user's events that can be understood."""
    return [row for row in db.table(TABLE).search(where("user") == user) if fault(TABLE, row) is None]
