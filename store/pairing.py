"""Which paragraph of a text's old version is which of the new one, wherever it stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

Piece = tuple[int, int]
"""A run of words, half-open."""

#: A word in more pieces than this says nothing of which is meant.
_RARE = 8
#: Pieces compared with each piece.
_CANDIDATES = 5
#: The least likeness of two pieces that are taken for one, between 0 and 1.
_LIKE = 0.3
#: How much likelier a pair is beside another.
_BESIDE = 0.1
#: By how much a pair must be likelier than the next to be taken.
_AHEAD = 0.02


def pair(
    old: Sequence[int], new: Sequence[int], before: list[Piece], after: list[Piece], counts: Counter[int]
) -> Iterator[tuple[Piece, Piece]]:
    """The pieces that belong together, each at most once, in the order of the old.

    Args:
        old: the keys of the old text's words.
        new: the keys of the new text's words.
        before: the pieces of the old text, in order.
        after: the pieces of the new text, in order.
        counts: how often each key stands in both texts.
    """
    pairs = _Pairs([tuple(old[a:b]) for a, b in before], [tuple(new[a:b]) for a, b in after], counts)
    pairs.take_equal()
    for _ in range(2):  # the second time with the neighbours the first has found
        pairs.take_like()
        pairs.take_neighbours()
    return ((before[one], after[other]) for one, other in sorted(pairs.new_of.items()))


class _Pairs:
    def __init__(
        self, before: list[tuple[int, ...]], after: list[tuple[int, ...]], counts: Counter[int]
    ) -> None:
        self.before, self.after = before, after
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        total = counts.total()
        self.weights = {key: math.log(1 + total / count) for key, count in counts.items()}

    def take(self, one: int, other: int) -> None:
        self.new_of[one], self.old_of[other] = other, one

    def take_equal(self) -> None:
        """Pieces that stand once in both texts, then equal ones beside them."""
        here, there = Counter(self.before), Counter(self.after)
        places = {words: at for at, words in enumerate(self.after) if there[words] == 1}
        for at, words in enumerate(self.before):
            if here[words] == 1 and words in places:
                self.take(at, places[words])
        self.take_neighbours()

    def take_neighbours(self) -> None:
        """Equal pieces after or before such as are paired, the ends of the texts counting as paired."""
        ends = ((-1, -1), (len(self.before), len(self.after)))
        for step in (1, -1):
            for one, other in sorted([*self.new_of.items(), *ends], reverse=step < 0):
                at, to = one + step, other + step
                while self._free(at, to) and self.before[at] == self.after[to]:
                    self.take(at, to)
                    at, to = at + step, to + step

    def _free(self, one: int, other: int) -> bool:
        inside = 0 <= one < len(self.before) and 0 <= other < len(self.after)
        return inside and one not in self.new_of and other not in self.old_of

    def take_like(self) -> None:
        """The likeliest pairs first, as far as no other is as likely."""
        rivals: dict[tuple[bool, int], list[float]] = defaultdict(list)
        ranked: list[tuple[float, int, int]] = []
        for one, other in self._candidates():
            likeness = self._likeness(one, other)
            if likeness >= _LIKE:
                likeness += _BESIDE * self._beside(one, other)
                ranked.append((likeness, one, other))
                rivals[False, one].append(likeness)
                rivals[True, other].append(likeness)
        for likeness, one, other in sorted(ranked, key=lambda each: (-each[0], each[1:])):
            if self._free(one, other):
                others = [*rivals[False, one], *rivals[True, other]]
                if sum(rival > likeness - _AHEAD for rival in others) == 2:
                    self.take(one, other)

    def _beside(self, one: int, other: int) -> int:
        """How many neighbours are paired, 0 to 2; the ends of the texts count."""
        before = self.new_of.get(one - 1, -2) if one else -1
        after = self.new_of.get(one + 1, -2) if one + 1 < len(self.before) else len(self.after)
        return (before == other - 1) + (after == other + 1)

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Pieces not paired that share rare words or pairs of words, and those beside paired ones."""
        postings: dict[object, list[int]] = defaultdict(list)
        for at, words in enumerate(self.after):
            if at not in self.old_of:
                for feature in _features(words):
                    postings[feature].append(at)
        for one, words in enumerate(self.before):
            if one in self.new_of:
                continue
            votes: Counter[int] = Counter()
            for feature in _features(words):
                found = postings.get(feature, ())
                if 0 < len(found) <= _RARE:
                    for other in found:
                        votes[other] += 1
            chosen = {other for other, _ in votes.most_common(_CANDIDATES)}
            chosen |= {self.new_of.get(one - 1, -2) + 1, self.new_of.get(one + 1, -1) - 1}
            yield from ((one, other) for other in chosen if self._free(one, other))

    def _likeness(self, one: int, other: int) -> float:
        """The weight of the words both have, against that of each, 0 to 1; rare words weigh more."""
        here, there = Counter(self.before[one]), Counter(self.after[other])
        shared = self._weight(here & there)
        return shared / math.sqrt(self._weight(here) * self._weight(there)) if shared else 0.0

    def _weight(self, words: Counter[int]) -> float:
        return sum(self.weights[key] * count for key, count in words.items())


def _features(words: tuple[int, ...]) -> set[object]:
    return {*words, *pairwise(words)}
