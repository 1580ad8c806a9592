"""What of a text is tagged where a hit stands in it, unit by unit. A new unit is a row here.

The table of keys counts the rows: what finds the units is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store import ReleaseText
    from store.library import Span


class Unit(NamedTuple):
    """A row of the table."""

    title: str
    around: Callable[[ReleaseText, str | None, Sequence[Span]], Sequence[Span | None]]
    """Gives the passage that is tagged for each hit (`store.library.Unit`)."""


def _spans(_version: ReleaseText, _language: str | None, hits: Sequence[Span]) -> Sequence[Span]:
    return hits


def _sentences(version: ReleaseText, language: str | None, hits: Sequence[Span]) -> list[Span]:
    from tui.text.motions import settle
    from tui.text.sentences import sentence_at

    ranges = [(one.start, one.end) for one in version.paragraphs]
    found = (0, 0)

    def around(at: int) -> Span:
        nonlocal found
        at = settle(version.text, at)
        if not found[0] <= at < found[1]:  # hits come in order: mostly two and more to a sentence
            found = sentence_at(version.text, at, ranges, language, version.dateline)
        return found

    return [_from_to(hit, around) for hit in hits]


def _paragraphs(version: ReleaseText, _language: str | None, hits: Sequence[Span]) -> list[Span]:
    from tui.text.paragraph_motions import paragraph_at

    ranges = [(one.start, one.end) for one in version.paragraphs]
    return [_from_to(hit, lambda at: paragraph_at(version.text, at, ranges)) for hit in hits]


def _from_to(hit: Span, around: Callable[[int], Span]) -> Span:
    """From where the hit begins in one to where it ends, in the same or another."""
    first, last = around(hit[0]), around(hit[1] - 1)
    return min(hit[0], first[0]), max(hit[1], last[1])


def _quotations(version: ReleaseText, _language: str | None, hits: Sequence[Span]) -> list[Span | None]:
    from store.structure import quotations_of

    spoken = [(one.start, one.end) for one in quotations_of(version)]
    holding = ([one for one in spoken if one[0] <= hit[0] and hit[1] <= one[1]] for hit in hits)
    return [min(found, key=lambda one: one[1] - one[0], default=None) for found in holding]


UNITS = (
    Unit("Span", _spans),
    Unit("Sentence", _sentences),
    Unit("Paragraph", _paragraphs),
    Unit("Quotation", _quotations),
)
#: The key of each, in their order.
UNIT_KEYS = tuple(str(number + 1) for number in range(len(UNITS)))
