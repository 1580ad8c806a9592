"""What was read and what is starred: by a key, and by reading to the end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from tui.app.annotating import undoes
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
            unread = [
                one for one in self._library.releases.many([key]) if not one.read
            ]  # else it was removed
            if unread and not self._library.read_only:
                self._workspace.app.aside(self._mark_read(key))

    async def _mark_read(self, key: int) -> None:
        if await self._workspace.changed(lambda: self._library.reading.reached_end(key), asked=False):
            self._workspace.releases.reload()

    async def action_toggle_read(self) -> None:
        """Marks the release read, or unread again; all that are marked read, where one is not."""
        subjects = self._showing.subjects
        if subjects:
            read = self._library.reading.first_unread(subjects) is not None
            if await self._workspace.changed(lambda: self._library.reading.set_read(subjects, read)):
                self._showing.reload()
                self._say(subjects, "read" if read else "unread")

    async def action_toggle_star(self) -> None:
        """Stars the release, or takes its star away; all that are marked, where one has none."""
        subjects = self._showing.subjects
        if subjects:
            starred = not all(one.starred for one in self._library.releases.many(subjects))
            if await self._workspace.changed(lambda: self._library.reading.set_starred(subjects, starred)):
                self._showing.reload()
                self._say(subjects, "starred" if starred else "without star")

    def _say(self, subjects: Sequence[int], what: str) -> None:
        if len(subjects) > 1:
            self._workspace.say(f"{len(subjects)} releases {what} · {undoes()}")

    async def action_next_unread(self) -> None:
        """Opens the next unread release, whatever the list is narrowed to; from the top after its end."""
        workspace, subject = self._workspace, self._showing.subject
        ids = await asyncio.to_thread(self._library.releases.ids)
        at = ids.index(subject) + 1 if subject in ids else 0
        following = await asyncio.to_thread(self._library.reading.first_unread, [*ids[at:], *ids[:at]])
        if following is None:
            workspace.say("Everything in the library is read.")
            return
        if following not in workspace.releases.rows.ids:
            workspace.releases.show_all()
            workspace.releases.show_view(None)
        await self._opening.open_and_read(following)

    async def action_done(self) -> None:
        """Marks the release read and opens the next unread one of the list, from the top after its end."""
        workspace, subject = self._workspace, self._showing.subject
        if subject is None:
            return
        rows = workspace.releases.rows
        ids = rows.ids
        at = ids.index(subject) if subject in ids else -1
        if not await workspace.changed(lambda: self._library.reading.set_read([subject], True), stays=False):
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
