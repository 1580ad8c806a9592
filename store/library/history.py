"""Every change as an event that knows its inverse: undo, redo, audit trail.

An event lies in the table ``history``: time, user, what was done, and for each row touched the
fields before and after. Undo puts back only what its user did and nobody has built upon since (see
`store.library.undoing`); where that is not all of the event, it says so and does nothing unless told to.

The newest `UNDO_STEPS` events of each user keep their rows (see `store.library.recording`); older ones are
compacted (see `store.library.compaction`): they still say who did what when, and can no longer be undone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tinydb.table import Document

from store.errors import BuiltUponError
from store.library.compaction import TABLE
from store.library.library_tables import LibraryTables
from store.library.past_events import PastEvents, event_of, releases_of
from store.library.reconciling import settle
from store.library.standings import Standings, looked_for, standing_of, undone_upon
from store.library.touched_rows import RowChange, taken_parts
from store.library.touching import Mark, mark, touched
from store.library.undoing import Taking, make_again, put_back, take_back
from store.storages import RowDB, RowStorage
from store.tables import fault

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """An event that was undone or done again."""

    id: int
    time: str
    user: str
    what: str
    """As `Event.what`."""
    release: int | None
    releases: tuple[int, ...]
    """All it is about."""
    passage: tuple[int, int] | None
    """Where the first passage is that it changed, code points in the present text of `release`."""
    left: str
    """What of it was left as it is, and why; empty where it was taken back, or made again, as a whole."""
    nothing: bool
    """Whether that is all of it."""


class History(PastEvents):
    """What was done in a library; undo and redo by its user."""

    def __init__(self, tables: LibraryTables) -> None:
        super().__init__(tables)
        self._db = tables.db

    def undo(self, *, own_part: bool = False) -> Step | None:
        """Takes back this user's last change that stands; None when there is none.

        With `own_part` what others have built upon is left as it is. Else BuiltUponError is raised then,
        and nothing is done. What others have deleted or put back already is passed over (see `Step.left`).
        """
        with self._tables.transaction(), self._tables.counters() as meta:
            return self._undo(meta["undo"], own_part)

    def _undo(self, standings: Standings, own_part: bool) -> Step | None:
        db, user = self._db, self._tables.user
        standing = standing_of(db, standings, user)
        found = _understood(db, standing["last"])
        if standing["last"] and found is None:
            standing = standings[user] = looked_for(db, user)  # the event was lost to damage
            found = _understood(db, standing["last"])
        if found is None or found["changes"] is None:
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

    def redo(self) -> Step | None:
        """Makes again what this user undid last, unless something new was done since; None for nothing.

        What others have changed or deleted since is left as it is (see `Step.left`). A step that undo
        passed over, as nothing of it could be taken back, is passed over here as well.
        """
        with self._tables.transaction(), self._tables.counters() as meta:
            return self._redo(meta["undo"])

    def _redo(self, standings: Standings) -> Step | None:
        db, user = self._db, self._tables.user
        standing = standing_of(db, standings, user)
        while (found := _whole(db, standing["again"])) is not None:
            taken = taken_parts(found)
            taking = make_again(db, found)
            for at in taking.done:
                taken[at] = None
            again = found["again"] if "again" in found else undone_upon(db, user, found.doc_id)
            had_been_undone = any(taken_parts(found))
            _keep(db, found, taken, {"undone": False})
            standing["last"], standing["again"] = found.doc_id, again
            if had_been_undone:
                return _step(db, found, taking, "")
        return None

    def mark(self) -> Mark:
        """Where the history is now, for `touched`."""
        return mark(self._tables)

    def touched(self, since: Mark, now: Mark) -> set[int] | None:
        """The releases touched between two places, by whomever; None where it may be any of all."""
        return touched(self._tables, since, now)


def _keep(db: RowDB, event: Document, taken: list[RowChange | None], fields: Fields) -> None:
    """Writes what became of the event; what was taken back only where `undone` does not tell it.

    As it was read in this transaction: an event may have ten thousands of changes, and is not read again.
    """
    row = {**event, **fields}
    row.pop("taken", None)
    if taken != taken_parts(row):
        row["taken"] = taken
    storage: RowStorage = db.storage  # type: ignore[assignment]
    storage.write_rows(TABLE, {event.doc_id: row})


def _step(db: RowDB, event: Document, taking: Taking, none: str) -> Step:
    """What there is to say of it; `none` where nothing was to be done."""
    settle(db, [(table, key) for table, key, *_ in taking.done.values()])
    left = [*taking.left, *taking.lost] or ([] if taking.done or not none else [none])
    releases = releases_of(event)
    passage = _passage(db, taking) if len(releases) == 1 else None
    return Step(
        **event_of(event)._asdict(),
        releases=releases,
        passage=passage,
        left=_sentence(left),
        nothing=not taking.done,
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


def _understood(db: RowDB, key: int) -> Document | None:
    row = db.table(TABLE).get(doc_id=key) if key else None
    return row if isinstance(row, Document) and fault(TABLE, row) is None and row["upon"] < key else None


def _whole(db: RowDB, key: int) -> Document | None:
    """The event, unless there is none or it was compacted."""
    row = _understood(db, key)
    return row if row is not None and row["changes"] is not None else None
