"""The field one finds with: what ends it, and what is typed on its way to the reader."""

from __future__ import annotations

from tui.app.workspace import Workspace
from tui.panes import FindField


class Finding:
    """Lets the reader find while one types."""

    def __init__(self, workspace: Workspace, field: FindField) -> None:
        self._workspace = workspace
        self._field = field

    async def action_keep_hit(self) -> None:
        """Ends finding at the hit."""
        await self._end("reader")

    async def action_drop_hit(self) -> None:
        """Ends finding where it began."""
        await self._end("reader", kept=False)

    async def action_find_and_annotations(self) -> None:
        """Ends finding at the hit, and gives the keys to the annotations."""
        await self._end("annotations")

    async def action_find_and_releases(self) -> None:
        """Ends finding at the hit, and gives the keys to the releases."""
        await self._end("releases")

    async def _end(self, pane: str, *, kept: bool = True) -> None:
        await self._close(kept=kept)
        self._workspace.panes.show(pane)

    async def _close(self, *, kept: bool) -> None:
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
            await self._close(kept=True)
