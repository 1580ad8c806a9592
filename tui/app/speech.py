"""The quotations of the library, looked for while one reads: then nobody who asks for them waits."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

from textual.timer import Timer
from textual.worker import WorkType

from store import DatelineError
from tui.app.long_work import LongWork, UnderWay
from tui.app.workspace import Workspace

#: Seconds of calm after the start, or after something came: the list and the text come first.
CALM = 2.0


class Speech:
    """Looks through what came, in a thread, one batch of releases after the other."""

    def __init__(self, workspace: Workspace, under_way: UnderWay) -> None:
        self._workspace = workspace
        self._under_way = under_way
        self._timer: Timer | None = None

    def look(self) -> None:
        """Looks soon through the releases that were not yet; begins anew where that is under way."""
        if self._timer is not None:
            self._timer.stop()
        if not self._workspace.library.read_only:
            self._timer = self._workspace.app.set_timer(CALM, self._begin)

    def _begin(self) -> None:
        look: WorkType[None] = self._look
        self._workspace.app.run_worker(look, group="quotations of all", exclusive=True)

    async def _look(self) -> None:
        from store.aside import Stop  # the first frame needs no other process

        stop, work = Stop(), LongWork("finding quotations", quiet=True)
        make = partial(self._workspace.library.quoting.make_meanwhile, stop, work.note)
        try:
            with self._under_way.shown(work), suppress(DatelineError):  # told to who asks for quotations
                if await asyncio.to_thread(make) and work.is_long:
                    self._workspace.remark("The quotations of all releases are found.")
        finally:
            stop()  # more came, or the application ends
