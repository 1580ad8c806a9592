"""A row is gone once nothing paints it, without the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual.strip import Strip

from store import Library
from tests.tui.conftest import Opener, press
from tui.whole_rows import let_go


@pytest.fixture
def no_collections() -> Iterator[None]:
    """What is garbage by then is gone; from then on it stays until it is looked for."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _strips() -> int:
    return sum(type(one) is Strip for one in gc.get_objects())


@pytest.mark.usefixtures("no_collections")
async def test_rows_painted_anew_leave_none_behind(wire_library: Library, opened: Opener) -> None:
    """However often all is painted: only those that are shown are there."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        counts = []
        for _ in range(6):
            app.reader.strips.clear()
            app.screen.refresh(layout=True)
            for widget in app.screen.walk_children():
                widget.refresh()
            await press(pilot, "j k")
            counts.append(_strips())
        # What comes late, on a machine that does much else, is painted beside what was there.
        assert min(counts[4:]) - counts[2] < 10, counts


def test_a_row_is_cut_as_ever() -> None:
    """Whole, at several cells, and beyond its end."""
    let_go()
    row = Strip([Segment("harbour"), Segment(" and ferry")], 17)
    assert [*row.divide([17])] == [row] and row.divide(iter([17, 20]))[0] is row
    assert [part.text for part in row.divide([4, 9, 17])] == ["harb", "our a", "nd ferry"]
    assert row.divide([4, 9, 17]) is row.divide([4, 9, 17])
    assert [part.text for part in row.divide([4])] == ["harb"] and not row.divide([])
