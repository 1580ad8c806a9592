"""Which paragraph of a text's old version is which of the new one, wherever it stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

Piece = tuple[int, int]
"""A run of words, half-open."""

#: A word in more pieces than this says nothing of which is meant.
_RARE = 8
#: Pieces compared with each piece.
_CANDIDATES = 5
#: The least likeness of two pieces that are taken for one, between 0 and 1.
_LIKE = 0.4
#: How much likelier a pair is beside another.
_BESIDE = 0.1
#: The least likeness of two pieces after or before such as are paired.
_LIKE_BESIDE = 0.5
#: How often pairs are looked for with the help of those found before.
_ROUNDS = 4
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
    likely = pairs.likely()
    for _ in range(_ROUNDS):
        found = len(pairs.new_of)
        pairs.take_likeliest(likely)
        pairs.take_beside()
        if len(pairs.new_of) == found:
            break
    return ((before[one], after[other]) for one, other in sorted(pairs.new_of.items()))


class _Pairs:
    """The pieces of two texts, as the keys of their words, and which are paired."""

    def __init__(
        self, before: list[tuple[int, ...]], after: list[tuple[int, ...]], counts: Counter[int]
    ) -> None:
        self.before, self.after = before, after
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        total = counts.total()
        weight_of = {count: math.log(1 + total / count) for count in set(counts.values())}
        self.weights = {key: weight_of[count] for key, count in counts.items()}
        self.rare = {key for key, count in counts.items() if count <= 4 * _RARE}
        self.here, self.there = list(map(Counter, before)), list(map(Counter, after))
        self.weight_here = list(map(self._weight, self.here))
        self.weight_there = list(map(self._weight, self.there))
        self.followed: set[tuple[int, int]] = set()

    def _take(self, one: int, other: int) -> None:
        self.new_of[one], self.old_of[other] = other, one

    def _free(self, one: int, other: int) -> bool:
        inside = 0 <= one < len(self.before) and 0 <= other < len(self.after)
        return inside and one not in self.new_of and other not in self.old_of

    def take_equal(self) -> None:
        """Pieces that stand once in both texts, then equal ones beside them."""
        here, there = Counter(self.before), Counter(self.after)
        places = {words: at for at, words in enumerate(self.after) if there[words] == 1}
        for at, words in enumerate(self.before):
            if here[words] == 1 and words in places:
                self._take(at, places[words])
        self._follow(lambda one, other: self.before[one] == self.after[other], set())

    def take_beside(self) -> None:
        """Like pieces after or before such as are paired: they tell which of several is meant."""
        self._follow(lambda one, other: self._likeness(one, other) >= _LIKE_BESIDE, self.followed)

    def _follow(self, fits: Callable[[int, int], bool], followed: set[tuple[int, int]]) -> None:
        """Goes on from every pair not followed yet, both ways; the ends of the texts count as paired."""
        ends = {(-1, -1), (len(self.before), len(self.after))}
        begun = sorted(({*self.new_of.items()} | ends) - followed)
        for way in (1, -1):
            for one, other in begun[::way]:
                at, to = one + way, other + way
                while self._free(at, to) and fits(at, to):
                    self._take(at, to)
                    at, to = at + way, to + way
        followed |= {*self.new_of.items()} | ends

    def take_likeliest(self, likely: list[tuple[float, int, int]]) -> None:
        """The likeliest pairs first, as far as no other of the same piece is as likely."""
        rivals: dict[tuple[bool, int], list[float]] = defaultdict(list)
        ranked: list[tuple[float, int, int]] = []
        for likeness, one, other in likely:
            if self._free(one, other):
                likeness += _BESIDE * self._beside(one, other)
                ranked.append((likeness, one, other))
                rivals[False, one].append(likeness)
                rivals[True, other].append(likeness)
        for likeness, one, other in sorted(ranked, reverse=True):
            if self._free(one, other):
                others = [*rivals[False, one], *rivals[True, other]]
                if sum(likeness - rival < _AHEAD for rival in others) == 2:  # itself, in both
                    self._take(one, other)

    def _beside(self, one: int, other: int) -> int:
        """How many neighbours are paired, 0 to 2; the ends of the texts count."""
        before = self.new_of.get(one - 1) if one else -1
        after = self.new_of.get(one + 1) if one + 1 < len(self.before) else len(self.after)
        return (before == other - 1) + (after == other + 1)

    def likely(self) -> list[tuple[float, int, int]]:
        """Likeness, old piece and new piece of those not paired that share rare words or word pairs."""
        first: dict[int, int] = {}  # where a feature is found, and all places of one found in several:
        postings: dict[int, list[int]] = {}  # few are, so that there is little to do for each
        for at, words in enumerate(self.after):
            if at not in self.old_of:
                features = self._features(words)
                again = first.keys() & features
                for feature in again:
                    postings.setdefault(feature, [first[feature]]).append(at)
                first |= dict.fromkeys(features - again, at)
        found: list[tuple[float, int, int]] = []
        for one, words in enumerate(self.before):
            if one in self.new_of:
                continue
            features = first.keys() & self._features(words)
            several = postings.keys() & features
            votes = Counter(map(first.__getitem__, features - several))
            for feature in several:
                if len(postings[feature]) <= _RARE:
                    votes.update(postings[feature])
            ranked = sorted(votes.items(), key=lambda each: (-each[1], each[0]))[:_CANDIDATES]
            likely = ((self._likeness(one, other), one, other) for other, _ in ranked)
            found += (each for each in likely if each[0] >= _LIKE)
        return found

    def _likeness(self, one: int, other: int) -> float:
        """The weight of the words both have, against that of each, 0 to 1; rare words weigh more."""
        weights, here, there = self.weights, self.here[one], self.there[other]
        shared = sum(weights[key] * min(here[key], there[key]) for key in here if key in there)
        return shared / math.sqrt(self.weight_here[one] * self.weight_there[other]) if shared else 0.0

    def _weight(self, words: Counter[int]) -> float:
        return sum(self.weights[key] * count for key, count in words.items())

    def _features(self, words: tuple[int, ...]) -> set[int]:
        """The rare words, and all pairs of words that follow each other, as numbers."""
        found = {one << 32 | other for one, other in pairwise(words)}
        return found.union(self.rare.intersection(words))
