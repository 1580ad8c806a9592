"""The same release through several agencies: found, grouped, taken apart; nothing is ever merged.

What is found is derived: a row of ``signatures`` for each text holds its sketch and the earlier texts that
are versions of the same release. It is made when the groups are first asked for, and only for texts that
have none. What a user decides lies in ``apart``: releases that are not the same, whatever their texts say.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from store.duplicates.chronology import in_order, moments_of
from store.duplicates.kept_groups import SIGNATURES, KeptGroups
from store.duplicates.known_signatures import hashes_of, releases_of_texts, signatures
from store.duplicates.later_versions import MUCH, PARTED, Progress, brought_up
from store.duplicates.likeness import Wording, same_release, words
from store.duplicates.making import BATCH, VERSION, Fetch, Known, Made, made_aside, made_here
from store.errors import NotFoundError, UnreadableRecordError
from store.library import Library
from store.models import Release
from store.wording import brief_or_many

APART = "apart"
#: Signatures written in one transaction: readers wait for the disk twice in 1,000 texts.
_KEPT_AT_ONCE = 500
_WORDS_SHOWN = 8
_SHORT_WORD = 3  # characters of words that are not worth being shown: articles, prepositions
#: Members of a group compared each with each where some of them were taken apart.
_COMPARED_IN_PAIRS = 50

Links = dict[tuple[int, int], float]
"""Pairs of releases and their similarity."""


@dataclass(frozen=True, slots=True)
class Group:
    """Releases that are versions of one."""

    ids: tuple[int, ...]
    """The earliest by date first; those without a date last, in the order they were added."""
    similarity: float
    """The least with which one of them was recognised, from 0 to 1: the share of the shorter text's runs of
    words that the other has too."""

    @property
    def earliest(self) -> int:
        """The release that came first."""
        return self.ids[0]


@dataclass(frozen=True, slots=True)
class Differences:
    """What is not the same in two versions of a release: None where it is, else both values."""

    agency: tuple[str | None, str | None] | None
    """The agency, else who published it."""
    place: tuple[str | None, str | None] | None
    date: tuple[str | None, str | None] | None
    headline: tuple[str | None, str | None] | None
    words: float
    """The share of the words of both texts that only one of them has, from 0 to 1."""
    only_first: tuple[str, ...]
    """The words only the first text has, folded, the most frequent first: a few of the longer ones."""
    only_other: tuple[str, ...]


# -- groups ----------------------------------------------------------------------------------------


def groups(
    library: Library, progress: Progress | None = None, stop: Callable[[], bool] | None = None
) -> list[Group]:
    """The groups there are, by the earliest release's id. Every release is in one at most.

    The first time, each text costs about as much as half of its import; later only new texts do. Where
    nothing has changed since they were found last, they are as they were kept then.

    Args:
        library: one that cannot be written keeps nothing of the work.
        progress: told how many of the new texts are done, of how many.
        stop: asked between texts; where it says yes, the groups known by then are given.
    """
    kept = KeptGroups(library, str(VERSION))
    known = kept.groups()
    found = brought_up(library, kept, *known, progress) if known is not None else None
    if found is None:
        stopped: list[bool] = []

        def asked() -> bool:
            stopped.extend([True] if stop is not None and stop() else [])
            return bool(stopped)

        kept.begin()
        found = [(group.ids, group.similarity) for group in _found(library, kept, progress, asked)]
        if not stopped:
            kept.keep(found)
    removed = library.tables.removed()
    if removed:  # they are kept with the others: what is restored need not be compared again
        found = [(tuple(key for key in ids if key not in removed), alike) for ids, alike in found]
    return [Group(tuple(ids), alike) for ids, alike in found if len(ids) > 1 and alike != PARTED]


def _found(
    library: Library, kept: KeptGroups, progress: Progress | None, stop: Callable[[], bool]
) -> list[Group]:
    """The groups there are, found in what is kept of each text and what is new; and what would be one if its
    releases were not taken apart, `PARTED`."""
    present = releases_of_texts(library)
    same = _same(library, kept, present, progress, stop)
    links: Links = {
        (present[text], present[earlier]): alike for text, links in same.items() for earlier, alike in links
    }
    components = _components(links, _Apart(library))
    moments = moments_of(library, set().union(*(members for members, _ in components)))
    groups = [Group(in_order(members, moments), alike) for members, alike in components]
    return sorted(groups, key=lambda group: group.earliest)


def split(library: Library, ids: Iterable[int], others: Iterable[int]) -> None:
    """Remembers that none of the releases is the same as any of the others; undo forgets it.

    Releases named in both are no two the same: the whole of a group twice takes it apart altogether.
    """
    one_side, other_side = sorted(set(ids)), sorted(set(others))
    about = library.releases.many(one_side)
    with library.tables.action(about[0].id if len(about) == 1 else None) as (action, name):
        action.insert(APART, {"releases": one_side, "others": other_side})
        name(f"took {brief_or_many([one.headline for one in about])} out of a group of duplicates")


_Make = Callable[[Fetch, Mapping[int, Known], list[int]], Made]
_Same = dict[int, Sequence[tuple[int, float]]]
"""For each text the earlier ones that are versions of the same release, and how similar they are."""


def _same(
    library: Library,
    kept: KeptGroups,
    present: Mapping[int, int],
    progress: Progress | None,
    stop: Callable[[], bool],
) -> _Same:
    """What is known, and what is found of texts that are new."""
    texts = present.keys() & set(library.tables.storage.row_ids("texts"))
    new = texts - set(library.tables.storage.row_ids(SIGNATURES))
    while True:
        hashes = hashes_of(library, new) if len(new) < MUCH else None
        same, known = _known(library, present, hashes)
        if hashes is None or texts - same.keys() <= new:
            break
        new = texts - same.keys()  # signatures that do not hold are made anew

    def brought_up(make: _Make) -> _Same:
        left = sorted(texts - same.keys())
        return same | (_made(library, kept, make, left, same.keys(), known, progress, stop) if left else {})

    if hashes is None:
        from store.aside import BrokeOffError  # few texts need no other process

        try:
            return brought_up(made_aside)
        except BrokeOffError:
            same, known = _known(library, present, None)  # what was kept by then
    return brought_up(made_here)


def _known(
    library: Library, present: Mapping[int, int], hashes: set[int] | None
) -> tuple[_Same, dict[int, Known]]:
    """What is the same by the signatures that hold, and those to compare with.

    Of a signature that has none of the hashes the sketch is left out: no text that has these and no others
    would be compared with it, and a hundred thousand sketches fill the memory. None: all are kept.
    """
    same: _Same = {}
    known: dict[int, Known] = {}
    for key, row in signatures(library, present):
        same[key] = row.same
        shared = hashes is None or not hashes.isdisjoint(row.sketch)
        if shared or (hashes and row.same):
            known[key] = Known(array("I", row.sketch if shared else ()), row.same)
    held = _holding(same)
    return held, {key: one for key, one in known.items() if key in held}


def _holding(rows: _Same) -> _Same:
    """Those linked with no text that has none."""
    return {key: links for key, links in rows.items() if all(earlier in rows for earlier, _ in links)}


def _made(
    library: Library,
    kept: KeptGroups,
    make: _Make,
    texts: list[int],
    held: Collection[int],
    known: Mapping[int, Known],
    progress: Progress | None,
    stop: Callable[[], bool],
) -> _Same:
    """What is the same as further texts; their signatures are kept as they are made, in place of those that
    do not hold."""
    storage = library.tables.storage
    found: _Same = {}
    unkept: dict[int, dict[str, Any] | None] = dict.fromkeys(
        key for key in storage.row_ids(SIGNATURES) if key not in held
    )
    done = 0
    if not stop():
        with closing(make(lambda ids: storage.get_rows("texts", ids), known, texts)) as batches:
            for batch in batches:
                found |= {text: row["same"] for text, row in batch.items()}
                unkept |= batch
                if len(unkept) >= _KEPT_AT_ONCE:
                    _keep(library, kept, unkept)
                    unkept = {}
                done += BATCH
                if progress is not None:
                    progress(min(done, len(texts)), len(texts))
                if stop():
                    break
    _keep(library, kept, unkept)
    return found


def _keep(library: Library, kept: KeptGroups, rows: Mapping[int, dict[str, Any] | None]) -> None:
    """Puts the rows, for another process may be at the same texts; None deletes one."""
    if rows and not library.read_only:
        kept.write_signatures(rows)


# -- from pairs to groups --------------------------------------------------------------------------


class _Apart:
    """The pairs of releases a user took apart."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._from: dict[int, set[int]] = defaultdict(set)
        for _, row in library.tables.readable_rows(APART):
            for one, other in product(row["releases"], row["others"]):
                self._from[one].add(other)
                self._from[other].add(one)

    def parts(self, some: set[int], others: set[int]) -> bool:
        """Whether one of the ones is apart from one of the others."""
        return any(not others.isdisjoint(self._from[key]) for key in some if key in self._from)

    def links(self, members: set[int]) -> Links:
        """All pairs of the members that are the same by their texts: what held them together may be gone."""
        wordings = {}
        for key in sorted(members):
            with suppress(UnreadableRecordError, NotFoundError):  # its text was lost since it was compared
                wordings[key] = Wording(self._library.releases.text_row(key))
        pairs = combinations(wordings, 2)
        return {pair: same_release(*map(wordings.__getitem__, pair)) for pair in pairs}


def _components(links: Links, apart: _Apart) -> list[tuple[set[int], float]]:
    """What hangs together, and the least similarity by which it does: `PARTED` where two in it were taken
    apart, with what hangs together all the same after it."""
    found: list[tuple[set[int], float]] = []
    for members, alike in _joined(links, None):
        if not apart.parts(members, members):
            found.append((members, alike))
            continue
        found.append((members, PARTED))
        if len(members) <= _COMPARED_IN_PAIRS:
            found += _joined(apart.links(members), apart)
        else:
            within = {pair: alike for pair, alike in links.items() if members.issuperset(pair)}
            found += _joined(within, apart)
    return found


def _joined(links: Links, apart: _Apart | None) -> list[tuple[set[int], float]]:
    """What the links join, the most similar first, and the least likeness by which; never two taken apart."""
    members: dict[int, set[int]] = {}
    least: dict[int, float] = {}
    for (one, other), alike in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        mine, theirs = (members.get(key, {key}) for key in (one, other))
        if mine is theirs or not alike or (apart is not None and apart.parts(mine, theirs)):
            continue
        smaller, larger = sorted((mine, theirs), key=len)
        larger |= smaller
        members |= dict.fromkeys(smaller | {one, other}, larger)
        least[id(larger)] = alike
    return [(one, least[id(one)]) for one in {id(one): one for one in members.values()}.values()]


# -- what differs ----------------------------------------------------------------------------------


def differences(library: Library, first: int, other: int) -> Differences:
    """What is not the same in two releases. Raises NotFoundError, UnreadableRecordError."""
    records = library.releases.get(first), library.releases.get(other)
    texts = [Counter(words(library.releases.text(record.id).text)) for record in records]
    only = [texts[0] - texts[1], texts[1] - texts[0]]
    share = sum(map(Counter.total, only)) / (sum(map(Counter.total, texts)) or 1)

    def both(value: Callable[[Release], str | None]) -> tuple[str | None, str | None] | None:
        values = value(records[0]), value(records[1])
        return None if values[0] == values[1] else values

    return Differences(
        agency=both(lambda record: record.agency or record.publisher),
        place=both(lambda record: record.place),
        date=both(lambda record: record.date),
        headline=both(lambda record: record.headline),
        words=share,
        only_first=_some(only[0]),
        only_other=_some(only[1]),
    )


def _some(words: Counter[str]) -> tuple[str, ...]:
    telling = [word for word, _ in words.most_common() if len(word) > _SHORT_WORD or not word.isascii()]
    return tuple(telling[:_WORDS_SHOWN])
