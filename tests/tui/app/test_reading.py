"""What was read to its end."""

from __future__ import annotations

from store import Library
from tests.tui.conftest import Opener, press


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
