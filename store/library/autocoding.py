"""Auto-coding: what the hits of a query stand in is tagged at once, as one step of the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from store.anchoring import select
from store.batches import batched
from store.errors import InvalidInputError, InvalidQueryError
from store.library.library_tables import LibraryTables
from store.library.releases import Releases
from store.library.tags import Tags, ids_of
from store.models import Release, ReleaseText, Tag
from store.schema import Row
from store.search import FoldedText, Query, parse, phrases, spans_in
from store.wording import many

if TYPE_CHECKING:
    from store.library.answering import Finding
    from store.library.recording import Action

Span = tuple[int, int]
"""Code points into a text, half-open."""
Unit = Callable[[ReleaseText, str | None, Sequence[Span]], Sequence[Span | None]]
"""Gives for each hit in a text, whose language is an ISO 639-1 code or not known, the passage that is tagged:
one that holds the hit, or None where there is no such passage."""
Progress = Callable[[int, int], object]

#: Releases that are read together: the first are wanted at once.
_READ_AT_ONCE = 50


class Candidate(NamedTuple):
    """A passage that may be tagged."""

    release: Release
    start: int
    end: int
    text: str
    """Its words."""
    hits: tuple[Span, ...]
    """The hits in it, code points into the release's text."""


class Coded(NamedTuple):
    """What became of the passages that were to be tagged."""

    passages: int = 0
    """How many were tagged."""
    releases: int = 0
    """How many releases they are in."""
    had: int = 0
    """How many had all of the tags already."""
    gone: int = 0
    """How many were left, for their release was updated or removed meanwhile."""


class _LeftError(Exception):
    """Nothing is to be written."""

    def __init__(self, coded: Coded | None) -> None:
        super().__init__()
        self.coded = coded


class Autocoding:
    """Finds what hits stand in, and tags it."""

    def __init__(
        self, tables: LibraryTables, releases: Releases, tags: Tags, find: Callable[[], Finding]
    ) -> None:
        self._tables = tables
        self._releases = releases
        self._tags = tags
        self._find = find

    def candidates(
        self, typed: str, unit: Unit, *, stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Candidate]:
        """The passages that the hits of a query stand in, release by release, the best of these first.

        Hits in one passage, or in passages that overlap, are one. Read as they are asked for.

        Args:
            typed: a query (`store.search.grammar`).
            unit: what of the text is tagged.
            stop: says whether nobody waits any more.

        Raises InvalidQueryError for what is no query, or asks for no words, and StorageError.
        """
        query = parse(typed)
        if query is None or not phrases(query):
            raise InvalidQueryError(
                "it asks for no words of the text, so there are no hits to tag.", "Add a word to it."
            )
        return self._around(query, self._find().texts_with(query, stop=stop), unit)

    def _around(self, query: Query, ids: Iterable[int], unit: Unit) -> Iterator[Candidate]:
        for some in batched(ids, _READ_AT_ONCE):
            releases = self._releases.many(some)
            texts = self._releases.texts(releases)
            for release in (one for one in releases if one.id in texts):
                version = texts[release.id]
                hits = spans_in(query, FoldedText(version.text))
                for (start, end), held in passages_around(version, release.language, hits, unit):
                    yield Candidate(release, start, end, version.text[start:end], held)

    def tag(
        self,
        candidates: Sequence[Candidate],
        names: Iterable[str],
        *,
        progress: Progress = lambda done, total: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Coded | None:
        """Tags the passages, all in one step; None where it was stopped, and nothing was done then.

        A passage that is marked already, exactly as it is, gets the tags beside those it has.

        Args:
            candidates: what `candidates` gave, or some of them.
            names: the tags' names.
            progress: told how many passages are done, of how many.
            stop: asked between some passages and the next, whether it is to be given up.

        Raises InvalidInputError for an impossible tag name, or none.
        """
        of_release: dict[int, list[Candidate]] = defaultdict(list)
        for one in candidates:
            of_release[one.release.id].append(one)
        try:
            with self._tables.action() as (action, call):
                given = self._tags.named(action, names)
                if not given:
                    raise InvalidInputError("no tag is named.")
                hashed = " ".join(f"#{tag.name}" for tag in given)
                marked = _Marked(given, self._tags.by_id(), self._tables.user, self._tables.clock())
                for some in batched(of_release, _READ_AT_ONCE):
                    if stop():
                        raise _LeftError(None)
                    self._mark(action, marked, {release: of_release[release] for release in some})
                    progress(marked.passages + marked.had + marked.gone, len(candidates))
                if stop():
                    raise _LeftError(None)
                if not marked.passages:  # nor is a tag made
                    raise _LeftError(marked.coded)
                about = sorted(marked.releases)
                action.releases = about if len(about) > 1 else []
                action.release = about[0] if len(about) == 1 else None
                call(f"tagged {many(marked.passages, 'passage')} {hashed}")
        except _LeftError as left:
            return left.coded
        return marked.coded

    def _mark(self, action: Action, marked: _Marked, wanted: Mapping[int, Sequence[Candidate]]) -> None:
        """Tags passages of some releases."""
        releases = self._releases.many(wanted)
        text_ids = {one.id: one.text_id for one in releases}
        texts = self._releases.texts(releases)
        rows = self._tables.storage.find_rows_among("annotations", "release", wanted)
        present: dict[tuple[int, int, int], dict[int, Row]] = defaultdict(dict)
        for key, row in self._tables.readable_among("annotations", rows.items()):
            if row["state"] != "orphaned":
                present[row["release"], row["start"], row["end"]][key] = row
        new: list[dict[str, Any]] = []
        changed: dict[int, dict[str, Any]] = {}
        for one in (one for found in wanted.values() for one in found):
            release = one.release.id
            if release not in texts or text_ids[release] != one.release.text_id:
                marked.gone += 1
                continue
            there = present.get((release, one.start, one.end), {})
            if any(marked.has_all(row) for row in there.values()):
                marked.had += 1
                continue
            if there:
                key = min(there)
                changed[key] = marked.with_tags(there[key])
            else:
                new.append(marked.row(release, texts[release].text, one.start, one.end))
            marked.passages += 1
            marked.releases.add(release)
        action.insert_many("annotations", new)
        action.put_many("annotations", changed)


@dataclass(slots=True)
class _Marked:
    """What is given to passages, and how many have it by now."""

    given: Sequence[Tag]
    tags: Mapping[int, Tag]
    """As `Tags.by_id` has them."""
    user: str
    time: str
    passages: int = 0
    releases: set[int] = field(default_factory=set)
    had: int = 0
    gone: int = 0

    @property
    def coded(self) -> Coded:
        return Coded(self.passages, len(self.releases), self.had, self.gone)

    def has_all(self, row: Row) -> bool:
        """Whether an annotation has all of the tags."""
        return {tag.id for tag in self.given} <= {
            self.tags[key].id for key in row["tags"] if key in self.tags
        }

    def with_tags(self, row: Row) -> dict[str, Any]:
        """The fields of an annotation that has these tags too."""
        has = [self.tags[key] for key in row["tags"] if key in self.tags]
        ids = ids_of(dict.fromkeys([*has, *self.given]), row["tags"], self.tags)
        return {"tags": ids, "modified": self.time}

    def row(self, release: int, text: str, start: int, end: int) -> dict[str, Any]:
        """The annotation of a passage."""
        return {
            "release": release, **select(text, start, end)._asdict(), "state": "anchored",
            "tags": [tag.id for tag in self.given], "note": "",
            "creator": self.user, "created": self.time, "modified": self.time,
        }  # fmt: skip


def passages_around(
    version: ReleaseText, language: str | None, hits: Sequence[Span], unit: Unit
) -> list[tuple[Span, tuple[Span, ...]]]:
    """The passages that hits in a text stand in, each with its hits, in order; none overlaps another."""
    found: list[tuple[Span, tuple[Span, ...]]] = []
    spans = zip(unit(version, language, hits), hits, strict=True)
    for span, hit in sorted((span, hit) for span, hit in spans if span is not None):
        if found and span[0] < found[-1][0][1]:
            (start, end), held = found[-1]
            found[-1] = (start, max(end, span[1])), (*held, hit)
        else:
            found.append((span, (hit,)))
    return found
