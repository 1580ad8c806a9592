"""The command palette: keys that come before its list is there end nothing."""

from __future__ import annotations

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from store import Library
from tests.tui.conftest import Opener
from tui.app.palette_commands import Palette


async def test_a_page_before_the_list_is_laid_out(wire_library: Library, opened: Opener) -> None:
    """Keys may come before the palette's list has a line; they move nothing and end nothing."""
    async with opened(wire_library) as (app, pilot):
        app.action_command_palette()
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, Palette)
        rows = palette.query_one(OptionList)
        rows.display = False
        await pilot.pause()
        rows.clear_options()
        rows.add_option(Option("a command"))
        for action in ("page_up", "page_down"):
            palette._action_command_list(action)
        assert rows.option_count == 1


async def test_the_end_while_it_gathers(wire_library: Library, opened: Opener) -> None:
    """What is typed just before the end is sought in a palette that has been taken down: no fault."""
    async with opened(wire_library, keys="colon") as (app, _pilot):
        palette = app.screen
        assert isinstance(palette, Palette)
        await palette.query("*").remove()
        gathering = palette._gather_commands("tag")
        await app.workers.wait_for_complete([gathering])
        assert app._exception is None


async def test_each_command_stands_there_once(wire_library: Library, opened: Opener) -> None:
    """Of Textual's own the theme alone: it knows neither our keys nor what is to be kept at the end."""
    async with opened(wire_library) as (app, _):
        assert [one.title for one in app.get_system_commands(app.screen)] == ["Theme"]
