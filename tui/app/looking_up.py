"""What one looks up: the keys, what was told, what releases come to."""

from __future__ import annotations

from collections.abc import Iterable

from store.wording import many
from tui.app.three_panes import ThreePanes
from tui.app.workspace import Workspace
from tui.keys import ScopedKeys
from tui.messages import Message


class LookingUp:
    """Opens the help, the list of messages, the statistics."""

    def __init__(self, workspace: Workspace, panes: ThreePanes, told: Iterable[Message]) -> None:
        """Args: the workspace, the panes, all that was told by now, as it grows."""
        self._app = workspace.app
        self._workspace = workspace
        self._panes = panes
        self._told = told

    async def action_help(self) -> None:
        """Shows all keys, those of where one is first."""
        from tui.screens import HelpScreen

        where = self._app.screen
        scope = where.SCOPE if isinstance(where, ScopedKeys) else self._panes.pane.scope()
        await self._app.push_screen(HelpScreen(scope))

    async def action_stats(self) -> None:
        """Shows what the releases that are listed come to."""
        from tui.screens import StatsScreen

        workspace = self._workspace
        ids = list(workspace.releases.rows.ids)
        whole = len(ids) == workspace.library.releases.count()
        about = "All releases" if whole else f"The {many(len(ids), 'release')} that are listed"
        await self._app.push_screen(StatsScreen(workspace.library, ids, about))

    async def action_messages(self) -> None:
        """Shows all that was told in this session."""
        from tui.screens import MessageScreen

        await self._app.push_screen(MessageScreen(list(self._told)))
