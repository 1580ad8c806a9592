"""The annotation pane, driven by keys."""

from __future__ import annotations

import pytest

from store import Library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press

BODY = WIRE.index("LISBON")


@pytest.fixture
def marked(wire_library: Library) -> Library:
    """The wire release with two annotations, made in the other order than they stand."""
    wire_library.annotate(1, BODY, BODY + 6, tags=["place"], note="the capital")
    wire_library.annotate(1, 0, 7, tags=["harbour", "sea"])
    return wire_library


async def test_annotations_are_listed_in_text_order(marked: Library, opened: Opener) -> None:
    """Quote, tags and note of each are to be read."""
    async with opened(marked, keys="enter") as (app, _):
        rows = app.annotations.rows
        lines = [
            "".join(text for text, _ in rows.pieces(index, line))
            for index in range(rows.count())
            for line in range(rows.first_line(index + 1) - rows.first_line(index))
        ]
    shown = "\n".join(lines)
    assert shown.index("harbour, sea") < shown.index("“Harbour”") < shown.index("“LISBON”")
    assert "the capital" in shown


async def test_enter_jumps_to_the_passage(marked: Library, opened: Opener) -> None:
    """The reader has the keys, its cursor on the passage's first character."""
    async with opened(marked, keys="enter tab j enter") as (app, _):
        assert app.focused is app.reader
        assert app.reader.cursor == BODY


async def test_t_changes_the_tags(marked: Library, opened: Opener) -> None:
    """The tags it has stand in the field already."""
    async with opened(marked, keys="enter tab t n e w enter"):
        assert [tag.name for tag in marked.annotations(1)[0].tags] == ["harbour", "sea", "new"]


async def test_c_changes_the_note(marked: Library, opened: Opener) -> None:
    """Writing goes on at the end of the note there is."""
    async with opened(marked, keys="enter tab j c exclamation_mark enter"):
        assert marked.annotations(1)[1].note == "the capital!"


async def test_x_deletes_and_u_undoes(marked: Library, opened: Opener) -> None:
    """What is deleted by mistake comes back with tags and note."""
    before = marked.annotations(1)
    async with opened(marked, keys="enter tab x") as (app, pilot):
        assert app.annotations.rows.count() == 1
        await press(pilot, "u")
        assert app.annotations.rows.count() == 2
    assert marked.annotations(1) == before


async def test_escape_goes_back_to_the_text(marked: Library, opened: Opener) -> None:
    """The way in leads out."""
    async with opened(marked, keys="enter tab escape") as (app, _):
        assert app.focused is app.reader


async def test_keys_on_an_empty_pane_do_nothing(wire_library: Library, opened: Opener) -> None:
    """No annotation, no error."""
    async with opened(wire_library, keys="enter tab j k G g g enter t c x ctrl+d ctrl+u") as (app, _):
        assert app.annotations.rows.count() == 0
