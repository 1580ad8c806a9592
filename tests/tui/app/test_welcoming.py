"""An empty library: what it offers, each by one key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from store import Library, open_library
from store.intake import sources
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.cli import screen
from tui.screens.add_prompt import AddPrompt
from tui.screens.welcome import Welcome


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (200, 50)])
async def test_an_empty_library_says_how_to_begin(
    library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """At every width each way stands whole, with its key; Esc leaves the empty list."""
    async with opened(library, size=size) as (app, pilot):
        assert isinstance(app.screen, Welcome)
        lines = [str(one.render()) for one in app.screen.query(Static)]
        for key, words in (("a", "Add a file"), ("f", "Follow a feed"), ("d", "Try all on samples")):
            (line,) = [one for one in lines if words in one]
            assert line.split()[0] == key and len(line) <= app.screen.query_one(".prompt").content_size.width
        await press(pilot, "escape")
        assert app.panes.hinted == ""  # no key of a row
        assert len(app.screen_stack) == 1 and "none: a adds" in str(
            app.releases.query_one(".pane-title").render()
        )


async def test_nothing_stands_beside_an_empty_list(
    library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list has all the room before the prompt lies over it: what lies below is laid out no more."""
    widths: list[int] = []
    push = DatelineApp.push_screen

    def pushed(app: DatelineApp, *arguments: Any, **options: Any) -> Any:
        widths.append(app.releases.size.width)
        return push(app, *arguments, **options)

    monkeypatch.setattr(DatelineApp, "push_screen", pushed)
    async with opened(library, size=(200, 50)):
        assert widths[-1] == 200


async def test_a_leads_to_adding(library: Library, wire: Path, opened: Opener) -> None:
    """The prompt for a place; what is there is listed."""
    async with opened(library, keys="a") as (app, pilot):
        assert isinstance(app.screen, AddPrompt)
        app.screen.query_one(Input).value = str(wire)
        await press(pilot, "enter")
        assert await until(pilot, lambda: len(app.releases.rows.ids) == 1)
        assert not sources(library)


async def test_f_leads_to_following(library: Library, wire: Path, opened: Opener) -> None:
    """The same prompt, whose Enter follows; left, it leads back."""
    async with opened(library, keys="f escape f") as (app, pilot):
        app.screen.query_one(Input).value = str(wire.parent)
        await pilot.press("enter")
        assert await until(pilot, lambda: len(sources(library)) == 1)


async def test_d_ends_for_the_samples(library: Library, opened: Opener) -> None:
    """Nothing of them comes into the empty library."""
    async with opened(library, keys="d") as (app, _):
        assert app.ending.for_samples and not library.releases.count()


async def test_a_library_with_releases_offers_nothing(wire_library: Library, opened: Opener) -> None:
    """It lists them; no more does one whose releases all were removed while it is open."""
    async with opened(wire_library, keys="X") as (app, _):
        assert len(app.screen_stack) == 1


def test_the_samples_are_opened_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a library of their own in the data folder, which is closed like any other."""
    opened: list[tuple[Path, int]] = []

    class App:
        """One whose user asked for the samples at first."""

        def __init__(self, library: Library, **_: object) -> None:
            opened.append((library.path, library.releases.count()))
            self.ending = self
            self.for_samples = len(opened) == 1

        def run_to_the_end(self) -> int:
            """As asked."""
            return 0

    monkeypatch.setattr("tui.app.DatelineApp", App)
    monkeypatch.setattr(screen, "data_folder", lambda: tmp_path)
    library = open_library(tmp_path / "own.db")
    screen.open_screen(library)
    library.close()
    (own, none), (demo, samples) = opened
    assert (own.name, none, demo.name) == ("own.db", 0, "demo.db") and samples > 5


async def test_beside_an_empty_reader_nothing_is_cut(library: Library, opened: Opener) -> None:
    """The list's title has room in the narrow list, and the reader names the key too."""
    async with opened(library, size=(100, 30)) as (app, pilot):
        await press(pilot, "escape tab")
        assert app.reader.display
        title = app.releases.query_one(".pane-title", Static)
        assert len(str(title.render())) <= title.content_size.width
        assert "a adds a file" in app.reader.welcome
