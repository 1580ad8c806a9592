"""Selecting in the reader: units, objects, again, and the passage of an annotation."""

from __future__ import annotations

import pytest

from store import Library
from tests.conftest import WIRE
from tests.tui.conftest import Opener, in_turn, press
from tui.app.app import DatelineApp

BODY = WIRE.index("LISBON")
LEAD = "Three harbour towns agreed on Friday to run one ferry between them."
TO_QUOTE = "right_curly_bracket right_curly_bracket 2 w"


def selected(app: DatelineApp) -> str:
    """The text selected."""
    return app.reader.text.text[slice(*app.reader.selection.span)]


#: Keys, and what is selected.
SELECTIONS = {
    "v n": "H",  # nothing was looked for yet
    "w v i w": "towns",
    "w v i w i w i w": "towns agree",
    "w v a w": "towns ",
    "2 w v b i w": " towns a",
    "right_curly_bracket V": LEAD,
    "right_curly_bracket 2 w V": LEAD,
    "right_curly_bracket v i s": LEAD,
    "right_curly_bracket v a s": f"{LEAD} ",
    "right_curly_bracket right_parenthesis v i s": "The first boat leaves in May.",
    "right_curly_bracket right_parenthesis v a s": " The first boat leaves in May.",
    f"{TO_QUOTE} v i q": "We have waited ten years for this,",
    f"{TO_QUOTE} v i q i q": "“We have waited ten years for this,”",
    f"{TO_QUOTE} v a q": "“We have waited ten years for this,”",
    f"{TO_QUOTE} v i p": "“We have waited ten years for this,” said Mayor Ana Prates.",
    f"{TO_QUOTE} ctrl+v": "“We have waited ten years for this,” said Mayor Ana Prates.",
    "w v o b": "Harbour t",
    "w v e o b": "Harbour towns",
    "w v e o o l l": "towns a",
    "w v f a": "towns a",
    "v dollar_sign": "Harbour towns agree on a shared ferry",
    "v 0 V": "Harbour towns agree on a shared ferry",
    "w v e escape G g v": "towns",
    "G V escape g g g v": "ALN/Rui Costa",
    "v slash f e r r y enter": "Harbour towns agree on a shared f",
}


@pytest.mark.slow
async def test_keys_select(library: Library, opened: Opener) -> None:
    """After the keys exactly the passage is selected."""
    await in_turn(
        library,
        opened,
        {keys: f"{one}|" for keys, one in SELECTIONS.items()},
        lambda app: f"{selected(app)}|",
    )


@pytest.mark.slow
async def test_reselecting_gives_the_same_span(wire_library: Library, opened: Opener) -> None:
    """In the unit it was made in, with the cursor at the same end; also after a tag."""
    async with opened(wire_library, keys="enter w v e o") as (app, pilot):
        span, cursor = app.reader.selection.span, app.reader.cursor
        await press(pilot, "escape G g v")
        assert (app.reader.selection.span, app.reader.cursor) == (span, cursor)
        await press(pilot, "t x enter G g v")
        assert (app.reader.selection.span, app.reader.cursor) == (span, cursor)
        await press(pilot, "V escape g g g v right_parenthesis")
        assert selected(app).endswith("between them.")


async def test_nothing_to_reselect_is_said(sample_library: Library, opened: Opener) -> None:
    """Nor is anything of another release."""
    async with opened(sample_library, keys="enter v e escape J g v") as (app, _):
        assert app.reader.scope() == "reader"
        assert "nothing was selected yet" in app.footer._note


async def test_the_footer_names_the_speaker(wire_library: Library, opened: Opener) -> None:
    """While the quotation is selected, with its marks or without."""
    async with opened(wire_library, keys=f"enter {TO_QUOTE} v i q") as (app, pilot):
        assert app.footer._note == "SELECT character  7 words  Ana Prates"
        await press(pilot, "h")
        assert "Prates" not in app.footer._note
        await press(pilot, "escape g g v i q")
        assert "no quotation stands here" in app.footer._note


async def test_objects_do_not_scroll_what_is_in_view(sample_library: Library, opened: Opener) -> None:
    """Nor does going to the other end; the rows around the cursor are not asked for."""
    async with opened(sample_library, size=(120, 20), keys="enter J ctrl+f ctrl+d") as (app, pilot):
        reader = app.reader
        top, height = reader.scroll_offset.y, reader.scrollable_content_region.height
        for row in (top, top + height - 1):
            reader.go(reader.page.offset_of(row), context=0)
            for keys in ("v i s", "o", "o", "escape", "V", "o", "escape", "v i w", "escape"):
                before = reader.scroll_offset.y
                await press(pilot, keys)
                if before <= reader.page.display_row(reader.cursor) < before + height:
                    assert reader.scroll_offset.y == before
            reader.scroll_rows(top)


async def test_scrolling_leaves_the_selection_as_it_is(sample_library: Library, opened: Opener) -> None:
    """The wheel shows other rows; both ends stay."""
    async with opened(sample_library, size=(120, 20), keys="enter J V") as (app, pilot):
        reader = app.reader
        span, cursor = reader.selection.span, reader.cursor
        reader.scroll_rows(reader.max_scroll_y)
        await pilot.pause()
        assert (reader.selection.span, reader.cursor) == (span, cursor)


async def test_o_goes_round_the_annotations_under_the_cursor(wire_library: Library, opened: Opener) -> None:
    """The shortest first; what is done is done to the one chosen, until the cursor moves."""
    short = wire_library.annotations.add(1, BODY, BODY + 6, tags=["short"])
    long = wire_library.annotations.add(1, BODY, BODY + 40, tags=["long"])
    async with opened(wire_library, keys="enter o right_curly_bracket") as (app, pilot):
        assert app.reader.current == short.id
        await press(pilot, "o")
        assert app.reader.current == long.id
        await press(pilot, "o")
        assert app.reader.current == short.id
        await press(pilot, "o l")
        assert app.reader.current == short.id
        await press(pilot, "1 2 l")
        assert app.reader.current == long.id
        await press(pilot, "left_curly_bracket o x")
    assert [one.id for one in wire_library.annotations.of(1)] == [short.id]


async def test_o_without_an_annotation_says_so(wire_library: Library, opened: Opener) -> None:
    """In the footer, until the next key."""
    async with opened(wire_library, keys="enter o") as (app, pilot):
        assert app.reader.current is None
        assert "no annotation stands here" in app.footer._note
        await press(pilot, "g s")
        assert "no annotation stands here" in app.footer._note
        await press(pilot, "l")
        assert "annotation" not in app.footer._note


async def test_gs_selects_the_passage_of_the_annotation(wire_library: Library, opened: Opener) -> None:
    """Its ends can be moved; whose passage it is is known until the selection is dropped."""
    annotation = wire_library.annotations.add(1, 8, 13, tags=["a"])
    async with opened(wire_library, keys="enter 2 w h h h g s") as (app, pilot):
        assert app.reader.reshaping == annotation.id
        assert selected(app) == "towns"
        assert app.footer._note == "RESHAPE  1 word"
        await press(pilot, "o b o 2 e V v i w")
        assert app.reader.reshaping == annotation.id
        await press(pilot, "escape")
        assert app.reader.reshaping is None


@pytest.mark.parametrize("confirm", ["enter", "t"])
async def test_the_moved_ends_are_kept_on_confirming(
    wire_library: Library, opened: Opener, confirm: str
) -> None:
    """Tags and note stay; ``u`` brings the old passage back; without an annotation Enter tags."""
    wire_library.annotations.add(1, 8, 13, tags=["a"], note="why")
    async with opened(wire_library, keys=f"enter w g s e {confirm}") as (app, pilot):
        (annotation,) = wire_library.annotations.of(1)
        assert annotation.quote == "towns agree"
        assert (annotation.start, annotation.note, annotation.tags[0].name) == (8, "why", "a")
        assert [note.message for note in app._notifications] == ["Changed the passage · u undoes"]
        assert (app.reader.reshaping, app.reader.scope()) == (None, "reader")
        await press(pilot, "u")
        assert wire_library.annotations.of(1)[0].quote == "towns"
        await press(pilot, "g g v e enter n e w enter")
        assert [one.quote for one in wire_library.annotations.of(1)] == ["Harbour", "towns"]


async def test_a_dropped_selection_moves_no_end(wire_library: Library, opened: Opener) -> None:
    """Esc leaves the annotation as it was."""
    wire_library.annotations.add(1, 8, 13, tags=["a"])
    async with opened(wire_library, keys="enter w g s 2 e escape"):
        assert wire_library.annotations.of(1)[0].quote == "towns"


async def test_the_last_tags_are_given_again(wire_library: Library, opened: Opener) -> None:
    """To a sentence or a selection, beside the tags there; the toast says what, and how to undo it."""
    async with opened(wire_library, keys="enter full_stop") as (app, pilot):
        assert any("Nothing was tagged yet" in note.message for note in app._notifications)
        await press(pilot, "t a comma b enter right_curly_bracket full_stop")
        assert [note.message for note in app._notifications] == ["Tagged #a #b · u undoes"]
        await press(pilot, "right_parenthesis V 2 full_stop")
        await press(pilot, "g g v e full_stop")
    tags = [[tag.name for tag in one.tags] for one in wire_library.annotations.of(1)]
    assert tags == [["b"], ["a", "b"], ["a", "b"], ["b"]]


async def test_the_footer_names_who_speaks_where_one_goes(wire_library: Library, opened: Opener) -> None:
    """From quotation to quotation; where there is none further on it says so."""
    async with opened(wire_library, keys="enter g q") as (app, pilot):
        assert "Ana Prates" in app.footer._note
        await press(pilot, "G g q")
        assert "no quotation further on" in app.footer._note


async def test_objects_are_selected_without_v(wire_library: Library, opened: Opener) -> None:
    """`iw` and `iq` begin a selection; where no quotation stands none begins, nor is one letter left."""
    async with opened(wire_library, keys=f"enter {TO_QUOTE} i q") as (app, pilot):
        assert app.footer._note == "SELECT character  7 words  Ana Prates"
        await press(pilot, "escape g g i w")
        assert selected(app) == "Harbour"
        for keys in ("escape i q", "v i q", "i x", "i q"):
            await press(pilot, keys)
            assert not app.reader.selection.selecting and app.panes.active == "reader"


async def test_the_annotation_here_gets_the_last_tags(wire_library: Library, opened: Opener) -> None:
    """Not the sentence around it: what was tagged as a quotation is tagged no second time."""
    async with opened(wire_library, keys=f"enter {TO_QUOTE} i q t x x enter full_stop") as (_, pilot):
        (annotation,) = wire_library.annotations.of(1)
        await press(pilot, "g g t z z enter")
        await press(pilot, f"{TO_QUOTE} full_stop")
    tags = {one.quote: [tag.name for tag in one.tags] for one in wire_library.annotations.of(1)}
    assert len(tags) == 2 and tags[annotation.quote] == ["xx", "zz"]
