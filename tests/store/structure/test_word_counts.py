"""How many words a text has."""

from __future__ import annotations

import pytest

from store.structure import word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Harbour towns agree – at last", 6),
        ("Ships 🚢 – ahoy", 4),
        ("世界贸易组织", 6),
        ("世界贸易组织(WTO)在2018年发布。", 12),
        ("フェリーは５月に出港する。", 12),
        ("أعلنت الهيئة اليوم", 3),
        ("부두에서 배가 떠난다", 3),
    ],
)
def test_words_are_counted_as_word_processors_do(text: str, words: int) -> None:
    """By blanks; of Chinese and Japanese each character, and what stands between in other letters."""
    assert word_count(text) == words
