"""Every change as an event that knows its inverse: undo, redo, audit trail.

An event lies in the table ``history``: time, user, what was done, and for each row touched the
fields before and after. Undo puts back only what its user did and nobody has built upon since (see
`store.library.undoing`); where that is not all of the event, it says so and does nothing unless told to.

The newest `UNDO_STEPS` events of each user keep their rows; older ones are compacted (see
`store.library.compaction`): they still say who did what when, and can no longer be undone. Where a user
stands among the events lies in the table ``meta``, so that no step has to look for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from tinydb import where
from tinydb.table import Document

from store.errors import BuiltUponError, InvalidInputError, NotFoundError
from store.library import compaction
from store.library.reconciling import settle
from store.library.undoing import RowChange, Taking, apply, make_again, put_back, take_back, taken_parts
from store.storages import RowDB
from store.tables import fault, understood

Fields = dict[str, Any]

#: Steps each user can undo.
UNDO_STEPS = 1000
TABLE = compaction.TABLE
_EVENTS_READ = 100
#: Where each user stands among the events, by name.
Standings = dict[str, compaction.Standing]


@dataclass(frozen=True, slots=True)
class Event:
    """A change a user made, as the screen needs it."""

    id: int
    time: str
    user: str
    what: str
    """In words that complete "undid: ...", such as ``tagged “two words” #water``."""
    release: int | None


@dataclass(frozen=True, slots=True)
class Step(Event):
    """An event that was undone or done again."""

    releases: tuple[int, ...]
    """All it is about."""
    passage: tuple[int, int] | None
    """Where the first passage is that it changed, code points in the present text of `release`."""
    left: str
    """What of it was left as it is, and why; empty where it was taken back, or made again, as a whole."""
    nothing: bool
    """Whether that is all of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after an event."""

    table: str
    id: int
    before: Fields | None
    """The fields that changed, as they were; None for a row that was made."""
    after: Fields | None
    """The same fields since; None for a row that was deleted."""


@dataclass(frozen=True, slots=True)
class PastEvent(Event):
    """An event as the audit trail shows it."""

    undone: bool
    changes: tuple[Change, ...] | None
    """In the order made; None where they were compacted."""


@dataclass(slots=True)
class Action:
    """Collects the row changes of one user-visible action; use inside a transaction."""

    db: RowDB
    new_id: Callable[[str], int]
    changes: list[list[Any]] = field(default_factory=list)
    """``[table, id, fields before or None, fields after or None]`` in the order made."""
    releases: list[int] = field(default_factory=list)
    """The releases it is about."""
    failure: BaseException | None = None
    """What broke one of its parts off; it cannot be recorded then."""

    @contextmanager
    def part(self, release: int | None) -> Iterator[None]:
        """A change that joins this action; one that is refused leaves nothing of itself behind."""
        made = len(self.changes)
        try:
            yield
        except (InvalidInputError, NotFoundError):
            self.take_back(made)
            raise
        except BaseException as error:
            self.failure = error
            raise
        if release is not None and len(self.changes) > made:
            self.releases.append(release)

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
            self.changes.append([table, key, before, after])
            apply(self.db, self.changes[-1])

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

    def take_back(self, length: int) -> None:
        """Makes the changes after the first `length` undone, as if they had never been made."""
        put_back(self.db, self.changes[length:])
        del self.changes[length:]


def record(
    action: Action, standings: Standings, *, time: str, user: str, what: str, keep: int = UNDO_STEPS
) -> None:
    """Writes the action's event; call it last inside the action's transaction.

    Args:
        action: what was done; one that changed nothing is no event.
        standings: brought up to date; the caller writes it.
        time: ISO 8601, UTC.
        user: who did it.
        what: see `Event.what`.
        keep: the events of this user that stay whole.
    """
    if not action.changes:
        return
    standing = _standing(action.db, standings, user)
    releases = list(dict.fromkeys(action.releases))
    event = {
        "time": time,
        "user": user,
        "what": what,
        "release": releases[0] if len(releases) == 1 else None,
        **({"releases": releases} if len(releases) > 1 else {}),
        "undone": False,
        # What this change was made upon: undo goes back to it.
        "upon": standing["last"],
        "changes": action.changes,
    }
    key = action.new_id(TABLE)
    action.db.table(TABLE).insert(Document(event, key))
    standing["last"], standing["again"] = key, 0
    standing["whole"] += 1
    standing["first"] = standing["first"] or key
    compaction.compact(action.db, user, standing, keep)


def undo(db: RowDB, standings: Standings, user: str, *, own_part: bool = False) -> Step | None:
    """Takes back the user's last change that stands, or gives None; use inside a transaction.

    Args:
        db: the library's tables.
        standings: brought up to date; the caller writes it.
        user: whose change.
        own_part: take back what nobody has built upon, and leave the rest.

    Raises BuiltUponError, with nothing done, where others have changed since what would be lost.
    """
    standing = _standing(db, standings, user)
    if standing["last"] and _understood(db, standing["last"]) is None:
        standing = standings[user] = _looked_for(db, user)  # the event was lost to damage
    found = _whole(db, standing["last"])
    if found is None:
        return None
    taken = taken_parts(found)
    stands = [(at, change) for at, change in enumerate(found["changes"]) if taken[at] is None]
    taking = take_back(db, found, reversed(stands), rows_in_part=True)
    if taking.lost and not own_part:
        put_back(db, list(taking.done.values()))
        way_on = "U takes back your own part alone." if taking.done else "U passes over it."
        raise BuiltUponError(f"{found['what']}: {_sentence(taking.lost)}.", way_on)
    for at, change in taking.done.items():
        taken[at] = change
    _keep(db, found, taken, {"undone": True, "again": standing["again"]})
    standing["last"], standing["again"] = found["upon"], found.doc_id
    return _step(db, found, taking, "nothing of it was left")


def redo(db: RowDB, standings: Standings, user: str) -> Step | None:
    """Makes again what was undone last, unless something new was done since; use inside a transaction.

    What others have changed or deleted since is left as it is. A step that undo passed over, as nothing of
    it could be taken back, is passed over here as well.
    """
    standing = _standing(db, standings, user)
    while (found := _whole(db, standing["again"])) is not None:
        taken = taken_parts(found)
        taking = make_again(db, found)
        for at in taking.done:
            taken[at] = None
        again = found["again"] if "again" in found else _undone_upon(db, user, found.doc_id)
        had_been_undone = any(taken_parts(found))
        _keep(db, found, taken, {"undone": False})
        standing["last"], standing["again"] = found.doc_id, again
        if had_been_undone:
            return _step(db, found, taking, "")
    return None


def _keep(db: RowDB, event: Document, taken: list[RowChange | None], fields: Fields) -> None:
    """Writes what became of the event; what was taken back only where `undone` does not tell it."""

    def change(row: Any) -> None:
        row.update(fields)
        row.pop("taken", None)
        if taken != taken_parts(row):
            row["taken"] = taken

    db.table(TABLE).update(change, doc_ids=[event.doc_id])


def _step(db: RowDB, event: Document, taking: Taking, none: str) -> Step:
    """What there is to say of it; `none` where nothing was to be done."""
    settle(db, [(table, key) for table, key, *_ in taking.done.values()])
    left = [*taking.left, *taking.lost] or ([] if taking.done or not none else [none])
    about = _event(event)
    releases = tuple(event.get("releases") or ([] if about.release is None else [about.release]))
    passage = _passage(db, taking) if len(releases) == 1 else None
    return Step(
        **asdict(about), releases=releases, passage=passage, left=_sentence(left), nothing=not taking.done
    )


def _passage(db: RowDB, taking: Taking) -> tuple[int, int] | None:
    for _, (table, key, *sides) in sorted(taking.done.items()):
        if table == "annotations":
            # One made and deleted in one step is not there, nor are all fields of one that was edited.
            for row in (db.table(table).get(doc_id=key), *sides):
                if row and {"start", "end"} <= row.keys():
                    return row["start"], row["end"]
    return None


def _sentence(parts: list[str]) -> str:
    return "; ".join(dict.fromkeys(parts))


def events(db: RowDB, release: int | None = None) -> Iterator[PastEvent]:
    """All events, newest first; only those about a release where one is given."""
    table = db.table(TABLE)
    past = db.storage.last_id(TABLE) + 1  # type: ignore[attr-defined]
    while past > 1:
        first = max(1, past - _EVENTS_READ)
        rows = table.get(doc_ids=list(range(first, past)))
        past = first
        for row in reversed(rows if isinstance(rows, list) else []):
            if fault(TABLE, row) is None and release in (None, row["release"], *(row.get("releases") or ())):
                yield _past_event(row)


def event_json(event: PastEvent) -> Fields:
    """What ``history --json`` says of an event; ``changes`` is null where they were compacted."""
    return asdict(event)


def _past_event(row: Document) -> PastEvent:
    changes = None if row["changes"] is None else tuple(Change(*change) for change in row["changes"])
    about = _event(row)
    undone = bool(row["undone"]) and (changes is None or any(taken_parts(row)))
    return PastEvent(about.id, about.time, about.user, about.what, about.release, undone, changes)


def _event(row: Document) -> Event:
    return Event(row.doc_id, row["time"], row["user"], row["what"], row["release"])


def _understood(db: RowDB, key: int) -> Document | None:
    row = db.table(TABLE).get(doc_id=key) if key else None
    return row if isinstance(row, Document) and fault(TABLE, row) is None and row["upon"] < key else None


def _whole(db: RowDB, key: int) -> Document | None:
    """The event, unless there is none or it was compacted."""
    row = _understood(db, key)
    return row if row is not None and row["changes"] is not None else None


def _standing(db: RowDB, standings: Standings, user: str) -> compaction.Standing:
    """Where the user stands; looked for where no earlier step has kept it."""
    if user not in standings:
        standings[user] = _looked_for(db, user)
    return standings[user]


def _looked_for(db: RowDB, user: str) -> compaction.Standing:
    rows = sorted(_events_of(db, user), key=lambda row: row.doc_id)
    last = max((row.doc_id for row in rows if not row["undone"]), default=0)
    whole = [row.doc_id for row in rows if row["changes"] is not None]
    again = _undone_upon(db, user, last)
    return {"last": last, "again": again, "whole": len(whole), "first": min(whole, default=0)}


def _events_of(db: RowDB, user: str) -> list[Document]:
    """The user's events that can be understood."""
    return [row for row in db.table(TABLE).search(where("user") == user) if fault(TABLE, row) is None]


def _undone_upon(db: RowDB, user: str, key: int) -> int:
    """The newest undone event made upon the given one, or 0."""
    rows = _events_of(db, user)
    found = (row.doc_id for row in rows if row["undone"] and row["upon"] == key < row.doc_id)
    return max(found, default=0)
