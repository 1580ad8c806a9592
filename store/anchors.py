"""Where an annotation sits: position and quote together, and how it finds its words again.

W3C Web Annotation Data Model, section 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.models import CONTEXT


@dataclass(frozen=True, slots=True)
class Selector:
    """A passage by position and by its words."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


def select(text: str, start: int, end: int) -> Selector:
    """The selector of ``text[start:end]``, with up to `CONTEXT` code points on each side.

    Raises ValueError for an empty passage or one outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage {start}–{end} in a text of {len(text)} characters")
    return Selector(
        start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    )


def occurrences(text: str, quote: str, prefix: str = "") -> list[tuple[int, int]]:
    """Every passage that reads as the quote and follows the prefix, in text order.

    Exact matches first of all; only where there is none, matches in which any white space stands
    for any other (a quote copied from wrapped lines). Overlapping matches count.
    """
    exact = _matches(text, re.escape(prefix), re.escape(quote)) if quote else []
    return exact if exact or not quote.strip() else _matches(text, _any_space(prefix), _any_space(quote))


def _matches(text: str, prefix: str, quote: str) -> list[tuple[int, int]]:
    # The lookahead lets matches overlap.
    spans = (match.span(1) for match in re.finditer(f"(?={prefix}({quote}))", text))
    return list(dict.fromkeys(spans))


def _any_space(words: str) -> str:
    """A pattern for the words with any white space between them; of an outer space, some or none."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return (r"\s*" if words[:1].isspace() else "") + pattern + (r"\s*" if words[-1:].isspace() else "")


def reanchor(text: str, selector: Selector) -> tuple[int, int, str]:
    """Where the passage stands in another version of its text: ``(start, end, state)``.

    ``anchored`` where the same words stand at the same place, ``moved`` where they stand elsewhere
    and their context tells which of several, else ``orphaned`` with the old position: a wrong
    anchor is worse than none.
    """
    start, end = selector.start, selector.end
    if text[start:end] == selector.quote:
        return start, end, "anchored"
    found = _matches(text, "", re.escape(selector.quote))
    ranked = sorted(found, key=lambda span: -_context_shared(text, span, selector))
    if not ranked or (len(ranked) > 1 and _tied(text, ranked[0], ranked[1], selector)):
        return start, end, "orphaned"
    return *ranked[0], "moved"


def _tied(text: str, first: tuple[int, int], second: tuple[int, int], selector: Selector) -> bool:
    return _context_shared(text, first, selector) == _context_shared(text, second, selector)


def _context_shared(text: str, span: tuple[int, int], selector: Selector) -> int:
    """Code points of prefix and suffix that surround the span unbroken."""
    before = text[max(0, span[0] - len(selector.prefix)) : span[0]]
    after = text[span[1] : span[1] + len(selector.suffix)]
    return _shared(before[::-1], selector.prefix[::-1]) + _shared(after, selector.suffix)


def _shared(one: str, other: str) -> int:
    """How many code points both begin with."""
    unlike = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(unlike, min(len(one), len(other)))
