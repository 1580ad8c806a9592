"""Reading in comfort: the settings, the theme, the measure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.color import Color
from textual.events import Key

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.theming import set_theme
from tui.app.three_panes import ThreePanes
from tui.config import MEASURES, Settings, load, remember
from tui.palette import AA, THEME_NAMES, contrast
from tui.panes.reader.pane import ReaderPane
from tui.text.typesetting import Setting


async def test_the_settings_hold_from_the_first_frame(wire_library: Library, opened: Opener) -> None:
    """Theme and measure are those of the settings."""
    settings = Settings("dateline-light", Setting(measure=40, leading=1))
    async with opened(wire_library, settings=settings, keys="enter") as (app, _):
        assert app.theme == "dateline-light"
        assert (app.reader.frame.measure, app.reader.page.layout.setting.leading) == (40, 1)


def test_a_theme_there_is_is_taken() -> None:
    """One of the program's own or of Textual's; its colours are there before anything is drawn."""
    colours = []
    for name, given in (
        ("nord", "nord"),
        ("dateline-light", "dateline-light"),
        ("sepia", "dateline"),
    ):
        app: App[None] = App()
        set_theme(app, name)
        assert app.theme == given
        assert set(app.available_themes) == set(THEME_NAMES)
        assert {"dateline", "dateline-light"} <= app.available_themes.keys()
        colours.append(app.stylesheet._variables["background"])
    assert len(set(colours)) == 3


async def test_signs_are_readable_on_a_theme_of_others(wire_library: Library, opened: Opener) -> None:
    """The dot of an unread release had 2.7 : 1 on this one."""
    async with opened(wire_library, settings=Settings("atom-one-light")) as (app, _):
        sign, ground = (app.theme_variables[name] for name in ("accent", "background"))
        drawn = app.releases.rows.get_component_styles("rows--accent").color
        assert drawn == Color.parse(sign)
        assert contrast(drawn, Color.parse(ground)) >= AA


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


async def test_a_measure_has_its_bounds_and_is_said(wire_library: Library, opened: Opener) -> None:
    """And how much room there is, where that is less; without a file it holds until the end."""
    async with opened(wire_library, size=(200, 20), keys="enter minus") as (app, pilot):
        said = app._notifications
        assert [note.message for note in said] == ["Lines of 68 cells"]
        assert app.preferences._set["measure"] == 72
        await pilot.resize_terminal(500, 20)
        for measure, keys in ((MEASURES[0] + 2, "minus"), (MEASURES[1] - 2, "plus")):
            app.reader.typeset(app.reader.setting._replace(measure=measure))
            await press(pilot, keys)
            assert app.reader.setting.measure in MEASURES
        app.reader.typeset(app.reader.setting._replace(measure=60))
        await pilot.resize_terminal(50, 20)
        await press(pilot, "plus")
        (note,) = said
        room = app.reader.frame.measure
        assert note.message == f"Lines of 60 cells; here is room for {room}"
        await press(pilot, "minus")
        assert app.reader.setting.measure == app.reader.frame.measure == room - 4


async def test_the_split_between_list_and_text_is_moved(
    wire_library: Library, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From both; remembered for this width of the terminal, said where there is none.

    It is written once the keys rest, and at the end.
    """
    monkeypatch.setattr("tui.app.preferences._DELAY", 3600.0)
    config = tmp_path / "settings.toml"
    async with opened(wire_library, size=(160, 20), config=config, keys="greater_than_sign") as (app, pilot):
        assert [note.message for note in app._notifications] == ["No text stands beside the list here"]
        await press(pilot, "enter")
        first = app.releases.size.width
        await press(pilot, "greater_than_sign")
        assert app.releases.size.width == first + 4
        await press(pilot, "escape less_than_sign less_than_sign")
        assert app.releases.size.width == first - 4
        await press(pilot, "shift+tab")
        beside = app.panes.annotations.size.width
        await press(pilot, "less_than_sign less_than_sign greater_than_sign")
        assert app.panes.annotations.size.width == beside + 4 and app.releases.size.width == first - 4
        assert not config.exists()
        await press(pilot, "q")
    settings, problems = load(config)
    assert (list(settings.list_widths), list(settings.annotation_widths), problems) == ([160], [160], [])
    monkeypatch.setattr("tui.app.preferences._DELAY", 0.01)
    options = {"config": config, "settings": settings, "keys": "enter"}
    async with opened(wire_library, size=(160, 20), **options) as (app, pilot):
        assert app.releases.size.width == first - 4
        await press(pilot, "greater_than_sign")
        wider = {160: settings.list_widths[160] + 4}
        assert await until(pilot, lambda: load(config)[0].list_widths == wider)
        await press(pilot, "less_than_sign")
        await pilot.resize_terminal(161, 20)
        assert await until(pilot, lambda: app.releases.size.width == first + 1)


@pytest.mark.parametrize(("key", "list_cells", "measure"), [(">", 16, 0), ("<", -16, 0), ("-", 16, -16)])
async def test_a_key_held_down_is_done_in_one(
    key: str,
    list_cells: int,
    measure: int,
    wire_library: Library,
    opened: Opener,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What waits is done together: the text is laid out once, as far on as every press would have led."""
    moved: list[str] = []
    for owner, name in ((ThreePanes, "place_split"), (ReaderPane, "typeset")):
        monkeypatch.setattr(owner, name, noting(moved, getattr(owner, name)))
    async with opened(wire_library, size=(200, 20), keys="enter") as (app, pilot):
        before = app.releases.size.width, app.reader.setting.measure
        moved.clear()
        for one in f"{key}{key}{key}j{key}":
            app.take_later(Key(one, one))
        await app.rest()
        await pilot.pause()
        assert app.releases.size.width == before[0] + list_cells
        assert app.reader.setting.measure == before[1] + measure
        assert len(moved) == 2


def noting(calls: list[str], method: Callable[..., object]) -> Callable[..., object]:
    """The method, each call of which is noted."""

    def noted(*arguments: object) -> object:
        calls.append(method.__name__)
        return method(*arguments)

    return noted


async def test_what_a_folder_sets_is_not_written_to_ones_own(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """It would not hold at the next start there, and that is said."""
    config, folder = tmp_path / "settings.toml", tmp_path / ".dateline.toml"
    folder.write_text("measure = 60\n", encoding="utf-8")
    settings = load(config, folder)[0]
    options = {"settings": settings, "config": config, "size": (160, 20)}
    async with opened(wire_library, keys="enter minus", **options) as (app, _):
        assert app.reader.setting.measure == 56
        assert f"It holds until you quit: {folder} sets it." in [one.message for one in app._notifications]
    assert not config.exists()


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
        await press(pilot, " ".join(["minus"] * 14))
        assert app.reader.frame.measure == 20
        await pilot.resize_terminal(60, 20)
        await press(pilot, " ".join(["plus"] * 12))
        room = app.reader.frame.measure
        assert room <= app.reader.setting.measure < room + 4  # more would not be seen
        await press(pilot, "minus")
        assert app.reader.setting.measure == room - 4
    assert load(config)[0].setting.measure == room - 4
