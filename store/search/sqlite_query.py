"""A query as SQL for SQLite: a condition on a row of ``releases``, and a query of FTS5 to rank by.

The condition is standard SQL but for ``json_extract``, ``json_each`` and ``MATCH``: another database has
another word for each, and nothing else to change.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from store.search.calendar import moments
from store.search.folding import Phrase, fold
from store.search.judging import name_is, name_key
from store.search.query_fields import DAYS, FIELDS, INDEXED, MOMENTS, NAME_FIELDS, PART_FIELDS, PLAIN, QUOTED
from store.search.query_tree import Every, Leaf, Name, Near, Not, Query, Some, Span, Words, leaves
from store.structure import is_embargoed

#: Letters of a beginning that very many words have.
_SHORT = 3
#: Of how many rows a condition is asked: all there are; so few that each is looked at by itself; fewer still.
MANY, _FEW, _VERY_FEW = 2**31, 2000, 100
_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


class Condition(NamedTuple):
    """What may stand behind WHERE, and the values for its question marks."""

    sql: str
    values: tuple[Any, ...] = ()


class Names:
    """What a library knows of the names in a query: what SQL cannot fold is looked up in short lists."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        tags: Callable[[], Mapping[int, str]],
        duplicates: Callable[[], Iterable[int]],
        called: Callable[[], Mapping[str, str]],
        last_look: Callable[[], str],
    ) -> None:
        """Of the library on the connection; what a query does not ask for is not looked up.

        Args:
            connection: where its rows are.
            tags: gives the name of the tag that each id in annotations means.
            duplicates: gives the releases that are copies of others.
            called: gives the names of speakers whom a user joined with another, with what that one is called.
            last_look: gives when the user closed the application last, as ``added`` has it; empty: never.
        """
        self._connection = connection
        self._give_tags = tags
        self._duplicates = duplicates
        self._give_called = called
        self.last_look = last_look

    @cached_property
    def _tags(self) -> Mapping[int, str]:
        return self._give_tags()

    @cached_property
    def _called(self) -> Mapping[str, str]:
        return self._give_called()

    def tags(self, name: str, *, prefix: bool) -> list[int]:
        """The ids in annotations that mean the tags of the name."""
        is_meant = name_is(name, prefix=prefix)
        return [key for key, one in self._tags.items() if is_meant(one)]

    def creators(self, phrase: Phrase) -> list[str]:
        """The users whose names hold the phrase."""
        found = self._connection.execute(f"SELECT DISTINCT creator FROM {_MARKS}")
        return [name for (name,) in found if phrase.holds(fold(name))]

    def noted(self, phrase: Phrase) -> list[int]:
        """The releases with a note that holds the phrase."""
        found = self._connection.execute(
            f"SELECT release, {_field('note')} FROM {_MARKS} JOIN annotations USING (id) WHERE noted"
        )
        return [release for release, note in found if phrase.holds(fold(note))]

    def speakers(self, phrase: Phrase) -> list[str]:
        """The joined speakers who are called so that it holds the phrase."""
        return [person for person, name in self._called.items() if phrase.holds(fold(name))]

    def duplicates(self) -> list[int]:
        """The releases that are copies of others."""
        return sorted(self._duplicates())

    @cached_property
    def embargoed(self) -> list[int]:
        """The releases whose embargo has not ended yet, looked up once for a query."""
        now = datetime.now(UTC)
        until, day, embargo = _field("embargo_until"), _field("date"), f"{_field('embargo')} > ''"
        # By the days alone first, some to spare for the zones: few are read and judged.
        late = _row(f"{until} >= ?")
        weekly = f"NOT {_row(f'{until} > ?')} AND ({_row(f'{day} >= ?')} OR {_row(f'{day} IS NULL')})"
        found = self._connection.execute(
            f"SELECT id, {until}, {day} FROM releases WHERE {embargo} AND ({late} OR {weekly})",
            (str(now.date() - _A_DAY), "", str(now.date() - 2 * _A_WEEK)),
        )
        return [key for key, until, day in found if is_embargoed(until, day, now)]


def words_and_rest(query: Query) -> tuple[str | None, Query | None]:
    """A query in two parts, each of which must be true; None for one that asks for nothing.

    The first is in FTS5's language, to find and rank by; the second is all else.
    """
    if (match := matching(query)) is not None:
        return match, None
    if not isinstance(query, Every):
        return None, query
    words = [one for one in query.queries if matching(one) is not None]
    if not words:
        return None, query
    words += [one for one in query.queries if isinstance(one, Not) and matching(one.query) is not None]
    return matching(_every(words)), _every([one for one in query.queries if one not in words])


def _every(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Every(tuple(queries))


def matching(query: Query) -> str | None:
    """The query in FTS5's language, where that can say it."""
    match query:
        case Words(field, words, prefix) if not field or field in INDEXED:
            return f"{_columns(field)} : {Phrase(words, prefix=prefix).match}"
        case Near(distance, phrases):
            words_of = " ".join(Phrase(one.words, prefix=one.prefix).match for one in phrases)
            return f"{_columns('')} : NEAR({words_of}, {distance})"
        case Some(queries):
            return _all_of(" OR ", queries)
        case Every(queries):
            unwanted = [one.query for one in queries if isinstance(one, Not)]
            wanted = _all_of(" AND ", [one for one in queries if not isinstance(one, Not)])
            without = _all_of(" OR ", unwanted)
            if wanted is None or not unwanted:
                return wanted
            return None if without is None else f"({wanted}) NOT ({without})"
    return None


def _columns(field: str) -> str:
    return "{" + " ".join((field,) if field else PLAIN) + "}"


def _all_of(operator: str, queries: Iterable[Query]) -> str | None:
    """The queries joined; None where there is none, or FTS5 cannot say one of them."""
    found = [matching(one) for one in queries]
    said = [one for one in found if one is not None]
    return operator.join(f"({one})" for one in said) if said and len(said) == len(found) else None


def condition(query: Query, names: Names, rows: int = MANY) -> Condition:
    """The query as a condition on a row of ``releases``.

    `rows`: of how many it is asked at most; what few have is looked for row by row, and not gathered before.
    """
    match = matching(query)
    if match is not None:
        return _matching(match)
    match query:
        case Not(one):
            sql, values = condition(one, names, rows)
            return Condition(f"NOT coalesce(({sql}), 0)", values)
        case Some(queries):
            return _joined(" OR ", [condition(one, names, rows) for one in queries])
        case Every():
            words, rest = words_and_rest(query)
            if words is None:
                return _joined(" AND ", [condition(one, names, rows) for one in query.queries])
            assert rest is not None  # else FTS5 could have said it all
            return _joined(" AND ", [_matching(words), condition(rest, names, rows)])
        case Span():
            return _span(query, few=rows <= _FEW)
        case Name(field, name, prefix):
            return _name(field, name, prefix, names, few=rows <= _FEW)
    assert isinstance(query, Words)
    phrase = Phrase(query.words, prefix=query.prefix)
    if query.field in QUOTED:
        return _quoted(query.field, phrase, names, few=rows <= _VERY_FEW)
    if query.field == "by":
        return _annotated(f"creator IN {_GIVEN}", json.dumps(names.creators(phrase)), few=rows <= _FEW)
    return Condition(f"id IN {_GIVEN}", (json.dumps(names.noted(phrase)),))


def without(ids: Collection[int], where: Condition | None) -> Condition | None:
    """The condition for rows other than those of the ids."""
    if not ids:
        return where
    other = Condition(f"id NOT IN {_GIVEN}", (json.dumps(sorted(ids)),))
    return other if where is None else _joined(" AND ", [other, where])


def is_about_quotations(leaf: Leaf) -> bool:
    """Whether the tables of quotations are asked."""
    return leaf == Name("has", "quotation") or is_said(leaf)


def is_said(leaf: Leaf) -> bool:
    """Whether words of quotations or of their speakers are asked for."""
    return isinstance(leaf, Words) and leaf.field in QUOTED


def has_short_beginning(query: Query) -> bool:
    """Whether FTS5 takes long over it; where quotations are asked for, looking at releases does too."""
    asked = [*leaves(query)]
    return any(map(is_short_beginning, asked)) and not any(map(is_about_quotations, asked))


def is_short_beginning(leaf: Leaf) -> bool:
    """Whether it asks for words that begin with so few letters that very many do."""
    is_one = isinstance(leaf, Words) and leaf.prefix and len(leaf.words.split()[-1]) <= _SHORT
    return is_one and matching(leaf) is not None


def _quoted(field: str, phrase: Phrase, names: Names, *, few: bool) -> Condition:
    # Of few the words kept of each are looked at: FTS5 gathers all quotations with a word or its beginning.
    few = few and len(phrase.tokens) == 1
    said = _HOLDS.format(field) if few else f"id IN (SELECT rowid FROM {_SAID} WHERE {_SAID} MATCH ?)"
    match = f"{_columns(field)} : {phrase.match}"
    sought = f" {phrase.tokens[0]}{'' if phrase.match.endswith('*') else ' '}" if few else match
    joined = names.speakers(phrase) if field == "speaker" else []
    if not joined:
        return _quoting(said, sought, few=few)
    return _quoting(f"{said} OR person IN {_GIVEN}", sought, json.dumps(joined), few=few)


def _quoting(where: str, *values: object, few: bool) -> Condition:
    if few:
        return Condition(
            f"EXISTS (SELECT 1 FROM {_QUOTED} AS one WHERE release = releases.id AND ({where}))", values
        )
    return Condition(f"id IN (SELECT release FROM {_QUOTED} WHERE {where})", values)


def _joined(operator: str, conditions: list[Condition]) -> Condition:
    sql = operator.join(f"({one.sql})" for one in conditions)
    return Condition(sql, tuple(value for one in conditions for value in one.values))


_MARKS, _TAGS = '"search$marks"', '"search$tagged"'
_QUOTED, _SAID = '"search$quoted"', '"search$said"'
#: Whether the folded words of a quotation, parted by blanks and line ends, hold one or its beginning.
_HOLDS = (
    f"EXISTS (SELECT 1 FROM {_SAID} WHERE rowid = one.id"
    " AND instr(' ' || replace({}, char(10), ' ') || ' ', ?))"
)
#: A list that is given as one value.
_GIVEN = "(SELECT value FROM json_each(?))"


def _field(name: str) -> str:
    """As the indexes on fields have it: another spelling would not be found in them."""
    return f"json_extract(document, '$.{name}')"


def _row(where: str) -> str:
    """The condition, told by its index: no row is read to ask it of that row."""
    return f"id IN (SELECT id FROM releases WHERE {where})"


def _of_row(where: Condition, *, few: bool) -> Condition:
    return where if few else Condition(_row(where.sql), where.values)


def _matching(match: str) -> Condition:
    return Condition('id IN (SELECT rowid FROM "search$words" WHERE "search$words" MATCH ?)', (match,))


#: Of the annotations of a row. The plus lets SQLite take the index, which holds values without a type.
_ITS_OWN = (
    "FROM annotations AS one CROSS JOIN {marks} AS marks ON marks.id = one.id"
    " WHERE json_extract(one.document, '$.release') = +releases.id"
)


def _annotated(where: str, *values: object, few: bool = False) -> Condition:
    if few:
        return Condition(f"EXISTS (SELECT 1 {_ITS_OWN.format(marks=_MARKS)} AND {where})", values)
    return Condition(f"id IN (SELECT release FROM {_MARKS} WHERE {where})", values)


#: The tags of the release itself, and those of its passages.
_TAGGED_SELF = f"SELECT 1 FROM {_TAGS} WHERE id = -releases.id AND tag IN {_GIVEN}"
_TAGGED_OWN = f"SELECT 1 {_ITS_OWN.format(marks=_TAGS)} AND marks.tag IN {_GIVEN}"


def _tagged(tags: list[int], *, few: bool) -> Condition:
    """On a passage or on the release itself."""
    ids = json.dumps(tags)
    if few:
        return Condition(f"(EXISTS ({_TAGGED_SELF}) OR EXISTS ({_TAGGED_OWN}))", (ids, ids))
    return Condition(f"id IN (SELECT release FROM {_TAGS} WHERE tag IN {_GIVEN})", (ids,))


def _reading(where: str, *values: object) -> Condition:
    return Condition(f"id IN (SELECT id FROM reading WHERE {where})", values)


def _bounds(value: str, low: object, high: object) -> Condition:
    """From one to before another; None is open."""
    ends = [(f"{value} >= ?", low), (f"{value} < ?", high)]
    there = [(sql, end) for sql, end in ends if end is not None]
    return Condition(
        " AND ".join(sql for sql, _ in there) or f"{value} IS NOT NULL", tuple(end for _, end in there)
    )


def _span(span: Span, *, few: bool) -> Condition:
    field, low, high = span.field, span.low, span.high
    kind = FIELDS[field].kind
    if kind == DAYS:
        # A day begins with its month and year; "~" comes behind all that begins so.
        day = _field("date")
        if field == "after":
            return _of_row(_bounds(day, low + "~", None), few=few)
        end = (high if field == "before" else high + "~") if high else None
        return _of_row(_bounds(day, low or None, end), few=few)
    if kind == MOMENTS:
        begin, end = (one or None for one in moments(low, high))
        if field == "added":
            return _of_row(_bounds(_field("added"), begin, end), few=few)
        sql, values = _bounds(_field("when"), begin, end)
        return _reading(f"{_field('read')} = 1 AND {sql}", *values)
    first, last = int(low) if low else None, int(high) + 1 if high else None
    if field == "id":
        return _bounds("id", first, last)
    return _of_row(_bounds(_field(field), first, last), few=few)


def _name(field: str, name: str, prefix: bool, names: Names, few: bool) -> Condition:
    if field == "tag":
        return _tagged(names.tags(name, prefix=prefix), few=few)
    if field in NAME_FIELDS:
        name = name_key(name)
        return _of_row(_bounds(_field(NAME_FIELDS[field]), name, name + ("~" if prefix else "\0")), few=few)
    if (field, name) in _OF_ANNOTATIONS:
        return _annotated(_OF_ANNOTATIONS[field, name], few=few)
    if field == "is":
        return _STATES[name](names, few)
    if name == "quotation":
        return _quoting("1", few=few)
    return _of_row(Condition(f"{_field(PART_FIELDS[name])} > ''"), few=few)


_OF_ANNOTATIONS = {
    ("is", "orphaned"): "state = 'orphaned'",
    ("has", "annotation"): "1",
    ("has", "note"): "noted",
}
_STATES: dict[str, Callable[[Names, bool], Condition]] = {
    "read": lambda *_: _reading(f"{_field('read')} = 1"),
    "unread": lambda *_: Condition(f"id NOT IN (SELECT id FROM reading WHERE {_field('read')} = 1)"),
    "new": lambda names, few: _of_row(Condition(f"{_field('added')} > ?", (names.last_look(),)), few=few),
    "starred": lambda *_: _reading(f"{_field('starred')} = 1"),
    "updated": lambda *_: _reading(f"{_field('updated')} = 1 AND coalesce({_field('read')}, 0) = 0"),
    "tagged": lambda names, few: _tagged(names.tags("", prefix=True), few=few),
    "duplicate": lambda names, _: Condition(f"id IN {_GIVEN}", (json.dumps(names.duplicates()),)),
    "embargoed": lambda names, _: Condition(f"id IN {_GIVEN}", (json.dumps(names.embargoed),)),
}
