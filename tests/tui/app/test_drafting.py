"""What is typed in a prompt is kept until it is in the library, and offered again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from store import Library, StorageError, add_paths
from store.library.annotations import Annotations
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp
from tui.drafts import NOTE, Draft, Drafts, Place, state_folder
from tui.screens.prompts import NotePrompt, Question
from tui.screens.tag_prompt import TagPrompt


@pytest.fixture
def full() -> Iterator[pytest.MonkeyPatch]:
    """A disk without room: no annotation can be written to the library, until it is undone."""

    with pytest.MonkeyPatch.context() as patched:
        for name in ("add", "edit", "retag"):
            patched.setattr(Annotations, name, _refused)
        yield patched


def _refused(*_: object, **__: object) -> None:
    raise StorageError("the disk is full.", "Free some space.")


def _typed(app: DatelineApp) -> str:
    assert isinstance(app.screen, (NotePrompt, TagPrompt))
    if isinstance(app.screen, NotePrompt):
        return app.screen.query_one(TextArea).text
    return app.screen.query_one(Input).value


def _said(app: DatelineApp) -> str:
    return "\n".join(one.message for one in app._notifications)


async def _written(app: DatelineApp, pilot: Pilot[None]) -> None:
    assert await until(pilot, lambda: not app.drafting._write_due and not app.drafts.unwritten)


@pytest.mark.slow
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
        assert wire_library.annotations.of(1)[0].note == "hi"
        await _written(app, pilot)
        assert await until(pilot, lambda: not list(app.drafts.folder.glob("*.json")))
    async with opened(wire_library, keys="g c") as (app, pilot):
        assert await until(pilot, lambda: "Nothing you typed is unsaved" in _said(app))


async def test_what_is_being_typed_is_on_the_disk_before_it_is_kept(
    wire_library: Library, opened: Opener
) -> None:
    """Within a moment, with no key that asks for it; leaving the editor keeps it, emptying it forgets it."""
    async with opened(wire_library, keys="enter c h i") as (app, pilot):
        assert await until(pilot, lambda: bool(list(app.drafts.folder.glob("*.json"))))
        await _written(app, pilot)
        (path,) = app.drafts.folder.glob("*.json")
        assert '"text": "hi"' in path.read_text()
        await press(pilot, "escape c")
        assert _typed(app) == "hi"
        await press(pilot, "backspace backspace escape")
        # A draft that was dropped is written no more; its file goes in a thread.
        assert await until(pilot, lambda: not path.exists())


async def test_ctrl_q_in_the_editor_keeps_what_stands_in_it(wire_library: Library, opened: Opener) -> None:
    """The prompt need not be left first."""
    async with opened(wire_library, keys="enter c h i ctrl+q"):
        pass
    drafts = Drafts(wire_library.path)
    drafts.take_over()
    assert [draft.text for draft in drafts.all()] == ["hi"]


@pytest.mark.slow
async def test_tags_that_could_not_be_given_are_offered(
    wire_library: Library, opened: Opener, full: pytest.MonkeyPatch
) -> None:
    """The prompt of the passage begins with them, in this run and the next; Esc keeps them."""
    async with opened(wire_library, keys="enter t s e a comma h i enter t") as (app, pilot):
        assert _typed(app) == "sea, hi"
        await press(pilot, "ctrl+q")
    full.undo()
    async with opened(wire_library, keys="g c") as (app, pilot):
        assert _typed(app) == "sea, hi"
        await press(pilot, "escape g c")
        assert _typed(app) == "sea, hi"
        await press(pilot, "n")
        assert _typed(app) == "n"  # a tag typed anew is no part of the draft
        await press(pilot, "ctrl+u escape g c")
        assert "Nothing you typed is unsaved" in _said(app)


async def test_esc_in_a_fresh_tag_prompt_forgets(wire_library: Library, opened: Opener) -> None:
    """Nobody has asked for these tags."""
    async with opened(wire_library, keys="enter t s e a escape t") as (app, pilot):
        assert _typed(app) == ""
        await press(pilot, "escape g c")
        assert "Nothing you typed is unsaved" in _said(app)


#: The words of the release on which notes are written in these tests.
_PASSAGES = ((0, 7), (8, 13), (14, 19))


@pytest.fixture
def burst(wire_library: Library) -> Library:
    """Three annotations made in one second, as a burst of keys makes them."""
    wire_library.tables.clock = lambda: "2025-03-14T12:00:00Z"
    for start, end in _PASSAGES:
        wire_library.annotations.add(1, start, end, tags=["one"])
    return wire_library


@pytest.mark.slow
@pytest.mark.parametrize("key", ["c", "t"])
async def test_a_draft_goes_to_no_other_annotation_of_the_same_second(
    burst: Library, opened: Opener, key: str
) -> None:
    """The next one's prompt is empty; what is saved there leaves the draft, which finds its own again."""
    async with opened(burst, keys=f"enter tab j {key} h i ctrl+q") as (app, _):
        (draft,) = app.drafts.all()
        assert draft.place.number == 2
    async with opened(burst, keys=f"enter tab j j {key}") as (app, pilot):
        assert "hi" not in _typed(app)
        await press(pilot, "n o enter g c")
        assert "hi" in _typed(app)
        await press(pilot, "enter")
        assert app.drafts.all() == []
        if key == "c":
            assert [one.note for one in burst.annotations.of(1)] == ["", "hi", "no"]
        else:
            tags = [{tag.name for tag in one.tags} for one in burst.annotations.of(1)]
            assert tags == [{"one"}, {"one", "hi"}, {"one", "no"}]


async def test_a_draft_stays_with_an_annotation_whose_passage_was_changed(
    burst: Library, opened: Opener
) -> None:
    """Others were made in the same second; they get nothing."""
    async with opened(burst, keys="enter tab j c h i ctrl+q"):
        pass
    burst.annotations.reshape(2, 20, 25)
    async with opened(burst, keys="g c enter"):
        assert {one.id: one.note for one in burst.annotations.of(1)} == {1: "", 2: "hi", 3: ""}


@pytest.mark.parametrize(("keys", "what"), [("c h i enter", "the note “hi”"), ("t h i enter", "#one #hi")])
async def test_what_a_deleted_annotation_was_to_get_is_kept(
    burst: Library, opened: Opener, keys: str, what: str
) -> None:
    """The message says which was deleted and what is not saved; ``gc`` goes on with it on the same words."""
    words = burst.annotations.of(1)[1].quote
    async with opened(burst, keys="enter tab j " + keys.removesuffix(" enter")) as (app, pilot):
        burst.annotations.delete(2)
        await press(pilot, "enter")
        told = _said(app)
        assert f"The annotation on “{words}” was deleted meanwhile." in told
        assert f"Not saved: {what} on “{words}”. It is kept; gc goes on with it." in told
        assert app.footer._saved == "library.db · 1 not saved · gc"
        await press(pilot, "g c enter")
        made = next(one for one in burst.annotations.of(1) if one.quote == words)
        assert made.note == "hi" or "hi" in [tag.name for tag in made.tags]
        assert [one.note for one in burst.annotations.of(1) if one != made] == ["", ""]
        assert app.footer._saved == "library.db · saved"


@pytest.mark.slow
async def test_what_could_not_be_saved_is_said_and_counted(
    wire_library: Library, opened: Opener, full: pytest.MonkeyPatch
) -> None:
    """Beside the reason, until it is saved, also after a new start; what was only typed is not counted."""
    async with opened(wire_library, keys="enter t s e a enter") as (app, pilot):
        assert "the disk is full. Free some space. Not saved: #sea on “Harbour" in _said(app)
        assert app.footer._saved == "library.db · 1 not saved · gc"
        await press(pilot, ") V c h o escape q")
        assert app.drafts.failed == 1
        assert await until(pilot, lambda: not app.drafts.unwritten)
    full.undo()
    async with opened(wire_library, keys="") as (app, pilot):
        assert await until(pilot, lambda: app.footer._saved == "library.db · 1 not saved · gc")
        await press(pilot, "enter g c enter")
        assert app.footer._saved == "library.db · saved"
        assert [draft.text for draft in app.drafts.all()] == ["ho"]


async def test_a_prompt_takes_away_what_would_lie_over_it(
    wire_library: Library, opened: Opener, full: pytest.MonkeyPatch
) -> None:
    """The toast that offers the drafts stays long, but not while one goes on with them."""
    async with opened(wire_library, keys="enter c h i enter q"):
        pass
    async with opened(wire_library) as (app, pilot):
        assert await until(pilot, lambda: "“hi”" in _said(app))
        await press(pilot, "g c")
        assert (_typed(app), _said(app)) == ("hi", "")


async def test_tags_of_a_digit_that_were_not_given_are_named(burst: Library, opened: Opener) -> None:
    """Here nothing is kept, and nothing says so: the key can be pressed again."""
    burst.tags.pin(burst.tags.all()[0].id, 1)
    async with opened(burst, keys="enter V") as (app, pilot):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Annotations, "add", _refused)
            await press(pilot, "1")
        assert "Not saved: #one on" in _said(app)
        assert "kept" not in _said(app)
        assert app.footer._saved == "library.db · saved"


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
    made = wire_library.annotations.add(1, 0, 7, note="before")
    async with opened(wire_library, keys="enter tab c exclamation_mark escape q"):
        pass
    wire_library.annotations.edit(made.id, note="by another")
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
    release = library.releases.get(2)
    drafts = Drafts(library.path)
    drafts.keep(Draft(Place(NOTE, 1, release.source, "", release.digest, "", 0, 7, "Harbour"), "kept", ""))
    drafts.write()
    drafts.close()
    async with opened(library, size=(80, 24)) as (app, pilot):
        assert await until(pilot, lambda: "kept" in _said(app))
        await press(pilot, "g c")
        assert (app.showing.open_id, _typed(app)) == (2, "kept")
        await press(pilot, "enter")
        assert [(one.quote, one.note) for one in library.annotations.of(2)] == [("Harbour", "kept")]


@pytest.mark.parametrize(("digest", "why"), [("other", "is not in the library"), ("", "no longer holds")])
async def test_a_draft_without_a_place_is_shown_until_it_is_emptied(
    wire_library: Library, opened: Opener, digest: str, why: str
) -> None:
    """Its release or its words are gone: it can be copied, and is kept until nobody wants it."""
    release = wire_library.releases.get(1)
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
