"""The footer draws again no more than what changed."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from tui.panes.footer import Footer
from tui.scopes import READER, RESHAPE, SELECTION


class _App(App[None]):
    def compose(self) -> ComposeResult:
        """Nothing but the footer."""
        yield Footer()


async def test_a_note_of_the_same_width_alone_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another percentage redraws the note's cells; what moves the hints or changes them, the line."""
    app = _App()
    async with app.run_test() as pilot:
        footer = app.query_one(Footer)
        footer.show(READER, "1%", "library.db · saved")
        await pilot.pause()
        drawn: list[tuple[Any, ...]] = []
        monkeypatch.setattr(footer, "refresh", lambda *regions: drawn.append(regions))
        footer.show(READER, "1%", "library.db · saved")
        assert drawn == []
        footer.show(READER, "2%", "library.db · saved")
        assert drawn == [(Region(0, 0, 4, 1),)]
        footer.show(READER, "10%", "library.db · saved")
        footer.show(SELECTION, "11%", "library.db · saved")
        footer.show(SELECTION, "11%", "library.db · saving…")
        assert drawn[1:] == [(), (), ()]


@pytest.mark.parametrize(("scope", "first"), [(SELECTION, " t tag "), (RESHAPE, " Enter keep ")])
async def test_what_ends_a_selection_is_told_before_where_work_is_saved(scope: str, first: str) -> None:
    """However little room is left."""
    app = _App()
    async with app.run_test(size=(60, 20)):
        footer = app.query_one(Footer)
        footer.show(scope, "RESHAPE  34 words  William Lacy Swing", "library.db · saved")
        assert first in footer.render_line(0).text


async def test_the_note_drawn_again_is_the_new_one() -> None:
    """The screen's last line shows what `show` was told last."""
    app = _App()
    async with app.run_test() as pilot:
        footer = app.query_one(Footer)
        footer.show(READER, "1%", "library.db · saved")
        await pilot.pause()
        before = footer.render_lines(Region(0, 0, footer.size.width, 1))[0].text
        footer.show(READER, "2%", "library.db · saved")
        await pilot.pause()
        after = footer.render_lines(Region(0, 0, footer.size.width, 1))[0].text
        assert before.startswith(" 1% ")
        assert after == before.replace(" 1% ", " 2% ")


@pytest.mark.parametrize("scope", [READER, SELECTION, RESHAPE])
@pytest.mark.parametrize("width", [40, 60, 79, 80, 81, 100])
async def test_hints_are_whole_and_apart_from_what_follows(scope: str, width: int) -> None:
    """Two blanks at least before what becomes of the work, which is said where there is room for it."""
    app = _App()
    async with app.run_test(size=(width, 3)) as pilot:
        footer = app.query_one(Footer)
        footer.show(scope, "12%", "library.db · saved")
        await pilot.pause()
        line = footer.render_line(0).text
    shown, end = line[:-1].rstrip(), "library.db · saved · ? help"
    assert shown.endswith(end if f"  {end}" in shown else "  saved · ? help")
    first = {READER: " /", SELECTION: " t tag", RESHAPE: " Enter keep"}[scope]
    assert width < 70 or line.startswith(f" 12% {first}")


@pytest.mark.parametrize(
    ("width", "end"), [(60, "a.db · saved · ? help"), (42, "adding 1/9 · saved · ? help")]
)
async def test_the_librarys_name_gives_way_before_what_is_under_way(width: int, end: str) -> None:
    """Where there is no room for both."""
    app = _App()
    async with app.run_test(size=(width, 3)) as pilot:
        footer = app.query_one(Footer)
        footer.show(READER, "12%", "adding 1/9 · a long library a.db · saved")
        await pilot.pause()
        assert footer.render_line(0).text.rstrip().endswith(end)
