"""Two versions of a library of which one emptied its trash."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import Library
from store.care.doctor import examine
from store.library.joining import joined
from store.storages.memory_tables import Tables
from tests.store.library.test_joining import begun, library_of, tables_of

Change = Callable[[Library], object]


def changed(base: Tables, *changes: Change, user: str = "ana", start: int = 0) -> Tables:
    """What a user made of a version."""
    library = library_of(base, user=user, start=start)
    for change in changes:
        change(library)
    return tables_of(library)


def removed(library: Library) -> object:
    """Removes the first release."""
    return library.trash.remove([1])


def emptied(library: Library) -> object:
    """Empties the trash."""
    return library.trash.empty()


def of_both(base: Tables | None, one: Tables, other: Tables) -> Library:
    """The library of both, the same whichever side joins, and sound."""
    library, turned = (library_of(joined(base, *sides).tables) for sides in ((one, other), (other, one)))
    assert not examine(library) and not examine(turned)
    assert library.releases.ids() == turned.releases.ids()
    return library


def test_what_one_side_removed_is_removed() -> None:
    """With what the other marked in it meanwhile."""
    base = begun()
    other = changed(base, lambda one: one.annotations.add(1, 20, 25, tags=["seen"]), user="bea", start=9)
    both = of_both(base, changed(base, removed), other)
    assert both.releases.ids() == [2]
    both.trash.restore([1])
    assert len(both.annotations.of(1)) == 2


def test_what_one_side_deleted_is_deleted() -> None:
    """Its words do not return from the other, which did something else."""
    base = changed(begun(), removed)
    other = changed(base, lambda one: one.reading.set_starred([2], True), user="bea", start=9)
    both = of_both(base, changed(base, emptied), other)
    assert both.releases.ids() == [2] and both.releases.get(2).starred
    assert [row["text"] for _, row in both.tables.readable_rows("texts") if row["release"] == 1] == [""]
    assert not both.trash.count()


@pytest.mark.parametrize("known", [True, False])
def test_what_the_other_has_taken_out_of_the_trash_stays(known: bool) -> None:
    """With all that was marked in it."""
    base = changed(begun(), removed)
    other = changed(base, lambda one: one.trash.restore([1]), user="bea", start=9)
    both = of_both(base if known else None, changed(base, emptied), other)
    assert {*both.releases.ids()} == {1, 2}
    assert len(both.annotations.of(1)) == 1 and both.releases.text(1).text.startswith("Council")


def test_what_the_other_has_marked_is_not_deleted() -> None:
    """It did not know that the release was removed."""
    base = begun()
    other = changed(base, lambda one: one.annotations.add(1, 20, 25, tags=["seen"]), user="bea", start=9)
    both = of_both(base, changed(base, removed, emptied), other)
    assert {*both.releases.ids()} == {1, 2} and len(both.annotations.of(1)) == 2
