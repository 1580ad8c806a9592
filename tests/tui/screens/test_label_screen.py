"""Labels over rows and panes: typed, one is there."""

from __future__ import annotations

import pytest

from store import Library
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.screens.label_screen import LabelScreen, labels


@pytest.mark.parametrize("number", [0, 1, 26, 27, 676, 700])
def test_no_label_begins_another(number: int) -> None:
    """And none stands twice; more than there are two letters are left out."""
    found = labels(number)
    assert len(set(found)) == len(found) == min(number, 676)
    assert len({len(label) for label in found}) <= 1


def _label_at(app: DatelineApp, x: int, y: int) -> list[str]:
    """The letters of the label at a cell of the screen, as keys."""
    shown = [one for one in app.screen.query(".label") if one.region.offset == (x, y)]
    assert len(shown) == 1, (x, y)
    return [*str(shown[0].render())]


@pytest.mark.slow
async def test_a_row_or_pane_is_gone_to(sample_library: Library, opened: Opener) -> None:
    """A row of the list, a line of the text, a pane; Esc and letters of no label go nowhere."""
    async with opened(sample_library, size=(140, 40), keys="enter g j") as (app, pilot):
        assert isinstance(app.screen, LabelScreen)
        rows, reader = app.releases.rows, app.reader
        line, index = rows.rows_shown()[3]
        left, top = rows.content_region.offset
        await press(pilot, " ".join(_label_at(app, left, top + line)))
        assert app.panes.active == "releases" and rows.cursor == index == 3
        await press(pilot, "g j")
        line, offset = reader.rows_shown()[5]
        left, top = reader.content_region.offset
        await press(pilot, " ".join(_label_at(app, left, top + line)))
        assert app.panes.active == "reader" and reader.cursor == offset > 0
        await press(pilot, "g j")
        await press(
            pilot, " ".join(_label_at(app, app.annotations.region.right - 3, app.annotations.region.y))
        )
        assert app.panes.active == "annotations"
        for keys in ("g j escape", "g j z z"):
            await press(pilot, keys)
            assert len(app.screen_stack) == 1 and app.panes.active == "annotations"


async def test_a_selection_goes_on_to_the_label(wire_library: Library, opened: Opener) -> None:
    """As with any other motion."""
    async with opened(wire_library, size=(80, 30), keys="enter v g j") as (app, pilot):
        line, offset = app.reader.rows_shown()[4]
        left, top = app.reader.content_region.offset
        await press(pilot, " ".join(_label_at(app, left, top + line)))
        assert app.reader.passage[0] == 0 and app.reader.passage[1] > offset
