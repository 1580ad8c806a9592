"""Which releases were touched since one looked last."""

from __future__ import annotations

from pathlib import Path

from store import Library, add_paths


def test_of_a_new_library_there_is_a_mark_too(library: Library) -> None:
    """Nobody has done anything in it."""
    mark = library.history.mark()
    assert library.history.touched(mark, library.history.mark()) == set()


def test_what_is_done_and_taken_back_touches_its_release(library: Library, wire: Path) -> None:
    """By whichever way the history goes."""
    add_paths(library, [wire])
    before = library.history.mark()
    library.annotations.add(1, 0, 7, tags=["harbour"])
    done = library.history.mark()
    library.history.undo()
    undone = library.history.mark()
    assert library.history.touched(before, done) == {1}
    assert library.history.touched(done, undone) == {1}
    assert library.history.touched(done, done) == set()
