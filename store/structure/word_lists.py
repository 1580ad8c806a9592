"""Word lists, written as lines of words."""

from __future__ import annotations


def word_set(line: str) -> frozenset[str]:
    """The words of `line`, parted by blanks; an underscore within a word stands for a blank."""
    return frozenset(word.replace("_", " ") for word in line.split())
