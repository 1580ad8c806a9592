"""Which word of a text's old version is which word of the new one.

Paragraphs first: those that stand once in both versions are the same, and so are equal ones beside the
same (P. Heckel, "A technique for isolating differences between files", CACM 21(4), 1978, which sees moved
paragraphs); then those that share their rare words. Within a pair words are aligned by the least number of
edits (rapidfuzz). What is left over is compared once more in the gaps, where a paragraph was split or
joined, and as pieces that were moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Levenshtein

from store.anchoring.paragraph_matching import Piece, pair
from store.anchoring.tokens import Tokens, Vocabulary
from store.structure import paragraph_spans

#: Cells (old words x new words) an alignment of two runs may cost; 64 cells are one step of the processor.
_CELLS = 1 << 27
#: Cells all alignments of a text may cost together.
_ALL_CELLS = 1 << 33
#: The most cells of a gap between equal words that is searched for more of them.
_REFINED = 400
#: How often as many equal words as a run has may be expected there by chance before the run is not believed.
_CHANCE = 1.0
#: Words on each side of a run that may have been put in.
_BESIDE = 4
#: Words a piece must have to be looked for elsewhere.
_MOVED = 5

Block = tuple[int, int, int]
"""First old word, first new word, how many are equal."""


@dataclass(slots=True)
class Alignment:
    """Two versions of a text, and which words are the same."""

    old: Tokens
    new: Tokens
    paragraphs: list[Piece]
    """The old text's, as runs of words."""
    new_of: list[int] = field(init=False)
    """For each old word the new one, or -1 where it is gone. No two have the same."""
    old_of: list[int] = field(init=False)
    """For each new word the old one, or -1."""

    def __post_init__(self) -> None:
        self.new_of = [-1] * len(self.old.keys)
        self.old_of = [-1] * len(self.new.keys)

    def join(self, blocks: Iterable[Block]) -> None:
        """Takes the words of the blocks for the same."""
        for old, new, size in blocks:
            self.new_of[old : old + size] = range(new, new + size)
            self.old_of[new : new + size] = range(old, old + size)


def align(old: str, new: str) -> Alignment:
    """The alignment of two versions of a text; its cost grows about as the texts do."""
    vocabulary = Vocabulary()
    here, there = vocabulary.tokens(old), vocabulary.tokens(new)
    before, after = _pieces(old, here), _pieces(new, there)
    alignment = Alignment(here, there, before)
    work = _Work(alignment, _counted(here, there))
    work.pair(before, after)
    work.close_gaps()
    work.pair(
        [one for piece in before for one in _unknown(alignment.new_of, piece)],
        [one for piece in after for one in _unknown(alignment.old_of, piece)],
    )
    return alignment


def align_run(old: str, new: str) -> Alignment:
    """The alignment of two stretches of text in which nothing was moved."""
    vocabulary = Vocabulary()
    return align_words(vocabulary.tokens(old), vocabulary.tokens(new))


def align_words(here: Tokens, there: Tokens) -> Alignment:
    """As `align_run`, of their words, which are of one vocabulary."""
    whole = (0, len(here.keys))
    alignment = Alignment(here, there, [whole])
    work = _Work(alignment, _counted(here, there))
    found = work.blocks(whole, (0, len(there.keys)))
    if found:  # once more without the words beside, which chance could explain as well
        begin = max(0, found[0][1] - found[0][0] - _BESIDE)
        last = found[-1]
        piece = (begin, min(len(there.keys), last[1] + whole[1] - last[0] + _BESIDE))
        found = work.blocks(whole, piece) if piece != (0, len(there.keys)) else found
    alignment.join(found)
    return alignment


def _counted(here: Tokens, there: Tokens) -> Counter[int]:
    """How often each key stands in both texts together."""
    counts = Counter(here.keys)
    counts.update(there.keys)
    return counts


def _pieces(text: str, tokens: Tokens) -> list[Piece]:
    """The paragraphs as runs of words."""
    spans = paragraph_spans(text)
    return [(bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)) for start, end in spans]


def _unknown(known: Sequence[int], piece: Piece) -> Iterator[Piece]:
    """The runs of words within the piece that are not known, if long enough to be told apart."""
    return ((start, end) for start, end in _runs(known, *piece) if end - start >= _MOVED)


def _runs(known: Sequence[int], start: int, end: int) -> Iterator[Piece]:
    """The runs of words that are not known."""
    while start < end:
        if known[start] >= 0:
            start += 1
            continue
        stop = start
        while stop < end and known[stop] < 0:
            stop += 1
        yield start, stop
        start = stop


@dataclass(slots=True)
class _Work:
    """An alignment in the making."""

    alignment: Alignment
    counts: Counter[int]
    """How often each key stands in both texts together."""
    cells: int = 0
    total: int = field(init=False)
    """The words of both texts together."""

    def __post_init__(self) -> None:
        self.total = self.counts.total()

    def pair(self, before: list[Piece], after: list[Piece]) -> None:
        """Aligns the pieces that belong together."""
        old, new = self.alignment.old.keys, self.alignment.new.keys
        for one, other in pair(old, new, before, after, self.counts):
            self._join(one, other)

    def close_gaps(self) -> None:
        """Aligns what stands between words known to be the same: paragraphs that were split or joined."""
        known, back = self.alignment.new_of, self.alignment.old_of
        for start, end in list(_runs(known, 0, len(known))):
            left = stop = known[start - 1] + 1 if start else 0
            while stop < len(back) and back[stop] < 0:
                stop += 1
            self._join((start, end), (left, stop))
            right = begin = known[end] if end < len(known) else len(back)
            while begin > 0 and back[begin - 1] < 0:
                begin -= 1
            left_over = end
            while left_over > start and known[left_over - 1] < 0:
                left_over -= 1
            self._join((left_over, end), (begin, right))

    def _join(self, before: Piece, after: Piece) -> None:
        self.alignment.join(self.blocks(before, after))

    def blocks(self, before: Piece, after: Piece) -> list[Block]:
        """The runs of equal words of two pieces, in order."""
        old = self.alignment.old.keys[before[0] : before[1]]
        new = self.alignment.new.keys[after[0] : after[1]]
        if old == new:
            return [(before[0], after[0], len(old))]
        found = self._believed(old, new, list(self._equal(old, new)))
        found = self._believed(old, new, list(self._refined(old, new, found)))
        return [(before[0] + one, after[0] + other, size) for one, other, size in found]

    def _equal(self, old: list[int], new: list[int]) -> Iterator[Block]:
        """The runs of equal words in an alignment of least edits, in order."""
        cost = len(old) * len(new)
        if cost > _CELLS or self.cells + cost > _ALL_CELLS:
            yield from self._between_unique(old, new)
            return
        self.cells += cost
        for block in Levenshtein.editops(old, new).as_matching_blocks():
            if block.size:
                yield block.a, block.b, block.size

    def _refined(self, old: list[int], new: list[int], blocks: list[Block]) -> Iterator[Block]:
        """The blocks, and the most equal words in between.

        Least edits take two words replaced for no worse than one deleted and another put in beside it.
        """
        one = other = 0
        for start, begin, size in [*blocks, (len(old), len(new), 0)]:
            if (start - one) * (begin - other) <= _REFINED:
                for block in LCSseq.editops(old[one:start], new[other:begin]).as_matching_blocks():
                    if block.size:
                        yield one + block.a, other + block.b, block.size
            if size:
                yield start, begin, size
            one, other = start + size, begin + size

    def _between_unique(self, old: list[int], new: list[int]) -> Iterator[Block]:
        """As `_equal`, for long runs: from one word that stands once in both to the next.

        B. Cohen's "patience diff". Without such words, only what both begin with is the same.
        """
        both = enumerate(zip(old, new, strict=False))
        first = next((at for at, (a, b) in both if a != b), min(len(old), len(new)))
        if first:
            yield 0, 0, first
            rest = self._equal(old[first:], new[first:])
            yield from ((first + one, first + other, size) for one, other, size in rest)
        elif fixed := _increasing(_unique_pairs(old, new)):
            for (start, begin), (end, stop) in pairwise([(-1, -1), *fixed, (len(old), len(new))]):
                between = self._equal(old[start + 1 : end], new[begin + 1 : stop])
                yield from ((start + 1 + one, begin + 1 + other, size) for one, other, size in between)
                if end < len(old):
                    yield end, stop, 1

    def _believed(self, old: list[int], new: list[int], blocks: list[Block]) -> list[Block]:
        """Without runs that chance explains: few and common words amid many that differ."""
        counts, total = self.counts, self.total
        while True:
            kept: list[Block] = []
            last = (0, 0)
            behind = [*((one, other) for one, other, _ in blocks[1:]), (len(old), len(new))]
            for (one, other, size), (end, stop) in zip(blocks, behind, strict=False):
                expected = (end - last[0]) * (stop - last[1]) / size
                if (one == other == 0) or (one + size == len(old) and other + size == len(new)):
                    expected = 1.0  # only there could they begin or end alike
                for key in old[one : one + size]:
                    expected *= counts[key] / total
                    if expected < _CHANCE:
                        break
                if expected < _CHANCE or (end - last[0] == size == stop - last[1]):
                    kept.append((one, other, size))
                    last = (one + size, other + size)
            if len(kept) == len(blocks):
                return kept
            blocks = kept


def _unique_pairs(old: list[int], new: list[int]) -> list[tuple[int, int]]:
    """Where words stand that both hold once, in the order of the old."""
    once = {key for key, count in Counter(old).items() if count == 1}
    once &= {key for key, count in Counter(new).items() if count == 1}
    places = {key: at for at, key in enumerate(new) if key in once}
    return [(at, places[key]) for at, key in enumerate(old) if key in once]


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose second places rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [at]
    found: list[tuple[int, int]] = []
    last = piles[-1] if piles else None
    while last is not None:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]
