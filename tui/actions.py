"""The one table of actions: what can be done, with which keys, in which pane.

Footer, help, command palette, ``dateline keys`` and the README's table are all made from it. The
method ``action_<id>`` of the pane, or else of the application, carries an action out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

RELEASES, READER, SELECTION, ANNOTATIONS = "releases", "reader", "selection", "annotations"
#: Where actions live; ``selection`` is the reader while a selection stands.
SCOPES = {
    RELEASES: "Releases",
    READER: "Reader",
    SELECTION: "Selection",
    ANNOTATIONS: "Annotations",
}
_ALL = (RELEASES, READER, SELECTION, ANNOTATIONS)
_CALM = (RELEASES, READER, ANNOTATIONS)
_TEXT = (READER, SELECTION)


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the table."""

    id: str
    keys: tuple[str, ...]
    """Keys as `key_name` gives them; a sequence is written with a space (``g g``)."""
    scopes: tuple[str, ...]
    help: str
    """What it does, in one line."""
    footer: str = ""
    """A word for the footer; empty where the action does not stand there."""
    argument: str = ""
    """A key whose value the method is given (the digits)."""


ACTIONS = (
    # Moving, alike in every pane.
    Action("down", ("j", "down"), _ALL, "Down"),
    Action("up", ("k", "up"), _ALL, "Up"),
    Action("top", ("g g", "home"), _ALL, "To the beginning"),
    Action("bottom", ("G", "end"), _ALL, "To the end"),
    Action("half_page_down", ("ctrl+d",), _ALL, "Half a page down"),
    Action("half_page_up", ("ctrl+u",), _ALL, "Half a page up"),
    Action("page_down", ("ctrl+f", "pagedown", "space"), _ALL, "A page down"),
    Action("page_up", ("ctrl+b", "pageup"), _ALL, "A page up"),
    # Releases.
    Action("open", ("enter",), (RELEASES,), "Open the release", "open"),
    Action("filter", ("/",), (RELEASES,), "Narrow the list as you type; Esc shows all again", "narrow"),
    Action("clear_filter", ("escape",), (RELEASES,), "Show all releases again"),
    # Reader.
    Action("left", ("h", "left"), _TEXT, "Left by a character"),
    Action("right", ("l", "right"), _TEXT, "Right by a character"),
    Action("word_forward", ("w",), _TEXT, "To the next word"),
    Action("word_back", ("b",), _TEXT, "Back to the beginning of a word"),
    Action("word_end", ("e",), _TEXT, "To the end of the word"),
    Action("sentence_forward", (")",), _TEXT, "To the next sentence"),
    Action("sentence_back", ("(",), _TEXT, "Back to the beginning of a sentence"),
    Action("paragraph_forward", ("}",), _TEXT, "To the next paragraph"),
    Action("paragraph_back", ("{",), _TEXT, "Back to the beginning of a paragraph"),
    Action("tag", ("t",), _TEXT, "Tag the selection, or the sentence under the cursor", "tag"),
    Action("select_characters", ("v",), _TEXT, "Select by character", "select"),
    Action("select_sentences", ("V",), _TEXT, "Select by sentence", "sentence"),
    Action("drop_selection", ("escape",), (SELECTION,), "Drop the selection", "drop"),
    Action("leave_reader", ("escape",), (READER,), "Back to the releases"),
    Action("pinned", tuple("123456789"), (SELECTION,), "Apply the tag pinned to the digit", "pinned", "key"),
    Action("note", ("c",), _TEXT, "Write a note on the selection, the annotation or the sentence", "note"),
    Action("copy", ("y",), _TEXT, "Copy the passage with its citation", "copy"),
    Action("delete", ("x",), (READER,), "Delete the annotation under the cursor"),
    Action("next_annotation", ("]",), _TEXT, "To the next annotation"),
    Action("previous_annotation", ("[",), _TEXT, "To the annotation before"),
    # Annotations.
    Action("jump", ("enter",), (ANNOTATIONS,), "Go to the passage", "go to"),
    Action("edit_tags", ("t",), (ANNOTATIONS,), "Change the tags", "tags"),
    Action("edit_note", ("c", "e"), (ANNOTATIONS,), "Change the note", "note"),
    Action("delete", ("x",), (ANNOTATIONS,), "Delete the annotation", "delete"),
    Action("leave_annotations", ("escape",), (ANNOTATIONS,), "Back to the text"),
    # The release, from anywhere.
    Action("done", ("d",), _CALM, "Done: mark read and open the next unread release", "done"),
    Action("next_release", ("J",), _CALM, "Open the next release"),
    Action("previous_release", ("K",), _CALM, "Open the release before"),
    Action("toggle_read", ("r",), _CALM, "Mark read or unread"),
    Action("toggle_star", ("s",), _CALM, "Star, or take the star away"),
    Action("export", ("E",), _CALM, "Export the release's annotations to Markdown"),
    # The application.
    Action("undo", ("u",), _CALM, "Undo the last change", "undo"),
    Action("redo", ("ctrl+r",), _CALM, "Redo what was undone"),
    Action("next_pane", ("tab",), _ALL, "To the next pane", "pane"),
    Action("previous_pane", ("shift+tab",), _ALL, "To the pane before"),
    Action("pin_tag", ("P",), _CALM, "Pin a tag to a digit"),
    Action("help", ("?",), _ALL, "Show all keys"),
    Action("command_palette", (":", "ctrl+p"), _ALL, "Find a command by its name"),
    Action("quit", ("q", "ctrl+q"), _CALM, "Quit; everything is saved already"),
)


def actions_in(scope: str) -> list[Action]:
    """The actions of a scope, in the table's order."""
    return [action for action in ACTIONS if scope in action.scopes]


def _by_key() -> dict[tuple[str, str], Action]:
    table: dict[tuple[str, str], Action] = {}
    for action in ACTIONS:
        for scope in action.scopes:
            for key in action.keys:
                if (scope, key) in table:
                    raise ValueError(f"{key} means {table[scope, key].id} and {action.id} in {scope}")
                table[scope, key] = action
    return table


BY_KEY = _by_key()
_BEGINNINGS = {(scope, key.split()[0]) for scope, key in BY_KEY if " " in key}


def begins_sequence(scope: str, key: str) -> bool:
    """Whether the key is the first of a sequence in the scope."""
    return (scope, key) in _BEGINNINGS


def key_name(key: str, character: str | None) -> str:
    """A key's name in the table: the character it types, else the terminal library's name for it."""
    if character == " ":
        return "space"
    return character if character and character.isprintable() else key


_SHOWN = {
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "space": "Space",
    "down": "↓", "up": "↑", "left": "←", "right": "→", "home": "Home", "end": "End",
    "pagedown": "PgDn", "pageup": "PgUp",
}  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it: ``Ctrl+D``, ``gg``, ``Esc``."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _SHOWN.get(key, key.replace(" ", ""))


def shown_keys(action: Action) -> str:
    """All keys of an action; a run of digits as ``1-9``."""
    if action.keys == tuple("123456789"):
        return "1-9"
    return " ".join(shown(key) for key in action.keys)


def _where(scopes: Iterable[str]) -> str:
    named = set(scopes)
    if named >= set(_CALM):
        return "everywhere"
    return ", ".join(SCOPES[scope].lower() for scope in SCOPES if scope in named)


def key_table() -> str:
    """The table as Markdown: keys, where they work, what they do."""
    rows = [f"| {_code(action)} | {_where(action.scopes)} | {action.help} |" for action in ACTIONS]
    return "\n".join(["| keys | where | what |", "| --- | --- | --- |", *rows])


def _code(action: Action) -> str:
    return " ".join(f"`{key}`" for key in shown_keys(action).split())
