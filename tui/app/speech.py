"""The quotations of the library, looked for while one reads: then nobody who asks for them waits."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual.worker import WorkType

from store import DatelineError
from tui.app.workspace import Workspace
from tui.panes import AFTER_FRAME


class Speech:
    """Looks through what came, in a thread, one batch of releases after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def look(self) -> None:
        """Looks through the releases that were not yet; begins anew where that is under way."""
        if not self._workspace.library.read_only:
            look: WorkType[None] = self._look
            self._workspace.app.run_worker(look, group="quotations of all", exclusive=True)

    async def _look(self) -> None:
        await asyncio.sleep(AFTER_FRAME)
        from store.aside import Stop  # the first frame needs no other process

        stop = Stop()
        try:
            with suppress(DatelineError):  # told to who asks for quotations
                await asyncio.to_thread(lambda: self._workspace.library.quoting.make_meanwhile(stop))
        finally:
            stop()  # more came, or the application ends
