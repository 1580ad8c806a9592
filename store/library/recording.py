"""One action of a user: its changes to rows, and the event of the history that tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tinydb.table import Document

from store.library import compaction
from store.library.standings import Standings, standing_of
from store.storages import RowDB, RowStorage
from store.tables import understood

Fields = dict[str, Any]


@dataclass(slots=True)
class Action:
    """Collects the row changes of one user-visible action; use inside a transaction."""

    db: RowDB
    new_id: Callable[[str], int]
    release: int | None = None
    """The release it is about."""
    releases: list[int] = field(default_factory=list)
    """All of them, where it is about more than one."""
    changes: list[list[Any]] = field(default_factory=list)
    """``[table, id, fields before or None, fields after or None]`` in the order made."""

    def insert(self, table: str, row: Fields) -> int:
        """Adds a row and gives its id, which is never used again."""
        key = self.new_id(table)
        self.db.table(table).insert(Document(row, key))
        self.changes.append([table, key, None, row])
        return key

    def insert_many(self, table: str, rows: Sequence[Fields]) -> None:
        """As `insert`, but the rows are written together."""
        made = {self.new_id(table): row for row in rows}
        storage: RowStorage = self.db.storage  # type: ignore[assignment]
        storage.write_rows(table, made)
        self.changes += [[table, key, None, row] for key, row in made.items()]

    def update(self, table: str, key: int, **fields: Any) -> None:
        """Sets fields of an existing row; fields that have the value already are no change.

        Raises UnreadableRecordError for a row that cannot be understood.
        """
        now: Any = self.db.table(table).get(doc_id=key) or {}
        if now:
            understood(table, key, now)
            fields = _later(table, now, fields)
        before = {name: now.get(name) for name, value in fields.items() if now.get(name) != value}
        if before:
            after = {name: fields[name] for name in before}
            self.changes.append([table, key, before, after])
            self.db.table(table).update(after, doc_ids=[key])

    def put(self, table: str, key: int, **fields: Any) -> None:
        """As `update`; a row that does not exist is made first, and an undo leaves it in place."""
        rows = self.db.table(table)
        if not rows.contains(doc_id=key):
            rows.insert(Document({}, key))
        self.update(table, key, **fields)

    def make(self, table: str, key: int, row: Fields) -> None:
        """Adds a row under the id of another table's, where there is none yet; an undo takes it away."""
        if not self.db.table(table).contains(doc_id=key):
            self.db.table(table).insert(Document(row, key))
            self.changes.append([table, key, None, row])

    def put_many(self, table: str, rows: Mapping[int, Fields]) -> None:
        """As `put`, but the rows are read together and written together.

        Raises UnreadableRecordError for a row that cannot be understood, before anything is written.
        """
        storage: RowStorage = self.db.storage  # type: ignore[assignment]
        there = storage.get_rows(table, rows)
        for key, row in there.items():
            understood(table, key, row)
        changed: dict[int, Fields] = {}
        for key, fields in rows.items():
            row = there.get(key, {})
            wanted = _later(table, row, fields)
            after = {name: value for name, value in wanted.items() if row.get(name) != value}
            if after:
                self.changes.append([table, key, {name: row.get(name) for name in after}, after])
            if after or key not in there:
                changed[key] = {**row, **after}
        storage.write_rows(table, changed)

    def remove(self, table: str, key: int, **again: Any) -> None:
        """Deletes an existing row; an undo brings it back, with the fields of `again` set."""
        row = self.db.table(table).get(doc_id=key)
        if row is not None:
            self.db.table(table).remove(doc_ids=[key])
            self.changes.append([table, key, {**row, **again}, None])


def _later(table: str, row: Mapping[str, Any], fields: Fields) -> Fields:
    """The fields; a change of an annotation is a second later than the one before it at least.

    Undo and imports tell by it what came last: of two within a second, or behind one that another computer
    made whose clock was ahead, they could not.
    """
    before, time = row.get("modified"), fields.get("modified")
    if table != "annotations" or not before or time is None or time > before:
        return fields
    try:
        later = datetime.fromisoformat(before) + timedelta(seconds=1)
    except (ValueError, OverflowError):  # the last second there is
        return fields
    return {**fields, "modified": f"{later.replace(tzinfo=None).isoformat(timespec='seconds')}Z"}


def record(action: Action, standings: Standings, *, time: str, user: str, what: str, keep: int) -> None:
    """Writes the action's event; call it last inside the action's transaction.

    Args:
        action: what was done; one that changed nothing is no event.
        standings: brought up to date; the caller writes it.
        time: ISO 8601, UTC.
        user: who did it.
        what: see `store.library.history.Event.what`.
        keep: the events of this user that stay whole.
    """
    if not action.changes:
        return
    standing = standing_of(action.db, standings, user)
    event = {
        "time": time,
        "user": user,
        "what": what,
        "release": action.release,
        "undone": False,
        # What this change was made upon: undo goes back to it.
        "upon": standing["last"],
        "changes": action.changes,
        **({"releases": action.releases} if action.releases else {}),
    }
    key = action.new_id(compaction.TABLE)
    action.db.table(compaction.TABLE).insert(Document(event, key))
    standing["last"], standing["again"] = key, 0
    standing["whole"] += 1
    standing["first"] = standing["first"] or key
    compaction.compact(action.db, user, standing, keep)
