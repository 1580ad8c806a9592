"""Showing what changed between the versions of a release, and between two agencies' copies of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from store import ReleaseText, Version
from tui.app.opening import OpeningApp
from tui.describe import long_date, origin


class ComparingApp(OpeningApp):
    """An application whose reader shows what an update changed."""

    async def action_changes(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        key = self.open_id
        if key is None:
            return
        if self.reader.comparison is not None:
            await self.leave_comparison()
            if count is None:
                return
        with self.complaining():
            read, versions = await asyncio.to_thread(self._versions, key)
            back = min(count or 1, len(versions) - 1)
            if not back:
                self.say("There is no earlier version of this release.")
            elif count is None and read is not None:
                await self._compare(
                    lambda: self.library.releases.version_text(read), "since you last read it"
                )
            else:
                earlier = versions[-1 - back]
                await self._compare(
                    lambda: self.library.releases.version_text(earlier.text_id), _since(earlier, back)
                )

    def _versions(self, key: int) -> tuple[int | None, list[Version]]:
        """The version that was read before the last update, if one was, and all there are."""
        return self.library.reading.read_before(key), self.library.releases.versions(key)

    async def action_differences(self) -> None:
        """See `tui.actions`."""
        rows = self.releases.rows
        key = rows.current
        other = rows.versions.compared_with(key) if key is not None else None
        if key is None or other is None:
            self.say("No other agency’s copy of this release is known.")
            return
        with self.complaining():
            against = f"against {origin(self.library.releases.get(other))}"
            await self._open_and_read(key)
            await self._compare(lambda: self.library.releases.text(other), against)

    async def _compare(self, earlier: Callable[[], ReleaseText], named: str) -> None:
        """Shows in the reader how the open release differs from another text."""
        from store.anchoring.comparison import compare  # slow to import, and rare

        key, text = self.open_id, self.reader.text
        comparison = await asyncio.to_thread(lambda: compare(earlier(), text))
        if key == self.open_id:
            await self.reader.show_comparison(comparison, named)
            self.update_footer()

    async def action_jump(self) -> None:
        """See `tui.actions`; passages stand in the text."""
        await self.leave_comparison()
        await super().action_jump()

    async def action_leave_changes(self) -> None:
        """See `tui.actions`."""
        if self.reader.hits:
            self.reader.hide_hits()
        else:
            await self.leave_comparison()

    async def leave_comparison(self) -> None:
        """Shows the text alone again, where the reader is."""
        key = self.open_id
        if key is not None and self.reader.comparison is not None:
            with self.complaining():
                await self.open_release(key)


def _since(version: Version, back: int) -> str:
    """What the footer calls a version; two may be of one day."""
    if not version.added:
        return f"since {back} {'version' if back == 1 else 'versions'} back"
    added = datetime.fromisoformat(version.added).astimezone()
    return f"since {long_date(added.date().isoformat())} {added:%H:%M}"
