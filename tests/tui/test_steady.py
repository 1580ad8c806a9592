"""A screen paints what changes on it."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.screen import Screen

from store import Library
from tests.tui.conftest import Opener, press
from tui.steady import Steady


@pytest.mark.slow
async def test_another_focus_paints_no_whole_screen(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what gets it, and what loses it."""
    painted: list[Region] = []
    paint = Compositor.render_update

    def noted(compositor: Compositor, **options: Any) -> object:
        painted.extend(compositor._dirty_regions)
        return paint(compositor, **options)

    async with opened(wire_library, keys="enter") as (app, pilot):
        before = app.focused
        monkeypatch.setattr(Compositor, "render_update", noted)
        await press(pilot, "tab")
        assert app.focused is not before
        assert painted
        assert app.screen.region not in painted


async def test_what_a_layout_leaves_bare_after_a_scroll_is_painted(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The field of the help pushes its lines down: between them nothing stays of what stood there."""
    painted: set[int] = set()
    paint = Compositor.render_update

    def noted(compositor: Compositor, **options: Any) -> object:
        painted.update(row for region in compositor._dirty_regions for row in range(*region.line_span))
        return paint(compositor, **options)

    async with opened(wire_library, size=(60, 20), keys="question_mark G") as (app, pilot):
        monkeypatch.setattr(Compositor, "render_update", noted)
        await press(pilot, "slash")
        below = app.screen.query_one("#help-search").region.bottom
        assert below < app.screen.query_one("#help VerticalScroll").region.y
        assert below in painted


async def test_a_layout_is_painted_once_all_have_taken_their_room(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before what got other room has been laid out in it, and then all that was to be painted."""
    painted: list[set[Region]] = []
    paint = Screen._compositor_refresh

    def noted(screen: Screen[Any]) -> None:
        painted.append({*screen._compositor._dirty_regions})
        paint(screen)

    async with opened(wire_library, size=(200, 50), keys="enter") as (app, pilot):
        monkeypatch.setattr(Screen, "_compositor_refresh", noted)
        app.base_screen.paint_when_settled()
        app.releases.styles.width = 60
        app.base_screen._refresh_layout()
        assert not painted
        await pilot.pause()
        assert any(one.contains_region(app.reader.region) for one in painted[0])
        assert app.reader.virtual_size.width == app.reader.scrollable_content_region.width == 95


@pytest.mark.parametrize(("keys", "wanted"), [("enter", 1), ("enter Z", 2), ("enter j j", 1), ("j k", 0)])
async def test_panes_that_give_each_other_room_are_painted_once(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch, keys: str, wanted: int
) -> None:
    """Where a text comes beside the list, or stands alone; no other key waits for that."""
    asked: list[Steady] = []
    async with opened(wire_library, size=(200, 50)) as (_, pilot):
        monkeypatch.setattr(Steady, "paint_when_settled", lambda screen: asked.append(screen))
        await press(pilot, keys)
        assert len(asked) == wanted
