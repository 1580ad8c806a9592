"""Every change as an event that knows its inverse: undo, redo, audit trail.

An event lies in the table ``history``: time, user, what was done, and for each row touched the
fields before and after. Undo puts back only what its user did and nobody has built upon since (see
`store.library.undoing`); where that is not all of the event, it says so and does nothing unless told to.

The newest `UNDO_STEPS` events of each user keep their rows (see `store.library.recording`); older ones are
compacted (see `store.library.compaction`): they still say who did what when, and can no longer be undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple

from tinydb.table import Document

from store.batches import batched
from store.errors import BuiltUponError
from store.library.compaction import TABLE
from store.library.library_tables import LibraryTables
from store.library.reconciling import settle
from store.library.standings import Standings, looked_for, standing_of, undone_upon
from store.library.tags import Tags
from store.library.touched_rows import RowChange
from store.library.touching import Mark, mark, touched
from store.library.undoing import Taking, make_again, put_back, take_back, taken_parts
from store.storages import RowDB
from store.tables import fault

Fields = dict[str, Any]

#: Events that are read together.
_READ_AT_ONCE = 500


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


class Change(NamedTuple):
    """One row before and after an event; a tuple, for an event may have ten thousands of them."""

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


class History:
    """What was done in a library; undo and redo by its user."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables
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

    def events(self, release: int | None = None) -> Iterator[PastEvent]:
        """What was done, newest first, by anyone; where a release is given, only what concerns it.

        A tag that has another name today is named by both.
        """
        names = {key: tag.name for key, tag in Tags(self._tables).by_id().items()}
        for key, row in self._rows(release):
            if key < 1:
                return
            if _may_concern(row, release) and fault(TABLE, row) is None:
                event = Document(row, key)
                if release in (None, *_releases(event)):
                    yield _past_event(event, names)

    def _rows(self, release: int | None) -> Iterator[tuple[int, Fields]]:
        """All rows, or those that may concern the release; the newest first, read some at a time.

        One that concerns several releases names none as its own.
        """
        storage = self._tables.storage
        if release is None:
            yield from storage.scan_rows(TABLE, backwards=True)
            return
        ids = {*storage.find_ids(TABLE, "release", release), *storage.find_ids(TABLE, "release", None)}
        for some in batched(sorted(ids, reverse=True), _READ_AT_ONCE):
            yield from reversed(storage.get_rows(TABLE, some).items())

    def mark(self) -> Mark:
        """Where the history is now, for `touched`."""
        return mark(self._tables)

    def touched(self, since: Mark, now: Mark) -> set[int] | None:
        """The releases touched between two places, by whomever; None where it may be any of all."""
        return touched(self._tables, since, now)


def _may_concern(row: Fields, release: int | None) -> bool:
    """Told of any row, before it is known to be understood: few events are a release's."""
    among = row.get("releases")
    return release in (None, row.get("release")) or (type(among) is list and release in among)


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
    releases = _releases(event)
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


def event_json(event: PastEvent) -> Fields:
    """What ``history --json`` says of an event; ``changes`` is null where they were compacted."""
    changes = None if event.changes is None else [change._asdict() for change in event.changes]
    return {**{field.name: getattr(event, field.name) for field in fields(event)}, "changes": changes}


def _past_event(row: Document, tags: Mapping[int, str]) -> PastEvent:
    changes = None if row["changes"] is None else tuple(map(Change._make, row["changes"]))
    about = _event(row)
    undone = bool(row["undone"]) and (changes is None or any(taken_parts(row)))
    what = about.what + _named_today(about.what, changes or (), tags)
    return PastEvent(about.id, about.time, about.user, what, about.release, undone, changes)


def _named_today(what: str, changes: Sequence[Change], tags: Mapping[int, str]) -> str:
    """The present name of the tag that an event is about, in brackets; empty where it tells that already.

    Such an event changes tags, or gives them to releases, and nothing else; its last change is about it.
    """
    if "#" not in what or any(change.table not in ("tags", "release_tags") for change in changes):
        return ""
    ids: set[int] = set()
    for change in changes[-1:]:
        if change.table == "tags" and (change.after or {}).get("name") == tags.get(change.id):
            return ""
        given, had = ((side or {}).get("tags") or () for side in (change.after, change.before))
        ids = {change.id} if change.table == "tags" else set(given) ^ set(had)
    names = sorted({f"#{tags[key]}" for key in ids if key in tags and f"#{tags[key]}" not in what})
    return f" (now {' '.join(names)})" if names else ""


def _event(row: Document) -> Event:
    return Event(row.doc_id, row["time"], row["user"], row["what"], row["release"])


def _releases(row: Document) -> tuple[int, ...]:
    """All releases the event is about."""
    return tuple(row.get("releases") or ([] if row["release"] is None else [row["release"]]))


def _understood(db: RowDB, key: int) -> Document | None:
    row = db.table(TABLE).get(doc_id=key) if key else None
    return row if isinstance(row, Document) and fault(TABLE, row) is None and row["upon"] < key else None


def _whole(db: RowDB, key: int) -> Document | None:
    """The event, unless there is none or it was compacted."""
    row = _understood(db, key)
    return row if row is not None and row["changes"] is not None else None
