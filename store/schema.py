"""What can be said of a table: the form of a row of `store.tables`."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from store import meanings
from store.meanings import TEXT, Meaning

Row = Mapping[str, Any]
Rule = Callable[[Row], str | None]


class Key(NamedTuple):
    """What tells a table's records apart, whatever their ids."""

    of: Callable[[Row], Hashable]
    """Equal for the same record in two versions of a library; None where it cannot tell."""
    alone: bool = False
    """Whether it does so only where no other record has the same."""


def as_json(value: Any) -> str:
    """The value as text, the same for the same JSON."""
    return json.dumps(value, sort_keys=True)


#: What is said of a table of which there is nothing to say.
_NOTHING: Mapping[str, Any] = {}


class _Known(NamedTuple):
    """The fields of `Table`: no dataclass, which every start of the program would wait 10 ms for."""

    name: str
    required: Mapping[str, Meaning]
    """The fields each row must have."""
    optional: Mapping[str, Meaning] = _NOTHING
    """Fields that may be missing or null, and what they must be where they stand."""
    rule: Rule | None = None
    """Says what does not fit between the fields of a row, each of which is understood."""
    indexes: tuple[str, ...] = ()
    """Fields by which rows are found, counted or put in order without a scan."""
    counted: bool = True
    """Whether ``meta`` keeps the highest id it ever gave, so that none is given twice."""
    of_users: bool = True
    """Whether the history keeps its changes, so that users undo them."""
    keyed_by: str = ""
    """The table whose ids its rows have; empty for one whose rows have ids of their own."""
    refers: Mapping[str, str] = _NOTHING
    """Fields that hold an id or a list of ids, and the table these are of."""
    known_by: tuple[Key, ...] = (Key(as_json),)
    """What its records are known by in another version of the library, the surest first. Empty where no
    record is looked for: its rows have the ids of another table's, or there is only one."""
    fixed: tuple[str, ...] = ()
    """Fields of which some stay as they are as long as the record keeps its id; empty where none does."""
    never_deleted: bool = False
    """Whether nothing takes a row out on purpose: one that a version lacks was never there."""
    never_changed: bool = False
    """Whether a row stays as it was made."""
    since: int = 1
    """The schema it came with: to a program of a lower one what the history says of it would be damaged."""
    derived: bool = False
    """Whether its rows can be made anew from others, and are where they are missing."""


class Table(_Known):
    """What is known of a table."""

    __eq__, __hash__ = object.__eq__, object.__hash__

    @property
    def fields(self) -> dict[str, Meaning]:
        """All of them, those that must be there first."""
        return {**self.required, **self.optional}

    def holds(self, name: str, value: Any) -> bool:
        """Whether a field may hold the value; one that is not listed may hold any."""
        if (meaning := self.required.get(name)) is not None:
            return meaning.or_none if value is None else meaning.holds(value)
        meaning = self.optional.get(name)
        return value is None or meaning is None or meaning.holds(value)

    def holds_all(self, name: str, values: Sequence[Any]) -> bool:
        """As `holds`, of each: of many at a fraction of the cost."""
        there = [value for value in values if value is not None]
        if len(there) < len(values) and not self.holds(name, None):
            return False
        meaning = self.required.get(name) or self.optional.get(name)
        return not there or meaning is None or meaning.holds_all(there)

    @cached_property
    def checks(self) -> _Checks:
        """Its fields, made ready to be gone through a hundred thousand times."""
        return _Checks(self)


class _Checks:
    """The fields of a table, the texts apart: these are looked at as one."""

    def __init__(self, table: Table) -> None:
        fields, required = table.fields, table.required
        empty = {name for name, meaning in fields.items() if meaning.or_none or name not in required}
        texts = [name for name, meaning in fields.items() if meaning.holds is TEXT.holds]
        self.required = frozenset(required)
        self.picked = [*required]
        self.pick = _tuple_of(self.picked)
        self.optional = [name for name in fields if name not in required]
        self.texts = [name for name in texts if name not in empty]
        self.perhaps_texts = [name for name in texts if name in empty]
        self.others = [(name, one, name in empty) for name, one in fields.items() if name not in texts]

    def hold(self, row: Row) -> bool:
        """Whether every field holds what it should."""
        if not self.required <= row.keys():
            return False
        try:
            words = [row[name] for name in self.texts]
            text = "".join(words + [word for word in map(row.get, self.perhaps_texts) if word is not None])
        except TypeError:  # one is no text
            return False
        if not (text.isascii() or meanings.encodable(text)):
            return False
        for name, meaning, may_be_none in self.others:
            value = row.get(name)
            if not (may_be_none if value is None else meaning.holds(value)):
                return False
        return True

    def hold_all(self, rows: Sequence[Row]) -> bool:
        """Whether every field of each row holds what it should: field by field, at a third of the cost."""
        try:
            required = zip(*map(self.pick, rows), strict=True)
            columns = dict(zip(self.picked, map(list, required), strict=True))
        except KeyError:
            return False
        for name in self.optional:
            columns[name] = [row[name] for row in rows if name in row]
        try:
            text = "".join(
                ["".join(columns[name]) for name in self.texts]
                + ["".join(filter(_is_there, columns[name])) for name in self.perhaps_texts]
            )
        except TypeError:  # one is no text
            return False
        if not (text.isascii() or meanings.encodable(text)):
            return False
        for name, meaning, may_be_none in self.others:
            values = columns[name]
            if may_be_none and None in values:
                values = list(filter(_is_there, values))
            if values and not meaning.holds_all(values):
                return False
        return True


def _tuple_of(names: list[str]) -> Callable[[Row], tuple[Any, ...]]:
    """Gives the fields of a row; raises KeyError where one is missing."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda row: tuple(row[name] for name in names)


def _is_there(value: Any) -> bool:
    return value is not None
