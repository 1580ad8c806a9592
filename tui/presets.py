"""Sets of keys beside the usual ones: small tables of remaps, as a reader may write them.

Those of Emacs have Meta as terminals send it: with Alt, or Esc and then the key; so Ctrl+G leaves in place of
Esc. Those for arrows leave vim's letters for moving out.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Ids of actions, and the keys of each.
_Keys = Mapping[str, str | list[str]]


def _meta(key: str) -> list[str]:
    return [f"alt+{key}", f"escape {key}"]


_LEAVING = (
    "clear_filter", "drop_selection", "leave_annotations", "leave_changes", "leave_reader", "leave_results",
)  # fmt: skip
#: Where Esc begins no key.
_LEAVING_TOO = (
    "show_all", "drop_hit", "leave_query", "leave_prompt", "stay", "leave_help", "drop_search",
)  # fmt: skip
_EMACS: _Keys = {
    "down": ["ctrl+n", "down", "j"],
    "up": ["ctrl+p", "up", "k"],
    "right": ["ctrl+f", "right", "l"],
    "left": ["ctrl+b", "left", "h"],
    "word_forward": [*_meta("f"), "w"],
    "word_back": [*_meta("b"), "b"],
    "row_start": ["ctrl+a", "0"],
    "row_text": [*_meta("m"), "^"],
    "row_end": ["ctrl+e", "$"],
    "sentence_forward": [*_meta("e"), ")"],
    "sentence_back": [*_meta("a"), "("],
    "paragraph_forward": [*_meta("}"), "}"],
    "paragraph_back": [*_meta("{"), "{"],
    "top": [*_meta("<"), "home"],
    "bottom": [*_meta(">"), "end"],
    "half_page_down": [],
    "half_page_up": [],
    "page_down": ["ctrl+v", "pagedown", "space"],
    "page_up": [*_meta("v"), "pageup", "shift+space"],
    "scroll_middle": ["ctrl+l", "z z"],
    "select_characters": ["ctrl+space", "ctrl+@", "v"],
    "select_paragraphs": [*_meta("h")],
    "swap_ends": ["ctrl+x ctrl+x", "o"],
    "copy": [*_meta("w"), "y"],
    "find": ["ctrl+s", "/"],
    "filter": ["ctrl+s", "/"],
    "jump_back": [*_meta(","), "ctrl+o"],
    "jump_on": [*_meta(".")],
    "undo": ["ctrl+underscore", "ctrl+x u", "u"],
    "redo": [*_meta("_"), "ctrl+r"],
    "next_pane": ["ctrl+x o", "tab"],
    "help": ["?", "f1"],
    "command_palette": [*_meta("x"), ":"],
    "quit": ["ctrl+x ctrl+c", "q"],
    **dict.fromkeys(_LEAVING, "ctrl+g"),
    **{action: ["escape", "ctrl+g"] for action in _LEAVING_TOO},
    **{action: ["escape", "ctrl+g", "q"] for action in ("close_list", "close_stats", "leave_candidates")},
}
#: In lists over the panes Esc leaves too: there no key follows another.
_EMACS_LIST: _Keys = {"top": ["home", "alt+<"], "bottom": ["end", "alt+>"], "page_up": ["alt+v", "pageup"]}
_ARROWS: _Keys = {
    "down": "down",
    "up": "up",
    "left": "left",
    "right": "right",
    "page_down": ["pagedown", "space"],
    "page_up": ["pageup", "shift+space"],
    "half_page_down": "ctrl+pagedown",
    "half_page_up": "ctrl+pageup",
    "top": "home",
    "bottom": "end",
    "find": ["f", "/", "ctrl+f"],
    "filter": ["f", "/", "ctrl+f"],
    "next_hit": ["n", "f3"],
    "previous_hit": ["N", "shift+f3"],
    "search": ["F", "g /"],
    "select_paragraphs": "p",
    "help": ["?", "f1"],
}
#: In a text Home and End are those of a row, as in every editor.
_ARROWS_TEXT: _Keys = {
    "word_forward": "ctrl+right",
    "word_back": "ctrl+left",
    "word_end": [],
    "word_end_back": [],
    "row_start": "home",
    "row_text": [],
    "row_end": "end",
    "top": "ctrl+home",
    "bottom": "ctrl+end",
    "paragraph_forward": "ctrl+down",
    "paragraph_back": "ctrl+up",
    "window_top": [],
    "window_middle": [],
    "window_bottom": [],
    "character_forward": [],
    "character_back": [],
    "character_again": [],
    "character_opposite": [],
}

#: By their names in the settings (`tui.config.PRESETS`).
PRESETS: Mapping[str, Mapping[str, _Keys]] = {
    "vim": {},
    "emacs": {
        "everywhere": _EMACS,
        **dict.fromkeys(("marked", "autocode"), _EMACS_LIST),
        "tree": {**_EMACS_LIST, "close_list": ["escape", "ctrl+g", "q", "T"]},
    },
    "arrows": {
        "everywhere": _ARROWS,
        **dict.fromkeys(("reader", "selection", "changes"), _ARROWS_TEXT),
    },
}
