"""Tags on whole releases: what a release is about, whatever passages of it are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.library.library_tables import LibraryTables
from store.library.releases import Releases
from store.library.tags import Tags, ids_of, tag_key
from store.models import Tag
from store.wording import brief, many

if TYPE_CHECKING:
    from store.library.recording import Action


class ReleaseTags:
    """The tags of releases; each change can be undone."""

    def __init__(self, tables: LibraryTables, releases: Releases, tags: Tags) -> None:
        self._tables = tables
        self._releases = releases
        self._tags = tags

    def of(self, release: int) -> tuple[Tag, ...]:
        """The tags of a release, in the order given."""
        return self.of_each([release]).get(release, ())

    def of_each(self, releases: Iterable[int]) -> dict[int, tuple[Tag, ...]]:
        """The tags of those of the releases that have any; read together."""
        found = self._tables.storage.get_rows("release_tags", releases)
        tags = self._tags.by_id() if found else {}
        known = {
            key: tuple(dict.fromkeys(tags[one] for one in row.get("tags") or () if one in tags))
            for key, row in self._tables.readable_among("release_tags", found.items())
        }
        return {key: given for key, given in known.items() if given}

    def by_release(self, releases: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The names of the tags of those of the releases that have any, sorted."""
        found = self.of_each(releases)
        return {key: tuple(sorted(tag.name for tag in tags)) for key, tags in found.items()}

    def give(self, releases: Iterable[int], names: Iterable[str]) -> int:
        """Gives the releases tags beside those they have; gives how many had not all of them.

        Raises NotFoundError for an unknown release, InvalidInputError for an impossible name.
        """
        with self._tables.action() as (action, call):
            given = self._tags.named(action, names)
            changed = self._set(action, releases, lambda _, has: [*has, *given])
            call(f"tagged {self._words(changed)} {_hashed(given)}")
        return len(changed)

    def give_each(self, action: Action, names: Mapping[int, Sequence[str]]) -> None:
        """As `give`, each release its own tags, as a part of an action that is under way."""
        given = {some: self._tags.named(action, some) for some in dict.fromkeys(map(tuple, names.values()))}
        self._set(action, names, lambda key, has: [*has, *given[tuple(names[key])]])

    def take(self, releases: Iterable[int], names: Iterable[str]) -> int:
        """Takes tags from releases; gives how many had any of them.

        Raises NotFoundError for an unknown release or tag.
        """
        with self._tables.action() as (action, call):
            taken = [self._tags.meant(name) for name in names]
            changed = self._set(action, releases, lambda _, has: [tag for tag in has if tag not in taken])
            call(f"took {_hashed(taken)} from {self._words(changed)}")
        return len(changed)

    def retag(self, release: int, shown: Iterable[str], chosen: Iterable[str]) -> tuple[Tag, ...]:
        """Makes the changes that lead from the tags someone was shown to those chosen, as
        `store.library.annotations.Annotations.retag` does. Raises as `give` does.
        """
        seen = set(map(tag_key, shown))
        with self._tables.action(release) as (action, call):
            present = {tag_key(tag.name) for tag in self.of(release)}
            wanted = [name for name in chosen if tag_key(name) in present or tag_key(name) not in seen]
            given = self._tags.named(action, wanted)
            kept = seen | set(map(tag_key, wanted))
            self._set(
                action, [release],
                lambda _, has: [tag for tag in has if tag in given or tag_key(tag.name) not in kept] + given,
            )  # fmt: skip
            call(f"changed the tags of {self._words([release])}")
        return self.of(release)

    def _set(
        self, action: Action, releases: Iterable[int], then: Callable[[int, list[Tag]], list[Tag]]
    ) -> list[int]:
        """Sets the tags of each release to what `then` makes of it and them; gives those that changed."""
        wanted = list(dict.fromkeys(releases))
        there = self._tables.storage.get_rows("releases", wanted)
        for key in wanted:
            if key not in there:
                raise NotFoundError(f"there is no release {key}.")
        tags = self._tags.by_id()
        rows = self._tables.storage.get_rows("release_tags", wanted)
        changed: dict[int, dict[str, list[int]]] = {}
        for key in wanted:
            row = self._tables.readable_or_empty("release_tags", key, rows.get(key))
            has = list(dict.fromkeys(tags[one] for one in row.get("tags") or () if one in tags))
            new = list(dict.fromkeys(then(key, has)))
            if new != has:
                changed[key] = {"tags": ids_of(new, row.get("tags") or (), tags)}
        action.put_many("release_tags", changed)
        about = list(changed)
        action.releases = about if len(about) > 1 else []
        action.release = about[0] if len(about) == 1 else action.release
        return about

    def _words(self, releases: list[int]) -> str:
        if len(releases) != 1:
            return many(len(releases), "release")
        return brief(self._releases.get(releases[0]).headline)


def _hashed(tags: Iterable[Tag]) -> str:
    return " ".join(f"#{tag.name}" for tag in tags)
