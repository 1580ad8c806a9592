"""The one table of actions: nothing twice, nothing without a help, nothing that cannot be done."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from store import Library
from tui import screens
from tui.actions import ACTIONS, READING, Action, actions_in
from tui.app.app import DatelineApp
from tui.key_words import hints, key_name, key_table, shown, shown_keys
from tui.keys import BY_KEY, KeyDispatch, ScopedKeys, begins_sequence
from tui.panes.annotations import AnnotationRows
from tui.panes.found.result_rows import ResultRows
from tui.panes.narrow_field import NarrowField
from tui.panes.query_field import QueryField
from tui.panes.reader.pane import ReaderPane
from tui.panes.release_rows import ReleaseRows
from tui.scopes import ANNOTATIONS, CHANGES, PANE_SCOPES, READER, RELEASES, RESHAPE, RESULTS, SELECTION
from tui.screen_actions import AUTOCODE, MARKED, MESSAGES, PROMPT_SCOPES, SCOPES, TREE
from tui.screens.autocode_screen import AutocodeScreen
from tui.screens.marked_screen import MarkedScreen
from tui.screens.message_screen import MessageScreen
from tui.screens.prompts import Confirmation, Question
from tui.screens.tag_screen import TagScreen

ROOT = Path(__file__).resolve().parents[2]
PANES: dict[str, type[KeyDispatch]] = {
    RELEASES: ReleaseRows,
    READER: ReaderPane,
    SELECTION: ReaderPane,
    CHANGES: ReaderPane,
    ANNOTATIONS: AnnotationRows,
    RESULTS: ResultRows,
}
READER_SCOPES = {READER, SELECTION, CHANGES}


def _under(one: type[ScopedKeys]) -> list[type[ScopedKeys]]:
    """What stands on a class, near or far."""
    return [under for near in one.__subclasses__() for under in (near, *_under(near))]


LOADED = [NarrowField, QueryField, *(getattr(screens, name) for name in dir(screens))]
#: Every screen and field of ours.
PROMPTS = {one.SCOPE: one for one in _under(ScopedKeys) if "SCOPE" in vars(one)}
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


@pytest.mark.few(8)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.id}-{action.scopes[0]}")
def test_every_action_says_what_it_does(action: Action) -> None:
    """In one short line, with keys, in scopes that exist, fit for a Markdown table."""
    assert action.help.strip() == action.help != ""
    assert len(action.help) <= 72
    assert not set("|\n`") & set(action.help + "".join(action.keys))
    assert action.keys
    assert set(action.scopes) <= set(SCOPES)


def owner_in(app: DatelineApp, action: Action, scope: str) -> object:
    """Who carries the action out there, as the dispatch finds it."""
    panes: tuple[KeyDispatch, ...] = (
        app.releases.rows,
        app.reader,
        app.annotations.rows,
        app.found.rows,
    )
    if scope in PANES:
        pane = next(one for one in panes if isinstance(one, PANES[scope]))
        return {**app.controllers, **pane.parts}[action.owner]
    listed = {
        TREE: TagScreen("app"),
        MARKED: MarkedScreen("a tag", "app"),
        AUTOCODE: AutocodeScreen("ferry", 0, "app"),
        MESSAGES: MessageScreen([]),
    }
    parts = listed[scope].parts if scope in listed else {}
    return {**app.controllers, **parts}.get(action.owner, PROMPTS[scope])


def test_every_action_can_be_carried_out(library: Library) -> None:
    """Its owner is a part of the pane, a controller, or the prompt or field itself; it has the method."""
    app = DatelineApp(library)
    app.wire()
    for action in ACTIONS:
        for scope in action.scopes:
            assert callable(getattr(owner_in(app, action, scope), f"action_{action.id}")), (action, scope)


def test_every_owner_is_named_in_the_table(library: Library) -> None:
    """No controller waits for keys that do not come to it."""
    app = DatelineApp(library)
    app.wire()
    assert set(app.controllers) <= {action.owner for action in ACTIONS}


def test_parts_do_what_the_table_says() -> None:
    """No part has an action that no row of the table leads to."""
    pane = ReaderPane()
    for name, part in pane.parts.items():
        named = {one.id for one in ACTIONS if one.owner == name and READER_SCOPES & set(one.scopes)}
        assert {one.removeprefix("action_") for one in dir(part) if one.startswith("action_")} == named


@pytest.mark.few(8)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.id}-{action.scopes[0]}")
def test_a_prompt_carries_out_what_is_its_own(action: Action) -> None:
    """Its class, or one of ours it stands on, has the method; Textual's of the same name would do else."""
    if action.owner in ("screen", "field"):
        for scope in action.scopes:
            ours = [one for one in PROMPTS[scope].__mro__ if one.__module__.startswith("tui.")]
            assert any(f"action_{action.id}" in vars(one) for one in ours)


def test_the_actions_of_a_scope_are_in_the_order_of_the_table() -> None:
    """Every scope has some, and the panes know their own."""
    for scope in SCOPES:
        found = actions_in(scope)
        assert [action for action in ACTIONS if action in found] == found != []
    for scope, pane in PANES.items():
        assert scope in (SELECTION, CHANGES) or scope == pane.SCOPE
    assert (set(PANES), set(PROMPTS)) == (set(PANE_SCOPES), set(PROMPT_SCOPES))


def test_no_prompt_takes_keys_past_the_table() -> None:
    """A key means something else only where the table says so."""
    own = {
        one: [base for base in one.__mro__ if base.__module__ == one.__module__] for one in PROMPTS.values()
    }
    past = {
        one for one, bases in own.items()
        if any({"on_key", "_on_key", "BINDINGS"} & set(vars(base)) for base in bases)
    }  # fmt: skip
    assert past == {Question, Confirmation}


def test_a_prompt_counts_nothing_and_waits_for_no_second_key() -> None:
    """So each of its keys is one key, and takes no character after it."""
    for scope, key, action in TRIPLES:
        if scope in PROMPT_SCOPES:
            assert len(key.split()) == 1 and action.argument != "character"


def test_what_only_reads_is_in_the_table() -> None:
    """And in the panes: a prompt's keys wait for nothing."""
    assert {action.id for scope in PANE_SCOPES for action in actions_in(scope)} >= READING


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
        ("ctrl+underscore", "Ctrl+_"),
        ("alt+enter", "Alt+Enter"),
    ],
)
def test_keys_are_shown_as_people_write_them(key: str, written: str) -> None:
    """Capitals for keys with names, nothing between the keys of a sequence."""
    assert shown(key) == written


def test_a_run_of_digits_is_shown_as_a_range() -> None:
    """Other keys stand side by side."""
    by_id = {action.id: shown_keys(action) for action in ACTIONS}
    assert (by_id["pinned"], by_id["top"], by_id["quit"]) == ("1-9", "gg Home", "q Ctrl+Q")
    assert by_id["scroll_versions"] == "↑↓"


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
    words = {one.footer for one in actions_in(SELECTION) if one.footer}
    told = [word for _, word in hints(SELECTION)]
    assert told[0] == "tag" and {*told, "keep"} == words
    assert hints(RESHAPE)[0] == ("Enter", "keep")
