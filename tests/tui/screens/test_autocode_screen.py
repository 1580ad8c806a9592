"""The list of what would be tagged: what a row shows, and how rows are left out."""

from __future__ import annotations

from functools import partial

import pytest
from textual.widgets import Static

from store import Library
from store.library import Candidate
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.screens.autocode_screen import AutocodeScreen

TEXT = "The [b]ferry[/b]\nsails \x1b[31m from the harbour of Nowhere, said the mayor."


async def _opened(app: DatelineApp, library: Library, count: int) -> AutocodeScreen:
    screen = AutocodeScreen("ferry", 1, "app")
    release = library.releases.get(library.releases.ids()[0])
    app.soon(partial(app.push_screen, screen))
    await app.rest()
    screen.add([Candidate(release, 40, 40 + len(TEXT), TEXT, ((47, 52),))] * count)
    screen.say("")
    return screen


@pytest.mark.parametrize("size", [(60, 20), (200, 50)])
async def test_a_row_shows_the_hit_and_what_is_around_it(
    wire_library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """On a line, as it stands there; below the list the passage as a whole; all in view."""
    async with opened(wire_library, size=size) as (app, pilot):
        screen = await _opened(app, wire_library, 3)
        await pilot.pause()
        row = screen.listed.render_line(0).text
        assert row.startswith("✓ ") and "The [b]ferry[/b] sails ␛[31m" in row
        headline = screen.listed.candidates[0].release.headline
        assert (headline[:10] in row) == (size[0] > 100)
        about = screen.query_one("#list-about", Static)
        told = str(about.render())
        assert headline[:10] in told and "mayor." in told and "\x1b" not in told
        for widget in (screen.query_one("#list-title"), screen.query_one("#list-units"), about):
            assert widget.region.height and screen.region.contains_region(widget.region)


async def test_rows_are_left_out_and_kept(wire_library: Library, opened: Opener) -> None:
    """`v` one, going on to the next; `V` all from that to this; `*` all, or none."""
    async with opened(wire_library) as (app, pilot):
        screen = await _opened(app, wire_library, 6)

        def left_out() -> list[int]:
            marked = [screen.listed.render_line(at).text[0] for at in range(6)]
            assert [at for at in range(6) if marked[at] == " "] == sorted(screen.listed.left_out)
            return sorted(screen.listed.left_out)

        await press(pilot, "j v")
        assert (left_out(), screen.listed.cursor) == ([1], 2)
        await press(pilot, "j V")
        assert left_out() == [1, 2, 3]
        await press(pilot, "k v")
        assert left_out() == [1, 3]
        await press(pilot, "j V")
        assert left_out() == [1]
        await press(pilot, "*")
        assert left_out() == []
        await press(pilot, "*")
        assert left_out() == list(range(6)) and screen.listed.kept == []
