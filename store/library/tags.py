"""Tags: the names of what passages are about."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from store.canonical import canonical, user_text
from store.errors import DatelineError, InvalidInputError, NotFoundError
from store.library import records
from store.library.library_tables import LibraryTables
from store.meanings import IDS
from store.models import PINS, TAG_COLORS, Tag

if TYPE_CHECKING:
    from store.library.recording import Action

_MARKS = "annotations"
#: From so many releases on it pays to ask whether the tables beside the index know their tags.
_MANY = 100
#: Of a name that is too long so many code points are shown.
_SHOWN = 60
#: Code points of a tag's name: what is longer is a text, which no list shows and nobody types.
LONGEST_NAME = 200


class Tags:
    """The tags of a library; each change can be undone."""

    def __init__(self, tables: LibraryTables) -> None:
        self._tables = tables
        # The versions of the library of which the tables beside the index know all tags, or not.
        self._known: tuple[int, int] | None = None
        self._unknown: tuple[int, int] | None = None

    def all(self) -> list[Tag]:
        """All tags: the pinned ones by their digit, then the others by name."""
        found = dict.fromkeys(self.by_id().values())
        return sorted(found, key=lambda tag: (tag.pinned or PINS + 1, tag.name.casefold()))

    def by_id(self) -> dict[int, Tag]:
        """Each tag under its id, and under the ids of tags that are the same (see `tag_meant`).

        Those that were deleted are not among them.
        """
        rows = dict(self._tables.readable_rows("tags"))
        same = {key: tag_meant(rows, key) for key in rows}
        there = {key for key in same.values() if not rows[key].get("deleted")}
        tags = {key: records.tag_from(key, rows[key]) for key in there}
        return {key: tags[meant] for key, meant in same.items() if meant in tags}

    def meant(self, name: str) -> Tag:
        """The tag of that name (`tag_key`). Raises NotFoundError, InvalidInputError for an empty name."""
        found = _Known(self.all()).alike(cleaned_tag_name(name))
        if found is None:
            raise no_such_tag(name)
        return found

    def counts(self) -> dict[int, int]:
        """How many annotations carry each tag, by the tag's id.

        They are counted without being read. Where one's tags cannot be understood all are read: those that
        cannot be understood are remembered, and not counted.
        """
        tags = self.by_id()
        counts = {tag.id: 0 for tag in tags.values()}
        for keys, times in self._carried():
            for tag in {tags[key].id for key in keys if key in tags}:
                counts[tag] += times
        for keys in self._of_removed():
            for tag in {tags[key].id for key in keys if key in tags}:
                counts[tag] -= 1
        return counts

    def _carried(self) -> Iterable[tuple[Sequence[int], int]]:
        """The ids of tags that annotations carry together, with how many do."""
        groups = [
            (ids_in(value), times) for value, times in self._tables.storage.count_groups(_MARKS, "tags")
        ]
        known = [(ids, times) for ids, times in groups if ids is not None]
        if len(known) == len(groups):
            return known
        rows = self._tables.readable_rows(_MARKS)
        return Counter(tuple(row["tags"]) for _, row in rows).items()

    def _of_removed(self) -> Iterable[Sequence[int]]:
        """The ids of tags that each annotation of a release in the trash carries: nobody counts them."""
        removed = self._tables.removed()
        rows = self._tables.storage.find_rows_among(_MARKS, "release", sorted(removed)) if removed else {}
        return (row["tags"] for _, row in self._tables.readable_among(_MARKS, rows.items()))

    def pin(self, key: int, digit: int | None) -> Tag:
        """Gives a tag the digit, taking it from the tag that had it; None unpins.

        Raises NotFoundError for an unknown tag, InvalidInputError for a number that is no such digit.
        """
        if digit is not None and not 1 <= digit <= PINS:
            raise InvalidInputError(f"tags are pinned to the digits 1 to {PINS}, not {digit}.")
        with self._tables.action() as (action, name):
            tag = next((tag for tag in self.all() if tag.id == key), None)
            if tag is None:
                raise NotFoundError(f"there is no tag {key}.")
            for other in self.all():
                if other.pinned == digit and digit is not None:
                    action.update("tags", other.id, pinned=None)
            action.update("tags", key, pinned=digit)
            name(f"pinned #{tag.name} to {digit}" if digit else f"unpinned #{tag.name}")
        return tag._replace(pinned=digit)

    def named(self, action: Action, names: Iterable[str]) -> list[Tag]:
        """The named tags, making those that are new; a name counts once (`tag_key`)."""
        return list({tag.id: tag for tag in self.named_each(action, names)}.values())

    def named_each(self, action: Action, names: Iterable[str]) -> list[Tag]:
        """As `named`, a tag for each of the names in turn.

        Raises InvalidInputError for what is no name, or too long for a new one.
        """
        known = _Known(self.all())
        found: list[Tag] = []
        for name in map(tag_name, names):
            tag = known.alike(name)
            if tag is None:
                refuse_long(name)
                free = sorted(set(range(1, PINS + 1)) - known.pins)
                row = {
                    "name": name, "color": len(known) % TAG_COLORS, "pinned": free[0] if free else None,
                    "creator": self._tables.user, "created": self._tables.clock(),
                }  # fmt: skip
                tag = records.tag_from(action.insert("tags", row), row)
                known.add(tag)
            found.append(tag)
        return found

    def by_release(
        self, releases: Iterable[int], tags: Mapping[int, Tag] | None = None
    ) -> dict[int, tuple[str, ...]]:
        """The names of the tags used in each of the releases that has any, sorted.

        Args:
            releases: their ids; their annotations are read together.
            tags: what `by_id` gave, where that was asked before.
        """
        tags = self.by_id() if tags is None else tags
        used: dict[int, set[str]] = {}
        wanted = [*releases]
        told = self._told(wanted) if len(wanted) >= _MANY else None
        for release, tag in self._read(wanted) if told is None else told:
            if tag in tags:
                used.setdefault(release, set()).add(tags[tag].name)
        return {release: tuple(sorted(names)) for release, names in used.items()}

    def _told(self, releases: Sequence[int]) -> list[tuple[int, int]] | None:
        """Releases, each with the id of a tag on a passage of it, told beside the index; else None."""
        from store.storages import knows_tags, tags_in  # the screen needs them not

        version, own = self._tables.storage.version(), self._tables.storage.index_connection()
        if own is None or self._unknown == version:
            return None
        try:
            with own as connection:
                if self._known != version and not knows_tags(connection):
                    self._unknown = version
                    return None
                self._known = version
                return list(tags_in(connection, releases))
        except sqlite3.DatabaseError:
            return None  # it is damaged: whoever searches makes it anew

    def _read(self, releases: Sequence[int]) -> Iterator[tuple[int, int]]:
        rows = self._tables.storage.find_rows_among(_MARKS, "release", releases)
        for _, row in self._tables.readable_among(_MARKS, rows.items()):
            yield from ((row["release"], tag) for tag in row["tags"])


def ids_in(value: Any) -> list[int] | None:
    """The ids in the JSON text of a list of them, as `RowStorage.count_groups` gives it; None for anything
    else."""
    try:
        ids = json.loads(value)
    except (TypeError, ValueError, RecursionError):
        return None
    return ids if IDS.holds(ids) else None


class _Known:
    """Tags, found by a name and what is like it, however many there are."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        self._by_name: dict[str, Tag] = {}
        self._by_case: dict[str, Tag] = {}
        self._by_key: dict[str, Tag] = {}
        self.pins: set[int | None] = set()
        for tag in tags:
            self.add(tag)

    def __len__(self) -> int:
        return len(self._by_name)

    def add(self, tag: Tag) -> None:
        """One more."""
        self._by_name[tag.name] = self._by_case[tag.name.casefold()] = self._by_key[tag_key(tag.name)] = tag
        self.pins.add(tag.pinned)

    def alike(self, name: str) -> Tag | None:
        """The tag that has the name; of several from before accents were set aside, the one most like it."""
        if name in self._by_name:
            return self._by_name[name]
        if (case := name.casefold()) in self._by_case:
            return self._by_case[case]
        return self._by_key.get(tag_key(name))


def tag_meant(rows: Mapping[int, Mapping[str, Any]], key: int) -> int:
    """The tag that a tag stands for: itself, unless it is the same as another that is there."""
    passed: set[int] = set()
    while key not in passed and rows[key].get("same_as") in rows:
        passed.add(key)
        key = rows[key]["same_as"]
    return key


def ids_of(given: Iterable[Tag], has: Sequence[int], tags: Mapping[int, Tag]) -> list[int]:
    """What a row is to hold that shall carry these tags and no others.

    What it `has` of them stays as it is, and so do the ids of deleted tags: a merge or a deletion that
    somebody takes back later gives it its own again. `tags` are those of `Tags.by_id`.
    """
    ids: list[int] = []
    for tag in given:
        ids += [key for key in has if key in tags and tags[key].id == tag.id] or [tag.id]
    return ids + [key for key in has if key not in tags]


def tag_parts(name: str) -> tuple[str, ...]:
    """The names that lead down the tree to a tag: ``migration/vulnerable`` stands below ``migration``."""
    return tuple(part for part in map(str.strip, name.split("/")) if part) or (name,)


@lru_cache(maxsize=10_000)
def tag_key(name: str) -> str:
    """What is equal for names of one tag: case, accents and blanks around ``/`` do not count."""
    from store.search import name_key  # a list needs it not

    return "/".join(name_key(part) or part.casefold() for part in tag_parts(name))


#: Format characters that belong to words and pictures: the joiners (Persian می‌خواهیم, 👩‍🔬), and the tag
#: sequences that spell a flag after 🏴 (Unicode Technical Standard #51, ED-14a).
_JOINERS = "\u200c\u200d"
_WITHIN_WORDS = f"[{_JOINERS}]|(?<=\U0001f3f4)[\U000e0030-\U000e007a]+\U000e007f"


def cleaned_tag_name(name: str) -> str:
    """The name in NFC, with single spaces, without a leading ``#``; it may be none (see `tag_name`)."""
    return " ".join(canonical(name).split()).lstrip(f"# {_JOINERS}").rstrip(f" {_JOINERS}")


def tag_name(name: str) -> str:
    """The name as it is kept, see `cleaned_tag_name`. Raises InvalidInputError for what is none.

    A name holds what can be seen and what joins that, and no comma: commas part names.
    """
    clean = cleaned_tag_name(user_text(name))
    if not clean or "," in clean or not re.sub(_WITHIN_WORDS, "", clean).isprintable():
        raise _no_tag_name(name)
    return clean


def _no_tag_name(name: str) -> InvalidInputError:
    return InvalidInputError(f"{name!r} is no tag name.", "Use letters, digits, spaces; no comma.")


def new_tag_name(name: str) -> str:
    """As `tag_name`, of a tag that is to be made. Raises InvalidInputError too where it is too long."""
    clean = tag_name(name)
    refuse_long(clean)
    return clean


def no_such_tag(name: str) -> DatelineError:
    """What is told of a name that no tag has: of a long text the beginning, of none that it is none."""
    clean = cleaned_tag_name(name)
    if not clean:
        return _no_tag_name(name)
    return NotFoundError(
        f"there is no tag #{clean}."
        if len(clean) <= LONGEST_NAME
        else f"there is no tag #{clean[:_SHOWN].rstrip()}…"
    )


def refuse_long(name: str) -> None:
    """Raises InvalidInputError for a name longer than `LONGEST_NAME`; a tag that has one already keeps it."""
    if len(name) > LONGEST_NAME:
        raise InvalidInputError(
            f"a tag name of {len(name):,} characters is too long: #{name[:_SHOWN].rstrip()}…",
            f"Use at most {LONGEST_NAME}; a longer text is a note.",
        )
