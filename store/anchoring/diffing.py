"""What was put in and taken out between two versions of a text, word by word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from store.anchoring.alignment import Alignment, align

#: The kinds of `Change`.
KINDS = ("equal", "deleted", "inserted")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of characters both versions have, or only one of them; code points, half-open."""

    kind: str
    """One of `KINDS`."""
    old_start: int
    old_end: int
    """Where ``inserted`` stands in the old text: an empty span."""
    new_start: int
    new_end: int
    """Where ``deleted`` stood in the new text: an empty span."""


def word_diff(old: str, new: str) -> list[Change]:
    """The runs that lead from one version to the other, in order, no two of a kind in a row.

    Those that are not ``inserted`` make up the old text, those not ``deleted`` the new one; ``equal`` runs
    read the same in both. Runs end between words (characters, in scripts without spaces). Where words were
    replaced, ``deleted`` comes first; what was moved is deleted here and inserted there.
    """
    changes: list[Change] = []
    for change in _changes(old, new):
        if changes and changes[-1].kind == change.kind:
            change = replace(changes.pop(), old_end=change.old_end, new_end=change.new_end)
        changes.append(change)
    return changes


def _changes(old: str, new: str) -> Iterator[Change]:
    if old == new:
        if old:
            yield Change("equal", 0, len(old), 0, len(new))
        return
    alignment = align(old, new)
    at = to = 0
    for one, other, size in _in_order(_equal_runs(old, new, alignment)):
        for step in range(size):
            start, begin = alignment.old.starts[one + step], alignment.new.starts[other + step]
            yield from _between(old, new, (at, start), (to, begin))
            at, to = alignment.old.ends[one + step], alignment.new.ends[other + step]
            yield Change("equal", start, at, begin, to)
    yield from _between(old, new, (at, len(old)), (to, len(new)))


def _between(old: str, new: str, gone: tuple[int, int], come: tuple[int, int]) -> Iterator[Change]:
    """What stands between two equal words: white space both have, and what differs."""
    (start, end), (begin, stop) = gone, come
    while start < end and begin < stop and old[start] == new[begin] and old[start].isspace():
        start, begin = start + 1, begin + 1
    last, final = end, stop
    while start < last and begin < final and old[last - 1] == new[final - 1] and old[last - 1].isspace():
        last, final = last - 1, final - 1
    if gone[0] < start:
        yield Change("equal", gone[0], start, come[0], begin)
    if start < last:
        yield Change("deleted", start, last, begin, begin)
    if begin < final:
        yield Change("inserted", last, last, begin, final)
    if last < end:
        yield Change("equal", last, end, final, stop)


def _equal_runs(old: str, new: str, alignment: Alignment) -> list[tuple[int, int, int]]:
    """First old word, first new word and length of each run of words that are the same letter by letter."""
    here, there = alignment.old, alignment.new
    runs: list[tuple[int, int, int]] = []
    for one, other in enumerate(alignment.new_of):
        if other < 0:
            continue
        if old[here.starts[one] : here.ends[one]] != new[there.starts[other] : there.ends[other]]:
            continue
        if runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (one, other):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((one, other, 1))
    return runs


def _in_order(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The runs with the most words that stand in one order in both texts.

    The heaviest increasing subsequence, with a Fenwick tree of maxima: n log n for n runs.
    """
    places = sorted(other for _, other, _ in runs)
    tree = [-1] * (len(runs) + 1)
    weights: list[int] = []
    before: list[int] = []
    for at, (_, other, size) in enumerate(runs):
        place = bisect_left(places, other)
        best, rest = -1, place
        while rest:
            if tree[rest] >= 0 and (best < 0 or weights[tree[rest]] > weights[best]):
                best = tree[rest]
            rest &= rest - 1
        weights.append(size + (weights[best] if best >= 0 else 0))
        before.append(best)
        rest = place + 1
        while rest < len(tree):
            if tree[rest] < 0 or weights[at] > weights[tree[rest]]:
                tree[rest] = at
            rest += rest & -rest
    at = max(range(len(runs)), key=weights.__getitem__) if runs else -1
    found: list[tuple[int, int, int]] = []
    while at >= 0:
        found.append(runs[at])
        at = before[at]
    return found[::-1]
