"""Which paragraph is which: equal ones, like ones, and those that their neighbours tell."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from store.anchoring.paragraph_matching import Piece, _Pairs, pair
from store.anchoring.tokens import Vocabulary

FERRY = "The island ferry will sail every day from May"
FARES = "Fares rise by two euros while children travel free"
PIER = "Maria Santos opened a new pier of northern timber"
BRICK = "Maria Santos opened a new pier of brick and rooms"
SAID = "He said so"
MORE = "Read more here"


def paired(old: list[str], new: list[str]) -> dict[int, int]:
    """The number of the new paragraph for each old one that has one."""
    vocabulary = Vocabulary()

    def pieces(paragraphs: list[str]) -> tuple[list[int], list[Piece]]:
        keys: list[int] = []
        spans = []
        for words in paragraphs:
            found = vocabulary.tokens(words).keys
            spans.append((len(keys), len(keys) + len(found)))
            keys += found
        return keys, spans

    (here, before), (there, after) = pieces(old), pieces(new)
    found = pair(here, there, before, after, Counter(here) + Counter(there))
    return {before.index(one): after.index(other) for one, other in found}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ([FERRY, FARES, PIER], [FERRY, FARES, PIER], {0: 0, 1: 1, 2: 2}),
        ([FERRY, FARES, PIER], [PIER, FERRY, FARES], {0: 1, 1: 2, 2: 0}),
        ([FERRY, FARES, PIER], [FERRY, PIER], {0: 0, 2: 1}),
        ([FERRY, PIER], [FERRY, FARES, PIER], {0: 0, 1: 2}),
        ([], [FERRY], {}),
        ([FERRY], [], {}),
        # Equal twice: those beside what is known.
        ([SAID, FERRY, SAID], [FARES, SAID, FERRY, SAID, PIER], {0: 1, 1: 2, 2: 3}),
        ([FERRY, SAID, PIER, SAID], [FERRY, SAID, MORE, PIER, SAID], {0: 0, 1: 1, 2: 3, 3: 4}),
        # Nothing but the beginning, or the end, is beside them.
        ([SAID, SAID, FERRY], [SAID, FARES, FERRY], {0: 0, 2: 2}),
        ([FERRY, SAID, SAID], [FERRY, FARES, SAID], {0: 0, 2: 2}),
        # Onwards from what is known, and backwards.
        ([FERRY, SAID], [FERRY, SAID, MORE, SAID, FARES], {0: 0, 1: 1}),
        ([SAID, FERRY], [FARES, SAID, MORE, SAID, FERRY], {0: 3, 1: 4}),
        ([FERRY, SAID, MORE], [FERRY, SAID, MORE, PIER, SAID, MORE, FARES], {0: 0, 1: 1, 2: 2}),
        ([SAID, MORE, FERRY], [FARES, SAID, MORE, PIER, SAID, MORE, FERRY], {0: 4, 1: 5, 2: 6}),
        # Like, wherever it stands.
        ([FERRY, FARES, PIER], [PIER, FARES + " now", FERRY + " and June"], {0: 2, 1: 1, 2: 0}),
        ([FERRY + " at six", FARES], [FARES, "At seven " + FERRY], {0: 1, 1: 0}),
        # Two that are as like: none, but where a neighbour tells.
        ([FARES, FERRY + " or", PIER], [FARES, FERRY + " a", FERRY + " b"], {0: 0, 1: 1}),
        ([PIER, FERRY + " or", FARES], [FERRY + " a", FERRY + " b", FARES], {1: 1, 2: 2}),
        ([FERRY, "", PIER], [FERRY, FARES, PIER], {0: 0, 2: 2}),
        # As like another, which then turns out to be a third one.
        ([PIER, FERRY, BRICK, FARES],
         [SAID, "Yet one of brick and rooms stands empty", FERRY, MORE, PIER + " yesterday", FARES],
         {0: 4, 1: 2, 2: 1, 3: 5}),
        # Unlike.
        ([FERRY], ["Fog held up every bus and taxi of our town"], {}),
    ],
)  # fmt: skip
def test_which_belong_together(old: list[str], new: list[str], found: dict[int, int]) -> None:
    """Each at most once, and the same seen from the other side."""
    assert paired(old, new) == found
    assert paired(new, old) == {other: one for one, other in found.items()}


def test_of_two_as_like_none_is_taken() -> None:
    """Nothing tells which is meant: no neighbour, and both lost one word."""
    old = [PIER, FERRY + " or June", FARES]
    new = [FARES, PIER, "so " + FERRY, MORE, "as " + FERRY]
    assert paired(old, new) == {0: 1, 1: 2, 2: 0}


def test_what_makes_two_pieces_alike() -> None:
    """The words both have, the rare ones most: 0 to 1; all of them, in any order, is 1."""
    pieces: list[tuple[int, ...]] = [(1, 2, 3), (3, 2, 1), (1, 2, 9), (7, 8, 9), (1, 1, 2)]
    pairs = _Pairs(pieces, pieces, Counter({1: 50, 2: 2, 3: 2, 7: 2, 8: 2, 9: 4}))
    assert pairs._likeness(0, 1) == pytest.approx(1)
    assert pairs._likeness(0, 3) == 0
    assert pairs._likeness(0, 2) == pytest.approx(pairs._likeness(2, 0))
    log = math.log
    one, two, nine = log(1 + 62 / 50), log(1 + 62 / 2), log(1 + 62 / 4)
    assert pairs._likeness(0, 2) == pytest.approx(
        (one + two) / math.sqrt((one + 2 * two) * (one + two + nine))
    )


def test_neighbours_that_are_paired() -> None:
    """None, one or both; the ends of the texts are paired."""
    pieces: list[tuple[int, ...]] = [(1,), (2,), (3,)]
    pairs = _Pairs(pieces, pieces, Counter({1: 2, 2: 2, 3: 2}))
    assert [pairs._beside(one, one) for one in range(3)] == [1, 0, 1]
    assert (pairs._beside(0, 2), pairs._beside(2, 0)) == (0, 0)
    pairs._take(0, 0)
    assert [pairs._beside(1, other) for other in range(3)] == [0, 1, 0]
    pairs._take(2, 2)
    assert pairs._beside(1, 1) == 2
    assert pairs._free(1, 1) and not pairs._free(0, 1) and not pairs._free(1, 2)
    assert (
        not pairs._free(-1, 1) and not pairs._free(1, 3) and not pairs._free(3, 1) and not pairs._free(1, -1)
    )


def test_what_votes_for_a_piece() -> None:
    """Rare words, and all pairs of words beside each other, in their order."""
    pairs = _Pairs([(1, 2, 1)], [(1, 2, 1)], Counter({1: 33, 2: 32}))
    assert pairs._features((1, 2, 1)) == {1 << 32 | 2, 2 << 32 | 1, 2}


def unpaired(count: int) -> _Pairs:
    """So many pieces on either side, each of one word of its own, and none paired."""
    pieces: list[tuple[int, ...]] = [(at,) for at in range(count)]
    return _Pairs(pieces, pieces, Counter(dict.fromkeys(range(count), 2)))


@pytest.mark.parametrize(
    ("known", "likely", "found"),
    [
        ([], [(0.9, 1, 2)], {1: 2}),
        # Two hundredths ahead of the next, on either side.
        ([], [(0.9, 1, 2), (0.87, 1, 3)], {1: 2}),
        ([], [(0.9, 1, 2), (0.89, 1, 3)], {}),
        ([], [(0.9, 1, 3), (0.87, 2, 3), (0.5, 2, 4)], {1: 3}),
        ([], [(0.9, 1, 3), (0.89, 2, 3), (0.5, 2, 4)], {}),
        ([], [(0.5, 1, 3), (0.5, 2, 4), (0.9, 1, 4)], {1: 4}),
        # Each neighbour that is paired counts for a tenth; what is paired is no rival.
        ([(1, 2)], [(0.5, 2, 3), (0.55, 2, 5)], {2: 3}),
        ([(1, 2)], [(0.5, 2, 3), (0.65, 2, 5)], {2: 5}),
        ([(1, 2), (3, 4)], [(0.5, 2, 3), (0.65, 2, 5)], {2: 3}),
        ([(1, 2)], [(0.9, 1, 4), (0.9, 3, 2), (0.8, 3, 4)], {3: 4}),
    ],
)
def test_the_likeliest_pairs_are_taken(
    known: list[tuple[int, int]], likely: list[tuple[float, int, int]], found: dict[int, int]
) -> None:
    """The best first, and only where no other pair of one of the two is as likely."""
    pairs = unpaired(7)
    for one, other in known:
        pairs._take(one, other)
    pairs.take_likeliest(likely)
    assert pairs.new_of == {**dict(known), **found}
    assert pairs.old_of == {other: one for one, other in pairs.new_of.items()}


def test_which_pieces_are_compared() -> None:
    """Those not paired that share a rare word, or words beside each other, and are like enough."""
    before: list[tuple[int, ...]] = [(1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)]
    after: list[tuple[int, ...]] = [(3, 20, 21), (5, 4, 6), (7, 8, 9, 22), (30, 10, 11), (30, 12, 11)]
    counts = Counter({key: 2 for piece in (*before, *after) for key in piece} | {10: 99, 11: 99, 12: 99})
    pairs = _Pairs(before, after, counts)
    assert [(one, other) for _, one, other in pairs.likely()] == [(1, 1), (2, 2), (3, 3)]
    assert all(likeness == pairs._likeness(one, other) for likeness, one, other in pairs.likely())
    pairs._take(1, 2)
    assert [(one, other) for _, one, other in pairs.likely()] == [(3, 3)]


@pytest.mark.parametrize(("pieces", "compared"), [(1, 1), (5, 5), (8, 5), (9, 0)])
def test_a_word_of_many_pieces_names_none(pieces: int, compared: int) -> None:
    """Up to eight it tells of, and the first five of them are compared."""
    after: list[tuple[int, ...]] = [(1, 2, 10 + at) for at in range(pieces)]
    pairs = _Pairs([(1, 2, 3)], after, Counter(key for piece in after for key in (*piece, 3)))
    assert [other for _, _, other in pairs.likely()] == list(range(compared))


def test_the_pieces_that_share_most_are_compared_first() -> None:
    """However far behind they stand."""
    after: list[tuple[int, ...]] = [*((1, 50 + at) for at in range(6)), (2, 1, 3), (1, 2)]
    pairs = _Pairs([(1, 2, 3)], after, Counter(key for piece in after for key in (*piece, 3)))
    assert sorted((other for _, _, other in pairs.likely()), reverse=True)[:2] == [7, 6]


def test_equal_pieces_are_taken_wherever_they_stand() -> None:
    """Those that stand once in both; of those that stand more often, the ones beside them."""
    before: list[tuple[int, ...]] = [(1,), (9,), (2,), (9,), (3,), (4,)]
    after: list[tuple[int, ...]] = [(3,), (8,), (9,), (2,), (7,), (9,), (1,), (4,), (4,)]
    pairs = _Pairs(before, after, Counter(key for piece in (*before, *after) for key in piece))
    pairs.take_equal()
    assert pairs.new_of == {0: 6, 1: 2, 2: 3, 4: 0, 5: 8}


def test_like_pieces_are_taken_beside_what_is_known() -> None:
    """By half their weight, going on from each; a pair that was gone on from is not looked at again."""
    before: list[tuple[int, ...]] = [(1, 2, 3), (4, 5), (6, 7, 8), (9,), (10, 11, 12)]
    after: list[tuple[int, ...]] = [(3, 20, 1), (5, 4, 4), (8, 30), (9,), (12, 40, 50)]
    counts = Counter(dict.fromkeys([*range(13), 20, 30, 40, 50], 2))
    pairs = _Pairs(before, after, counts)
    pairs.take_beside()
    assert pairs.new_of == {0: 0, 1: 1}
    pairs._take(3, 3)
    pairs.take_beside()
    assert pairs.new_of == {0: 0, 1: 1, 3: 3}
    follows = _Pairs(before, [(0,), (9,), (11, 10), (60,)], counts + Counter([60]))
    follows._take(3, 1)
    follows.take_beside()
    assert follows.new_of == {3: 1, 4: 2}
    assert (3, 1) in follows.followed
    del follows.new_of[4], follows.old_of[2]
    follows.take_beside()
    assert 4 not in follows.new_of
