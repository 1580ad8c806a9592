"""Rows that are painted whole, and gone as soon as nothing paints them.

A strip of Textual's keeps its parts, to be cut alike again. One that is cut at its end alone is its own only
part: it held itself, and each row ever painted was left to the garbage collector, for which keys wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.strip import Strip

_cut = Strip.divide


def _divide(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """The parts of a strip up to each cell; one that is whole is not kept as a part of itself."""
    within = [cut for cut in cuts if cut <= strip.cell_length]
    return [strip] if within == [strip.cell_length] else _cut(strip, within)


def let_go() -> None:
    """Has no row hold itself, whatever widget paints it; to be called before any is painted, or again."""
    Strip.divide = _divide  # type: ignore[assignment]
