"""What no dateline does without, asked before one is read: most paragraphs have none of it."""

from __future__ import annotations

from store.patterns import lazy_pattern

#: With what no part of a dateline begins: no date, no bracket and no name.
_OPENS_NOTHING = frozenset("\"“”„‟«»‹›‘’'•·*#>…?!")
#: A digit, in any script, with which a date is printed.
_DIGITS = r"\d〇零○一二三四五六七八九十令平昭中民华華"
_NUMBER = lazy_pattern(f"[{_DIGITS}]")
#: What stands within or behind a place beside a date: a bracket, what closes it, a line end, two blanks.
_SIGN = lazy_pattern(rf"[{_DIGITS}(\[（【/|:：–—―\n-]|\s\s")
#: What parts a region from its place.
_REGION = lazy_pattern(r"[,،]|\s\s")
#: Letters from here on are of scripts in which a place is found in other ways.
_UNCASED = "\u05ff"
#: The longest place, with a stop and a blank behind it, and where a date's digits stand at the farthest.
_PLACE, _DATE = 75, 180


def may_begin(text: str, position: int) -> bool:
    """Whether a dateline may begin at `position` of a paragraph's head, told by signs alone.

    It begins with a date, which has a digit, with a bracket, or with a place, behind which one of both
    stands, or what closes it, or a region with a full stop.
    """
    first = text[position : position + 1]
    if first in _OPENS_NOTHING:
        return False
    if first > _UNCASED or _SIGN.search(text, position, position + _PLACE):
        return True
    if "." in text and _REGION.search(text):
        return True
    return _NUMBER.search(text, position + _PLACE, position + _DATE) is not None
