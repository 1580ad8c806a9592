"""Giving a passage another place from the list of annotations; an orphan one where it may belong."""

from __future__ import annotations

import asyncio

from tui.app.comparing import Comparing
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.key_words import with_key
from tui.scopes import SELECTION


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
            attaches = with_key("confirm_selection", "attaches it to them", SELECTION)
            workspace.say(f"Nothing here reads like it. Select its words, {attaches}.")
        else:
            reader.select_span(found, reshaping=annotation.id)
            attaches = with_key("confirm_selection", "attaches it here", SELECTION)
            leaves = with_key("drop_selection", "leaves it", SELECTION)
            workspace.say(f"This reads most like it. {attaches}, motions move the end, {leaves}.")
