"""Two windows at one note: whoever comes second sees both and chooses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Annotation, Library, open_library
from tests.tui.conftest import Opener, press
from tui.screens.conflict_prompt import ConflictPrompt, joined


@pytest.fixture
def noted(wire_library: Library) -> Annotation:
    """An annotation with a note."""
    return wire_library.annotations.add(1, 0, 7, note="first")


@pytest.fixture
def other(wire_library: Library, noted: Annotation) -> Iterator[Library]:
    """The same user's other window."""
    opened = open_library(wire_library.path, user="ana", clock=wire_library.tables.clock)
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("choice", "note"),
    [("m", "firstab"), ("t", "theirs"), ("b", "theirs\n\nfirstab"), ("escape", "theirs")],
)
async def test_the_second_window_chooses(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener, choice: str, note: str
) -> None:
    """Both versions are shown; the one chosen, or both, is the note then."""
    async with opened(wire_library, keys="enter g g c a b") as (app, pilot):
        other.annotations.edit(noted.id, note="theirs")
        await press(pilot, "enter")
        assert isinstance(app.screen, ConflictPrompt)
        shown = [str(app.screen.query_one(name).render()) for name in ("#theirs", "#mine")]
        assert shown == ["theirs", "firstab"]
        await press(pilot, choice)
        assert not isinstance(app.screen, ConflictPrompt)
    assert wire_library.annotations.get(noted.id).note == note


async def test_left_without_a_choice_the_own_text_is_a_draft(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """Brought back, it is still known that the other window has written since: asked again."""
    async with opened(wire_library, keys="enter g g c a b") as (app, pilot):
        other.annotations.edit(noted.id, note="theirs")
        await press(pilot, "enter escape")
        app.showing.reload()
        await press(pilot, "c enter b")
    assert wire_library.annotations.get(noted.id).note == "theirs\n\nfirstab"


async def test_a_draft_begins_below_what_stands_there_now(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """Left with Esc before the other window wrote, kept after: the other's note is not overwritten."""
    async with opened(wire_library, keys="enter g g c a b escape") as (app, pilot):
        other.annotations.edit(noted.id, note="theirs")
        app.showing.reload()
        await press(pilot, "c enter")
        assert app.drafts.all() == []
    assert wire_library.annotations.get(noted.id).note == "theirs\n\nfirstab"


async def test_a_third_version_is_asked_about_again(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """What comes while one chooses is not overwritten either."""
    async with opened(wire_library, keys="enter g g c a b") as (app, pilot):
        other.annotations.edit(noted.id, note="theirs")
        await press(pilot, "enter")
        other.annotations.edit(noted.id, note="third")
        await press(pilot, "m")
        assert isinstance(app.screen, ConflictPrompt)
        await press(pilot, "b")
    assert wire_library.annotations.get(noted.id).note == "third\n\nfirstab"


async def test_a_note_deleted_meanwhile_is_kept_as_a_draft(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """The annotation is gone; what was written can be kept on the passage anew."""
    async with opened(wire_library, keys="enter g g c a b") as (app, pilot):
        other.annotations.delete(noted.id)
        await press(pilot, "enter")
        assert any("was deleted meanwhile" in note.message for note in app._notifications)
        assert [draft.text for draft in app.drafts.all()] == ["firstab"]


async def test_nothing_in_a_note_is_obeyed(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """Neither markup nor escape sequences."""
    async with opened(wire_library, size=(80, 24), keys="enter g g c a") as (app, pilot):
        other.annotations.edit(noted.id, note="[bold]theirs[/] \x1b[2J\u202e " + "long " * 300)
        await press(pilot, "enter")
        lines = [str(app.screen.query_one("#theirs").render_line(y).text) for y in range(3)]
        assert "[bold]theirs[/] ␛[2J" in lines[0] and "\u202e" not in lines[0]
        await press(pilot, "b")
    assert wire_library.annotations.get(noted.id).note.endswith("firsta")


@given(st.text(max_size=5), st.text(max_size=5))
def test_joined_holds_both(theirs: str, mine: str) -> None:
    """Whatever the two are; what one holds already is not said twice."""
    both = joined(theirs, mine)
    assert theirs in both and mine in both
    assert joined(both, mine) == joined(theirs, both) == both


async def test_what_another_window_has_written_is_not_deleted_unseen(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """The first x shows it, the second deletes."""
    async with opened(wire_library, keys="enter g g") as (app, pilot):
        other.annotations.edit(noted.id, note="theirs")
        await app.annotating.action_delete()  # at once: by a key, the screen might have caught up
        await pilot.pause()
        assert [note.title for note in app._notifications] == ["Changed meanwhile"]
        assert wire_library.annotations.get(noted.id).note == "theirs"
        await press(pilot, "x")
    assert wire_library.annotations.of(1) == []


async def test_a_passage_that_another_window_has_changed_is_named(
    wire_library: Library, noted: Annotation, other: Library, opened: Opener
) -> None:
    """It is changed, and undo leads back to it."""
    async with opened(wire_library, keys="enter g g g s l") as (app, pilot):
        other.annotations.reshape(noted.id, 0, 13)
        await app.tagging.action_confirm_selection()
        await pilot.pause()
        assert any("“Harbour towns”, as another window" in note.message for note in app._notifications)
    wire_library.history.undo()
    assert wire_library.annotations.get(noted.id).quote == "Harbour towns"
