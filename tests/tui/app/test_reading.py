"""Reading in comfort: settings, the text alone, the measure, what was read to its end."""

from __future__ import annotations

from pathlib import Path

from store import Library
from tests.tui.conftest import Opener, press
from tui.actions import hints
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


async def test_the_text_alone(sample_library: Library, opened: Opener) -> None:
    """Z leaves the text in the middle of the screen and no hints; again, or Esc, brings all back."""
    async with opened(sample_library, size=(160, 30), keys="enter j") as (app, pilot):
        cursor = app.reader.cursor
        for leave in ("Z", "escape"):
            await press(pilot, "Z")
            assert [pane.display for pane in app._panes.values()] == [False, True, False]
            assert app.reader.size.width == 160
            assert hints(app.footer._scope) == []
            await press(pilot, "V")
            assert hints(app.footer._scope)
            await press(pilot, f"escape {leave}")
            assert [pane.display for pane in app._panes.values()] == [True, True, True]
            assert app.pane is app.reader
            assert app.reader.cursor == cursor


async def test_a_release_is_read_when_its_end_was_reached(sample_library: Library, opened: Opener) -> None:
    """Not by opening it, nor half way; undo is not about it; what is marked unread there stays unread."""
    made = sample_library.annotations.add(1, 0, 9, note="n")
    async with opened(sample_library, size=(120, 12), keys="enter") as (app, pilot):
        key = app.open_id
        assert key is not None
        await press(pilot, "ctrl+d")
        assert not sample_library.releases.get(key).read
        await press(pilot, "G")
        assert sample_library.releases.get(key).read
        await press(pilot, "r")
        assert not sample_library.releases.get(key).read
        await press(pilot, "k k G")
        assert not sample_library.releases.get(key).read
        await press(pilot, "u u")
        assert sample_library.annotations.of(1) == []
        assert made.note == "n"


async def test_a_release_that_fits_is_read_when_one_moves_in_it(
    wire_library: Library, opened: Opener
) -> None:
    """Having been shown for a moment does not count."""
    async with opened(wire_library, size=(120, 40), keys="enter") as (_app, pilot):
        assert not wire_library.releases.get(1).read
        await press(pilot, "w")
        assert wire_library.releases.get(1).read
