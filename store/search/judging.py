"""Whether a query is true of a release, by plain evaluation: where no SQL is answered, and as the judge.

What a release has is asked of `Facts`, part by part, for most queries need little of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

from store.search.calendar import moments
from store.search.folding import FIND_FOLDS, Phrase, fold, segmented
from store.search.query_fields import DAYS, FIELDS, MOMENTS
from store.search.query_tree import Every, Leaf, Name, Near, Not, Query, Some, Span, Words


class Facts(Protocol):
    """What can be asked of a release."""

    @property
    def id(self) -> int:
        """The release's id."""

    @property
    def plain(self) -> Sequence[str]:
        """The fields that plain words are looked for in."""

    def words_of(self, field: str) -> Sequence[str]:
        """The texts that a field of words has; ``text`` for the release's own."""

    def names_of(self, field: str) -> Collection[str]:
        """The names that a field has: tags, a language, a format."""

    def is_so(self, field: str, name: str) -> bool:
        """Whether it is in a state, or has a part: for fields whose names are all known."""

    def value_of(self, field: str) -> str | int | None:
        """The day, moment or number that a field has; None where there is none."""


def judge(query: Query, known: Mapping[Leaf, Collection[int]] = {}) -> Callable[[Facts], bool]:
    """What says of a release whether the query is true of it.

    Args:
        query: the query.
        known: the ids of all releases for which a leaf is true, where that is known already.
    """
    match query:
        case Not(one):
            is_true = judge(one, known)
            return lambda facts: not is_true(facts)
        case Every(queries):
            every = [judge(one, known) for one in sorted(queries, key=_cost)]
            return lambda facts: all(one(facts) for one in every)
        case Some(queries):
            some = [judge(one, known) for one in sorted(queries, key=_cost)]
            return lambda facts: any(one(facts) for one in some)
    if query in known:
        ids = known[query]
        return lambda facts: facts.id in ids
    match query:
        case Words(field, words, prefix):
            phrase = Phrase(words, prefix=prefix)
            return lambda facts: any(
                phrase.holds(fold(text))
                for name in ((field,) if field else facts.plain)
                for text in facts.words_of(name)
            )
        case Near(distance, phrases):
            asked = [Phrase(one.words, prefix=one.prefix) for one in phrases]
            return lambda facts: any(
                _are_near(asked, distance, segmented(text).split())
                for name in facts.plain
                for text in facts.words_of(name)
            )
        case Name(field, name) if FIELDS[field].values:
            return lambda facts: facts.is_so(field, name)
        case Name(field, name, prefix):
            is_name = name_is(name, prefix=prefix)
            return lambda facts: any(map(is_name, facts.names_of(field)))
        case Span():
            return _in_span(query)


def name_is(wanted: str, *, prefix: bool) -> Callable[[str], bool]:
    """What says whether a name is the one wanted, case and accents aside; or begins with it."""
    wanted = name_key(wanted)
    if prefix:
        return lambda name: name_key(name).startswith(wanted)
    return lambda name: name_key(name) == wanted


def name_key(name: str) -> str:
    """A name without case, accents and a leading ``#``."""
    return " ".join(FIND_FOLDS.fold(name).lstrip("#").split())


def _cost(query: Query) -> bool:
    """What is cheap to judge goes first: words ask for texts."""
    return not isinstance(query, Name | Span)


def _in_span(span: Span) -> Callable[[Facts], bool]:
    field, low, high = span.field, span.low, span.high
    kind = FIELDS[field].kind
    if kind == DAYS:
        return lambda facts: _is_day_in(field, low, high, facts.value_of("date"))
    if kind == MOMENTS:
        begin, end = moments(low, high)
        return lambda facts: _is_moment_in(begin, end, facts.value_of(field))
    first, last = int(low or 0), int(high) if high else None
    return lambda facts: _is_number_in(first, last, facts.value_of(field))


def _is_day_in(field: str, low: str, high: str, day: str | int | None) -> bool:
    if not isinstance(day, str):
        return False
    if field == "after":
        return day[: len(low)] > low
    if field == "before":
        return day[: len(high)] < high
    return day[: len(low)] >= low and (not high or day[: len(high)] <= high)


def _is_moment_in(begin: str, end: str, moment: str | int | None) -> bool:
    return isinstance(moment, str) and begin <= moment and (not end or moment < end)


def _is_number_in(first: int, last: int | None, number: str | int | None) -> bool:
    return isinstance(number, int) and first <= number and (last is None or number <= last)


def _are_near(phrases: Sequence[Phrase], distance: int, words: Sequence[str]) -> bool:
    """As FTS5's NEAR: from the end of each phrase to the beginning of the last are so many words at most."""
    places = [phrase.places(words) for phrase in phrases]
    reach = [len(phrase.tokens) + distance for phrase in phrases]
    return any(
        all(any(last - far <= at <= last for at in found) for found, far in zip(places, reach, strict=True))
        for found in places
        for last in found
    )
