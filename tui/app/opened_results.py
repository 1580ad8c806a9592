"""What was found, in the reader: opened at its place, from one to the next, and back to the list."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.app.comparing import Comparing
from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.panes import FoundPane

if TYPE_CHECKING:
    from store.library import Found


class Results:
    """Opens results; they are open as long as the release of one is, and until they are left."""

    def __init__(
        self, workspace: Workspace, found: FoundPane, showing: Showing, opening: Opening, comparing: Comparing
    ) -> None:
        self._workspace = workspace
        self._reader = workspace.reader
        self._found = found
        self._showing = showing
        self._opening = opening
        self._comparing = comparing
        self._opened: int | None = None  # the release that was opened from the list

    @property
    def are_open(self) -> bool:
        """Whether what the reader shows was opened from the results."""
        return self._opened is not None and self._opened == self._showing.open_id

    async def action_open_result(self) -> None:
        """Opens the release of the row under the cursor at the place, with all hits of the query marked."""
        await self._found.answered()
        found = self._found.rows.current
        if found is not None:
            await self._open(found)

    async def _open(self, found: Found) -> None:
        key = found.release.id
        if key != self._showing.open_id:
            await self._opening.open_release(key)
        await self._comparing.leave()
        self._opened = key
        self._workspace.panes.show("reader")
        text = self._reader.text.text
        hits = await asyncio.to_thread(self._found.hits_in, text)
        if found.annotation is not None and (found.start, found.end) not in hits:
            self._reader.mark_hits(hits, None)
            self._reader.jump_to(min(found.start, len(text)))
        else:
            self._reader.mark_hits(hits, found.start)
        self._workspace.update_footer()

    async def action_next_annotation(self, count: int | None = None) -> None:
        """Opens the next result while results are open; else goes to the next annotation."""
        if self.are_open and not self._reader.selecting:
            await self._step(count or 1)
        else:
            self._reader.passages.next_annotation(count)

    async def action_previous_annotation(self, count: int | None = None) -> None:
        """Opens the result before while results are open; else goes to the annotation before."""
        if self.are_open and not self._reader.selecting:
            await self._step(-(count or 1))
        else:
            self._reader.passages.previous_annotation(count)

    async def _step(self, step: int) -> None:
        rows = self._found.rows
        if await self._found.reach(rows.cursor + step) and rows.current is not None:
            await self._open(rows.current)
        else:
            self._reader.tell("no result after this" if step > 0 else "no result before this")

    def action_leave_reader(self) -> None:
        """Back to the results while they are open, on the row that is shown; else as without them."""
        panes = self._workspace.panes
        if self.are_open:
            self._opened = None
            self._reader.hide_hits()
            panes.show("found")
            self._found.shown()
        else:
            panes.leave_reader()
