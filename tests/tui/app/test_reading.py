"""What was read to its end."""

from __future__ import annotations

import pytest

from store import Library
from tests.tui.conftest import Opener, press


@pytest.mark.slow
async def test_a_release_is_read_when_its_end_was_reached(sample_library: Library, opened: Opener) -> None:
    """Not by opening it, nor half way; undo is not about it; what is marked unread there stays unread."""
    made = sample_library.annotations.add(1, 0, 9, note="n")
    async with opened(sample_library, size=(120, 12), keys="enter") as (app, pilot):
        key = app.showing.open_id
        assert key is not None
        await press(pilot, "ctrl+d")
        assert not sample_library.releases.get(key).read
        await press(pilot, "G")
        assert sample_library.releases.get(key).read
        await press(pilot, "r")
        assert not sample_library.releases.get(key).read
        await press(pilot, "k k G")
        assert not sample_library.releases.get(key).read
        await press(pilot, "u u")
        assert sample_library.annotations.of(1) == []
        assert made.note == "n"


async def test_a_release_that_fits_is_read_when_one_moves_in_it(
    wire_library: Library, opened: Opener
) -> None:
    """Having been shown for a moment does not count."""
    async with opened(wire_library, size=(120, 40), keys="enter") as (_app, pilot):
        assert not wire_library.releases.get(1).read
        await press(pilot, "w")
        assert wire_library.releases.get(1).read


async def test_gn_goes_on_in_the_whole_library(sample_library: Library, opened: Opener) -> None:
    """Whatever the list is narrowed to; from the top after its end; told when all is read."""
    ids = sample_library.releases.ids()
    sample_library.reading.set_read(ids[1:-1], True)
    async with opened(sample_library, keys="slash") as (app, pilot):
        await pilot.press(*"batteries")
        await press(pilot, "enter g n")
        assert app.showing.open_id in (ids[0], ids[-1])
        assert app.releases.rows.ids == ids and app.releases.rows.current == app.showing.open_id
        seen = {app.showing.open_id}
        await press(pilot, "d")
        await press(pilot, "g n")
        seen.add(app.showing.open_id)
        assert seen == {ids[0], ids[-1]}
        await press(pilot, "d g n")
        assert any("Everything in the library is read" in one.message for one in app._notifications)
