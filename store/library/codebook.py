"""The codebook: what is done to tags themselves, each as one step of the history, whatever they mark.

Rows name tags by id, so a tag is renamed, merged or deleted by a change of its own row, however many
passages carry it: a tag that was merged stands for the other (``same_as``), one that was deleted is there no
more for any reader (``deleted``). Undo sets the field back, and everything that carried the tag carries it
again. A passage that had only the deleted tag stays marked, with neither tag nor note.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from store.canonical import user_text
from store.errors import InvalidInputError, NotFoundError
from store.library.library_tables import LibraryTables
from store.library.tags import (
    Tags,
    cleaned_tag_name,
    no_such_tag,
    refuse_long,
    tag_key,
    tag_name,
    tag_parts,
)
from store.models import PINS, TAG_COLORS, Tag
from store.storages import read_shapes, tag_uses

if TYPE_CHECKING:
    from store.library.recording import Action

#: The texts that say what a tag is about, and the words for them.
TEXTS = {"description": "description", "include": "rule of inclusion", "exclude": "rule of exclusion"}


class Uses(NamedTuple):
    """What carries a tag."""

    passages: int = 0
    releases: int = 0
    """Those that carry it as a whole, or in a passage."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A tag as a codebook in a file has it; what is None is not said there."""

    name: str
    description: str | None = None
    include: str | None = None
    exclude: str | None = None
    color: int | None = None
    pinned: int | None = None
    identity: str = ""
    """The IRI by which other programs know it: kept of a tag that is new here."""


class Codebook:
    """Changes the tags of a library; each change can be undone. Tags are named as `tag_key` has it."""

    def __init__(self, tables: LibraryTables, tags: Tags) -> None:
        self._tables = tables
        self._tags = tags

    def uses(self) -> dict[int, Uses]:
        """How many passages and releases carry each tag, by the tag's id; what was removed does not count."""
        tags = {key: tag.id for key, tag in self._tags.by_id().items()}
        return self._uses_by_index(tags) or self._uses_by_rows(tags)

    def _uses_by_index(self, tags: Mapping[int, int]) -> dict[int, Uses]:
        """As `uses`, where what lies beside the full-text index tells without annotations read; else none."""
        together: dict[int, list[int]] = defaultdict(list)
        for key, meant in tags.items():
            together[meant].append(key)
        own = self._tables.storage.index_connection() if together else None
        if own is None:
            return {}
        try:
            with own as connection:
                found = tag_uses(connection, together, self._tables.removed())
        except sqlite3.DatabaseError:
            return {}  # it is damaged: whoever searches makes it anew
        return {tag: Uses(*counts) for tag, counts in (found or {}).items()}

    def _uses_by_rows(self, tags: Mapping[int, int]) -> dict[int, Uses]:
        passages: dict[int, int] = dict.fromkeys(tags.values(), 0)
        releases: dict[int, set[int]] = defaultdict(set)
        removed = self._tables.removed()
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for release, keys in self._marks():
            alike[keys].append(release)
        for keys, marked in alike.items():
            there = [one for one in marked if one not in removed] if removed else marked
            for tag in {tags[key] for key in keys if key in tags}:
                passages[tag] += len(there)
                releases[tag].update(there)
        for release, row in self._tables.readable_rows("release_tags"):
            for key in row.get("tags") or ():
                if key in tags and release not in removed:
                    releases[tags[key]].add(release)
        return {tag: Uses(count, len(releases[tag])) for tag, count in passages.items()}

    def _marks(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The release and tags of each annotation that can be read so far; another is remembered."""
        from msgspec import Struct  # in half the time that dictionaries take; 10 ms to import

        class Mark(Struct, gc=False):
            release: int
            tags: tuple[int, ...]

        storage = self._tables.storage
        left = storage.count_rows("annotations")
        for _, row in read_shapes(storage.raw_rows("annotations") if left else (), Mark):
            left -= 1
            yield row.release, row.tags
        if left > 0:
            for _ in self._tables.readable_rows("annotations"):
                pass

    def create(self, name: str) -> Tag:
        """Makes a tag that nothing carries yet. Raises InvalidInputError for no name, or one there is."""
        with self._tables.action() as (action, call):
            self._refuse_taken([tag_name(name)], self._tags.all())
            (tag,) = self._tags.named(action, [name])
            call(f"made the tag #{tag.name}")
        return tag

    def rename(self, name: str, new: str) -> list[Tag]:
        """Gives a tag another name, and all below it in the tree with it; of a name that only others stand
        below, these alone. Gives the tags as they were.

        Raises NotFoundError where there is neither, InvalidInputError for no name, or one there is.
        """
        new = tag_name(new)
        with self._tables.action() as (action, call):
            tags = self._tags.all()
            moved = within(tags, name)
            if not moved:
                raise no_such_tag(name)
            moved.sort(key=lambda tag: -len(tag_parts(tag.name)))  # the history names the last
            depth = len(tag_parts(cleaned_tag_name(name)))
            names = ["/".join((new, *tag_parts(tag.name)[depth:])) for tag in moved]
            # The new name too, where only a level was renamed: what is below it would go below another tag.
            self._refuse_taken([new, *names], [tag for tag in tags if tag not in moved])
            for its_name in names:
                refuse_long(its_name)
            for tag, its_name in zip(moved, names, strict=True):
                action.update("tags", tag.id, name=its_name)
            below = len([tag for tag in moved if tag_key(tag.name) != tag_key(cleaned_tag_name(name))])
            more = f" and {below} below it" if below else ""
            call(f"renamed #{cleaned_tag_name(name)} to #{new}{more}")
        return moved

    def merge(self, name: str, into: str) -> Tag:
        """Makes whatever carries one tag carry another in its place; gives the other.

        Its texts go below the other's, its digit to one that has none. Tags below it stay where they are.
        Raises NotFoundError, and InvalidInputError for a tag with itself.
        """
        with self._tables.action() as (action, call):
            tag, other = self._tags.meant(name), self._tags.meant(into)
            if tag == other:
                raise InvalidInputError(f"#{tag.name} cannot be merged with itself.")
            action.update("tags", tag.id, same_as=other.id)
            texts = {field: _joined(getattr(other, field), getattr(tag, field)) for field in TEXTS}
            said = {field: text for field, text in texts.items() if text != getattr(other, field)}
            action.update("tags", other.id, pinned=other.pinned or tag.pinned, **said)
            call(f"merged #{tag.name} into #{other.name}")
        return self._tags.meant(into)

    def split(self, name: str, annotations: Iterable[int], new: str) -> Tag:
        """Gives some of a tag's passages another tag in its place, which is made where there is none.

        Args:
            name: the tag.
            annotations: the passages, by their ids; those that do not carry the tag are passed over.
            new: the name of the other.

        Raises NotFoundError where there is no such tag, or none of the passages carries it;
        InvalidInputError for no name, or the tag's own.
        """
        with self._tables.action() as (action, call):
            tag = self._tags.meant(name)
            if tag_key(tag_name(new)) == tag_key(tag.name):
                raise InvalidInputError(f"#{tag.name} cannot be split from itself.")
            meant = {key: one.id for key, one in self._tags.by_id().items()}
            found = self._tables.storage.get_rows("annotations", sorted(set(annotations)))
            rows = {
                key: row
                for key, row in self._tables.readable_among("annotations", found.items())
                if any(meant.get(one) == tag.id for one in row["tags"])
            }
            if not rows:
                raise NotFoundError(f"none of these passages carries #{tag.name}.")
            (other,) = self._tags.named(action, [new])
            time = self._tables.clock()
            fields: dict[int, dict[str, Any]] = {}
            for key, row in rows.items():
                given = [other.id if meant.get(one) == tag.id else one for one in row["tags"]]
                fields[key] = {"tags": list(dict.fromkeys(given)), "modified": time}
            action.put_many("annotations", fields)
            action.releases = sorted({row["release"] for row in rows.values()})
            call(f"gave {len(rows)} of #{tag.name} the tag #{other.name} in its place")
        return other

    def delete(self, name: str) -> Tag:
        """Takes a tag from the list and from all that carries it; gives what it was. Raises NotFoundError.

        Passages stay marked, those too that have neither tag nor note then. Tags below it stay.
        """
        with self._tables.action() as (action, call):
            tag = self._tags.meant(name)
            action.update("tags", tag.id, deleted=self._tables.clock())
            call(f"deleted the tag #{tag.name}")
        return tag

    def describe(self, name: str, **texts: str) -> Tag:
        """Sets what of `TEXTS` is given. Raises NotFoundError."""
        with self._tables.action() as (action, call):
            tag = self._tags.meant(name)
            action.update("tags", tag.id, **{field: user_text(text) for field, text in texts.items()})
            call(f"changed the {' and '.join(TEXTS[field] for field in texts)} of #{tag.name}")
        return self._tags.meant(name)

    def recolor(self, name: str, color: int) -> Tag:
        """Gives a tag another colour of the palette, counted from 0.

        Raises NotFoundError, and InvalidInputError for a number that is none.
        """
        if not 0 <= color < TAG_COLORS:
            raise InvalidInputError(f"there are the colours 0 to {TAG_COLORS - 1}, not {color}.")
        with self._tables.action() as (action, call):
            tag = self._tags.meant(name)
            action.update("tags", tag.id, color=color)
            call(f"changed the colour of #{tag.name}")
        return self._tags.meant(name)

    def take_in(self, entries: Sequence[Entry]) -> tuple[int, int]:
        """Makes the tags of a codebook that are new here, and sets of the others what it says of them.

        A digit that a tag of the library has stays with it. Gives how many were made, and how many changed.
        Raises InvalidInputError for what is no name or colour, and nothing is done.
        """
        with self._tables.action() as (action, call):
            made, changed = self.take_in_with(action, entries)
            call(f"took in a codebook: {made} new tags, {changed} changed")
        return made, changed

    def take_in_with(self, action: Action, entries: Sequence[Entry]) -> tuple[int, int]:
        """As `take_in`, as a part of an action."""
        made = changed = 0
        present = self._tags.all()
        seen = {tag.id for tag in present}
        pins = {tag.id: tag.pinned for tag in present if tag.pinned is not None}
        tags = self._tags.named_each(action, [entry.name for entry in entries])
        for entry, tag in zip(entries, tags, strict=True):
            new = tag.id not in seen
            seen.add(tag.id)
            others = {pin for key, pin in pins.items() if key != tag.id}
            fields = self._said(entry, tag, others, new=new)
            if fields.get("pinned") is not None:
                pins[tag.id] = fields["pinned"]
            before = len(action.changes)
            action.update("tags", tag.id, **fields)
            made += new
            changed += not new and len(action.changes) > before
        return made, changed

    def _said(self, entry: Entry, tag: Tag, others: set[int], *, new: bool) -> dict[str, Any]:
        """The fields of a tag's row that a codebook sets; digits that others have are not given again."""
        fields: dict[str, Any] = {
            name: user_text(text) for name in TEXTS if (text := getattr(entry, name)) is not None
        }
        if entry.color is not None:
            if not 0 <= entry.color < TAG_COLORS:
                raise InvalidInputError(f"#{tag.name}: there are the colours 0 to {TAG_COLORS - 1}.")
            fields["color"] = entry.color
        if entry.pinned is not None and not 1 <= entry.pinned <= PINS:
            raise InvalidInputError(f"#{tag.name}: there are the digits 1 to {PINS}.")
        if new and entry.identity:
            fields["identity"] = entry.identity
        if new or (entry.pinned and tag.pinned is None):
            fields["pinned"] = None if entry.pinned in others else entry.pinned
        return fields

    @staticmethod
    def _refuse_taken(names: Iterable[str], tags: Iterable[Tag]) -> None:
        taken = {tag_key(tag.name): tag.name for tag in tags}
        for name in names:
            if tag_key(name) in taken:
                raise InvalidInputError(
                    f"there is a tag #{taken[tag_key(name)]} already.",
                    "Merge the two, or choose another name.",
                )


def _joined(text: str, more: str) -> str:
    """Two texts, one below the other."""
    return "\n\n".join(dict.fromkeys(one for one in (text, more) if one))


def within(tags: Iterable[Tag], name: str) -> list[Tag]:
    """The tags that are, or stand below, a name in the tree."""
    key = tag_key(cleaned_tag_name(name))
    return [tag for tag in tags if f"{tag_key(tag.name)}/".startswith(f"{key}/")]


class Node(NamedTuple):
    """A row of the tree of tags."""

    path: str
    """The whole name."""
    label: str
    """What of it stands in this row."""
    depth: int
    """How many rows lead to it."""
    tag: Tag | None
    """None for a name that others stand below, and no tag has."""


def tree(tags: Iterable[Tag]) -> list[Node]:
    """The tags as a tree, by name, what is below others behind them."""
    found: dict[tuple[str, ...], Node] = {}
    for tag in tags:
        parts = tag_parts(tag.name)
        for depth in range(len(parts)):
            # Of several spellings of a name that leads to others, the first is shown.
            path = "/".join(parts[: depth + 1])
            found.setdefault(_order(path), Node(path, parts[depth], depth, None))
        own = found[_order(tag.name)]
        if own.tag is None:
            found[_order(tag.name)] = Node(tag.name, parts[-1], len(parts) - 1, tag)
        else:  # of before accents were set aside: each has a row
            found[(*_order(tag.name), "", str(tag.id))] = Node(tag.name, parts[-1], len(parts) - 1, tag)
    return [found[key] for key in sorted(found)]


def _order(path: str) -> tuple[str, ...]:
    return tuple(tag_key(part) for part in tag_parts(path))
