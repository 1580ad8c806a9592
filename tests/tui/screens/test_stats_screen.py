"""The statistics over the panes."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.screens.stats_screen import StatsScreen


def _told(app: DatelineApp) -> str:
    return "\n".join(str(one.render()) for one in app.screen.query(Static))


@pytest.mark.slow
async def test_what_is_listed_is_counted(sample_library: Library, opened: Opener) -> None:
    """All, then what the list is narrowed to; Esc goes back."""
    async with opened(sample_library, size=(60, 20), keys="g p") as (app, pilot):
        assert await until(pilot, lambda: "0 of 10" in _told(app))
        assert "All releases" in _told(app) and "Tue" in _told(app)
        await press(pilot, "escape slash t r a i n s enter g p")
        assert await until(pilot, lambda: "0 of 1" in _told(app))
        assert "The 1 release" in _told(app)
        await press(pilot, "G q")
        assert not isinstance(app.screen, StatsScreen) and app.is_running


async def test_without_releases_it_says_what_brings_some(library: Library, opened: Opener) -> None:
    """In the place of charts of nothing."""
    async with opened(library, size=(60, 20), keys="escape g p") as (app, pilot):
        assert "There are no releases here; in the list a adds some." in _told(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, StatsScreen)
