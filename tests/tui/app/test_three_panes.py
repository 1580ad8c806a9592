"""Three panes where there is room for them, else one, or the text alone; which of them has the keys."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from store import Library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.three_panes import THREE_PANES
from tui.key_words import hints

BODY = WIRE.index("LISBON")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (99, 30)])
async def test_below_a_hundred_columns_one_pane_is_shown(
    sample_library: Library, opened: Opener, size: tuple[int, int]
) -> None:
    """Panes give way to one another; each is a key away and has the full width."""
    async with opened(sample_library, size=size) as (app, pilot):
        panes = (app.releases, app.reader, app.annotations)
        for keys, index in (("", 0), ("enter", 1), ("tab", 2), ("tab", 0)):
            await press(pilot, keys)
            assert [pane.display for pane in panes] == [at == index for at in range(3)]
            assert panes[index].size.width >= size[0] - 2


async def test_from_a_hundred_columns_three_panes_are_shown(sample_library: Library, opened: Opener) -> None:
    """All at once, the reader the widest; before a release is opened the list alone."""
    sample_library.annotations.add(sample_library.releases.ids()[0], 0, 7, tags=["ferry"])
    async with opened(sample_library, size=(100, 30)) as (app, pilot):
        assert app.releases.size.width == 100
        await press(pilot, "enter escape")
        panes = (app.releases, app.reader, app.annotations)
        assert all(pane.display for pane in panes)
        assert app.reader.size.width == max(pane.size.width for pane in panes)


async def test_the_text_alone(sample_library: Library, opened: Opener) -> None:
    """Z leaves the text in the middle of the screen and no hints; again, or Esc, brings all back."""
    async with opened(sample_library, size=(160, 30), keys="enter j") as (app, pilot):
        cursor = app.reader.cursor
        for leave in ("Z", "escape"):
            await press(pilot, "Z")
            assert [pane.display for pane in app.panes.by_name.values()] == [False, True, False]
            assert app.reader.size.width == 160
            assert hints(app.footer._scope) == []
            await press(pilot, "V")
            assert hints(app.footer._scope)
            await press(pilot, f"escape {leave}")
            assert [pane.display for pane in app.panes.by_name.values()] == [True, True, True]
            assert app.panes.pane is app.reader
            assert app.reader.cursor == cursor


@pytest.fixture
def two(wire_library: Library) -> Library:
    """The wire release with an annotation on its place and one at its end."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["place"])
    wire_library.annotations.add(1, len(WIRE) - 10, len(WIRE) - 1, tags=["end"])
    return wire_library


async def test_tab_goes_from_pane_to_pane_and_round(two: Library, opened: Opener) -> None:
    """To the right, and back with Shift; the pane has the keys, and all are in view."""
    async with opened(two, size=(THREE_PANES, 24), keys="enter") as (app, pilot):
        for key, pane in (
            ("tab", "annotations"), ("tab", "releases"), ("tab", "reader"),
            ("shift+tab", "releases"), ("shift+tab", "annotations"), ("shift+tab", "reader"),
        ):  # fmt: skip
            await press(pilot, key)
            assert app.panes.active == pane
            assert app.focused is app.panes.pane
            assert all(one.display for one in app.panes.by_name.values())
        await press(pilot, "tab escape")
        assert app.panes.active == "reader"
        await press(pilot, "escape")
        assert app.panes.active == "releases"


async def test_escape_hides_the_hits_before_it_leaves_the_reader(
    wire_library: Library, opened: Opener
) -> None:
    """Once for the hits, once more for the pane."""
    async with opened(wire_library, keys="enter / f e r r y enter") as (app, pilot):
        assert app.reader.hits
        await press(pilot, "escape")
        assert (app.panes.active, list(app.reader.hits)) == ("reader", [])
        await press(pilot, "escape")
        assert app.panes.active == "releases"


async def test_below_the_width_for_three_the_pane_with_the_keys_is_shown(
    two: Library, opened: Opener
) -> None:
    """Whichever gets them; one column more, and all are."""
    async with opened(two, size=(THREE_PANES - 1, 24), keys="enter") as (app, pilot):
        for keys, shown in (("", "reader"), ("tab", "annotations"), ("tab", "releases")):
            await press(pilot, keys)
            assert [name for name, pane in app.panes.by_name.items() if pane.display] == [shown]
            assert app.panes.by_name[shown].region.width == THREE_PANES - 1
        await pilot.resize_terminal(THREE_PANES, 24)
        await pilot.pause()
        assert all(pane.display for pane in app.panes.by_name.values())
        widths = [pane.region.width for pane in app.panes.by_name.values()]
        assert sum(widths) == THREE_PANES and min(widths) > 20
        await pilot.resize_terminal(THREE_PANES - 1, 24)
        await pilot.pause()
        assert [name for name, pane in app.panes.by_name.items() if pane.display] == ["releases"]


async def test_annotations_take_no_room_while_there_are_none(wire_library: Library, opened: Opener) -> None:
    """On a screen that has little: they come with the first, go with the last, and are a key away."""
    async with opened(wire_library, size=(120, 24), keys="enter") as (app, pilot):
        list_cells, text_cells = app.releases.size.width, app.reader.size.width
        assert not app.annotations.display
        for keys, there in (("V t x enter", True), ("u", False), ("tab", True), ("escape", False)):
            await press(pilot, keys)
            assert app.annotations.display is there
            assert (app.reader.size.width == text_cells) is not there
            assert app.releases.size.width == list_cells
        await pilot.resize_terminal(140, 24)
        assert await until(pilot, lambda: app.annotations.display)


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


async def test_the_title_of_the_pane_with_the_keys_stands_out(wire_library: Library, opened: Opener) -> None:
    """In the accent and bold; those of the others are dim."""

    def titles() -> list[tuple[str, bool]]:
        panes = (app.releases, app.annotations)
        shown = [pane.query_one(".pane-title").styles for pane in panes]
        found = [(one.color.hex, bool(one.text_style.bold)) for one in shown]
        reader = app.reader.styles
        return [found[0], (reader.border_title_color.hex, bool(reader.border_title_style.bold)), found[1]]

    async with opened(wire_library, keys="enter") as (app, pilot):
        loud, dim = titles()[1], titles()[0]
        assert loud[1] and not dim[1] and loud[0] != dim[0] == titles()[2][0]
        await press(pilot, "tab")
        assert titles() == [dim, dim, loud]
        await press(pilot, "tab")
        assert titles() == [loud, dim, dim]


async def test_another_pane_looks_up_few_styles(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the style sheet the lists and the colours of their parts look the same with the keys."""
    looked_up: list[object] = []
    apply = Stylesheet.apply

    def noted(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
        looked_up.append(node)
        apply(sheet, node, **options)

    async with opened(wire_library, keys="enter") as (app, pilot):
        monkeypatch.setattr(Stylesheet, "apply", noted)
        await press(pilot, "tab tab tab tab")
        assert app.releases.title in looked_up
        assert app.releases.rows not in looked_up and app.annotations.rows not in looked_up
