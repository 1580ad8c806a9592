"""Which records of two versions of a library are the same, whatever their numbers.

Two machines that take a library on from one version give the same numbers to different records. What a record
is tells them apart: a release by its identity, a tag by its name, an annotation by who made it when on which
words. Numbers given before the versions parted mean the same in both, unless one was joined elsewhere since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from store.schema import as_json
from store.storages import Row, Tables, meta_of
from store.tables import BORN, META, TABLES, fault

#: What in a user's standing (`store.library.compaction.Standing`) is the number of an event.
_STEPS = ("last", "again", "first")

Number = Callable[[str, int], int]
"""The number that a record of a table, known by its own, has here."""


def highest(tables: Tables, table: str) -> int:
    """The highest number a table ever gave, as far as the library knows."""
    ids: Any = (meta_of(tables) or {}).get("ids")
    counted = ids.get(table, 0) if isinstance(ids, dict) else 0
    return max([counted if type(counted) is int else 0, *tables.get(table, {})])


def referring(table: str, row: Row, number: Number) -> Row:
    """The row, or some of its fields, with the numbers of other records as they are here."""
    known = TABLES.get(table)
    refers = known.refers if known is not None else {}
    found = {
        field: _numbered(row[field], target, number) for field, target in refers.items() if row.get(field)
    }
    if table == "history":
        for field in ("changes", "taken"):
            if row.get(field):
                found[field] = [change and _changed(change, number) for change in row[field]]
    if table == "signatures":
        found["same"] = [[number("texts", text), alike] for text, alike in row["same"]]
    if table == "meta" and isinstance(row.get("undo"), dict):
        found["undo"] = {user: _standing(one, number) for user, one in row["undo"].items()}
    return {**row, **found}


def _numbered_by(table: str) -> str:
    """The table whose numbers the rows of a table have."""
    known = TABLES.get(table)
    return known.keyed_by or table if known is not None else table


def _numbered(value: Any, table: str, number: Number) -> Any:
    """Numbers only: whatever else stands in their place stays."""
    if isinstance(value, list):
        return [_numbered(one, table, number) for one in value]
    return number(table, value) if type(value) is int and value else value


def _changed(change: list[Any], number: Number) -> list[Any]:
    table, key, *fields = change
    parts = [part if part is None else referring(table, part, number) for part in fields]
    return [table, number(_numbered_by(table), key), *parts]


def _standing(standing: Any, number: Number) -> Any:
    if not isinstance(standing, dict):
        return standing
    return standing | {at: _numbered(standing[at], "history", number) for at in _STEPS if at in standing}


def numbered_alike(one: Tables, other: Tables) -> bool:
    """Whether numbers that are in both versions mean the same records."""
    for table, fields in ((name, known.fixed) for name, known in TABLES.items() if known.fixed):
        rows, others = one.get(table, {}), other.get(table, {})
        for key in rows.keys() & others.keys():
            if all(rows[key].get(name) != others[key].get(name) for name in fields):
                return False
    return True


def renumbered(base: Tables, ours: Tables, theirs: Tables) -> Tables:
    """Their tables with our numbers: the same record has the same one, no two records have one.

    Rows that cannot be understood keep what they hold; they get a number of their own where another row of
    ours has theirs.

    Args:
        base: the version both were made of; empty where there is none that is known.
        ours: as it stays.
        theirs: as somebody else has made it.
    """
    return _Numbering(base, ours, theirs).tables()


class _Numbering:
    """What number of ours each number of theirs is."""

    def __init__(self, base: Tables, ours: Tables, theirs: Tables) -> None:
        self._theirs = theirs
        self._found: dict[tuple[str, int], int] = {}
        self._matched: set[str] = set()
        alike = numbered_alike(base, theirs)
        own = [name for name, table in TABLES.items() if table.known_by]
        self._known = {table: highest(base, table) if alike else 0 for table in own}
        self._next = {table: highest(ours, table) + 1 for table in own}
        past_here, past_there = _past(ours), _past(theirs)
        for table in own:
            self._match(table, _records(table, ours, past_here), _records(table, theirs, past_there))
            self._matched.add(table)

    def __call__(self, table: str, key: int) -> int:
        if key <= self._known.get(table, key):
            return key
        if (table, key) not in self._found:
            self._found[table, key] = self._free(table, key)
        return self._found[table, key]

    def _free(self, table: str, key: int) -> int:
        """The number itself where nothing here has it, else the next; so what came later stays later."""
        number = max(key, self._next[table])
        self._next[table] = number + 1
        return number

    def _match(self, table: str, ours: Mapping[int, Row], theirs: Mapping[int, Row]) -> None:
        here, there = (
            {key: row for key, row in side.items() if key > self._known[table]} for side in (ours, theirs)
        )
        for key, row in there.items():
            if fault(table, row) is not None and as_json(here.get(key)) == as_json(row):
                self._found[table, key] = key  # what cannot be understood is only ever the same as itself
        here, there = sound_rows({table: here}, table), sound_rows({table: there}, table)
        there = {key: referring(table, row, self._where_matched) for key, row in there.items()}
        for key_of, alone in TABLES[table].known_by:
            for one, other in list(_pairs(here, there, key_of, alone=alone)):
                self._found[table, other] = one
                del here[one], there[other]
        for key in sorted(theirs):  # now, that the rest keeps its order
            self(table, key)

    def _where_matched(self, table: str, key: int) -> int:
        return self(table, key) if table in self._matched else key

    def tables(self) -> Tables:
        """Their tables with our numbers."""
        found = {name: self._rows(name, rows) for name, rows in self._theirs.items()}
        meta = meta_of(found)
        if meta is not None and fault("meta", meta) is None:
            ids = dict(meta["ids"])
            for (table, _), number in self._found.items():  # also of what only the history knows
                ids[table] = max(ids.get(table, 0), number)
            found["meta"] = {**found["meta"], META: {**meta, "ids": ids}}
        return found

    def _rows(self, table: str, rows: Mapping[int, Row]) -> dict[int, Row]:
        of = _numbered_by(table)
        return {
            self(of, key): row if fault(table, row) is not None else referring(table, row, self)
            for key, row in rows.items()
        }


def _past(tables: Tables) -> Tables:
    """Rows as the history has them when they were first made, else when they were deleted, by table."""
    made: Tables = {}
    deleted: Tables = {}
    for event in sound_rows(tables, "history").values():
        for table, key, before, after in event["changes"] or ():
            if before is None and after is not None:
                born = (event["time"], event["user"], after.get("name"))
                made.setdefault(table, {}).setdefault(key, {**after, BORN: as_json(born)})
            elif after is None and before is not None:
                deleted.setdefault(table, {})[key] = before
    return {table: {**deleted.get(table, {}), **made.get(table, {})} for table in {**deleted, **made}}


def _records(table: str, tables: Tables, past: Tables) -> dict[int, Row]:
    """What the records of a table are known by; those that are gone too, for the history names them.

    An annotation is known by the passage it was made on; a tag by its making, else by its present name.
    """
    rows, gone = tables.get(table, {}), past.get(table, {})
    if table == "annotations":
        return {**rows, **gone}
    return {**gone, **{key: {**gone.get(key, {}), **row} for key, row in rows.items()}}


def sound_rows(tables: Tables, table: str) -> dict[int, Row]:
    """The rows of a table that can be understood, in the order of their numbers."""
    return {key: row for key, row in sorted(tables.get(table, {}).items()) if fault(table, row) is None}


def _pairs(
    here: Mapping[int, Row], there: Mapping[int, Row], key_of: Callable[[Row], Hashable], *, alone: bool
) -> Iterator[tuple[int, int]]:
    """The numbers of records that are the same by the key, ours first; with `alone` where one has it."""
    groups: tuple[dict[Hashable, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for side, rows in zip(groups, (here, there), strict=True):
        for number, row in rows.items():
            if (key := key_of(row)) is not None:
                side[key].append(number)
    for key, numbers in groups[1].items():
        ours = groups[0].get(key, [])
        if not alone or len(ours) == len(numbers) == 1:
            yield from zip(ours, numbers, strict=False)
