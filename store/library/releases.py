"""Releases and their texts: what is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from tinydb import where
from tinydb.table import Document

from store.batches import batched
from store.errors import UnreadableRecordError
from store.library import records
from store.library.library_tables import LibraryTables
from store.models import Release, ReleaseText, Version

_READ_AT_ONCE = 500
#: Fewer come before them: somebody may wait for the first.
_READ_FIRST = 50


class Releases:
    """The releases of a library."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables
        self._storage = tables.storage

    def ids(self) -> list[int]:
        """All releases, the newest dateline first, those without a date last.

        Those met before that could not be read are left out.
        """
        bad = {one.id for one in self._tables.unreadable() if one.table == "releases"}
        ids = self._storage.row_ids("releases", newest_by="date")
        return [key for key in ids if key not in bad] if bad else ids

    def listed(self) -> Iterator[Release]:
        """All that can be read, in that order; read some hundred at a time, their ids too."""
        return self.each(self.listed_ids())

    def listed_ids(self) -> Iterator[int]:
        """As `ids`, read some hundred at a time, and none left out."""
        return self._storage.each_id("releases", "date")

    def many(self, ids: Iterable[int]) -> list[Release]:
        """The records of those ids that exist and can be read, in the order asked for."""
        return list(self.each(ids))

    def each(self, ids: Iterable[int]) -> Iterator[Release]:
        """As `many`, read some hundred at a time: the first is there at once, and memory does not grow."""
        left = iter(ids)
        for wanted in chain(batched(islice(left, _READ_FIRST), _READ_FIRST), batched(left, _READ_AT_ONCE)):
            yield from self._read(wanted)

    def _read(self, wanted: list[int]) -> Iterator[Release]:
        rows = self._storage.get_rows("releases", wanted)
        reading = self._storage.get_rows("reading", wanted)
        counts = self._storage.count_by("annotations", "release", wanted)
        readable = dict(self._tables.readable_among("releases", rows.items()))
        of_these = ((key, reading[key]) for key in readable if key in reading)
        state = dict(self._tables.readable_among("reading", of_these))
        return (
            records.release_from(key, readable[key], state.get(key, {}), counts.get(key, 0))
            for key in wanted
            if key in readable
        )

    def annotated(self) -> list[int]:
        """The ids of those that carry annotations, in the order they are listed."""
        marked = {row["release"] for _, row in self._tables.readable_rows("annotations")}
        return [one.id for one in self.each(key for key in self.listed_ids() if key in marked)]

    def get(self, key: int) -> Release:
        """One release. Raises NotFoundError, UnreadableRecordError."""
        found = self.many([key])
        if not found:
            message = f"there is no release {key}."
            raise self._tables.missing("releases", key, message, "‘dateline list’ shows what there is.")
        return found[0]

    def count(self) -> int:
        """How many releases there are."""
        return self._storage.count_rows("releases")

    def highest_id(self) -> int:
        """The highest id that a release has, or 0."""
        return self._storage.last_id("releases")

    def text(self, key: int) -> ReleaseText:
        """The present words of a release. Raises NotFoundError, UnreadableRecordError."""
        return records.text_from(self.text_row(key))

    def texts(self, releases: Iterable[Release]) -> dict[int, ReleaseText]:
        """The words of the releases as they were read, by id; left out where they cannot be (see `text`)."""
        wanted = list(releases)
        rows = self._storage.get_rows("texts", [one.text_id for one in wanted])
        sound = dict(self._tables.readable_among("texts", rows.items()))
        return {
            one.id: records.text_from(sound[one.text_id])
            for one in wanted
            if one.text_id in sound and sound[one.text_id]["release"] == one.id
        }

    def versions(self, key: int) -> list[Version]:
        """The versions of a release's text, the earliest first; the last is the present one.

        Raises NotFoundError, UnreadableRecordError.
        """
        present = self.get(key).text_id
        rows = self._tables.table("texts").search(where("release") == key)
        rows.sort(key=lambda row: (row.doc_id == present, row.doc_id))
        return [Version(row.doc_id, row.get("added")) for row in rows]

    def version_text(self, text_id: int) -> ReleaseText:
        """The words of a version. Raises NotFoundError, UnreadableRecordError."""
        row = self._tables.row("texts", text_id)
        if row is None or not self._tables.is_readable("texts", text_id, row):
            raise self._tables.missing("texts", text_id, f"there is no version {text_id}.")
        return records.text_from(row)

    def text_row(self, key: int) -> Document:
        """The row of ``texts`` with the present words of a release. Raises as `text` does."""
        release = self._tables.row("releases", key)
        if release is None or not self._tables.is_readable("releases", key, release):
            message = f"there is no release {key}."
            raise self._tables.missing("releases", key, message, "‘dateline list’ shows what there is.")
        at = release["text_id"]
        row = self._tables.row("texts", at)
        if row is None or not self._tables.is_readable("texts", at, row):
            message = f"the text of release {key} is missing."
            raise self._tables.missing(
                "texts", at, message, "‘dateline doctor --repair’, then add its file again."
            )
        if row["release"] != key:
            raise UnreadableRecordError.of("releases", key, f"its text, record {at}, is another release’s")
        return row
