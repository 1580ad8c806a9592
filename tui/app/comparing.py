"""Showing what changed between the versions of a release, and between two agencies' copies of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from store import ReleaseText, Version
from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.describe import long_date, origin


class Comparing:
    """Lets the reader show what an update changed."""

    def __init__(self, workspace: Workspace, showing: Showing, opening: Opening) -> None:
        self._workspace = workspace
        self._library, self._reader = workspace.library, workspace.reader
        self._showing = showing
        self._opening = opening

    async def action_changes(self, count: int | None = None) -> None:
        """Shows what changed since the open release was read, or in its last updates; or leaves that."""
        key = self._showing.open_id
        if key is None:
            return
        if self._reader.comparison is not None:
            await self.leave()
            if count is None:
                return
        with self._workspace.complaining():
            read, versions = await asyncio.to_thread(self._versions, key)
            back = min(count or 1, len(versions) - 1)
            if not back:
                self._workspace.say("There is no earlier version of this release.")
            elif count is None and read is not None:
                await self._compare(
                    lambda: self._library.releases.version_text(read), "since you last read it"
                )
            else:
                earlier = versions[-1 - back]
                since = _since(earlier, back)
                await self._compare(lambda: self._library.releases.version_text(earlier.text_id), since)

    def _versions(self, key: int) -> tuple[int | None, list[Version]]:
        """The version that was read before the last update, if one was, and all there are."""
        return self._library.reading.read_before(key), self._library.releases.versions(key)

    async def action_differences(self) -> None:
        """Opens the release under the list's cursor, and shows how another agency's copy differs from it."""
        rows = self._workspace.releases.rows
        key = rows.current
        other = rows.versions.compared_with(key) if key is not None else None
        if key is None or other is None:
            self._workspace.say("No other agency’s copy of this release is known.")
            return
        with self._workspace.complaining():
            against = f"against {origin(self._library.releases.get(other))}"
            await self._opening.open_and_read(key)
            await self._compare(lambda: self._library.releases.text(other), against)

    async def _compare(self, earlier: Callable[[], ReleaseText], named: str) -> None:
        """Shows in the reader how the open release differs from another text."""
        from store.anchoring import compare  # slow to import, and rare

        key, text = self._showing.open_id, self._reader.text
        comparison = await asyncio.to_thread(lambda: compare(earlier(), text))
        if key == self._showing.open_id:
            self._reader.show_comparison(comparison, named)
            self._workspace.update_footer()

    async def action_leave_changes(self) -> None:
        """Hides the hits, else shows the text alone again."""
        if self._reader.hits:
            self._reader.hide_hits()
        else:
            await self.leave()

    async def leave(self) -> None:
        """Shows the text alone again where it is compared, where the reader is."""
        key = self._showing.open_id
        if key is not None and self._reader.comparison is not None:
            with self._workspace.complaining():
                await self._opening.open_release(key)


def _since(version: Version, back: int) -> str:
    """What the footer calls a version; two may be of one day."""
    if not version.added:
        return f"since {back} {'version' if back == 1 else 'versions'} back"
    added = datetime.fromisoformat(version.added).astimezone()
    return f"since {long_date(added.date().isoformat())} {added:%H:%M}"
