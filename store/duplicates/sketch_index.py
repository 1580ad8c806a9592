"""Which sketches share hashes: the candidates for a text, without a look at all the others.

Each hash of a sketch is a *posting*, hash and text in one number of 64 bits, kept in order in one of many
small arrays: 51 MB for 100,000 texts, where a dict of lists takes ten times that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable

from store.duplicates.likeness import estimate

_BUCKETS = 4096
#: The newest texts looked at of those that hold a hash: what thousands hold is boilerplate.
_NEWEST = 16
#: Candidates that are compared, and the hashes and the containment two sketches must have in common. At the
#: lowest containment that decides (0.28), 96 of 100 estimates are higher.
_COMPARED = 8
_SHARED = 3
_LIKELY = 0.18


class Postings:
    """The hashes of many sketches."""

    def __init__(self, sketches: Iterable[tuple[int, array[int]]]) -> None:
        """Args: texts' ids below 2 ** 32, ascending, each with its sketch."""
        self._sketches: dict[int, array[int]] = {}
        self._buckets = [array("Q") for _ in range(_BUCKETS)]
        for key, sketch in sketches:
            self._sketches[key] = sketch
            for value in sketch:
                self._buckets[value % _BUCKETS].append(value << 32 | key)
        self._buckets = [array("Q", sorted(bucket)) for bucket in self._buckets]

    def add(self, key: int, sketch: array[int]) -> None:
        """Adds a text."""
        self._sketches[key] = sketch
        for value in sketch:
            insort(self._buckets[value % _BUCKETS], value << 32 | key)

    def candidates(self, sketch: array[int]) -> list[int]:
        """The texts most likely to be versions of the one with the sketch, the likeliest first."""
        shared = Counter([key for value in sketch for key in self._holders(value)])
        likely = [
            (estimate(sketch, self._sketches[key], count), key)
            for key, count in shared.items()
            if count >= min(_SHARED, len(sketch), len(self._sketches[key]))
        ]
        return [key for alike, key in sorted(likely, reverse=True)[:_COMPARED] if alike >= _LIKELY]

    def _holders(self, value: int) -> list[int]:
        """The newest texts that hold a hash."""
        bucket = self._buckets[value % _BUCKETS]
        past = bisect_left(bucket, (value + 1) << 32)
        first = bisect_left(bucket, value << 32, max(0, past - _NEWEST), past)
        return [posting & 0xFFFFFFFF for posting in bucket[first:past]]
