"""Annotations: the passages that tags and notes mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.batches import batched
from store.canonical import user_text
from store.errors import ChangedMeanwhileError, InvalidInputError, NoteConflictError
from store.library import records
from store.library.library_tables import LibraryTables
from store.library.releases import Releases
from store.library.tags import Tags, ids_of, tag_key, tag_name
from store.models import Annotation
from store.tables import understood
from store.wording import brief

#: Annotations read together where there may be thousands: some milliseconds.
_READ_AT_ONCE = 200


def in_text_order(annotation: Annotation) -> tuple[int, int, int]:
    """By what the annotations of a release are sorted."""
    return annotation.start, annotation.end, annotation.id


class Annotations:
    """Makes, changes and deletes annotations; each change can be undone."""

    def __init__(self, tables: LibraryTables, releases: Releases, tags: Tags) -> None:
        self._tables = tables
        self._releases = releases
        self._tags = tags

    def of(self, release: int) -> list[Annotation]:
        """A release's annotations in text order."""
        return self.of_each([release]).get(release, [])

    def of_each(self, releases: Iterable[int]) -> dict[int, list[Annotation]]:
        """The annotations of those of the releases that carry any, each in text order; read together."""
        rows = self._tables.storage.find_rows_among("annotations", "release", releases)
        tags = self._tags.by_id() if rows else {}
        found: dict[int, list[Annotation]] = {}
        for key, row in self._tables.readable_among("annotations", rows.items()):
            found.setdefault(row["release"], []).append(records.annotation_from(key, row, tags))
        for each in found.values():
            each.sort(key=in_text_order)
        return found

    def some_at_a_time(self, release: int) -> Iterator[list[Annotation]]:
        """As `of`, in no particular order: thousands in parts between which keys can be answered."""
        ids = self._tables.storage.find_ids("annotations", "release", release)
        tags = self._tags.by_id() if ids else {}
        for some in batched(ids, _READ_AT_ONCE):
            rows = self._tables.storage.get_rows("annotations", some).items()
            yield [
                records.annotation_from(key, row, tags)
                for key, row in self._tables.readable_among("annotations", rows)
                if row["release"] == release  # or it was given to another since
            ]

    def get(self, key: int) -> Annotation:
        """One annotation. Raises NotFoundError, UnreadableRecordError."""
        row = self._tables.row("annotations", key)
        if row is None:
            raise self._tables.missing("annotations", key, f"there is no annotation {key}.")
        understood("annotations", key, row)
        return records.annotation_from(key, row, self._tags.by_id())

    def add(
        self,
        release: int,
        start: int,
        end: int,
        *,
        tags: Iterable[str] = (),
        note: str = "",
        text_id: int | None = None,
    ) -> Annotation:
        """Marks ``text[start:end]`` with tags, a note, or both.

        Args:
            release: its id.
            start: code points into the text.
            end: see `start`.
            tags: their names.
            note: in Markdown.
            text_id: the version the passage was seen in, None for the present one; where another has
                come since, the passage is marked where its words are now.

        Raises NotFoundError for an unknown release, InvalidInputError for an impossible passage,
        one the present version no longer holds, an impossible tag name, or neither tag nor note.
        """
        note = user_text(note)
        with self._tables.action(release) as (action, name):
            place = self._place(release, start, end, text_id)
            given = self._tags.named(action, tags)
            ids = [tag.id for tag in given]
            if not ids and not note:
                raise InvalidInputError("an annotation needs a tag or a note.")
            time = self._tables.clock()
            row = {
                "release": release, **place, "tags": ids, "note": note,
                "creator": self._tables.user, "created": time, "modified": time,
            }  # fmt: skip
            key = action.insert("annotations", row)
            name(("tagged" if ids else "noted on") + f" {brief(place['quote'])}")
        return records.annotation_from(key, row, {tag.id: tag for tag in given})

    def _place(self, release: int, start: int, end: int, text_id: int | None) -> dict[str, Any]:
        """The fields that say where a passage is. Raises NotFoundError, InvalidInputError."""
        from store.anchoring import select  # not for who only reads

        present = self._releases.text_row(release)
        try:
            if text_id is not None and text_id != present.doc_id:
                start, end = self._carried(text_id, present["text"], start, end)
            selector = select(present["text"], start, end)
        except ValueError as error:
            raise InvalidInputError(f"{error}.") from error
        return {
            "start": start, "end": end, "quote": selector.quote, "prefix": selector.prefix,
            "suffix": selector.suffix, "state": "anchored",
        }  # fmt: skip

    def _carried(self, text_id: int, present: str, start: int, end: int) -> tuple[int, int]:
        """Where a passage of an earlier version is in the present text."""
        from store.anchoring import reanchor_all, select  # when first needed: it brings rapidfuzz

        row = self._tables.row("texts", text_id)
        earlier = row["text"] if row is not None and self._tables.is_readable("texts", text_id, row) else ""
        (found,) = reanchor_all(earlier, present, [select(earlier, start, end)])
        if found.state == "orphaned":
            raise InvalidInputError(
                "a new version of the release has come, and it no longer holds the passage.", "Mark another."
            )
        return found.start, found.end

    def orphans(self) -> list[int]:
        """The ids of the annotations that have no place in the present text of their release, in order."""
        found = self._tables.storage.find_rows("annotations", "state", "orphaned")
        removed = self._tables.removed()
        return sorted(
            key
            for key, row in found.items()
            if self._tables.is_readable("annotations", key, row) and row["release"] not in removed
        )

    def reshape(self, key: int, start: int, end: int, *, text_id: int | None = None) -> Annotation:
        """Makes an annotation mark ``text[start:end]`` of its release; tags and note stay.

        An orphaned annotation has a home again then. Raises as `add` does.
        """
        release = self.get(key).release
        with self._tables.action(release) as (action, name):
            before = self.get(key)  # another process may have deleted it
            place = self._place(release, start, end, text_id)
            if (before.start, before.end, before.state) != (place["start"], place["end"], "anchored"):
                confirmed = {"was": ""} if before.was else {}
                action.update("annotations", key, **place, **confirmed, modified=self._tables.clock())
            name(f"changed the passage of {brief(before.quote)} to {brief(place['quote'])}")
        return self.get(key)

    def edit(
        self,
        key: int,
        *,
        tags: Iterable[str] | None = None,
        note: str | None = None,
        shown: str | None = None,
    ) -> Annotation:
        """Sets an annotation's tags, its note, or both; what is None stays.

        Args:
            key: the annotation's id.
            tags: names.
            note: in Markdown.
            shown: the note that whoever wrote the new one had before them; None for whatever it is.

        Raises NotFoundError; InvalidInputError when neither tag nor note would be left; NoteConflictError
        where the note is neither the one shown nor the new one: another window has changed it since.
        """
        release = self.get(key).release
        with self._tables.action(release) as (action, name):
            present = self.get(key)  # another process may have deleted it
            row: Mapping[str, Any] = self._tables.row("annotations", key) or {}
            fields: dict[str, Any] = {}
            given = list(present.tags)
            if tags is not None:
                given = self._tags.named(action, tags)
                fields["tags"] = ids_of(given, row["tags"], self._tags.by_id())
            if note is not None:
                fields["note"] = user_text(note)
                if shown is not None and row["note"] not in (user_text(shown), fields["note"]):
                    raise NoteConflictError(row["note"], fields["note"])
            if not given and not {**row, **fields}["note"]:
                raise InvalidInputError("an annotation needs a tag or a note.", "Delete it to be rid of it.")
            if any(row[field] != value for field, value in fields.items()):
                action.update("annotations", key, **fields, modified=self._tables.clock())
            name(f"changed the {' and '.join(fields)} of {brief(row['quote'])}")
        return self.get(key)

    def retag(self, key: int, shown: Iterable[str], chosen: Iterable[str]) -> Annotation:
        """Makes the changes that lead from the tags someone was shown to those chosen.

        A tag that another process has given since stays, and one it has taken stays away. Raises as
        `edit` does.
        """
        with self._tables.transaction():
            seen = {tag_key(tag_name(name)) for name in shown}
            wanted = {tag_key(tag_name(name)): name for name in chosen}
            present = {tag_key(tag.name): tag.name for tag in self.get(key).tags}
            kept = [name for folded, name in wanted.items() if folded in present or folded not in seen]
            added = [name for folded, name in present.items() if folded not in seen | wanted.keys()]
            return self.edit(key, tags=[*kept, *added])

    def delete(self, key: int, *, shown: Annotation | None = None) -> Annotation:
        """Deletes an annotation and gives what it was; undo brings it back.

        Raises NotFoundError; ChangedMeanwhileError where its words, tags or note are not those `shown`.
        """
        release = self.get(key).release
        with self._tables.action(release) as (action, name):
            annotation = self.get(key)  # another process may have changed or deleted it
            if shown is not None and _said(annotation) != _said(shown):
                raise ChangedMeanwhileError(
                    f"somebody has changed the annotation on {brief(annotation.quote)} since you saw it.",
                    "Look at it, then delete it again.",
                )
            action.remove("annotations", key)
            name(f"deleted the annotation on {brief(annotation.quote)}")
        return annotation


def _said(annotation: Annotation) -> tuple[str, set[int], str]:
    return annotation.quote, {tag.id for tag in annotation.tags}, annotation.note
