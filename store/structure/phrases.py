"""Phrases with which paragraphs begin, a row for each language, found by their first two letters.

Trying every phrase on every paragraph would take many times as long.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from store.patterns import lazy_pattern

_BEFORE = lazy_pattern(r"[\W_]{0,3}")
#: Letters but for one that may be wanting.
_LETTERS = lazy_pattern(r"[^\W\d_]+(?![?*{|]|[^\W\d_])|[^\W\d_]+(?=[^\W\d_])")
#: Letters from here on are of scripts without capitals; the phrases of these languages are tried together.
_UNCASED = "\u0590"
_UNCASED_LANGUAGES = ("ar", "zh", "ja", "ko")
#: Where words are parted by blanks, a phrase ends with a word.
_WORD_END = r"(?:(?<=\W)|(?!\w))"


class Phrases:
    """Phrases as expressions parted by ``|``, each beginning with two letters; a blank is any white space."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self._phrases: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self.beginnings: set[str] = set()
        """What each begins with, small, two letters or more; one sign for all in scripts without capitals."""
        for language, row in rows.items():
            for phrase in _parted(row):
                beginning = _UNCASED if language in _UNCASED_LANGUAGES else phrase[:2]
                self._phrases.setdefault(beginning, []).append(phrase.replace(" ", r"\s"))
                self.beginnings.add(beginning if beginning == _UNCASED else _letters_of(phrase))

    def match(self, words: str) -> re.Match[str] | None:
        """The phrase with which `words` begin, up to three signs before it passed; None where none does."""
        position, beginning = beginning_of(words)
        if beginning not in self._phrases:
            return None
        pattern = self._patterns.get(beginning)
        if pattern is None:
            end = "" if beginning == _UNCASED else _WORD_END
            pattern = re.compile(f"(?:{'|'.join(self._phrases[beginning])}){end}", re.IGNORECASE)
            self._patterns[beginning] = pattern
        return pattern.match(words, position)


def beginning_of(words: str) -> tuple[int, str]:
    """Where the words begin behind up to three signs, and their first two letters, small."""
    beginning = words[:2].lower()
    return (0, beginning) if beginning.isascii() and beginning.isalpha() else _beginning(words)


@lru_cache(maxsize=2)  # several sets of phrases are asked of each paragraph in turn
def _beginning(words: str) -> tuple[int, str]:
    """Where the words begin behind up to three signs, and by what their phrases are found."""
    position = 0
    if not words[:1].isalpha() and (before := _BEFORE.match(words)):
        position = before.end()
    beginning = words[position : position + 2]
    if beginning >= _UNCASED:
        return position, _UNCASED
    return position, beginning.lower() if beginning[:1] != "İ" else f"i{beginning[1:].lower()}"


def _letters_of(phrase: str) -> str:
    """The letters an expression begins with, whatever it goes on with; two signs at least."""
    letters = _LETTERS.match(phrase)
    return (letters[0] if letters and len(letters[0]) > 1 else phrase[:2]).lower()


def _parted(row: str) -> list[str]:
    """The phrases of a row: parted where a ``|`` stands in no brackets."""
    phrases, depth = [""], 0
    for char in row:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            phrases.append("")
        else:
            phrases[-1] += char
    return phrases
