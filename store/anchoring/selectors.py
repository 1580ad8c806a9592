"""Where an annotation sits: position and quote together. `reanchoring` follows it through updates.

W3C Web Annotation Data Model, section 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from store.models import CONTEXT


class Selector(NamedTuple):
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
