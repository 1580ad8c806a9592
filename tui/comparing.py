"""Showing what changed between the versions of a release."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from store import ReleaseText, Version
from tui.describe import long_date
from tui.opening import OpeningApp

if TYPE_CHECKING:
    from store.comparison import Comparison


class ComparingApp(OpeningApp):
    """An application whose reader shows what an update changed."""

    async def action_changes(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        key = self.open_id
        if key is None:
            return
        if self.reader.comparison is not None:
            await self.leave_comparison()
            return
        with self.complaining():
            versions = self.library.versions(key)
            back = min(count or 1, len(versions) - 1)
            if not back:
                self.say("There is no earlier version of this release.")
                return
            earlier = versions[-1 - back]
            comparison = await asyncio.to_thread(self._compare, earlier, self.reader.text)
            if key == self.open_id:
                await self.reader.show_comparison(comparison, f"since {_named(earlier, back)}")
                self.update_footer()

    def _compare(self, earlier: Version, present: ReleaseText) -> Comparison:
        from store.comparison import compare  # slow to import, and rare

        return compare(self.library.version_text(earlier.text_id), present)

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
        key, position = self.open_id, self.reader.position
        if key is not None and self.reader.comparison is not None:
            with self.complaining():
                self.library.save_position(key, position)
                await self.open_release(key)


def _named(version: Version, back: int) -> str:
    """What the footer calls a version."""
    return long_date(version.added[:10]) if version.added else f"{back} before"
