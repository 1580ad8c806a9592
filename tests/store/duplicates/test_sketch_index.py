"""Candidates for a text, found by shared hashes."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.duplicates import sketch_index
from store.duplicates.likeness import SKETCH, sketch
from store.duplicates.sketch_index import Postings

#: Passages of 16 hashes from all of their range, both of its ends among them.
_PASSAGES = [
    range(16),
    range(2**32 - 16, 2**32),
    *(random.Random(number).sample(range(2**32), 16) for number in range(40)),
]
_TEXTS = st.frozensets(
    st.sampled_from(range(len(_PASSAGES))), min_size=SKETCH // 16, max_size=SKETCH // 8
).map(lambda passages: frozenset(one for passage in passages for one in _PASSAGES[passage]))


@pytest.fixture(scope="module")
def few_buckets() -> Iterator[None]:
    """In which some texts' hashes lie as close as a hundred thousand's do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketch_index, "_BUCKETS", 2)
        yield


@given(texts=st.lists(_TEXTS, min_size=1, max_size=8))
def test_a_text_that_is_known_is_a_candidate(few_buckets: None, texts: list[frozenset[int]]) -> None:
    """Whether it was there from the first or added later; one that holds it may come before it."""
    sketches = [sketch(hashes) for hashes in texts]
    known = Postings(enumerate(sketches, start=1))
    grown = Postings([])
    for key, one in enumerate(sketches, start=1):
        grown.add(key, one)
    for key, one in enumerate(sketches, start=1):
        for postings in (known, grown):
            assert key in postings.candidates(one)


def test_a_single_hash_in_common_makes_no_candidate() -> None:
    """Texts share a phrase now and then."""
    postings = Postings([(1, array("I", range(0, 6400, 100)))])
    assert postings.candidates(array("I", [0, *range(1, 6301, 100)])) == []


def test_what_thousands_hold_costs_no_look_at_thousands() -> None:
    """Only the newest holders of a hash are looked at, and few candidates are given."""
    same = array("I", range(SKETCH))
    postings = Postings((key, same) for key in range(1, 3000))
    found = postings.candidates(same)
    assert found and len(found) <= 16 and min(found) > 2900


def test_hashes_at_the_end_of_the_range_are_found() -> None:
    """The largest hash of 32 bits has its postings too."""
    top = array("I", range(2**32 - SKETCH, 2**32))
    assert Postings([(7, top)]).candidates(top) == [7]
