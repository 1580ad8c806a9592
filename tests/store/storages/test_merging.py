"""Two versions of the same tables become one without losing what only one of them has."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.storages.memory_tables import Tables
from store.storages.merging import merged

ROWS = st.dictionaries(
    st.sampled_from("xy"), st.one_of(st.booleans(), st.integers(0, 2), st.just("é")), max_size=2
)
TABLES = st.dictionaries(
    st.sampled_from("ab"), st.dictionaries(st.integers(1, 4), ROWS, max_size=3), max_size=2
)


def one(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """The merge of one row, None where there is none."""
    sides: list[Tables] = [{"a": {1: row}} if row is not None else {"a": {}} for row in (base, ours, theirs)]
    result, clash = merged(*sides)
    return result["a"].get(1), clash


@given(base=TABLES, ours=TABLES)
def test_only_one_side_changed(base: Tables, ours: Tables) -> None:
    """Where one side left everything alone, the other side's tables are the result."""
    assert merged(base, ours, base) == (ours, False)
    assert merged(base, base, ours) == (ours, False)
    assert merged(base, ours, ours) == (ours, False)


@given(base=TABLES, ours=TABLES, theirs=TABLES)
def test_no_row_is_lost(base: Tables, ours: Tables, theirs: Tables) -> None:
    """A row one side changed or added is there with that side's values, or a clash is told."""
    before = copy.deepcopy((base, ours, theirs))
    result, clash = merged(base, ours, theirs)
    assert (base, ours, theirs) == before
    for side, other in ((ours, theirs), (theirs, ours)):
        for name, rows in side.items():
            for key, row in rows.items():
                old = base.get(name, {}).get(key)
                new = result.get(name, {}).get(key)
                if old is None or (
                    repr(old) != repr(row) and repr(other.get(name, {}).get(key)) == repr(old)
                ):
                    assert clash or new is not None
                    assert clash or all(repr(row[f]) == repr(new[f]) for f in row if old is None and new)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result", "clash"),
    [
        ({"x": 1, "y": 1}, {"x": 2, "y": 1}, {"x": 1, "y": 2}, {"x": 2, "y": 2}, False),
        ({"x": 1}, {"x": 2}, {"x": 3}, {"x": 2}, True),
        ({"x": 1, "y": 1}, {"x": 2, "y": 5}, {"x": 3, "y": 1}, {"x": 2, "y": 5}, True),
        ({"x": 1}, {"x": True}, {"x": 1}, {"x": True}, False),
        ({"x": 1}, {"x": 2}, {"x": 2}, {"x": 2}, False),
        ({"x": 1, "y": 1}, {"x": 1}, {"x": 1, "y": 1, "z": 1}, {"x": 1, "z": 1}, False),
        (None, {"x": 1}, None, {"x": 1}, False),
        (None, {"x": 1}, {"y": 2}, {"x": 1, "y": 2}, False),
        (None, {"x": 1}, {"x": 2}, {"x": 1}, True),
        ({"x": 1}, None, {"x": 1}, None, False),
        ({"x": 1}, None, {"x": 2}, {"x": 2}, True),
        ({"x": 1}, {"x": 2}, None, {"x": 2}, True),
        ({"x": 1}, None, None, None, False),
        ({"l": [1]}, {"l": [1, 2]}, {"l": [0, 1]}, {"l": [1, 2]}, True),
        ({"d": {"a": 1}}, {"d": {"a": 2}}, {"d": {"a": 1, "b": 3}}, {"d": {"a": 2}}, True),
        ({"d": 1}, {"d": {"a": 2}}, {"d": {"a": 3}}, {"d": {"a": 2}}, True),
    ],
)
def test_one_row(base: Any, ours: Any, theirs: Any, result: Any, clash: bool) -> None:
    """Field by field; where both changed one, ours stands and it is told."""
    assert one(base, ours, theirs) == (result, clash)


def test_tables_made_and_dropped() -> None:
    """A table either side made is there; one that a side dropped is not, unless the other wrote to it."""
    base: Tables = {"dropped": {1: {}}, "kept": {1: {}}, "empty": {}}
    ours: Tables = {"kept": {1: {}}, "ours": {}}
    theirs: Tables = {"dropped": {1: {}}, "kept": {1: {}, 2: {}}, "theirs": {1: {}}, "empty": {}}
    assert merged(base, ours, theirs) == ({"kept": {1: {}, 2: {}}, "theirs": {1: {}}, "ours": {}}, False)
    assert merged(base, {}, {**base, "dropped": {1: {}, 2: {}}})[0] == {"dropped": {2: {}}}


def test_the_higher_counter_is_right() -> None:
    """The highest ids in ``meta`` are never lowered, or an id would be given twice; that is no clash."""
    sides: list[Tables] = [
        {"meta": {1: {"schema": 1, "ids": ids}}} for ids in ({"a": 4}, {"a": 5, "b": 1}, {"a": 7, "c": 2})
    ]
    assert merged(*sides) == ({"meta": {1: {"schema": 1, "ids": {"a": 7, "b": 1, "c": 2}}}}, False)


def test_the_order_of_fields_is_no_change() -> None:
    """Wherever they are; another kind of number is one."""
    base: Tables = {"a": {1: {"x": {"p": 1, "q": [{"r": 1, "s": 2}]}, "y": 1}}}
    turned: Tables = {"a": {1: {"y": 1, "x": {"q": [{"s": 2, "r": 1}], "p": 1}}}}
    ours: Tables = {"a": {1: {"x": {"p": 2}, "y": 1}}}
    for sides in ((base, ours, turned), (base, turned, ours)):
        result, clash = merged(*sides)
        assert (result["a"][1]["x"], clash) == ({"p": 2}, False)
    assert merged(base, turned, {"a": {1: {"x": base["a"][1]["x"], "y": 1.0}}})[0]["a"][1]["y"] == 1.0
