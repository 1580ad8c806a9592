"""The help screen and the command palette, made from the table of actions."""

from __future__ import annotations

from textual.widgets import Static

from store import Library
from tests.tui.conftest import Opener, press
from tui.actions import ACTIONS
from tui.screens.help import HelpScreen


async def test_the_help_shows_every_action(wire_library: Library, opened: Opener) -> None:
    """Whatever stands in the table stands in the help."""
    async with opened(wire_library, size=(100, 30), keys="question_mark") as (app, pilot):
        assert isinstance(app.screen, HelpScreen)
        console_text = "\n".join(
            "".join(segment.text for segment in line)
            for line in app.console.render_lines(app.screen.query_one(Static).visual._renderable)  # type: ignore[attr-defined]
        )
        told = " ".join(console_text.split())  # a long help goes on in the next row
        assert [action.id for action in ACTIONS if action.help.split(";")[0] not in told] == []
        await press(pilot, "escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_the_palette_carries_out_an_action(wire_library: Library, opened: Opener) -> None:
    """Typing a part of its name finds it, Enter does it."""
    async with opened(wire_library, keys="colon") as (app, pilot):
        await press(pilot, "s t a r comma space o r enter")
        assert wire_library.releases.get(1).starred
        assert app.is_running
