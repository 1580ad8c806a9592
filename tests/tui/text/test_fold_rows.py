"""Folds: what is shown for paragraphs that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text.fold_rows import label, run_end


def test_a_run_ends_where_a_paragraph_is_open() -> None:
    """Or where the text does."""
    folded = frozenset({1, 2, 4})
    assert [run_end(1, 5, folded), run_end(2, 5, folded), run_end(4, 5, folded)] == [3, 3, 5]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("About Acme", 40, "▸ About Acme … 1 line"),
        ("About Acme, the maker of all things", 30, "▸ About Acme, the … 2 lines"),
        ("关于我们公司", 16, "▸ 关于 … 1 line"),
        ("About Acme", 8, "▸  … 2 l"),
        ("About\x1b[31m Acme\nTel. 1", 40, "▸ About␛[31m Acme … 2 lines"),
    ],
)
def test_a_label_gives_first_words_and_lines(text: str, measure: int, expected: str) -> None:
    """As many words as the measure has room for."""
    assert label(text, [(0, len(text))], measure) == expected


def test_the_lines_of_a_very_long_run_are_guessed() -> None:
    """Counting them all would take as long as showing them."""
    text = "word " * 20_000
    assert label(text, [(0, len(text))], 50) == "▸ word word word word word word word … 2001 lines"


@given(st.text(min_size=1), st.integers(1, 40))
def test_a_label_is_never_wider_than_the_measure(text: str, measure: int) -> None:
    """Whatever it begins with."""
    assert cell_len(label(text, [(0, len(text))], measure)) <= measure
