"""The tag prompt."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from textual import events
from textual.widgets import Static

from store import Library
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp

#: What the prompt says in the end, where that is asked, and the tags that are given.
Case = tuple[str | None, list[str]]


@pytest.fixture
def tagged(wire_library: Library) -> Library:
    """A library that knows three tags."""
    wire_library.annotations.add(1, 0, 7, tags=["vulnerability", "labour", "health"])
    return wire_library


async def prompted(library: Library, opened: Opener, to: str, cases: Mapping[str, Case]) -> None:
    """Types the keys of each case in the prompt that `to` opens, all in one application, and takes back.

    Of a case are told: what the prompt said before the last key of the case, and the tags that were given.
    """
    before = [one.id for one in library.annotations.of(1)]
    async with opened(library, keys="enter") as (app, pilot):
        for keys, (told, names) in cases.items():
            *typed, last = keys.split()
            await press(pilot, f"g g {to} t {' '.join(typed)}")
            assert told is None or (keys, outcome(app)) == (keys, told)
            await press(pilot, last)
            made = [one for one in library.annotations.of(1) if one.id not in before]
            assert (keys, [tag.name for one in made for tag in one.tags]) == (keys, names)
            await press(pilot, "u" if made else "escape" * (app.panes.pane.scope() == "selection"))
            assert [one.id for one in library.annotations.of(1)] == before
            assert app.panes.pane.scope() == "reader"


def outcome(app: DatelineApp) -> str:
    """What the prompt says that Enter gives."""
    return str(app.screen.query_one("#outcome", Static).render())


@pytest.mark.slow
async def test_typing_completes_creates_and_takes_several(tagged: Library, opened: Opener) -> None:
    """A beginning completes, what only resembles is a step away, comma and Tab take, Esc leaves."""
    cases: dict[str, list[str]] = {
        "v u l enter": ["vulnerability"],
        "v b t y enter": ["vbty"],
        "v b t y down enter": ["vulnerability"],
        "h e a l t h enter": ["health"],
        "l t h comma h enter": ["lth", "health"],
        "l a b up enter": ["lab"],
        "v u l comma h e a enter": ["vulnerability", "health"],
        "v u l tab l a b tab enter": ["vulnerability", "labour"],
        "n e w space o n e enter": ["new one"],
        "number_sign n e w enter": ["new"],
        "L A B O U R enter": ["labour"],
        "down enter": ["vulnerability"],
        "v u l escape": [],
        "enter": [],
    }
    told = {keys: (None, names) for keys, names in cases.items()}
    await prompted(tagged, opened, "right_curly_bracket", told)


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys", ["t x enter escape enter escape", "t x escape enter", "c x enter escape enter"]
)
async def test_keys_that_come_too_fast_end_a_prompt_once(tagged: Library, opened: Opener, keys: str) -> None:
    """Keys sent without a pause between them leave the application running."""
    async with opened(tagged, keys="enter") as (app, pilot):
        for key in keys.split():
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await press(pilot, "j")
        assert app.is_running and len(app.screen_stack) == 1


async def test_a_tag_name_that_cannot_be_is_refused_with_a_message(tagged: Library, opened: Opener) -> None:
    """Nothing is written, nothing breaks."""
    async with opened(tagged, keys="enter t number_sign enter") as (app, pilot):
        assert len(tagged.annotations.of(1)) == 1
        await press(pilot, "escape")
        assert app.is_running


@pytest.mark.slow
async def test_all_tags_may_be_taken_away_only_where_a_note_stays(tagged: Library, opened: Opener) -> None:
    """An annotation without tag and note would be nothing; the library refuses it and says so."""
    keys = "enter tab t " + "backspace " * 40 + "enter"
    async with opened(tagged, keys=keys) as (app, _):
        assert len(tagged.annotations.of(1)[0].tags) == 3
        assert any("needs a tag or a note" in note.message for note in app._notifications)


@pytest.mark.slow
async def test_the_prompt_says_what_enter_gives(tagged: Library, opened: Opener) -> None:
    """An existing tag or a new one, and all of several; and Enter gives just that."""
    cases = {
        "enter": "Enter  no tag",
        "l t h enter": "Enter  new tag #lth",
        "l t h down enter": "Enter  tag #health",
        "h e enter": "Enter  tag #health",
        "h e up enter": "Enter  new tag #he",
        "h e comma x y enter": "Enter  tag #health  new tag #xy",
        "L A B O U R enter": "Enter  tag #labour",
        "down down enter": "Enter  tag #labour",
    }
    told = {keys: (one, re.findall("#([a-z]+)", one)) for keys, one in cases.items()}
    await prompted(tagged, opened, "right_curly_bracket", told)


async def test_several_pasted_lines_are_several_tags(tagged: Library, opened: Opener) -> None:
    """Each as it was pasted, none completed; a single line waits to be gone on with."""
    async with opened(tagged, keys="enter right_curly_bracket t") as (app, pilot):
        app.post_message(events.Paste("eu\r\n heal \n\nلابور\r"))
        await press(pilot, "x")
        assert outcome(app) == "Enter  new tag #eu #heal #لابور #x"
        app.post_message(events.Paste("yz\n"))
        await press(pilot, "enter")
        (*_, last) = tagged.annotations.of(1)
        assert [tag.name for tag in last.tags] == ["eu", "heal", "لابور", "xyz"]


async def test_a_name_that_is_none_is_said_and_stays_to_be_mended(tagged: Library, opened: Opener) -> None:
    """The prompt stays open with what was typed."""
    async with opened(tagged, keys="enter right_curly_bracket t") as (app, pilot):
        app.post_message(events.Paste("a\x1b[31mb"))
        await press(pilot, "enter")
        assert "no tag name" in outcome(app)
        assert len(tagged.annotations.of(1)) == 1
        await press(pilot, "backspace " * 8 + "o k enter")
        assert [tag.name for tag in tagged.annotations.of(1)[-1].tags] == ["ok"]


async def test_a_name_that_is_too_long_is_said_to_be(tagged: Library, opened: Opener) -> None:
    """The prompt stays open with what was typed, and says how long a name may be."""
    async with opened(tagged, keys="enter right_curly_bracket t") as (app, pilot):
        app.post_message(events.Paste("x" * 201))
        await press(pilot, "enter")
        assert "at most 200" in outcome(app)
        await press(pilot, "backspace enter")
        assert [tag.name for tag in tagged.annotations.of(1)[-1].tags] == ["x" * 200]


async def test_joiners_can_be_typed(tagged: Library, opened: Opener) -> None:
    """Persian is written with the zero width non-joiner; a keyboard sends it as a character."""
    async with opened(tagged, keys="enter right_curly_bracket t") as (app, pilot):
        for character in "می\u200cخواهیم":
            app.post_message(events.Key(character, character))
        await press(pilot, "enter")
        assert [tag.name for tag in tagged.annotations.of(1)[-1].tags] == ["می\u200cخواهیم"]


@pytest.mark.slow
async def test_the_speaker_of_a_quotation_is_offered(wire_library: Library, opened: Opener) -> None:
    """First of all tags, as a new one; none is given where nothing is typed."""
    cases = {"tab enter": ["Ana Prates"], "p r a enter": ["Ana Prates"], "n e w enter": ["new"], "enter": []}
    told = {keys: (None, names) for keys, names in cases.items()}
    await prompted(wire_library, opened, "g q v i q", told)


async def test_the_speaker_is_offered_by_the_name_of_all_releases(
    wire_library: Library, opened: Opener
) -> None:
    """As a user joined the names, and as the tag there is; a passage that is no quotation has none."""
    wire_library.people.join("Mayor Prates", "Ana Prates")
    wire_library.annotations.add(1, 0, 7, tags=["mayor prates"])
    async with opened(wire_library, keys="enter g q v i q t tab") as (app, pilot):
        assert outcome(app) == "Enter  tag #mayor prates"
        await press(pilot, "escape escape g g V t tab")
        assert outcome(app) == "Enter  tag #mayor prates"
