"""Whether a text may hold anything that is read from right to left: most hold nothing."""

from __future__ import annotations

import re

#: Blocks of right-to-left letters and numbers, and the marks for that direction.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def has_right_to_left(text: str, start: int, end: int) -> bool:
    """Tell whether anything in ``text[start:end]`` may be drawn from right to left."""
    return _RIGHT_TO_LEFT.search(text, start, end) is not None
