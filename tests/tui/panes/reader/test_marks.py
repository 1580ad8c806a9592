"""The gutter: a letter where a passage begins, a bar where it goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store import Annotation
from tests.tui.panes.inks import annotation, ink
from tui.palette import HUES
from tui.panes.reader.marks import Marks, color_of, gutter, letter_of
from tui.text.page import GUTTER

INK = ink()


def shown(annotations: list[Annotation], start: int, end: int, kind: str = "") -> str:
    """What stands in the gutter of a row."""
    return "".join(one.text for one in gutter(Marks.of(annotations), INK, start, end, kind, None))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 50, "     "), (50, 100, "  w  "), (100, 150, "  │  "), (150, 200, "  │  "), (160, 210, "     ")],
)
def test_a_letter_where_it_begins_and_a_bar_where_it_goes_on(start: int, end: int, expected: str) -> None:
    """And nothing before or after: one sees where the passage ends."""
    assert shown([annotation(1, 60, 160, "water")], start, end) == expected


def test_two_that_begin_on_one_row_are_both_seen() -> None:
    """Each by its letter, whether they overlap or not, the first nearest the text."""
    assert shown([annotation(1, 0, 30, "alpha"), annotation(2, 10, 40, "beta")], 0, 50) == " ba  "
    assert shown([annotation(1, 0, 5, "alpha"), annotation(2, 10, 40, "beta")], 0, 50) == " ba  "


def test_more_than_there_is_room_for_are_told_of() -> None:
    """A sign says so where they begin."""
    many = [annotation(id, id, 90, name) for id, name in enumerate(["a", "b", "c", "d", "e"])]
    assert shown(many, 0, 50) == "cba+ "
    assert shown(many, 50, 100) == "│││  "


def test_every_tag_of_a_passage_is_seen_or_told_of() -> None:
    """Where the passage begins, further out than the first, as far as no other passage stands there."""
    assert shown([annotation(1, 3, 90, "water", "air", note="Why?")], 0, 50) == " aw✎ "
    assert shown([annotation(1, 3, 90, "water", "air")], 50, 100) == "  │  "
    assert shown([annotation(1, 3, 90, "a", "b", "c", "d")], 0, 50) == "cba+ "
    assert shown([annotation(1, 3, 9, "a", "b"), annotation(2, 4, 90, "c", "水")], 0, 50) == "bca+ "
    assert shown([annotation(1, 3, 90, "a", "水")], 0, 50) == " ◆a  "


def test_a_note_has_a_sign_of_its_own() -> None:
    """Where it begins, with a tag or without one."""
    assert shown([annotation(1, 3, 90, "water", note="Why?")], 0, 50) == "  w✎ "
    assert shown([annotation(1, 3, 90, note="Why?")], 0, 50) == "  ·✎ "
    assert shown([annotation(1, 3, 90, note="Why?")], 50, 100) == "  │  "


def test_a_paragraph_of_a_kind_has_its_mark_unless_more_is_to_be_said() -> None:
    """A note's sign goes first."""
    assert shown([], 0, 50, "§") == "   § "
    assert shown([annotation(1, 3, 90, note="Why?")], 0, 50, "§") == "  ·✎ "


def test_a_wide_letter_takes_the_cell_beside_it() -> None:
    """Or gives way to a sign of one cell where that is taken."""
    assert shown([annotation(1, 0, 90, "港口")], 0, 50) == " 港  "
    assert shown([annotation(1, 0, 90, "港口"), annotation(2, 0, 90, "b")], 0, 50) == " b◆  "


@given(
    st.lists(
        st.tuples(
            st.integers(0, 300),
            st.integers(1, 200),
            st.sampled_from(
                ["water", "港", "👨\u200d👩\u200d👧", "e\u0301", "\u0301", "\x1b[31m", "\u202e", "", "n"]
            ),
        ),
        max_size=9,
    ),
    st.integers(0, 400),
    st.integers(0, 80),
)
def test_the_gutter_is_always_as_wide(passages: list[tuple[int, int, str]], start: int, length: int) -> None:
    """Whatever the tags are called; and no control character reaches the terminal."""
    made = [
        annotation(id, at, at + size, *([name] if name else []), note="x" if id % 3 == 0 else "")
        for id, (at, size, name) in enumerate(passages)
    ]
    text = shown(made, start, start + length)
    assert cell_len(text) == GUTTER
    assert not any(character < " " or character in "\x7f\u202e" for character in text)


def test_the_current_passage_has_the_stronger_letter() -> None:
    """The others keep theirs."""
    marks = Marks.of([annotation(1, 0, 90, "a"), annotation(2, 0, 90, "b")])
    styles = {one.text: one.style for one in gutter(marks, INK, 0, 50, "", 2)}
    assert styles["b"] and styles["b"].bold
    assert styles["a"] and not styles["a"].bold


def test_orphaned_ones_are_not_painted() -> None:
    """They have no place in the text."""
    marks = Marks.of([annotation(1, 0, 90, "a", state="orphaned"), annotation(2, 5, 9, "b")])
    assert [one.id for one in marks.annotations] == [2]
    assert marks.under(0) is None


def test_under_is_the_shortest() -> None:
    """Of two the one inside the other, outside it the other."""
    marks = Marks.of([annotation(1, 0, 90, "a"), annotation(2, 5, 9, "b")])
    found = [marks.under(offset) for offset in (4, 5, 8, 9, 90)]
    assert [one.id if one else None for one in found] == [1, 2, 2, 1, None]


def test_letters_and_hues() -> None:
    """Of the first tag; a note without a tag takes the last hue."""
    assert letter_of(annotation(1, 0, 1, "e\u0301tat", "b")) == "e\u0301"
    assert color_of(annotation(1, 0, 1, "a", color=3)) == 3
    assert color_of(annotation(1, 0, 1)) == len(HUES) - 1
