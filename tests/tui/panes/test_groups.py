"""Versions of one release arranged in rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.duplicates.grouping import Group
from tui.panes.groups import Versions


def arranged(listed: list[int], *groups: tuple[int, ...]) -> Versions:
    """The releases arranged by these groups."""
    versions = Versions()
    versions.show(listed)
    versions.group(Group(ids, 1.0) for ids in groups)
    return versions


def test_a_group_has_the_row_of_its_earliest() -> None:
    """The others have none until it is unfolded; then they stand below it."""
    versions = arranged([9, 8, 7, 6, 5], (6, 9, 8))
    assert versions.grouped and versions.rows == [7, 6, 5]
    assert versions.hidden == [9, 8] and versions.count == 5
    assert versions.is_folded(9) and versions.of(8) == (6, 9, 8)
    versions.fold(8, False)
    assert versions.rows == [7, 6, 9, 8, 5] and versions.hidden == []
    assert (versions.first(9), versions.first(6), versions.first(7)) == (6, None, None)
    assert versions.unfolded == {(6, 9, 8)}
    versions.fold(9, True)
    assert versions.rows == [7, 6, 5]


def test_only_listed_versions_count() -> None:
    """Narrowed to one version, it is shown by itself; to two, the earlier of them stands for both."""
    versions = arranged([9, 8, 7], (6, 9, 8))
    assert versions.rows == [9, 7] and versions.of(8) == (9, 8) and versions.all_of(8) == (6, 9, 8)
    versions.show([8, 7])
    assert versions.rows == [8, 7] and versions.of(8) == () and not versions.is_folded(8)


def test_what_a_release_is_compared_with() -> None:
    """The earliest; that one with the next; nothing for a release without versions."""
    versions = arranged([9, 8, 7], (8, 9))
    assert (versions.compared_with(9), versions.compared_with(8), versions.compared_with(7)) == (8, 9, None)


def test_what_was_unfolded_stays_so_when_groups_are_found_anew() -> None:
    """An import does not fold what one is looking at."""
    versions = arranged([9, 8, 7], (8, 9))
    versions.fold(8, False)
    versions.show([10, 9, 8, 7])
    versions.group([Group((8, 9, 10), 1.0)])
    assert versions.rows == [8, 9, 10, 7]


@given(st.lists(st.integers(1, 12), unique=True), st.permutations(range(1, 13)), st.sets(st.integers(1, 12)))
def test_every_listed_release_has_a_row_or_is_hidden(
    listed: list[int], order: list[int], unfolded: set[int]
) -> None:
    """None is lost and none twice, whichever groups there are and whichever are unfolded."""
    versions = arranged(listed, tuple(order[:5]), tuple(order[5:8]))
    for key in unfolded:
        versions.fold(key, False)
    assert sorted(versions.rows + versions.hidden) == sorted(listed)
    for key in versions.hidden:
        first = versions.first(key)
        assert first in versions.rows and versions.is_folded(key)
