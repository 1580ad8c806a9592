"""Where each release was left: kept a moment after the last move, and before what may depend on it."""

from __future__ import annotations

import asyncio

from textual.timer import Timer

from store import DatelineError, ReadingPosition
from tui.app.showing import Showing
from tui.app.workspace import Workspace

#: Seconds after the last move until the reading position is kept.
_DELAY = 0.5


class Positions:
    """Keeps reading positions, those on their way to the disk included."""

    def __init__(self, workspace: Workspace, showing: Showing) -> None:
        self._workspace = workspace
        self._showing = showing
        self._timer: Timer | None = None
        self._kept: tuple[int, ReadingPosition] | None = None
        self._unsaved: dict[int, ReadingPosition] = {}
        self._saving: asyncio.Task[None] | None = None

    def moved(self) -> None:
        """Keeps the position unless the reader moves again first."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._workspace.app.set_timer(_DELAY, self.keep)

    def keep(self) -> None:
        """Keeps where the open release was left; nobody waits for it but what may depend on it."""
        key, position = self._showing.open_id, self._workspace.reader.position
        if key is None or (key, position) == self._kept:
            return
        self._kept = (key, position)
        self._unsaved.pop(key, None)  # the last one is written last: it is what was open last
        self._unsaved[key] = position
        if not self._workspace.library.read_only and (self._saving is None or self._saving.done()):
            self._saving = self._workspace.app.aside(self._save())

    async def kept(self) -> None:
        """Waits until the place in the open release is on the disk, and those in others."""
        self.keep()
        if self._saving is not None:
            await asyncio.wait({self._saving})

    async def _save(self) -> None:
        while self._unsaved:
            key, position = next(iter(self._unsaved.items()))
            try:
                await asyncio.to_thread(self._workspace.library.reading.save_position, key, position)
            except DatelineError as error:
                self._workspace.mention(error)
            if self._unsaved[key] == position:
                del self._unsaved[key]

    def left_at(self, key: int) -> ReadingPosition:
        """Where a release was left, on its way to the disk or there."""
        return self._unsaved.get(key) or self._workspace.library.reading.position(key)
