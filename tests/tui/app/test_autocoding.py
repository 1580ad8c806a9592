"""Auto-coding: the hits of a query, thinned out, tagged in one step, stopped, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static

from store import Library, add_paths, open_library
from tests.tui.app.test_searching import TEXTS, find, typed
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.screens.autocode_screen import AutocodeScreen

SENTENCES = {
    "Harbour towns agree on a ferry",
    "A new ferry leaves in May.",
    "The old ferry rests.",
    "The budget pays for one ferry and a bridge.",
}


@pytest.fixture
def ferries(tmp_path: Path) -> Iterator[Library]:
    """Two releases with the word, one without."""
    library = open_library(tmp_path / "library.db", user="ana")
    for name, text in TEXTS.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        add_paths(library, [path])
    yield library
    library.close()


def _screen(app: DatelineApp) -> AutocodeScreen:
    assert isinstance(app.screen, AutocodeScreen)
    return app.screen


def _title(app: DatelineApp) -> str:
    return str(app.screen.query_one("#list-title", Static).render())


def _tagged(library: Library) -> dict[str, list[str]]:
    found = [one for key in library.releases.ids() for one in library.annotations.of(key)]
    return {one.quote: [tag.name for tag in one.tags] for one in found}


def _said(app: DatelineApp) -> str:
    return " ".join(one.message for one in app._notifications)


@pytest.mark.slow
async def test_hits_are_tagged_in_one_step(ferries: Library, opened: Opener) -> None:
    """Their sentences at first; one that is left out is not tagged, one that has the tag is told of."""
    async with opened(ferries) as (app, pilot):
        await find(pilot, "ferry", "A")
        screen = _screen(app)
        assert {one.text for one in screen.listed.candidates} == SENTENCES
        assert _title(app).endswith("4 of 4 passages")
        await press(pilot, "v")
        left_out = screen.listed.candidates[0].text
        assert _title(app).endswith("3 of 4 passages")
        await press(pilot, f"enter {typed('boat')} enter")
        assert app.panes.active == "found" and len(app.screen_stack) == 1
        assert _tagged(ferries) == {quote: ["boat"] for quote in SENTENCES - {left_out}}
        assert "Tagged 3 passages in 2 releases #boat · u undoes" in _said(app)
        await press(pilot, f"A enter {typed('boat')} enter")
        assert _tagged(ferries) == {quote: ["boat"] for quote in SENTENCES}
        assert "3 had that already" in _said(app)
        await press(pilot, "u u")
        assert _tagged(ferries) == {} and not ferries.tags.all()


async def test_another_unit_is_listed_anew(ferries: Library, opened: Opener) -> None:
    """By its number; the next query begins with it."""
    async with opened(ferries) as (app, pilot):
        await find(pilot, "ferry", "A v 3")
        listed = _screen(app).listed
        assert "A new ferry leaves in May. The old ferry rests." in {one.text for one in listed.candidates}
        assert len(listed.kept) == 3
        await press(pilot, "4 enter")
        assert _title(app).endswith("0 of 0 passages") and "No passage" in _said(app)
        await press(pilot, "1 q A")
        assert {one.text for one in _screen(app).listed.candidates} == {"ferry"}


async def test_without_words_there_are_no_hits(ferries: Library, opened: Opener) -> None:
    """It is said, and nothing is opened."""
    async with opened(ferries) as (app, pilot):
        await find(pilot, "is:unread", "A")
        assert len(app.screen_stack) == 1
        assert "no words" in _said(app)


async def test_esc_stops_it_and_nothing_is_tagged(
    ferries: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen stays, with what was left out."""
    async with opened(ferries) as (app, pilot):
        await find(pilot, "ferry", "A v")
        say: Any = AutocodeScreen.say

        def stopped(screen: AutocodeScreen, under_way: str) -> None:
            say(screen, under_way)
            if under_way == "tagging 3/3":
                app.autocoding.action_leave_candidates()

        monkeypatch.setattr(AutocodeScreen, "say", stopped)
        await press(pilot, f"enter {typed('boat')} enter")
        assert _title(app).endswith("  3 of 4 passages") and "nothing was tagged" in _said(app)
        assert _tagged(ferries) == {} and not ferries.tags.all()
        assert ferries.history.undo() is None
        monkeypatch.undo()
        await press(pilot, f"enter {typed('boat')} enter")
        assert len(_tagged(ferries)) == 3
