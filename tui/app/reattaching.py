"""Giving a passage another place from the list of annotations; an orphan one where it may belong."""

from __future__ import annotations

import asyncio

from tui.app.comparing import Comparing
from tui.app.showing import Showing
from tui.app.workspace import Workspace


class Reattaching:
    """Begins to select the passage of a listed annotation anew; `Tagging` ends it."""

    def __init__(self, workspace: Workspace, showing: Showing, comparing: Comparing) -> None:
        self._workspace = workspace
        self._showing = showing
        self._comparing = comparing

    async def action_reattach(self) -> None:
        """Selects the passage to move its ends; of an orphan, the words most like it, if there are any."""
        workspace, reader = self._workspace, self._workspace.reader
        annotation = workspace.annotations.rows.current
        if annotation is None:
            return
        await self._comparing.leave()
        workspace.panes.show("reader")
        if annotation.state != "orphaned":
            reader.select_span((annotation.start, annotation.end), reshaping=annotation.id)
            return
        from store.anchoring import suggestion  # slow to import, and rare

        found = await asyncio.to_thread(suggestion, reader.text.text, annotation.quote)
        if annotation.release != self._showing.open_id:
            return
        if found is None:
            reader.begin_selecting(annotation.id)
            workspace.say(
                "Nothing here reads like it. Select its words with v or V, Enter attaches it to them."
            )
        else:
            reader.select_span(found, reshaping=annotation.id)
            workspace.say(
                "This reads most like it. Enter attaches it here, motions move the end, Esc leaves it."
            )
