"""Files that are plainly no release by their name: what belongs to a program, and lies beside texts."""

from __future__ import annotations

import re
from pathlib import PurePath

from store.patterns import lazy_pattern

_KINDS = {
    "a README": r"readme",
    "a licence": r"licen[cs]e|copying",
    "a list of changes": r"changelog",
    "advice to programmers": r"contributing|code[-_]of[-_]conduct",
    "source code": r"makefile|dockerfile|requirements",
}
#: A language, as of ``README.de.md``, and an ending of text.
_REST = r"(?:[._-][a-z]{2,3})?(?:\.(?:md|markdown|txt|text|html?))?"
_NAMES = {what: lazy_pattern(f"(?:{names}){_REST}", re.IGNORECASE) for what, names in _KINDS.items()}


def plainly_no_release(path: PurePath) -> str | None:
    """What a file is by its name, to follow “it looks like”; None where it may be a release."""
    return next((what for what, names in _NAMES.items() if names.fullmatch(path.name)), None)
