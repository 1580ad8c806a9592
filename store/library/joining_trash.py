"""What becomes of the trash where two versions of a library are joined: what somebody works on stays."""

from __future__ import annotations

from store.library.same_records import sound_rows
from store.storages import Row, Tables, same
from store.tables import TABLES


def settle_trash(tables: Tables, base: Tables | None, sides: tuple[Tables, Tables]) -> None:
    """A release that one side deleted is deleted, unless the other has taken it out or marked passages since.

    Args:
        tables: what both sides became; changed in place.
        base: the version both were made of, if it is known.
        sides: both, with the same numbers.
    """
    emptied = {key for side in sides for key, row in _trash(side).items() if row.get("emptied")}
    for key in sorted(emptied & tables.get("releases", {}).keys()):
        kept = next((side for side in sides if _keeps(side, base, key)), None)
        if kept is not None:
            _bring(tables, kept, key)
        else:
            _bring(tables, next(side for side in sides if _trash(side).get(key, {}).get("emptied")), key)


def _trash(tables: Tables) -> dict[int, Row]:
    return sound_rows(tables, "trash")


def _keeps(side: Tables, base: Tables | None, key: int) -> bool:
    """Whether a side has the release with its words, and has done something that needs it."""
    row = _trash(side).get(key)
    if key not in side.get("releases", {}) or (row is not None and row.get("emptied")):
        return False
    if base is None or (row is None and key in _trash(base)):
        return True
    marks, before = (_of(tables, "annotations", key) for tables in (side, base))
    return any(not same(before.get(at), mark) for at, mark in marks.items())


def _of(tables: Tables, table: str, release: int) -> dict[int, Row]:
    return {at: row for at, row in tables.get(table, {}).items() if row.get("release") == release}


def _bring(tables: Tables, side: Tables, key: int) -> None:
    """Makes the release and all that is its own as a side has it."""
    for table in ("texts", "annotations"):
        gone = _of(tables, table, key)
        rows = {at: row for at, row in tables.get(table, {}).items() if at not in gone}
        tables[table] = {**rows, **_of(side, table, key)}
    for table in ("releases", *(name for name, one in TABLES.items() if one.keyed_by == "releases")):
        rows = {at: row for at, row in tables.get(table, {}).items() if at != key}
        own = side.get(table, {}).get(key)
        tables[table] = rows if own is None else {**rows, key: own}
