"""The quotations of a library: found in the background, kept beside the index, listed by speaker.

They are derived (`store.storages.quoted`): what is kept is made anew where the rules that find quotations or
fold words have changed, and a release is looked through again when it has another text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import TypeVar

from store.aside import BrokeOffError, Stop
from store.batches import batched
from store.errors import StorageError
from store.library.library_tables import LibraryTables
from store.library.people import person_key
from store.library.records import Row
from store.models import Quotation, ReleaseText
from store.search import FOLDED_AS, FullText, name_key, segmented
from store.storages import Form, Quoted, QuotedTables, SearchIndex
from store.structure import QUOTATION_RULES, many_aside, quotations_of

#: Releases looked through together, and written in one transaction; and the most characters of them.
_BATCH, _BATCH_CHARACTERS = 100, 1_000_000
#: From so many releases, or characters of one, on another process looks through them.
_MUCH, _LONG = 50, 100_000
#: Seconds between two looks whether one that waits for another thread to be done was stopped.
_LOOK_SECONDS = 0.05
#: How often it is tried where others write at the same time: two versions of the program know other rules.
_ATTEMPTS = 5
_VERSION = f"{QUOTATION_RULES}/{FOLDED_AS}"

Answer = TypeVar("Answer")
Progress = Callable[[int, int], object]


class _NotMadeError(Exception):
    """The tables are to be made first."""


class Quoting:
    """Keeps the quotations of a library as new as its texts."""

    def __init__(self, tables: LibraryTables, index: FullText) -> None:
        self._tables = tables
        self._index = index
        self._seen: tuple[int, int] | None = None
        self._making = Lock()

    def make(self, progress: Progress | None = None, stop: Stop | None = None) -> bool:
        """Looks through the releases that were not yet; gives whether all are now. For a thread.

        Args:
            progress: told how many of these are done, of how many.
            stop: stops it between two batches; what was done by then stays.

        Raises StorageError.
        """
        stop = stop or Stop()
        while not self._making.acquire(timeout=_LOOK_SECONDS):
            if stop.stopped:
                return False
        try:
            return self._make(progress, stop)
        finally:
            self._making.release()

    def _make(self, progress: Progress | None, stop: Stop) -> bool:
        for _ in range(_ATTEMPTS):
            version = self._tables.storage.version()
            if version == self._seen:
                return True
            if not self._asked(lambda _: True, False):
                self._index.changed(_created)
            pending: list[tuple[int, int]] = self._asked(lambda tables: tables.pending(), [])
            done = 0
            for some in self._batches(pending):
                if stop.stopped or not self._look_through(some, stop):
                    return False
                done += len(some)
                if progress is not None:
                    progress(done, len(pending))
            if not pending:
                self._seen = version
        return False

    def make_meanwhile(self, stop: Stop, progress: Progress | None = None) -> bool:
        """As `make`, while somebody works with the library: not where the index is to be made first, which
        takes longer and is left to who asks for it. Raises StorageError."""
        return self._index.is_at_hand() and self.make(progress, stop)

    def forget(self, releases: Sequence[int]) -> None:
        """Has releases looked through again: their paragraphs are others now. Raises StorageError."""

        def forgotten(index: SearchIndex) -> None:
            tables = QuotedTables(index.connection, version=_VERSION)
            for release in releases if tables.is_current() else ():
                tables.remove(release)

        if self._index.is_at_hand():
            self._index.changed(forgotten)
        self._seen = None

    def asked(self, ask: Callable[[SearchIndex], Answer]) -> Answer:
        """What the index answers where all quotations are known to it. Raises StorageError."""

        def asked(index: SearchIndex) -> Answer:
            if not QuotedTables(index.connection, version=_VERSION).is_current():
                raise _NotMadeError  # it was damaged, or another program's rules came in between
            return ask(index)

        for _ in range(_ATTEMPTS):
            self.make()
            try:
                return self._index.asked(asked)
            except _NotMadeError:
                self._seen = None
        raise StorageError("the quotations cannot be kept.", "Close other versions of Dateline.")

    def of(self, releases: Sequence[int]) -> Mapping[int, list[Quoted]]:
        """The quotations of releases, as far as they were looked through. Raises StorageError."""
        return self._asked(lambda tables: tables.of(releases), {})

    def said_by(self, person: str) -> list[Quoted]:
        """The quotations of a person (`person_key`); those that nobody is said to have spoken for none.

        Raises StorageError.
        """
        return self._asked(lambda tables: tables.said_by(person), [])

    def forms(self, person: str) -> list[Form]:
        """What a person (`person_key`) is called and said to be. Raises StorageError."""
        return self._asked(lambda tables: tables.forms(person), [])

    def people(self) -> list[tuple[str, int]]:
        """The persons (`person_key`) who are quoted, and how often. Raises StorageError."""
        return self._asked(lambda tables: tables.people(), [])

    def count(self, without: Collection[int] = ()) -> int:
        """How many quotations there are, but for those of some releases. Raises StorageError."""
        return self._asked(lambda tables: tables.count(without), 0)

    def speakers(self, beginning: str = "") -> Iterator[tuple[str, str | None]]:
        """Names that begin so, without case and accents, and a role of each, by name.

        Of those who are quoted in what was looked through already; nothing is looked through for it, and
        nobody is known where the index is not at hand. Raises StorageError.
        """
        start = name_key(beginning)
        for person, _ in self.people() if self._index.is_at_hand() else ():
            if person and person.startswith(start) and (forms := self.forms(person)):
                yield forms[0].speaker, forms[0].role

    def _asked(self, ask: Callable[[QuotedTables], Answer], otherwise: Answer) -> Answer:
        def asked(index: SearchIndex) -> Answer:
            tables = QuotedTables(index.connection, version=_VERSION)
            return ask(tables) if tables.is_current() else otherwise

        return self._index.asked(asked)

    def _batches(self, pending: Sequence[tuple[int, int]]) -> Iterator[dict[int, tuple[int, ReleaseText]]]:
        """Releases with their text, so few at a time that they take no memory to speak of."""
        some: dict[int, tuple[int, ReleaseText]] = {}
        size = 0
        for pairs in batched(pending, _BATCH):
            rows = self._tables.storage.get_rows("texts", [text for _, text in pairs if text])
            known = dict(self._tables.readable_among("texts", rows.items()))
            for release, text in pairs:
                found = _looked_through(known[text]) if text in known else _NO_TEXT
                some[release] = text, found
                size += len(found.text)
                if len(some) >= _BATCH or size >= _BATCH_CHARACTERS:
                    yield some
                    some, size = {}, 0
        if some:
            yield some

    def _look_through(self, some: Mapping[int, tuple[int, ReleaseText]], stop: Stop) -> bool:
        texts = [text for _, text in some.values()]
        try:
            if len(some) >= _MUCH or any(len(one.text) > _LONG for one in texts):
                found = many_aside(texts, stop)
            else:
                found = [quotations_of(one) for one in texts]
        except BrokeOffError:
            return False
        rows = self._tables.storage.get_rows("releases", list(some))
        languages = {key: row.get("language") for key, row in rows.items()}
        entries = {
            key: (text_id, [_entry(key, text_id, text, languages.get(key), one) for one in spoken])
            for (key, (text_id, text)), spoken in zip(some.items(), found, strict=True)
        }

        def keep(index: SearchIndex) -> None:
            tables = QuotedTables(index.connection, version=_VERSION)
            if tables.is_current():  # another program's rules may have come in between
                tables.put(entries)

        self._index.changed(keep)
        return True


_NO_TEXT = ReleaseText("", (), (), None)


def _looked_through(row: Row) -> ReleaseText:
    """What is looked through of a row of ``texts``: paragraphs as they are kept, for records take longer."""
    return ReleaseText(row["text"], row["paragraphs"], (), None)


def _created(index: SearchIndex) -> None:
    tables = QuotedTables(index.connection, version=_VERSION)
    if not tables.is_current():
        tables.create()


def _entry(
    release: int, text_id: int, text: ReleaseText, language: str | None, one: Quotation
) -> tuple[Quoted, str, str]:
    speaker = one.speaker or ""
    row = Quoted(release, text_id, one.start, one.end, one.speaker, one.role, language, person_key(speaker))
    return row, _folded_name(speaker), segmented(text.text[one.start : one.end])


@lru_cache(maxsize=4096)
def _folded_name(name: str) -> str:
    """A name as the index holds it: a release quotes the same few again and again."""
    return segmented(name)
