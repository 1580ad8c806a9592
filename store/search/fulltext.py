"""The full-text index of a library, never at odds with its tables (`store.storages.fts5`)."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from store.errors import StorageError
from store.search.folding import FOLDED_AS, segmented
from store.search.query_fields import INDEXED, words_of
from store.storages import Entry, Row, RowStorage, SearchIndex, ServerName, connect, index_file, is_damage
from store.tables import fault

#: Seconds of indexing put into one transaction, well below what another process waits for its turn.
_BATCH_SECONDS = 0.5
_BATCH = 20
#: From so many changed releases on, to index them takes longer than anybody notices.
_MANY = 300

Answer = TypeVar("Answer")


class Tables(Protocol):
    """What a search needs of a library's tables."""

    @property
    def storage(self) -> RowStorage:
        """Where the rows lie."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    def readable_rows(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows of a table that can be understood."""


class FullText:
    """The search of one library; keeps its index as new as its tables.

    Where the storage has a connection of its own for an index, the index is part of its
    transactions; elsewhere, and where the library cannot be written, it is a file of the cache.
    """

    def __init__(self, tables: Tables) -> None:
        """Of the library whose tables these are."""
        self._tables = tables
        self._storage = tables.storage
        self._cache: sqlite3.Connection | None = None
        self._lock = threading.RLock()  # of the cache; the library has its own
        self._seen: tuple[int, int] | None = None

    def close(self) -> None:
        """Closes the cache file; safe to call twice."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    # -- finding ---------------------------------------------------------------------------

    def asked(self, ask: Callable[[SearchIndex], Answer]) -> Answer:
        """What an index answers, as new as the tables, made anew where it is damaged. Raises StorageError."""
        try:
            with self._opened() as index:
                return ask(index)
        except _DamagedIndexError:
            pass
        try:
            with self._opened(anew=True) as index:
                return ask(index)
        except _DamagedIndexError as error:
            raise StorageError(
                f"the search index cannot be made anew: {error.__cause__}.", "Restore a copy."
            ) from error

    def changed(self, change: Callable[[SearchIndex], Answer]) -> Answer:
        """What a change of tables beside the index gives, as one transaction on its connection.

        Where they or the index are damaged, that is made anew and the change then made. Raises StorageError.
        """
        try:
            return self._changed(change)
        except _DamagedIndexError:
            with self._opened(anew=True):
                pass
            return self._changed(change)

    def _changed(self, change: Callable[[SearchIndex], Answer]) -> Answer:
        if self._tables.read_only or self._storage.index_connection() is None:
            with self._lock, _cache_told(), _damage_told():
                index = self._from_cache(anew=False)
                with _transaction(index.connection):
                    return change(index)
        with self._written() as index:
            return change(index)

    def is_at_hand(self) -> bool:
        """Whether a search need not make the index first; one in the cache is small. Raises StorageError."""
        own = self._storage.index_connection()
        if own is None:
            return True
        with own as connection:
            index = SearchIndex(connection, version=FOLDED_AS, watching=True)
            return index.is_available() and index.is_current() and len(index.stale(_MANY)) < _MANY

    # -- the index -------------------------------------------------------------------------

    @contextmanager
    def _opened(self, *, anew: bool = False) -> Iterator[SearchIndex]:
        """An index as new as the tables. Raises `_DamagedIndexError` where it must be made anew."""
        fresh = self._is_fresh() and not anew
        if fresh is False and not self._tables.read_only:
            self._freshen(self._written, anew=anew)
            fresh = True
        own = self._storage.index_connection() if fresh else None
        if own is not None:
            with own as connection, _damage_told():
                yield SearchIndex(connection, version=FOLDED_AS, watching=True)
            return
        with self._lock, _cache_told(), _damage_told():
            yield self._from_cache(anew=anew)

    def _is_fresh(self) -> bool | None:
        """Whether the library's own index is as new as its tables; None where it can have none.

        Asked by the connection that only reads: a search waits for a writer only where it must write.
        """
        own = self._storage.index_connection()
        if own is None:
            return None
        with own as connection, _damage_told():
            index = SearchIndex(connection, version=FOLDED_AS, watching=True)
            _need_fts5(index)
            return index.is_current() and not index.stale(1)

    @contextmanager
    def _written(self) -> Iterator[SearchIndex]:
        """The library's own index, in a transaction."""
        with self._storage.transaction():
            own = self._storage.index_connection()
            assert own is not None
            with own as connection, _damage_told():
                yield SearchIndex(connection, version=FOLDED_AS, watching=True)

    def _from_cache(self, *, anew: bool) -> SearchIndex:
        if self._cache is None:
            place = self._storage.place
            is_kept = self._storage.file is not None or isinstance(place, ServerName)
            self._cache = connect(index_file(place) if is_kept else None)
        connection = self._cache
        index = SearchIndex(connection, version=FOLDED_AS, watching=False)
        _need_fts5(index)
        version = self._storage.version()
        if anew or version != self._seen or not index.is_current():

            @contextmanager
            def written() -> Iterator[SearchIndex]:
                with _transaction(connection), _damage_told():
                    yield index

            self._freshen(written, anew=anew)
            self._seen = version
        return index

    def _freshen(self, written: Callable[[], AbstractContextManager[SearchIndex]], *, anew: bool) -> None:
        """Brings the index up to date, in transactions that let others in between."""
        with written() as index:
            if anew or not index.is_current():
                self._create(index)
            elif not index.watching:
                present = ((key, stamp(row)) for key, row in self._tables.readable_rows("releases"))
                index.note(_differing(index, present))
        more = True
        while more:
            with written() as index:
                self._index_some(index)
                more = bool(index.stale(1))

    def _create(self, index: SearchIndex) -> None:
        for table in ("releases", "texts", "annotations", "release_tags") if index.watching else ():
            self._storage.write_rows(table, {})  # there must be something to watch
        index.create(self._storage.row_ids("releases"))

    def _index_some(self, index: SearchIndex) -> None:
        until = time.monotonic() + _BATCH_SECONDS
        while releases := index.stale(_BATCH):
            # One by one they would be asked for over the network; all together they may be large.
            rows = self._all_understood("releases", releases)
            texts = self._all_understood("texts", (row["text_id"] for row in rows.values()))
            for release in releases:
                row = rows.get(release)
                self._index(index, release, row, texts.get(row["text_id"]) if row is not None else None)
                if time.monotonic() > until:
                    return

    def _index(
        self, index: SearchIndex, release: int, row: Mapping[str, Any] | None, text: Mapping[str, Any] | None
    ) -> None:
        if not self._taken_out(index, index.texts_of([release])):
            return
        if row is not None:
            index.put([_entry(release, row, segmented(str(text["text"]) if text is not None else ""))])
        index.settle([release])

    def _index_stored(self, index: SearchIndex, stored: Mapping[int, tuple[Mapping[str, Any], str]]) -> None:
        if self._taken_out(index, index.texts_of(stored)):
            index.put([_entry(release, row, words) for release, (row, words) in stored.items()])
            index.settle(stored)

    def _taken_out(self, index: SearchIndex, indexed: Mapping[int, int]) -> bool:
        """Takes releases, each with its text's id, out of the index; where that cannot be it is made anew."""
        for release, text in indexed.items():
            if not index.remove(release, segmented(self._text(text))):
                self._create(index)  # the library no longer knows what was indexed
                return False
        return True

    def _text(self, key: int) -> str:
        row = self._understood("texts", key)
        return str(row["text"]) if row else ""

    def _understood(self, table: str, key: int) -> Mapping[str, Any] | None:
        """The row, unless there is none or it cannot be understood."""
        return self._all_understood(table, [key]).get(key)

    def _all_understood(self, table: str, keys: Iterable[int]) -> dict[int, Row]:
        """Those of the rows that are there and can be understood."""
        return {
            key: row for key, row in self._storage.get_rows(table, keys).items() if fault(table, row) is None
        }

    def at_odds(self, stamps: Iterable[tuple[int, str]]) -> list[int]:
        """Releases the index holds otherwise than the tables do, though nobody noted that they changed.

        Empty where there is no index yet, and for one in the cache, which is compared at each search.

        Args:
            stamps: the ids of all releases that can be understood, ascending, with the `stamp` of each.
        """
        own = self._storage.index_connection()
        if own is None:
            return []
        with own as connection:
            index = SearchIndex(connection, version=FOLDED_AS, watching=True)
            if not index.is_available() or not index.is_current():
                return []
            return sorted(_differing(index, stamps) - set(index.stale(-1)))

    def discard(self) -> None:
        """Has the index made anew by the next search; inside a transaction."""
        own = self._storage.index_connection()
        if own is not None:
            with own as connection:
                SearchIndex(connection, version=FOLDED_AS, watching=True).discard()

    def put(self, stored: Mapping[int, tuple[Mapping[str, Any], str]]) -> None:
        """Indexes releases that were just stored, in the transaction that stores them.

        Args:
            stored: by its id the row of each release, and its text as `folding.segmented` gives it.

        A library that has no index yet gets it with its first releases, else by its first search. A
        damaged index, or a SQLite without FTS5, keeps no release out.
        """
        own = self._storage.index_connection()
        if own is None:
            self._seen = None  # the storage's version need not tell of a transaction that still goes on
            return
        with own as connection:
            index = SearchIndex(connection, version=FOLDED_AS, watching=True)
            try:
                if not index.is_available():
                    return
                if not index.is_current() and self._storage.count_rows("releases") == len(stored):
                    self._create(index)
                if index.is_current():
                    self._index_stored(index, stored)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                index.discard()


class _DamagedIndexError(Exception):
    """The index is to be made anew."""


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise _DamagedIndexError from error
        raise


@contextmanager
def _cache_told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"the search index: {error}.", "Free some space in the cache folder.") from error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _need_fts5(index: SearchIndex) -> None:
    if not index.is_available():
        raise StorageError(
            "searching needs SQLite with FTS5, which this Python lacks.",
            "Use a Python from python.org or Debian.",
        )


#: Many releases that come together are of one source, and agencies and places are few.
_segmented = lru_cache(maxsize=256)(segmented)


def _entry(release: int, row: Mapping[str, Any], words: str) -> Entry:
    about = [words_of(row, field) for field in INDEXED]
    return Entry(release, row["text_id"], _stamp_of(row, about), tuple(map(_segmented, about)), words)


def _differing(index: SearchIndex, present: Iterable[tuple[int, str]]) -> set[int]:
    """Told without holding either: both come in order of the releases' ids."""
    both = groupby(merge(index.stamps(), present), key=itemgetter(0))
    return {key for key, stamps in both if not _are_two_alike([one for _, one in stamps])}


def _are_two_alike(stamps: list[str]) -> bool:
    return len(stamps) == 2 and stamps[0] == stamps[1]


def stamp(row: Mapping[str, Any]) -> str:
    """What changes whenever what is indexed of a row of ``releases`` does."""
    return _stamp_of(row, [words_of(row, field) for field in INDEXED])


def _stamp_of(row: Mapping[str, Any], about: Iterable[str]) -> str:
    fields = (row["text_id"], row["digest"], *about)
    return hashlib.blake2b(repr(fields).encode(errors="surrogatepass"), digest_size=8).hexdigest()
