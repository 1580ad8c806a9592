"""Anchors: a passage by position and words, and where words stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchoring.selectors import occurrences, select
from store.models import CONTEXT

#: Few letters, so that words repeat; white space, marks and characters a pattern could trip over.
TEXTS = st.text(alphabet="ab .\n\u00a0é\u0301😀[(*\\", max_size=40)
NONEMPTY = TEXTS.filter(bool)


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a passage in it."""
    text = draw(NONEMPTY)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(passages())
def test_select_keeps_words_and_context(passage: tuple[str, int, int]) -> None:
    """A selector holds the passage and at most `CONTEXT` code points that stand beside it."""
    text, start, end = passage
    found = select(text, start, end)
    assert (found.start, found.end, found.quote) == (start, end, text[start:end])
    assert found.prefix + found.quote + found.suffix in text
    assert len(found.prefix) == min(start, CONTEXT)
    assert len(found.suffix) == min(len(text) - end, CONTEXT)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 4), (3, 4), (4, 9)])
def test_select_refuses_impossible_passages(start: int, end: int) -> None:
    """Empty, backward and outlying passages raise ValueError."""
    with pytest.raises(ValueError, match="no passage"):
        select("abc", start, end)


@given(TEXTS, NONEMPTY, TEXTS)
def test_occurrences_are_passages_in_order(text: str, quote: str, prefix: str) -> None:
    """Every match is no empty span, reads as the quote but for white space, and follows the prefix."""
    found = occurrences(text, quote, prefix)
    assert found == sorted(set(found))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert text[start:end].split() == quote.split()
        assert "".join(text[:start].split()).endswith("".join(prefix.split()))


@given(passages())
def test_exact_occurrences_are_all_found(passage: tuple[str, int, int]) -> None:
    """Where the quote stands as it is, just its places are given, overlapping ones too."""
    text, start, end = passage
    quote = text[start:end]
    exact = [(at, at + len(quote)) for at in range(len(text)) if text.startswith(quote, at)]
    assert occurrences(text, quote) == exact


def test_overlapping_occurrences_count() -> None:
    """Matches that overlap are several."""
    assert occurrences("aaa", "aa") == [(0, 2), (1, 3)]


def test_prefix_tells_occurrences_apart() -> None:
    """The prefix leaves only the matches that follow it."""
    text = "the first ferry, the second ferry"
    assert occurrences(text, "ferry") == [(10, 15), (28, 33)]
    assert occurrences(text, "ferry", "second ") == [(28, 33)]
    assert occurrences(text, "ferry", "third ") == []


def test_white_space_is_taken_leniently() -> None:
    """A quote copied from wrapped lines is found, with the span of the text it stands for."""
    text = "better protection\nof  vulnerable\u00a0migrants"
    assert occurrences(text, "protection of vulnerable migrants") == [(7, len(text))]
    assert occurrences(text, "of vulnerable", "better  protection ") == [(18, 32)]


def test_what_is_joined_is_not_parted() -> None:
    """White space stands for white space only; where there was none beside the prefix, there is none."""
    assert occurrences("submarine\nboat", "marine boat", "sub") == [(3, 14)]
    assert occurrences("sub marine\nboat", "marine boat", "sub") == []
    assert occurrences("sub marine\nboat", "marine boat", "sub ") == [(4, 15)]
    assert occurrences("sub marine\nboat", " marine boat ", "sub") == [(3, 15)]


def test_exact_matches_come_before_lenient_ones() -> None:
    """Where the exact words stand, a place with other white space is not offered."""
    assert occurrences("a b, a\nb", "a b") == [(0, 3)]


@pytest.mark.parametrize("quote", ["", " ", "\n\n"])
def test_nothing_is_found_for_no_words(quote: str) -> None:
    """A quote without words that does not stand in the text is nowhere."""
    assert occurrences("abc", quote) == []


@pytest.mark.parametrize("quote", ["(", "a.c", "[x]", "\\d", "a{2}", "^", "$"])
def test_quotes_are_no_patterns(quote: str) -> None:
    """Characters of regular expressions stand for themselves."""
    assert occurrences(f"abc {quote} aa1", quote) == [(4, 4 + len(quote))]
