"""Moving in the reader: counts, places, the window."""

from __future__ import annotations

import pytest

from store import Library, add_paths
from tests.conftest import WIRE
from tests.tui.conftest import Opener, in_turn, press

BODY = WIRE.index("LISBON")
RUN = "right_curly_bracket"


#: Keys, and what follows the cursor.
MOVES = {
    "3 w": "on a",
    "2 right_curly_bracket": "“We have",
    "2 e": "s agree",
    "1 0 l": "wns agree",
    "5 w 2 b": "on a",
    "4 w g e": "n a shared",
    "3 w 0": "Harbour",
    "dollar_sign": "y\n",
    "2 dollar_sign": "s agreed on",
    "3 right_parenthesis": "“We have",
    "G 2 left_parenthesis": "“It will",
    "G 2 left_curly_bracket": "“It will",
    "f o": "our towns",
    "2 f o": "owns agree",
    "f o semicolon comma": "our towns",
    "dollar_sign F a semicolon": "a shared",
    "f z": "Harbour towns",
    "g q": "“We have",
    "g q g q": "“It will",
    "2 g q": "“It will",
    "9 g q": "“It will",
    "g q g q g Q": "“We have",
    "G 2 g Q": "“We have",
    "g Q": "Harbour",
    "2 w g q ctrl+o": "agree",
    "4 G": "first boat",
    "4 g g": "first boat",
    "9 9 G": "ALN/",
    "G 1 G": "Harbour towns",
    "w g d": "towns",
    "w 3 escape w": "agree",
    "w g escape w": "agree",
    "w f escape w": "agree",
    "w m escape j k": "towns",
    "w m a G apostrophe a": "towns",
    "w m a m b G apostrophe b": "towns",
    "G apostrophe apostrophe": "Harbour",
    "w G apostrophe apostrophe apostrophe apostrophe": "a\n",
    "w apostrophe q": "towns",
    "w G g g ctrl+o": "a\n",
    "w G g g ctrl+o ctrl+o": "towns",
    "w G g g 2 ctrl+o ctrl+n": "a\n",
    "w G g g 2 ctrl+o 2 ctrl+n": "Harbour",
    "w ctrl+o": "towns",
    "H": "Harbour",
    "L": "ALN/",
    "2 H": "LISBON",
    "2 L": "“It will",
    "M": "first boat",
    "9 H": "ALN/",
}


@pytest.mark.slow
async def test_keys_move_as_in_vim(library: Library, opened: Opener) -> None:
    """After the keys the cursor stands before the expected words."""
    await in_turn(library, opened, MOVES, lambda app: (app.reader.text.text + "\n")[app.reader.cursor :])


async def test_the_first_blank_of_a_row_is_passed_over(library: Library, opened: Opener) -> None:
    """``^`` goes to the text of the row, ``0`` to its first cell."""
    path = library.path.parent / "indented.txt"
    path.write_text("A title of some words\n\nOne line here.\n   and an indented one.\n", encoding="utf-8")
    add_paths(library, [path])
    async with opened(library, keys="enter G circumflex_accent") as (app, pilot):
        assert app.reader.text.text[app.reader.cursor :].startswith("and an")
        await press(pilot, "dollar_sign 0")
        assert app.reader.text.text[app.reader.cursor :].lstrip().startswith("and")


async def test_a_number_is_shown_while_it_is_typed(wire_library: Library, opened: Opener) -> None:
    """With the keys of a sequence behind it, until the command is complete or taken back."""
    async with opened(wire_library, keys="enter 1 2") as (app, pilot):
        assert app.footer._note == "0%  12"
        await press(pilot, "g")
        assert app.footer._note == "0%  12g"
        await press(pilot, "escape")
        assert app.footer._note == "0%" and app.focused is app.reader
        await press(pilot, "3 f")
        assert app.footer._note == "0%  3f"
        await press(pilot, "r")
        assert app.footer._note == f"{app.reader.percent}%"


async def test_keys_after_an_unknown_sequence_do_nothing(sample_library: Library, opened: Opener) -> None:
    """``gd`` is nothing in vim's way here, and never ``d``."""
    async with opened(sample_library, keys="enter g d z x") as (app, _):
        assert app.showing.open_id is not None and not sample_library.releases.get(app.showing.open_id).read


async def test_counts_move_in_lists_too(sample_library: Library, opened: Opener) -> None:
    """``3j`` is three releases down, ``2G`` the second."""
    async with opened(sample_library, keys="3 j") as (app, pilot):
        assert app.releases.rows.cursor == 3
        await press(pilot, "2 G")
        assert app.releases.rows.cursor == 1
        await press(pilot, "2 j 2 k")
        assert app.releases.rows.cursor == 1
        await press(pilot, "4 g g G g g")
        assert app.releases.rows.cursor == 0


async def test_the_row_goes_where_z_says(sample_library: Library, opened: Opener) -> None:
    """Top and bottom keep their rows around the cursor; the cursor stays."""
    async with opened(sample_library, size=(120, 16), keys="enter J ctrl+f ctrl+d") as (app, pilot):
        reader = app.reader
        cursor, height = reader.cursor, reader.scrollable_content_region.height
        for keys, row in (("z t", 2), ("z b", height - 3), ("z z", height // 2)):
            await press(pilot, keys)
            assert reader.page.display_row(cursor) - reader.scroll_offset.y == row
            assert reader.cursor == cursor


async def test_the_window_is_where_h_m_and_l_say(sample_library: Library, opened: Opener) -> None:
    """They never scroll."""
    async with opened(sample_library, size=(120, 20), keys="enter J ctrl+f ctrl+d") as (app, pilot):
        reader = app.reader
        top = reader.scroll_offset.y
        rows = []
        for key in "HML":
            await press(pilot, key)
            assert reader.scroll_offset.y == top
            rows.append(reader.page.display_row(reader.cursor))
        assert top + 2 <= rows[0] < rows[1] < rows[2] < top + reader.scrollable_content_region.height - 2


async def test_the_end_of_the_row_is_kept_to(wire_library: Library, opened: Opener) -> None:
    """``$j`` is at the end of the next row, however long."""
    async with opened(wire_library, keys="enter dollar_sign j") as (app, pilot):
        reader = app.reader
        row = reader.page.layout.row_of(reader.cursor)
        assert reader.cursor == reader.page.layout[row].shown_end - 1
        await press(pilot, "j j")
        assert WIRE[reader.cursor] == "."


async def test_pages_and_half_pages_take_counts(sample_library: Library, opened: Opener) -> None:
    """``2 Ctrl+F`` is twice ``Ctrl+F``; ``3 Ctrl+D`` is three rows; Shift+Space goes back."""
    async with opened(sample_library, size=(120, 20), keys="enter J 2 ctrl+f") as (app, pilot):
        twice = app.reader.cursor
        await press(pilot, "g g ctrl+f space")
        assert app.reader.cursor == twice
        await press(pilot, "shift+space shift+space g g 3 ctrl+d")
        third = app.reader.cursor
        await press(pilot, "g g 3 j")
        assert app.reader.cursor == third
        await press(pilot, "3 ctrl+u")
        assert app.reader.cursor == 0


async def test_each_release_has_its_own_marks_and_jumps(sample_library: Library, opened: Opener) -> None:
    """A mark set in one is none in another, and is there on coming back."""
    async with opened(sample_library, keys="enter w m a G J apostrophe a") as (app, pilot):
        assert app.reader.cursor == 0
        assert "no mark a" in app.footer._note
        await press(pilot, "K apostrophe a")
        assert app.reader.text.text[: app.reader.cursor].strip().count(" ") == 0 < app.reader.cursor
        await press(pilot, "j")
        assert "mark" not in app.footer._note


async def test_going_to_a_listed_annotation_is_a_jump(wire_library: Library, opened: Opener) -> None:
    """``Ctrl+O`` comes back from it."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["a"])
    async with opened(wire_library, keys="enter w tab enter") as (app, pilot):
        assert app.reader.cursor == BODY
        await press(pilot, "ctrl+o")
        assert app.reader.cursor == WIRE.index("towns")
