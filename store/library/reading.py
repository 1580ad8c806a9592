"""Reading: what was read, starred, looked at, and where each release was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import filterfalse, islice
from typing import Any

from tinydb.table import Document

from store.library.library_tables import LibraryTables
from store.library.releases import Releases
from store.models import ReadingPosition
from store.schema import Row
from store.tables import META, sound
from store.wording import brief, many

#: Releases looked at first for one that is unread, and how many one by one: behind them the index tells.
_LOOKED_AT, _LOOKED_AT_MOST = 64, 1000


class Reading:
    """Where the readers of a library are in its releases."""

    def __init__(self, tables: LibraryTables, releases: Releases) -> None:
        self._tables = tables
        self._releases = releases

    def set_read(self, keys: Sequence[int], read: bool) -> None:
        """Marks releases read or unread, in one step."""
        with self._tables.transaction():
            self._set(keys, "read" if read else "unread", read=read)
            self.stamp(keys)

    def stamp(self, keys: Sequence[int]) -> None:
        """Notes that releases were marked read or unread now; no part of an undo step."""
        storage, now = self._tables.storage, self._tables.clock()
        rows = storage.get_rows("reading", keys)
        storage.write_rows("reading", {key: {**row, "when": now} for key, row in rows.items()})

    def reached_end(self, key: int) -> None:
        """Marks a release read because its end was reached; no undo step, for nobody asked for it."""
        with self._tables.transaction():
            self._tables.table("reading").upsert(Document({"read": True, "when": self._tables.clock()}, key))

    def set_starred(self, keys: Sequence[int], starred: bool) -> None:
        """Stars releases or takes their stars, in one step."""
        self._set(keys, "starred" if starred else "without star", starred=starred)

    def _set(self, keys: Sequence[int], what: str, **fields: bool) -> None:
        first = self._releases.get(keys[0])
        about = brief(first.headline) if len(keys) == 1 else many(len(keys), "release")
        with self._tables.action(first.id if len(keys) == 1 else None) as (action, name):
            action.put_many("reading", dict.fromkeys(keys, fields))
            name(f"marked {about} {what}")

    def unread(self) -> int:
        """How many releases are not marked read."""
        storage = self._tables.storage
        read = storage.count_by("reading", "read", [1]).get(1, 0)
        removed = storage.get_rows("reading", self._tables.removed())
        return self._releases.count() - read + [row.get("read") for row in removed.values()].count(True)

    def first_unread(self, ids: Sequence[int]) -> int | None:
        """The first of these releases that is not marked read."""
        storage = self._tables.storage
        first, count = 0, _LOOKED_AT
        while first < _LOOKED_AT_MOST and (some := ids[first : first + count]):
            rows = storage.get_rows("reading", some)
            for key in some:
                if rows.get(key, {}).get("read") != 1:
                    return key
            first, count = first + count, count * 2  # few where the next is near
        if first >= len(ids):
            return None
        read = set(storage.find_ids("reading", "read", 1))
        return next(filterfalse(read.__contains__, islice(ids, first, None)), None)

    def looked_at(self, key: int, text_id: int) -> None:
        """Notes that a version of an updated release was shown; no undo step, for nobody asked for it."""
        with self._tables.transaction():
            release, reading = self._tables.row("releases", key), self._tables.row("reading", key)
            if release is not None and reading is not None and reading.get("updated"):
                # What came meanwhile is still to be looked at: it is an update of the version shown.
                late = release.get("text_id") != text_id
                fields = {"since": text_id} if late else {"updated": False}
                self._tables.table("reading").update(fields, doc_ids=[key])

    def updated(self) -> set[int]:
        """The releases with an update that was not looked at yet (`store.models.Release.updated`)."""
        rows = self._tables.storage.find_rows("reading", "updated", 1)
        removed = self._tables.removed()
        return {
            key
            for key, row in rows.items()
            if key not in removed and self._tables.is_readable("reading", key, row) and not row.get("read")
        }

    def read_before(self, key: int) -> int | None:
        """The version that was read before the last update of a release; None where none was."""
        since = self._row(key).get("since")
        release = self._tables.row("releases", key)
        if since is None or release is None or since == release.get("text_id"):
            return None
        text = self._tables.row("texts", since)
        return since if text is not None and text.get("release") == key else None

    def position(self, key: int) -> ReadingPosition:
        """Where the release was left; its beginning if it was never opened."""
        row = self._row(key)
        return ReadingPosition(row.get("cursor") or 0, row.get("top") or 0)

    def save_position(self, key: int, position: ReadingPosition) -> None:
        """Keeps where the release was left, and that it was the last one open; no undo step."""
        fields = {"cursor": position.cursor, "top": position.top}
        with self._tables.transaction():
            self._tables.table("reading").upsert(Document(fields, key))
            self._tables.table("meta").update({"open": key}, doc_ids=[META])

    def stop_looking(self) -> None:
        """Notes that the user closes the application: what comes from now on is new; no undo step."""
        with self._tables.transaction():
            fields = {"looked": {**self._tables.looks(), self._tables.user: self._tables.clock()}}
            self._tables.table("meta").update(fields, doc_ids=[META])

    def last_look(self) -> str:
        """When the user closed the application last, ISO 8601 in UTC; empty where that never was."""
        return self._tables.last_look()

    def last_open(self) -> int | None:
        """The release that was open last, if it is still there."""
        meta: Mapping[str, Any] = self._tables.row("meta", META) or {}
        key = meta.get("open")
        return key if sound("meta", "open", key) and key and self._releases.many([key]) else None

    def _row(self, key: int) -> Row:
        return self._tables.readable_or_empty("reading", key, self._tables.row("reading", key))
