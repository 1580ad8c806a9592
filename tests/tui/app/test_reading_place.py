"""A new version of what is being read: reader, selection and prompts stay on their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import InvalidInputError, Library, ReleaseText, add_paths
from store.models import Paragraph
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.reading_place import Place, carried

CORRECTED = WIRE.replace("LISBON,", "CORRECTION: the ferry is not free of charge.\n\nLISBON,")


def text_of(words: str) -> ReleaseText:
    """A text whose paragraphs are its lines."""
    paragraphs, at = [], 0
    for line in words.split("\n"):
        if line:
            paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    return ReleaseText(words, tuple(paragraphs), (), None)


@given(st.text("ab \n"), st.text("ab \n"), st.data())
def test_every_place_is_carried_into_the_text(old: str, new: str, data: st.DataObject) -> None:
    """Whatever becomes of the text; where it is the same, the place is."""
    start, cursor, end, top = (data.draw(st.integers(0, len(old))) for _ in range(4))
    start, cursor, end = sorted((start, cursor, end))
    place = Place(min(cursor, max(start, end - 1)), top, (start, end), start < end, None)
    moved = carried(text_of(old), text_of(new), place)
    assert 0 <= moved.cursor <= len(new)
    assert 0 <= moved.top <= len(new)
    assert 0 <= moved.passage[0] <= moved.passage[1] <= len(new)
    if start < end:
        assert carried(text_of(old), text_of(old), place) == place


def test_words_put_in_before_move_a_place_on() -> None:
    """Cursor and top are on the words they were on; a passage that is gone is selected no more."""
    old = text_of(
        "The first paragraph stands here.\nThe ferry sails in the month of May.\nA last one ends it."
    )
    new = text_of("A correction was made.\n" + old.text)
    added = len("A correction was made.\n")
    at = old.text.index("ferry")
    place = Place(at, old.text.index("The ferry"), (at, at + 5), True, None)
    assert carried(old, new, place) == Place(
        at + added, place.top + added, (at + added, at + 5 + added), True, None
    )
    assert not carried(old, text_of("Nothing of it is left over, all was written anew."), place).selecting


@pytest.fixture
def correct(wire_library: Library, wire: Path) -> Callable[[], None]:
    """Puts another version of the one release into the library, as another process would."""

    def correct() -> None:
        wire.write_text(CORRECTED, encoding="utf-8")
        assert add_paths(wire_library, [wire]).updated == [1]

    return correct


@pytest.mark.slow
async def test_cursor_and_selection_stay_on_their_words(
    wire_library: Library, correct: Callable[[], None], opened: Opener
) -> None:
    """The new version is shown, what was selected still is, and tagging it marks those words."""
    async with opened(wire_library, keys="enter } } w w v e e") as (app, pilot):
        start, end = app.reader.selection.span
        selected = app.reader.text.text[start:end]
        correct()
        app.showing.reload()
        assert await until(pilot, lambda: "CORRECTION" in app.reader.text.text)
        start, end = app.reader.selection.span
        assert app.reader.text.text[start:end] == selected
        assert await until(pilot, lambda: app.showing.text_id == wire_library.releases.get(1).text_id)
        await press(pilot, "t o n e enter")
        (annotation,) = wire_library.annotations.of(1)
        assert annotation.quote == selected


async def test_what_is_tagged_meanwhile_is_what_was_seen(
    wire_library: Library, correct: Callable[[], None], opened: Opener
) -> None:
    """A version that comes while a prompt is open does not put the note on other words."""
    async with opened(wire_library, keys="enter } } V") as (app, pilot):
        start, end = app.reader.selection.span
        selected = app.reader.text.text[start:end]
        await press(pilot, "c")
        correct()
        await press(pilot, "h i enter")
        assert await until(pilot, lambda: len(wire_library.annotations.of(1)) == 1)
        (annotation,) = wire_library.annotations.of(1)
        assert (annotation.quote, annotation.note) == (selected, "hi")
        assert await until(pilot, lambda: "CORRECTION" in app.reader.text.text)


async def test_a_comparison_is_not_taken_away(
    wire_library: Library, wire: Path, correct: Callable[[], None], opened: Opener
) -> None:
    """While changes are shown they stay; leaving them shows the newest version."""
    correct()
    async with opened(wire_library, keys="enter D") as (app, pilot):
        compared = app.reader.text
        wire.write_text(CORRECTED + "\nA last word.\n", encoding="utf-8")
        add_paths(wire_library, [wire])
        app.showing.reload()
        await app.workers.wait_for_complete()
        assert app.reader.text is compared
        await press(pilot, "escape")
        assert app.reader.text.text == wire_library.releases.text(1).text


def test_a_passage_of_an_earlier_version_is_marked_where_it_is_now(
    wire_library: Library, correct: Callable[[], None]
) -> None:
    """By `annotate` and `reshape`; what is gone is refused, and nothing is marked."""
    seen = wire_library.releases.get(1).text_id
    text = wire_library.releases.text(1).text
    start = text.index("The first boat")
    correct()
    one = wire_library.annotations.add(1, start, start + 14, tags=["one"], text_id=seen)
    assert one.quote == "The first boat"
    start = text.index("It will be on time")
    assert (
        wire_library.annotations.reshape(one.id, start, start + 18, text_id=seen).quote
        == "It will be on time"
    )
    Path(wire_library.releases.get(1).source).write_text(
        "All new\n\nOther words stand here.\n", encoding="utf-8"
    )
    add_paths(wire_library, [Path(wire_library.releases.get(1).source)])
    with pytest.raises(InvalidInputError, match="no longer holds the passage"):
        wire_library.annotations.add(1, start, start + 18, tags=["two"], text_id=seen)
    assert len(wire_library.annotations.of(1)) == 1
