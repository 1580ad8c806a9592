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
        # Like, wherever it stands.
        ([FERRY, FARES, PIER], [PIER, FARES + " now", FERRY + " and June"], {0: 2, 1: 1, 2: 0}),
        ([FERRY + " at six", FARES], [FARES, "At seven " + FERRY], {0: 1, 1: 0}),
        # Two that are as like: none, but where a neighbour tells.
        ([FARES, FERRY + " or", PIER], [FARES, FERRY + " a", FERRY + " b"], {0: 0, 1: 1}),
        ([PIER, FERRY + " or", FARES], [FERRY + " a", FERRY + " b", FARES], {1: 1, 2: 2}),
        ([FERRY, "", PIER], [FERRY, FARES, PIER], {0: 0, 2: 2}),
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
