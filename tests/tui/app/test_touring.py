"""The tour: each step is noticed when it was really done, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp


def _told(app: DatelineApp) -> str:
    """What the panel says; empty where there is none."""
    return str(app.tour_panel.render()) if app.tour_panel.display else ""


@pytest.mark.slow
async def test_the_five_steps(
    wire_library: Library, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What leads to a step's end but does not reach it changes nothing."""
    monkeypatch.chdir(tmp_path)
    async with opened(wire_library, size=(60, 20), tour=True) as (app, pilot):
        assert _told(app).startswith("1 of 5  Open a release")
        assert "j and k move, Enter opens" in _told(app)
        for done, short, rest in [
            ("Opened   2 of 5  Read", "j k", "enter"),
            ("Read   3 of 5  Tag what is said", "j k", "G"),
            ("Tagged   4 of 5  Find it", "V t escape", "t n e w enter"),
            ("Found   5 of 5  Export", "g slash f e r r y enter", "enter"),
            ("Exported   That is all of it", "E escape", "E enter"),
        ]:
            before = _told(app)
            await press(pilot, short)
            assert _told(app) == before
            await press(pilot, rest)
            assert await until(pilot, lambda told=done: _told(app).startswith(f"✓ {told}"))  # type: ignore[misc]
        assert list(tmp_path.glob("*.md"))
        await press(pilot, "g question_mark")
        assert _told(app) == ""


async def test_one_may_leave_and_begin_again(wire_library: Library, opened: Opener) -> None:
    """By the same key, in any library; it begins at the list."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        assert _told(app) == ""
        await press(pilot, "g question_mark")
        assert _told(app).startswith("1 of 5") and app.panes.active == "releases"
        await press(pilot, "enter g question_mark")
        assert _told(app) == ""
        await press(pilot, "G")
        assert _told(app) == ""


async def test_a_step_done_before_its_turn_counts(sample_library: Library, opened: Opener) -> None:
    """Who tags before having read on need not tag again."""
    async with opened(sample_library, size=(60, 20), keys="enter V t o l d enter", tour=True) as (app, pilot):
        assert _told(app).startswith("✓ Tagged   2 of 5  Read")
        await press(pilot, "J")
        assert _told(app).startswith("✓ Tagged   2 of 5  Read")
        await press(pilot, "G")
        assert await until(pilot, lambda: _told(app).startswith("✓ Read   4 of 5  Find"))
        assert max(map(len, _told(app).splitlines()[:1])) < 58
