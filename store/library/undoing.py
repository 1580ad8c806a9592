"""What of an event can still be taken back when others have gone on since.

A field is taken back only where it holds what the event left in it and nobody has set it since; of an
annotation's tags, those the event gave or took. A row that was made is removed only as it was made, and a
tag stays while anything uses it. What was taken back is a list of changes too: redo takes those back by the
same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tinydb.table import Document

from store.library.compaction import TABLE
from store.library.tags import ids_in
from store.library.touched_rows import RowChange, TouchedRows, inverse, taken_parts
from store.storages import RowDB
from store.tables import all_understood, fault, field_fault
from store.wording import brief

Fields = dict[str, Any]

#: The tables whose rows name tags.
TAGGED = ("annotations", "release_tags")
_PLACE = frozenset(("start", "end", "quote", "prefix", "suffix", "state", "was"))
#: What somebody gives a tag that another has made.
_OF_A_TAG = ("name", "pinned", "color", "description", "include", "exclude")
_READ_AT_ONCE = 100


@dataclass(slots=True)
class Taking:
    """What became of the changes of one event."""

    done: dict[int, RowChange] = field(default_factory=dict)
    """What was done in place of each, by its index, in the order done."""
    left: list[str] = field(default_factory=list)
    """What was left as it is, and why, in words."""
    lost: list[str] = field(default_factory=list)
    """What others have made since and would have been lost, in words; it was left too."""


def put_back(db: RowDB, changes: Sequence[RowChange]) -> None:
    """Makes changes undone that nobody else has seen yet; inside the transaction that made them."""
    rows = TouchedRows(db, [(table, key) for table, key, *_ in changes])
    for change in reversed(changes):
        rows.apply(inverse(change))
    rows.write()


def take_back(
    db: RowDB, event: Document, changes: Iterable[tuple[int, RowChange]], *, rows_in_part: bool
) -> Taking:
    """Takes back what nobody has built upon; use inside a transaction.

    Args:
        db: the library's tables.
        event: the event that made the changes.
        changes: those to be taken back, with their index in the event, in that order.
        rows_in_part: whether of a row that was made and changed since the fields are emptied that it
            was made with; else it is left whole.
    """
    taking = Taking()
    later = _Later(db, event)
    rows = _rows_of(db, event)
    for at, change in changes:
        made = _Row(rows, later, taking, change).taken(rows_in_part)
        if made is not None:
            rows.apply(made)
            taking.done[at] = made
    rows.write()
    return taking


def _rows_of(db: RowDB, event: Document) -> TouchedRows:
    return TouchedRows(db, [(table, key) for table, key, *_ in event["changes"]])


def make_again(db: RowDB, event: Document) -> Taking:
    """Makes again what of an event was taken back, by the same rules; use inside a transaction."""
    later = _Later(db, event)
    rows = _rows_of(db, event)
    undone: list[tuple[int, RowChange]] = []
    for at, (change, taken) in enumerate(zip(event["changes"], taken_parts(event), strict=True)):
        if taken is not None:
            table, key, before, after = taken
            there = rows.get(table, key) is not None
            # Two users' undos together may have deleted the row, or their redos brought it back.
            by_undo = not there and before is not None and after is not None and change[2] is None
            again = there and after is None and change[2] is not None and change[3] is not None
            deleted = any(one[3] is None for one in later.changes(table, key))
            undone.append((at, inverse(change) if again or (by_undo and not deleted) else taken))
    return take_back(db, event, undone, rows_in_part=False)


class _Later:
    """What was done after an event and stands."""

    def __init__(self, db: RowDB, event: Document) -> None:
        rows = {(table, key) for table, key, *_ in event["changes"]}
        self._touched: dict[tuple[str, int], list[tuple[Document, RowChange]]] = defaultdict(list)
        self.tags: set[int] = set()
        """Those that others may bring back into use by an undo or redo."""
        for other in _events_after(db, event.doc_id):
            for change, taken in zip(other["changes"], taken_parts(other), strict=True):
                table, key, before, after = change
                own = other["user"] == event["user"]
                # An own step that undo has passed over is no reason to keep the ones before it.
                passed = taken is not None or (own and other["undone"])
                if not passed and (table == "tags" or (table, key) in rows):
                    self._touched[table, key].append((other, change))
                if table in TAGGED and not own:
                    for fields in (before, after):
                        self.tags.update(_tag_ids(fields))

    def changes(self, table: str, key: int) -> list[RowChange]:
        """What was done to a row, the earliest first."""
        return [change for _, change in self._touched.get((table, key), ())]

    def words(self, table: str, key: int, names: Iterable[str] = ()) -> str:
        """Who changed the row last, one of the fields where it can be told, and how."""
        touched = self._touched.get((table, key), [])
        wanted = set(names)
        about = [pair for pair in touched if not wanted or wanted & {*(pair[1][3] or ())}] or touched
        return f"{about[-1][0]['user']} {about[-1][0]['what']} since" if about else "it was changed since"


def _events_after(db: RowDB, key: int) -> Iterator[Document]:
    """The later events that hold their rows and can be understood, the earliest first."""
    last = db.storage.last_id(TABLE)  # type: ignore[attr-defined]
    for first in range(key + 1, last + 1, _READ_AT_ONCE):
        rows = db.table(TABLE).get(doc_ids=list(range(first, min(first + _READ_AT_ONCE, last + 1))))
        held = [row for row in rows if row.get("changes") is not None] if isinstance(rows, list) else []
        # Together they are judged at a third of the cost of each.
        sound = all_understood(TABLE, [(row.doc_id, row) for row in held])
        yield from (row for row in held if sound or fault(TABLE, row) is None)


@dataclass(slots=True)
class _Row:
    """One row that an event changed."""

    rows: TouchedRows
    later: _Later
    taking: Taking
    change: RowChange

    def taken(self, rows_in_part: bool) -> RowChange | None:
        """The change to be made, or None where the row is to be left as it is."""
        table, key, before, after = self.change
        now = self.rows.get(table, key)
        if not self._is_understood(now):
            self.taking.left.append("what was there before cannot be read")
        elif after is None:
            if now is None:
                return [table, key, None, before]
            self.taking.left.append("it is there again already")
        elif not isinstance(now, Document) or fault(table, now) is not None:
            self.taking.left.append(self.later.words(table, key))
        elif before is None:
            return self._row(now, rows_in_part)
        else:
            return self._fields(now, before, after)
        return None

    def _is_understood(self, now: Any) -> bool:
        """Whether the row can be understood with what stands in the event, which may be damaged."""
        table, _, before, after = self.change
        if before is not None and after is not None:
            return now is None or all(field_fault(table, {**now, **one}) is None for one in (before, after))
        return fault(table, before or after or {}) is None

    # -- rows that were made ---------------------------------------------------------------

    def _row(self, now: Document, rows_in_part: bool) -> RowChange | None:
        table, key, _, after = self.change
        if table == "tags":
            if needed := self._needed(now):
                self.taking.left.append(f"the tag #{now['name']} stays{needed}")
                return None
        elif changed := self._changed(now):
            self._lose(now, changed)
            if table == "annotations" and rows_in_part:
                emptied = {"tags": [], "note": ""}
                made = {name: after[name] for name in emptied}
                fields, _, _ = self._open_fields(now, emptied, made)
                return self._set(now, self._still_marking(now, fields))
            return None
        # As the event has it, where it is the same: rows by ten thousands are not held twice.
        return [table, key, after if now == after else dict(now), None]

    def _changed(self, now: Document) -> list[str]:
        """The fields that somebody has changed since the row was made; not where an update moved it."""
        table, key, _, after = self.change
        if table != "annotations":
            return [name for name, value in after.items() if not _alike(now.get(name), value)]
        changed = [name for name in ("tags", "note") if now[name] != after[name]]
        since = {name for change in self.later.changes(table, key) for name in change[3] or ()}
        changed += sorted(since - {"modified", *changed})
        # Where the events since hold their rows no more, the time alone tells of them.
        return changed or (["start"] if now["modified"] != after["modified"] else [])

    def _needed(self, tag: Document) -> str:
        """What the tag is needed for, in words that complete "stays"; empty where nobody would miss it."""
        key, after = tag.doc_id, self.change[3]
        if any(tag.get(name) not in (None, "", after.get(name)) for name in _OF_A_TAG):
            return f": {self.later.words('tags', key)}"
        carried = (ids_in(value) or () for table in TAGGED for value in self.rows.values(table, "tags"))
        in_use = any(key in ids for ids in carried)
        if in_use or any(key == row.get("same_as") for row in self.rows.sound("tags")):
            return ": it is in use"
        return " in the list of tags" if key in self.later.tags else ""

    # -- rows of which fields were set -----------------------------------------------------

    def _fields(self, now: Document, before: Fields, after: Fields) -> RowChange | None:
        fields, gone, lost = self._open_fields(now, before, after)
        if lost:
            self._lose(now, lost)
        if gone:
            table, key = self.change[:2]
            self.taking.left.append(self.later.words(table, key, gone))
        if self._was_all(now, fields):
            return [self.change[0], self.change[1], dict(now), None]
        return self._set(now, self._still_marking(now, fields))

    def _was_all(self, now: Document, fields: Fields) -> bool:
        """Whether an annotation has nothing else any more: others took their part of it back before."""
        table, key, _, after = self.change
        if table != "annotations" or any({**now, **fields}[name] for name in ("tags", "note")):
            return False
        return now["modified"] == after.get("modified") and not self.later.changes(table, key)

    def _open_fields(
        self, now: Document, before: Fields, after: Fields
    ) -> tuple[Fields, list[str], list[str]]:
        """What can be set, the fields that somebody has put back already, and those built upon."""
        table, key = self.change[:2]
        since = self.later.changes(table, key)
        set_since = {name for change in since for name in change[3] or ()}
        fresh = "modified" in after and now.get("modified") == after["modified"]
        placed = bool(_PLACE & set_since) or not (fresh or since)
        fields: Fields = {}
        gone: list[str] = []
        lost: list[str] = []
        for name, there in after.items():
            value: Any = now.get(name)
            wanted: Any = before.get(name)
            if name == "modified":
                if value == there:
                    fields[name] = wanted
            elif table in TAGGED and name == "tags":
                fields[name], kept = _without(value or [], there or [], wanted or [], since)
                lost += ["tags"] if kept else []
                gone += ["tags"] if not kept and fields[name] == value else []
            elif table == "annotations" and name in _PLACE:
                if placed:
                    lost.append(name)
                else:
                    fields[name] = wanted
            elif _alike(value, wanted) and not _alike(there, wanted):
                gone.append(name)
            elif not _alike(value, there) or name in set_since or self._holder(name, wanted):
                lost.append(name)
            else:
                fields[name] = wanted
        return fields, gone, lost

    def _holder(self, name: str, digit: Any) -> Document | None:
        """The other tag that has the digit now."""
        table, key = self.change[:2]
        if table != "tags" or name != "pinned" or digit is None:
            return None
        others = (row for row in self.rows.sound("tags") if row.doc_id != key and row["pinned"] == digit)
        return next((row for row in others if not (row.get("same_as") or row.get("deleted"))), None)

    def _still_marking(self, now: Document, fields: Fields) -> Fields:
        """The fields without those that would leave an annotation neither tag nor note."""
        if self.change[0] != "annotations":
            return fields
        then = {**now, **fields}
        if then["tags"] or then["note"]:
            return fields
        if self.change[2] is not None:  # of a row that was made, it was said already
            who = self.later.words(*self.change[:2])
            self.taking.lost.append(f"{who}; the annotation would have neither tag nor note")
        return {name: value for name, value in fields.items() if name in _PLACE}

    def _set(self, now: Document, fields: Fields) -> RowChange | None:
        table, key = self.change[:2]
        different = {name: value for name, value in fields.items() if now.get(name) != value}
        if not different.keys() - {"modified"}:
            return None
        return [table, key, {name: now.get(name) for name in different}, different]

    # -- in words --------------------------------------------------------------------------

    def _lose(self, now: Document, names: list[str]) -> None:
        table, key, before, _ = self.change
        holder = self._holder("pinned", (before or {}).get("pinned")) if "pinned" in names else None
        who = self.later.words(table, holder.doc_id if holder else key, [] if holder else names)
        losses = list(dict.fromkeys(self._loss(holder or now, name) for name in names))
        self.taking.lost.append(f"{who}; {' and '.join(losses)} would be lost")

    def _loss(self, now: Document, name: str) -> str:
        if name in _PLACE:
            return "the passage"
        if name == "note":
            return f"the note {brief(now['note'])}" if now["note"] else "what was done to the note"
        if name == "tags":
            names = {row.doc_id: row["name"] for row in self.rows.sound("tags")}
            added = (tag for tag in now["tags"] if tag not in (self.change[3] or {}).get("tags", ()))
            given = " ".join(f"#{names[tag]}" for tag in added if tag in names)
            return f"the tag {given}" if given else "what was done to the tags"
        if name == "pinned" and now["pinned"]:
            return f"the digit {now['pinned']} of #{now['name']}"
        return "that"


def _without(
    now: list[int], there: list[int], wanted: list[int], since: Sequence[RowChange]
) -> tuple[list[int], bool]:
    """The tags without those an event gave and with those it took, and whether one of them is kept as it
    is because somebody gave or took it since."""
    tagged = [one for one in since if "tags" in (one[3] or ())]
    pairs = [(set(_tag_ids(before)), set(_tag_ids(after))) for _, _, before, after in tagged]
    given = set().union(*(after - before for before, after in pairs))
    taken = set().union(*(before - after for before, after in pairs))
    away = set(there) - set(wanted)
    back = [tag for tag in wanted if tag not in there]
    kept = bool(away & given & set(now)) or any(tag in taken and tag not in now for tag in back)
    if now == there and not kept:
        return wanted, False
    stay = [tag for tag in now if tag not in away or tag in given]
    return stay + [tag for tag in back if tag not in now and tag not in taken], kept


def _tag_ids(fields: Fields | None) -> list[int]:
    """The tags in part of an annotation's row, which may be damaged."""
    tags = (fields or {}).get("tags")
    return [tag for tag in tags if type(tag) is int] if isinstance(tags, list) else []


def _alike(one: Any, other: Any) -> bool:
    """Whether two values of a field mean the same: what was never set is false, empty or None."""
    return bool(one == other or (not one and not other))
