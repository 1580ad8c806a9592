"""Motions by rows of the layout."""

from __future__ import annotations

from tui.text import row_motions
from tui.text.layout import Layout


def test_vertical_keeps_the_column_and_skips_blank_rows() -> None:
    """A short row does not make the cursor forget where it was."""
    text = "wide row\n\nab\n\n中文 row"
    layout = Layout(text, [(0, 8), (10, 12), (14, 20)], 20)
    assert row_motions.vertical(layout, 5, 1, 5) == 11
    assert row_motions.vertical(layout, 11, 1, 5) == 17
    assert row_motions.vertical(layout, 5, 9, 3) == 15
    assert row_motions.vertical(layout, 17, -2, 5) == 5
    assert row_motions.vertical(layout, 5, -1, 0) == 5
    assert row_motions.vertical(layout, 5, 0, 0) == 5


def test_the_ends_of_a_row_are_what_is_drawn_of_it() -> None:
    """Hidden white space at the wrap is not where a row ends."""
    layout = Layout("one two  three", [(0, 14)], 8)
    assert (row_motions.row_first(layout, 5), row_motions.row_last(layout, 5)) == (0, 6)
    assert (row_motions.row_first(layout, 12), row_motions.row_last(layout, 12)) == (9, 13)


def test_rows_are_counted_from_one_without_the_blank_ones() -> None:
    """``3G`` is two rows below ``gg``; more than there are is the last."""
    layout = Layout("one two\n\nthree\n\n  four", [(0, 7), (9, 14), (16, 22)], 4)
    assert [layout.text[row_motions.nth_row(layout, number) :][:4] for number in (1, 2, 3, 4)] == [
        "one ",
        "two\n",
        "thre",
        "e\n\n ",
    ]
    assert row_motions.nth_row(layout, 99) == row_motions.nth_row(layout, 5)


def test_the_first_character_of_a_row_may_be_after_an_indent() -> None:
    """``^`` passes over what ``0`` stands on."""
    layout = Layout("a\n   b c", [(0, 8)], 20)
    assert (row_motions.row_first(layout, 7), row_motions.row_first_ink(layout, 7)) == (5, 5)


def test_a_row_from_right_to_left_begins_with_what_is_read_first() -> None:
    """``0`` goes to the right edge of a Hebrew row, ``$`` to the left, and ``j`` keeps to it."""
    layout = Layout("שלום לכולם\n\nשלום", [(0, 10), (12, 16)], 20)
    assert (row_motions.row_first(layout, 5), row_motions.row_last(layout, 5)) == (0, 9)
    assert row_motions.row_first_ink(layout, 5) == 0
    assert layout.column_of(0, 0) == 19
    assert row_motions.vertical(layout, 9, 1, row_motions.ROW_END) == 15
