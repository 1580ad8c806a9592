"""Which version of a library was made of which."""

from __future__ import annotations

from typing import Any

import pytest

from store.storages.lineage import ancestor, meta_of, signed, together, writers
from store.storages.tables import Tables


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


def test_a_version_was_made_of_what_it_counts_as_much_of() -> None:
    """Of several states the first given, which is the newest, counts."""
    states = [library(a=3, b=1), library(a=2, b=1), library(b=1)]
    assert ancestor(states, library(a=3, b=2, c=1)) is states[0]
    assert ancestor(states, library(a=2, b=2)) is states[1]
    assert ancestor(states, library(b=1, c=9)) is states[2]
    assert ancestor(states, library(c=9)) is None


def test_a_state_nobody_signed_is_known_by_what_never_goes() -> None:
    """A library of an earlier program: releases are never taken away, the highest numbers never lowered."""
    state = library(2)
    assert ancestor([state], {**library(3, a=1), "releases": {2: {"added": "now"}, 3: {}}}) is state
    assert ancestor([state], library(3, a=1)) is None
    assert ancestor([state], {**library(3), "releases": {2: {"added": "then"}}}) is None
    assert ancestor([state], {**library(1), "releases": state["releases"]}) is None


@pytest.mark.parametrize("odd", [None, 3, [], {"a": "1"}, {"a": None}, "a"])
def test_odd_counts_are_none(odd: Any) -> None:
    """What is no count keeps nobody from reading."""
    tables: Tables = {"meta": {1: {"schema": 3, "ids": odd, "writers": odd}}}
    assert writers(tables) == {}
    assert ancestor([tables], tables) is tables


def test_a_version_made_of_two_counts_both() -> None:
    """The higher count of each writer."""
    assert together({"a": 1, "b": 3}, {"b": 2, "c": 4}) == {"a": 1, "b": 3, "c": 4}
