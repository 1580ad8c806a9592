"""A screen paints what changes on it."""

from __future__ import annotations

from typing import Any

import pytest
from textual._compositor import Compositor
from textual.geometry import Region

from store import Library
from tests.tui.conftest import Opener, press


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
