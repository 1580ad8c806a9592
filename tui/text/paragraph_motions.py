"""Motions by paragraphs, and within one: ``} { f F``. Offsets are code points.

vim's line is a paragraph here, and what it calls a screen line is a row (`tui.text.row_motions`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from tui.text.cells import base_of, cluster_at
from tui.text.motions import first, last, settle
from tui.text.typed import meant_by

Range = tuple[int, int]
Ranges = Sequence[Range]
"""Paragraphs: ordered, disjoint ``(start, end)``."""

_start = itemgetter(0)


def index_of(spans: Ranges, offset: int) -> int:
    """Give the index of the span `offset` is in or behind; 0 before the first."""
    return max(0, bisect_right(spans, offset, key=_start) - 1)


def paragraph_at(text: str, offset: int, paragraphs: Ranges) -> tuple[int, int]:
    """Give the paragraph `offset` is in or behind; the whole text where there are none."""
    return paragraphs[index_of(paragraphs, settle(text, offset))] if paragraphs else (0, len(text))


def paragraph_forward(text: str, offset: int, paragraphs: Ranges, count: int = 1) -> int:
    """Give the start of the next paragraph (``}``), or the last visible cluster in the last one."""
    offset = settle(text, offset)
    for index in range(bisect_right(paragraphs, offset, key=_start), len(paragraphs)):
        candidate = settle(text, paragraphs[index][0])
        if candidate > offset:
            offset = candidate
            count -= 1
            if not count:
                return candidate
    return last(text)


def paragraph_back(text: str, offset: int, paragraphs: Ranges, count: int = 1) -> int:
    """Give the start of this paragraph, or of the one before when already there (``{``)."""
    offset = settle(text, offset)
    for index in range(bisect_right(paragraphs, offset, key=_start) - 1, -1, -1):
        candidate = settle(text, paragraphs[index][0])
        if candidate < offset:
            offset = candidate
            count -= 1
            if not count:
                return candidate
    return first(text)


def find_forward(text: str, offset: int, character: str, paragraphs: Ranges, count: int = 1) -> int:
    """Give the `count`-th cluster with the character further on in the paragraph (``f``).

    Without so many the offset stays, as in vim. The marks of a keyboard find their typographic
    variants too (`tui.text.typed`).
    """
    offset = settle(text, offset)
    _, end = paragraph_at(text, offset, paragraphs)
    for match in _pattern(character).finditer(text, cluster_at(text, offset)[1], end):
        start = _carried(text, match.start())
        if start is not None:
            count -= 1
            if not count:
                return start
    return offset


def find_back(text: str, offset: int, character: str, paragraphs: Ranges, count: int = 1) -> int:
    """Give the `count`-th cluster with the character further back in the paragraph (``F``)."""
    offset = position = settle(text, offset)
    start, _ = paragraph_at(text, offset, paragraphs)
    while (position := max(text.rfind(one, start, position) for one in meant_by(character))) >= 0:
        found = _carried(text, position)
        if found is not None:
            count -= 1
            if not count:
                return found
    return offset


def _pattern(character: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(meant_by(character))}]")


def _carried(text: str, position: int) -> int | None:
    """Give the start of the cluster that the character at `position` carries; None for a mark on another."""
    start, end = cluster_at(text, position)
    return start if base_of(text, start, end) == text[position] and settle(text, start) == start else None
