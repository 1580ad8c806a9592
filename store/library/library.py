"""The library: releases, texts, annotations, tags, reading and history, in one TinyDB.

What is in its tables can be read and written through TinyDB; where a list or a count must cost the same in
a large library, the storage below is asked itself. A method that changes something is one transaction over
all tables it touches, its history event included, and is durable when it returns.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb.table import Document

from store.backups.restore import finish_restore
from store.library import history
from store.library.annotations import Coding
from store.library.storage_kinds import open_rows
from store.models import Hit, ReadingPosition
from store.tables import META, sound
from store.wording import brief

if TYPE_CHECKING:
    from store.search.fulltext import FullText


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
    """Opens the library at the path, making it when there is none; ``*.json`` is a JSON file, else SQLite.

    A library of an earlier schema is upgraded (see `store.library.migrations`); a restore that was killed is
    finished first, and said in the library's `warnings`.

    Raises NotALibraryError, NewerLibraryError, StorageError or MigrationError; the file is then untouched.
    Raises BackupError where a restore cannot be finished.
    """
    finished = finish_restore(Path(path))
    db = open_rows(path)
    try:
        library = Library(db, user=user or current_user(), clock=clock)
    except BaseException:
        db.close()
        raise
    if finished is not None:
        library.warnings.append(finished)
    return library


class Library(Coding):
    """What the screen and the command line know of the store."""

    @cached_property
    def fulltext(self) -> FullText:
        """The full-text index of this library."""
        from store.search.fulltext import FullText  # slow to import, and reading needs it not

        return FullText(self)

    def search(self, words: str, limit: int | None = None) -> Iterator[Hit]:
        """Finds releases by words in text, headline, agency and place; the best come first.

        Args:
            words: words that must all occur, "phrases", prefix*, AND, OR, NOT, parentheses; case and
                accents do not count, Chinese, Japanese, Korean and Thai are found within words too
                (`store.search.query`, `store.search.folding`).
            limit: how many at most.

        Raises InvalidQueryError for a bracket left open or an operator alone.
        """
        return self.fulltext.search(words, limit)

    def close(self) -> None:
        """Closes the library."""
        if "fulltext" in vars(self):  # else nobody searched, and nothing is open
            self.fulltext.close()
        super().close()

    # -- reading ---------------------------------------------------------------------------

    def set_read(self, key: int, read: bool) -> None:
        """Marks a release read or unread."""
        self._set_reading(key, "read" if read else "unread", read=read)

    def read_to_end(self, key: int) -> None:
        """Marks a release read because its end was reached; no undo step, for nobody asked for it."""
        with self.storage.transaction():
            self.table("reading").upsert(Document({"read": True}, key))

    def set_starred(self, key: int, starred: bool) -> None:
        """Stars a release or takes its star."""
        self._set_reading(key, "starred" if starred else "without star", starred=starred)

    def _set_reading(self, key: int, what: str, **fields: bool) -> None:
        headline = self.release(key).headline
        with self.action(key) as (action, name):
            action.put("reading", key, **fields)
            name(f"marked {brief(headline)} {what}")

    def looked_at(self, key: int, text_id: int) -> None:
        """Notes that a version of an updated release was shown; no undo step, for nobody asked for it."""
        with self.storage.transaction():
            release, reading = self.row("releases", key), self.row("reading", key)
            if release is not None and reading is not None and reading.get("updated"):
                # What came meanwhile is still to be looked at: it is an update of the version shown.
                late = release.get("text_id") != text_id
                fields = {"since": text_id} if late else {"updated": False}
                self.table("reading").update(fields, doc_ids=[key])

    def updated(self) -> set[int]:
        """The releases with an update that was not looked at yet (`store.models.Release.updated`)."""
        rows = self.storage.find_rows("reading", "updated", 1)
        return {
            key for key, row in rows.items() if self._readable("reading", key, row) and not row.get("read")
        }

    def read_before(self, key: int) -> int | None:
        """The version that was read before the last update of a release; None where none was."""
        since = self._reading(key, self.row("reading", key)).get("since")
        release = self.row("releases", key)
        if since is None or release is None or since == release.get("text_id"):
            return None
        text = self.row("texts", since)
        return since if text is not None and text.get("release") == key else None

    def position(self, key: int) -> ReadingPosition:
        """Where the release was left; its beginning if it was never opened."""
        row = self._reading(key, self.row("reading", key))
        return ReadingPosition(row.get("cursor") or 0, row.get("top") or 0)

    def save_position(self, key: int, position: ReadingPosition) -> None:
        """Keeps where the release was left, and that it was the last one open; no undo step."""
        fields = {"cursor": position.cursor, "top": position.top}
        with self.storage.transaction():
            self.table("reading").upsert(Document(fields, key))
            self.table("meta").update({"open": key}, doc_ids=[META])

    def last_open(self) -> int | None:
        """The release that was open last, if it is still there."""
        meta: Mapping[str, Any] = self.row("meta", META) or {}
        key = meta.get("open")
        return key if sound("meta", "open", key) and key and self.releases([key]) else None

    # -- history ---------------------------------------------------------------------------

    def undo(self, *, own_part: bool = False) -> history.Step | None:
        """Takes back this user's last change that stands; None when there is none.

        With `own_part` what others have built upon is left as it is. Else BuiltUponError is raised then,
        and nothing is done. What others have deleted or put back already is passed over (see
        `history.Step.left`).
        """
        with self.storage.transaction(), self.counters() as meta:
            return history.undo(self.db, meta["undo"], self.user, own_part=own_part)

    def redo(self) -> history.Step | None:
        """Makes again what this user undid last; None when there is nothing.

        What others have changed or deleted since is left as it is (see `history.Step.left`).
        """
        with self.storage.transaction(), self.counters() as meta:
            return history.redo(self.db, meta["undo"], self.user)

    def events(self, release: int | None = None) -> Iterator[history.PastEvent]:
        """What was done, newest first, by anyone; where a release is given, only what concerns it."""
        return history.events(self.db, release)
