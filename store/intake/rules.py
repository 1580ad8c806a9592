"""Rules on arrival: what is done with releases that have just come in, by queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from store.errors import InvalidQueryError
from store.library import Library
from store.search import parse
from store.wording import many


class Rule(NamedTuple):
    """What is done with the releases that a query finds among those that came in."""

    number: int
    """Which of the rules it is, from 1."""
    when: str
    """The query (`store.search.grammar`)."""
    tags: tuple[str, ...] = ()
    """Names of tags that the release is given."""
    star: bool = False
    read: bool = False
    notify: bool = False
    """Whether the user is told of each."""


@dataclass(slots=True)
class Applied:
    """What rules have done."""

    changed: int = 0
    """How many releases they changed."""
    told: list[tuple[Rule, list[int]]] = field(default_factory=list)
    """The rules that tell of what they found, and the releases."""
    refused: list[tuple[Rule, InvalidQueryError]] = field(default_factory=list)
    """The rules whose query cannot be read: nothing was done by them."""


def found_by(library: Library, rule: Rule) -> list[int]:
    """The releases in a library that a rule is about, the newest dateline first.

    Raises InvalidQueryError for what is no query, or one that asks for nothing, and StorageError.
    """
    if parse(rule.when) is None:
        raise InvalidQueryError("the query asks for nothing.")
    return library.find.ids(rule.when)


def apply_rules(library: Library, rules: Iterable[Rule], added: Iterable[int]) -> Applied:
    """Applies rules to releases that came in, all in one step of the history.

    Each looks at the releases as they came, whatever another one does with them.

    Args:
        library: where the releases are.
        rules: in their order.
        added: ids of the releases; no other is changed.

    Raises StorageError, InvalidInputError for an impossible name of a tag; then nothing was done.
    """
    applied, came = Applied(), set(added)
    found: list[tuple[Rule, list[int]]] = []
    for rule in rules if came else ():
        try:
            ids = [key for key in found_by(library, rule) if key in came]
        except InvalidQueryError as error:
            applied.refused.append((rule, error))
        else:
            found += [(rule, ids)] if ids else []
    applied.told = [(rule, ids) for rule, ids in found if rule.notify]
    changing = [(rule, ids) for rule, ids in found if rule.tags or rule.star or rule.read]
    if changing:
        applied.changed = _change(library, changing)
    return applied


def _change(library: Library, found: Sequence[tuple[Rule, list[int]]]) -> int:
    """Does what the rules say; gives how many releases were changed."""
    tables = library.tables
    names: dict[int, dict[str, None]] = {}
    marks: dict[int, dict[str, Any]] = {}
    for rule, ids in found:
        for key in ids:
            names.setdefault(key, {}).update(dict.fromkeys(rule.tags))
            mark = marks.setdefault(key, {})
            mark |= {"starred": True} if rule.star else {}
            mark |= {"read": True} if rule.read else {}
    with tables.action() as (action, name):
        library.release_tags.give_each(action, {key: [*given] for key, given in names.items() if given})
        action.put_many("reading", {key: fields for key, fields in marks.items() if fields})
        library.reading.stamp([key for key, fields in marks.items() if fields.get("read")])
        count = len(marks)
        name(f"applied {_numbers(rule for rule, _ in found)} to {many(count, 'new release')}")
    return count


def _numbers(rules: Iterable[Rule]) -> str:
    numbers = [str(rule.number) for rule in rules]
    return f"rule{'' if len(numbers) == 1 else 's'} {', '.join(numbers)}"
