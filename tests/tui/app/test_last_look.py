"""What came since the application was last closed: listed by a view, said at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp


def _said(app: DatelineApp) -> list[str]:
    return [one.message for one in app._notifications if "since you last looked" in one.message]


async def _told(app: DatelineApp) -> list[str]:
    app.last_look.tell()
    await app.workers.wait_for_complete()
    return _said(app)


@pytest.mark.slow
async def test_what_came_since_is_said_and_listed(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """At the first look all is new, and nothing is said; closed, what comes afterwards is."""
    async with opened(wire_library, keys="g l 3") as (app, pilot):
        assert len(app.releases.rows.ids) == 1 and not await _told(app)
        await press(pilot, "q")
    assert wire_library.reading.last_look()
    (tmp_path / "late.txt").write_text("A late release\n\nIt came at night.\n", encoding="utf-8")
    (late,) = add_paths(wire_library, [tmp_path / "late.txt"]).added
    async with opened(wire_library) as (app, pilot):
        (said,) = await _told(app)
        assert said.startswith("1 release came since you last looked, ") and said.endswith("gl 3 lists them")
        await press(pilot, "g l 3")
        assert app.releases.rows.ids == [late]
        await press(pilot, "q")
    async with opened(wire_library, keys="g l 3") as (app, pilot):
        assert app.releases.rows.ids == [] and not await _told(app)


async def test_each_user_has_looked_for_oneself(wire_library: Library, opened: Opener) -> None:
    """What one has seen is new to another; a library that cannot be written notes nothing."""
    async with opened(wire_library) as (_, pilot):
        await press(pilot, "q")
    assert wire_library.reading.last_look()
    wire_library.tables.user = "bea"
    assert not wire_library.reading.last_look()
    wire_library.reading.stop_looking()
    wire_library.tables.user = "ana"
    assert wire_library.reading.last_look() < wire_library.tables.clock()


async def test_q_is_a_look_at_an_end_from_every_pane(wire_library: Library, opened: Opener) -> None:
    """Also while words are selected: a key that does nothing says nothing."""
    async with opened(wire_library, keys="enter V") as (_, pilot):
        await press(pilot, "q")
    assert wire_library.reading.last_look()
