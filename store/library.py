"""The library: releases, texts, annotations, tags, reading and history, in one TinyDB.

Everything goes through TinyDB's tables; a method that changes something is one transaction over
all tables it touches, its history event included, and is durable when it returns.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb.table import Document

from store import history
from store.canonical import canonical
from store.coding import Coding, brief
from store.models import ReadingPosition, Release
from store.releases import META
from store.storages import RowDB, SQLiteStorage


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

    A library of an earlier schema is upgraded (see `store.migrations`).

    Raises NotALibraryError, NewerLibraryError, StorageError or MigrationError; the file is then untouched.
    """
    db = RowDB(Path(path), storage=SQLiteStorage)
    try:
        return Library(db, user=user or current_user(), clock=clock)
    except BaseException:
        db.close()
        raise


class Library(Coding):
    """What the screen and the command line know of the store."""

    def search(self, words: str) -> Iterator[tuple[Release, int]]:
        """Releases whose text holds every word, case aside, with the offset of the first one found."""
        wanted = canonical(words).casefold().split()
        if not wanted:
            return
        for release in (one for key in self.release_ids() for one in self.releases([key])):
            row = self.row("texts", release.text_id)
            if row is not None and not self._readable("texts", release.text_id, row):
                row = None
            text = row["text"].casefold() if row else ""
            if all(word in text for word in wanted):
                yield release, _offset_of(row["text"] if row else "", wanted[0])

    # -- reading ---------------------------------------------------------------------------

    def set_read(self, key: int, read: bool) -> None:
        """Marks a release read or unread."""
        self._set_reading(key, "read" if read else "unread", read=read)

    def set_starred(self, key: int, starred: bool) -> None:
        """Stars a release or takes its star."""
        self._set_reading(key, "starred" if starred else "without star", starred=starred)

    def _set_reading(self, key: int, what: str, **fields: bool) -> None:
        headline = self.release(key).headline
        with self.action(key) as (action, name):
            action.put("reading", key, **fields)
            name(f"marked {brief(headline)} {what}")

    def position(self, key: int) -> ReadingPosition:
        """Where the release was left; its beginning if it was never opened."""
        row = self._reading(key, self.row("reading", key))
        return ReadingPosition(row.get("cursor", 0), row.get("top", 0))

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
        return key if isinstance(key, int) and self.releases([key]) else None

    # -- history ---------------------------------------------------------------------------

    def undo(self) -> history.Event | None:
        """Takes back this user's last change that stands; None when there is none."""
        with self.storage.transaction():
            return history.undo(self.db, self.user)

    def redo(self) -> history.Event | None:
        """Makes again what this user undid last; None when there is nothing."""
        with self.storage.transaction():
            return history.redo(self.db, self.user)


def _offset_of(text: str, word: str) -> int:
    """Where the casefolded word first stands, as an offset into the text itself."""
    at = 0
    folded = text.casefold().find(word)
    for offset, char in enumerate(text):
        if at >= folded:
            return offset
        at += len(char.casefold())
    return 0
