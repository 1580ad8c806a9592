"""Many things, some at a time: what is read or written together stays small, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

One = TypeVar("One")


def batched(ones: Iterable[One], count: int) -> Iterator[list[One]]:
    """All of them in order, in lists of `count`, the last of which may be shorter; each taken when asked for.

    As `itertools.batched` of Python 3.12.
    """
    left = iter(ones)
    while some := list(islice(left, count)):
        yield some


def growing(ones: Iterable[One], first: int, most: int) -> Iterator[list[One]]:
    """As `batched`, but in lists of `first`, then twice as many each time, never more than `most`."""
    left, count = iter(ones), min(first, most)
    while some := list(islice(left, count)):
        yield some
        count = min(2 * count, most)
