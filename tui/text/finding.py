"""Finding in a text: what is typed, anywhere, whatever its accents; or a regular expression.

Hits are spans of code points into the text, so they hold however it is wrapped. Case counts once
a capital is typed (vim's ``smartcase``). White space stands for any, line ends included; ``'``, ``"`` and
``-`` for their typographic variants.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import prod
from operator import itemgetter
from typing import NamedTuple, Protocol

from tui.text.motions import stands_alone
from tui.text.paragraph_motions import Range
from tui.text.typed import as_typed

#: What a regular expression begins with.
REGEX = r"\v"
#: Seconds an expression may take on a text.
DEADLINE = 1.0
#: How often an expression may ask for a repetition, nested counts multiplied: they are written out in memory.
_MOST_REPEATED = 10_000
#: Hits between two looks whether they are still wanted.
_LOOK = 1000

_start = itemgetter(0)
_COUNTS = re.compile(r"\{(\d+)?(?:,(\d+)?)?\}")


class CannotFindError(ValueError):
    """An expression that means nothing, or that would take too long; says why in a few words."""


class Folded(Protocol):
    """A text made alike whatever the accents, in which every place knows its place in the text itself."""

    folded: str

    def span(self, start: int, end: int) -> Range:
        """Where a part of the folded text, not an empty one, stands in the text itself."""


class Folding(Protocol):
    """How a text and what is looked for in it are made alike; their case too, unless `exact`."""

    def text(self, text: str, *, exact: bool) -> Folded:
        """A text, folded."""

    def words(self, words: str, *, exact: bool) -> str:
        """What is looked for, folded."""

    def __hash__(self) -> int:
        """What was folded with it is kept for a while."""


class Next(NamedTuple):
    """The hit to go to."""

    place: int
    wrapped: bool
    """Whether the end of the text lies between."""


def hits(
    text: str, wanted: str, folding: Folding, *, stopped: Callable[[], bool] = lambda: False
) -> list[Range]:
    """Where `wanted` stands in the text, in order, none over another; with ``\\v`` before it, an expression.

    Gives nothing for nothing, and as much as was found when `stopped` tells that nobody waits any more.
    Raises `CannotFindError` for an expression that is invalid or takes longer than `DEADLINE`.
    """
    if wanted.startswith(REGEX):
        expression = wanted.removeprefix(REGEX)
        folded = _folded(text, folding, _has_capital(re.sub(r"\\.", "", expression)))
        # Its capitals stay: without any but those of \S and the like it meets a text without capitals.
        expression = folding.words(expression, exact=True)
        return _mapped(folded, _expression_spans(folded.folded, expression), stopped)
    exact = _has_capital(wanted)
    folded = _folded(text, folding, exact)
    words = folding.words(as_typed(wanted), exact=exact)
    pattern = r"\s+".join(map(re.escape, re.split(r"\s+", words)))
    if not words:
        return []
    return _mapped(folded, (found.span() for found in re.finditer(pattern, folded.folded)), stopped)


def word_hits(
    text: str, word: str, folding: Folding, *, stopped: Callable[[], bool] = lambda: False
) -> list[Range]:
    """Where `word` stands as a word of its own, whatever its case (``*``)."""
    found = hits(text, word.lower(), folding, stopped=stopped)
    return [span for span in found if stands_alone(text, *span)]


def following(found: Sequence[Range], offset: int, count: int = 1) -> Next | None:
    """The `count`-th hit that begins after `offset`, around the end of the text; None without hits."""
    return _counted(found, bisect_right(found, offset, key=_start) + count - 1)


def preceding(found: Sequence[Range], offset: int, count: int = 1) -> Next | None:
    """The `count`-th hit that begins before `offset`, around the beginning of the text."""
    return _counted(found, bisect_left(found, offset, key=_start) - count)


def _counted(found: Sequence[Range], index: int) -> Next | None:
    return Next(index % len(found), not 0 <= index < len(found)) if found else None


@lru_cache(maxsize=2)
def _folded(text: str, folding: Folding, exact: bool) -> Folded:
    """The text folded once while one types."""
    return folding.text(as_typed(text), exact=exact)


def _has_capital(wanted: str) -> bool:
    return wanted != wanted.lower()


def _mapped(folded: Folded, found: Iterator[Range], stopped: Callable[[], bool]) -> list[Range]:
    """Spans of the folded text as spans of the text."""
    mapped: list[Range] = []
    for start, end in found:
        if start == end:
            continue
        if len(mapped) % _LOOK == 0 and stopped():
            break
        span = folded.span(start, end)
        # Two letters of the folded text may be one of the text.
        if not mapped or span[0] >= mapped[-1][1]:
            mapped.append(span)
    return mapped


def _expression_spans(folded: str, expression: str) -> Iterator[Range]:
    import regex  # 10 ms, and few finds are expressions

    counts = [max(1, *(int(one or 1) for one in found)) for found in _COUNTS.findall(expression)]
    if prod(counts) > _MOST_REPEATED:
        raise CannotFindError("repeats too often")
    try:
        pattern = regex.compile(expression, regex.MULTILINE | regex.VERSION0)
        for found in pattern.finditer(folded, timeout=DEADLINE, concurrent=True):
            yield found.span()
    except regex.error as error:
        raise CannotFindError(f"not an expression: {error}") from error
    except TimeoutError as error:
        raise CannotFindError("takes too long") from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise CannotFindError("asks too much") from error
