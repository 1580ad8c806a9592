"""The groups after a few releases came or changed, from those that were kept: no other is put together anew.

A new text is compared with the known ones as it is when all groups are found (`grouping`), and joins what it
is the same as. Where that cannot tell what finding them all would, nothing is given.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from store.duplicates.chronology import Dated, in_order, moments_of
from store.duplicates.kept_groups import SIGNATURES, Found, KeptGroups
from store.duplicates.known_signatures import hashes_of, releases_of_texts, signatures
from store.duplicates.making import BATCH, Known, made_here
from store.library import Library
from store.storages import read_shapes

#: From so many new texts on another process compares them, with all; fewer are compared here, with those that
#: have a hash in common with one of them.
MUCH = 100
#: Members of groups with a new or changed release that are put in order anew; where more are, all groups are.
_BROUGHT_UP = 20_000
#: The likeness that is kept of releases that are one group by their texts and were taken apart (`grouping`).
PARTED = 0.0

Progress = Callable[[int, int], object]


def brought_up(
    library: Library, kept: KeptGroups, found: list[Found], changed: list[int], progress: Progress | None
) -> list[Found] | None:
    """The groups, those of new and changed releases put together and in order anew; None where all are to be
    found anew.

    Args:
        library: one that cannot be written keeps nothing of the work.
        kept: where they were kept.
        found: the groups as they were kept.
        changed: the ids of releases and texts that are new since, and of releases of which more has changed.
        progress: told how many of the new texts are done, of how many.
    """
    if len(changed) > 2 * MUCH:  # a release and its text, each new
        return None
    releases = _releases(library, changed)
    texts = None if releases is None else _new_texts(library, releases, changed)
    if releases is None or texts is None or len(texts) >= MUCH:
        return None
    groups = _Groups(found)
    if texts:
        present = releases_of_texts(library)
        if not (texts <= present.keys() and (library.read_only or kept.go_on(found, changed))):
            return None
        made = _compared(library, present, groups, texts, progress)
        if not library.read_only:
            kept.write_signatures(made)
        for text, row in made.items():
            groups.join(present[text], {present[earlier]: alike for earlier, alike in row["same"]})
    everything = groups.in_order(library, releases)
    if texts and everything is not None:
        kept.keep(everything)
    return everything


def _releases(library: Library, changed: list[int]) -> Mapping[int, Dated] | None:
    """Those of the ids that are releases; None where one cannot be read."""
    raw = library.tables.storage.raw_among("releases", changed)
    found = dict(read_shapes(raw.items(), Dated))
    return found if found.keys() == raw.keys() else None


def _new_texts(library: Library, releases: Mapping[int, Dated], changed: list[int]) -> set[int] | None:
    """The texts that have no signature; None where one is not the text of a release that came with it."""
    storage = library.tables.storage
    of_releases = {row.text_id for row in releases.values()}
    there = storage.raw_among("texts", of_releases.union(changed)).keys()
    new = there - storage.raw_among(SIGNATURES, there).keys()
    return new if new <= of_releases else None


def _compared(
    library: Library,
    present: Mapping[int, int],
    groups: _Groups,
    texts: set[int],
    progress: Progress | None,
) -> dict[int, dict[str, Any]]:
    """The signatures of new texts, compared with those that have a hash in common with one of them."""
    hashes = hashes_of(library, texts)
    known: dict[int, Known] = {}
    first: dict[int, int] = {}
    for key, row in signatures(library, present):
        if not hashes.isdisjoint(row.sketch):
            group = groups.of.get(present[key])
            earlier = key if group is None else first.setdefault(group, key)
            known[key] = Known(array("I", row.sketch), [] if earlier == key else [(earlier, 1.0)])
    made: dict[int, dict[str, Any]] = {}
    done = 0
    for batch in made_here(lambda ids: library.tables.storage.get_rows("texts", ids), known, sorted(texts)):
        made |= batch
        done += BATCH
        if progress is not None:
            progress(min(done, len(texts)), len(texts))
    return made


class _Groups:
    """The groups, some of which releases join."""

    def __init__(self, found: list[Found]) -> None:
        self._found: dict[int, Found] = dict(enumerate(found))
        self._next = len(found)
        self.of = {key: at for at, (ids, _) in self._found.items() for key in ids}
        """Of each release that is in a group, which."""
        self._parted = False

    def join(self, release: int, links: Mapping[int, float]) -> None:
        """Puts a release and the groups of those it is the same as together; of each, how alike they are."""
        joined = {self.of[key] for key in (release, *links) if key in self.of}
        groups = [self._found.pop(group) for group in joined]
        members = {release, *links, *(key for ids, _ in groups for key in ids)}
        if len(members) > 1:
            alike = min([*links.values(), *(alike for _, alike in groups)])
            self._parted = self._parted or alike == PARTED
            self._found[self._next] = ([*members], alike)
            self.of |= dict.fromkeys(members, self._next)
            self._next += 1

    def in_order(self, library: Library, releases: Iterable[int]) -> list[Found] | None:
        """All of them, those that hold one of the releases in order; None where one of their releases cannot
        be read, or was taken apart from others."""
        touched = {self.of[key] for key in releases if key in self.of}
        members = {key for group in touched for key in self._found[group][0]}
        if self._parted or len(members) > _BROUGHT_UP:
            return None
        moments = moments_of(library, members)
        if moments.keys() != members:
            return None  # one is there no more, or cannot be read
        for group in touched:
            ids, alike = self._found[group]
            self._found[group] = (in_order(ids, moments), alike)
        return sorted(self._found.values(), key=lambda group: group[0][0])
