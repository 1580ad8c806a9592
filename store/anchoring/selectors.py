"""Where an annotation sits: position and quote together. `reanchoring` follows it through updates.

W3C Web Annotation Data Model, section 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from store.models import CONTEXT

_WORD = re.compile(r"\S+")


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
    exact = list(_exact(text, prefix, quote)) if quote else []
    return exact if exact or not quote.strip() else list(_in_any_space(text, prefix, quote))


def _exact(text: str, prefix: str, quote: str) -> Iterator[tuple[int, int]]:
    at = text.find(prefix + quote)
    while at >= 0:
        start = at + len(prefix)
        yield start, start + len(quote)
        at = text.find(prefix + quote, at + 1)


def _in_any_space(text: str, prefix: str, quote: str) -> Iterator[tuple[int, int]]:
    """Passages with any white space between their words; of an outer space, some or none.

    No pattern: to compile one takes a second for every hundred thousand letters.
    """
    words = text.split()
    # Where each word begins in the words with single spaces between.
    begins = [0, *accumulate(len(word) + 1 for word in words)]
    starts = [match.start() for match in _WORD.finditer(text)]
    squeezed, wanted, before = " ".join(words), " ".join(quote.split()), " ".join(prefix.split())
    parted = prefix[-1:].isspace() or quote[:1].isspace()
    at = squeezed.find(wanted)
    while at >= 0:
        if squeezed.endswith(before, 0, at - (parted and squeezed[at - 1 : at] == " ")):
            first, last = (bisect_right(begins, one) - 1 for one in (at, at + len(wanted) - 1))
            start = starts[first] + at - begins[first]
            end = starts[last] + at + len(wanted) - begins[last]
            if quote[0].isspace() and not prefix[-1:].isspace():
                start = len(text[:start].rstrip()) if at == begins[first] else start
            if quote[-1].isspace() and at + len(wanted) == begins[last + 1] - 1:
                end = starts[last + 1] if last + 1 < len(starts) else len(text)
            yield start, end
        at = squeezed.find(wanted, at + 1)
