"""Releases and their texts: what is read of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from tinydb import where
from tinydb.table import Document

from store.batches import batched
from store.errors import NotFoundError, UnreadableRecordError
from store.library import records
from store.library.library_tables import LibraryTables
from store.library.records import Columns
from store.models import Release, ReleaseText, Version

_READ_AT_ONCE = 500
#: Fewer come before them: somebody may wait for the first.
_READ_FIRST = 50
#: From so many on it pays to import what reads them faster.
_MANY = 100


def read_together(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in the lists in which releases are read."""
    left = iter(ids)
    return chain(batched(islice(left, _READ_FIRST), _READ_FIRST), batched(left, _READ_AT_ONCE))


class Releases:
    """The releases of a library."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables
        self._storage = tables.storage

    def ids(self) -> list[int]:
        """All releases, the newest dateline first, those without a date last.

        Those that were removed, and those met before that could not be read, are left out.
        """
        bad = {one.id for one in self._tables.unreadable() if one.table == "releases"}
        bad |= self._tables.removed()
        ids = self._storage.row_ids("releases", newest_by="date")
        return [key for key in ids if key not in bad] if bad else ids

    def listed(self) -> Iterator[Release]:
        """All that can be read, in that order; read some hundred at a time, their ids too."""
        return self.each(self.listed_ids())

    def listed_ids(self) -> Iterator[int]:
        """As `ids`, read some hundred at a time, and none left out but those that were removed."""
        removed = self._tables.removed()
        return (key for key in self._storage.each_id("releases", "date") if key not in removed)

    def many(self, ids: Iterable[int]) -> list[Release]:
        """The records of those ids that are listed and can be read, in the order asked for."""
        return list(self.each(ids))

    def each(self, ids: Iterable[int]) -> Iterator[Release]:
        """As `many`, read some hundred at a time: the first is there at once, and memory does not grow."""
        for some in read_together(ids):
            yield from records.releases_of(self.columns(some))

    def columns(self, ids: list[int]) -> Columns:
        """As `many`, field by field; for some hundred ids."""
        removed = self._tables.removed()
        return self._read([key for key in ids if key not in removed] if removed else ids)

    def removed(self, ids: Iterable[int]) -> Iterator[Release]:
        """As `each`, of releases that were removed and are in no list."""
        for wanted in batched(ids, _READ_AT_ONCE):
            yield from records.releases_of(self._read(wanted))

    def _read(self, wanted: list[int]) -> Columns:
        found: Mapping[int, Any] | None = self._sound(wanted)
        if found is None:
            rows = self._storage.get_rows("releases", wanted)
            readable = self._tables.readable_among("releases", rows.items())
            found = {key: records.release_values(row) for key, row in readable}
        ids = [key for key in wanted if key in found]
        reading = self._tables.readable_among("reading", self._storage.get_rows("reading", ids).items())
        state = {key: records.reading_state(row) for key, row in reading}
        counts = self._storage.count_by("annotations", "release", ids)
        return records.release_columns(
            ids,
            [found[key] for key in ids],
            [state.get(key, records.UNTOUCHED) for key in ids],
            [counts.get(key, 0) for key in ids],
        )

    def _sound(self, wanted: list[int]) -> Mapping[int, Any] | None:
        """The rows where they are many and beyond doubt; what was doubtful before is looked at one by one."""
        if len(wanted) < _MANY or not self._storage.holds_documents or self._tables.unreadable():
            return None
        from store.library.sound_releases import sound_releases  # what reads a few needs it not

        return sound_releases(self._storage.raw_among("releases", wanted))

    def annotated(self) -> list[int]:
        """The ids of those that carry annotations, in the order they are listed."""
        marked = {row["release"] for _, row in self._tables.readable_rows("annotations")}
        return [one.id for one in self.each(key for key in self.listed_ids() if key in marked)]

    def get(self, key: int) -> Release:
        """One release. Raises NotFoundError, UnreadableRecordError."""
        found = self.many([key])
        if not found:
            raise self._missing(key)
        return found[0]

    def _missing(self, key: int) -> Exception:
        gone = self._tables.row("trash", key)
        if gone is None:
            message = f"there is no release {key}."
            return self._tables.missing("releases", key, message, "‘dateline list’ shows what there is.")
        if gone.get("emptied"):
            return NotFoundError(f"release {key} was removed, and the trash emptied since.")
        way_out = f"‘dateline trash --restore {key}’ brings it back."
        return NotFoundError(f"release {key} is in the trash.", way_out)

    def count(self) -> int:
        """How many releases there are, those that were removed not among them."""
        return self._storage.count_rows("releases") - self._storage.count_rows("trash")

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
            raise self._missing(key)
        if self._tables.row("trash", key) is not None:
            raise self._missing(key)
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
