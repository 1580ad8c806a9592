"""Where no dateline may begin, told by signs, there is no date, no bracket and no place with words behind."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.structure.dateline_signs import may_begin
from store.structure.datelines import dateline_at
from store.structure.dates import date_at
from store.structure.place_names import place_end
from store.structure.word_lists import word_set
from tests.drawn import listed

_WORDS = sorted(
    word_set(
        "The Acme Harbour May March Monday Sen. U.S. Texas. London, Paris Rabi of and de the on said le 5"
        " 2018 (AP) [x] - – -- / , : . ; | ، ： “Acme d'Alene & Shenandoah-Rappahannock-Bridgewater 三月 日"
    )
)


@given(
    listed([*product(_WORDS, [" ", " ", " ", "  ", "\n", ""])], max_size=9),
    st.integers(min_value=0, max_value=60),
)
@example([("Austin,", " "), ("Texas.", " "), ("The", "")], 0)
@example([("Paris", " "), ("le", " "), ("Monday", " "), ("5", " "), ("May", "")], 0)
@example(
    [("Shenandoah-Rappahannock-Bridgewater", " "), ("London,", " "), ("понедельник", " "), ("5", "")], 30
)
def test_nothing_is_passed_over(words: list[tuple[str, str]], filled: int) -> None:
    """Whatever stands there, and as far behind the first words as a place may reach."""
    text = f"{'A' * filled} {''.join(map(''.join, words))}".strip()
    if not may_begin(text, 0):
        assert date_at(text, 0) is None
        assert text[:1] not in {*"([（【/-—"}
        assert place_end(text, 0) in (None, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "“It is open”, she said in Oslo on 5 April.",
        "Harbour Board Opens Its Longest Pier",
        "• Oslo opens a pier",
    ],
)
def test_prose_and_headings_have_no_such_signs(text: str) -> None:
    """Speech, an item, a heading: nothing further is looked for."""
    assert not may_begin(text, 0)
    assert dateline_at(text, 0, len(text)) is None
