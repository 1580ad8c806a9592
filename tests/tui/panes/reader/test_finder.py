"""Finding in the reader: as one types, from hit to hit, the word under the cursor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import Key

from store import Library, add_paths
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.panes.reader import finder

TOWNS = [at for at in range(len(WIRE)) if WIRE.startswith("towns", at)]


def note(app: DatelineApp) -> str:
    """What the footer says."""
    return app.footer._note


@pytest.mark.slow
async def test_the_first_hit_is_shown_as_one_types(wire_library: Library, opened: Opener) -> None:
    """The view is there before Enter, all hits are known and counted, Enter stays."""
    async with opened(wire_library, keys="enter slash t o w") as (app, pilot):
        assert app.focused is app.find_field
        assert app.reader.cursor == TOWNS[0]
        assert [start for start, _ in app.reader.hits] == TOWNS
        assert note(app).endswith(f"1/{len(TOWNS)}")
        await press(pilot, "n s enter")
        assert app.reader.has_focus and not app.find_field.display
        assert app.reader.cursor == TOWNS[0]
        await press(pilot, "ctrl+o")
        assert app.reader.cursor == 0


async def test_escape_goes_back_to_where_one_was(sample_library: Library, opened: Opener) -> None:
    """Cursor, first row and the hits of before."""
    async with opened(sample_library, size=(120, 16), keys="enter J ctrl+f ctrl+d slash a n enter") as (
        app,
        pilot,
    ):
        reader = app.reader
        before = (reader.cursor, reader.scroll_offset.y, reader.top, list(reader.hits), reader.finder.hit)
        await press(pilot, "slash t h e")
        assert reader.cursor != before[0]
        await press(pilot, "z z z")
        assert "not found" in note(app) and reader.cursor == before[0]
        await press(pilot, "escape")
        assert (
            reader.cursor,
            reader.scroll_offset.y,
            reader.top,
            list(reader.hits),
            reader.finder.hit,
        ) == before
        assert app.focused is reader


async def test_n_goes_from_hit_to_hit(wire_library: Library, opened: Opener) -> None:
    """With counts, around the end with a word, N the other way."""
    async with opened(wire_library, keys="enter slash t o w n s enter n") as (app, pilot):
        assert app.reader.cursor == TOWNS[1] and note(app).endswith("2/2")
        await press(pilot, "n")
        assert app.reader.cursor == TOWNS[0] and note(app).endswith("1/2  on from the beginning")
        await press(pilot, "N")
        assert app.reader.cursor == TOWNS[1] and note(app).endswith("2/2  on from the end")
        await press(pilot, "3 N")
        assert app.reader.cursor == TOWNS[0]
        await press(pilot, "ctrl+o")
        assert app.reader.cursor == TOWNS[1]


async def test_escape_hides_the_hits_then_leaves(wire_library: Library, opened: Opener) -> None:
    """And ``n`` shows them again."""
    async with opened(wire_library, keys="enter slash t o w n s enter escape") as (app, pilot):
        assert not app.reader.hits and app.reader.has_focus
        assert note(app) == f"{app.reader.percent}%"
        await press(pilot, "n")
        assert len(app.reader.hits) == 2
        await press(pilot, "escape escape")
        assert app.releases.rows.has_focus


async def test_nothing_typed_finds_the_last_again(sample_library: Library, opened: Opener) -> None:
    """In another release too."""
    async with opened(sample_library, keys="enter n") as (app, pilot):
        assert "nothing was looked for yet" in note(app)
        await press(pilot, "slash t h e enter J")
        assert not app.reader.hits
        await press(pilot, "slash enter")
        start, end = app.reader.hits[0]
        assert app.reader.cursor == start and app.reader.text.text[start:end].casefold() == "the"


async def test_the_word_under_the_cursor_is_found(wire_library: Library, opened: Opener) -> None:
    """``*`` forwards, ``#`` backwards, as a whole word; ``n`` goes the same way on."""
    async with opened(wire_library, keys="enter 2 l asterisk") as (app, pilot):
        harbour = [0, WIRE.index("harbour")]
        assert app.reader.cursor == harbour[1]
        assert [start for start, _ in app.reader.hits] == harbour
        await press(pilot, "g g w number_sign")
        assert app.reader.cursor == TOWNS[1] and "on from the end" in note(app)
        await press(pilot, "n")
        assert app.reader.cursor == TOWNS[0]
        await press(pilot, "G dollar_sign asterisk")
        assert app.reader.hits == [(WIRE.index("Costa"), WIRE.index("Costa") + 5)]


async def test_hits_outlive_wrapping(wire_library: Library, opened: Opener) -> None:
    """They are places in the text."""
    async with opened(wire_library, keys="enter slash t o w n s enter") as (app, pilot):
        found = list(app.reader.hits)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        await press(pilot, "n")
        assert list(app.reader.hits) == found and app.reader.cursor == TOWNS[1]


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("left_parenthesis", "not an expression"),
        ("x left_curly_bracket 9 9 9 9 9 right_curly_bracket", "repeats"),
    ],
)
async def test_an_expression_that_cannot_be_is_named(
    wire_library: Library, opened: Opener, keys: str, why: str
) -> None:
    """While one types and after Enter; the cursor stays."""
    async with opened(wire_library, keys=f"enter slash backslash v {keys}") as (app, pilot):
        assert await until(pilot, lambda: why in app.reader.notice)
        await press(pilot, "enter")
        assert (app.reader.cursor, app.reader.hits) == (0, [])


async def test_an_expression_is_found(wire_library: Library, opened: Opener) -> None:
    """Aside, so that none can stop the keys."""
    async with opened(wire_library, keys="enter slash backslash v b circumflex_accent") as (app, pilot):
        await press(pilot, "backspace o a . enter".replace(".", "full_stop"))
        assert await until(pilot, lambda: not app.reader.finder.looking)
        assert [WIRE[start:end] for start, end in app.reader.hits] == ["boat"]
        assert app.reader.cursor == WIRE.index("boat")


@pytest.mark.slow
async def test_a_long_text_is_searched_aside(
    library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys typed faster than it is found leave one on the hit of the whole word."""
    path = library.path.parent / "long.txt"
    path.write_text(
        "A long release\n\n" + "Some words of it here.\n\n" * 9000 + "The needle.\n", encoding="utf-8"
    )
    add_paths(library, [path])
    asked: list[str] = []
    find = finder.find

    def noted(text: str, wanted: finder.Wanted, *rest: Callable[[], bool]) -> object:
        asked.append(wanted.text)
        return find(text, wanted, *rest)

    monkeypatch.setattr(finder, "find", noted)
    async with opened(library, keys="enter") as (app, pilot):
        assert len(app.reader.text.text) > finder.LONG
        await pilot.press("slash", *"needl", "enter")
        assert await until(pilot, lambda: app.focused is app.reader and app.reader.finder.hit == 0)
        assert app.reader.text.text[app.reader.cursor :] == "needle.\n"
        assert asked[-1] == "needl"


async def test_a_click_elsewhere_ends_finding(wire_library: Library, opened: Opener) -> None:
    """One stays at the hit."""
    async with opened(wire_library, keys="enter slash t o w n") as (app, pilot):
        await press(pilot, "tab")
        assert not app.find_field.display
        assert app.reader.cursor == TOWNS[0]


async def test_keys_typed_ahead_meet_the_reader(wire_library: Library, opened: Opener) -> None:
    """However fast they come, what follows Enter or Esc is not typed into the field."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        for key in ("slash", *"boat", "enter", "v", "i", "w"):
            app.post_message(Key(key, key if len(key) == 1 else "/" if key == "slash" else None))
        assert await until(
            pilot, lambda: app.reader.selection.span != (0, 0) and app.reader.selection.span[1] > 1
        )
        await pilot.pause()
        start, end = app.reader.selection.span
        assert WIRE[start:end] == "boat"
        for key in ("escape", "slash", "M", "a", "y", "escape", "g", "g", "v"):
            app.post_message(Key(key, key if len(key) == 1 else "/" if key == "slash" else None))
        assert await until(pilot, lambda: app.reader.selection.span == (0, 1))
