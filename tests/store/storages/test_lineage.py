"""Which version of a library was made of which."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from store.storages.lineage import Past, made_of, merged_writers, meta_of, signed, writers
from store.storages.memory_tables import Tables


def library(ids: int = 1, **counts: int) -> Tables:
    """A library with that highest release, written so often by whom."""
    meta = {"schema": 3, "ids": {"releases": ids}, **({"writers": counts} if counts else {})}
    return {"meta": {1: meta}, "releases": {ids: {"added": "now"}}}


def test_each_write_is_counted() -> None:
    """By writer, the last one at the end; the tables given stay as they are."""
    tables = library(a=1, b=4)
    written = signed(tables, "a")
    assert list(writers(written).items()) == [("b", 4), ("a", 2)]
    assert writers(tables) == {"a": 1, "b": 4}
    assert writers(signed(library(), "c")) == {"c": 1}


def test_the_last_writers_are_remembered() -> None:
    """Not all there ever were."""
    tables = library()
    for number in range(510):
        tables = signed(tables, str(number))
    assert list(writers(tables)) == [str(number) for number in range(10, 510)]


def test_tables_of_no_library_are_not_signed() -> None:
    """They are what stock TinyDB would write."""
    tables: Tables = {"a": {1: {"schema": 3}}}
    assert signed(tables, "a") is tables
    assert meta_of({"meta": {1: {"schema": "3"}}}) is None


def past_of(*states: Tables) -> Past:
    """What went through these states, the last one the newest."""
    past = Past()
    for state in states:
        past.add(state)
    return past


def test_a_version_was_made_of_what_it_counts_as_much_of() -> None:
    """The newest of the states that it was made of counts."""
    states = [library(b=1), library(a=2, b=1), library(a=3, b=1)]
    past = past_of(*states)
    assert past.ancestor(library(a=3, b=2, c=1)) is states[2]
    assert past.ancestor(library(a=2, b=2)) == states[1]
    assert past.ancestor(library(b=1, c=9)) == states[0]
    assert past.ancestor(library(c=9)) is None


def test_every_state_is_known_as_it_was() -> None:
    """Rows that were made, changed and deleted since; the states that were given stay as they are."""
    states: list[Tables] = [library(a=1), library(a=2), library(a=3), library(a=4)]
    states[1]["tags"] = {1: {"name": "a"}, 2: {"name": "b"}}
    states[2]["tags"] = {1: {"name": "c"}, 3: {"name": "d"}}
    states[3]["tags"] = {}
    before = copy.deepcopy(states)
    past = Past()
    for state in states:
        past.add(state)
    assert states == before
    assert past.newest is states[3]
    for number in (2, 3):
        found = past.ancestor(library(a=number, b=1))
        assert found == before[number - 1]
    first = past.ancestor(library(a=1))
    assert first is not None and {name: rows for name, rows in first.items() if rows} == before[0]
    assert past.ancestor(library(b=1)) is None
    assert states == before


def test_a_state_nobody_signed_is_known_by_what_never_goes() -> None:
    """A library of an earlier program: releases are never taken away, the highest numbers never lowered."""
    state = library(2)
    assert made_of({**library(3, a=1), "releases": {2: {"added": "now"}, 3: {}}}, state)
    assert not made_of(library(3, a=1), state)
    assert not made_of({**library(3), "releases": {2: {"added": "then"}}}, state)
    assert not made_of({**library(1), "releases": state["releases"]}, state)
    assert past_of(state, library(2, a=1)).ancestor(library(2, b=1)) == state


@pytest.mark.parametrize("odd", [None, 3, [], {"a": "1"}, {"a": None}, "a"])
def test_odd_counts_are_none(odd: Any) -> None:
    """What is no count keeps nobody from reading."""
    tables: Tables = {"meta": {1: {"schema": 3, "ids": odd, "writers": odd}}}
    assert writers(tables) == {}
    assert made_of(tables, tables)


def test_a_version_made_of_two_counts_both() -> None:
    """The higher count of each writer."""
    assert merged_writers({"a": 1, "b": 3}, {"b": 2, "c": 4}) == {"a": 1, "b": 3, "c": 4}
