"""Words that stand by themselves are found as a pattern would find them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from store.structure.whole_words import NO_WORD_AFTER, NO_WORD_BEFORE, standing

_SOME = st.text(alphabet="ab.' ", max_size=12)


@given(st.text(alphabet="ab.", min_size=1, max_size=3), _SOME)
def test_the_same_places_as_of_a_pattern(word: str, text: str) -> None:
    """Whatever word it is, and whatever stands beside it."""
    pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
    found = [match.start() for match in re.finditer(pattern, text)]
    assert list(standing(word, text, NO_WORD_BEFORE, NO_WORD_AFTER)) == found


def test_other_edges() -> None:
    """What may not stand beside the word is for who asks to say."""
    no_genitive = re.compile(r"(?!\w|['’]s)")
    assert list(standing("Ruiz", "Ruiz’s boat, Ruizo, Ruiz.", NO_WORD_BEFORE, no_genitive)) == [20]
