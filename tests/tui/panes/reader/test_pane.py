"""The reader, driven by keys."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.geometry import Offset

from store import Library, ReadingPosition
from store.models import Quotation, ReleaseText
from store.structure import quotations_of
from tests.conftest import WIRE
from tests.tui.conftest import Opener, in_turn, press
from tests.tui.settling import until
from tui.panes.reader import pane
from tui.text.page import GUTTER

BODY = WIRE.index("LISBON")


async def test_enter_opens_the_release_and_gives_the_reader_the_keys(
    wire_library: Library, opened: Opener
) -> None:
    """Enter in the list shows the text with the cursor on its first character."""
    async with opened(wire_library, keys="enter") as (app, _):
        assert app.focused is app.reader
        assert app.reader.text.text.startswith("Harbour towns")
        assert app.reader.cursor == 0


#: Keys, and what follows the cursor.
MOTIONS = {
    "l l l": "bour towns",
    "l l h": "arbour",
    "w": "towns agree",
    "w w b": "towns agree",
    "e": "r towns",
    "right_curly_bracket": "LISBON",
    "right_curly_bracket right_parenthesis": "The first boat",
    "right_curly_bracket right_parenthesis left_parenthesis": "LISBON",
    "right_curly_bracket right_curly_bracket left_curly_bracket": "LISBON",
    "j": "LISBON",
    "j k": "Harbour towns",
    "G": "a\n",
    "G g g": "Harbour towns",
    "end home": "Harbour towns",
}


async def test_motions_move_as_in_vim(library: Library, opened: Opener) -> None:
    """After the motion the cursor stands before the expected words."""
    await in_turn(library, opened, MOTIONS, lambda app: (app.reader.text.text + "\n")[app.reader.cursor :])


async def test_a_selection_by_character_includes_the_character_under_the_cursor(
    wire_library: Library, opened: Opener
) -> None:
    """``v e`` selects the word."""
    async with opened(wire_library, keys="enter v e") as (app, _):
        start, end = app.reader.selection.span
        assert WIRE[start:end] == "Harbour"


async def test_a_selection_by_sentence_grows_by_sentences(wire_library: Library, opened: Opener) -> None:
    """``V )`` selects two whole sentences."""
    async with opened(wire_library, keys="enter right_curly_bracket V right_parenthesis") as (app, _):
        start, end = app.reader.selection.span
        assert WIRE[start:end].startswith("Three harbour towns")  # behind the dateline
        assert WIRE[start:end].endswith("in May.")


async def test_escape_drops_the_selection_then_leaves(wire_library: Library, opened: Opener) -> None:
    """The first Esc ends the selection, the second gives the keys to the list."""
    async with opened(wire_library, keys="enter v w escape") as (app, pilot):
        assert app.reader.selection.span == (0, 0)
        assert app.panes.pane.scope() == "reader"
        await press(pilot, "escape")
        assert app.focused is app.releases.rows


async def test_t_tags_the_sentence_under_the_cursor(wire_library: Library, opened: Opener) -> None:
    """Without a selection the sentence is the passage."""
    async with opened(wire_library, keys="enter right_curly_bracket t w a t e r enter"):
        (annotation,) = wire_library.annotations.of(1)
    assert annotation.quote.startswith("Three") and annotation.quote.endswith("between them.")
    assert [tag.name for tag in annotation.tags] == ["water"]


async def test_a_digit_applies_the_pinned_tag_to_the_selection(wire_library: Library, opened: Opener) -> None:
    """``V1`` is two keys from sentence to tagged passage."""
    wire_library.annotations.add(1, 0, 7, tags=["water"])
    async with opened(wire_library, keys="enter right_curly_bracket V 1") as (app, _):
        assert app.reader.scope() == "reader"
    assert [tag.name for tag in wire_library.annotations.of(1)[1].tags] == ["water"]


async def test_marking_the_same_passage_again_adds_the_tag(wire_library: Library, opened: Opener) -> None:
    """Two digits on one sentence give one annotation with two tags."""
    wire_library.annotations.add(1, 0, 1, tags=["one", "two"])
    async with opened(wire_library, keys="enter right_curly_bracket V 1 V 2"):
        annotations = wire_library.annotations.of(1)
    assert len(annotations) == 2
    assert [tag.name for tag in annotations[1].tags] == ["one", "two"]


async def test_a_digit_without_a_pin_changes_nothing(wire_library: Library, opened: Opener) -> None:
    """The selection stands, and a message says why."""
    async with opened(wire_library, keys="enter V 7") as (app, _):
        assert app.reader.scope() == "selection"
    assert wire_library.annotations.of(1) == []


async def test_c_writes_a_note_and_c_again_edits_it(wire_library: Library, opened: Opener) -> None:
    """The second time the note under the cursor is there to be changed."""
    async with opened(wire_library, keys="enter right_curly_bracket c o k enter c exclamation_mark enter"):
        (annotation,) = wire_library.annotations.of(1)
    assert annotation.note == "ok!"


async def test_a_note_may_have_several_lines(wire_library: Library, opened: Opener) -> None:
    """Ctrl+J begins a new line, Enter keeps the note."""
    async with opened(wire_library, keys="enter c a ctrl+j b enter"):
        assert wire_library.annotations.of(1)[0].note == "a\nb"


async def test_leaving_a_note_keeps_the_draft(wire_library: Library, opened: Opener) -> None:
    """Esc writes nothing; the next ``c`` on the passage brings the words back."""
    async with opened(wire_library, keys="enter c a b escape") as (_, pilot):
        assert wire_library.annotations.of(1) == []
        await press(pilot, "c enter")
        assert wire_library.annotations.of(1)[0].note == "ab"


async def test_x_deletes_the_annotation_under_the_cursor_and_u_brings_it_back(
    wire_library: Library, opened: Opener
) -> None:
    """Of several, the shortest goes."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["short"])
    wire_library.annotations.add(1, BODY, BODY + 40, tags=["long"])
    async with opened(wire_library, keys="enter right_curly_bracket x") as (app, pilot):
        assert [one.tags[0].name for one in wire_library.annotations.of(1)] == ["long"]
        assert app.reader.release is not None and app.reader.release.annotations == 1
        await press(pilot, "u")
        assert [one.tags[0].name for one in wire_library.annotations.of(1)] == ["short", "long"]
        await press(pilot, "ctrl+r")
        assert len(wire_library.annotations.of(1)) == 1


async def test_brackets_go_from_annotation_to_annotation(wire_library: Library, opened: Opener) -> None:
    """``]`` finds the next one, ``[`` the one before."""
    wire_library.annotations.add(1, 8, 13, tags=["a"])
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["b"])
    keys = "enter right_square_bracket right_square_bracket"
    async with opened(wire_library, keys=keys) as (app, pilot):
        assert app.reader.cursor == BODY
        await press(pilot, "left_square_bracket")
        assert app.reader.cursor == 8


async def test_j_and_k_in_capitals_open_the_neighbours(sample_library: Library, opened: Opener) -> None:
    """``J`` and ``K`` follow the order of the list."""
    first, second = sample_library.releases.ids()[:2]
    async with opened(sample_library, keys="enter J") as (app, pilot):
        assert app.showing.open_id == second
        await press(pilot, "K")
        assert app.showing.open_id == first


async def test_d_marks_read_and_opens_the_next_unread(sample_library: Library, opened: Opener) -> None:
    """Releases read before are passed over; at the end a message says so."""
    ids = sample_library.releases.ids()
    sample_library.reading.set_read([ids[1]], True)
    async with opened(sample_library, keys="enter d") as (app, pilot):
        assert sample_library.releases.get(ids[0]).read
        assert app.showing.open_id == ids[2]
        assert app.focused is app.reader
        await press(pilot, "d " * len(ids))
        assert sample_library.reading.unread() == 0


async def test_y_copies_the_passage_with_its_citation(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The toast says by which way it went."""
    copied: list[str] = []

    def fake(text: str, write: object, *, browser: bool) -> str:
        copied.append(text)
        return "with a test"

    monkeypatch.setattr("tui.app.workspace.copy", fake)
    async with opened(wire_library, keys="enter right_curly_bracket V y") as (app, _):
        assert app.reader.scope() == "reader"
        assert any("with a test" in note.message for note in app._notifications)
    assert copied[0].startswith("Three harbour towns")
    assert "“Harbour towns agree on a shared ferry”, ALN, LISBON, 14 March 2025" in copied[0]


async def test_the_first_visible_character_survives_resizing(sample_library: Library, opened: Opener) -> None:
    """Narrower, wider and back: the character at the top stays in the first row."""
    async with opened(sample_library, size=(120, 16), keys="enter ctrl+f ctrl+d") as (app, pilot):
        top = app.reader.top
        assert top > 0
        for width, height in ((101, 16), (200, 30), (64, 20), (120, 16)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            row = app.reader.page.display_row(top)
            assert app.reader.scroll_offset.y == min(row, app.reader.max_scroll_y)
            assert app.reader.top == top
        assert app.reader.page.display_row(top) == app.reader.scroll_offset.y


async def test_themes_and_dialogs_leave_the_text_where_it_is(sample_library: Library, opened: Opener) -> None:
    """Neither changes the first row."""
    async with opened(sample_library, size=(120, 16), keys="enter ctrl+f") as (app, pilot):
        top = app.reader.scroll_offset.y
        assert top > 0
        app.theme = "dateline-light"
        await press(pilot, "t escape c escape question_mark escape")
        assert app.reader.scroll_offset.y == top


async def test_the_reading_position_is_kept_over_a_restart(sample_library: Library, opened: Opener) -> None:
    """The same release comes back at the same place."""
    async with opened(sample_library, size=(120, 16), keys="enter J ctrl+f ctrl+d") as (app, pilot):
        release, position = app.showing.open_id, app.reader.position
        row = app.reader.scroll_offset.y
        await press(pilot, "q")
    async with opened(sample_library, size=(120, 16)) as (app, _):
        assert (app.showing.open_id, app.reader.position) == (release, position)
        assert app.reader.scroll_offset.y == row > 0


async def test_each_release_keeps_its_own_position(sample_library: Library, opened: Opener) -> None:
    """Going on and coming back finds the cursor where it was."""
    async with opened(sample_library, keys="enter w w J w K") as (app, _):
        key = app.showing.open_id
        assert key is not None
        cursor = app.reader.cursor
        assert cursor > 0 and sample_library.reading.position(key) == ReadingPosition(cursor, 0)


async def test_overlapping_passages_are_told_apart(wire_library: Library, opened: Opener) -> None:
    """Where two lie over one another, the earlier one's colour is underlined."""
    wire_library.annotations.add(1, BODY, BODY + 20, tags=["a"])
    wire_library.annotations.add(1, BODY + 10, BODY + 30, tags=["b"])
    async with opened(wire_library, keys="enter") as (app, _):
        reader = app.reader
        row = reader.page.display_row(BODY)
        strip = reader.render_line(row - reader.scroll_offset.y)
        at = reader.frame.margin + GUTTER
        styles = [strip.crop(at + cell, at + cell + 1)._segments[0].style for cell in (5, 15, 25, 35)]
    backgrounds = [style.bgcolor for style in styles if style]
    assert len(set(backgrounds)) == 3 and backgrounds[0] == backgrounds[1]
    assert [bool(style and style.underline) for style in styles] == [False, True, False, False]


async def test_a_click_puts_the_cursor_there(wire_library: Library, opened: Opener) -> None:
    """The character under the mouse is the one under the cursor."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        reader = app.reader
        row = reader.page.display_row(BODY)
        await pilot.click(reader, Offset(reader.frame.margin + GUTTER + 8, row + 1))
        assert reader.cursor == BODY + 8


async def test_the_cursor_refreshes_only_its_rows(sample_library: Library, opened: Opener) -> None:
    """A motion that does not scroll redraws the rows it left and came to, nothing else."""
    async with opened(sample_library, keys="enter right_curly_bracket") as (app, pilot):
        drawn: list[int] = []
        render = app.reader.render_line

        def counted(y: int) -> object:
            drawn.append(y)
            return render(y)

        app.reader.render_line = counted  # type: ignore[method-assign,assignment]
        await press(pilot, "w")
        assert len(set(drawn)) == 1


async def test_the_first_text_of_a_language_waits_for_no_patterns(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take 0.2 s to compile: its quotations are found in a thread, those of the next one at once."""
    at_once: list[str] = []

    def noted(text: ReleaseText) -> Sequence[Quotation]:
        at_once.append(text.text.partition("\n")[0][:20])
        return quotations_of(text)

    monkeypatch.setattr(pane, "quotations_of", noted)
    languages = [(key, sample_library.releases.get(key).language) for key in sample_library.releases.ids()]
    english = [key for key, language in languages if language == "en"][:2]
    french = next(key for key, language in languages if language == "fr")
    async with opened(sample_library) as (app, pilot):
        for key, times in ((english[0], 0), (french, 0), (english[1], 1), (french, 2)):
            await app.opening.open_and_read(key)
            assert await until(pilot, lambda: bool(app.reader.quotations))
            assert len(at_once) == times
