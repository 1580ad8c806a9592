"""Where an orphaned annotation may belong: for a person to say so, never for a program."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from store.anchoring.quote_search import QuoteSearch

#: How like a passage must be to be suggested, of 100: half of its letters in their order.
_LIKE = 55.0
_WORD = re.compile(r"\w+")


def suggestion(text: str, quote: str) -> tuple[int, int] | None:
    """The passage most like a quote, in whole words: code points, half-open; None where nothing is like it.

    Looked for where the quote's rarer words stand (`quote_search`) and compared letter by letter
    (rapidfuzz's partial ratio).
    """
    found: list[tuple[float, int, int]] = []
    for start, end in QuoteSearch(text).windows(quote):
        match = fuzz.partial_ratio_alignment(quote, text[start:end], score_cutoff=_LIKE)
        if match is not None and match.dest_start < match.dest_end:
            found.append((match.score, start + match.dest_start, start + match.dest_end))
    if not found:
        return None
    _, start, end = max(found, key=lambda one: one[0])
    return _whole_words(text, start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words that lie at least half within a span."""
    words = [
        match.span()
        for match in _WORD.finditer(text, max(0, start - 100), end + 100)
        if min(end, match.end()) - max(start, match.start()) >= (match.end() - match.start()) / 2
    ]
    return (words[0][0], words[-1][1]) if words else None
