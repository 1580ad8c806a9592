"""Texts to try motions on: scripts, clusters, gaps, and what should not be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from tests.drawn import pieced

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
PIECES = [
    *["a", "word", "don’t", "U.S.", "He left.", "“Yes.”", "5,000", "--", "?!", "_x"],
    *[" ", " ", "      ", "\n", "\n\n", "\n\n", "\xa0", "\u3000", "\t", "\r", "\x1b", "\x1c", "\u2028"],
    *[
        "中国。",
        "かな",
        "カナ",
        "한국",
        "قال.",
        "كَتَبَ",
        "שָׁלוֹם",
        "क्षेत्र।",
        FAMILY,
        "🇪🇺",
        "e\u0301",
        "\u0301",
        "\u200f",
    ],
    "\ud800",
]
TEXTS = pieced(PIECES, max_size=25)
LANGUAGES = st.sampled_from(["en", "ar", "zh", "xx", "pt-BR", None])


def spans_of(text: str) -> list[tuple[int, int]]:
    """Give the paragraphs of a text: what blank lines part."""
    return [match.span() for match in re.finditer(r"\S(?:(?!\n\s*\n).)*(?<=\S)", text, re.DOTALL)]


def walk(text: str, motion: Callable[[str, int], int], offset: int) -> Iterator[int]:
    """Give where a motion leads, again and again, until it leads nowhere."""
    while (following := motion(text, offset)) != offset:
        offset = following
        yield offset
