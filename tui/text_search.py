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
from typing import TYPE_CHECKING, NamedTuple

from tui.text.motions import stands_alone
from tui.text.typed import as_typed

if TYPE_CHECKING:
    from store import FoldedText

Span = tuple[int, int]

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


class Next(NamedTuple):
    """The hit to go to."""

    place: int
    wrapped: bool
    """Whether the end of the text lies between."""


def hits(text: str, wanted: str, *, stopped: Callable[[], bool] = lambda: False) -> list[Span]:
    """Where `wanted` stands in the text, in order, none over another; with ``\\v`` before it, an expression.

    Gives nothing for nothing, and as much as was found when `stopped` tells that nobody waits any more.
    Raises `CannotFindError` for an expression that is invalid or takes longer than `DEADLINE`.
    """
    if wanted.startswith(REGEX):
        expression = wanted.removeprefix(REGEX)
        folded = _folded(text, _has_capital(re.sub(r"\\.", "", expression)))
        return _mapped(folded, _expression_spans(folded, expression), stopped)
    folded = _folded(text, _has_capital(wanted))
    words = folded.folds.fold(as_typed(wanted))
    pattern = r"\s+".join(map(re.escape, re.split(r"\s+", words)))
    if not words:
        return []
    return _mapped(folded, (found.span() for found in re.finditer(pattern, folded.folded)), stopped)


def word_hits(text: str, word: str, *, stopped: Callable[[], bool] = lambda: False) -> list[Span]:
    """Where `word` stands as a word of its own, whatever its case (``*``)."""
    found = hits(text, word.lower(), stopped=stopped)
    return [span for span in found if stands_alone(text, *span)]


def following(found: Sequence[Span], offset: int, count: int = 1) -> Next | None:
    """The `count`-th hit that begins after `offset`, around the end of the text; None without hits."""
    return _counted(found, bisect_right(found, offset, key=_start) + count - 1)


def preceding(found: Sequence[Span], offset: int, count: int = 1) -> Next | None:
    """The `count`-th hit that begins before `offset`, around the beginning of the text."""
    return _counted(found, bisect_left(found, offset, key=_start) - count)


def _counted(found: Sequence[Span], index: int) -> Next | None:
    return Next(index % len(found), not 0 <= index < len(found)) if found else None


@lru_cache(maxsize=2)
def _folded(text: str, exact: bool) -> FoldedText:
    """The text folded once while one types."""
    from store import FIND_EXACT_FOLDS, FIND_FOLDS, FoldedText  # 20 ms, and not for the first frame

    return FoldedText(as_typed(text), FIND_EXACT_FOLDS if exact else FIND_FOLDS)


def _has_capital(wanted: str) -> bool:
    return wanted != wanted.lower()


def _mapped(folded: FoldedText, found: Iterator[Span], stopped: Callable[[], bool]) -> list[Span]:
    """Spans of the folded text as spans of the text."""
    mapped: list[Span] = []
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


def _expression_spans(folded: FoldedText, expression: str) -> Iterator[Span]:
    import regex  # 10 ms, and few finds are expressions

    from store import FIND_EXACT_FOLDS

    counts = [max(1, *(int(one or 1) for one in found)) for found in _COUNTS.findall(expression)]
    if prod(counts) > _MOST_REPEATED:
        raise CannotFindError("repeats too often")
    # Its capitals stay: without any but those of \S and the like it meets a text without capitals.
    expression = FIND_EXACT_FOLDS.fold(expression)
    try:
        pattern = regex.compile(expression, regex.MULTILINE | regex.VERSION0)
        for found in pattern.finditer(folded.folded, timeout=DEADLINE, concurrent=True):
            yield found.span()
    except regex.error as error:
        raise CannotFindError(f"not an expression: {error}") from error
    except TimeoutError as error:
        raise CannotFindError("takes too long") from error
    except (RecursionError, MemoryError, OverflowError) as error:
        raise CannotFindError("asks too much") from error
