"""What was found, drawn: aligned, cut, swapped where it reads to the left, harmless."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from store import Library
from store.library import Found
from tui.panes.found.result_lines import HEIGHTS, concordance, heading, lines_of, word_after, word_before
from tui.sorts import SORTS


def texts(before: str, words: str, after: str, width: int) -> list[str]:
    """The pieces without their styles."""
    return [text for text, _ in concordance(before, words, after, width)]


@pytest.mark.parametrize("width", [20, 40, 41, 90])
@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("the first ", "ferry", " leaves in May"),
        ("", "a much longer phrase of words", ""),
        ("x" * 100 + " ", "ferry", " " + "y" * 100),
        ("世界" * 40, "贸易", "组织" * 40),
        ("👩‍👩‍👧 " * 30, "ferry", " 👩‍👩‍👧" * 30),
    ],
)
def test_the_words_begin_in_one_column(before: str, words: str, after: str, width: int) -> None:
    """Whatever stands around them, and no line is wider than there is room for."""
    pad, left, shown, _, right = texts(before, words, after, width)
    assert cell_len(pad + left) == width * 9 // 20
    assert cell_len(pad + left + shown + right) < width
    assert before.replace("\n", " ").endswith(left) and after.startswith(right)
    assert shown == words or shown.endswith("…")


def test_what_reads_to_the_left_is_swapped() -> None:
    """In Arabic the words before stand on the right, nearest to what was found."""
    _, left, _, blank, right = texts("قال الوزير ", "العبارة", " تغادر غدا", 60)
    assert (left, blank, right) == (" تغادر غدا", " ", "قال الوزير")


def test_a_line_is_sorted_by_the_words_beside_it(wire_library: Library) -> None:
    """Case aside; nothing sorts first."""
    release = wire_library.releases.get(1)
    found = Found(release, 0, 5, "ferry", "One Shared ", " Leaves in May")
    assert (word_before(found), word_after(found)) == ("shared", "leaves")
    assert word_before(found._replace(before="")) == word_after(found._replace(after=" ")) == ""


@pytest.mark.few(8)
@pytest.mark.parametrize("form", HEIGHTS)
@pytest.mark.parametrize("width", [10, 60, 200])
@pytest.mark.parametrize("grouped", [True, False])
def test_no_row_steers_the_terminal(wire_library: Library, form: str, width: int, grouped: bool) -> None:
    """Control characters are signs, line ends blanks; each form has as many lines as it says."""
    bad = "\x1b[2J\r\n\x07\u202e[red]"
    release = wire_library.releases.get(1)
    release = release._replace(headline=bad, place=bad)
    found = Found(release, 0, 5, bad, bad, bad, 1, (bad,), bad, bad)
    lines = lines_of(form, found, width, grouped=grouped)
    assert len(lines) == HEIGHTS[form]
    for line in [*lines, heading(found, width)]:
        text = "".join(piece for piece, _ in line)
        assert not set(text) & set("\x1b\r\n\x07\u202e")


def test_every_sort_has_a_form_that_can_be_drawn() -> None:
    """And another title."""
    assert {sort.form for sort in SORTS} <= set(HEIGHTS)
    assert len({sort.title for sort in SORTS}) == len(SORTS)
