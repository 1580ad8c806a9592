"""Text objects: what each selects, and what it grows to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tui.text.texts import LANGUAGES, TEXTS, spans_of
from tui.text import motions, objects
from tui.text.cells import cluster_at, clusters

TEXT = "One two, three. Four five.\n\nSix “sev en” end. “Eight.”"
SPANS = spans_of(TEXT)
QUOTATIONS = [(32, 40), (46, 54)]


def one(offset: int) -> tuple[int, int]:
    """The cluster at an offset, as a selection begins."""
    return motions.selection(TEXT, offset, offset)


@pytest.mark.parametrize(
    ("offset", "steps"),
    [
        (5, ["two", "two,", "two, ", "two, three"]),
        (3, [" ", " "]),  # one cluster: whether it was asked for before cannot be told, in vim neither
        (24, ["five", "five.", "five.\n\nSix"]),
    ],
)
def test_inner_words_grow_by_words_and_blanks(offset: int, steps: list[str]) -> None:
    """Each time one more run, over the end of a paragraph too."""
    selected = one(offset)
    for step in steps:
        selected = objects.inner_word(TEXT, selected)
        assert TEXT[slice(*selected)] == step


@pytest.mark.parametrize(
    ("offset", "forward", "steps"),
    [
        (0, True, ["One ", "One two", "One two, ", "One two, three"]),
        (3, True, [" two", " two, "]),
        (18, False, [" Four", ". Four"]),
    ],
)
def test_words_with_their_blanks(offset: int, forward: bool, steps: list[str]) -> None:
    """Those after the word, else those before it."""
    selected = one(offset)
    for step in steps:
        selected = objects.a_word(TEXT, selected, forward=forward)
        assert TEXT[slice(*selected)] == step


def test_sentences_grow_by_sentences() -> None:
    """The blanks between two come with the second."""
    selected = one(2)
    for step in ("One two, three.", TEXT[:26], TEXT[:45], TEXT):
        selected = objects.inner_sentence(TEXT, selected, SPANS, "en")
        assert TEXT[slice(*selected)] == step


def test_sentences_with_their_blanks() -> None:
    """After it within the paragraph, before it in the last one."""
    assert objects.a_sentence(TEXT, one(2), SPANS, "en") == (0, 16)
    assert objects.a_sentence(TEXT, one(20), SPANS, "en") == (15, 26)
    assert objects.a_sentence(TEXT, (0, 16), SPANS, "en") == (0, 26)


def test_sentences_and_paragraphs_grow_backwards() -> None:
    """While the cursor is at the start."""
    assert objects.inner_sentence(TEXT, (46, 54), SPANS, "en", forward=False) == (28, 54)
    assert objects.inner_sentence(TEXT, (28, 54), SPANS, "en", forward=False) == (16, 54)
    assert objects.paragraph(TEXT, one(50), SPANS, forward=False) == SPANS[1]
    assert objects.paragraph(TEXT, SPANS[1], SPANS, forward=False) == (0, 54)


def test_quotations_without_and_with_their_marks() -> None:
    """Asked again the marks come too; then nothing more."""
    assert objects.quotation(TEXT, one(35), QUOTATIONS, around=False) == (33, 39)
    assert objects.quotation(TEXT, (33, 39), QUOTATIONS, around=False) == (32, 40)
    assert objects.quotation(TEXT, (32, 40), QUOTATIONS, around=False) == (32, 40)
    assert objects.quotation(TEXT, one(32), QUOTATIONS, around=True) == (32, 40)
    assert objects.quotation(TEXT, one(41), QUOTATIONS, around=True) is None


def test_quotations_in_quotations() -> None:
    """From the inner one to the outer one."""
    text = "“He said ‘no’ “now” twice.”"
    both = [(0, 27), (14, 19)]
    selected: tuple[int, int] | None = (15, 16)
    for step in ((15, 18), (14, 19), (1, 26), (0, 27)):
        assert selected is not None
        selected = objects.quotation(text, selected, both, around=False)
        assert selected == step


def test_blanks_inside_the_marks_are_not_said() -> None:
    """French sets them; a quotation of marks alone is selected whole; one without an end keeps its words."""
    assert objects.without_marks("« Non. »", 0, 8) == (2, 6)
    assert objects.without_marks("“”", 0, 2) == (0, 2)
    assert objects.without_marks("“No", 0, 3) == (1, 3)


@example("\u200f\xa0a", 2, "en", True)
@given(TEXTS, st.integers(0, 80), LANGUAGES, st.booleans())
def test_objects_hold_the_cursor_and_grow(
    text: str, offset: int, language: str | None, forward: bool
) -> None:
    """They hold what was selected, consist of whole clusters, and end by growing no more."""
    spans = spans_of(text)
    at = motions.settle(text, offset)
    borders = {0, *(end for _, end, _ in clusters(text, 0, len(text)))}
    found: dict[str, Callable[[tuple[int, int]], tuple[int, int]]] = {
        "iw": lambda selected: objects.inner_word(text, selected, forward=forward),
        "aw": lambda selected: objects.a_word(text, selected, forward=forward),
        "is": lambda selected: objects.inner_sentence(text, selected, spans, language, forward=forward),
        "as": lambda selected: objects.a_sentence(text, selected, spans, language, forward=forward),
        "ip": lambda selected: objects.paragraph(text, selected, spans, forward=forward),
    }
    for keys, select in found.items():
        selected = motions.selection(text, at, at)
        for _ in range(len(text) + 2):
            grown = select(selected)
            if text[at : at + 1].strip():
                assert grown[0] <= selected[0] and selected[1] <= grown[1], keys
            if grown == selected:
                break
            selected = grown
        assert select(selected) == selected, keys
        if keys in ("iw", "aw"):
            assert set(selected) <= borders, keys
        assert cluster_at(text, max(0, selected[1] - 1))[1] >= selected[1]
