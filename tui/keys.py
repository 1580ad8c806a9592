"""Keys to actions: one dispatcher for every pane, fed by the one table."""

from __future__ import annotations

from inspect import isawaitable
from typing import ClassVar

from textual import events
from textual.widget import Widget

from tui.actions import BY_KEY, Action, begins_sequence, key_name


class KeyDispatch(Widget):
    """A focusable pane whose keys come from `tui.actions`."""

    SCOPE: ClassVar[str]
    """The scope of the table whose keys hold in the pane."""

    can_focus = True
    _begun = ""

    def scope(self) -> str:
        """The scope whose keys hold now."""
        return self.SCOPE

    def footer_note(self) -> str:
        """What the footer says first: a mode, a count; empty for nothing."""
        return ""

    async def take_key(self, event: events.Key) -> bool:
        """Carries out the action of the key or waits for the rest of a sequence; False for other keys."""
        key = key_name(event.key, event.character)
        sequence = f"{self._begun} {key}".strip()
        self._begun = ""
        action = BY_KEY.get((self.scope(), sequence)) or BY_KEY.get((self.scope(), key))
        if action is not None:
            await self.carry_out(action, key)
            return True
        if begins_sequence(self.scope(), key):
            self._begun = key
            return True
        return False

    async def carry_out(self, action: Action, key: str = "") -> None:
        """Calls the pane's method for the action, or else the application's."""
        name = f"action_{action.id}"
        method = getattr(self, name, None) or getattr(self.app, name)
        result = method(key) if action.argument else method()
        if isawaitable(result):
            await result
