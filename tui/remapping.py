"""The table of actions with the keys a reader has chosen: those of a preset, and over them one's own.

A table of remaps has scopes, or `EVERYWHERE`; in each stand ids of actions with a key or a list of keys. All
are taken together, so that two actions may change keys. What then means two things, or hides the beginning
of a sequence, is given back, the last one written first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from textual.keys import Keys

from store.wording import many
from tui.actions import DEFAULTS, Action
from tui.key_words import shown
from tui.presets import PRESETS
from tui.scopes import PANE_SCOPES
from tui.screen_actions import ADD, FIND, LINE, NARROW, NOTE, QUERY, SCOPES, TAGS
from tui.settings_lines import nearest

#: In the place of a scope: all scopes that have the action, but those where the keys cannot be pressed.
EVERYWHERE = "everywhere"
_HELD = re.compile(r"((?:(?:ctrl|alt|shift)\+)*)(.+)", re.DOTALL)
#: The scopes in which letters are typed.
_WRITING = frozenset({NARROW, FIND, QUERY, TAGS, NOTE, LINE, ADD})
#: The names of keys that type no character.
_NAMES = frozenset(one.value for one in Keys if one.value[0] != "<")

#: A place in the table of remaps, and what is wrong there.
Wrong = tuple[tuple[str, ...], str]
#: A scope and the id of an action there.
_Place = tuple[str, str]


class _Own(NamedTuple):
    """The keys given to an action in a scope."""

    keys: tuple[str, ...]
    at: tuple[str, ...]
    """Where they stand in the table of remaps."""


def remapped(preset: str, given: Any) -> tuple[tuple[Action, ...], list[Wrong]]:
    """The table of actions with a preset's keys and over them those given; what of these was passed over.

    Raises ValueError for a preset whose own keys are in each other's way.
    """
    base, _ = _read(PRESETS[preset])
    own, wrong = _read({} if given is None else given)
    passed: dict[Wrong, list[str]] = {}
    while clash := _clash(actions := _with(base | own)):
        mine = [place for place in own if place in (clash.place, clash.other_place)]
        if not mine:
            raise ValueError(f"{preset}: {clash}")
        told = f"{clash.told}; “{mine[-1][1]}” has the keys it had"
        passed.setdefault((own.pop(mine[-1]).at, told), []).append(clash.place[0])
    return actions, wrong + [(at, f"in {_named(scopes)}, {told}") for (at, told), scopes in passed.items()]


def _named(scopes: Sequence[str]) -> str:
    """Scopes in words, of many the first: what is wrong everywhere is said once."""
    first, more = ", ".join(f"“{one}”" for one in scopes[:_FEW]), len(scopes) - _FEW
    return first + (f" and {many(more, 'other')}" if more > 0 else "")


#: Scopes that a message names.
_FEW = 2
#: What shows every action and key.
_SHOWS = "dateline config --keys"


class _Clash(NamedTuple):
    """Two keys of a scope that are in each other's way, the shorter first, and the actions that have them."""

    key: str
    place: _Place
    other: str
    other_place: _Place

    @property
    def told(self) -> str:
        (_, action), (_, other) = self.place, self.other_place
        does = (
            "would mean both"
            if self.key == self.other
            else f"of “{action}” would hide {shown(self.other)} of"
        )
        both = f"“{action}” and “{other}”" if self.key == self.other else f"“{other}”"
        return f"{shown(self.key)} {does} {both}"


def _with(own: Mapping[_Place, _Own]) -> tuple[Action, ...]:
    """The table with these keys; a row whose keys differ from scope to scope becomes several.

    Where several rows of a scope have the id, the first one has all the keys.
    """
    rows: list[Action] = []
    given: set[_Place] = set()
    for action in DEFAULTS:
        scopes: dict[tuple[str, ...], list[str]] = {}
        for scope in action.scopes:
            place = (scope, action.id)
            keys = own[place].keys if place in own else action.keys
            scopes.setdefault(() if place in given else keys, []).append(scope)
            given |= {place} & own.keys()
        rows += [action._replace(keys=keys, scopes=tuple(some)) for keys, some in scopes.items()]
    return tuple(rows)


def _clash(actions: tuple[Action, ...]) -> _Clash | None:
    """The first two keys that are in each other's way."""
    held: dict[tuple[str, str], _Place] = {}
    for action in actions:
        for scope in action.scopes:
            place = (scope, action.id)
            for key in action.keys:
                if (scope, key) in held:
                    return _Clash(key, held[scope, key], key, place)
                held[scope, key] = place
    for (scope, key), place in held.items():
        for shorter in _beginnings(key):
            if (scope, shorter) in held:
                return _Clash(shorter, held[scope, shorter], key, place)
    return None


def _beginnings(key: str) -> Iterator[str]:
    parts = key.split(" ")
    return (" ".join(parts[:length]) for length in range(1, len(parts)))


def _read(given: Any) -> tuple[dict[_Place, _Own], list[Wrong]]:
    """The keys in a table of remaps by scope and action, and what is wrong with the rest."""
    if not isinstance(given, Mapping):
        return {}, [((), f"keys begin with a scope, as [remap.{next(iter(PANE_SCOPES))}]")]
    own: dict[_Place, _Own] = {}
    wrong: list[Wrong] = []
    for scope, table in sorted(given.items(), key=lambda one: one[0] != EVERYWHERE):  # a scope's own hold
        if scope not in (EVERYWHERE, *SCOPES):
            wrong.append(((scope,), f"there is no scope “{scope}”; {nearest(scope, (EVERYWHERE, *SCOPES))}"))
        elif not isinstance(table, Mapping):
            wrong.append(((scope,), f"“{scope}” must be a table of actions and their keys"))
        else:
            for action, value in table.items():
                at = (scope, action)
                keys = (value,) if isinstance(value, str) else value
                if problem := _problem(scope, action, keys):
                    wrong.append((at, problem))
                    continue
                taken = _Own(tuple(dict.fromkeys(keys)), at)
                own |= {place: taken for place in _places(scope, action) if _fits(place[0], taken.keys)}
    return own, wrong


def _places(scope: str, action: str) -> list[_Place]:
    """The scopes that have the action, or the one given where that has it."""
    return [
        (one, action)
        for row in DEFAULTS
        if row.id == action and row.argument != "key"
        for one in row.scopes
        if scope in (EVERYWHERE, one)
    ]


def _problem(scope: str, action: str, keys: Any) -> str | None:
    rows = [one for one in DEFAULTS if scope in (EVERYWHERE, *one.scopes)]
    if action not in (known := sorted({one.id for one in rows})):
        where = "" if scope == EVERYWHERE else f" in “{scope}”"
        return f"there is no action “{action}”{where}; {nearest(action, known, _SHOWS)}"
    if not _places(scope, action):
        return f"“{action}” does what its key says, and keeps its keys"
    if not isinstance(keys, (tuple, list)) or not all(isinstance(one, str) for one in keys):
        return f'“{action}” must be a key such as "S", or a list of keys'
    for key in keys:
        if problem := _key_problem(key):
            return problem
    if scope != EVERYWHERE and not _fits(scope, keys):
        typed = "one key each, no letters" if scope in _WRITING else "one key each"
        return f"“{action}” cannot have these keys in “{scope}”, where commands are {typed}"
    return None


def _key_problem(key: str) -> str | None:
    if key[:1].isdigit() and key[0] != "0":
        return f"“{key}” begins with a digit, which says how often"
    for one in key.split(" "):
        if not _is_key(one):
            names = sorted(_NAMES)
            return f"“{one}” is no key; {nearest(one, names, _SHOWS) if one[1:] else 'write space'}"
    return None


def _is_key(one: str) -> bool:
    held, key = _HELD.fullmatch(one).groups() if one else ("", "")  # type: ignore[union-attr]  # any other has one
    return one in _NAMES or key in _NAMES or (held in ("", "alt+") and len(key) == 1 and key.isprintable())


def _fits(scope: str, keys: Sequence[str]) -> bool:
    """Whether the keys can be pressed in the scope: one at a time over the panes, and no letters in a text.

    What ends a prompt keeps a key.
    """
    if scope in PANE_SCOPES:
        return True
    usual = {key for row in DEFAULTS if scope in row.scopes for key in row.keys}
    typed = (len(one) == 1 and scope in _WRITING and one not in usual for one in keys)
    return bool(keys) and not any(typed) and not any(" " in one for one in keys)
