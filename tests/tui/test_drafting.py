"""What is typed in a prompt is kept until it is in the library, and offered again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from store import Library, StorageError, add_paths
from tests.tui.conftest import Opener, press
from tests.tui.test_outside import until
from tui.app import DatelineApp
from tui.drafts import NOTE, Draft, Drafts, Place, state_folder
from tui.screens.prompts import NotePrompt, Question
from tui.screens.tag_prompt import TagPrompt


@pytest.fixture
def full() -> Iterator[pytest.MonkeyPatch]:
    """A disk without room: no annotation can be written to the library, until it is undone."""

    def refuse(*_: object, **__: object) -> None:
        raise StorageError("the disk is full.", "Free some space.")

    with pytest.MonkeyPatch.context() as patched:
        for name in ("annotate", "edit", "retag"):
            patched.setattr(Library, name, refuse)
        yield patched


def _typed(app: DatelineApp) -> str:
    assert isinstance(app.screen, (NotePrompt, TagPrompt))
    if isinstance(app.screen, NotePrompt):
        return app.screen.query_one(TextArea).text
    return app.screen.query_one(Input).value


def _said(app: DatelineApp) -> str:
    return "\n".join(one.message for one in app._notifications)


async def _written(app: DatelineApp, pilot: Pilot[None]) -> None:
    assert await until(pilot, lambda: not app._write_due and not app.drafts.unwritten)


async def test_a_note_that_could_not_be_saved_is_offered_after_q(
    wire_library: Library, opened: Opener, full: pytest.MonkeyPatch
) -> None:
    """It is named at the next start, and the editor of its passage begins with it; saved, it is forgotten."""
    async with opened(wire_library, keys="enter c h i enter") as (app, pilot):
        assert "the disk is full" in _said(app)
        await press(pilot, "q")
    full.undo()
    async with opened(wire_library, keys="enter") as (app, pilot):
        assert await until(pilot, lambda: "“hi”" in _said(app))
        await press(pilot, "c")
        assert _typed(app) == "hi"
        await press(pilot, "enter")
        assert wire_library.annotations(1)[0].note == "hi"
        await _written(app, pilot)
        assert not list(app.drafts.folder.glob("*.json"))
    async with opened(wire_library, keys="g c") as (app, _):
        assert "Nothing you typed is unsaved" in _said(app)


async def test_what_is_being_typed_is_on_the_disk_before_it_is_kept(
    wire_library: Library, opened: Opener
) -> None:
    """Within a moment, with no key that asks for it; leaving the editor keeps it, emptying it forgets it."""
    async with opened(wire_library, keys="enter c h i") as (app, pilot):
        await until(pilot, lambda: bool(list(app.drafts.folder.glob("*.json"))))
        await _written(app, pilot)
        (path,) = app.drafts.folder.glob("*.json")
        assert '"text": "hi"' in path.read_text()
        await press(pilot, "escape c")
        assert _typed(app) == "hi"
        await press(pilot, "backspace backspace escape")
        await _written(app, pilot)
        assert not path.exists()


async def test_ctrl_q_in_the_editor_keeps_what_stands_in_it(wire_library: Library, opened: Opener) -> None:
    """The prompt need not be left first."""
    async with opened(wire_library, keys="enter c h i ctrl+q"):
        pass
    drafts = Drafts(wire_library.path)
    drafts.take_over()
    assert [draft.text for draft in drafts.all()] == ["hi"]


async def test_tags_that_could_not_be_given_are_offered(
    wire_library: Library, opened: Opener, full: pytest.MonkeyPatch
) -> None:
    """The prompt of the passage begins with them, in this run and the next; Esc there forgets them."""
    async with opened(wire_library, keys="enter t s e a comma h i enter t") as (app, pilot):
        assert _typed(app) == "sea, hi"
        await press(pilot, "ctrl+q")
    full.undo()
    async with opened(wire_library, keys="g c") as (app, pilot):
        assert _typed(app) == "sea, hi"
        await press(pilot, "escape t")
        assert _typed(app) == ""
        await press(pilot, "escape g c")
        assert "Nothing you typed is unsaved" in _said(app)


async def test_q_asks_before_it_loses_what_cannot_be_kept(
    wire_library: Library, opened: Opener, full: pytest.MonkeyPatch
) -> None:
    """The screen says that the draft cannot be kept; Esc stays, `y` quits."""
    state_folder().touch()
    async with opened(wire_library, keys="enter c h i") as (app, pilot):
        assert await until(pilot, lambda: "could not be kept" in _said(app))
        await press(pilot, "enter q")
        assert isinstance(app.screen, Question)
        assert "hi" in app.screen._detail
        await press(pilot, "escape c")
        assert _typed(app) == "hi"
        await press(pilot, "escape q q")
        assert not app._exit
        await press(pilot, "q y")
        assert app._exit


async def test_a_note_changed_since_stands_before_the_draft(wire_library: Library, opened: Opener) -> None:
    """Neither text is lost."""
    made = wire_library.annotate(1, 0, 7, note="before")
    async with opened(wire_library, keys="enter tab c exclamation_mark escape q"):
        pass
    wire_library.edit(made.id, note="by another")
    async with opened(wire_library, keys="g c") as (app, _):
        assert _typed(app) == "by another\n\nbefore!"


async def test_a_draft_finds_its_release_under_another_id(
    library: Library, wire: Path, opened: Opener
) -> None:
    """Made anew, the library has the release under another id; the draft is about what it is."""
    other = wire.with_name("other.txt")
    other.write_text("Another release\n\nWith words of its own.\n", encoding="utf-8")
    add_paths(library, [other])
    add_paths(library, [wire])
    release = library.release(2)
    drafts = Drafts(library.path)
    drafts.keep(Draft(Place(NOTE, 1, release.source, "", release.digest, "", 0, 7, "Harbour"), "kept", ""))
    drafts.write()
    drafts.close()
    async with opened(library, size=(80, 24)) as (app, pilot):
        assert await until(pilot, lambda: "kept" in _said(app))
        await press(pilot, "g c")
        assert (app.open_id, _typed(app)) == (2, "kept")
        await press(pilot, "enter")
        assert [(one.quote, one.note) for one in library.annotations(2)] == [("Harbour", "kept")]


@pytest.mark.parametrize(("digest", "why"), [("other", "is not in the library"), ("", "no longer holds")])
async def test_a_draft_without_a_place_is_shown_until_it_is_emptied(
    wire_library: Library, opened: Opener, digest: str, why: str
) -> None:
    """Its release or its words are gone: it can be copied, and is kept until nobody wants it."""
    release = wire_library.release(1)
    source, digest = ("nowhere", digest) if digest else (release.source, release.digest)
    drafts = Drafts(wire_library.path)
    drafts.keep(Draft(Place(NOTE, 1, source, "", digest, "A headline", 3, 9, "gone words"), "kept", ""))
    drafts.write()
    drafts.close()
    async with opened(wire_library, keys="g c") as (app, pilot):
        assert (_typed(app), why in _said(app)) == ("kept", True)
        await press(pilot, "enter g c")
        assert _typed(app) == "kept"
        await press(pilot, "ctrl+u escape g c")
        assert "Nothing you typed is unsaved" in _said(app)
