"""A query as a tree: what `store.search.grammar` reads and writes, and the two readers of it judge by.

A tree computes nothing. Its leaves name a field of `store.search.query_fields`; words are as they were typed,
in canonical form, without quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A word or phrase in a field that holds words."""

    field: str
    """Empty for a plain word: headline, text, agency and place."""
    words: str
    prefix: bool = False
    """Whether the last word may go on."""


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases that stand near each other, in any order."""

    distance: int
    """How many words there may be between the end of each and the beginning of the last."""
    phrases: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A field that holds one of some names: a tag, a language, a state."""

    field: str
    name: str
    prefix: bool = False
    """Whether the name may go on."""


@dataclass(frozen=True, slots=True)
class Span:
    """A field that holds a day, a moment or a number, from one to another; both count, empty is open."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Not:
    """What another query does not find."""

    query: Query


@dataclass(frozen=True, slots=True)
class Every:
    """What all of some queries find; two at least."""

    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """What any of some queries finds; two at least."""

    queries: tuple[Query, ...]


Leaf = Words | Near | Name | Span
Query = Leaf | Not | Every | Some


def wanted(query: Query) -> Iterator[Leaf]:
    """The leaves that make a query true, in order; none that must not be."""
    match query:
        case Every(queries) | Some(queries):
            for one in queries:
                yield from wanted(one)
        case Not():
            return
        case _:
            yield query


def leaves(query: Query) -> Iterator[Leaf]:
    """All leaves of a query, in order."""
    match query:
        case Every(queries) | Some(queries):
            for one in queries:
                yield from leaves(one)
        case Not(one):
            yield from leaves(one)
        case _:
            yield query
