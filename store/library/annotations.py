"""Coding: tags, and the passages they mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from store.anchoring import selectors
from store.canonical import canonical
from store.errors import ChangedMeanwhileError, InvalidInputError, NoteConflictError, NotFoundError
from store.library import history, records
from store.library.releases import Releases
from store.models import PINS, TAG_COLORS, Annotation, Tag
from store.tables import understood
from store.wording import brief


class Coding(Releases):
    """Makes, changes and deletes tags and annotations; each change can be undone."""

    # -- tags ------------------------------------------------------------------------------

    def tags(self) -> list[Tag]:
        """All tags: the pinned ones by their digit, then the others by name."""
        found = {tag.id: tag for tag in self.tags_by_id().values()}.values()
        return sorted(found, key=lambda tag: (tag.pinned or PINS + 1, tag.name.casefold()))

    def tags_by_id(self) -> dict[int, Tag]:
        """Each tag under its id, and under the ids of tags that are the same (see `history`)."""
        rows = dict(self.readable_rows("tags"))
        same = {key: tag_meant(rows, key) for key in rows}
        tags = {key: records.tag_from(key, rows[key]) for key in set(same.values())}
        return {key: tags[meant] for key, meant in same.items()}

    def tag_counts(self) -> dict[int, int]:
        """How many annotations carry each tag, by the tag's id."""
        tags = self.tags_by_id()
        counts = {tag.id: 0 for tag in tags.values()}
        for _, row in self.readable_rows("annotations"):
            for tag in {tags[key].id for key in row["tags"] if key in tags}:
                counts[tag] += 1
        return counts

    def pin(self, key: int, digit: int | None) -> Tag:
        """Gives a tag the digit, taking it from the tag that had it; None unpins.

        Raises NotFoundError for an unknown tag, InvalidInputError for a number that is no such digit.
        """
        if digit is not None and not 1 <= digit <= PINS:
            raise InvalidInputError(f"tags are pinned to the digits 1 to {PINS}, not {digit}.")
        with self.action() as (action, name):
            tag = next((tag for tag in self.tags() if tag.id == key), None)
            if tag is None:
                raise NotFoundError(f"there is no tag {key}.")
            for other in self.tags():
                if other.pinned == digit and digit is not None:
                    action.update("tags", other.id, pinned=None)
            action.update("tags", key, pinned=digit)
            name(f"pinned #{tag.name} to {digit}" if digit else f"unpinned #{tag.name}")
        return Tag(tag.id, tag.name, tag.color, digit)

    def _named_tags(self, action: history.Action, names: Iterable[str]) -> list[Tag]:
        """The named tags, making those that are new; a name counts once, case aside."""
        known = {tag.name.casefold(): tag for tag in self.tags()}
        found: dict[int, Tag] = {}
        for name in map(tag_name, names):
            tag = known.get(name.casefold())
            if tag is None:
                free = sorted(set(range(1, PINS + 1)) - {tag.pinned for tag in known.values()})
                row = {"name": name, "color": len(known) % TAG_COLORS, "pinned": free[0] if free else None}
                tag = known[name.casefold()] = records.tag_from(action.insert("tags", row), row)
            found[tag.id] = tag
        return list(found.values())

    def tags_by_release(self) -> dict[int, list[str]]:
        """The names of the tags used in each release that has any, sorted."""
        names = {key: tag.name for key, tag in self.tags_by_id().items()}
        used: dict[int, set[str]] = {}
        for _, row in self.readable_rows("annotations"):
            used.setdefault(row["release"], set()).update(names[tag] for tag in row["tags"] if tag in names)
        return {release: sorted(found) for release, found in used.items()}

    # -- annotations -----------------------------------------------------------------------

    def annotations(self, release: int) -> list[Annotation]:
        """A release's annotations in text order."""
        tags = self.tags_by_id()
        rows = self.storage.find_rows("annotations", "release", release)
        found = [
            records.annotation_from(key, row, tags)
            for key, row in rows.items()
            if self._readable("annotations", key, row)
        ]
        return sorted(found, key=lambda one: (one.start, one.end, one.id))

    def annotated_ids(self) -> list[int]:
        """The releases that carry annotations, in the order they are listed."""
        marked = {row["release"] for _, row in self.readable_rows("annotations")}
        return [one.id for one in self.releases(key for key in self.release_ids() if key in marked)]

    def annotation(self, key: int) -> Annotation:
        """One annotation. Raises NotFoundError, UnreadableRecordError."""
        row = self.row("annotations", key)
        if row is None:
            raise self._missing("annotations", key, f"there is no annotation {key}.")
        understood("annotations", key, row)
        return records.annotation_from(key, row, self.tags_by_id())

    def annotate(
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
        with self.action(release) as (action, name):
            place = self._place(release, start, end, text_id)
            given = self._named_tags(action, tags)
            ids = [tag.id for tag in given]
            if not ids and not note:
                raise InvalidInputError("an annotation needs a tag or a note.")
            time = self.clock()
            row = {
                "release": release, **place, "tags": ids, "note": note,
                "creator": self.user, "created": time, "modified": time,
            }  # fmt: skip
            key = action.insert("annotations", row)
            name(("tagged" if ids else "noted on") + f" {brief(place['quote'])}")
        return records.annotation_from(key, row, {tag.id: tag for tag in given})

    def _place(self, release: int, start: int, end: int, text_id: int | None) -> dict[str, Any]:
        """The fields that say where a passage is. Raises NotFoundError, InvalidInputError."""
        present = self.text_row(release)
        try:
            if text_id is not None and text_id != present.doc_id:
                start, end = self._carried(text_id, present["text"], start, end)
            selector = selectors.select(present["text"], start, end)
        except ValueError as error:
            raise InvalidInputError(f"{error}.") from error
        return {
            "start": start, "end": end, "quote": selector.quote, "prefix": selector.prefix,
            "suffix": selector.suffix, "state": "anchored",
        }  # fmt: skip

    def _carried(self, text_id: int, present: str, start: int, end: int) -> tuple[int, int]:
        """Where a passage of an earlier version is in the present text."""
        from store.anchoring.reanchoring import reanchor_all  # when first needed: it brings rapidfuzz

        row = self.row("texts", text_id)
        earlier = row["text"] if row is not None and self._readable("texts", text_id, row) else ""
        (found,) = reanchor_all(earlier, present, [selectors.select(earlier, start, end)])
        if found.state == "orphaned":
            raise InvalidInputError(
                "a new version of the release has come, and it no longer holds the passage.", "Mark another."
            )
        return found.start, found.end

    def orphans(self) -> list[int]:
        """The ids of the annotations that have no place in the present text of their release, in order."""
        found = self.storage.find_rows("annotations", "state", "orphaned")
        return sorted(key for key, row in found.items() if self._readable("annotations", key, row))

    def reshape(self, key: int, start: int, end: int, *, text_id: int | None = None) -> Annotation:
        """Makes an annotation mark ``text[start:end]`` of its release; tags and note stay.

        An orphaned annotation has a home again then. Raises as `annotate` does.
        """
        release = self.annotation(key).release
        with self.action(release) as (action, name):
            before = self.annotation(key)  # another process may have deleted it
            place = self._place(release, start, end, text_id)
            if (before.start, before.end, before.state) != (place["start"], place["end"], "anchored"):
                confirmed = {"was": ""} if before.was else {}
                action.update("annotations", key, **place, **confirmed, modified=self.clock())
            name(f"changed the passage of {brief(before.quote)} to {brief(place['quote'])}")
        return self.annotation(key)

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
        release = self.annotation(key).release
        with self.action(release) as (action, name):
            self.annotation(key)  # another process may have deleted it
            row: Mapping[str, Any] = self.row("annotations", key) or {}
            fields: dict[str, Any] = {}
            if tags is not None:
                fields["tags"] = [tag.id for tag in self._named_tags(action, tags)]
            if note is not None:
                fields["note"] = user_text(note)
                if shown is not None and row["note"] not in (user_text(shown), fields["note"]):
                    raise NoteConflictError(row["note"], fields["note"])
            if not {**row, **fields}["tags"] and not {**row, **fields}["note"]:
                raise InvalidInputError("an annotation needs a tag or a note.", "Delete it to be rid of it.")
            if any(row[field] != value for field, value in fields.items()):
                action.update("annotations", key, **fields, modified=self.clock())
            name(f"changed the {' and '.join(fields)} of {brief(row['quote'])}")
        return self.annotation(key)

    def retag(self, key: int, shown: Iterable[str], chosen: Iterable[str]) -> Annotation:
        """Makes the changes that lead from the tags someone was shown to those chosen.

        A tag that another process has given since stays, and one it has taken stays away. Raises as
        `edit` does.
        """
        with self.transaction():
            seen = {tag_name(name).casefold() for name in shown}
            wanted = {tag_name(name).casefold(): name for name in chosen}
            present = {tag.name.casefold(): tag.name for tag in self.annotation(key).tags}
            kept = [name for folded, name in wanted.items() if folded in present or folded not in seen]
            added = [name for folded, name in present.items() if folded not in seen | wanted.keys()]
            return self.edit(key, tags=[*kept, *added])

    def delete(self, key: int, *, shown: Annotation | None = None) -> Annotation:
        """Deletes an annotation and gives what it was; undo brings it back.

        Raises NotFoundError; ChangedMeanwhileError where its words, tags or note are not those `shown`.
        """
        release = self.annotation(key).release
        with self.action(release) as (action, name):
            annotation = self.annotation(key)  # another process may have changed or deleted it
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


def tag_meant(rows: Mapping[int, Mapping[str, Any]], key: int) -> int:
    """The tag that a tag stands for: itself, unless it is the same as another that is there."""
    passed: set[int] = set()
    while key not in passed and rows[key].get("same_as") in rows:
        passed.add(key)
        key = rows[key]["same_as"]
    return key


#: Format characters that belong to words and pictures: the joiners (Persian می‌خواهیم, 👩‍🔬), and the tag
#: sequences that spell a flag after 🏴 (Unicode Technical Standard #51, ED-14a).
_JOINERS = "\u200c\u200d"
_WITHIN_WORDS = re.compile(f"[{_JOINERS}]|(?<=\U0001f3f4)[\U000e0030-\U000e007a]+\U000e007f")


def cleaned_tag_name(name: str) -> str:
    """The name in NFC, with single spaces, without a leading ``#``; it may be none (see `tag_name`)."""
    return " ".join(canonical(name).split()).lstrip(f"# {_JOINERS}").rstrip(f" {_JOINERS}")


def tag_name(name: str) -> str:
    """The name as it is kept, see `cleaned_tag_name`. Raises InvalidInputError for what is none.

    A name holds what can be seen and what joins that, and no comma: commas part names.
    """
    clean = cleaned_tag_name(user_text(name))
    if not clean or "," in clean or not _WITHIN_WORDS.sub("", clean).isprintable():
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
