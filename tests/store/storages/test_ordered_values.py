"""Values as bytes: equal and in order as Python has them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.storages.ordered_values import LONGEST, is_cut, ordered, value_of

numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(numbers, numbers)
def test_numbers_are_in_order(one: float, two: float) -> None:
    """What is equal is equal, whatever its type; what is less is not more by its bytes where floats tell."""
    assert (ordered(one) == ordered(two)) == (one == two)
    if float(one) < float(two):
        assert ordered(one) < ordered(two)


@given(texts, texts)
def test_texts_are_in_order(one: str, two: str) -> None:
    """By their code points."""
    assert (ordered(one) < ordered(two)) == (one < two)
    assert (ordered(one) == ordered(two)) == (one == two)


@given(st.none() | numbers | texts)
def test_a_value_comes_back(value: Any) -> None:
    """It equals what it was."""
    assert value_of(ordered(value)) == value


def test_kinds_are_in_order() -> None:
    """None, numbers, texts, anything else."""
    values: list[Any] = [None, -(10**400), -1.5, 0, True, 10**400, "", "a\0b", "ab", [], {"a": 1}]
    found = [ordered(value) for value in values]
    assert found == sorted(found)
    assert value_of(ordered({"a": [1]})) == '{"a":[1]}'


@pytest.mark.parametrize(("length", "cut"), [(LONGEST - 2, False), (LONGEST - 1, True), (3 * LONGEST, True)])
def test_a_long_value_is_cut(length: int, cut: bool) -> None:
    """And is known to be: an index takes no more."""
    data = ordered("x" * length)
    assert is_cut(data) == cut
    assert len(data) <= LONGEST
