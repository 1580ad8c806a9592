"""Which word of one version is which of the other: to the word, whatever was put in, moved or split."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchoring import alignment
from store.anchoring.alignment import Alignment, align, align_run
from tests.drawn import listed

FERRY = "The island ferry will sail every day from May, the harbour trust said on Monday."
FARES = "Fares rise by two euros in June, while children under twelve travel free with a parent."
MAYOR = "Maria Santos, the mayor, opened a new pier and thanked engineers of three northern yards."
TEXT = "\n\n".join([FERRY, FARES, MAYOR])

WORDS = listed(["the ", "ferry ", "sails", "\n\n", " ", ". ", "bus ", "pier "], max_size=30)


def differing(old: str, new: str, found: Alignment) -> tuple[str, str]:
    """The words that were lost, and those that were put in."""
    lost = [at for at, to in enumerate(found.new_of) if to < 0]
    put_in = [at for at, to in enumerate(found.old_of) if to < 0]
    return (
        " ".join(old[found.old.starts[at] : found.old.ends[at]] for at in lost),
        " ".join(new[found.new.starts[at] : found.new.ends[at]] for at in put_in),
    )


def sound(found: Alignment) -> None:
    """Words that are taken for the same are equal, and each for one only."""
    for old, new in enumerate(found.new_of):
        assert new < 0 or (found.old_of[new] == old and found.new.keys[new] == found.old.keys[old])
    assert sum(new >= 0 for new in found.new_of) == sum(old >= 0 for old in found.old_of)


@given(WORDS.map("".join), WORDS.map("".join))
def test_only_equal_words_are_the_same(old: str, new: str) -> None:
    """In any two texts, and each word is one other at most; a text is wholly itself."""
    for way in (align, align_run):
        sound(way(old, new))
        assert way(old, old).new_of == list(range(len(way(old, old).old.keys)))


EDITS = [
    ("Monday", "Tuesday", "Monday", "Tuesday"),
    ("The island ferry", "Today the island ferry", "", "Today"),
    ("The island ferry will", "An old boat will", "The island ferry", "An old boat"),
    ("northern yards.", "northern yards in all.", "", "in all"),
    ("two euros", "three hundred euros", "two", "three hundred"),
    ("while children under twelve travel", "while travel", "children under twelve", ""),
    ("opened a new pier", "shut one pier", "opened a new", "shut one"),
    ("from May, the harbour", "from May.\n\nThe harbour", ",", "."),
    (f"{FERRY}\n\n{FARES}", f"{FARES}\n\n{FERRY}", "", ""),
    (f"{FARES}\n\n", "", FARES.replace(",", " ,").replace(".", " ."), ""),
    (FERRY, f"{FERRY}\n\nMore follows tomorrow", "", "More follows tomorrow"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "instead", "lost", "put_in"), EDITS)
@pytest.mark.parametrize("way", ["least edits", "unique words", "little work"])
def test_what_differs_is_what_was_edited(
    monkeypatch: pytest.MonkeyPatch, way: str, words: str, instead: str, lost: str, put_in: str
) -> None:
    """No word more and none less, also where texts are too long for the least number of edits."""
    if way == "unique words":
        monkeypatch.setattr(alignment, "_CELLS", 30)
    elif way == "little work":
        monkeypatch.setattr(alignment, "_ALL_CELLS", 300)
    new = TEXT.replace(words, instead)
    assert new != TEXT
    found = align(TEXT, new)
    sound(found)
    assert differing(TEXT, new, found) == (lost, put_in)
    back = align(new, TEXT)
    assert differing(new, TEXT, back) == (put_in, lost)


def test_a_stretch_is_aligned_within_what_surrounds_it() -> None:
    """Words before and after it are no part of it, and a word like one of it there is no temptation."""
    words = FARES.removesuffix(".")
    for before in ("", "the trust and the day said so, "):
        new = f"{before}{words}; it said by June that parents travel free"
        found = align_run(words, new)
        first = found.new_of[0]
        assert found.new_of == list(range(first, first + len(found.old.keys)))
        assert new[found.new.starts[first] :].startswith("Fares")


def test_a_word_that_stays_between_one_lost_and_one_put_in() -> None:
    """Two replaced would be no more edits; wherever in a text it is."""
    long = [f"word{at}" for at in range(500)]
    for at in (0, 250, 500):
        old, new = (" ".join([*long[:at], *pair, *long[at:]]) for pair in (("one", "two"), ("two", "six")))
        assert differing(old, new, align(old, new)) == ("one", "six")


def test_a_piece_that_went_into_another_paragraph_is_found() -> None:
    """Five words are enough, four could be anybody's."""
    piece = "children under twelve travel free with a parent"
    new = TEXT.replace(f", while {piece}", "").replace("a new pier", f"a new pier where {piece}")
    assert differing(TEXT, new, align(TEXT, new)) == (", while", "where")


def test_a_first_paragraph_that_was_split_or_joined() -> None:
    """Nothing stands before it to hold on to; nor behind the last one."""
    for at, (one, other) in enumerate([("The island ferry will", "sail"), ("thanked engineers", "of three")]):
        split = TEXT.replace(f"{one} {other}", f"{one}\n\n{other}")
        for old, new in ((TEXT, split), (split, TEXT)):
            assert differing(old, new, align(old, new)) == ("", ""), at


def test_runs_of_unknown_words() -> None:
    """Half-open, within the bounds, and no empty ones."""
    assert list(alignment._runs([-1, -1, 0, -1, 1, 2, -1], 0, 7)) == [(0, 2), (3, 4), (6, 7)]
    assert list(alignment._runs([-1, -1, 0, -1], 1, 4)) == [(1, 2), (3, 4)]
    assert list(alignment._runs([0, 1], 0, 2)) == []
    assert list(alignment._unknown([-1] * 5 + [0] + [-1] * 4, (0, 10))) == [(0, 5)]


@given(st.permutations(range(7)))
def test_the_longest_rising_part(places: list[int]) -> None:
    """As long as any, and in order."""
    pairs = list(enumerate(places))
    found = alignment._increasing(pairs)
    assert found == sorted(found) and [one[1] for one in found] == sorted(one[1] for one in found)
    assert set(found) <= set(pairs)
    longest = max(
        size for size in range(8) if any(list(part) == sorted(part) for part in combinations(places, size))
    )
    assert len(found) == longest
    assert alignment._increasing([]) == []


def test_words_that_stand_once_in_both() -> None:
    """Twice in either is not once."""
    assert alignment._unique_pairs([5, 1, 1, 2, 3, 9], [3, 2, 2, 1, 5, 8]) == [(0, 4), (4, 0)]
