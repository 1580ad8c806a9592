"""What is shown for a run of folded paragraphs: ``▸ About Acme … 14 lines``."""

from __future__ import annotations

from collections.abc import Sequence

from tui.text.cells import clusters, drawn
from tui.text.wrapping import paragraph_rows

#: Code points up to which lines are counted; above, they are guessed from the length.
_COUNTED = 16_000


def run_end(first: int, count: int, folded: frozenset[int]) -> int:
    """Give the index after the run of folded paragraphs that begins at `first`, of `count` paragraphs."""
    last = first + 1
    while last < count and last in folded:
        last += 1
    return last


def run_around(index: int, foldable: frozenset[int]) -> range:
    """Give the indices of the paragraphs in `foldable` that stand together around one of them."""
    first = last = index
    while first - 1 in foldable:
        first -= 1
    while last in foldable:
        last += 1
    return range(first, last) if index in foldable else range(0)


def label(text: str, spans: Sequence[tuple[int, int]], measure: int) -> str:
    """Give one row for the paragraphs `spans`, which are one at least: first words and number of lines.

    It is at most `measure` cells wide and in logical order, and holds nothing that steers a terminal.
    """
    start, end = spans[0][0], spans[-1][1]
    if end - start <= _COUNTED:
        lines = sum(1 for span in spans for _ in paragraph_rows(text, *span, measure))
    else:
        lines = len(spans) + (end - start) // measure
    tail = f" … {lines} line{'' if lines == 1 else 's'}"
    room = measure - 2 - len(tail)
    words = ""
    _, shown_start, shown_end = next(paragraph_rows(text, start, min(end, start + _COUNTED), max(1, room)))
    for from_, to, width in clusters(text, shown_start, shown_end):
        room -= width
        if room < 0:
            break
        words += drawn(text[from_:to])
    return f"▸ {words}{tail}"[: None if words else measure]
