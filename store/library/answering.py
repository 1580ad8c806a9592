"""Finding releases by a query: by SQL and the index where the library's file answers, else one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

from store.aside import Stop as Looking
from store.errors import StorageError
from store.library.alike import copies_by_index, copies_by_rows
from store.library.completing import values_of
from store.library.facts import FactSource
from store.library.library_tables import LibraryTables
from store.library.people import People, words_of_name
from store.library.quoting import Quoting
from store.library.releases import Releases
from store.library.results import Found, Ranked, having_passages, hits, lines, passages
from store.library.said import Spoken, by_speaker, having_quotations, quotations, quotations_in, speakers
from store.library.staging import Stages
from store.library.tags import Tags
from store.library.waiting import Stop, stopped_by, until
from store.models import Hit
from store.search import (
    MANY,
    Condition,
    FullText,
    Leaf,
    Name,
    Names,
    Query,
    asked,
    condition,
    is_about_quotations,
    judge,
    leaves,
    matching,
    parse,
    phrases,
    without,
    words_and_rest,
)
from store.storages import SearchIndex, is_bad_row

_QUOTED = 'SELECT id FROM "search$docs" WHERE %s'
#: Releases that are looked at before all are: the newest.
_NEWEST = 100
Answer = TypeVar("Answer")


class Finding:
    """Answers queries over the releases of a library."""

    def __init__(
        self, tables: LibraryTables, releases: Releases, tags: Tags, index: FullText, quoting: Quoting
    ) -> None:
        self._tables = tables
        self._releases = releases
        self._tags = tags
        self._index = index
        self._copies: tuple[tuple[int, int], set[int]] | None = None  # of which version of the library
        self._quoting = quoting
        self._stages = Stages(self._found, releases.listed_ids)

    def make_ready(self) -> None:
        """Brings the index up to date, so that the first query has not to. Raises StorageError."""
        self._index.asked(lambda index: index.watching)

    def matching(self, query: Query) -> set[int]:
        """The releases a query is true of. Raises StorageError."""
        return {key for key, _ in self._found(query, None, ranked=False)}

    def ids(self, typed: str) -> list[int]:
        """The releases that a typed query finds, the newest dateline first; none where it asks for nothing.

        Raises as `hits` does.
        """
        query = parse(typed)
        found = self.matching(query) if query is not None else ()
        return [key for key in self._releases.ids() if key in found]

    def hits(self, typed: str, limit: int | None = None, *, by_date: bool = False) -> Iterator[Hit]:
        """The releases that a query finds: the best first by their words, else the newest first.

        Args:
            typed: a query (`store.search.grammar`); there are none for one that asks for nothing.
            limit: how many at most.
            by_date: the newest first, whatever their words.

        Raises InvalidQueryError for what is no query, and StorageError.
        """
        query = parse(typed)
        if query is None:
            return iter(())
        is_same = self._is_same()
        found = self._found(query, limit, by_date=by_date)
        return islice(hits(self._releases, self._source(), query, found, is_same, lambda: False), limit)

    def releases(self, typed: str, *, by_date: bool = False, stop: Stop = lambda: False) -> Iterator[Found]:
        """The releases that a query finds, each with the first place of its words in the text, as `hits`.

        Read as they are asked for. The first come before all are ranked: of very many that hold the words,
        they are the best of those that came last into the library.

        Raises as `hits` does.
        """
        query = parse(typed)
        return iter(()) if query is None else self._rows_of(query, by_date, stop)

    def _rows_of(self, query: Query, by_date: bool, stop: Stop) -> Iterator[Found]:
        source, is_same = self._source(), self._is_same()
        for some in self._stages.of(query, source, stop, by_date=by_date):
            for hit in hits(self._releases, source, query, some, is_same, stop):
                start, end = hit.matches[0] if hit.matches else (0, 0)
                yield Found(hit.release, start, end, hit.snippet)

    def lines(self, typed: str, *, by_date: bool = False, stop: Stop = lambda: False) -> Iterator[Found]:
        """Every place where the words of a query stand, in the releases it finds, the best of these first.

        Read, and ordered, as `releases` are. Raises as `hits` does.
        """
        query = parse(typed)
        if query is None or not phrases(query):
            return iter(())
        source = self._source()
        return lines(self._releases, source, query, self._ordered(query, source, stop, by_date=by_date))

    def texts_with(self, query: Query, *, stop: Stop = lambda: False) -> Iterator[int]:
        """The releases that a query finds, in the order of their `lines`. Raises StorageError."""
        return self._ordered(query, self._source(), stop, by_date=False)

    def _ordered(self, query: Query, source: FactSource, stop: Stop, *, by_date: bool) -> Iterator[int]:
        """The releases by rank or by date, as long as somebody waits."""
        some = self._stages.of(query, source, stop, by_date=by_date)
        return until(stop, (key for found in some for key, _ in found))

    def passages(self, typed: str, *, stop: Stop = lambda: False) -> Iterator[Found]:
        """The passages that a query is true of (`store.library.results`), in the order of the list.

        All there are for one that asks for nothing. Raises as `hits` does.
        """
        query = parse(typed) or Name("has", "annotation")
        source = self._source()
        ids = self._newest(having_passages(query), source, stop)
        return passages(self._releases, source, query, ids)

    def count(self, typed: str, *, stop: Stop = lambda: False) -> int:
        """How many releases a query finds, told without reading or ranking them. Raises as `hits` does."""
        query = parse(typed)
        return len(self._found(query, None, stop, ranked=False)) if query is not None else 0

    def passages_there(self) -> int:
        """How many `passages` there are where nothing is asked for, told without reading them."""
        storage = self._tables.storage
        removed = storage.count_by("annotations", "release", self._tables.removed())
        return storage.count_rows("annotations") - sum(removed.values())

    def quotations_there(self, *, stop: Stop = lambda: False) -> int:
        """As `passages_there`, of `quotations`; those that are not known yet are looked for first."""
        self._make_quotations(stop)
        return self._quoting.count(self._tables.removed())

    def values(self) -> dict[str, list[str]]:
        """The values fields have, the commonest first: to complete what is typed. Raises StorageError."""
        return values_of(self._tables, (tag.name for tag in self._tags.all()))

    def _is_same(self) -> Callable[[], bool]:
        """What says whether nothing in the library has changed since."""
        since = self._tables.storage.version()
        return lambda: self._tables.storage.version() == since

    def _newest(self, query: Query, source: FactSource, stop: Stop) -> Iterator[int]:
        return self._ordered(query, source, stop, by_date=True)

    def quotations(self, typed: str, *, stop: Stop = lambda: False) -> Iterator[Found]:
        """The quotations that a query is true of (`store.library.results`), the newest release's first.

        Args:
            typed: a query; all quotations there are for one that asks for nothing.
            stop: says whether nobody waits any more.

        Those that are not known yet are looked for first. Raises as `hits` does.
        """
        query = parse(typed) or Name("has", "quotation")
        self._make_quotations(stop)
        source = self._source()
        ids = self._newest(having_quotations(query), source, stop)
        return quotations(self._releases, source, query, ids, self._spoken())

    def _make_quotations(self, stop: Stop) -> None:
        looking = Looking()
        self._quoting.make(lambda *_: looking() if stop() else None, looking)

    def by_speaker(self, speaker: str = "") -> Iterator[Found]:
        """All quotations by their speaker's name, each speaker's newest first; those of nobody last.

        Args:
            speaker: words of the name, in their order; titles do not count. Anybody's where it is empty.

        Raises InvalidInputError where these are no words, and StorageError.
        """
        phrase = words_of_name(speaker) if speaker else None
        self._quoting.make()
        return by_speaker(self._releases, self._source(), self._spoken(), phrase)

    def quotations_in(self, ids: Sequence[int]) -> dict[int, list[Found]]:
        """All quotations of these releases, by the release. Raises StorageError."""
        self._quoting.make()
        return quotations_in(self._releases, self._source(), ids, self._spoken())

    def speakers(self, typed: str, limit: int) -> list[str]:
        """Speakers by the beginnings of words of their names, as far as quotations are known yet.

        Args: what was typed; how many at most, the most quoted first. Raises StorageError.
        """
        return speakers(self._spoken(), typed, limit)

    def asked(self, typed: str) -> Query:
        """What a query asks for. Raises InvalidQueryError for one that asks for nothing, too."""
        return asked(typed)

    def is_about_quotations(self, typed: str) -> bool:
        """Whether a query needs every release to be looked through first. Raises InvalidQueryError."""
        query = parse(typed)
        return query is not None and any(map(is_about_quotations, leaves(query)))

    def _spoken(self) -> Spoken:
        people = People(self._tables)
        return Spoken(self._quoting, people.who(self._quoting.forms), people.called())

    def _found(
        self,
        query: Query,
        limit: int | None,
        stop: Stop = lambda: False,
        *,
        ranked: bool = True,
        among: int | None = None,
        by_date: bool = False,
        by: Query | None = None,
    ) -> Ranked:
        """The releases a query is true of, the best by their words first, else the newest.

        Args:
            query: what is asked.
            limit: how many at most.
            stop: says whether nobody waits any more.
            ranked: whether they are wanted in order.
            among: of very many that hold the words, only so many that came last need be ranked.
            by_date: the newest first, whatever their words.
            by: a query that is true wherever this one is: its words rank them.
        """
        parts = words_and_rest(query)
        if by_date or by is not None:
            parts = (words_and_rest(by)[0] if by is not None else None, query)
        return self._asked(query)(lambda index: self._answer(index, parts, limit, stop, among, ranked=ranked))

    def _asked(self, query: Query) -> Callable[[Callable[[SearchIndex], Answer]], Answer]:
        """Who lets the index answer: where quotations are asked for, all are looked for first."""
        return self._quoting.asked if any(map(is_about_quotations, leaves(query))) else self._index.asked

    def _answer(
        self,
        index: SearchIndex,
        parts: tuple[str | None, Query | None],
        limit: int | None,
        stop: Stop,
        among: int | None,
        *,
        ranked: bool,
    ) -> Ranked:
        """`parts`: of the query, the words to find and rank by, and all else (`words_and_rest`)."""
        words, rest = parts
        if index.watching:
            try:
                with stopped_by(stop, index.connection):
                    return self._by_sql(index, words, rest, limit, among, ranked=ranked)
            except (sqlite3.DatabaseError, StorageError) as error:
                if stop():
                    return []
                if isinstance(error, StorageError) or not is_bad_row(error):
                    raise  # a damaged row is passed over by who reads row by row
        return self._judged(index, words, rest, stop)

    def _by_sql(
        self,
        index: SearchIndex,
        words: str | None,
        rest: Query | None,
        limit: int | None,
        among: int | None,
        *,
        ranked: bool,
    ) -> Ranked:
        if rest is None:
            return index.find(words, limit, *(self._where() or ()), ranked=ranked, among=among)
        if words is not None and (beside := matching(rest)) is not None:
            removed = self._where() or ()
            return index.find(words, limit, *removed, ranked=ranked, among=among, beside=beside)
        names = self._names(index)
        if words is None and limit is not None:
            # What is asked for is often common enough to be met among the newest.
            where = self._where(condition(rest, names, _NEWEST))
            found = index.newest(_NEWEST, limit, *(where or ()))
            if len(found) == limit:
                return found
        where = self._where(condition(rest, names, MANY if words is None or among is None else among))
        if words is None and where is not None and [*leaves(rest)] == [rest]:
            few = index.few(*where)
            if few is not None:
                return few[:limit]
        return index.find(words, limit, *(where or ()), ranked=ranked, among=among)

    def _where(self, where: Condition | None = None) -> Condition | None:
        """What must be true of a release beside its words: none that was removed is found."""
        return without(self._tables.removed(), where)

    def _judged(self, index: SearchIndex, words: str | None, rest: Query | None, stop: Stop) -> Ranked:
        """By looking at each release; the index tells which hold words."""
        found: Ranked = (
            [(key, None) for key in self._releases.ids()] if words is None else index.find(words, None)
        )
        if removed := self._tables.removed():
            found = [(key, rank) for key, rank in found if key not in removed]
        if rest is None:
            return found
        known: dict[Leaf, Collection[int]] = {
            leaf: {key for key, _ in index.find(match, None)}
            for leaf in leaves(rest)
            if (match := matching(leaf)) is not None
        }
        names = self._names(index)
        known |= {
            leaf: {key for (key,) in index.connection.execute(_QUOTED % where.sql, where.values)}
            for leaf in leaves(rest)
            if is_about_quotations(leaf) and (where := condition(leaf, names))
        }
        is_true = judge(rest, known)
        ids = until(stop, (key for key, _ in found))
        true = {one.id for one in self._source().each(ids) if is_true(one)}
        return [(key, rank) for key, rank in found if key in true]

    def _names(self, index: SearchIndex) -> Names:
        duplicates, called = partial(self._duplicates, index), People(self._tables).called
        return Names(index.connection, self._tag_names, duplicates, called, self._tables.last_look)

    def _duplicates(self, index: SearchIndex) -> set[int]:
        """The copies there are, found once for each state of the library."""
        version = self._tables.storage.version()
        if self._copies is None or self._copies[0] != version:
            tables = self._tables
            found = copies_by_index(tables, index) if index.watching else copies_by_rows(tables)
            self._copies = (version, found)
        return self._copies[1]

    def _source(self) -> FactSource:
        return FactSource(self._tables, self._tag_names)

    def _tag_names(self) -> dict[int, str]:
        return {key: tag.name for key, tag in self._tags.by_id().items()}
