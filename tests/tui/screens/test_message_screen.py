"""What was told is kept, whole, when its toast has gone."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from store import Library, StorageError
from tests.tui.conftest import Opener, press

WAY_OUT = "Free some space. " * 30


@pytest.mark.slow
async def test_all_that_was_told_is_listed_and_told_whole(wire_library: Library, opened: Opener) -> None:
    """The newest first, an error with its title and its last word; the rest of the session stays listed."""
    async with opened(wire_library, size=(60, 20)) as (app, pilot):
        app.workspace.say("[b]first")
        app.workspace.complain(StorageError("the disk is full.", WAY_OUT + "End."))
        await press(pilot, "g m")
        rows = app.screen.query_one("#message-rows")
        shown = [rows.render_line(y).text for y in range(2)]
        assert "✗" in shown[0] and "[b]first" in shown[1]
        about = app.screen.query_one("#list-about", Static)
        assert str(about.render()).endswith(f"the disk is full. {WAY_OUT}End.")
        await press(pilot, "j")
        assert str(about.render()) == "[b]first"
        await press(pilot, "escape")
        assert len(app.screen_stack) == 1 and len(app.told) == 2
