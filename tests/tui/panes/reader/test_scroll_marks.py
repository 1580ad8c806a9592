"""The scroll bar: where annotations and find hits lie, by shape and colour."""

from __future__ import annotations

import pytest
from textual.color import Color

from store import Library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tests.tui.panes.inks import annotation
from tui.palette import AA, contrast
from tui.panes.reader.marks import Marks
from tui.panes.reader.pane import ReaderPane
from tui.panes.reader.scroll_marks import CellMark, cell_marks
from tui.screen_signs import BOTH, HIT, LIES_HERE, PRESENT_HIT
from tui.text.page import Page

#: A hundred rows of ten characters, the first two not of the text.
TEXT = "\n".join(f"line {index:04}" for index in range(98))
PAGE = Page(TEXT, [(0, len(TEXT), "body")], 20)


def at(row: int) -> int:
    """The first character of a row of the text."""
    return row * 10


def shapes(marks: list[CellMark | None]) -> str:
    """A character for each cell."""
    return "".join(mark.shape if mark else " " for mark in marks)


def test_a_cell_stands_for_its_share_of_the_rows() -> None:
    """Ten rows a cell here; two of the page's rows come before the text."""
    assert len(PAGE) == 100
    marks = Marks.of([annotation(1, at(0), at(1), "a"), annotation(2, at(58), at(59), "b")])
    assert shapes(cell_marks(PAGE, 10, marks, [], None)) == f"{LIES_HERE}     {LIES_HERE}   "


def test_annotations_and_hits_have_shapes_of_their_own() -> None:
    """And where both begin in the same rows a third; the present hit goes before all."""
    marks = Marks.of([annotation(1, at(10), at(11), "a"), annotation(2, at(30), at(31), "b")])
    hits = [(at(row), at(row) + 4) for row in (11, 50, 70)]
    assert shapes(cell_marks(PAGE, 10, marks, hits, 2)) == f" {BOTH} {LIES_HERE} {HIT} {PRESENT_HIT}  "
    assert len({LIES_HERE, HIT, PRESENT_HIT, BOTH}) == 4


def test_the_first_of_several_gives_the_hue() -> None:
    """In the order of the text."""
    marks = Marks.of(
        [annotation(1, at(13), at(14), "a", color=5), annotation(2, at(12), at(13), "b", color=3)]
    )
    assert cell_marks(PAGE, 10, marks, [], None)[1] == CellMark(LIES_HERE, 3)


@pytest.mark.parametrize("size", [1, 7, 18, 100, 250])
def test_nothing_is_left_out(size: int) -> None:
    """Whatever the height of the bar, the first and the last annotation are on it, the same for all cells."""
    marks = Marks.of([annotation(1, 0, 1, "a"), annotation(2, len(TEXT) - 1, len(TEXT), "b")])
    cells = cell_marks(PAGE, size, marks, [], None)
    assert len(cells) == size
    assert {mark.hue for mark in cells if mark} == ({1, 2} if size > 1 else {1})


@pytest.fixture
def marked(wire_library: Library) -> Library:
    """The wire release with an annotation in its first and one in its last line."""
    wire_library.annotations.add(1, 0, 7, tags=["harbour"])
    wire_library.annotations.add(1, len(WIRE) - 6, len(WIRE) - 1, tags=["credit"])
    return wire_library


def bar_of(reader: ReaderPane) -> str:
    """What the bar shows."""
    bar = reader.vertical_scrollbar
    return "".join(bar.render_line(row).text for row in range(bar.size.height))


async def test_the_bar_shows_annotations(marked: Library, opened: Opener) -> None:
    """At either end; one that is deleted goes from the bar too."""
    async with opened(marked, size=(60, 8), keys="enter") as (app, pilot):
        assert bar_of(app.reader).count(LIES_HERE) == 2
        await press(pilot, "x")
        assert bar_of(app.reader).count(LIES_HERE) == 1


async def test_the_bar_shows_hits(marked: Library, opened: Opener) -> None:
    """And which is the present one, as it changes."""
    hits = [(start, start + 4) for start in range(len(WIRE) - 4) if WIRE.startswith("ferr", start)]
    async with opened(marked, size=(60, 8), keys="enter") as (app, pilot):
        app.reader.finder.show(hits, 0)
        await pilot.pause()
        first = bar_of(app.reader)
        assert PRESENT_HIT in first
        app.reader.finder.show(hits, 1)
        await pilot.pause()
        assert PRESENT_HIT in bar_of(app.reader) != first
        app.reader.finder.show([], None)
        await pilot.pause()
        assert PRESENT_HIT not in bar_of(app.reader)


@pytest.mark.parametrize("theme", ["dateline", "dateline-light"])
async def test_marks_are_readable_on_thumb_and_ground(marked: Library, opened: Opener, theme: str) -> None:
    """Both of them."""
    async with opened(marked, size=(60, 8), keys="enter") as (app, pilot):
        app.theme = theme
        await pilot.pause()
        bar = app.reader.vertical_scrollbar
        found = [
            segment.style
            for row in range(bar.size.height)
            for segment in bar.render_line(row)
            if segment.text == LIES_HERE
        ]
    assert len({style.bgcolor for style in found if style}) == 2
    for style in found:
        assert style and style.color and style.bgcolor
        pair = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        assert contrast(*pair) >= AA


async def test_a_key_that_does_not_scroll_leaves_the_bar_alone(marked: Library, opened: Opener) -> None:
    """Moving the cursor draws only its row, in and out of annotations."""
    async with opened(marked, size=(60, 8), keys="enter") as (app, pilot):
        await app.workers.wait_for_complete()  # what is quoted is painted once it is found
        await pilot.pause()
        drawn: list[int] = []
        bar = app.reader.vertical_scrollbar
        render = bar.render_line

        def counted(y: int) -> object:
            drawn.append(y)
            return render(y)

        bar.render_line = counted  # type: ignore[method-assign,assignment]
        await press(pilot, "w l l h b e")
        assert drawn == []
        await press(pilot, "G")
        assert drawn


async def test_scrolling_draws_only_what_changes_of_the_bar(marked: Library, opened: Opener) -> None:
    """The cells at the ends of the thumb; the bar looks as if it were drawn whole."""
    async with opened(marked, size=(60, 12), keys="enter") as (app, pilot):
        bar = app.reader.vertical_scrollbar
        for keys in ("ctrl+d", "j j j", "G", "g g"):
            await press(pilot, keys)
            seen = bar_of(app.reader)
            bar.refresh()
            await pilot.pause()
            assert bar_of(app.reader) == seen
        drawn: list[int] = []
        render = bar.render_line

        def counted(y: int) -> object:
            drawn.append(y)
            return render(y)

        bar.render_line = counted  # type: ignore[method-assign,assignment]
        app.reader.scroll_rows(1)
        await pilot.pause()
        assert 0 < len(drawn) < bar.size.height / 2
