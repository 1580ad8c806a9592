"""Lists for properties, each drawn as one text: to Hypothesis that is one choice, where a list has two for
each of its elements, and most of what an example costs is its choices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

_T = TypeVar("_T")
#: The letter that stands for the first choice: what Hypothesis takes for the simplest one.
_FIRST = ord("0")


def listed(
    choices: Sequence[_T], *, min_size: int = 0, max_size: int | None = None
) -> st.SearchStrategy[list[_T]]:
    """What ``st.lists(st.sampled_from(choices))`` gives, which it shrinks to as well."""
    letters = [chr(_FIRST + number) for number in range(len(choices))]
    texts = st.text(letters, min_size=min_size, max_size=max_size)
    return texts.map(lambda text: [choices[ord(letter) - _FIRST] for letter in text])


def pieced(
    choices: Sequence[str], *, min_size: int = 0, max_size: int | None = None
) -> st.SearchStrategy[str]:
    """Such a list as one text."""
    return listed(choices, min_size=min_size, max_size=max_size).map("".join)


def filled(
    choices: Sequence[str], letters: st.SearchStrategy[str], *, max_size: int | None = None
) -> st.SearchStrategy[str]:
    """A text of choices, half of them replaced by letters of another text as far as it reaches."""
    halves: list[str | None] = [*choices, *[None] * len(choices)]

    def fill(pieces: list[str | None], other: str) -> str:
        rest = iter(other)
        return "".join(next(rest, "") if piece is None else piece for piece in pieces)

    return st.builds(fill, listed(halves, max_size=max_size), letters)
