"""A text as words."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from store.anchoring.tokens import Vocabulary, cluster_at


def words(text: str) -> list[str]:
    """The words of a text."""
    tokens = Vocabulary().tokens(text)
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@given(st.text())
def test_every_character_but_white_space_is_in_one_word(text: str) -> None:
    """Words come in order, do not overlap, hold no white space at their start and leave nothing out."""
    tokens = Vocabulary().tokens(text)
    end = 0
    for start, stop in zip(tokens.starts, tokens.ends, strict=True):
        assert end <= start < stop
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor’s plan, 2018.", ["The", "mayor’s", "plan", ",", "2018", "."]),
        ("海岛渡轮 line", ["海", "岛", "渡", "轮", "line"]),
        ("قالت الوزارة،", ["قالت", "الوزارة", "،"]),
        ("cafe\u0301 👨‍👩‍👧!", ["cafe\u0301", "👨‍👩‍👧", "!"]),
        ("see https://a.org/b?c=1.", ["see", "https://a.org/b?c=1", "."]),
    ],
)
def test_words_of_scripts(text: str, expected: list[str]) -> None:
    """Marks stand alone, apostrophes and accents do not; Chinese goes by characters."""
    assert words(text) == expected


def test_case_does_not_count() -> None:
    """Words that differ in case only have one key, in all texts of a vocabulary."""
    vocabulary = Vocabulary()
    assert vocabulary.tokens("Straße AND").keys == vocabulary.tokens("STRASSE and").keys
    assert vocabulary.tokens("or").keys != vocabulary.tokens("and").keys


@given(st.text(alphabet="a é\u0301😀👨\u200d👩🏽🇫🇷\n", max_size=30), st.data())
def test_clusters_are_those_of_unicode(text: str, data: st.DataObject) -> None:
    """The cluster at a place is the one that holds it, or none where one ends."""
    offset = data.draw(st.integers(0, len(text)))
    clusters = [match.span() for match in regex.finditer(r"\X", text)]
    inside = [span for span in clusters if span[0] < offset < span[1]]
    assert cluster_at(text, offset) == (inside[0] if inside else (offset, offset))
