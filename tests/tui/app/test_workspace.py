"""The panes and the footer: who has the keys, what is shown, what is said of the work."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.command import CommandPalette

from store import Library, StorageError, add_paths, open_library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.app.workspace import THREE_PANES

BODY = WIRE.index("LISBON")


def toasts(app: DatelineApp) -> list[str]:
    """What the toasts in view say."""
    return [toast.message for toast in app._notifications]


def footer(app: DatelineApp) -> str:
    """The bottom line."""
    return app.footer.render_line(0).text


@pytest.fixture
def two(wire_library: Library) -> Library:
    """The wire release with an annotation on its place and one at its end."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["place"])
    wire_library.annotations.add(1, len(WIRE) - 10, len(WIRE) - 1, tags=["end"])
    return wire_library


async def test_tab_goes_from_pane_to_pane_and_round(wire_library: Library, opened: Opener) -> None:
    """To the right, and back with Shift; the pane has the keys, and all are in view."""
    async with opened(wire_library, size=(THREE_PANES, 24), keys="enter") as (app, pilot):
        for key, pane in (
            ("tab", "annotations"), ("tab", "releases"), ("tab", "reader"),
            ("shift+tab", "releases"), ("shift+tab", "annotations"), ("shift+tab", "reader"),
        ):  # fmt: skip
            await press(pilot, key)
            assert app.active == pane
            assert app.focused is app.pane
            assert all(one.display for one in app._panes.values())
        await press(pilot, "tab escape")
        assert app.active == "reader"
        await press(pilot, "escape")
        assert app.active == "releases"


async def test_escape_hides_the_hits_before_it_leaves_the_reader(
    wire_library: Library, opened: Opener
) -> None:
    """Once for the hits, once more for the pane."""
    async with opened(wire_library, keys="enter / f e r r y enter") as (app, pilot):
        assert app.reader.hits
        await press(pilot, "escape")
        assert (app.active, list(app.reader.hits)) == ("reader", [])
        await press(pilot, "escape")
        assert app.active == "releases"


async def test_below_the_width_for_three_the_pane_with_the_keys_is_shown(
    wire_library: Library, opened: Opener
) -> None:
    """Whichever gets them; one column more, and all are."""
    async with opened(wire_library, size=(THREE_PANES - 1, 24), keys="enter") as (app, pilot):
        for keys, shown in (("", "reader"), ("tab", "annotations"), ("tab", "releases")):
            await press(pilot, keys)
            assert [name for name, pane in app._panes.items() if pane.display] == [shown]
            assert app.screen.has_class("narrow")
        await pilot.resize_terminal(THREE_PANES, 24)
        await pilot.pause()
        assert all(pane.display for pane in app._panes.values())
        assert not app.screen.has_class("narrow")
        await pilot.resize_terminal(THREE_PANES - 1, 24)
        await pilot.pause()
        assert [name for name, pane in app._panes.items() if pane.display] == ["releases"]


async def test_reader_and_list_are_about_the_same_annotation(two: Library, opened: Opener) -> None:
    """The reader follows the list where that has the keys, and the list the reader where that has."""
    async with opened(two, keys="enter g g") as (app, pilot):
        rows = app.annotations.rows
        first, last = (one.id for one in two.annotations.of(1))
        assert app.reader.current is None
        await press(pilot, "tab")
        for key, wanted in (("j", last), ("k", first), ("j", last)):
            await press(pilot, key)
            assert rows.current is not None and rows.current.id == wanted == app.reader.current
        await press(pilot, "shift+tab g g ]")
        assert app.reader.current == first
        assert rows.current is not None and rows.current.id == first


@pytest.fixture
def closed(tmp_path: Path, wire: Path) -> Iterator[Library]:
    """A library that may be read only."""
    path = tmp_path / "there" / "library.db"
    made = open_library(path, user="ana")
    add_paths(made, [wire])
    made.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    library = open_library(path, user="ana")
    yield library
    library.close()
    path.parent.chmod(0o755)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write whatever is forbidden")
async def test_the_footer_says_that_nothing_can_be_written(closed: Library, opened: Opener) -> None:
    """In place of where the work is saved."""
    async with opened(closed) as (app, _):
        assert "library.db · read-only" in footer(app)


async def test_the_footer_says_what_is_under_way(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mode, count, what goes on beside reading, the library and whether all is saved."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        assert "  library.db · saved · ? help" in footer(app)
        app.busy = "3 of 7 fetched"
        app.update_footer()
        assert "  3 of 7 fetched · library.db · saved · ? help" in footer(app)
        await press(pilot, "1 2")
        assert "12 " in footer(app)
        await press(pilot, "escape")
        monkeypatch.setattr(type(wire_library), "read_only", property(lambda _: True))
        app.update_footer()
        assert "library.db · read-only" in footer(app)


async def test_a_change_that_fails_is_said_as_it_is_told(wire_library: Library, opened: Opener) -> None:
    """One message takes the place of the one before; what was not done gives nothing."""

    def fail() -> None:
        raise StorageError("the disk is full.", "Free some space.")

    async with opened(wire_library) as (app, pilot):
        app.say("something")
        assert await app.changed(fail) is False
        await pilot.pause()
        assert toasts(app) == ["the disk is full. Free some space."]
        assert await app.change(fail, failing=lambda one: StorageError("[b]no", one.way_out)) is None
        await pilot.pause()
        assert toasts(app) == ["[b]no Free some space."]
        assert await app.changed(lambda: None) is True
        assert await app.change(lambda: 3) == 3
        app.say("[b]said\x1b[31m")
        await pilot.pause()
        (said,) = toasts(app)
        assert said.startswith("[b]said") and "\x1b" not in said
        assert "library.db · saved" in footer(app)


async def test_the_palette_is_opened_once(wire_library: Library, opened: Opener) -> None:
    """And a command of Textual's own takes its turn like a key."""
    async with opened(wire_library) as (app, pilot):
        for _ in range(2):
            app.action_command_palette()
        await pilot.pause()
        assert len(app.screen_stack) == 2
        assert isinstance(app.screen, CommandPalette)
        await press(pilot, "escape")
        done: list[str] = []
        app.soon(lambda: done.append("soon"))
        for command in app.get_system_commands(app.screen):
            assert command.title and command.help
            assert command.callback.func == app.soon  # type: ignore[attr-defined]
        await app.rest()
        assert done == ["soon"]


async def test_a_key_that_means_nothing_to_the_pane_goes_on(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To what Textual does with it; one that the pane takes does not."""
    async with opened(wire_library, keys="enter") as (_app, pilot):
        passed: list[str] = []
        on_event = App.on_event

        async def noted(app: App[None], event: events.Event) -> None:
            if isinstance(event, events.Key):
                passed.append(event.key)
            await on_event(app, event)

        monkeypatch.setattr(App, "on_event", noted)
        await press(pilot, "l f12")
        assert set(passed) == {"f12"}
