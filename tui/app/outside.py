"""Looking for what other processes write, and naming what went wrong beside the work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.worker import WorkType

from store import Unreadable
from tui.app.workspace import Workspace

#: Seconds between looks for changes by other processes.
LOOK_INTERVAL = 0.5


class Outside:
    """Notices changes that were not made here."""

    def __init__(self, workspace: Workspace, changed: Callable[[], None]) -> None:
        """Args: the workspace, and what is called when another process has written."""
        self._workspace = workspace
        self._library = workspace.library
        self._changed = changed
        self._version = self._library.version()
        self._looking = False
        self._named: set[Unreadable] = set()

    def look(self) -> None:
        """Another process may have written; the look itself waits for the disk, so a thread has it."""
        if not self._looking:
            self._looking = True
            look: WorkType[None] = self._look
            self._workspace.app.run_worker(look, group="outside")

    async def _look(self) -> None:
        try:
            self.name_troubles()
            with self._workspace.complaining():
                version = await asyncio.to_thread(self._library.version)
                before, self._version = self._version, version
                if version[0] != before[0]:
                    self._changed()
        finally:
            self._looking = False

    def name_troubles(self) -> None:
        """Says once of each record that cannot be read, and of what failed beside the work."""
        fresh = [one for one in self._library.unreadable() if one not in self._named]
        self._named.update(fresh)
        if fresh:
            more = f" and {len(fresh) - 1} more" if len(fresh) > 1 else ""
            message = f"Passed over {fresh[0]}{more}. ‘dateline doctor --repair’ mends it or sets it aside."
            self._workspace.warn(message, "A record cannot be read")
            self._workspace.releases.load()
        while self._library.warnings:
            self._workspace.warn(self._library.warnings.pop(0))
