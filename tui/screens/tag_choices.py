"""Which tag is meant by what is typed: pure, so that what Enter gives can be told beforehand.

A tag is meant when it has exactly the name typed, or begins with it, or a part of its name does: the parts
of a name come after a blank or a ``/``. Case and accents do not count. Anything else that resembles what is
typed may be offered, and is never meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.fuzzy import Matcher

from store.library import cleaned_tag_name, tag_key
from store.search import FIND_FOLDS

#: Tags offered at once, a new one aside.
OFFERED = 7

_PART = re.compile(r"(?<=[\s/])[^\s/]")


class Choice(NamedTuple):
    """A tag that may be chosen."""

    name: str
    new: bool
    """Whether there is no such tag yet."""


def choices(names: Sequence[str], typed: str) -> list[Choice]:
    """The tags to choose from, the one that Enter gives first.

    `names` are those of the tags there are, in the order they are shown in. With nothing typed all are
    offered and none is meant.
    """
    wanted = cleaned_tag_name(typed)
    if not wanted:
        return [Choice(name, new=False) for name in names[:OFFERED]]
    meant = _meant(names, wanted)
    offered = [Choice(name, new=False) for name in dict.fromkeys([*meant, *_alike(names, wanted)])][:OFFERED]
    if tag_key(wanted) in map(tag_key, names):
        return offered
    # A new tag is what Enter gives where none is meant; else it is last, one step up from the first.
    return [*offered, Choice(wanted, new=True)] if meant else [Choice(wanted, new=True), *offered]


def given(names: Iterable[str], finished: str) -> Choice:
    """The tag that a finished name gives: the one of that name, or a new one."""
    wanted = cleaned_tag_name(finished)
    same = [name for name in names if tag_key(name) == tag_key(wanted)]
    # Of several from before accents were set aside, the one most like it.
    same.sort(key=lambda name: (name != wanted, name.casefold() != wanted.casefold()))
    return Choice(same[0], new=False) if same else Choice(wanted, new=True)


def _meant(names: Sequence[str], wanted: str) -> list[str]:
    """The tags that are meant, the likeliest first; of those alike the order given stays."""
    sought = folded(wanted)
    ranked = [(_rank(name, wanted, sought), name) for name in names]
    return [name for rank, name in sorted(ranked, key=lambda one: one[0]) if rank < _NOT_MEANT]


_NOT_MEANT = 6


def _rank(name: str, wanted: str, sought: str) -> int:
    """How surely a name is meant: the same but for case, for accents too, begun, a part of it begun.

    Of those begun, first the same but for case, then but for accents too.
    """
    if name.casefold() == wanted.casefold():
        return 0
    if tag_key(name) == tag_key(wanted):
        return 1
    if not sought:
        return _NOT_MEANT
    if folded(name) == sought:
        return 1
    ways = ((name.casefold(), wanted.casefold()), (folded(name), sought))
    whole = [text.startswith(beginning) for text, beginning in ways]
    part = [
        any(text.startswith(beginning, one.start()) for one in _PART.finditer(text))
        for text, beginning in ways
    ]
    return [*whole, *part, True].index(True) + 2


def _alike(names: Sequence[str], wanted: str) -> list[str]:
    """The tags that hold what is typed, letter after letter, best first."""
    sought = folded(wanted)
    if not sought:
        return []
    matcher = Matcher(sought)
    scored = [(matcher.match(folded(name)), name) for name in names]
    return [name for score, name in sorted(scored, key=lambda one: -one[0]) if score > 0]


def folded(name: str) -> str:
    """A name without case and accents."""
    return FIND_FOLDS.fold(name)
