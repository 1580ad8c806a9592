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
        self._here: dict[int, tuple[int, ...]] = {}
        self._unfolded: set[int] = set()

    def show(self, listed: Sequence[int]) -> None:
        """Arranges these releases."""
        self._listed = [*listed]
        self._gather()

    def group(self, groups: Iterable[Group]) -> None:
        """Arranges the listed releases by other groups."""
        self._groups = {key: group.ids for group in groups for key in group.ids}
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
        return {versions for key, versions in self._here.items() if key in self._unfolded}

    def of(self, key: int) -> tuple[int, ...]:
        """The listed versions of a release, the earliest first; none where there is no other."""
        return self._here.get(key, ())

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
        """Finds the listed versions of each group."""
        self._here = {}
        listed = set(self._listed) if self._groups else set()
        for key, ids in self._groups.items():
            if key == ids[0]:  # once for each group
                here = tuple(one for one in ids if one in listed)
                if len(here) > 1:
                    self._here.update(dict.fromkeys(here, here))
        self._arrange()

    def _arrange(self) -> None:
        if not self._here:
            self.rows = [*self._listed]
            return
        self.rows = []
        for key in self._listed:
            versions = self._here.get(key)
            if versions is None:
                self.rows.append(key)
            elif versions[0] == key:
                self.rows += versions if key in self._unfolded else (key,)
