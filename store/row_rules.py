"""What fits between the fields of a row, and what its record is known by: for the rows of `store.tables`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from store import meanings
from store.schema import Row, Table, as_json
from store.urls import is_url

#: From so many changes on an event's are looked at together.
_MANY = 20


def parts_fit(row: Row) -> str | None:
    """What of a text lies outside it."""
    length = len(row["text"])
    if not meanings.in_order(row["paragraphs"], length):
        return "its “paragraphs” lie outside the text or not one after the other"
    if any(not 0 <= start <= end <= length for start, end, _ in row["links"]):
        return "its “links” lie outside the text"
    if row["dateline"] and row["dateline"][1] > length:
        return "its “dateline” lies outside the text"
    return None


def passage_fits(row: Row) -> str | None:
    """The words of one that was moved may be those it had before, in libraries of earlier programs."""
    if row["start"] >= row["end"]:
        return "its “end” is not after its “start”"
    if row["state"] == "anchored" and row["end"] - row["start"] != len(row["quote"]):
        return "its “quote” is not as long as its passage"
    return None


def place_fits(row: Row) -> str | None:
    """Whether a source is of the kind its place is."""
    if (row["kind"] == "feed") != is_url(row["location"]):
        return f"its “location” is not that of a {row['kind']}"
    return None


def changes_fit(row: Row, tables: Mapping[str, Table]) -> str | None:
    """What of the rows that an undo or redo of an event would write could not be understood there."""
    changes = [*filter(None, [*(row["changes"] or ()), *(row.get("taken") or ())])]
    if len(changes) >= _MANY and _all_fit(changes, tables):
        return None
    for table, key, *sides in changes:
        if (known := tables.get(table)) is None or not known.of_users:
            return f"its “changes” name no table of a user’s: {table}"
        for name, value in ((name, value) for side in sides if side for name, value in side.items()):
            if not known.holds(name, value):
                return f"its “changes” give record {key} of “{table}” a “{name}” it cannot have"
    return None


def _all_fit(changes: Sequence[Sequence[Any]], tables: Mapping[str, Table]) -> bool:
    """Whether all do: told field by field, at a third of the cost."""
    columns: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for table, _, *sides in changes:
        for side in filter(None, sides):
            for name, value in side.items():
                columns[table, name].append(value)
    names = {change[0] for change in changes}
    return all(name in tables and tables[name].of_users for name in names) and all(
        tables[table].holds_all(name, values) for (table, name), values in columns.items()
    )


def identity(row: Row) -> Hashable:
    """What a release is known by where it came from."""
    return row.get("identity") or f"{row['source']}#{row.get('part') or ''}"


def made(row: Row) -> tuple[Hashable, ...]:
    """Who made an annotation when, and where."""
    return row["creator"], row["created"], row["release"]


def done(row: Row) -> tuple[Hashable, ...]:
    """Who did what when."""
    return row["time"], row["user"], row["what"]


def speakers(row: Row) -> Hashable:
    """Two names that are one speaker, or are not, whichever stands first."""
    sides = ("name", "role"), ("other", "other_role")
    return as_json(sorted([row[name].casefold(), (row.get(role) or "").casefold()] for name, role in sides))
