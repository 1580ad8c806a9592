"""Undo and redo on the screen: they go where the change was, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from store.duplicates.grouping import split
from tests.one_step import one_step
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp


def said(app: DatelineApp) -> str:
    """The message that is shown."""
    (message,) = (note.message for note in app._notifications)
    return message


@pytest.fixture
def bea(sample_library: Library) -> Iterator[Library]:
    """The same library in the hands of another user."""
    opened = open_library(sample_library.path, user="bea", clock=sample_library.tables.clock)
    yield opened
    opened.close()


@pytest.mark.slow
async def test_u_goes_to_the_release_it_changes(sample_library: Library, opened: Opener) -> None:
    """It opens there, with the cursor on the passage, and is named; so does redo."""
    sample_library.annotations.add(1, 40, 52, tags=["water"])
    headline = sample_library.releases.get(1).headline[:20]
    async with opened(sample_library, first=2, keys="tab") as (app, pilot):
        assert app.showing.open_id == 2
        await press(pilot, "u")
        assert (app.showing.open_id, app.reader.cursor, app.panes.active) == (1, 40, "reader")
        assert said(app).startswith("Undone: tagged ") and f"in “{headline}" in said(app)
        assert sample_library.annotations.of(1) == []
        await app.opening.open_release(2)
        await press(pilot, "ctrl+r")
        assert (app.showing.open_id, app.reader.cursor, app.panes.active) == (1, 40, "reader")
        assert said(app).startswith("Redone: tagged ") and f"in “{headline}" in said(app)
        assert len(app.annotations.rows.annotations) == 1


async def test_u_in_the_release_names_it_too(sample_library: Library, opened: Opener) -> None:
    """The cursor goes to the passage, the place left is a jump away."""
    sample_library.annotations.add(1, 40, 52, tags=["water"])
    async with opened(sample_library, first=1, keys="tab G") as (app, pilot):
        left = app.reader.cursor
        await press(pilot, "u")
        assert app.reader.cursor == 40
        assert sample_library.releases.get(1).headline[:20] in said(app)
        await press(pilot, "ctrl+o")
        assert app.reader.cursor == left


async def test_u_of_a_mark_shows_the_release_in_the_list(sample_library: Library, opened: Opener) -> None:
    """Its headline is said once, and what is read stays open."""
    sample_library.reading.set_starred([1], True)
    async with opened(sample_library, first=2) as (app, pilot):
        assert app.releases.rows.current == 2
        await press(pilot, "u")
        assert (app.showing.open_id, app.releases.rows.current) == (2, 1)
        assert said(app).count(sample_library.releases.get(1).headline[:20]) == 1


async def test_u_of_what_is_in_no_release_or_in_several(sample_library: Library, opened: Opener) -> None:
    """A tag's digit is in none; several releases are counted; the reader stays where it is."""
    (tag,) = sample_library.annotations.add(1, 0, 5, tags=["water"]).tags
    with one_step(sample_library, "coded twice"):
        sample_library.annotations.add(1, 8, 12, note="one")
        sample_library.annotations.add(2, 8, 12, note="two")
    split(sample_library, [1, 2], [1, 2])
    sample_library.tags.pin(tag.id, 5)
    async with opened(sample_library, first=2, keys="tab") as (app, pilot):
        await press(pilot, "u")
        assert said(app) == "Undone: pinned #water to 5 · Ctrl+R redoes"
        await press(pilot, "u")
        assert said(app).startswith("Undone: took 2 releases out")
        await press(pilot, "u")
        assert said(app) == "Undone: coded twice · in 2 releases · Ctrl+R redoes"
        assert (app.showing.open_id, app.panes.active) == (2, "reader")


async def test_u_that_would_take_anothers_work_says_whose(
    sample_library: Library, bea: Library, opened: Opener
) -> None:
    """Nothing is done, U takes back the own part."""
    made = sample_library.annotations.add(1, 40, 52, tags=["water"])
    bea.annotations.edit(made.id, note="bea's")
    async with opened(sample_library, first=1, keys="tab u") as (app, pilot):
        assert "bea changed the note of" in said(app)
        assert "the note “bea's” would be lost. U takes back your own part alone." in said(app)
        assert [tag.name for tag in sample_library.annotations.get(made.id).tags] == ["water"]
        await press(pilot, "U")
        assert said(app).startswith("Undone: tagged ")
        now = sample_library.annotations.get(made.id)
        assert (now.tags, now.note) == ((), "bea's")


async def test_u_of_what_another_deleted_does_not_say_undid(
    sample_library: Library, bea: Library, opened: Opener
) -> None:
    """Nor is there anything to redo then."""
    made = sample_library.annotations.add(1, 40, 52, tags=["water"])
    bea.annotations.delete(made.id)
    async with opened(sample_library, first=1, keys="tab u") as (app, pilot):
        assert said(app).startswith("Not undone: tagged ") and "bea deleted" in said(app)
        await press(pilot, "u")
        assert said(app) == "Nothing to undo."
        await press(pilot, "ctrl+r")
        assert said(app) == "Nothing to redo."


async def test_u_goes_to_no_release_that_cannot_be_read(sample_library: Library, opened: Opener) -> None:
    """What was done is undone all the same."""
    sample_library.annotations.add(1, 40, 52, tags=["water"])
    sample_library.tables.table("releases").update({"headline": 7}, doc_ids=[1])
    async with opened(sample_library, first=2, keys="tab u") as (app, _):
        assert app.showing.open_id == 2
        assert sample_library.annotations.of(1) == []


async def test_u_leaves_a_comparison_as_it_is(wire_library: Library, opened: Opener) -> None:
    """The changes are looked at on; the text's offsets mean nothing there."""
    path = Path(wire_library.releases.get(1).source)
    path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    add_paths(wire_library, [path])
    wire_library.annotations.add(1, 40, 52, tags=["water"])
    async with opened(wire_library, first=1, keys="tab D u") as (app, _):
        assert app.reader.comparison is not None
        assert wire_library.annotations.of(1) == []


async def test_u_says_once_of_how_many(sample_library: Library, opened: Opener) -> None:
    """Where what was done tells it, it is not said again."""
    sample_library.release_tags.give([1, 2, 3], ["courts"])
    async with opened(sample_library, keys="u") as (app, _):
        assert said(app).count("3 releases") == 1
