"""Names are found by their words, whatever part of a text was read before, and however long it is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from store.structure.name_index import Named, NameIndex
from store.structure.paragraphs import paragraph_spans

_TEXT = """The harbour of Leith opened on Monday, and Ana Ruiz came.

Nobody is named here.

Mayor Ana Maria Ruiz met Tom Berg, chief engineer of the pier.

Joan Ruiz Serra stayed at home."""
_PADDING = "\n\nNothing happened on the pier that day." * 1000


def _index(text: str) -> NameIndex:
    return NameIndex(text, paragraph_spans(text), None, "i")


def _all_of(names: Iterable[Named]) -> list[tuple[int, tuple[str, ...], frozenset[str] | None]]:
    return [(one.start, one.words, one.offices) for one in names]


@pytest.mark.parametrize("more", ["", _PADDING], ids=["short", "long"])
def test_names_with_a_word_come_in_the_order_of_the_text(more: str) -> None:
    """A surname, a first of two surnames: all that hold the word."""
    names = _index(_TEXT + more).with_word("ruiz")
    assert [one.words for one in names] == [
        ("Ana", "Ruiz"),
        ("Ana", "Maria", "Ruiz"),
        ("Joan", "Ruiz", "Serra"),
    ]
    assert [_TEXT[one.start :].split()[0] for one in names] == ["Ana", "Mayor", "Joan"]


def test_a_part_of_a_word_is_no_word() -> None:
    """Letters that stand within a word find nothing."""
    assert _index(_TEXT).with_word("rui") == []


@pytest.mark.parametrize("asked", ["berg", "nobody", ""])
def test_what_was_asked_before_changes_nothing(asked: str) -> None:
    """What was read for one word is read in full for another."""
    index = _index(_TEXT)
    index.with_word(asked)
    assert _all_of(index.with_word("maria")) == _all_of(_index(_TEXT).with_word("maria"))
    assert _all_of(index.every) == _all_of(_index(_TEXT).every)


def test_what_is_said_of_a_name_is_told_when_it_is_asked() -> None:
    """Most names are only read."""
    (name,) = _index(_TEXT).with_word("berg")
    assert "offices" not in vars(name)
    assert name.offices == frozenset({"chief", "engineer"})


def test_people_before_a_place_are_those_said_to_be_the_last_first() -> None:
    """A title before a name or an office behind it says so."""
    index = _index(_TEXT)
    people = [one.words[-1] for one in index.people_before(len(_TEXT))]
    assert people == ["Berg", "Ruiz"]  # nothing says what Joan Ruiz Serra is
    assert next(index.people_before(_TEXT.index("Tom"))).offices == frozenset({"mayor"})


def test_people_out_of_reach_are_not_given() -> None:
    """The first character of a name counts."""
    index, at = _index(_TEXT), _TEXT.index("Tom Berg")
    assert [one.start for one in index.people_before(at + 9, 9)] == []
    assert [one.start for one in index.people_before(at + 9, 10)] == [at]


def test_only_paragraphs_with_the_word_are_read() -> None:
    """Most of a text names people who say nothing."""
    index = _index(_TEXT)
    index.with_word("serra")
    assert list(index._sequences) == [3]
