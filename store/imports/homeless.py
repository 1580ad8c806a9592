"""Passages whose release is not in the library: kept as their file has them, until it comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from store.imports.importer import Passage
from store.library import Library
from store.tables import sound

if TYPE_CHECKING:
    from store.library import Action

_TABLE = "homeless"


def waiting(library: Library) -> list[Passage]:
    """What waits for its release, in the order it came."""
    return [passage for _, passage in _rows(library)]


def _rows(library: Library) -> Iterable[tuple[int, Passage]]:
    for key, row in library.tables.readable_rows(_TABLE):
        kept = {name: row[name] for name in Passage._fields if row.get(name) is not None}
        yield key, Passage(**{**kept, "release": tuple(row["release"]), "tags": tuple(row["tags"])})


def keep(library: Library, action: Action, passages: Iterable[Passage], placed: Collection[str]) -> None:
    """Keeps passages for the day their release comes, and keeps those no longer that were placed.

    Args:
        library: where.
        action: what this is a part of.
        passages: with identities; one that is kept already gives way where it is older.
        placed: the identities of those that found their release.
    """
    there = {one.identity: (key, one) for key, one in _rows(library)}
    for identity in there.keys() & set(placed):
        action.remove(_TABLE, there[identity][0])
    fresh: dict[str, Passage] = {}
    for one in passages:
        key, kept = there.get(one.identity, (0, one))
        if not key:
            fresh[one.identity] = one
        elif one.modified > kept.modified:
            action.update(_TABLE, key, **_row(one))
    action.insert_many(_TABLE, [_row(one) for one in fresh.values()])


def _row(one: Passage) -> dict[str, object]:
    places = {name: value for name in ("start", "end") if sound(_TABLE, name, value := getattr(one, name))}
    return {
        **one._asdict(),
        "release": [*one.release],
        "tags": [*one.tags],
        "start": None,
        "end": None,
        **places,
    }
