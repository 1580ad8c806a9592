"""Lines that name who wrote a text: "By Jane Doe"."""

from __future__ import annotations

from store.patterns import lazy_pattern
from store.structure.initials import letters_but

#: Characters of the longest byline.
BYLINE = 120
_NO_BYLINE = letters_but("wbpvdr")
_NAME = (
    r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:de|del|van|von|der|den|bin|al|el|la|and|et|y|und|und"
    r"|&)\s)?[^\W\d_a-z][\w.'’-]*){0,5}"
)
_BYLINE = lazy_pattern(
    r"(?:(?i:written by|by|par|por|von|da|reporting by)\s+|بقلم:?\s+|文[/／]|作者[:：]\s*|记者\s*[:：]?\s*"
    r")(?P<who>.+)$"
)
_NAMES = lazy_pattern(rf"{_NAME}(?:\s*[,/|]\s*(?:{_NAME}))*\.?$")


def byline_names(words: str) -> str | None:
    """The names in a line such as "By Jane Doe"; None where it is none."""
    if len(words) > BYLINE or words[:1] in _NO_BYLINE or not (match := _BYLINE.match(words)):
        return None
    who = " ".join(match["who"].split()).rstrip(".")
    eastern = len(who) <= 20 and not any(char.isupper() or char.islower() for char in who)
    return who if eastern or _NAMES.match(who) else None
