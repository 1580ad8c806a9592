"""What fits between the fields of a row, and what its record is known by: for the rows of `store.tables`."""

from __future__ import annotations

from collections.abc import Hashable

from store import meanings
from store.schema import Row, as_json
from store.urls import is_url


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
