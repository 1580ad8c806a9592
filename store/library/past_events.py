"""What was done in a library, as its audit trail tells it: read, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from tinydb.table import Document

from store.batches import batched
from store.library.compaction import TABLE
from store.library.library_tables import LibraryTables
from store.library.tags import Tags
from store.library.touched_rows import taken_parts
from store.tables import fault

Fields = dict[str, Any]

#: Events that are read together.
_READ_AT_ONCE = 500


class Event(NamedTuple):
    """A change a user made, as the screen needs it."""

    id: int
    time: str
    user: str
    what: str
    """In words that complete "undid: ...", such as ``tagged “two words” #water``."""
    release: int | None


class Change(NamedTuple):
    """One row before and after an event; a tuple, for an event may have ten thousands of them."""

    table: str
    id: int
    before: Fields | None
    """The fields that changed, as they were; None for a row that was made."""
    after: Fields | None
    """The same fields since; None for a row that was deleted."""


#: A change from a list of an event's row, without a step of Python for each of ten thousands.
_change: Callable[[Sequence[Any]], Change] = partial(tuple.__new__, Change)


class PastEvent(NamedTuple):
    """An event as the audit trail shows it."""

    id: int
    time: str
    user: str
    what: str
    """As `Event.what`, and in brackets what a tag it names is called today."""
    release: int | None
    undone: bool
    changes: tuple[Change, ...] | None
    """In the order made; None where they were compacted."""


class PastEvents:
    """What was done in a library."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables

    def events(self, release: int | None = None) -> Iterator[PastEvent]:
        """What was done, newest first, by anyone; where a release is given, only what concerns it.

        A tag that has another name today is named by both.
        """
        names = {key: tag.name for key, tag in Tags(self._tables).by_id().items()}
        for key, row in self._rows(release):
            if key < 1:
                return
            if _may_concern(row, release) and fault(TABLE, row) is None:
                event = Document(row, key)
                if release in (None, *releases_of(event)):
                    yield _past_event(event, names)

    def _rows(self, release: int | None) -> Iterator[tuple[int, Fields]]:
        """All rows, or those that may concern the release; the newest first, read some at a time.

        One that concerns several releases names none as its own.
        """
        storage = self._tables.storage
        if release is None:
            yield from storage.scan_rows(TABLE, backwards=True)
            return
        ids = {*storage.find_ids(TABLE, "release", release), *storage.find_ids(TABLE, "release", None)}
        for some in batched(sorted(ids, reverse=True), _READ_AT_ONCE):
            yield from reversed(storage.get_rows(TABLE, some).items())


def _may_concern(row: Fields, release: int | None) -> bool:
    """Told of any row, before it is known to be understood: few events are a release's."""
    among = row.get("releases")
    return release in (None, row.get("release")) or (type(among) is list and release in among)


def event_json(event: PastEvent) -> Fields:
    """What ``history --json`` says of an event; ``changes`` is null where they were compacted."""
    changes = None if event.changes is None else [change._asdict() for change in event.changes]
    return {**event._asdict(), "changes": changes}


def _past_event(row: Document, tags: Mapping[int, str]) -> PastEvent:
    changes = None if row["changes"] is None else tuple(map(_change, row["changes"]))
    about = event_of(row)
    undone = bool(row["undone"]) and (changes is None or any(taken_parts(row)))
    what = about.what + _named_today(about.what, changes or (), tags)
    return PastEvent(about.id, about.time, about.user, what, about.release, undone, changes)


def _named_today(what: str, changes: Sequence[Change], tags: Mapping[int, str]) -> str:
    """The present name of the tag that an event is about, in brackets; empty where it tells that already.

    Such an event changes tags, or gives them to releases, and nothing else; its last change is about it.
    """
    if "#" not in what or any(change.table not in ("tags", "release_tags") for change in changes):
        return ""
    ids: set[int] = set()
    for change in changes[-1:]:
        if change.table == "tags" and (change.after or {}).get("name") == tags.get(change.id):
            return ""
        given, had = ((side or {}).get("tags") or () for side in (change.after, change.before))
        ids = {change.id} if change.table == "tags" else set(given) ^ set(had)
    names = sorted({f"#{tags[key]}" for key in ids if key in tags and f"#{tags[key]}" not in what})
    return f" (now {' '.join(names)})" if names else ""


def event_of(row: Document) -> Event:
    """The event that a row is, without its changes."""
    return Event(row.doc_id, row["time"], row["user"], row["what"], row["release"])


def releases_of(row: Document) -> tuple[int, ...]:
    """All releases the event is about."""
    return tuple(row.get("releases") or ([] if row["release"] is None else [row["release"]]))
