"""The one table of actions: nothing twice, nothing without a help, nothing that cannot be done."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from store import Library
from tui import actions
from tui.actions import (
    ACTIONS,
    ANNOTATIONS,
    BY_KEY,
    CHANGES,
    READER,
    RELEASES,
    SCOPES,
    SELECTION,
    Action,
    actions_in,
    begins_sequence,
    key_name,
    key_table,
    shown,
    shown_keys,
)
from tui.app.app import DatelineApp
from tui.keys import KeyDispatch
from tui.panes.annotations import AnnotationRows
from tui.panes.reader.pane import ReaderPane
from tui.panes.releases import ReleaseRows

ROOT = Path(__file__).resolve().parents[2]
PANES: dict[str, type[KeyDispatch]] = {
    RELEASES: ReleaseRows,
    READER: ReaderPane,
    SELECTION: ReaderPane,
    CHANGES: ReaderPane,
    ANNOTATIONS: AnnotationRows,
}
READER_SCOPES = {READER, SELECTION, CHANGES}
TRIPLES = [(scope, key, action) for action in ACTIONS for scope in action.scopes for key in action.keys]


def test_a_key_means_one_thing_in_a_scope() -> None:
    """And the index knows every one of them."""
    counts = Counter((scope, key) for scope, key, _ in TRIPLES)
    assert set(counts.values()) == {1}
    assert {(scope, key): action for scope, key, action in TRIPLES} == BY_KEY


def test_no_key_hides_the_beginning_of_a_sequence() -> None:
    """A sequence's first key is no action of its own in the same scope."""
    for scope, key, _ in TRIPLES:
        if " " in key:
            assert (scope, key.split()[0]) not in BY_KEY
            assert begins_sequence(scope, key.split()[0])
    assert not begins_sequence(RELEASES, "G")


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.id}-{action.scopes[0]}")
def test_every_action_says_what_it_does(action: Action) -> None:
    """In one short line, with keys, in scopes that exist, fit for a Markdown table."""
    assert action.help.strip() == action.help != ""
    assert len(action.help) <= 72
    assert not set("|\n`") & set(action.help + "".join(action.keys))
    assert action.keys
    assert set(action.scopes) <= set(SCOPES)


def test_every_action_can_be_carried_out(library: Library) -> None:
    """Its owner is a part of the pane in each of its scopes, or a controller; it has the method."""
    app = DatelineApp(library)
    panes = (app.releases.rows, app.reader, app.annotations.rows)
    for action in ACTIONS:
        for scope in action.scopes:
            pane = next(one for one in panes if isinstance(one, PANES[scope]))
            owner = {**app.controllers, **pane.parts}[action.owner]
            assert callable(getattr(owner, f"action_{action.id}")), action


def test_every_owner_is_named_in_the_table(library: Library) -> None:
    """No controller waits for keys that do not come to it."""
    assert set(DatelineApp(library).controllers) <= {action.owner for action in ACTIONS}


def test_parts_do_what_the_table_says() -> None:
    """No part has an action that no row of the table leads to."""
    pane = ReaderPane()
    for name, part in pane.parts.items():
        named = {one.id for one in ACTIONS if one.owner == name and READER_SCOPES & set(one.scopes)}
        assert {one.removeprefix("action_") for one in dir(part) if one.startswith("action_")} == named


def test_the_actions_of_a_scope_are_in_the_order_of_the_table() -> None:
    """Every scope has some, and the panes know their own."""
    for scope, pane in PANES.items():
        found = actions_in(scope)
        assert [action for action in ACTIONS if action in found] == found != []
        assert scope in (SELECTION, CHANGES) or scope == pane.SCOPE


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [
        ("j", "j", "j"),
        ("upper_g", "G", "G"),
        ("left_parenthesis", "(", "("),
        ("question_mark", "?", "?"),
        ("space", " ", "space"),
        ("escape", "\x1b", "escape"),
        ("enter", "\r", "enter"),
        ("tab", "\t", "tab"),
        ("ctrl+d", "\x04", "ctrl+d"),
        ("shift+tab", None, "shift+tab"),
        ("pagedown", None, "pagedown"),
        ("cyrillic_small_letter_a", "а", "а"),
    ],
)
def test_a_key_is_named_by_what_it_types(key: str, character: str | None, name: str) -> None:
    """Keys that type nothing have the terminal library's name."""
    assert key_name(key, character) == name


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("ctrl+d", "Ctrl+D"),
        ("g g", "gg"),
        ("G", "G"),
        ("escape", "Esc"),
        ("shift+tab", "Shift+Tab"),
        ("space", "Space"),
        ("pagedown", "PgDn"),
        ("down", "↓"),
        ("]", "]"),
    ],
)
def test_keys_are_shown_as_people_write_them(key: str, written: str) -> None:
    """Capitals for keys with names, nothing between the keys of a sequence."""
    assert shown(key) == written


def test_a_run_of_digits_is_shown_as_a_range() -> None:
    """Other keys stand side by side."""
    by_id = {action.id: shown_keys(action) for action in ACTIONS}
    assert (by_id["pinned"], by_id["top"], by_id["quit"]) == ("1-9", "gg Home", "q Ctrl+Q")


def test_the_table_holds_each_action_once() -> None:
    """Three columns: the keys, where they work, what they do."""
    head, rule, *rows = key_table().splitlines()
    assert (head, rule) == ("| keys | where | what |", "| --- | --- | --- |")
    assert len(rows) == len(ACTIONS) == len(set(rows))
    for row, action in zip(rows, ACTIONS, strict=True):
        keys, where, what = row.removeprefix("| ").removesuffix(" |").split(" | ")
        assert keys == " ".join(f"`{key}`" for key in shown_keys(action).split())
        assert where
        assert what == action.help


def test_the_readme_has_the_table() -> None:
    """Between its two marks stands exactly what ``dateline keys`` prints."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count("<!-- keys -->") == readme.count("<!-- /keys -->") == 1
    between = readme.partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0]
    assert between.strip() == key_table()


def test_a_selections_hints_are_all_of_them_with_tagging_first() -> None:
    """But for Enter, which keeps a passage only where one is being moved."""
    words = {one.footer for one in actions.actions_in(actions.SELECTION) if one.footer}
    told = [word for _, word in actions.hints(actions.SELECTION)]
    assert told[0] == "tag" and {*told, "keep"} == words
    assert actions.hints(actions.RESHAPE)[0] == ("Enter", "keep")
