"""The field one finds with: keys that leave it, and what is typed on its way to the reader."""

from __future__ import annotations

from textual.events import Event, Key

from tui.app.workspace import Workspace
from tui.panes.reader.finder import FindField

#: Keys that leave the field, and the pane each gives the keys to.
_LEAVES = {"enter": "reader", "escape": "reader", "tab": "annotations", "shift+tab": "releases"}


class Finding:
    """Lets the reader find while one types."""

    def __init__(self, workspace: Workspace, field: FindField) -> None:
        self._workspace = workspace
        self._field = field

    async def take(self, event: Event) -> bool:
        """Leaves the field where the event is a key that does; tells whether it was one."""
        if not isinstance(event, Key) or self._workspace.app.focused is not self._field:
            return False
        pane = _LEAVES.get(event.key)
        if pane is None:
            return False
        await self._end(kept=event.key != "escape")
        self._workspace.panes.show(pane)
        return True

    async def _end(self, *, kept: bool) -> None:
        self._field.display = False
        await self._workspace.reader.end_finding(self._field.value, kept=kept)
        self._workspace.update_footer()

    def typed(self, text: str) -> None:
        """Shows the hits of what is typed so far."""
        self._workspace.reader.look_for(text)
        self._workspace.update_footer()

    async def leave(self) -> None:
        """Closes the field, if it is open, where one went elsewhere; the hits stay."""
        if self._field.display:
            await self._end(kept=True)
