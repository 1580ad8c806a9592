"""What a query finds, in parts: the first of it is there before all is found and ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from store.batches import batched
from store.library.facts import FactSource
from store.library.results import Ranked, RankedOnce, loosened
from store.library.waiting import Stop
from store.search import Query, has_short_beginning, is_short_beginning, judge, words_and_rest

#: Releases that are asked for first, in less time than it takes to rank all.
_FIRST = 40
#: Of those that hold the words, so many that came last are ranked before all are.
LAST = 2000
#: With a beginning of so few code points very many words begin, all of which FTS5 gathers before it gives one
#: release, and once more to rank them; so many releases that hold the other words are looked at instead, some
#: at a time, as long as they promise enough to fill a screen.
_LOOKED_AT, _AT_ONCE, _ENOUGH = 120, 20, 10


class Ask(Protocol):
    """Gives the releases a query is true of, in order."""

    def __call__(
        self,
        query: Query,
        limit: int | None,
        stop: Stop,
        *,
        among: int | None = None,
        by_date: bool = False,
        by: Query | None = None,
    ) -> Ranked:
        """So many at most; of very many that hold the words the last `among`; ranked `by` other words."""


class Stages:
    """Finds the first releases of a query soon, then all others."""

    def __init__(self, ask: Ask, newest: Callable[[], Iterable[int]]) -> None:
        """Args: what answers; what gives all releases, the newest first."""
        self._ask = ask
        self._newest = newest

    def of(self, query: Query, source: FactSource, stop: Stop, *, by_date: bool) -> Iterator[RankedOnce]:
        """All releases that the query is true of, in parts: by date or rank within each.

        Args:
            query: what is asked.
            source: what is known of releases.
            stop: says whether nobody waits any more.
            by_date: the newest first, whatever their words.
        """
        given: set[int] = set()
        soon = self._by_looking if has_short_beginning(query) else self._at_once
        for some, is_all in soon(query, source, stop, by_date=by_date):
            others = [one for one in some if one[0] not in given]
            given.update(key for key, _ in others)
            yield others
            if is_all or stop():
                return
        all_found = self._ask(query, None, stop, by_date=by_date)
        yield (one for one in all_found if one[0] not in given)

    def _at_once(
        self, query: Query, _source: FactSource, stop: Stop, *, by_date: bool
    ) -> Iterator[tuple[Ranked, bool]]:
        """The first releases, and whether they are all."""
        found = self._ask(query, _FIRST, stop, among=LAST, by_date=by_date)
        yield found, len(found) < _FIRST

    def _by_looking(
        self, query: Query, source: FactSource, stop: Stop, *, by_date: bool
    ) -> Iterator[tuple[Ranked, bool]]:
        """As `_at_once`, some at a time, by a look at those that what is asked for else is true of."""
        wider = loosened(query, lambda leaf: None if is_short_beginning(leaf) else leaf)
        if wider is None:
            found: Ranked = [(key, None) for key in islice(self._newest(), _LOOKED_AT)]
        else:
            found = self._ask(wider, _LOOKED_AT, stop, among=LAST, by_date=by_date)
        is_true, looked_at, true_of = judge(query), 0, 0
        for some in batched(found, _AT_ONCE):
            facts = source.each_with_text(key for key, _ in some)
            true = {one.id for one in facts if not stop() and is_true(one)}
            yield [one for one in some if one[0] in true], False
            looked_at, true_of = looked_at + len(some), true_of + len(true)
            if len(found) == _LOOKED_AT and true_of * _LOOKED_AT < _ENOUGH * looked_at:
                break
        yield [], looked_at == len(found) < _LOOKED_AT
        if wider is not None and words_and_rest(wider)[0] is not None and not by_date:
            # Ranked by the other words alone, so that the short beginning is gathered once.
            last = self._ask(query, None, stop, among=LAST, by=wider)
            yield last[:_FIRST], len(last) <= _FIRST
