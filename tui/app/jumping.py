"""From the list of annotations to the passage in the text."""

from __future__ import annotations

from tui.app.comparing import Comparing
from tui.app.workspace import Workspace


class Jumping:
    """Goes to the passage of the annotation under the list's cursor."""

    def __init__(self, workspace: Workspace, comparing: Comparing) -> None:
        self._workspace = workspace
        self._comparing = comparing

    async def action_jump(self) -> None:
        """Shows the passage in the text, which passages stand in, and gives the reader the keys."""
        await self._comparing.leave()
        annotation = self._workspace.annotations.rows.current
        if annotation is None:
            return
        if annotation.state == "orphaned":
            self._workspace.say("The text no longer holds this passage.")
            return
        self._workspace.panes.show("reader")
        self._workspace.reader.go_to_annotation(annotation)
