"""Reading: what was read and starred, and where it was left."""

from __future__ import annotations

from pathlib import Path

from store import (
    Library,
    ReadingPosition,
)
from tests.store.library.conftest import add, dated


def test_read_and_starred(library: Library, tmp_path: Path, release: int) -> None:
    """Marks are kept, counted, and can be taken back; the first unread of a list is found."""
    other = add(library, tmp_path, "other", dated("Apr 4 2025"))
    assert library.reading.unread() == 2
    library.reading.set_read(release, True)
    library.reading.set_starred(other, True)
    assert (library.releases.get(release).read, library.releases.get(release).starred) == (True, False)
    assert (library.releases.get(other).read, library.releases.get(other).starred) == (False, True)
    assert library.reading.unread() == 1
    assert library.reading.first_unread([release, other]) == other
    assert library.reading.first_unread([release]) is None
    library.reading.set_read(release, False)
    assert library.reading.unread() == 2
    library.history.undo()
    assert library.releases.get(release).read
    library.history.undo()
    library.history.undo()
    assert library.reading.unread() == 2
    assert not library.releases.get(other).starred


def test_positions_are_no_steps(library: Library, release: int) -> None:
    """A reading position is kept, remembered as last open, and not undone."""
    assert library.reading.position(release) == ReadingPosition(0, 0)
    assert library.reading.last_open() is None
    library.reading.set_starred(release, True)
    library.reading.save_position(release, ReadingPosition(7, 3))
    library.history.undo()
    assert library.history.undo() is None
    assert library.reading.position(release) == ReadingPosition(7, 3)
    assert library.reading.last_open() == release
    assert not library.releases.get(release).starred
