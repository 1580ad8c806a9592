"""A screen paints what changes on it."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from store import Library
from tests.tui.conftest import Opener, press
from tui.steady import ChangedRows, Steady

#: Through panes, prompts, the find screen and the help: what each paints lies above and below other things.
KEYS = (
    "j j k enter w w j v w escape d u V t b o a t enter ] [ m a ' a tab tab tab slash t h e enter n N escape "
    "g slash t h e enter j 2 3 4 escape question_mark j G escape T escape ctrl+d c x escape z b"
)


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


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 30), (60, 20)])
async def test_it_is_what_textual_paints(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Cell by cell, colours and all, frame by frame; else a change would stay unseen."""
    ours, theirs = (pyte.Screen(*size) for _ in range(2))
    console, frames = Console(width=size[0], color_system="truecolor"), []
    paint = ChangedRows.render_partial_update

    def both(compositor: ChangedRows) -> ChopsUpdate | None:
        changed = {*compositor._dirty_regions}
        update = paint(compositor)
        compositor._dirty_regions.update(changed)
        whole = Compositor.render_partial_update(compositor)
        assert (update is None) == (whole is None)
        if update and whole:
            pyte.Stream(ours).feed(update.render_segments(console))
            pyte.Stream(theirs).feed(whole.render_segments(console))
            assert ours.buffer == theirs.buffer
            frames.append(changed)
        return update

    async with opened(sample_library, size=size) as (_, pilot):
        monkeypatch.setattr(ChangedRows, "render_partial_update", both)
        await press(pilot, KEYS)
    assert len(frames) > len(KEYS.split()) // 2


async def test_a_key_asks_for_the_rows_it_changes(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word on: its own row and the line at the bottom, and no other widget."""
    asked: list[tuple[Widget, int]] = []
    really = Widget.render_lines

    def noted(widget: Widget, crop: Region) -> object:
        asked.append((widget, crop.height))
        return really(widget, crop)

    async with opened(sample_library, keys="enter j j") as (app, pilot):
        monkeypatch.setattr(Widget, "render_lines", noted)
        await press(pilot, "w")
        assert (app.reader, 1) in asked
        assert sum(height for _, height in asked) <= 4
