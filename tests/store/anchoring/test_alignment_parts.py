"""The parts of an alignment, on the keys of words alone."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchoring import alignment
from store.anchoring.alignment import Alignment, Block, _Work, align, align_run
from store.anchoring.tokens import Tokens
from tests.drawn import listed

KEYS = listed(range(5), max_size=24)


def work(old: list[int], new: list[int], counts: dict[int, int] | None = None) -> _Work:
    """An alignment of two lists of keys that has yet to be made."""
    found = Alignment(Tokens([], [], old), Tokens([], [], new), [(0, len(old))])
    return _Work(found, Counter(counts or old + new))


def longest(old: list[int], new: list[int]) -> int:
    """How many words both hold in one order, by the table of the textbooks."""
    above = [0] * (len(new) + 1)
    for key in old:
        row = [0]
        for at, other in enumerate(new):
            row.append(above[at] + 1 if key == other else max(above[at + 1], row[at]))
        above = row
    return above[-1]


def in_order(old: list[int], new: list[int], blocks: list[Block]) -> bool:
    """Whether the blocks hold equal words, and each begins where the one before has ended, or later."""
    last = (0, 0)
    for one, other, size in blocks:
        if size < 1 or one < last[0] or other < last[1]:
            return False
        if old[one : one + size] != new[other : other + size] or len(new[other : other + size]) < size:
            return False
        last = one + size, other + size
    return True


def test_what_is_gone_has_no_place() -> None:
    """It is -1, from either side; what was joined has its place."""
    found = work([1, 2, 3], [4, 2, 3, 5]).alignment
    assert (found.new_of, found.old_of) == ([-1] * 3, [-1] * 4)
    found.join([(1, 1, 2)])
    assert (found.new_of, found.old_of) == ([-1, 1, 2], [-1, 1, 2, -1])


@given(st.data())
def test_a_gap_goes_on_from_the_words_beside_it(data: st.DataObject) -> None:
    """What is unknown is found in the free words behind where the word before went, or before the next's.

    The words all differ; even numbers are pieces of one word that are known, odd ones those to be found.
    """
    old = [at for at in range(9) if at % 2 == 0 or data.draw(st.booleans())]
    old = old[data.draw(st.integers(0, 1)) : len(old) - data.draw(st.integers(0, 1))]
    new = data.draw(st.permutations([*old, *range(100, 100 + data.draw(st.integers(0, 2)))]))
    words = {at: [at * 10 + word for word in range(1 if at % 2 == 0 else 3)] for at in {*old, *new}}
    here, there = ([word for at in one for word in words[at]] for one in (old, new))
    begins = dict(zip(new, accumulate((len(words[at]) for at in new), initial=0), strict=False))
    made = work(here, there)
    joined = {at for at in old if at % 2 == 0}
    made.alignment.join((here.index(at * 10), begins[at], 1) for at in joined)

    made.close_gaps()

    def free(places: list[int]) -> list[int]:
        known = [number for number, at in enumerate(places) if at in joined]
        return places[: known[0]] if known else places

    for number, at in enumerate(old):
        if at % 2:
            left = new.index(old[number - 1]) + 1 if number else 0
            right = new.index(old[number + 1]) if number + 1 < len(old) else len(new)
            if at in free(new[left:]) or at in free(new[:right][::-1]):
                joined.add(at)
    expected = [begins[at] + word if at in joined else -1 for at in old for word in range(len(words[at]))]
    assert made.alignment.new_of == expected
    assert made.alignment.old_of == [expected.index(at) if at in expected else -1 for at in range(len(there))]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ([1, 2, 3, 4, 50, 9, 5, 6, 7, 8], [0, 1, 2, 3, 6, 7, 8, 9]),  # one half behind, the other before
        ([5, 6, 7, 8, 50, 1, 2, 3, 4], [5, 6, 7, 8, 0, 1, 2, 3]),
        ([5, 6, 7, 8, 1, 2, 3, 4, 50], [4, 5, 6, 7, 0, 1, 2, 3]),
    ],
)
def test_a_gap_may_be_parted(new: list[int], found: list[int]) -> None:
    """Its beginning stays with the word before, and its end with the word behind, wherever these went."""
    old = [1, 2, 3, 4, 5, 6, 7, 8]
    made = work(old, new, {**dict.fromkeys(old, 2), 50: 100})
    made.alignment.join([(0, new.index(1), 1), (7, new.index(8), 1)])
    made.close_gaps()
    assert made.alignment.new_of == found


def test_a_gap_at_the_beginning_goes_before_what_follows_it() -> None:
    """Though the last words of both texts are known as little."""
    made = work([1, 2, 3, 8, 9, 20], [9, 1, 2, 3, 8, 30])
    made.alignment.join([(3, 4, 1), (4, 0, 1)])
    made.close_gaps()
    assert made.alignment.new_of == [1, 2, 3, 4, 0, -1]
    made = work([1, 2, 3, 8, 9], [1, 2, 3, 8, 30, 9, 31])
    made.alignment.join([(3, 3, 1), (4, 5, 1)])
    made.close_gaps()
    assert made.alignment.new_of == [0, 1, 2, 3, 5]


#: Of a hundred words: how often each key is one of them.
COUNTS = {0: 25, 1: 25, 2: 1, 3: 1, 4: 48}


@pytest.mark.parametrize(
    ("sizes", "blocks", "kept"),
    [
        # A common word amid others: by chance it stands in four pairs of places once.
        ((5, 5), [(1, 1, 1, 0)], []),
        ((4, 1), [(1, 0, 1, 0)], []),
        ((3, 1), [(1, 0, 1, 0)], [0]),
        ((1, 3), [(0, 1, 1, 0)], [0]),
        ((1, 4), [(0, 1, 1, 0)], []),
        # Two in a row are rarer, and a rare one by itself.
        ((6, 5), [(1, 1, 2, 0)], [0]),
        ((6, 6), [(1, 1, 2, 0)], []),
        ((9, 11), [(2, 2, 1, 2)], [0]),
        ((11, 10), [(2, 2, 1, 2)], []),
        # At both beginnings, or both ends, no chance is needed; at one of them it is.
        ((9, 9), [(0, 0, 1, 0)], [0]),
        ((9, 9), [(8, 8, 1, 0)], [0]),
        ((9, 5), [(8, 4, 1, 0)], [0]),
        ((9, 9), [(1, 0, 1, 0)], []),
        ((9, 9), [(0, 1, 1, 0)], []),
        ((9, 9), [(8, 7, 1, 0)], []),
        ((9, 9), [(7, 8, 1, 0)], []),
        # The gap reaches from the run before to the run behind.
        ((19, 19), [(0, 0, 3, 2), (5, 5, 1, 0), (14, 13, 5, 3)], [0, 2]),
        ((19, 19), [(0, 0, 3, 2), (4, 3, 1, 0), (6, 4, 13, 3)], [0, 1, 2]),
        ((19, 19), [(0, 0, 3, 2), (3, 4, 1, 0), (4, 6, 13, 3)], [0, 1, 2]),
        ((19, 19), [(0, 0, 3, 2), (4, 4, 1, 0), (5, 5, 13, 3)], [0, 2]),
        # Words that fill their gap are what was left, however common.
        ((7, 7), [(0, 0, 2, 2), (2, 2, 3, 4), (5, 5, 2, 3)], [0, 1, 2]),
        # What was believed for its nearness to a run that is none falls with it.
        ((40, 40), [(1, 0, 1, 0), (3, 1, 1, 1)], []),
    ],
)  # fmt: skip
def test_runs_that_chance_explains(
    sizes: tuple[int, int], blocks: list[tuple[int, int, int, int]], kept: list[int]
) -> None:
    """Fewer than one expected in the gap: it is believed. Each block says which key all its words are."""
    old, new = [4] * sizes[0], [4] * sizes[1]
    for one, other, size, key in blocks:
        old[one : one + size] = new[other : other + size] = [key] * size
    runs = [block[:3] for block in blocks]
    assert work([], [], COUNTS)._believed(old, new, runs) == [runs[at] for at in kept]


def test_one_word_over_and_over_tells_nothing() -> None:
    """Not even where both begin, but where it fills all."""
    alone = work([], [], {7: 9})
    assert alone._believed([7], [7, 7], [(0, 0, 1)]) == []
    assert alone._believed([7, 7], [7], [(0, 0, 1)]) == []
    assert alone._believed([7, 7], [7, 7], [(0, 0, 2)]) == [(0, 0, 2)]


@given(KEYS, KEYS, st.integers(0, 60))
def test_between_runs_as_many_equal_words_as_there_are(old: list[int], new: list[int], searched: int) -> None:
    """Beside what is given, in gaps small enough to be searched; of larger ones nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_REFINED", searched)
        for given_, (one, other) in product((False, True), [(len(old) // 2, len(new) // 3)]):
            middle = [(one, other, 1)] if given_ and one < len(old) and other < len(new) else []
            if middle and old[one] != new[other]:
                continue
            gaps = [(old, new)]
            if middle:
                gaps = [(old[:one], new[:other]), (old[one + 1 :], new[other + 1 :])]
            found = list(work([], [], {0: 1})._refined(old, new, middle))
            assert in_order(old, new, found)
            assert set(middle) <= set(found)
            assert sum(size for *_, size in found) == len(middle) + sum(
                longest(*gap) for gap in gaps if len(gap[0]) * len(gap[1]) <= searched
            )


@given(KEYS, KEYS)
def test_long_texts_are_equal_where_they_begin_alike(old: list[int], new: list[int]) -> None:
    """In any texts too long for least edits: in order, and with all of their common beginning."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_CELLS", 0)
        made = work(old, new)
        found = list(made._equal(old, new))
    assert in_order(old, new, found)
    same = {one for one, _, size in found for one in range(one, one + size)}
    first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    assert same >= set(range(min(len(old), len(new)) if first is None else first))
    assert made.cells == 0


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([1, 2, 3], [1, 2, 9], {0: 0, 1: 1}),
        ([1, 1, 5, 1, 1], [2, 2, 5, 3], {2: 2}),
        ([7, 5, 1, 1, 8], [9, 5, 1, 1], {1: 1, 2: 2, 3: 3}),
        ([7, 3, 5, 3], [9, 3, 5, 3, 3], {1: 1, 2: 2, 3: 3}),
        ([3, 7, 5, 3], [3, 9, 9, 5, 8, 3, 3], {0: 0, 2: 3}),
        ([1, 6, 7, 2, 8, 3], [9, 8, 6, 0, 7], {1: 2, 2: 4}),
        ([1, 1, 2, 2], [2, 2, 1, 1], {}),
        ([1, 1], [1, 1, 1], {0: 0, 1: 1}),
    ],
)
def test_long_texts_are_equal_where_rare_words_are(
    monkeypatch: pytest.MonkeyPatch, old: list[int], new: list[int], found: dict[int, int]
) -> None:
    """From one word that stands once in both to the next; without one, no further than they begin alike."""
    monkeypatch.setattr(alignment, "_CELLS", 0)
    blocks = work(old, new)._equal(old, new)
    assert {one + at: other + at for one, other, size in blocks for at in range(size)} == found


def test_the_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alignment, and all together; equal pieces cost nothing."""
    monkeypatch.setattr(alignment, "_CELLS", 20)
    monkeypatch.setattr(alignment, "_ALL_CELLS", 50)
    old, new = [1, 2, 3, 4, 9, 8, 7], [5, 2, 3, 6, 9, 8, 7]
    made = work(old, new)
    for before, after, cells in (
        ((4, 7), (4, 7), 0),
        ((0, 4), (0, 4), 16),
        ((0, 5), (0, 5), 18),  # too much: but for what stands between 2, 3 and 9
        ((0, 4), (1, 5), 34),
        ((0, 4), (0, 5), 37),
        ((0, 3), (0, 4), 49),
    ):
        assert made.blocks(before, after)
        assert made.cells == cells


def test_a_stretch_is_looked_for_again_where_it_stands() -> None:
    """A word at its beginning or end, too far from the others to be believed in a long text, is found."""
    far = " ".join(f"word{at}" for at in range(120))
    quote = "the ? ? ferry sails at noon"
    new = f"{far} the ! ! ferry sails at noon . {far}"
    at = 120
    assert align_run(quote, new).new_of == [at, -1, -1, at + 3, at + 4, at + 5, at + 6]
    quote = "ferry sails at noon ? ? of"
    new = f"{far} . ferry sails at noon ! ! of {far}"
    assert align_run(quote, new).new_of == [at + 1, at + 2, at + 3, at + 4, -1, -1, at + 7]


def test_pieces_of_five_words_are_looked_for_elsewhere() -> None:
    """Of both texts, when the paragraphs that belong together are known."""
    for words, found in (("one two three four five", True), ("one two three four", False)):
        old = f"The island ferry sails {words} every day from May on."
        new = f"The island ferry sails every day from May on.\n\nNothing else. Or {words}; so it is."
        made = align(old, new)
        assert (made.new_of[4] >= 0) is found
        assert (align(new, old).old_of[4] >= 0) is found
