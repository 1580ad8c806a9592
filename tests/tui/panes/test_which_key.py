"""What may follow the keys typed so far: from the table of actions, after a pause, in columns."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from store import Library
from tests.tui.conftest import Opener, press
from tui.actions import Action, actions_in
from tui.keys import BY_KEY, following
from tui.panes.which_key import table
from tui.scopes import PANE_SCOPES, READER


def _beginning(begun: str) -> set[str]:
    """The ids of the reader's actions whose keys begin so."""
    return {one.id for one in actions_in(READER) if any(key.startswith(f"{begun} ") for key in one.keys)}


@pytest.mark.parametrize("begun", ["g", "z", "i"])
def test_what_follows_is_the_tables(begun: str) -> None:
    """Each action whose keys go on from there, once."""
    found = [action.id for _, action in following(READER, begun, counted=False)]
    assert set(found) == _beginning(begun) and len(found) == len(set(found)) > 1


def test_after_a_number_stands_what_is_counted() -> None:
    """And nothing else; the keys stand as they are typed from there."""
    found = following(READER, "", counted=True)
    assert {one.id for _, one in found} == {one.id for one in actions_in(READER) if one.counted}
    assert ("g g", "top") in [(key, one.id) for key, one in found]


@pytest.mark.parametrize("scope", PANE_SCOPES)
def test_nothing_is_cut_or_left_out_on_a_small_screen(scope: str) -> None:
    """Behind every key that begins a longer one stands all that may follow, on two thirds of 20 lines."""
    for begun in {key.split()[0] for where, key in BY_KEY if where == scope and " " in key}:
        entries = following(scope, begun, counted=False)
        lines = table(entries, 58, 13)
        told = "".join(line.plain for line in lines)
        assert "…" not in told and max(cell_len(line.plain) for line in lines) <= 58
        assert [what for _, one in entries if (what := _told(one)) not in told] == []


def test_what_is_longer_than_its_column_goes_on_below() -> None:
    """Whole, further in than the keys; an entry stays in one column."""
    long = Action("long", "motion", ("g x",), (READER,), "Say a thing in far more words than find room here")
    entries = [("x", long), *following(READER, "g", counted=False)]
    lines = [line.plain for line in table(entries, 58, 13)]
    assert [line[:28].rstrip() for line in lines[:2]] == [
        "x Say a thing in far more",
        "  words than find room here",
    ]
    assert lines[2].startswith("g To the beginning")


def _told(action: Action) -> str:
    return action.brief or action.help.split(";")[0]


@pytest.mark.parametrize(("width", "height"), [(58, 10), (98, 15), (198, 25), (20, 3)])
def test_the_columns_keep_within_the_screen(width: int, height: int) -> None:
    """No line is longer, there are no more lines; what finds no room is counted."""
    entries = following(READER, "", counted=True)
    lines = table(entries, width, height)
    assert len(lines) <= height and max(cell_len(line.plain) for line in lines) <= width
    told = "\n".join(line.plain for line in lines)
    assert ("more" in told) == any(_told(one) not in told for _, one in entries if len(_told(one)) < 10)
    assert len(table(entries[:4], 198, 25)) == 1


@pytest.mark.slow
async def test_it_comes_after_a_pause_and_goes_with_the_next_key(
    wire_library: Library, opened: Opener
) -> None:
    """Counts alike; it is told what an unfinished command waits for, and takes no key."""
    async with opened(wire_library, size=(60, 20), keys="enter g") as (app, pilot):
        panel = app.which_key
        assert not panel.display and panel._timer is not None
        panel.tell()
        await pilot.pause()
        assert panel.display and app.screen.region.contains_region(panel.region)
        assert panel.region.bottom == app.footer.region.y
        before = app.reader.cursor
        await press(pilot, "e")
        assert not panel.display and app.reader.cursor <= before
        for keys in ("3", "m", "apostrophe"):
            await press(pilot, keys)
            panel.tell()
            assert panel.display, keys
            await press(pilot, "escape")
            assert not panel.display and app.panes.active == "reader", keys
        panel.tell()
        assert not panel.display
