"""Where words stand by themselves: found without a pattern for each, which takes long to compile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.patterns import lazy_pattern

#: The edges of a word: no letter or digit stands on the other side.
NO_WORD_BEFORE, NO_WORD_AFTER = lazy_pattern(r"(?<!\w)"), lazy_pattern(r"(?!\w)")


def standing(
    word: str, text: str, before: re.Pattern[str] = NO_WORD_BEFORE, after: re.Pattern[str] = NO_WORD_AFTER
) -> Iterator[int]:
    """Where a word stands in a text, without overlaps.

    Args:
        word: what is looked for, letter for letter.
        text: where.
        before: what must match where it begins: a look behind.
        after: what must match where it ends: a look ahead.
    """
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        stands = before.match(text, at) and after.match(text, end)
        if stands:
            yield at
        at = text.find(word, end if stands else at + 1)
