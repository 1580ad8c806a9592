"""Reading in comfort: the settings, the theme, the measure."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Opener, press
from tui.config import Settings, load, remember
from tui.text.typesetting import Setting


async def test_the_settings_hold_from_the_first_frame(wire_library: Library, opened: Opener) -> None:
    """Theme and measure are those of the settings."""
    settings = Settings("dateline-light", Setting(measure=40, leading=1))
    async with opened(wire_library, settings=settings, keys="enter") as (app, _):
        assert app.theme == "dateline-light"
        assert (app.reader.frame.measure, app.reader.page.layout.setting.leading) == (40, 1)


async def test_an_unknown_theme_is_said(wire_library: Library, opened: Opener) -> None:
    """The usual one is shown, and the message names those there are."""
    async with opened(wire_library, settings=Settings("sepia")) as (app, _):
        assert app.theme == "dateline"
        (message,) = [note.message for note in app._notifications]
        assert "“sepia”" in message
        assert "dateline-light" in message


async def test_a_theme_that_is_chosen_is_remembered(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """In the settings file, for the next start; nothing is written before."""
    config = tmp_path / "settings.toml"
    async with opened(wire_library, config=config) as (app, pilot):
        assert not config.exists()
        app.theme = "nord"
        await press(pilot, "j j")
    assert load(config) == (Settings("nord"), [])


async def test_a_setting_of_another_window_is_not_overwritten_in_silence(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """What stood there is said; one's own later changes are no news."""
    config = tmp_path / "settings.toml"
    remember(config, "theme", "sepia")
    settings = load(config)[0]
    options = {"size": (200, 20), "config": config, "settings": settings}
    async with opened(wire_library, keys="enter", **options) as (app, pilot):
        remember(config, "measure", 100)
        app.clear_notifications()
        await press(pilot, "minus")
        said = [note.message for note in app._notifications]
        assert "measure is 68 now; another window had set it to 100." in said
        app.theme = "nord"
        await press(pilot, "minus")
        assert not any("another window" in note.message for note in app._notifications)
    assert load(config)[0] == Settings("nord", Setting(measure=64))


@pytest.mark.slow
async def test_lines_are_made_longer_and_shorter(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """By four cells a key, from what is seen; the text stays in its place, and the measure is remembered."""
    config = tmp_path / "settings.toml"
    async with opened(wire_library, size=(200, 20), config=config, keys="enter") as (app, pilot):
        for keys, measure in (("minus", 68), ("minus", 64), ("plus", 68)):
            await press(pilot, keys)
            assert app.reader.frame.measure == app.reader.setting.measure == measure
        await press(pilot, " ".join(["minus"] * 30))
        assert app.reader.frame.measure == 20
        await pilot.resize_terminal(60, 20)
        await press(pilot, " ".join(["plus"] * 30))
        room = app.reader.frame.measure
        assert room < 60 < app.reader.setting.measure
        await press(pilot, "minus")
        assert app.reader.setting.measure == room - 4
    assert load(config)[0].setting.measure == room - 4
