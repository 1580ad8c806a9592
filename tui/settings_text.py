"""The settings as TOML that a person reads: each with what it does, those that are set with where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit

from tui.action import Action
from tui.config import ENTRIES, FOLDER_FILE, REMAP, Given
from tui.screen_actions import SCOPES

#: Cells before the comments.
_COLUMN, _KEYS_COLUMN = 22, 48
_HEAD = """\
# Dateline's settings. What begins with # is not set: take it away, and change what stands there.
# A {folder} in a folder, or in one above it, holds over this file while you are there.
"""
_TABLES = """\
# Keys of your own, in a scope or “everywhere”; “dateline config --keys” has them all.
# [remap.reader]
# toggle_star = ["s", "f6"]

# What is done with what comes in; “dateline rules --dry-run” tries it.
# [[rules]]
# when = "place:geneva"
# tag = ["migration"]
"""


def documented(values: Mapping[str, Any], notes: Mapping[str, str]) -> Iterator[str]:
    """A line for each setting: its value or the default, what it does, and a note where it has one."""
    for entry in ENTRIES:
        line = f"{entry.name} = {_toml(values.get(entry.name, entry.default))}"
        note = f" ({notes[entry.name]})" if entry.name in notes else ""
        yield f"{line:<{_COLUMN - 1}} # {entry.meaning}{note}"


def template() -> str:
    """A file that sets nothing and shows all that can be set."""
    lines = "\n".join(f"# {line}" for line in documented({}, {}))
    return f"{_HEAD.format(folder=FOLDER_FILE)}\n{lines}\n\n{_TABLES}"


def as_they_hold(files: list[Given]) -> str:
    """All settings as files give them, a later one over those before, each with its default and its place."""
    values: dict[str, Any] = {}
    places: dict[str, Path] = {}
    for one in files:
        values |= one.values
        places |= dict.fromkeys(one.values, one.path)
    notes = {
        entry.name: f"default {_toml(entry.default)}; set in {_toml(str(places[entry.name]))}"
        if entry.name in places
        else "default"
        for entry in ENTRIES
    }
    lines = "\n".join(documented(values, notes))
    own = files[0].remap
    if not own:
        return lines + "\n"
    return f"{lines}\n\n# set in {_toml(str(files[0].path))}\n{tomlkit.dumps({REMAP: own})}"


def keys_as_they_hold(actions: Sequence[Action]) -> str:
    """The keys of every action that can have others, scope by scope, as a table of remaps."""
    return (
        "\n\n".join("\n".join([f"[{REMAP}.{scope}]", *_keys_in(scope, actions)]) for scope in SCOPES) + "\n"
    )


def _keys_in(scope: str, actions: Sequence[Action]) -> Iterator[str]:
    own = [one for one in actions if scope in one.scopes and one.argument != "key"]
    helps = {one.id: one.help for one in reversed(own)}
    for action in dict.fromkeys(one.id for one in own):
        keys = [key for one in own if one.id == action for key in one.keys]
        yield f"{f'{action} = {_toml(keys)}':<{_KEYS_COLUMN}}  # {helps[action]}"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        table = tomlkit.inline_table()
        table.update(value)
        return str(table.as_string())
    return str(tomlkit.item(value).as_string())
