"""The library: releases, texts, annotations, tags, reading and history, in one TinyDB.

Everything goes through TinyDB's tables; a method that changes something is one transaction over
all tables it touches, its history event included, and is durable when it returns.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import where
from tinydb.table import Document, Table

from store import anchors, history, records
from store.canonical import canonical
from store.errors import InvalidInputError, NewerLibraryError, NotFoundError
from store.models import Annotation, ReadingPosition, Release, ReleaseText, Tag
from store.storages import RowDB, RowStorage, SQLiteStorage

#: The meaning of the rows in the tables; a library with a higher one is refused.
SCHEMA_VERSION = 1
TABLES = ("releases", "texts", "annotations", "tags", "reading", "history")
_INDEXES = (("releases", "source"), ("releases", "digest"), ("releases", "date"), ("annotations", "release"),
            ("reading", "read"))  # fmt: skip
#: The row of the table ``meta``: schema version and the highest id each table ever gave.
_META = 1
#: Colours are indices into the screen's palette; tags take them in turn.
TAG_COLORS = 9
PINS = 9


def now() -> str:
    """The time in UTC to the second, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def current_user() -> str:
    """The name annotations and history carry."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user-{os.getuid()}" if hasattr(os, "getuid") else "user"


def open_library(path: str | Path, *, user: str | None = None, clock: Callable[[], str] = now) -> Library:
    """Opens the library at the path, making it when there is none.

    Raises NotALibraryError, NewerLibraryError or StorageError; the file is then untouched.
    """
    return Library(RowDB(Path(path), storage=SQLiteStorage), user=user or current_user(), clock=clock)


class Library:
    """What the screen and the command line know of the store."""

    def __init__(self, db: RowDB, *, user: str, clock: Callable[[], str] = now) -> None:
        self._db = db
        self._user = user
        self.clock = clock
        self._storage: RowStorage = db.storage  # type: ignore[assignment]
        self._prepare()

    def _prepare(self) -> None:
        meta = self.table("meta").get(doc_id=_META)
        schema = meta["schema"] if isinstance(meta, Document) else 0
        if schema > SCHEMA_VERSION:
            self.close()
            raise NewerLibraryError(
                f"it has schema {schema}, this program knows {SCHEMA_VERSION}.", "Install the newer Dateline."
            )
        if not schema and not self.read_only:
            with self._storage.transaction():
                self.table("meta").upsert(Document({"schema": SCHEMA_VERSION, "ids": {}}, _META))
        for table, field in _INDEXES:
            self._storage.ensure_index(table, field)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return bool(getattr(self._storage, "read_only", False))

    @property
    def path(self) -> Path:
        """The library's file."""
        return Path(getattr(self._storage, "path", "memory"))

    def version(self) -> tuple[int, int]:
        """A value that changes whenever this or another process may have written."""
        return self._storage.version()

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside are durable together when it ends, or none is."""
        return self._storage.transaction()

    def close(self) -> None:
        """Closes the library."""
        self._db.close()

    def table(self, name: str) -> Table:
        """A table of the TinyDB below."""
        return self._db.table(name)

    def _row(self, table: str, key: int) -> Document | None:
        row = self.table(table).get(doc_id=key)
        return row if isinstance(row, Document) else None

    def new_id(self, table: str) -> int:
        """An id no row of the table ever had; inside a transaction."""
        meta = self._row("meta", _META) or Document({"schema": SCHEMA_VERSION, "ids": {}}, _META)
        key = int(meta["ids"].get(table, 0)) + 1
        self.table("meta").update({"ids": {**meta["ids"], table: key}}, doc_ids=[_META])
        return key

    @contextmanager
    def _action(self, release: int | None = None) -> Iterator[tuple[history.Action, Callable[[str], None]]]:
        """One undoable change: yields its recorder and a function that names what was done."""
        names: list[str] = []
        with self._storage.transaction():
            action = history.Action(self._db, self.new_id)
            yield action, names.append
            history.record(action, time=self.clock(), user=self._user, what=" ".join(names), release=release)

    # -- releases --------------------------------------------------------------------------

    def release_ids(self) -> list[int]:
        """All releases, the newest dateline first, those without a date last."""
        return self._storage.row_ids("releases", newest_by="date")

    def releases(self, ids: Iterable[int]) -> list[Release]:
        """The records of those ids that exist, in the order asked for."""
        wanted = list(ids)
        rows = self._storage.get_rows("releases", wanted)
        reading = self._storage.get_rows("reading", wanted)
        counts = self._storage.count_by("annotations", "release", wanted)
        return [
            records.release_from(key, rows[key], reading.get(key, {}), counts.get(key, 0))
            for key in wanted
            if key in rows
        ]

    def release(self, key: int) -> Release:
        """One release. Raises NotFoundError."""
        found = self.releases([key])
        if not found:
            raise NotFoundError(f"there is no release {key}.", "‘dateline list’ shows what there is.")
        return found[0]

    def count(self) -> int:
        """How many releases there are."""
        return self._storage.count_rows("releases")

    def unread(self) -> int:
        """How many releases are not marked read."""
        return self.count() - self._storage.count_by("reading", "read", [1]).get(1, 0)

    def first_unread(self, ids: Iterable[int]) -> int | None:
        """The first of these releases that is not marked read."""
        read = self._storage.find_rows("reading", "read", 1)
        return next((key for key in ids if key not in read), None)

    def text(self, key: int) -> ReleaseText:
        """The present words of a release. Raises NotFoundError."""
        row = self._row("texts", self.release(key).text_id)
        if row is None:
            raise NotFoundError(f"the text of release {key} is missing.", "Add its file again.")
        return records.text_from(row)

    def headlines(self) -> Iterator[tuple[int, str]]:
        """Each release's id and the words a list is narrowed by, casefolded."""
        for key, row in self._storage.scan_rows("releases"):
            words = (row["headline"], row["agency"], row["place"], row["date"], row["source"])
            yield key, " ".join(word for word in words if word).casefold()

    def search(self, words: str) -> Iterator[tuple[Release, int]]:
        """Releases whose text holds every word, case aside, with the offset of the first one found."""
        wanted = canonical(words).casefold().split()
        if not wanted:
            return
        for key in self.release_ids():
            release = self.release(key)
            row = self._row("texts", release.text_id)
            text = row["text"].casefold() if row else ""
            if all(word in text for word in wanted):
                yield release, _offset_of(row["text"] if row else "", wanted[0])

    # -- tags ------------------------------------------------------------------------------

    def tags(self) -> list[Tag]:
        """All tags: the pinned ones by their digit, then the others by name."""
        found = [records.tag_from(row.doc_id, row) for row in self.table("tags")]
        return sorted(found, key=lambda tag: (tag.pinned or PINS + 1, tag.name.casefold()))

    def tag_counts(self) -> dict[int, int]:
        """How many annotations carry each tag, by the tag's id."""
        counts = {tag.id: 0 for tag in self.tags()}
        for _, row in self._storage.scan_rows("annotations"):
            for tag in row["tags"]:
                counts[tag] = counts.get(tag, 0) + 1
        return counts

    def pin(self, key: int, digit: int | None) -> Tag:
        """Gives a tag the digit, taking it from the tag that had it; None unpins.

        Raises NotFoundError for an unknown tag, InvalidInputError for a number that is no such digit.
        """
        if digit is not None and not 1 <= digit <= PINS:
            raise InvalidInputError(f"tags are pinned to the digits 1 to {PINS}, not {digit}.")
        with self._action() as (action, name):
            tag = next((tag for tag in self.tags() if tag.id == key), None)
            if tag is None:
                raise NotFoundError(f"there is no tag {key}.")
            for other in self.tags():
                if other.pinned == digit and digit is not None:
                    action.update("tags", other.id, pinned=None)
            action.update("tags", key, pinned=digit)
            name(f"pinned #{tag.name} to {digit}" if digit else f"unpinned #{tag.name}")
        return Tag(tag.id, tag.name, tag.color, digit)

    def _tag_ids(self, action: history.Action, names: Iterable[str]) -> list[int]:
        """The ids of the named tags, making those that are new; a name counts once, case aside."""
        known = {tag.name.casefold(): tag for tag in self.tags()}
        ids: list[int] = []
        for name in map(tag_name, names):
            tag = known.get(name.casefold())
            if tag is None:
                free = sorted(set(range(1, PINS + 1)) - {tag.pinned for tag in known.values()})
                row = {"name": name, "color": len(known) % TAG_COLORS, "pinned": free[0] if free else None}
                tag = known[name.casefold()] = records.tag_from(action.insert("tags", row), row)
            if tag.id not in ids:
                ids.append(tag.id)
        return ids

    def tags_by_release(self) -> dict[int, list[str]]:
        """The names of the tags used in each release that has any, sorted."""
        names = {tag.id: tag.name for tag in self.tags()}
        used: dict[int, set[str]] = {}
        for _, row in self._storage.scan_rows("annotations"):
            used.setdefault(row["release"], set()).update(names[tag] for tag in row["tags"] if tag in names)
        return {release: sorted(found) for release, found in used.items()}

    # -- annotations -----------------------------------------------------------------------

    def annotations(self, release: int) -> list[Annotation]:
        """A release's annotations in text order."""
        tags = {tag.id: tag for tag in self.tags()}
        rows = self.table("annotations").search(where("release") == release)
        found = [records.annotation_from(row.doc_id, row, tags) for row in rows]
        return sorted(found, key=lambda one: (one.start, one.end, one.id))

    def annotated_ids(self) -> list[int]:
        """The releases that carry annotations, in the order they are listed."""
        marked = {row["release"] for _, row in self._storage.scan_rows("annotations")}
        return [key for key in self.release_ids() if key in marked]

    def annotation(self, key: int) -> Annotation:
        """One annotation. Raises NotFoundError."""
        row = self._row("annotations", key)
        if row is None:
            raise NotFoundError(f"there is no annotation {key}.")
        return records.annotation_from(key, row, {tag.id: tag for tag in self.tags()})

    def annotate(
        self, release: int, start: int, end: int, *, tags: Iterable[str] = (), note: str = ""
    ) -> Annotation:
        """Marks ``text[start:end]`` with tags, a note, or both.

        Raises NotFoundError for an unknown release, InvalidInputError for an impossible passage,
        an impossible tag name, or neither tag nor note.
        """
        text = self.text(release).text
        try:
            selector = anchors.select(text, start, end)
        except ValueError as error:
            raise InvalidInputError(f"{error}.") from error
        note = user_text(note)
        with self._action(release) as (action, name):
            ids = self._tag_ids(action, tags)
            if not ids and not note:
                raise InvalidInputError("an annotation needs a tag or a note.")
            time = self.clock()
            row = {
                "release": release, "start": start, "end": end, "quote": selector.quote,
                "prefix": selector.prefix, "suffix": selector.suffix, "tags": ids, "note": note,
                "creator": self._user, "created": time, "modified": time, "state": "anchored",
            }  # fmt: skip
            key = action.insert("annotations", row)
            name(("tagged" if ids else "noted on") + f" {_brief(selector.quote)}")
        return self.annotation(key)

    def edit(self, key: int, *, tags: Iterable[str] | None = None, note: str | None = None) -> Annotation:
        """Sets an annotation's tags, its note, or both; what is None stays.

        Raises NotFoundError, and InvalidInputError when neither tag nor note would be left.
        """
        with self._action(self.annotation(key).release) as (action, name):
            row = self._row("annotations", key) or Document({}, key)
            fields: dict[str, Any] = {}
            if tags is not None:
                fields["tags"] = self._tag_ids(action, tags)
            if note is not None:
                fields["note"] = user_text(note)
            if not {**row, **fields}["tags"] and not {**row, **fields}["note"]:
                raise InvalidInputError("an annotation needs a tag or a note.", "Delete it to be rid of it.")
            if any(row[field] != value for field, value in fields.items()):
                action.update("annotations", key, **fields, modified=self.clock())
            name(f"changed the {' and '.join(fields)} of {_brief(row['quote'])}")
        return self.annotation(key)

    def delete(self, key: int) -> Annotation:
        """Deletes an annotation and gives what it was; undo brings it back. Raises NotFoundError."""
        annotation = self.annotation(key)
        with self._action(annotation.release) as (action, name):
            action.remove("annotations", key)
            name(f"deleted the annotation on {_brief(annotation.quote)}")
        return annotation

    # -- reading ---------------------------------------------------------------------------

    def set_read(self, key: int, read: bool) -> None:
        """Marks a release read or unread."""
        self._set_reading(key, "read" if read else "unread", read=read)

    def set_starred(self, key: int, starred: bool) -> None:
        """Stars a release or takes its star."""
        self._set_reading(key, "starred" if starred else "without star", starred=starred)

    def _set_reading(self, key: int, what: str, **fields: bool) -> None:
        headline = self.release(key).headline
        with self._action(key) as (action, name):
            action.put("reading", key, **fields)
            name(f"marked {_brief(headline)} {what}")

    def position(self, key: int) -> ReadingPosition:
        """Where the release was left; its beginning if it was never opened."""
        row: Mapping[str, Any] = self._row("reading", key) or {}
        return ReadingPosition(row.get("cursor", 0), row.get("top", 0))

    def save_position(self, key: int, position: ReadingPosition) -> None:
        """Keeps where the release was left, and that it was the last one open; no undo step."""
        fields = {"cursor": position.cursor, "top": position.top}
        with self._storage.transaction():
            self.table("reading").upsert(Document(fields, key))
            self.table("meta").update({"open": key}, doc_ids=[_META])

    def last_open(self) -> int | None:
        """The release that was open last, if it is still there."""
        meta: Mapping[str, Any] = self._row("meta", _META) or {}
        key = meta.get("open")
        return key if key is not None and self._row("releases", key) is not None else None

    # -- history ---------------------------------------------------------------------------

    def undo(self) -> history.Event | None:
        """Takes back this user's last change that stands; None when there is none."""
        with self._storage.transaction():
            return history.undo(self._db, self._user)

    def redo(self) -> history.Event | None:
        """Makes again what this user undid last; None when there is nothing."""
        with self._storage.transaction():
            return history.redo(self._db, self._user)


def tag_name(name: str) -> str:
    """The name as it is kept: NFC, single spaces, no leading ``#``. Raises InvalidInputError."""
    clean = " ".join(user_text(name).split()).lstrip("#").strip()
    if not clean or "," in clean or any(not char.isprintable() for char in clean):
        raise InvalidInputError(f"{name!r} is no tag name.", "Use letters, digits, spaces; no comma.")
    return clean


def user_text(text: str) -> str:
    """What a user wrote, canonical. Raises InvalidInputError for what UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidInputError(
            "the text is not valid Unicode.", "Check your terminal's encoding."
        ) from error
    return canonical(text)


def _brief(words: str) -> str:
    """A passage short enough for a message."""
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= 40 else f"“{line[:39]}…”"


def _offset_of(text: str, word: str) -> int:
    """Where the casefolded word first stands, as an offset into the text itself."""
    at = 0
    folded = text.casefold().find(word)
    for offset, char in enumerate(text):
        if at >= folded:
            return offset
        at += len(char.casefold())
    return 0
