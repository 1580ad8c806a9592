"""Fields one types into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets import Input, TextArea

from store import Library
from tests.tui.conftest import Opener, press
from tui.fields import LINE_END, as_one_line
from tui.screens.note_field import NoteDocument

TEXTS = st.text(st.sampled_from("ab \n\r\x0b\x1b\x85\u2028\u202e\u200d"))


@pytest.mark.parametrize(
    ("pasted", "line", "count"),
    [
        ("one", "one", 1),
        ("one\n", "one", 1),
        ("one\r\n\r\ntwo\rthree\n", "one two three", 3),
        ("a\x85b\u2028c\x0b", "a\x85b\u2028c\x0b", 1),
        ("\n", "", 0),
    ],
)
def test_lines_end_at_line_ends_only(pasted: str, line: str, count: int) -> None:
    """Other characters that part lines somewhere are kept."""
    assert as_one_line(pasted) == (line, count)


#: How the field of a prompt is opened.
FIELDS = {
    "narrow": "slash",
    "find": "enter slash",
    "export": "enter E ctrl+u",
    "pin": "P",
    "add": "a",
    "palette": "colon",
}


@pytest.mark.parametrize("keys", FIELDS.values(), ids=FIELDS)
async def test_several_lines_in_a_field_of_one_are_said(
    wire_library: Library, opened: Opener, keys: str
) -> None:
    """None is cut: they stand on one line, and a message says so."""
    async with opened(wire_library, keys=keys) as (app, pilot):
        app.post_message(events.Paste("one\x1b[31m\ntwo\u2028\u202e\n"))
        await pilot.pause()
        assert isinstance(app.focused, Input)
        assert app.focused.value.replace("\u2028", " ") == "one\x1b[31m two \u202e"
        assert any("2 lines were pasted as one" in note.message for note in app._notifications)


async def test_the_cursor_of_a_field_is_where_it_seems_to_be(wire_library: Library, opened: Opener) -> None:
    """A sign takes a cell; a click on it goes before its character, what is typed comes there."""
    async with opened(wire_library, keys="P a b c d e") as (app, pilot):
        field = app.screen.query_one("#line", Input)
        plain = field.cursor_screen_offset
        field.value = ""
        app.post_message(events.Paste("a\x1bb\u202ec"))
        await pilot.pause()
        assert field.cursor_screen_offset == plain
        await pilot.click(field, offset=(3, 0))
        await press(pilot, "X")
        assert field.value == "a\x1bbX\u202ec"


@given(TEXTS, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), TEXTS), max_size=5))
def test_a_note_holds_what_was_written(text: str, edits: list[tuple[int, int, str]]) -> None:
    """Whatever is put in, its text is that of a plain string; what is shown has as many code points."""
    document = NoteDocument(text)
    plain = "\n".join(LINE_END.split(text))
    for at, length, put in edits:
        start, end = min(at, len(plain)), min(at + length, len(plain))
        result = document.replace_range(
            document.get_location_from_index(start), document.get_location_from_index(end), put
        )
        assert result.replaced_text == plain[start:end]
        put = "\n".join(LINE_END.split(put))
        plain = plain[:start] + put + plain[end:]
        assert document.get_index_from_location(result.end_location) == start + len(put)
    assert document.text == plain
    assert [len(line) for line in document.lines] == [len(line) for line in plain.split("\n")]
    assert not set("".join(document.lines)) & set("\x0b\x1b\x85\u2028\u202e")


async def test_a_note_is_kept_as_it_was_pasted(wire_library: Library, opened: Opener) -> None:
    """Controls, separators and joiners; opening and keeping it again changes nothing."""
    note = "one\x1b[31m\x85two\u2028\u202e\nمی\u200cخواهیم"
    async with opened(wire_library, keys="enter c") as (app, pilot):
        app.post_message(events.Paste(note.replace("\n", "\r")))
        await press(pilot, "enter")
        assert wire_library.annotations.of(1)[0].note == note
        await press(pilot, "c")
        assert app.screen.query_one(TextArea).text == note
        await press(pilot, "enter")
        assert wire_library.annotations.of(1)[0].note == note
