"""Where an orphaned annotation may belong: for a person to say so, never for a program."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz import fuzz

from store.anchoring.quote_search import QuoteSearch

#: How like a passage must be to be suggested, of 100: half of its letters in their order.
_LIKE = 55.0
#: Code points of the pieces by which a quote of more than four of them is looked for: to compare letters
#: costs the quote's length times the text's.
_PIECE = 500
_WORD = re.compile(r"\w+")


class _Like(NamedTuple):
    """What in the text is like a quote."""

    score: float
    start: int
    end: int


def suggestion(text: str, quote: str) -> tuple[int, int] | None:
    """The passage most like a quote, in whole words: code points, half-open; None where nothing is like it.

    Looked for where the quote's rarer words stand (`quote_search`) and compared letter by letter
    (rapidfuzz's partial ratio); of a long quote the beginning, the middle and the end are.
    """
    search = QuoteSearch(text)
    like = _most_like(search, quote) if len(quote) <= 4 * _PIECE else _by_pieces(search, quote)
    return _whole_words(text, like.start, like.end) if like else None


def _most_like(search: QuoteSearch, quote: str) -> _Like | None:
    found: list[_Like] = []
    for start, end, *_ in search.windows(search.words(quote)):
        match = fuzz.partial_ratio_alignment(quote, search.text[start:end], score_cutoff=_LIKE)
        if match is not None and match.dest_start < match.dest_end:
            found.append(_Like(match.score, start + match.dest_start, start + match.dest_end))
    return max(found, key=lambda one: one.score, default=None)


def _by_pieces(search: QuoteSearch, quote: str) -> _Like | None:
    """From where the first piece that is found would begin to where the last would end; where that is no
    passage of about its length, as the piece that is most like has it."""
    found: list[_Like] = []
    for at in (0, (len(quote) - _PIECE) // 2, len(quote) - _PIECE):
        if like := _most_like(search, quote[at : at + _PIECE]):
            behind = len(quote) - at - _PIECE
            start, end = max(0, like.start - at), min(len(search.text), like.end + behind)
            found.append(_Like(like.score, start, end))
    if not found:
        return None
    whole = _Like(found[0].score, found[0].start, found[-1].end)
    if len(quote) / 2 <= whole.end - whole.start <= len(quote) * 2:
        return whole
    return max(found, key=lambda one: one.score)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words that lie at least half within a span."""
    words = [
        match.span()
        for match in _WORD.finditer(text, max(0, start - 100), end + 100)
        if min(end, match.end()) - max(start, match.start()) >= (match.end() - match.start()) / 2
    ]
    return (words[0][0], words[-1][1]) if words else None
