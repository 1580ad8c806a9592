"""Removing releases from the list and the reader, and undoing it."""

from __future__ import annotations

from pathlib import Path

from store import Library
from store.duplicates import groups
from tests.store.duplicates.test_grouping import other_release, put
from tests.store.duplicates.test_likeness import AFP, BODY, WAM
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp


def said(app: DatelineApp) -> list[str]:
    """The messages that stand."""
    return [one.message for one in app._notifications]


async def test_a_release_is_removed_from_the_list_and_comes_back(
    sample_library: Library, opened: Opener
) -> None:
    """The cursor is on the next one; an undo puts it back under the cursor."""
    async with opened(sample_library, keys="j") as (app, pilot):
        before = list(app.releases.rows.ids)
        key = app.releases.rows.current
        assert key == before[1]
        await press(pilot, "X")
        assert app.releases.rows.ids == [one for one in before if one != key]
        assert app.releases.rows.current == before[2] and said(app)[-1].endswith("u undoes")
        await press(pilot, "u")
        assert app.releases.rows.ids == before and app.releases.rows.current == key
        await press(pilot, "ctrl+r")
        assert key not in app.releases.rows.ids and not sample_library.releases.many([key])


async def test_the_open_release_gives_way_to_the_next(sample_library: Library, opened: Opener) -> None:
    """The reader keeps the keys; after the last one the list has them."""
    async with opened(sample_library, keys="enter") as (app, pilot):
        ids = list(app.releases.rows.ids)
        await press(pilot, "X")
        assert (app.panes.active, app.showing.open_id) == ("reader", ids[1])
        for _ in ids[1:]:
            await press(pilot, "X")
        assert app.panes.active == "releases" and not app.releases.rows.ids
        assert app.showing.open_id is None and app.reader.release is None and app.title == app.TITLE
        assert not app.reader.text.text and not app.annotations.rows.count()
        assert sample_library.trash.count() == len(ids)
        await press(pilot, "u u")
        assert app.releases.rows.ids and app.is_running


async def test_all_that_are_marked_are_removed_in_one_step(sample_library: Library, opened: Opener) -> None:
    """Nothing is marked afterwards; one undo brings them all back."""
    async with opened(sample_library, keys="v j v j j v X") as (app, pilot):
        assert sample_library.trash.count() == 3 and said(app)[-1] == "Removed 3 releases · u undoes"
        assert not app.releases.rows.marks
        await press(pilot, "u")
        assert not sample_library.trash.count() and len(app.releases.rows.ids) == len(
            sample_library.releases.ids()
        )


async def test_the_next_unread_release_of_all_leaves_the_view(
    sample_library: Library, opened: Opener
) -> None:
    """Where the view does not show it."""
    ids = sample_library.releases.ids()
    sample_library.reading.set_starred(ids[-1:], True)
    sample_library.reading.set_read(ids[-1:], True)
    async with opened(sample_library, keys="g l 4") as (app, pilot):
        assert app.releases.rows.ids == ids[-1:]
        await press(pilot, "g n")
        assert app.showing.open_id == ids[0] and app.releases.rows.ids == ids


async def test_one_row_for_copies_is_removed_as_a_whole(
    library: Library, opened: Opener, tmp_path: Path
) -> None:
    """In one step; where copies have rows of their own, the one under the cursor alone."""
    put(library, tmp_path, {"WAM": WAM + BODY, "AFP": AFP + BODY, "other": other_release(3)})
    (group,) = groups(library)
    async with opened(library) as (app, pilot):
        app.releases.rows.reveal(group.ids[0])
        await press(pilot, "z a z a X")
        assert not {*group.ids} & {*library.releases.ids()}
        await press(pilot, "u")
        app.releases.rows.reveal(group.ids[0])
        await press(pilot, "z a")
        assert {*group.ids} <= {*app.releases.rows.ids}
        await press(pilot, "X")
        assert len({*group.ids} & {*library.releases.ids()}) == len(group.ids) - 1


async def test_what_another_window_removed_stays_to_be_read(sample_library: Library, opened: Opener) -> None:
    """It is said once; moving in it does no harm, marking is refused, restored it can be marked."""
    async with opened(sample_library, keys="enter") as (app, pilot):
        key = app.showing.open_id
        assert key is not None
        sample_library.trash.remove([key])
        for _ in range(2):
            app._changed_outside()
            await press(pilot, "G k")
        assert [("trash now" in one) for one in said(app)].count(True) == 1
        assert key not in app.releases.rows.ids and app.showing.open_id == key
        await press(pilot, "r")
        assert "is in the trash" in said(app)[-1]
        sample_library.trash.restore([key])
        app._changed_outside()
        await press(pilot, "s")
        assert sample_library.releases.get(key).starred
