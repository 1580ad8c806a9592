"""Which paragraph is which: equal ones, like ones, and those that their neighbours tell."""

from __future__ import annotations

from collections import Counter

import pytest

from store.pairing import Piece, pair
from store.tokens import Vocabulary

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
