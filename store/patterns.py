"""Regular expressions that are compiled when they are first asked for.

To compile those of all languages takes a quarter of a second, and most texts are of one.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _LazyPattern:
    """Stands for a pattern, and keeps each of its methods that was asked for."""

    _compiled: re.Pattern[Any] | None = None

    def __init__(self, expression: str | bytes, flags: int) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by Python for what a pattern has not
            raise AttributeError(name)
        if self._compiled is None:
            self._compiled = re.compile(*self._given)
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, compiled when one of its methods is first asked for: an error is raised only then.

    The functions of `re` take strings and true patterns, none of these.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(expression, flags))
