"""The mouse does what keys do: hints are clicked, the edge of the list is dragged, the wheel scrolls."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from store import Library, add_paths
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.config import Settings, load
from tui.screens import HelpScreen, MarkedScreen
from tui.screens.autocode_screen import CandidateRows
from tui.screens.hints import Hints
from tui.screens.tag_screen import TagRows


def _at(app: DatelineApp, words: str) -> Offset:
    """A cell of the words in the footer."""
    line = app.footer.render_line(0).text
    return Offset(line.index(words) + 1, 0)


@pytest.mark.slow
async def test_a_click_on_a_hint_is_its_key(wire_library: Library, opened: Opener) -> None:
    """Of the footer, with help at its end, and of a prompt; beside the hints a click does nothing."""
    async with opened(wire_library) as (app, pilot):
        await pilot.click(app.footer, _at(app, "Enter open"))
        await app.rest()
        assert app.panes.active == "reader"
        await pilot.click(app.footer, _at(app, "saved"))
        await pilot.click(app.footer, _at(app, "V sentence"))
        await app.rest()
        assert app.reader.selecting
        await pilot.click(app.footer, _at(app, "t tag"))
        await app.rest()
        field = app.screen.query_one(Input)
        await press(pilot, "n e w")
        assert field.value == "new"
        hints = app.screen.query_one(Hints)
        await pilot.click(hints, Offset(hints.render_line(0).text.index("Esc"), 0))
        await app.rest()
        assert len(app.screen_stack) == 1
        await pilot.click(app.footer, _at(app, "? help"))
        await app.rest()
        assert isinstance(app.screen, HelpScreen)


async def test_the_edges_beside_the_text_are_dragged(
    wire_library: Library, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They go along, and are kept for this width where they are dropped; other columns have no hold."""
    config = tmp_path / "settings.toml"
    monkeypatch.setattr("tui.app.preferences._DELAY", 0.01)
    wire_library.annotations.add(1, 0, 5, tags=["a"])
    async with opened(wire_library, size=(160, 30), keys="enter", settings=Settings(), config=config) as (
        app,
        pilot,
    ):
        pane = app.releases
        edge = pane.region.right - 1
        await pilot.mouse_down(offset=(edge - 3, 10))
        await pilot.hover(offset=(edge - 13, 10))
        await pilot.mouse_up(offset=(edge - 13, 10))
        await app.rest()
        assert pane.region.right - 1 == edge and not config.exists()
        await pilot.mouse_down(offset=(edge, 10))
        await pilot.hover(offset=(edge - 5, 10))
        await app.rest()
        await pilot.pause()
        assert pane.region.right - 1 == edge - 5
        await pilot.mouse_up(offset=(edge - 7, 10))
        await app.rest()
        await pilot.pause()
        assert pane.region.right - 1 == edge - 7
        dropped = {160: edge - 6}
        assert await until(pilot, lambda: load(config)[0].list_widths == dropped)
        beside = app.panes.annotations
        edge = beside.region.x
        await pilot.mouse_down(offset=(edge, 10))
        await pilot.mouse_up(offset=(edge - 5, 10))
        await app.rest()
        await pilot.pause()
        assert beside.region.x == edge - 5
        dropped = {160: 160 - edge + 5}
        assert await until(pilot, lambda: load(config)[0].annotation_widths == dropped)


async def test_a_double_click_chooses_in_the_screens_too(
    library: Library, opened: Opener, wire: Path
) -> None:
    """A tag's passages, and the release at one; of candidates it leaves one out."""
    (key,) = add_paths(library, [wire]).added
    library.annotations.add(key, 0, 7, tags=["towns"])
    async with opened(library, keys="T") as (app, pilot):
        await pilot.click(app.screen.query_one(TagRows), Offset(3, 0), times=2)
        await app.rest()
        assert isinstance(app.screen, MarkedScreen)
        await pilot.click("#marked-rows", Offset(3, 0), times=2)
        await app.rest()
        assert len(app.screen_stack) == 1 and app.panes.active == "reader"
        await press(pilot, "g slash f e r r y enter A")
        rows = app.screen.query_one(CandidateRows)
        assert await until(pilot, lambda: rows.count() > 0)
        await pilot.click(rows, Offset(3, 0), times=2)
        await app.rest()
        assert rows.left_out == {0}
