"""Passages whose release is not in the library: kept as their file has them, until it comes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from store.imports.importer import Passage
from store.imports.known_releases import KnownReleases
from store.library import Library
from store.tables import sound

if TYPE_CHECKING:
    from store.library import Action

_TABLE = "homeless"


class Waiting(NamedTuple):
    """A passage that waits."""

    passage: Passage
    undone: bool
    """Whether it was marked once and a user took that back: no release that comes marks it again, an import
    does."""
    key: int
    """The id of its row."""
    here: bool = False
    """Whether a release by that name is in the library, and only the marking is to come."""


class Homeless:
    """What waits in a library: read once, and again only where somebody has written since."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read()

    def _read(self) -> None:
        self._version = self._library.tables.storage.version()
        self._rows = {one.passage.identity: one for one in _rows(self._library)}

    def in_transaction(self) -> None:
        """Makes sure that it is as it was read; use at the beginning of a transaction."""
        if self._library.tables.storage.version() != self._version:
            self._read()

    def to_come(self, passages: Collection[str]) -> list[Passage]:
        """What waits for its release, in the order it came, but for what has one of the identities."""
        return [
            one.passage
            for one in self._rows.values()
            if not one.undone and one.passage.identity not in passages
        ]

    def keep(self, action: Action, passages: Iterable[Passage], placed: Collection[str]) -> None:
        """Keeps passages for the day their release comes, and keeps those no longer that were placed.

        Args:
            action: what this is a part of.
            passages: with identities; one that is kept already gives way where it is older.
            placed: the identities of those that found their release.
        """
        for identity in self._rows.keys() & set(placed):
            # So it is there again after an undo: as one that is not to be marked of itself.
            action.remove(_TABLE, self._rows[identity].key, undone=True)
        fresh: dict[str, Passage] = {}
        for one in passages:
            there = self._rows.get(one.identity)
            if there is None:
                fresh[one.identity] = one
            elif one.modified > there.passage.modified:
                action.update(_TABLE, there.key, **_row(one))
            elif there.undone:
                action.update(_TABLE, there.key, undone=None)
        action.insert_many(_TABLE, [_row(one) for one in fresh.values()])


def waiting(library: Library) -> list[Waiting]:
    """What waits for its release, in the order it came."""
    found = list(_rows(library))
    known = KnownReleases(library, {name for one in found for name in one.passage.release})
    return [one._replace(here=bool(known.of(one.passage.release))) for one in found]


def _rows(library: Library) -> Iterator[Waiting]:
    for key, row in library.tables.readable_rows(_TABLE):
        kept = {name: row[name] for name in Passage._fields if row.get(name) is not None}
        passage = Passage(**{**kept, "release": tuple(row["release"]), "tags": tuple(row["tags"])})
        yield Waiting(passage, bool(row.get("undone")), key)


def _row(one: Passage) -> dict[str, object]:
    places = {name: value for name in ("start", "end") if sound(_TABLE, name, value := getattr(one, name))}
    return {
        **one._asdict(),
        "release": [*one.release],
        "tags": [*one.tags],
        "start": None,
        "end": None,
        "undone": None,
        **places,
    }
