"""The quotations that a query finds.

A quotation is found by its own words and its speaker's name; what else a query asks for is asked of its
release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from store.batches import batched
from store.library.facts import FactSource, ReleaseFacts
from store.library.people import Who, fullest, person_key
from store.library.quoting import Quoting
from store.library.releases import Releases
from store.library.results import Found, around, loosened
from store.models import Release
from store.search import Every, Leaf, Name, Near, Phrase, Query, Some, Words, fold, judge
from store.storages import Quoted

_READ_AT_ONCE = 50


class Spoken(NamedTuple):
    """What is known of quotations."""

    quoting: Quoting
    who: Who
    """Names their speakers."""
    called: Mapping[str, str]
    """What persons whom a user joined are called together."""


@dataclass(frozen=True)
class QuotationFacts:
    """What is known of a quotation, and of its release (`store.search.judging.Facts`)."""

    release: ReleaseFacts
    words: str
    names: Sequence[str]

    plain = ("said", "speaker")

    @property
    def id(self) -> int:
        """The release's id."""
        return self.release.id

    def words_of(self, field: str) -> Sequence[str]:
        """The quotation's own words and speaker; else the release's."""
        if field == "said":
            return [self.words]
        return self.names if field == "speaker" else self.release.words_of(field)

    def names_of(self, field: str) -> Collection[str]:
        """The release's."""
        return self.release.names_of(field)

    def is_so(self, field: str, name: str) -> bool:
        """Whether its release is so; it has a quotation."""
        return name == "quotation" or self.release.is_so(field, name)

    def value_of(self, field: str) -> str | int | None:
        """The release's."""
        return self.release.value_of(field)


def quotations(
    releases: Releases, source: FactSource, query: Query, ids: Iterable[int], spoken: Spoken
) -> Iterator[Found]:
    """The quotations of these releases that the query is true of, in the order of releases and text."""
    is_true = judge(query)
    for facts, one, found in _each(releases, source, ids, spoken):
        if is_true(QuotationFacts(facts, found.text, source.speaker_names(one.speaker))):
            yield found


def quotations_in(
    releases: Releases, source: FactSource, ids: Iterable[int], spoken: Spoken
) -> dict[int, list[Found]]:
    """All quotations of these releases, by the release, in the order of its text."""
    said: dict[int, list[Found]] = defaultdict(list)
    for facts, _, found in _each(releases, source, ids, spoken):
        said[facts.id].append(found)
    return said


def _each(
    releases: Releases, source: FactSource, ids: Iterable[int], spoken: Spoken
) -> Iterator[tuple[ReleaseFacts, Quoted, Found]]:
    """Each quotation as it is kept and as it is shown, with what is known of its release."""
    for some in batched(ids, _READ_AT_ONCE):
        known = {one.id: one for one in releases.many(some)}
        kept = spoken.quoting.of(some)
        for facts in source.each(some):
            text = source.text(facts.row["text_id"]) if facts.id in kept else ""
            for one in kept.get(facts.id, ()):
                # Else an update has just come in.
                if one.text_id == facts.row["text_id"] and one.end <= len(text):
                    yield facts, one, _found(known[facts.id], text, one, spoken.who(*one.voice))


def _found(release: Release, text: str, one: Quoted, name: str | None) -> Found:
    sides = around(text, one.start, one.end)
    return Found(release, one.start, one.end, text[one.start : one.end], *sides, speaker=name, role=one.role)


def by_speaker(
    releases: Releases, source: FactSource, spoken: Spoken, phrase: Phrase | None
) -> Iterator[Found]:
    """All quotations by their speaker's name, the newest first; only those whose name holds the phrase."""
    together: dict[str, list[str]] = {}
    for person, _ in spoken.quoting.people():
        if phrase is None or (person and _is_called(person, spoken, phrase)):
            together.setdefault(spoken.called.get(person, person), []).append(person)
    for name in sorted(together, key=lambda name: (not name, person_key(name))):
        said = [
            (spoken.who(*one.voice), one) for key in together[name] for one in spoken.quoting.said_by(key)
        ]
        dates = {one.id: one.date or "" for one in releases.many({one.release for _, one in said})}
        said = [(who, one) for who, one in said if one.release in dates]
        said.sort(key=lambda pair: (dates[pair[1].release], pair[1].release, -pair[1].start), reverse=True)
        said.sort(key=lambda pair: pair[0] or "")
        for some in batched(said, _READ_AT_ONCE):
            known = {one.id: one for one in releases.many({one.release for _, one in some})}
            for who, one in some:
                text = source.text(one.text_id)
                if known[one.release].text_id == one.text_id and one.end <= len(text):
                    yield _found(known[one.release], text, one, who)


def speakers(spoken: Spoken, typed: str, limit: int) -> list[str]:
    """Names that have a word beginning with each one typed, titles aside; the most quoted first."""
    wanted = person_key(typed).split()
    known = sorted(spoken.quoting.people(), key=lambda pair: pair[1], reverse=True)
    people = (key for key, _ in known if key and _begins(key.split(), wanted))
    named = (spoken.called.get(key) or fullest(spoken.quoting.forms(key)) for key in people)
    return list(islice(dict.fromkeys(named), limit))


def _begins(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _is_called(person: str, spoken: Spoken, phrase: Phrase) -> bool:
    names = [spoken.called.get(person, ""), *(one.speaker for one in spoken.quoting.forms(person))]
    return any(phrase.holds(fold(name)) for name in names)


def having_quotations(query: Query) -> Query:
    """A query for releases that finds each with a quotation the given one is true of, and few others."""
    asked = loosened(query, _of_quotation)
    quoted = Name("has", "quotation")
    return quoted if asked is None or asked == quoted else Every((quoted, asked))


def _of_quotation(leaf: Leaf) -> Query | None:
    match leaf:
        case Words("", words, prefix):
            return Some((Words("said", words, prefix), Words("speaker", words, prefix)))
        case Near():
            return None
    return leaf
