"""Asking the feeds and folders that are followed for news, when a key asks for it.

What comes is listed as it comes. All that fetches is imported when it is first needed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.app.long_work import LongWork, UnderWay
from tui.app.updates import Updates
from tui.app.workspace import Workspace
from tui.key_words import with_key

if TYPE_CHECKING:
    from store.intake import Outcome, RefreshReport


#: What the footer says is being done.
_NAME = "refreshing"


class Refreshing:
    """Asks them all, one refresh at a time."""

    @dataclass
    class Answered(Message):
        """A source was asked: what came of it."""

        outcome: Outcome

    def __init__(self, workspace: Workspace, updates: Updates, under_way: UnderWay) -> None:
        self._workspace = workspace
        self._updates = updates
        self._under_way = under_way

    def action_refresh(self) -> None:
        """Asks all that is followed; while that is under way, stops it."""
        if self._under_way.stop(_NAME):
            return
        if not self._workspace.library.tables.storage.count_rows("sources"):
            self._workspace.say("Nothing is followed yet; ‘dateline follow URL’ follows a feed or a folder.")
        else:
            self._under_way.begin(_NAME, self._refresh)

    async def _refresh(self, work: LongWork) -> None:
        with self._workspace.complaining():
            await self._say_what_came(await asyncio.to_thread(self._ask, work))
        self._updates.list_news()

    def _ask(self, work: LongWork) -> RefreshReport:
        from store.intake import refresh, sources

        def tell(outcome: Outcome, done: int, total: int) -> None:
            self._workspace.app.post_message(self.Answered(outcome))
            work.note(done, total)

        library = self._workspace.library
        chosen = sources(library)
        work.note(0, len(chosen))
        return refresh(library, chosen, tell, work.stop)

    def answered(self, event: Answered) -> None:
        """What came is to be listed."""
        report = event.outcome.report
        self._updates.note(report.added, report.updated)

    async def _say_what_came(self, report: RefreshReport) -> None:
        ruled = await self._updates.ruled(report.added)
        came = await self._updates.told(report.added, report.updated) + ruled
        said = f"Refreshed: {came}"
        if report.stopped:
            said = f"Stopped: {came}; that is kept, and {with_key('refresh', 'goes on')}"
        self._workspace.say(said)
        failed = report.failed
        if failed:
            more = f" And {len(failed) - 1} more: ‘dateline sources’ lists them." if len(failed) > 1 else ""
            self._workspace.warn(f"{failed[0].source.name}: {failed[0].error}{more}", "A source failed")
