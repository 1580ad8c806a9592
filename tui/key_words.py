"""Keys in words: what they are called in the table of actions, and what users are told of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.actions import ACTIONS, Action, actions_in
from tui.scopes import PANE_SCOPES, RESHAPE, RESULTS, SELECTION
from tui.screen_actions import LETTERS, PROMPT_SCOPES

_SHOWN = {
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "space": "Space",
    "shift+space": "Shift+Space", "alt+enter": "Alt+Enter", "shift+enter": "Shift+Enter",
    "ctrl+underscore": "Ctrl+_",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "home": "Home", "end": "End",
    "pagedown": "PgDn", "pageup": "PgUp",
}  # fmt: skip
#: What is held while a key is pressed, and the key.
_HELD = re.compile(r"((?:(?:ctrl|alt|shift)\+)*)(.+)")
_FUNCTION_KEY = re.compile(r"f\d+")
#: Keys that are told as one.
_RUNS = {tuple("123456789"[:last]): f"1-{last}" for last in range(3, 10)} | {
    ("up", "down"): "↑↓",
    LETTERS: "a-z",
}
#: What the footer says first where that is not the table's order, with what finishes before what finds.
_HINTS = {
    SELECTION: (
        *("tag", "note", "pinned", "copy", "drop_selection", "select_characters", "select_sentences"),
        *("find", "next_pane"),
    ),
    RESHAPE: ("confirm_selection", "drop_selection", "select_characters", "select_sentences", "find"),
}


def key_name(key: str, character: str | None) -> str:
    """A key's name in the table: the character it types, else the terminal library's name for it."""
    if character == " ":
        return key
    return character if character and character.isprintable() else key


def shown(key: str) -> str:
    """A key as people write it: ``Ctrl+D``, ``gg``, ``Esc``."""
    parts = key.split(" ")
    # Between letters nothing is needed: gg; Ctrl+X O could not be read without a blank.
    return ("" if all(len(one) == 1 for one in parts) else " ").join(map(_shown_part, parts))


def _shown_part(key: str) -> str:
    held, last = _HELD.fullmatch(key).groups()  # type: ignore[union-attr]  # any key has a last part
    if last not in _SHOWN and ("ctrl+" in held or _FUNCTION_KEY.fullmatch(last)):
        last = last.upper()
    return _SHOWN.get(key) or held.title() + _SHOWN.get(last, last)


def key_of(action: str, scope: str = "") -> str:
    """The first key of an action in words, in the scope or where it stands first; empty for none."""
    keys = (one.keys for one in ACTIONS if one.id == action and scope in ("", *one.scopes))
    return next((shown(some[0]) for some in keys if some), "")


def with_key(action: str, does: str, scope: str = "") -> str:
    """What an action's key does, in words: ``u undoes``; one without a key stands in the palette."""
    return f"{key_of(action, scope) or 'the palette'} {does}"


def shown_keys(action: Action) -> str:
    """All keys of an action; a run of digits as ``1-9``, both arrows as ``↑↓``."""
    return _RUNS.get(action.keys) or " ".join(shown(key) for key in action.keys)


def hints(scope: str) -> list[tuple[str, str]]:
    """The footer's hints for a scope, the most important first: keys, and a word for what they do."""
    return [(_RUNS.get(one.keys) or shown(one.keys[0]), one.footer) for one in hinted(scope)]


def hinted(scope: str) -> list[Action]:
    """The actions of a scope that have a key and a word for the footer, the most important first."""
    actions = [one for one in actions_in(SELECTION if scope == RESHAPE else scope) if one.footer and one.keys]
    if scope not in _HINTS:
        return actions
    by_id = {one.id: one for one in actions}
    return [by_id[one] for one in _HINTS[scope] if one in by_id]


def key_table() -> str:
    """The table as Markdown: keys, where they work, what they do."""
    rows = [f"| {_code(action)} | {_where(action.scopes)} | {action.help} |" for action in ACTIONS]
    return "\n".join(["| keys | where | what |", "| --- | --- | --- |", *rows])


def _where(scopes: Iterable[str]) -> str:
    named = set(scopes)
    panes = [title.lower() for scope, title in PANE_SCOPES.items() if scope in named]
    if named >= set(PANE_SCOPES) - {SELECTION, RESULTS}:
        panes = ["every pane", *([PANE_SCOPES[RESULTS].lower()] if RESULTS in named else [])]
    return ", ".join([*panes, *(title.lower() for scope, title in PROMPT_SCOPES.items() if scope in named)])


def _code(action: Action) -> str:
    return " ".join(f"`{key}`" for key in shown_keys(action).split())
