"""What a query finds within releases: every hit in the text, and the passages that users marked.

A passage is found by its own words, note, tags and user; what else a query asks for is asked of its release.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple, TypeVar

from tinydb.table import Document

from store.batches import batched
from store.library.facts import FactSource, ReleaseFacts
from store.library.releases import Releases
from store.library.waiting import Stop
from store.models import Hit, Release
from store.search import (
    Every,
    FoldedText,
    Leaf,
    Name,
    Near,
    Not,
    Query,
    Some,
    Words,
    judge,
    snippet,
    spans_in,
)

#: Code points that a line of the concordance has on each side of the words: as many as a screen of 300 shows.
CONTEXT = 160
_READ_AT_ONCE = 20
#: Somebody waits for the first: six fill a screen of 24 lines, twice as many one of 40.
_READ_FIRST, _TIMES = 6, 4
One = TypeVar("One")
Ranked = Sequence[tuple[int, float | None]]
"""Releases and their rank, None where no words were asked for."""
RankedOnce = Iterable[tuple[int, float | None]]
"""As `Ranked`, to be gone through once."""


class Found(NamedTuple):
    """A row of what was found: a passage of a text."""

    release: Release
    start: int
    end: int
    text: str
    """The words between: exactly those of the text, or of the passage where the text has lost them."""
    before: str = ""
    """The words before on the line of the concordance; `CONTEXT` code points at most, and none of another
    paragraph."""
    after: str = ""
    annotation: int | None = None
    tags: tuple[str, ...] = ()
    note: str = ""
    by: str = ""
    speaker: str | None = None
    """Who is quoted (`store.library.people`); None where the text names nobody."""
    role: str | None = None
    """What the release says the speaker is."""


def hits(
    releases: Releases,
    source: FactSource,
    query: Query,
    found: RankedOnce,
    is_same: Callable[[], bool],
    stop: Stop,
) -> Iterator[Hit]:
    """Each of the releases that were found as it is now, which gives the places of the words.

    Args:
        releases: where they are read.
        source: what is known of them.
        query: what was asked.
        found: the releases, and their rank.
        is_same: whether nothing has changed since; else the query is judged again.
        stop: says whether nobody waits any more.
    """
    is_true = judge(query)
    for some in _first_few(found):
        if stop():
            return
        ranks, same = dict(some), is_same()
        facts = {} if same else {one.id: one for one in source.each(ranks)}
        for release in _with_texts(source, releases.many(ranks)):
            if same or (release.id in facts and is_true(facts[release.id])):
                text = source.text(release.text_id)
                matches = spans_in(query, FoldedText(text))
                yield Hit(release, ranks[release.id], snippet(text, matches), matches)


def lines(releases: Releases, source: FactSource, query: Query, ids: Iterable[int]) -> Iterator[Found]:
    """Every place in the texts of these releases where words that the query wants stand."""
    for some in _first_few(ids):
        for release in _with_texts(source, releases.many(some)):
            text = source.text(release.text_id)
            for start, end in spans_in(query, FoldedText(text)):
                yield Found(release, start, end, text[start:end], *around(text, start, end))


def _first_few(found: Iterable[One]) -> Iterator[list[One]]:
    """In the lists in which releases are read."""
    left = iter(found)
    return chain(batched(islice(left, _TIMES * _READ_FIRST), _READ_FIRST), batched(left, _READ_AT_ONCE))


def _with_texts(source: FactSource, releases: Sequence[Release]) -> Sequence[Release]:
    source.read((one.text_id, one.words) for one in releases)
    return releases


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a span in its paragraph: `CONTEXT` code points at most, on a line."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return _one_line(before.rpartition("\n\n")[2]), _one_line(after.partition("\n\n")[0])


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


@dataclass(frozen=True)
class PassageFacts:
    """What is known of a passage, and of its release (`store.search.judging.Facts`)."""

    release: ReleaseFacts
    row: Document

    plain = ("text", "note")

    @property
    def id(self) -> int:
        """The release's id."""
        return self.release.id

    def words_of(self, field: str) -> Sequence[str]:
        """The passage's own words, note and user; else the release's."""
        own = {"text": "quote", "note": "note", "by": "creator"}.get(field)
        return [self.row[own]] if own else self.release.words_of(field)

    def names_of(self, field: str) -> Collection[str]:
        """The passage's own tags; else the release's names."""
        return self.release.source.names(self.row["tags"]) if field == "tag" else self.release.names_of(field)

    def is_so(self, field: str, name: str) -> bool:
        """Whether the passage has a note or tags, or is orphaned; else whether its release is so."""
        alone = ReleaseFacts(self.id, self.release.source, self.release.row, self.release.reading, [self.row])
        return alone.is_so(field, name)

    def value_of(self, field: str) -> str | int | None:
        """The release's."""
        return self.release.value_of(field)


def passages(releases: Releases, source: FactSource, query: Query, ids: Iterable[int]) -> Iterator[Found]:
    """The annotations of these releases that the query is true of, in the order of releases and text."""
    is_true = judge(query)
    for some in batched(ids, _READ_AT_ONCE):
        known = {one.id: one for one in releases.many(some)}
        for facts in source.each(some):
            marked = sorted(facts.annotations, key=lambda row: (row["start"], row["end"]))
            found = [row for row in marked if is_true(PassageFacts(facts, row))]
            text = source.text(facts.row["text_id"]) if found else ""
            for row in found:
                yield _passage(known[facts.id], source, row, text)


def _passage(release: Release, source: FactSource, row: Document, text: str) -> Found:
    start, end = row["start"], row["end"]
    is_there = row["state"] != "orphaned" and end <= len(text)
    sides = around(text, start, end) if is_there else ("", "")
    words = text[start:end] if is_there else row["quote"]
    tags = tuple(sorted(source.names(row["tags"])))
    return Found(release, start, end, words, *sides, row.doc_id, tags, row["note"], row["creator"])


def having_passages(query: Query) -> Query:
    """A query for releases that finds each with a passage the given one is true of, and few others.

    The words of a passage are in its text, unless it is orphaned, or in its note.
    """
    return loosened(query, _of_passage) or Name("has", "annotation")


def _of_passage(leaf: Leaf) -> Query | None:
    match leaf:
        case Words("", words, prefix):
            return Some((leaf, Words("note", words, prefix), Name("is", "orphaned")))
        case Near():
            return Some((leaf, Name("has", "note"), Name("is", "orphaned")))
    return leaf


def loosened(query: Query, of_leaf: Callable[[Leaf], Query | None]) -> Query | None:
    """What must be true of a release where the query is true of something in it; None where nothing must.

    `of_leaf` says so of a leaf.
    """
    match query:
        case Not():
            return None
        case Every(queries):
            known = [one for query in queries if (one := loosened(query, of_leaf)) is not None]
            return Every(tuple(known)) if len(known) > 1 else known[0] if known else None
        case Some(queries):
            known = [one for query in queries if (one := loosened(query, of_leaf)) is not None]
            return Some(tuple(known)) if len(known) == len(queries) else None
        case _:
            return of_leaf(query)
