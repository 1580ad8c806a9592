"""Regular expressions that are compiled when they are first asked for.

To compile those of all languages takes a quarter of a second, and most texts are of one.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, cast


def _kept(name: str) -> cached_property[Any]:
    """What a pattern has under the name, found once: no slower than the pattern's own from then on."""
    return cached_property(lambda stand_in: getattr(stand_in.compiled, name))


class _LazyPattern:
    """Stands for a pattern; by `__getattr__` each call would take three times as long."""

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._given = expression, flags

    @cached_property
    def compiled(self) -> re.Pattern[Any]:
        """The pattern."""
        return re.compile(*self._given)

    match, fullmatch, search = _kept("match"), _kept("fullmatch"), _kept("search")
    finditer, findall, split = _kept("finditer"), _kept("findall"), _kept("split")
    sub, subn = _kept("sub"), _kept("subn")
    pattern, flags = _kept("pattern"), _kept("flags")
    groups, groupindex = _kept("groups"), _kept("groupindex")


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, compiled when one of its methods is first asked for: an error is raised only then.

    The functions of `re` take strings and true patterns, none of these.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(expression, flags))
