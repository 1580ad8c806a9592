"""Every change as an event that knows its inverse: undo, redo, audit trail.

An event lies in the table ``history``: time, user, what was done, and for each row touched the
fields before and after. Undo puts back only the fields the event changed, so a later change to
another field of the same row survives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tinydb.table import Document

from store.settling import settle
from store.shapes import fault, understood
from store.storages import RowDB

Fields = dict[str, Any]

TABLE = "history"
_EVENTS_READ = 4


@dataclass(frozen=True, slots=True)
class Event:
    """A change a user made, as the screen needs it."""

    id: int
    time: str
    user: str
    what: str
    """In words that complete "undid: ...", such as ``tagged “two words” #water``."""
    release: int | None


@dataclass(slots=True)
class Action:
    """Collects the row changes of one user-visible action; use inside a transaction."""

    db: RowDB
    new_id: Callable[[str], int]
    changes: list[list[Any]] = field(default_factory=list)
    """``[table, id, fields before or None, fields after or None]`` in the order made."""

    def insert(self, table: str, row: Fields) -> int:
        """Adds a row and gives its id, which is never used again."""
        key = self.new_id(table)
        self.db.table(table).insert(Document(row, key))
        self.changes.append([table, key, None, row])
        return key

    def update(self, table: str, key: int, **fields: Any) -> None:
        """Sets fields of an existing row; fields that have the value already are no change.

        Raises UnreadableRecordError for a row that cannot be understood.
        """
        now: Any = self.db.table(table).get(doc_id=key) or {}
        if now:
            understood(table, key, now)
        before = {name: now.get(name) for name, value in fields.items() if now.get(name) != value}
        if before:
            after = {name: fields[name] for name in before}
            _apply(self.db, table, key, before, after)
            self.changes.append([table, key, before, after])

    def put(self, table: str, key: int, **fields: Any) -> None:
        """As `update`; a row that does not exist is made first, and an undo leaves it in place."""
        rows = self.db.table(table)
        if not rows.contains(doc_id=key):
            rows.insert(Document({}, key))
        self.update(table, key, **fields)

    def remove(self, table: str, key: int) -> None:
        """Deletes an existing row."""
        row = self.db.table(table).get(doc_id=key)
        if row is not None:
            self.db.table(table).remove(doc_ids=[key])
            self.changes.append([table, key, dict(row), None])


def _apply(db: RowDB, table: str, key: int, now: Fields | None, then: Fields | None) -> None:
    """Takes a row from one state to the other; a row someone else removed stays removed."""
    rows = db.table(table)
    if then is None:
        if not (table == "tags" and _in_use(db, key)):
            rows.remove(doc_ids=[key])
    elif now is None:
        rows.upsert(Document(then, key))
    else:
        rows.update(then, doc_ids=[key])


def _in_use(db: RowDB, tag: int) -> bool:
    return any(tag in row["tags"] for row in db.table("annotations") if fault("annotations", row) is None)


def record(action: Action, *, time: str, user: str, what: str, release: int | None) -> None:
    """Writes the action's event; call it last inside the action's transaction."""
    if not action.changes:
        return
    standing = next((row for row in _newest_first(action.db, user) if not row["undone"]), None)
    event = {
        "time": time,
        "user": user,
        "what": what,
        "release": release,
        "undone": False,
        # What this change was made upon: by it redo finds its way among changes that were undone.
        "upon": standing.doc_id if standing else 0,
        "changes": action.changes,
    }
    action.db.table(TABLE).insert(Document(event, action.new_id(TABLE)))


def undo(db: RowDB, user: str) -> Event | None:
    """Takes back the user's last change that stands, or gives None; use inside a transaction."""
    found = next((row for row in _newest_first(db, user) if not row["undone"]), None)
    if found is None:
        return None
    for table, key, before, after in reversed(found["changes"]):
        _apply(db, table, key, after, before)
    settle(db, [(table, key) for table, key, *_ in found["changes"]])
    return _mark(db, found, undone=True)


def redo(db: RowDB, user: str) -> Event | None:
    """Makes again what was undone last, unless something new was done since; use inside a transaction."""
    undone: list[Document] = []
    standing = 0
    for row in _newest_first(db, user):
        if not row["undone"]:
            standing = row.doc_id
            break
        undone.append(row)
    found = next((row for row in undone if row["upon"] == standing), None)
    if found is None:
        return None
    for table, key, before, after in found["changes"]:
        _apply(db, table, key, before, after)
    settle(db, [(table, key) for table, key, *_ in found["changes"]])
    return _mark(db, found, undone=False)


def _newest_first(db: RowDB, user: str) -> Iterator[Document]:
    """The user's events, read a few at a time: mostly the first is the one."""
    table = db.table(TABLE)
    past = db.storage.last_id(TABLE) + 1  # type: ignore[attr-defined]
    while past > 1:
        first = max(1, past - _EVENTS_READ)
        rows = table.get(doc_ids=list(range(first, past)))
        past = first
        for row in reversed(rows if isinstance(rows, list) else []):
            if row.get("user") == user and fault(TABLE, row) is None:
                yield row


def _mark(db: RowDB, row: Document, *, undone: bool) -> Event:
    db.table(TABLE).update({"undone": undone}, doc_ids=[row.doc_id])
    return Event(row.doc_id, row["time"], row["user"], row["what"], row["release"])
