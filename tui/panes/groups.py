"""Versions of one release in a list: one row for a group, or a row for each where it is unfolded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.duplicates import Group


class Versions:
    """Arranges releases in rows, the earliest version of a group for the others, which stand below it.

    Only the versions that are listed count: narrowed to one of them, a group is no group.
    """

    def __init__(self) -> None:
        self.rows: list[int] = []
        """The releases that have a row, in order."""
        self._listed: list[int] = []
        self._groups: dict[int, tuple[int, ...]] = {}
        self._all: list[tuple[int, ...]] = []
        self._here: dict[int, tuple[int, ...]] = {}  # the listed versions, by the group's first
        self._unfolded: set[int] = set()

    def show(self, listed: Sequence[int]) -> None:
        """Arranges these releases."""
        self._listed = [*listed]
        self._gather()

    def group(self, groups: Iterable[Group]) -> None:
        """Arranges the listed releases by other groups."""
        self._all = [group.ids for group in groups]
        self._groups = {key: ids for ids in self._all for key in ids}
        self._gather()

    @property
    def grouped(self) -> bool:
        """Whether there are groups."""
        return bool(self._groups)

    def fold(self, key: int, folded: bool) -> None:
        """Folds or unfolds the versions of a release."""
        change = self._unfolded.difference_update if folded else self._unfolded.update
        change(self._groups.get(key, ()))
        self._arrange()

    @property
    def unfolded(self) -> set[tuple[int, ...]]:
        """The versions of each group whose listed releases all have rows."""
        return {versions for versions in self._here.values() if not self._unfolded.isdisjoint(versions)}

    def of(self, key: int) -> tuple[int, ...]:
        """The listed versions of a release, the earliest first; none where there is no other."""
        here = self._here.get(self._groups[key][0], ()) if key in self._groups else ()
        return here if key in here else ()

    def all_of(self, key: int) -> tuple[int, ...]:
        """All versions of a release, listed or not; none where there is no other."""
        return self._groups.get(key, ())

    def first(self, key: int) -> int | None:
        """The version a release is shown below; None for one that is the first, or has no other."""
        versions = self.of(key)
        return versions[0] if versions and versions[0] != key else None

    def compared_with(self, key: int) -> int | None:
        """The version a release is compared with: the earliest, and that one with the next; None alone."""
        versions = self.all_of(key)
        return next((one for one in versions if one != key), None)

    def is_folded(self, key: int) -> bool:
        """Whether a release has versions and one row stands for all."""
        return bool(self.of(key)) and key not in self._unfolded

    @property
    def count(self) -> int:
        """How many releases are listed, those in no row included."""
        return len(self._listed)

    @property
    def hidden(self) -> list[int]:
        """The listed releases that have no row of their own."""
        shown = set(self.rows)
        return [key for key in self._listed if key not in shown] if len(shown) < self.count else []

    def _gather(self) -> None:
        """Finds the listed versions of each group, with no step for each of their releases."""
        listed = set(self._listed) if self._all else set()
        here = ((ids[0], tuple(filter(listed.__contains__, ids))) for ids in self._all)
        self._here = {first: versions for first, versions in here if len(versions) > 1}
        self._arrange()

    def _arrange(self) -> None:
        behind = set().union(*(versions[1:] for versions in self._here.values()))
        self.rows = [key for key in self._listed if key not in behind] if behind else [*self._listed]
        opened = {versions[0]: versions for versions in self._here.values() if versions[0] in self._unfolded}
        if opened:
            self.rows = [one for key in self.rows for one in opened.get(key, (key,))]
