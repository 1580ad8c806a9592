"""Three panes where there is room for them, else one; or the text alone."""

from __future__ import annotations

import pytest

from store import Library
from tests.tui.conftest import Opener, press
from tui.actions import hints


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (99, 30)])
async def test_below_a_hundred_columns_one_pane_is_shown(
    sample_library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """Panes give way to one another; each is a key away and has the full width."""
    async with opened(sample_library, size=size) as (app, pilot):
        panes = (app.releases, app.reader, app.annotations)
        for keys, index in (("", 0), ("enter", 1), ("tab", 2), ("tab", 0)):
            await press(pilot, keys)
            assert [pane.display for pane in panes] == [at == index for at in range(3)]
            assert panes[index].size.width >= size[0] - 2


async def test_from_a_hundred_columns_three_panes_are_shown(sample_library: Library, opened: Opener) -> None:
    """All at once, the reader the widest."""
    async with opened(sample_library, size=(100, 30)) as (app, _):
        panes = (app.releases, app.reader, app.annotations)
        assert all(pane.display for pane in panes)
        assert app.reader.size.width == max(pane.size.width for pane in panes)


async def test_the_text_alone(sample_library: Library, opened: Opener) -> None:
    """Z leaves the text in the middle of the screen and no hints; again, or Esc, brings all back."""
    async with opened(sample_library, size=(160, 30), keys="enter j") as (app, pilot):
        cursor = app.reader.cursor
        for leave in ("Z", "escape"):
            await press(pilot, "Z")
            assert [pane.display for pane in app.panes.by_name.values()] == [False, True, False]
            assert app.reader.size.width == 160
            assert hints(app.footer._scope) == []
            await press(pilot, "V")
            assert hints(app.footer._scope)
            await press(pilot, f"escape {leave}")
            assert [pane.display for pane in app.panes.by_name.values()] == [True, True, True]
            assert app.panes.pane is app.reader
            assert app.reader.cursor == cursor
