"""Asking the feeds and folders that are followed for news, when a key asks for it.

What comes is listed as it comes. All that fetches is imported when it is first needed.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import WorkType

from tui.app.updates import Updates
from tui.app.workspace import Workspace

if TYPE_CHECKING:
    from store.intake import Outcome, RefreshReport


class Refreshing:
    """Asks them all, one refresh at a time."""

    @dataclass
    class Answered(Message):
        """A source was asked: what came of it, and how many of them are done."""

        outcome: Outcome
        done: int
        total: int

    def __init__(self, workspace: Workspace, updates: Updates) -> None:
        self._workspace = workspace
        self._updates = updates
        self._stop: threading.Event | None = None  # stops the refresh that is under way
        self.progress = ""
        """How far it is, for the footer; empty where none is under way."""

    def stop(self) -> None:
        """Leaves no request under way."""
        if self._stop is not None:
            self._stop.set()

    def action_refresh(self) -> None:
        """Asks all that is followed; while that is under way, stops it."""
        if self._stop is not None:
            self._stop.set()
        elif not self._workspace.library.tables.storage.count_rows("sources"):
            self._workspace.say("Nothing is followed yet; ‘dateline follow URL’ follows a feed or a folder.")
        else:
            self._stop = threading.Event()
            self._show_progress("refreshing…")
            refresh: WorkType[None] = partial(self._refresh, self._stop)
            self._workspace.app.run_worker(refresh, group="refresh")

    async def _refresh(self, stop: threading.Event) -> None:
        with self._workspace.complaining():
            await self._say_what_came(await asyncio.to_thread(self._ask, stop))
        self._stop = None
        self._show_progress("")
        self._updates.list_news()

    def _ask(self, stop: threading.Event) -> RefreshReport:
        from store.intake import refresh

        def tell(outcome: Outcome, done: int, total: int) -> None:
            self._workspace.app.post_message(self.Answered(outcome, done, total))

        return refresh(self._workspace.library, progress=tell, stop=stop)

    def answered(self, event: Answered) -> None:
        """Shows how far the refresh is; what came is to be listed."""
        if self._stop is not None:
            self._show_progress(f"refreshing {event.done}/{event.total}")
        report = event.outcome.report
        self._updates.note(report.added, report.updated)

    def _show_progress(self, text: str) -> None:
        self.progress = text
        self._workspace.update_footer()

    async def _say_what_came(self, report: RefreshReport) -> None:
        ruled = await self._updates.ruled(report.added)
        came = await self._updates.told(report.added, report.updated) + ruled
        self._workspace.say(f"{'Stopped' if report.stopped else 'Refreshed'}: {came}")
        failed = report.failed
        if failed:
            more = f" And {len(failed) - 1} more: ‘dateline sources’ lists them." if len(failed) > 1 else ""
            self._workspace.warn(f"{failed[0].source.name}: {failed[0].error}{more}", "A source failed")
