"""Keys to actions: one way for every pane, prompt and field, fed by the one table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from inspect import isawaitable
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, cast

from textual import events
from textual.app import App
from textual.widget import Widget

from tui.actions import ACTIONS, Action
from tui.key_words import key_name, shown

#: The largest number of times a motion is made; a larger count is held to it.
MOST_TIMES = 9999
_DIGITS = frozenset("0123456789")
_NO_PARTS: Mapping[str, object] = MappingProxyType({})


def _by_key() -> dict[tuple[str, str], Action]:
    table: dict[tuple[str, str], Action] = {}
    for action in ACTIONS:
        for scope in action.scopes:
            for key in action.keys:
                if (scope, key) in table:
                    raise ValueError(f"{key} means {table[scope, key].id} and {action.id} in {scope}")
                table[scope, key] = action
    return table


#: What the keys of each scope mean.
BY_KEY = _by_key()


def _beginnings() -> Iterator[tuple[str, str]]:
    """The keys that begin a longer sequence, in each scope."""
    return ((scope, key[:at]) for scope, key in BY_KEY for at, one in enumerate(key) if one == " ")


_BEGINNINGS = {*_beginnings()}


def hold(actions: Sequence[Action]) -> None:
    """Lets every key mean what these actions say, from now on and for the whole program."""
    if [*actions] != ACTIONS:
        ACTIONS[:] = actions
        BY_KEY.clear()
        BY_KEY.update(_by_key())
        _BEGINNINGS.clear()
        _BEGINNINGS.update(_beginnings())


def begins_sequence(scope: str, keys: str) -> bool:
    """Whether the keys, parted by spaces, begin a longer sequence in the scope."""
    return (scope, keys) in _BEGINNINGS


def following(scope: str, begun: str, *, counted: bool) -> list[tuple[str, Action]]:
    """The keys that may come next in a scope, each with the action it leads to, in the table's order.

    Args:
        scope: the scope whose keys hold.
        begun: the keys of a sequence typed so far, parted by spaces; empty for none.
        counted: whether a number alone stands before: only actions that are done so often can follow then.
    """
    beginning = f"{begun} " if begun else ""
    found: dict[str, tuple[str, Action]] = {}
    for (where, key), action in BY_KEY.items():
        if where == scope and key.startswith(beginning) and (action.counted or not counted):
            found.setdefault(action.id, (key.removeprefix(beginning), action))
    return list(found.values())


async def _carry_out(
    widget: Widget,
    action: Action,
    argument: str,
    count: int | None = None,
    parts: Mapping[str, object] = _NO_PARTS,
) -> None:
    """Calls the method of the action's owner: a part of the widget, a controller, or the widget itself."""
    owner = parts.get(action.owner)
    if owner is None:
        owner = cast("Controlled", widget.app).controllers.get(action.owner, widget)
    method = getattr(owner, f"action_{action.id}")
    result = method(*([argument] if action.argument else []), *([count] if action.counted else []))
    if isawaitable(result):
        await result


class ScopedKeys(Widget):
    """A prompt or a field whose keys, one at a time, come from `tui.actions` before any other meaning."""

    SCOPE: ClassVar[str]
    """The scope of the table whose keys hold in it."""

    @property
    def parts(self) -> Mapping[str, object]:
        """The owners of actions that are parts of it (`Action.owner`)."""
        return _NO_PARTS

    async def take_key(self, event: events.Key) -> bool:
        """Carries out what the key means in the scope; False where it means nothing there."""
        key = key_name(event.key, event.character)
        action = BY_KEY.get((self.SCOPE, key))
        if action is not None:
            await _carry_out(self, action, key, parts=self.parts)
        return action is not None


async def taken_before_panes(app: App[Any], event: events.Key) -> bool:
    """Whether the field that has the focus, or else the screen over the panes, has taken the key."""
    scoped = (one for one in (app.focused, app.screen) if isinstance(one, ScopedKeys))
    first = next(scoped, None)
    return first is not None and await first.take_key(event)


class Controlled(Protocol):
    """The application a pane stands in."""

    def take_later(self, event: events.Key) -> None:
        """Takes a key after all that came before it."""

    def take_repeats(self, key: str) -> int:
        """Takes what waits of the same key and no other; how often it was pressed."""

    @property
    def controllers(self) -> Mapping[str, object]:
        """The owners of the actions that are no pane's own (`Action.owner`)."""


def press(widget: Widget, keys: str) -> None:
    """Does what the keys of the table, parted by spaces, would do, once all that came before is done."""
    for key in keys.split():
        cast("Controlled", widget.app).take_later(events.Key(key, key if len(key) == 1 else None))


class KeyDispatch(Widget):
    """A focusable pane whose keys come from `tui.actions`.

    A command may be a number, the keys of a sequence and a character, one after the other; Esc takes
    back what was typed of it.
    """

    SCOPE: ClassVar[str]
    """The scope of the table whose keys hold in the pane."""

    can_focus = True
    _count = ""
    _begun = ""
    _waiting: Action | None = None

    def scope(self) -> str:
        """The scope whose keys hold now."""
        return self.SCOPE

    def footer_note(self) -> str:
        """What the footer says first: a mode, a count; empty for nothing."""
        return ""

    @property
    def parts(self) -> Mapping[str, object]:
        """The owners of actions that are parts of the pane (`Action.owner`)."""
        return {}

    @property
    def pending(self) -> str:
        """What was typed of a command that is not complete: ``12``, ``3g``, ``f``."""
        return self._count + (shown(self._begun) if self._begun else "")

    @property
    def next_keys(self) -> list[tuple[str, Action]]:
        """What may follow what was typed of a command; where any character may, it stands as ``…``."""
        if self._waiting is not None:
            return [("…", self._waiting)]
        return following(self.scope(), self._begun, counted=not self._begun) if self.pending else []

    def meaning(self, event: events.Key) -> Action | None:
        """The action a key would complete; None where it completes none."""
        key = key_name(event.key, event.character)
        if self._waiting is not None:
            return self._waiting
        if not self._begun and self._is_of_count(key):
            return None
        return BY_KEY.get((self.scope(), f"{self._begun} {key}".strip()))

    def on_blur(self) -> None:
        """What was typed of a command is taken back when another pane gets the keys."""
        self._count, self._begun, self._waiting = "", "", None

    async def take_key(self, event: events.Key) -> bool:
        """Carries out the command the key completes, or waits for the rest of it; False for other keys."""
        key = key_name(event.key, event.character)
        begun, self._begun = self._begun, ""
        waiting, self._waiting = self._waiting, None
        if waiting is not None and event.is_printable and event.character:
            await self.carry_out(waiting, event.character)
            return True
        if waiting is not None or (key == "escape" and (begun or self._count)):
            self._count = ""
            return True
        if not begun and self._is_of_count(key):
            self._count += key
            return True
        return await self._take(f"{begun} {key}".strip(), key, event.key)

    def _is_of_count(self, key: str) -> bool:
        """Whether a digit goes on or begins a number; keys of the table and a first 0 do not begin one."""
        return key in _DIGITS and bool(self._count or (key != "0" and (self.scope(), key) not in BY_KEY))

    async def _take(self, sequence: str, key: str, pressed: str) -> bool:
        action = BY_KEY.get((self.scope(), sequence))
        if action is not None and action.argument != "character":
            if action.coalesced and sequence == key:
                repeats = cast("Controlled", self.app).take_repeats(pressed)
                self._count = str(int(self._count or 1) + repeats)
            await self.carry_out(action, key)
            return True
        if action is not None or begins_sequence(self.scope(), sequence):
            self._waiting, self._begun = action, sequence
            return True
        self._count = ""
        # The rest of a sequence is no command by itself: after g, d must not mark anything read.
        return sequence != key

    async def carry_out(self, action: Action, argument: str = "") -> None:
        """Calls the method of the action's owner."""
        count = min(int(self._count), MOST_TIMES) if self._count else None
        self._count = ""
        await _carry_out(self, action, argument, count, self.parts)
