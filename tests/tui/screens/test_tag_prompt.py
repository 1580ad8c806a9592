"""The tag prompt."""

from __future__ import annotations

import pytest
from textual import events

from store import Library
from tests.tui.conftest import Opener, press


@pytest.fixture
def tagged(wire_library: Library) -> Library:
    """A library that knows three tags."""
    wire_library.annotate(1, 0, 7, tags=["vulnerability", "labour", "health"])
    return wire_library


async def tags_after(library: Library, opened: Opener, keys: str) -> list[str]:
    """The tags the second paragraph's first sentence carries after the keys were typed in the prompt."""
    async with opened(library, keys=f"enter right_curly_bracket t {keys}"):
        found = [one for one in library.annotations(1) if one.start > 30]
    return [tag.name for one in found for tag in one.tags]


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ("v u l enter", ["vulnerability"]),
        ("v b t y enter", ["vulnerability"]),
        ("l a b up enter", ["lab"]),
        ("v u l comma h e a enter", ["vulnerability", "health"]),
        ("v u l tab l a b tab enter", ["vulnerability", "labour"]),
        ("n e w space o n e enter", ["new one"]),
        ("number_sign n e w enter", ["new"]),
        ("L A B O U R enter", ["labour"]),
        ("down enter", ["vulnerability"]),
        ("v u l escape", []),
        ("enter", []),
    ],
)
async def test_typing_completes_creates_and_takes_several(
    tagged: Library, opened: Opener, keys: str, names: list[str]
) -> None:
    """Fuzzy completion, a new tag one step below, a comma or Tab for one more, Esc for none."""
    assert await tags_after(tagged, opened, keys) == names


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
        assert len(tagged.annotations(1)) == 1
        await press(pilot, "escape")
        assert app.is_running


async def test_all_tags_may_be_taken_away_only_where_a_note_stays(tagged: Library, opened: Opener) -> None:
    """An annotation without tag and note would be nothing; the library refuses it and says so."""
    keys = "enter tab t " + "backspace " * 40 + "enter"
    async with opened(tagged, keys=keys) as (app, _):
        assert len(tagged.annotations(1)[0].tags) == 3
        assert any("needs a tag or a note" in note.message for note in app._notifications)
