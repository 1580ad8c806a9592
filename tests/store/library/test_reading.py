"""Reading: what was read and starred, and where it was left."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import Library, ReadingPosition
from store.library import reading
from store.library.library_tables import LibraryTables
from store.library.reading import Reading
from store.library.releases import Releases
from store.storages import MemoryStorage, RowDB
from tests.store.library.conftest import add, dated


def test_read_and_starred(library: Library, tmp_path: Path, release: int) -> None:
    """Marks are kept, counted, and can be taken back; the first unread of a list is found."""
    other = add(library, tmp_path, "other", dated("Apr 4 2025"))
    assert library.reading.unread() == 2
    library.reading.set_read([release], True)
    library.reading.set_starred([other], True)
    assert (library.releases.get(release).read, library.releases.get(release).starred) == (True, False)
    assert (library.releases.get(other).read, library.releases.get(other).starred) == (False, True)
    assert library.reading.unread() == 1
    assert library.reading.first_unread([release, other]) == other
    assert library.reading.first_unread([release]) is None
    library.reading.set_read([release], False)
    assert library.reading.unread() == 2
    library.history.undo()
    assert library.releases.get(release).read
    library.history.undo()
    library.history.undo()
    assert library.reading.unread() == 2
    assert not library.releases.get(other).starred


def test_of_many_only_what_differs_is_changed(library: Library, tmp_path: Path, release: int) -> None:
    """So an undo takes no mark from a release that had it before; what nobody changes is no step."""
    other = add(library, tmp_path, "other", dated("Apr 4 2025"))
    library.reading.save_position(other, ReadingPosition(7, 3))
    library.reading.set_starred([release], True)
    library.reading.set_starred([release, other], True)
    library.reading.set_starred([release, other], True)
    library.history.undo()
    starred = [library.releases.get(key).starred for key in (release, other)]
    assert starred == [True, False]
    assert library.reading.position(other) == ReadingPosition(7, 3)


@given(read=st.sets(st.integers(1, 400)), ids=st.lists(st.integers(1, 400), unique=True))
@example(read=set(range(1, 400)), ids=list(range(1, 401)))
def test_the_first_unread_is_found_without_reading_all(read: set[int], ids: list[int]) -> None:
    """The same as a look at each; of the marks no more are read than twice what lies before it, and a few."""
    tables = LibraryTables(RowDB(storage=MemoryStorage), user="ana", clock=str)
    tables.storage.write_rows("reading", {key: {"read": True} for key in read})
    with patch.object(tables.storage, "get_rows", wraps=tables.storage.get_rows) as asked:
        found = Reading(tables, Releases(tables)).first_unread(ids)
    assert found == next((key for key in ids if key not in read), None)
    before = ids.index(found) if found is not None else len(ids)
    assert sum(len(call.args[1]) for call in asked.call_args_list) <= 2 * before + 64


@pytest.mark.parametrize("count", [2, 63, 64, 65, 192, 200, 300])
def test_of_an_unread_one_far_off_the_index_tells(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is read of those behind the first; where all are read there is none."""
    monkeypatch.setattr(reading, "_LOOKED_AT_MOST", 100)
    tables = LibraryTables(RowDB(storage=MemoryStorage), user="ana", clock=str)
    ids = [*range(1, count + 2)]
    tables.storage.write_rows("reading", {key: {"read": True} for key in ids})
    tables.storage.write_rows("reading", {ids[-1]: {"read": False}})
    with patch.object(tables.storage, "get_rows", wraps=tables.storage.get_rows) as asked:
        assert Reading(tables, Releases(tables)).first_unread(ids) == ids[-1]
        assert Reading(tables, Releases(tables)).first_unread(ids[:-1]) is None
    assert all(max(call.args[1]) <= 192 for call in asked.call_args_list)


def test_positions_are_no_steps(library: Library, release: int) -> None:
    """A reading position is kept, remembered as last open, and not undone."""
    assert library.reading.position(release) == ReadingPosition(0, 0)
    assert library.reading.last_open() is None
    library.reading.set_starred([release], True)
    library.reading.save_position(release, ReadingPosition(7, 3))
    library.history.undo()
    assert library.history.undo() is None
    assert library.reading.position(release) == ReadingPosition(7, 3)
    assert library.reading.last_open() == release
    assert not library.releases.get(release).starred
