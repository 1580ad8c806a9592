"""What a query that is being typed may go on with: fields, and values of the field one is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from store.patterns import lazy_pattern
from store.search.judging import name_key
from store.search.query_fields import FIELDS

#: How many are offered.
MOST = 8
#: The word before the cursor: a minus or bracket may stand before it, and a field in it.
_WORD = lazy_pattern(r"(?:^|(?<=[\s(]))-?(?:(?P<field>[A-Za-z]+):)?(?P<value>\"[^\"]*|[^\s()\"“”]*)$")
_BARE = lazy_pattern(r"[^\s()\"“”:*]+")


class Completion(NamedTuple):
    """One of what is offered."""

    shown: str
    """The field with its colon, or the value."""
    typed: str
    """The whole query with it put in."""
    cursor: int
    """Where one goes on, in code points."""


def completions(typed: str, cursor: int, values: Mapping[str, Sequence[str]]) -> list[Completion]:
    """What may be put in place of the word before the cursor, the likeliest first; `MOST` at most.

    Args:
        typed: the query so far.
        cursor: where one types, in code points.
        values: by field the values that it has in the library, the commonest first; those of fields
            that have but a few are known here.
    """
    before, after = typed[:cursor], typed[cursor:]
    found = _WORD.search(before)
    if found is None or before.count('"') % 2 != found["value"].count('"') or after[:1].strip(" )"):
        return []
    name, value = found["field"], found["value"].lstrip('"')
    if name is None:
        offered = ((f"{field}:", f"{field}:") for field in _fields(found["value"]))
    elif (field := FIELDS.get(name.lower())) is not None:
        blank = "" if after[:1] == " " else " "
        some = _beginning(value, field.values or values.get(field.name, ()))
        offered = ((one, f"{name}:{_written(one)}{blank}") for one in some)
    else:
        return []
    start = found.start("field") if name is not None else found.start("value")
    given = [
        Completion(shown, before[:start] + put + after, start + len(put))
        for shown, put in islice(offered, MOST)
    ]
    # What is typed in full already needs no completing.
    return given if [one.typed.rstrip() for one in given] != [typed.rstrip()] else []


def _fields(begun: str) -> Iterator[str]:
    """The fields that begin so; none for nothing."""
    return (field for field in FIELDS if begun and field.startswith(begun.lower()) and field != begun)


def _beginning(value: str, known: Iterable[str]) -> Iterator[str]:
    """The values that begin so, then those of which another word does."""
    wanted = name_key(value)
    keyed = [(name_key(one), one) for one in known if '"' not in one]
    yield from (one for key, one in keyed if key.startswith(wanted))
    if wanted:
        inside = re.compile(rf"(?<=\W){re.escape(wanted)}")
        yield from (one for key, one in keyed if not key.startswith(wanted) and inside.search(key))


def _written(value: str) -> str:
    """The value as a query has it: in quotation marks where it is more than a word."""
    value = " ".join(value.split())
    return value if _BARE.fullmatch(value) else f'"{value}"'
