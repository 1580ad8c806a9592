"""What a query found in a text: the places of its words, and a snippet around them."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from store.search.folding import FoldedText, Phrase
from store.search.grammar import parse
from store.search.query_tree import Near, Query, Words, wanted

#: Code points of text a snippet has, about.
SNIPPET = 160


def spans(typed: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a query stand in a text: code points, half-open. Raises InvalidQueryError."""
    query = parse(typed)
    return spans_in(query, FoldedText(text)) if query else ()


def spans_in(query: Query, text: FoldedText) -> tuple[tuple[int, int], ...]:
    """Where the words that a query wants in a text stand there: code points, half-open, in order."""
    found = {span for phrase in phrases(query) for span in text.spans(phrase)}
    return tuple(sorted(found))


@lru_cache(maxsize=8)
def phrases(query: Query) -> tuple[Phrase, ...]:
    """The words and phrases that a query wants in a text; kept, for many texts are asked for the same."""
    found: list[Words] = []
    for leaf in wanted(query):
        if isinstance(leaf, Words) and not leaf.field:
            found.append(leaf)
        elif isinstance(leaf, Near):
            found += leaf.phrases
    return tuple(Phrase(one.words, prefix=one.prefix) for one in dict.fromkeys(found))


def snippet(text: str, matches: tuple[tuple[int, int], ...]) -> str:
    """The part of the text that holds the most matches, which are in order; whole words on one line."""
    starts = [start for start, _ in matches] or [0]
    room = SNIPPET * 3 // 4
    best = max(range(len(starts)), key=lambda n: (bisect_left(starts, starts[n] + room, n) - n, -n))
    start = max(0, starts[best] - SNIPPET // 4)
    end = min(len(text), start + SNIPPET)
    if start and (blank := text.find(" ", start, starts[best])) >= 0:
        start = blank + 1
    if end < len(text) and (blank := text.rfind(" ", starts[best] + SNIPPET // 2, end)) >= 0:
        end = blank
    words = " ".join(text[start:end].split())
    return ("… " if start else "") + words + (" …" if end < len(text) else "")
