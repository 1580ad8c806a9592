"""The reader's own keys: taken together, and never in each other's way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Markdown

from store import Library
from tests.tui.conftest import Opener, press
from tui.actions import ACTIONS, DEFAULTS, Action
from tui.config import PRESETS as NAMES
from tui.config import Settings
from tui.key_words import hints, key_of, shown_keys
from tui.keys import BY_KEY, begins_sequence, hold
from tui.presets import PRESETS
from tui.remapping import remapped
from tui.scopes import PANE_SCOPES, READER, RELEASES, RESULTS, SELECTION
from tui.screen_actions import TREE


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    """Afterwards every key means what it did."""
    yield
    hold(DEFAULTS)


def keys_in(actions: tuple[Action, ...]) -> dict[tuple[str, str], str]:
    """What each key means in each scope, by the action's id."""
    return {(scope, key): one.id for one in actions for scope in one.scopes for key in one.keys}


def problems(given: Any) -> list[tuple[tuple[str, ...], str]]:
    """What is wrong with it beside the usual keys."""
    return remapped("vim", given)[1]


def test_a_key_is_moved_in_one_scope_or_everywhere() -> None:
    """In the scope's own table it holds before everywhere; other actions keep their keys."""
    given = {"reader": {"undo": "f6"}, "everywhere": {"undo": ["f5", "f7"]}}
    actions, wrong = remapped("vim", given)
    keys = keys_in(actions)
    assert wrong == []
    assert {key for (scope, key), one in keys.items() if (scope, one) == (READER, "undo")} == {"f6"}
    assert {key for (scope, key), one in keys.items() if (scope, one) == (RESULTS, "undo")} == {"f5", "f7"}
    usual = keys_in(DEFAULTS)
    assert {one: usual[one] for one in usual if usual[one] != "undo"}.items() <= keys.items()


def test_two_actions_may_change_keys() -> None:
    """Though each alone would take the other's."""
    actions, wrong = remapped("vim", {"reader": {"toggle_star": "S", "save_beside": "s"}})
    assert wrong == []
    assert keys_in(actions)[READER, "S"] == "toggle_star" and keys_in(actions)[READER, "s"] == "save_beside"
    assert keys_in(actions)[RELEASES, "s"] == "toggle_star"


@pytest.mark.parametrize(
    ("given", "at", "words"),
    [
        ({"reader": {"tag": "d"}}, ("reader", "tag"), "d would mean both “tag” and “done”"),
        ({"reader": {"tag": "g"}}, ("reader", "tag"), "g of “tag” would hide g"),
        ({"reader": {"tag": "d d"}}, ("reader", "tag"), "d of “done” would hide dd of “tag”"),
        ({"reader": {"tag": "f6", "note": "f6"}}, ("reader", "note"), "F6 would mean both “tag” and “note”"),
    ],
)
def test_what_is_in_anothers_way_keeps_its_keys(given: Any, at: tuple[str, ...], words: str) -> None:
    """It is named with what it met."""
    actions, ((where, told),) = remapped("vim", given)
    assert where == at
    assert words in told and told.endswith(f"; “{at[1]}” has the keys it had")
    assert {key for (scope, key), one in keys_in(actions).items() if (scope, one) == at} == {
        key for (scope, key), one in keys_in(DEFAULTS).items() if (scope, one) == at
    }


def test_what_is_in_the_way_in_many_scopes_is_told_once() -> None:
    """With the first of them; what it met elsewhere is another matter."""
    actions, ((where, told),) = remapped("vim", {"everywhere": {"help": "j"}})
    assert where == ("everywhere", "help") and keys_in(actions) == keys_in(DEFAULTS)
    assert re.fullmatch(r"in “\w+”, “\w+” and \d+ others, j would mean both “down” and “help”; .*", told)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (3, "keys begin with a scope"),
        ({"redaer": {}}, "there is no scope “redaer”; did you mean “reader”?"),
        ({"reader": "t"}, "“reader” must be a table"),
        ({"reader": {"open": "f6"}}, "there is no action “open” in “reader”"),
        ({"selection": {"pinned": "f6"}}, "“pinned” does what its key says"),
        ({"reader": {"tag": 3}}, "“tag” must be a key"),
        ({"reader": {"tag": ["f6", 3]}}, "“tag” must be a key"),
        ({"reader": {"tag": "Ctrl+T"}}, "“Ctrl+T” is no key; did you mean “ctrl+t”?"),
        ({"reader": {"tag": "f6  f7"}}, "“” is no key; write space"),
        ({"reader": {"tag": ""}}, "“” is no key"),
        ({"reader": {"tag": "3"}}, "begins with a digit"),
        ({"note": {"keep_note": "k"}}, "one key each, no letters"),
        ({"tree": {"help": "f5 f6"}}, "one key each"),
        ({"tree": {"close_list": []}}, "one key each"),
    ],
)
def test_what_cannot_be_a_key_is_said(given: Any, words: str) -> None:
    """And every key is the usual one."""
    actions, ((_, told),) = remapped("vim", given)
    assert words in told
    assert keys_in(actions) == keys_in(DEFAULTS)


@pytest.mark.parametrize("preset", NAMES)
def test_no_preset_is_in_its_own_way(preset: str) -> None:
    """Its table is as a reader may write it, and no action that had a key in a prompt is without one."""
    assert set(NAMES) == set(PRESETS)
    assert problems(PRESETS[preset]) == []
    actions, _ = remapped(preset, None)
    assert (actions == DEFAULTS) == (preset == "vim")
    for scope in {scope for one in DEFAULTS for scope in one.scopes} - PANE_SCOPES.keys():
        assert all(one.keys for one in actions if scope in one.scopes and one.id != "paragraph")


def test_ctrl_g_leaves_in_emacs_wherever_esc_does() -> None:
    """And beside it a list's other keys still do."""
    leaving = {(one.id, scope) for one in DEFAULTS if "escape" in one.keys for scope in one.scopes}
    keys = {(one.id, scope): one.keys for one in remapped("emacs", None)[0] for scope in one.scopes}
    assert [place for place in leaving if "ctrl+g" not in keys[place]] == []
    assert {"escape", "ctrl+g", "q", "T"} == set(keys["close_list", "tree"])


def test_ones_own_keys_lie_over_a_preset() -> None:
    """What a preset has moved makes room."""
    actions, wrong = remapped("arrows", {"reader": {"undo": "h"}})
    assert wrong == []
    assert keys_in(actions)[READER, "h"] == "undo" and (READER, "j") not in keys_in(actions)
    assert problems({"reader": {"undo": "h"}})


KEYS = st.sampled_from(["g", "g g", "s", "S", "d d", "f6", "x x x", "z", "escape", "ctrl+x", "ctrl+x u"])
IDS = st.sampled_from(["tag", "note", "undo", "toggle_star", "down", "top", "help", "paragraph"])


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from([READER, SELECTION, TREE, "everywhere"]), st.dictionaries(IDS, KEYS)))
def test_whatever_is_asked_for_no_key_is_in_anothers_way(given: dict[str, dict[str, str]]) -> None:
    """Nor does any hide the beginning of another."""
    actions, _ = remapped("vim", given)
    triples = [(scope, key) for one in actions for scope in one.scopes for key in one.keys]
    assert len(triples) == len(set(triples))
    for scope, key in triples:
        parts = key.split()
        assert not {(scope, " ".join(parts[:at])) for at in range(1, len(parts))} & {*triples}


async def test_the_keys_of_emacs_are_pressed(wire_library: Library, opened: Opener) -> None:
    """Meta is Esc and the key after it; a second Esc takes it back, and Ctrl+G leaves."""
    settings = Settings(actions=remapped("emacs", None)[0])
    async with opened(wire_library, settings=settings, keys="enter w") as (app, pilot):
        second = app.reader.cursor
        await press(pilot, "escape b escape")
        assert app.reader.cursor < second and app.reader.pending == "Esc"
        await press(pilot, "escape escape f")
        assert (app.reader.cursor, app.reader.pending) == (second, "")
        await press(pilot, "ctrl+@ ctrl+space")
        assert app.reader.scope() == READER
        await press(pilot, "ctrl+g")
        assert app.panes.active == "releases"


def test_what_is_told_of_keys_is_told_of_ones_own() -> None:
    """Footer, hints, help and messages; an action without a key is in no footer."""
    hold(remapped("vim", {"releases": {"open": "f6", "done": []}, "reader": {"tag": "ctrl+x t"}})[0])
    assert BY_KEY[RELEASES, "f6"].id == "open" and (RELEASES, "enter") not in BY_KEY
    assert begins_sequence(READER, "ctrl+x") and BY_KEY[READER, "ctrl+x t"].id == "tag"
    assert hints(RELEASES)[0] == ("F6", "open")
    assert "done" not in [word for _, word in hints(RELEASES)]
    assert "done" in [word for _, word in hints(READER)]
    assert key_of("tag", READER) == "Ctrl+X t"
    assert "Ctrl+X t" in [shown_keys(one) for one in ACTIONS]
    hold(DEFAULTS)
    assert (*ACTIONS,) == DEFAULTS and (READER, "ctrl+x t") not in BY_KEY
    assert not begins_sequence(READER, "ctrl+x")


async def test_a_page_of_the_help_says_that_its_keys_are_others(
    wire_library: Library, opened: Opener
) -> None:
    """For it names those that Dateline comes with."""
    settings = Settings(actions=remapped("arrows", {})[0])
    async with opened(wire_library, settings=settings, keys="question_mark 1") as (app, _):
        assert app.screen.query_one(Markdown).source.startswith("> Keys are named here as Dateline comes")
