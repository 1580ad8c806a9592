"""What was read and what is starred: by a key, and by reading to the end."""

from __future__ import annotations

import asyncio

from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.workspace import Workspace


class Reading:
    """Marks releases."""

    def __init__(self, workspace: Workspace, showing: Showing, opening: Opening) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._showing = showing
        self._opening = opening
        self._ended: int | None = None  # the open release once its end was in view

    def read_on(self, *, opened: bool) -> None:
        """A release whose last row a move has brought into view is read; once for each opening."""
        key = self._showing.open_id
        if opened:
            self._ended = None
        elif key is not None and key != self._ended and self._workspace.reader.at_end:
            self._ended = key
            if not (self._library.read_only or self._library.releases.get(key).read):
                self._workspace.app.aside(self._mark_read(key))

    async def _mark_read(self, key: int) -> None:
        if await self._workspace.changed(lambda: self._library.reading.reached_end(key), asked=False):
            self._workspace.releases.reload()

    async def action_toggle_read(self) -> None:
        """Marks the release read, or unread again."""
        subject = self._showing.subject
        if subject is not None:
            read = not self._library.releases.get(subject).read
            if await self._workspace.changed(lambda: self._library.reading.set_read(subject, read)):
                self._showing.reload()

    async def action_toggle_star(self) -> None:
        """Stars the release, or takes its star away."""
        subject = self._showing.subject
        if subject is not None:
            starred = not self._library.releases.get(subject).starred
            if await self._workspace.changed(lambda: self._library.reading.set_starred(subject, starred)):
                self._showing.reload()

    async def action_done(self) -> None:
        """Marks the release read and opens the next unread one of the list, from the top after its end."""
        workspace, subject = self._workspace, self._showing.subject
        if subject is None:
            return
        rows = workspace.releases.rows
        ids = rows.ids
        at = ids.index(subject) if subject in ids else -1
        if not await workspace.changed(lambda: self._library.reading.set_read(subject, True), stays=False):
            return
        self._showing.reload()
        following = await asyncio.to_thread(
            self._library.reading.first_unread, [*ids[at + 1 :], *ids[: max(at, 0)]]
        )
        if following is not None:
            await self._opening.open_and_read(following)
        elif self._library.reading.first_unread(rows.versions.hidden) is not None:
            workspace.say("Everything here is read but for other copies of the same; za shows a release’s.")
        else:
            workspace.say("Everything here is read.")
