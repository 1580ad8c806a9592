"""Puts a release's annotations where their words are in a new version of its text.

The two versions are aligned (`alignment`), and a passage goes where its own words went: its
paragraph, its neighbours and the words around it decide, and a like passage elsewhere is no temptation.
Where the old text is lost, quote and context stand for it (`quote_search` finds where to align them).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from store.anchoring.alignment import Alignment, align, align_words
from store.anchoring.quote_search import QuoteSearch
from store.anchoring.selectors import Selector
from store.anchoring.tokens import cluster_at

#: Words on each side that are asked whether they went where a short passage did.
_BESIDE = 5
#: The share of them that must have.
_CONFIRMED = 0.3
#: Words by which one that confirms may be farther from the passage than it was.
_SLACK = 8
#: Words that may have been put into a passage at one place before it counts as torn apart.
_INSERTED = 25
#: The same without the old text.
_INSERTED_STRICTLY = 8
#: Words that may have been put in between a mark at a passage's end and its words.
_AT_END = 3
#: How like two words must be, of 100, for the one to stand for the other at a passage's end.
_LIKE = 70
#: Places that read the same among which the context tells one.
_PLACES = 64
#: By how many words one place must fit better than another.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Where a passage is now, in code points."""

    start: int
    end: int
    state: str
    """One of `store.models.STATES`; ``orphaned`` with the old place."""


def reanchor_all(old: str | None, new: str, selectors: Sequence[Selector]) -> list[Anchoring]:
    """Where each passage of a release stands in a new version of its text, in the order given.

    ``anchored`` where its words stand at the same place, ``moved`` where they stand elsewhere, ``changed``
    where most of them stand and others were altered, put in or taken out, ``orphaned`` where too few are
    left (the shorter the passage, the fewer may be lost) or where several places are as likely. White space
    may differ in all. No passage begins or ends within a grapheme cluster, but where it did in the old text
    and stands on the same characters.

    Args:
        old: the text the positions were taken from, or None where it is lost. A selector whose quote
            does not stand at its position there is looked for by quote and context alone.
        new: the present text.
        selectors: the passages.
    """
    placer: Placer | None = None
    search: QuoteSearch | None = None
    found: list[Anchoring] = []
    for one in selectors:
        if old is None or not one.quote or old[one.start : one.end] != one.quote:
            search = search or QuoteSearch(new)
            found.append(_by_quote(new, one, search))
        elif old == new:
            found.append(Anchoring(one.start, one.end, "anchored"))
        else:
            placer = placer or Placer(old, new, align(old, new))
            place = placer.place(one)
            found.append(_anchoring(new, one, (place.start, place.end) if place else None))
    return found


def _anchoring(new: str, one: Selector, span: tuple[int, int] | None) -> Anchoring:
    if span is None:
        return Anchoring(one.start, one.end, "orphaned")
    words = new[span[0] : span[1]]
    if words != one.quote and words.split() != one.quote.split():
        return Anchoring(*span, "changed")
    return Anchoring(*span, "anchored" if span[0] == one.start and words == one.quote else "moved")


def _by_quote(new: str, one: Selector, search: QuoteSearch) -> Anchoring:
    """Aligns the quote and what stood beside it with each place that could hold them."""
    known = one.prefix + one.quote + one.suffix
    at = search.exact(known, one.start - len(one.prefix))
    if at is not None:
        start = at + len(one.prefix)
        return _anchoring(new, one, (start, start + len(one.quote)))
    places: Counter[tuple[int, int]] = Counter()
    inner = Selector(len(one.prefix), len(one.prefix) + len(one.quote), one.quote, "", "")
    sought = search.words(known)
    for window in search.windows(sought):
        begin = window.start
        found = align_words(sought, search.within(window))
        place = Placer(known, new[begin : window.end], found).place(inner, strictly=True)
        if place:
            span = begin + place.start, begin + place.end
            places[span] = max(places[span], place.words)
    if not places:
        return _anchoring(new, one, None)
    best, *others = sorted(places.items(), key=lambda each: (-each[1], each[0]))
    rivalled = others and others[0][1] > best[1] - _AHEAD
    return _anchoring(new, one, None if rivalled or not _single(new, one, best[0]) else best[0])


def _single(new: str, one: Selector, span: tuple[int, int]) -> bool:
    """Whether what stood beside the quote is found beside no other place that reads as this one does."""
    words, own, at = new[span[0] : span[1]], _context(new, one, *span), -1
    for _ in range(_PLACES):
        at = new.find(words, at + 1)
        if at < 0:
            return True
        if at != span[0] and _context(new, one, at, at + len(words)) >= own:
            return False
    return False


def _context(new: str, one: Selector, start: int, end: int) -> float:
    """How like prefix and suffix are to what stands beside the span, 0 to 200."""
    before, after = new[max(0, start - len(one.prefix)) : start], new[end : end + len(one.suffix)]
    return fuzz.ratio(one.prefix, before) + fuzz.ratio(one.suffix, after)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage's place in the new text."""

    start: int
    end: int
    words: int
    """How many words speak for it: those of the passage that are left, and those beside it."""


class Placer:
    """Follows passages from one version of a text to another."""

    def __init__(self, old: str, new: str, alignment: Alignment) -> None:
        self.old, self.new, self.alignment = old, new, alignment

    def place(self, one: Selector, *, strictly: bool = False) -> Place | None:
        """Where the passage is in the new text, or None where it is lost.

        Args:
            one: the passage, which stands in the old text.
            strictly: with all words of a short passage and most words of a long one, for want of an
                alignment of the whole texts.
        """
        old, new = self.alignment.old, self.alignment.new
        first, last = bisect_right(old.ends, one.start), bisect_left(old.starts, one.end)
        if first >= last:
            return self._blank(one, first)
        known = self.alignment.new_of
        words = [at for at in range(first, last) if self._is_word(at)] or list(range(first, last))
        kept = self._together(
            [at for at in words if known[at] >= 0], _INSERTED_STRICTLY if strictly else _INSERTED
        )
        if not kept or len(kept) < least_kept(len(words), strictly=strictly):
            return None
        beside, confirmed = self._confirmed(first, last, kept)
        if not confirmed:
            return None
        begin, stop = self._widened(first, last, kept)
        start, end = new.starts[begin], new.ends[stop]
        if begin == known[first]:
            start = self._outer_start(one.start, old.starts[first], start)
        if stop == known[last - 1]:
            end = self._outer_end(one.end, old.ends[last - 1], end)
        if self.new[start:end] != one.quote:
            start, end = cluster_at(self.new, start)[0], cluster_at(self.new, end)[1]
        return Place(start, end, len(kept) + beside) if start < end else None

    def _outer_start(self, old: int, of_word: int, start: int) -> int:
        """The start of a passage that began within its first word, or in the white space before it."""
        # Within the word no white space is asked for: it is empty, and stands everywhere.
        return start - (of_word - old) if self.new[:start].endswith(self.old[old:of_word]) else start

    def _outer_end(self, old: int, of_word: int, end: int) -> int:
        return end + (old - of_word) if self.new.startswith(self.old[of_word:old], end) else end

    def _blank(self, one: Selector, right: int) -> Place | None:
        """The place of a passage of white space only: between the same two words, if it is the same."""
        old, new, known = self.alignment.old, self.alignment.new, self.alignment.new_of
        left = known[right - 1] if right else -1
        follower = known[right] if right < len(known) else len(new.starts)
        if follower != left + 1 or (right and left < 0):
            return None
        begin = new.ends[left] if right else 0
        was = old.ends[right - 1] if right else 0
        start, end = begin + one.start - was, begin + one.end - was
        until = new.starts[follower] if follower < len(new.starts) else len(self.new)
        return Place(start, end, 2) if end <= until and self.new[start:end] == one.quote else None

    def _together(self, kept: list[int], inserted: int) -> list[int]:
        """The largest part of the words that stand together in the new text, in the old order."""
        known = self.alignment.new_of
        best: list[int] = []
        part: list[int] = []
        for at in kept:
            if part:
                step = known[at] - known[part[-1]]
                if step <= 0 or step > (at - part[-1]) * 2 + inserted:
                    best, part = max(best, part, key=len), []
            part.append(at)
        return max(best, part, key=len)

    def _confirmed(self, first: int, last: int, kept: list[int]) -> tuple[int, bool]:
        """How many words beside the passage went where it went, and whether these are enough."""
        known = self.alignment.new_of
        begin, end = self._paragraphs(first, last)
        before, after = range(max(begin, first - _BESIDE), first), range(last, min(end, last + _BESIDE))
        near = sum(
            known[at] >= 0 and abs(known[at] - known[edge] - (at - edge)) <= _SLACK
            for around, edge in ((before, kept[0]), (after, kept[-1]))
            for at in around
        )
        return near, near + len(kept) - 1 >= _CONFIRMED * (len(before) + len(after))

    def _paragraphs(self, first: int, last: int) -> tuple[int, int]:
        """The words of the paragraphs the passage stands in."""
        paragraphs = self.alignment.paragraphs
        begin = paragraphs[bisect_right(paragraphs, first, key=lambda one: one[0]) - 1][0]
        return begin, paragraphs[bisect_left(paragraphs, last, key=lambda one: one[1])][1]

    def _is_word(self, at: int) -> bool:
        return self.old[self.alignment.old.starts[at]].isalnum()

    def _widened(self, first: int, last: int, kept: list[int]) -> tuple[int, int]:
        """The first and the last new word, with marks and altered words at the passage's ends."""
        known = self.alignment.new_of
        begin = self._edge(range(kept[0] - 1, first - 1, -1), kept[0], known[kept[0]])
        return begin, self._edge(range(kept[-1] + 1, last), kept[-1], known[kept[-1]])

    def _edge(self, rest: range, edge: int, found: int) -> int:
        """The last new word that goes with the old ones beyond an edge, as far as they stand close to it."""
        known = self.alignment.new_of
        for at in rest:
            away = abs(at - edge)
            if known[at] >= 0:
                if not 0 < (known[at] - found) * rest.step <= away + _AT_END:
                    continue
                edge, found = at, known[at]
            elif away == 1 and self._stands_for(at, found + rest.step):
                edge, found = at, found + rest.step
        return found

    def _stands_for(self, one: int, other: int) -> bool:
        """Whether a word that was put in is another spelling or, of two numbers, the corrected one."""
        old, new = self.alignment.old, self.alignment.new
        if not 0 <= other < len(new.starts) or self.alignment.old_of[other] >= 0:
            return False
        before = self.old[old.starts[one] : old.ends[one]].casefold()
        after = self.new[new.starts[other] : new.ends[other]].casefold()
        return (before[0].isnumeric() and after[0].isnumeric()) or fuzz.ratio(before, after) >= _LIKE


def least_kept(words: int, *, strictly: bool = False) -> float:
    """How many words of a passage must be left: all of one, half of a few, a third of many.

    Strictly, all of three and three fifths of many.
    """
    if strictly:
        return words if words <= 3 else 0.6 * words
    return 1 if words == 1 else words * max(1 / 3, 0.5 - max(0, words - 6) / 100)
