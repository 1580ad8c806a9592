"""Anchors: a passage is found again where its words are, or honestly lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchors import Selector, occurrences, reanchor, select
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


@given(passages(), TEXTS)
def test_reanchor_never_lies(passage: tuple[str, int, int], text: str) -> None:
    """For any new text: the words stand at the span given, or the old span is given as orphaned."""
    selector = select(*passage)
    start, end, state = reanchor(text, selector)
    if state == "orphaned":
        assert (start, end) == (selector.start, selector.end)
        assert text[start:end] != selector.quote
    else:
        assert text[start:end] == selector.quote
        assert (state == "anchored") == ((start, end) == (selector.start, selector.end))


@given(passages())
def test_unchanged_text_keeps_its_anchor(passage: tuple[str, int, int]) -> None:
    """In the same text every passage stays."""
    text, start, end = passage
    assert reanchor(text, select(*passage)) == (start, end, "anchored")


@given(passages(), TEXTS, TEXTS)
def test_a_passage_that_stands_once_is_found(passage: tuple[str, int, int], before: str, after: str) -> None:
    """Whatever is put before and after, words that stand once are found; words that are gone are orphaned."""
    text, start, end = passage
    quote = text[start:end]
    changed = before + quote + after
    places = [m.start() for m in re.finditer(f"(?={re.escape(quote)})", changed)]
    found = reanchor(changed, select(*passage))
    if places == [len(before)]:
        assert found[0] == len(before)
        assert found[2] != "orphaned"
    gone = changed.replace(quote, "").replace(quote[0], "")
    assert reanchor(gone, select(*passage)) == (start, end, "orphaned")


def test_context_tells_which_of_several() -> None:
    """Of several places the one with the old context is taken."""
    selector = select("The ferry sails. The bus waits.", 21, 24)
    assert selector.quote == "bus"
    text = "No bus here. The ferry sails. The bus waits."
    assert reanchor(text, selector) == (34, 37, "moved")


def test_several_places_alike_orphan() -> None:
    """Where the context cannot tell, the passage is orphaned and not guessed."""
    selector = Selector(0, 3, "bus", "", "")
    assert reanchor("a bus, a bus", selector) == (0, 3, "orphaned")
    alike = select("x bus y", 2, 5)
    assert reanchor("-- x bus y -- x bus y", alike) == (2, 5, "orphaned")


def test_text_shorter_than_the_position() -> None:
    """A text that ends before the old position is no trouble."""
    selector = select("0123456789 word", 11, 15)
    assert reanchor("word", selector) == (0, 4, "moved")
    assert reanchor("", selector) == (11, 15, "orphaned")
