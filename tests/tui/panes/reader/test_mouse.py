"""The mouse in the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import Offset
from textual.pilot import Pilot

from store import Library, add_paths
from tests.conftest import WIRE
from tests.tui.conftest import Opener
from tests.tui.panes.reader.test_selection import selected
from tui.app.app import DatelineApp
from tui.text.page import GUTTER

BODY = WIRE.index("LISBON")


def place(app: DatelineApp, offset: int) -> Offset:
    """Where a code point stands, as an offset into the reader's region."""
    reader = app.reader
    row = reader.page.display_row(offset)
    column = reader.page.layout.column_of(reader.page.layout.row_of(offset), offset)
    return Offset(reader.frame.margin + GUTTER + column, row - reader.scroll_offset.y + 1)


async def move(pilot: Pilot[None], kind: type, at: Offset, *, shift: bool = False) -> None:
    """A mouse event of the kind at an offset into the reader's region, which may be outside of it."""
    assert isinstance(pilot.app, DatelineApp)
    x, y = at + pilot.app.reader.region.offset
    event = kind(
        widget=pilot.app.reader, x=x, y=y, delta_x=0, delta_y=0, button=1, shift=shift, meta=False,
        ctrl=False, screen_x=x, screen_y=y,
    )  # fmt: skip
    pilot.app.mouse_position = Offset(x, y)
    pilot.app.screen._forward_event(event)
    await pilot.pause()


@pytest.mark.parametrize(
    ("clicks", "passage"),
    [
        (2, "harbour"),
        (3, "Three harbour towns agreed on Friday to run one ferry between them."),
        (4, "The first boat leaves in May."),
    ],
)
async def test_more_clicks_select_more(
    wire_library: Library, opened: Opener, clicks: int, passage: str
) -> None:
    """The word, the sentence, the paragraph."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        await pilot.click(app.reader, place(app, WIRE.index("harbour")), times=clicks)
        assert selected(app).endswith(passage)
        assert selected(app).startswith("LISBON") is (clicks == 4)


async def test_a_click_drops_the_selection(wire_library: Library, opened: Opener) -> None:
    """And puts the cursor there; with Shift the mouse is the terminal's."""
    async with opened(wire_library, keys="enter v e") as (app, pilot):
        await pilot.click(app.reader, place(app, BODY), shift=True)
        assert selected(app) == "Harbour"
        await pilot.click(app.reader, place(app, BODY))
        assert (app.reader.scope(), app.reader.cursor) == ("reader", BODY)
        assert app.mouse_captured is None


async def test_dragging_selects(wire_library: Library, opened: Opener) -> None:
    """From the character where the button went down, either way, and it stays when it goes up."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        start, end = place(app, WIRE.index("Three")), place(app, WIRE.index("towns agreed") + 4)
        await move(pilot, MouseDown, start)
        await move(pilot, MouseMove, start)
        assert app.reader.scope() == "reader"
        await move(pilot, MouseMove, end)
        assert selected(app) == "Three harbour towns"
        await move(pilot, MouseMove, place(app, BODY))
        assert selected(app) == "LISBON, Mar 14 2025 (ALN) - T"
        await move(pilot, MouseUp, end)
        await move(pilot, MouseMove, end)
        assert selected(app) == "LISBON, Mar 14 2025 (ALN) - T"


async def test_dragging_after_a_double_click_selects_words(wire_library: Library, opened: Opener) -> None:
    """Whole ones, however far into them the mouse is."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        at = place(app, WIRE.index("harbour") + 2)
        await move(pilot, MouseDown, at)
        await move(pilot, MouseUp, at)
        await move(pilot, MouseDown, at)
        await move(pilot, MouseMove, place(app, WIRE.index("agreed") + 1))
        assert selected(app) == "harbour towns agreed"
        await move(pilot, MouseMove, place(app, WIRE.index("Three") + 4))
        assert selected(app) == "Three harbour"
        await move(pilot, MouseUp, at)


@pytest.mark.parametrize("below", [True, False])
async def test_dragging_beyond_the_edge_scrolls(sample_library: Library, opened: Opener, below: bool) -> None:
    """As long as the mouse is there, and the selection grows with it."""
    async with opened(sample_library, size=(120, 16), keys="enter J ctrl+f ctrl+d") as (app, pilot):
        reader = app.reader
        top, height = reader.scroll_offset.y, reader.scrollable_content_region.height
        await move(pilot, MouseDown, Offset(20, height // 2))
        await move(pilot, MouseMove, Offset(20, height + 1 if below else -1))
        for _ in range(200):
            await pilot.pause(0.01)  # between two looks
            if abs(reader.scroll_offset.y - top) >= 2:
                break
        assert (reader.scroll_offset.y > top) is below
        row = reader.page.display_row(reader.cursor) - reader.scroll_offset.y
        assert (row >= height - 3) is below
        await move(pilot, MouseUp, Offset(20, 3))
        stopped, span = reader.scroll_offset.y, reader.selection.span
        assert not reader.mouse.scrolls and span[0] < span[1]
        await pilot.pause()
        assert reader.scroll_offset.y == stopped


async def test_a_click_in_the_last_row_does_not_scroll(sample_library: Library, opened: Opener) -> None:
    """What one points at stays under the mouse."""
    async with opened(sample_library, size=(120, 16), keys="enter J ctrl+f ctrl+d") as (app, pilot):
        reader = app.reader
        top, height = reader.scroll_offset.y, reader.scrollable_content_region.height
        for y in (1, height):
            await pilot.click(reader, Offset(20, y))
            assert reader.scroll_offset.y == top


@pytest.mark.parametrize("pane", ["releases", "annotations"])
async def test_the_wheel_moves_the_lists(library: Library, opened: Opener, tmp_path: Path, pane: str) -> None:
    """Down and up again, the cursor staying on its item; the pane that has the keys keeps them."""
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"Headline {number}\n\nSome words of it.\n", encoding="utf-8")
    add_paths(library, [tmp_path])
    for number in range(12):
        library.annotations.add(library.releases.ids()[0], number, number + 2, tags=[f"tag {number}"])
    async with opened(library, size=(120, 20), keys="enter") as (app, pilot):
        rows = {"releases": app.releases.rows, "annotations": app.annotations.rows}[pane]
        active, cursor, top = app.panes.active, rows.cursor, rows.scroll_offset.y
        ways = [(events.MouseScrollDown, True), (events.MouseScrollUp, False)]
        for kind, down in reversed(ways) if top else ways:
            before = rows.scroll_offset.y
            x, y = rows.region.x + 3, rows.region.y + 3
            app.post_message(kind(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y))
            await pilot.pause()
            assert (rows.scroll_offset.y > before) is down
        assert (app.panes.active, rows.cursor, rows.scroll_offset.y) == (active, cursor, top)
