"""The annotation pane, driven by keys."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events

from store import Annotation, Library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tui.panes.annotations import _item_height, _wrapped
from tui.screen_signs import CURSOR

BODY = WIRE.index("LISBON")


@pytest.fixture
def marked(wire_library: Library) -> Library:
    """The wire release with two annotations, made in the other order than they stand."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["place"], note="the capital")
    wire_library.annotations.add(1, 0, 7, tags=["harbour", "sea"])
    return wire_library


@pytest.mark.slow
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
        assert [tag.name for tag in marked.annotations.of(1)[0].tags] == ["harbour", "sea", "new"]


async def test_c_changes_the_note(marked: Library, opened: Opener) -> None:
    """Writing goes on at the end of the note there is."""
    async with opened(marked, keys="enter tab j c exclamation_mark enter"):
        assert marked.annotations.of(1)[1].note == "the capital!"


async def test_x_deletes_and_u_undoes(marked: Library, opened: Opener) -> None:
    """What is deleted by mistake comes back with tags and note."""
    before = marked.annotations.of(1)
    async with opened(marked, keys="enter tab x") as (app, pilot):
        assert app.annotations.rows.count() == 1
        await press(pilot, "u")
        assert app.annotations.rows.count() == 2
    assert marked.annotations.of(1) == before


async def test_escape_goes_back_to_the_text(marked: Library, opened: Opener) -> None:
    """The way in leads out."""
    async with opened(marked, keys="enter tab escape") as (app, _):
        assert app.focused is app.reader


async def test_keys_on_an_empty_pane_do_nothing(wire_library: Library, opened: Opener) -> None:
    """No annotation, no error."""
    async with opened(wire_library, keys="enter tab j k G g g enter t c x ctrl+d ctrl+u") as (app, _):
        assert app.annotations.rows.count() == 0


async def test_the_annotation_under_the_cursor_is_marked_in_the_pane(marked: Library, opened: Opener) -> None:
    """As the cursor goes through the text the pane follows; outside of all none is marked."""
    async with opened(marked, keys="enter") as (app, pilot):
        rows = app.annotations.rows
        ids = [one.id for one in rows.annotations]
        assert (app.reader.current, rows.marked, rows.cursor) == (ids[0], ids[0], 0)
        await press(pilot, "right_curly_bracket")
        assert (app.reader.current, rows.marked, rows.cursor) == (ids[1], ids[1], 1)
        assert rows.pieces(1, 1)[0][0] == CURSOR and rows.pieces(0, 1)[0][0] != CURSOR
        await press(pilot, "right_curly_bracket")
        assert (app.reader.current, rows.marked, rows.cursor) == (None, None, 1)


async def test_moving_in_the_pane_shows_the_passage_and_leaves_the_cursor(
    wire_library: Library, opened: Opener
) -> None:
    """The passage scrolls into view and is the current one; Enter takes the cursor there."""
    last = WIRE.index("ALN/Rui")
    wire_library.annotations.add(1, 0, 7, tags=["first"])
    made = wire_library.annotations.add(1, last, last + 7, tags=["last"])
    async with opened(wire_library, size=(110, 8), keys="enter tab j") as (app, pilot):
        reader = app.reader
        shown = range(reader.scroll_offset.y, reader.scroll_offset.y + reader.size.height)
        assert reader.page.display_row(last) in shown
        assert reader.page.display_row(0) not in shown
        assert (reader.current, reader.cursor, reader.top) == (made.id, 0, 0)
        await press(pilot, "enter")
        assert reader.cursor == last


async def test_coming_back_without_enter_shows_the_cursor(wire_library: Library, opened: Opener) -> None:
    """The text is where one read on, and the annotation there is the current one again."""
    last = WIRE.index("ALN/Rui")
    made = wire_library.annotations.add(1, 0, 7, tags=["first"])
    wire_library.annotations.add(1, last, last + 7, tags=["last"])
    async with opened(wire_library, size=(110, 8), keys="enter tab j escape") as (app, _):
        assert app.reader.scroll_offset.y == 0
        assert app.reader.current == app.annotations.rows.marked == made.id


async def test_an_orphaned_annotation_leaves_the_text_where_it_is(marked: Library, opened: Opener) -> None:
    """It has no place to be shown at."""
    async with opened(marked, keys="enter") as (app, pilot):
        orphan = marked.annotations.of(1)[0]._replace(id=99, state="orphaned")
        app.annotations.show([*marked.annotations.of(1), orphan])
        await press(pilot, "tab G")
        assert app.annotations.rows.current == orphan
        assert (app.reader.current, app.reader.scroll_offset.y) == (99, 0)


#: One after the other: narrower and wider, past the width that shows three panes, lower and higher.
SIZES = [
    (80, 24), (140, 24), (60, 20), (200, 20), (40, 10), (101, 50), (300, 12), (20, 5), (120, 30), (99, 30),
    (8, 3), (100, 30), (160, 60), (32, 9), (80, 24),
]  # fmt: skip


@pytest.fixture
def of_many_heights(wire_library: Library) -> Library:
    """The wire release with annotations whose tags, quotes and notes fill from one line to the most."""
    with wire_library.transaction():
        for number in range(60):
            start = number * 7 % (len(WIRE) - 60)
            name = f"{number} " + "tag" * (number % 20)
            wire_library.annotations.add(
                1, start, start + 5 + number * 11 % 55, tags=[name], note="word " * (number % 30)
            )
    return wire_library


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["enter escape", "enter", "enter tab", "enter tab G"])
async def test_annotations_of_other_heights_at_every_width_follow_the_window(
    of_many_heights: Library, opened: Opener, keys: str
) -> None:
    """Whichever pane has the keys: each item has the lines it was measured to have, and the cursor stays."""
    async with opened(of_many_heights, size=(80, 24), keys=keys) as (app, pilot):
        rows = app.annotations.rows
        before = rows.current
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for index in range(60):
                for line in range(rows.first_line(index + 1) - rows.first_line(index)):
                    rows.pieces(index, line)
            assert (rows.count(), rows.current) == (60, before)


async def test_keys_typed_ahead_of_the_first_frame_of_the_pane_move_in_it(
    of_many_heights: Library, opened: Opener
) -> None:
    """Brought up below 100 columns and not painted yet, it has all its items, and the last is reached."""
    async with opened(of_many_heights, size=(80, 24), keys="enter") as (app, pilot):
        for key, character in (("tab", "\t"), ("G", "G")):
            app.post_message(events.Key(key, character))
        await pilot.pause()
        assert app.annotations.rows.current == of_many_heights.annotations.of(1)[-1]


async def test_what_was_measured_beforehand_is_not_measured_again(
    of_many_heights: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shown after a thread measured them, or again when one has changed: only that one is looked at."""
    async with opened(of_many_heights, keys="enter") as (app, _):
        rows, annotations = app.annotations.rows, of_many_heights.annotations.of(1)
        rows.measure(annotations)
        measured: list[int] = []
        really = rows._item_height

        def height(one: Annotation, width: int) -> int:
            measured.append(one.id)
            return really(one, width)

        monkeypatch.setattr(rows, "_item_height", height)
        app.annotations.show([annotations[0]._replace(note="a note\n" * 3), *annotations[1:]])
        assert measured == [annotations[0].id]
        monkeypatch.setattr(rows, "measuring", None)
        app.annotations.show(rows.annotations)
        assert rows.count() == len(annotations)


async def test_what_is_listed_after_it_was_marked_is_shown(of_many_heights: Library, opened: Opener) -> None:
    """Thousands are listed after their passages are shown: the current one is in view then too."""
    async with opened(of_many_heights, keys="enter") as (app, pilot):
        rows, annotations = app.annotations.rows, of_many_heights.annotations.of(1)
        app.annotations.show([])
        rows.follow(annotations[-1].id)
        app.annotations.show(annotations)
        await pilot.pause()
        assert rows.current == annotations[-1]
        assert len(annotations) - 1 in [index for _, index in rows.rows_shown()]


@given(
    text=st.text(st.sampled_from("ab  -–\n\t水\u0301‍👍é"), max_size=150),
    width=st.integers(1, 30),
    most=st.integers(1, 3),
)
@example(text=" " * 4 + "a" * 100, width=8, most=3)
@example(text="a    " * 40, width=9, most=3)
@example(text="word " * 12 + " " * 90, width=10, most=3)
def test_an_item_is_as_high_as_its_lines(text: str, width: int, most: int) -> None:
    """The height found without wrapping is the number of lines there are then."""
    assert _item_height(text, width, most) == len(_wrapped(text, width, most))


@pytest.mark.parametrize("word", ["harbour ", "水", "e\u0301\u0302 "])
async def test_a_quote_of_any_length_takes_three_lines(
    wire_library: Library, opened: Opener, word: str
) -> None:
    """An ellipsis says that it was cut."""
    wire_library.annotations.add(1, 0, 7, tags=["long"])
    async with opened(wire_library, keys="enter") as (app, _):
        long = wire_library.annotations.of(1)[0]._replace(quote=word * 20_000)
        app.annotations.show([long])
        rows = app.annotations.rows
        assert rows.first_line(1) == 5
        assert "…" in "".join(text for text, _ in rows.pieces(0, 3))
