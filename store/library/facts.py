"""What the query language asks of releases, read from the tables: for `store.search.judging`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from tinydb.table import Document

from store.batches import batched
from store.library.alike import copies_by_rows
from store.library.library_tables import LibraryTables
from store.library.people import People, person_key
from store.library.records import text_from
from store.models import Quotation
from store.schema import Row
from store.search import NAME_FIELDS, PART_FIELDS, PLAIN, words_of
from store.structure import is_embargoed, quotations_of

_READ_AT_ONCE = 100
#: Words of a text that nobody is to wait for who asks for another.
_LONG = 20_000


@dataclass(frozen=True)
class ReleaseFacts:
    """What is known of one release; its text is read when it is asked for."""

    id: int
    source: FactSource
    row: Row
    reading: Row
    annotations: Sequence[Document]
    own_tags: Sequence[int] = ()
    """The ids of the tags on the release itself."""

    plain = PLAIN

    def words_of(self, field: str) -> Sequence[str]:
        """The texts that a field of words has."""
        if field == "text":
            return [self._text]
        if field == "note":
            return [row["note"] for row in self.annotations]
        if field == "by":
            return [row["creator"] for row in self.annotations]
        if field == "said":
            return [self._text[one.start : one.end] for one in self.quotations]
        if field == "speaker":
            return [name for one in self.quotations for name in self.source.speaker_names(one.speaker)]
        return [words_of(self.row, field)]

    @cached_property
    def _text(self) -> str:
        return self.source.text(self.row["text_id"])

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """The quoted speech in its text."""
        return self.source.quotations(self.row["text_id"])

    def names_of(self, field: str) -> Collection[str]:
        """The names that a field has."""
        if field == "tag":
            return self.tags
        return [self.row[NAME_FIELDS[field]] or ""]

    @property
    def tags(self) -> set[str]:
        """The names of the tags on passages and on the release itself."""
        marked = {tag for row in self.annotations for tag in row["tags"]}
        return self.source.names(marked.union(self.own_tags))

    def is_so(self, field: str, name: str) -> bool:
        """Whether the release is in a state, or has a part."""
        if name in PART_FIELDS:
            return bool(self.row.get(PART_FIELDS[name]))
        return _TESTS[name](self)

    def value_of(self, field: str) -> str | int | None:
        """The day, moment or number that a field has."""
        if field == "id":
            return self.id
        if field == "read":
            return self.reading.get("when") if self.reading.get("read") else None
        value: str | int | None = self.row[field]
        return value


def _is_embargoed(one: ReleaseFacts) -> bool:
    until, day = one.row.get("embargo_until"), one.row["date"]
    return bool(one.row.get("embargo")) and is_embargoed(until, day, one.source.now)


#: The states and parts that are told from more than a field.
_TESTS: dict[str, Callable[[ReleaseFacts], bool]] = {
    "read": lambda one: bool(one.reading.get("read")),
    "unread": lambda one: not one.reading.get("read"),
    "new": lambda one: one.row["added"] > one.source.last_look,
    "starred": lambda one: bool(one.reading.get("starred")),
    "updated": lambda one: bool(one.reading.get("updated")) and not one.reading.get("read"),
    "tagged": lambda one: bool(one.tags),
    "orphaned": lambda one: any(row["state"] == "orphaned" for row in one.annotations),
    "duplicate": lambda one: one.id in one.source.duplicates,
    "embargoed": _is_embargoed,
    "annotation": lambda one: bool(one.annotations),
    "note": lambda one: any(row["note"] for row in one.annotations),
    "quotation": lambda one: bool(one.quotations),
}


class FactSource:
    """The releases of a library, with what is asked of them; one for each query."""

    def __init__(self, tables: LibraryTables, tags: Callable[[], Mapping[int, str]]) -> None:
        """`tags` gives the name of the tag that each id in annotations means."""
        self._tables = tables
        self._read_tags = tags
        self._texts: Mapping[int, str] = {}
        self.now = datetime.now(UTC)

    @cached_property
    def last_look(self) -> str:
        """When the user closed the application last."""
        return self._tables.last_look()

    @cached_property
    def _tags(self) -> Mapping[int, str]:
        return self._read_tags()

    def each(self, ids: Iterable[int]) -> Iterator[ReleaseFacts]:
        """The facts of those of the releases that can be understood, in this order."""
        storage = self._tables.storage
        for some in batched(ids, _READ_AT_ONCE):
            rows = dict(self._tables.readable_among("releases", storage.get_rows("releases", some).items()))
            reading = dict(self._tables.readable_among("reading", storage.get_rows("reading", some).items()))
            tagged = storage.get_rows("release_tags", some)
            own = dict(self._tables.readable_among("release_tags", tagged.items()))
            marked: dict[int, list[Document]] = {}
            found = storage.find_rows_among("annotations", "release", some)
            for one, row in self._tables.readable_among("annotations", found.items()):
                marked.setdefault(row["release"], []).append(Document(row, one))
            for key in some:
                if key in rows:
                    parts = reading.get(key, {}), marked.get(key, []), own.get(key, {}).get("tags") or ()
                    yield ReleaseFacts(key, self, rows[key], *parts)

    def each_with_text(self, ids: Iterable[int]) -> list[ReleaseFacts]:
        """As `each`, the texts read together."""
        facts = [*self.each(ids)]
        self.read((one.row["text_id"], one.row["words"]) for one in facts)
        return facts

    def read(self, texts: Iterable[tuple[int, int]]) -> None:
        """Reads the words of versions together, in the time of few by themselves; kept until others are read.

        Each is given with how many words it has: a long one is read when it is asked for.
        """
        wanted = [key for key, words in texts if words < _LONG]
        held = {key: self._texts[key] for key in wanted if key in self._texts}
        if len(held) == len(wanted):
            return
        rows = self._tables.storage.get_rows("texts", [key for key in wanted if key not in held])
        readable = self._tables.readable_among("texts", rows.items())
        self._texts = held | {key: str(row["text"]) for key, row in readable}

    def text(self, text_id: int) -> str:
        """The words of a version; none where they cannot be read."""
        if text_id in self._texts:
            return self._texts[text_id]
        row = self._tables.row("texts", text_id)
        return str(self._tables.readable_or_empty("texts", text_id, row).get("text", ""))

    def quotations(self, text_id: int) -> Sequence[Quotation]:
        """The quotations in a version; none where it cannot be read."""
        row = self._tables.readable_or_empty("texts", text_id, self._tables.row("texts", text_id))
        return quotations_of(text_from(row)) if row else ()

    def speaker_names(self, speaker: str | None) -> list[str]:
        """What a speaker is called: in the release, and where a user joined it with others, together."""
        if speaker is None:
            return []
        together = self._called.get(person_key(speaker)) if self._called else None
        return [speaker, together] if together else [speaker]

    @cached_property
    def _called(self) -> Mapping[str, str]:
        return People(self._tables).called()

    def names(self, tags: Iterable[int]) -> set[str]:
        """The names of the tags."""
        return {self._tags[tag] for tag in tags if tag in self._tags}

    @cached_property
    def duplicates(self) -> set[int]:
        """The releases that are copies of others."""
        return copies_by_rows(self._tables)
