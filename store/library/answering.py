"""Finding releases by a query: by SQL and the index where the library's file answers, else one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from itertools import islice

from store.library.facts import FactSource, duplicates
from store.library.library_tables import LibraryTables
from store.library.releases import Releases
from store.library.results import Found, having_passages, lines, passages
from store.library.tags import Tags
from store.models import Hit, Release
from store.search import (
    FoldedText,
    FullText,
    Leaf,
    Name,
    Names,
    Query,
    condition,
    judge,
    leaves,
    matching,
    parse,
    snippet,
    spans_in,
    words_and_rest,
)
from store.storages import SearchIndex, is_bad_row

_HITS_READ = 20
Ranked = list[tuple[int, float | None]]
"""Releases and their rank, None where no words were asked for."""


class Finding:
    """Answers queries over the releases of a library."""

    def __init__(self, tables: LibraryTables, releases: Releases, tags: Tags, index: FullText) -> None:
        self._tables = tables
        self._releases = releases
        self._tags = tags
        self._index = index

    def make_ready(self) -> None:
        """Brings the index up to date, so that the first query has not to. Raises StorageError."""
        self._index.asked(lambda index: index.watching)

    def matching(self, query: Query) -> set[int]:
        """The releases a query is true of. Raises StorageError."""
        return self._index.asked(lambda index: {key for key, _ in self._answer(index, query, ranked=False)})

    def ids(self, query: Query) -> list[int]:
        """As `matching`, the newest dateline first."""
        found = self.matching(query)
        return [key for key in self._releases.ids() if key in found]

    def hits(self, typed: str, limit: int | None = None) -> Iterator[Hit]:
        """The releases that a query finds: the best first by their words, else the newest first.

        Args:
            typed: a query (`store.search.grammar`); all there are for one that asks for nothing.
            limit: how many at most.

        Raises InvalidQueryError for what is no query, and StorageError.
        """
        query = parse(typed)
        if query is None:
            return iter(())
        return islice(self._looked_at(query, self._found(query, limit)), limit)

    def lines(self, typed: str) -> Iterator[Found]:
        """Every place where the words of a query stand, in the releases it finds, the best of these first.

        Raises as `hits` does.
        """
        query = parse(typed)
        ids = [key for key, _ in self._found(query, None)] if query is not None else []
        return lines(self._releases, self._source(), query, ids) if query is not None else iter(())

    def passages(self, typed: str) -> Iterator[Found]:
        """The passages that a query is true of (`store.library.results`), in the order of the list.

        Args:
            typed: a query; all passages there are for one that asks for nothing.

        Raises as `hits` does.
        """
        query = parse(typed) or Name("has", "annotation")
        ids = self.ids(having_passages(query))
        return passages(self._releases, self._source(), query, ids)

    def _looked_at(self, query: Query, found: Ranked) -> Iterator[Hit]:
        """Each hit is looked at again in what the release has now: that gives the places."""
        source = self._source()
        is_true = judge(query)
        for at in range(0, len(found), _HITS_READ):
            ranks = dict(found[at : at + _HITS_READ])
            facts = {one.id: one for one in source.each(ranks)}
            for release in self._releases.many(ranks):
                if release.id in facts and is_true(facts[release.id]):
                    yield self._hit(query, release, source.text(release.text_id), ranks[release.id])

    @staticmethod
    def _hit(query: Query, release: Release, text: str, rank: float | None) -> Hit:
        matches = spans_in(query, FoldedText(text))
        return Hit(release, rank, snippet(text, matches), matches)

    def _found(self, query: Query, limit: int | None) -> Ranked:
        """The releases a query is true of, the best or the newest first."""
        return self._index.asked(lambda index: self._answer(index, query, limit))

    def _answer(
        self, index: SearchIndex, query: Query, limit: int | None = None, *, ranked: bool = True
    ) -> Ranked:
        words, rest = words_and_rest(query)
        if index.watching:
            try:
                where = condition(rest, self._names(index.connection)) if rest is not None else None
                return index.find(words, limit, *(where or ()), ranked=ranked)
            except sqlite3.DatabaseError as error:
                if not is_bad_row(error):
                    raise  # a damaged row is passed over by who reads row by row
        return self._judged(index, words, rest)

    def _judged(self, index: SearchIndex, words: str | None, rest: Query | None) -> Ranked:
        """By looking at each release; the index tells which hold words."""
        found: Ranked = (
            [(key, None) for key in self._releases.ids()] if words is None else [*index.find(words, None)]
        )
        if rest is None:
            return found
        known: dict[Leaf, Collection[int]] = {
            leaf: {key for key, _ in index.find(match, None)}
            for leaf in leaves(rest)
            if (match := matching(leaf)) is not None
        }
        is_true = judge(rest, known)
        true = {one.id for one in self._source().each(key for key, _ in found) if is_true(one)}
        return [(key, rank) for key, rank in found if key in true]

    def _names(self, connection: sqlite3.Connection) -> Names:
        names = {key: tag.name for key, tag in self._tags.by_id().items()}
        return Names(connection, names, lambda: duplicates(self._tables))

    def _source(self) -> FactSource:
        return FactSource(self._tables, {key: tag.name for key, tag in self._tags.by_id().items()})
