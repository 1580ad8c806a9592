"""Bringing releases in without leaving the application: a path, a URL, a feed or folder to follow."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import WorkType

from store.urls import is_url, path_of
from tui.app.updates import Updates
from tui.app.workspace import Workspace
from tui.terminal import one_line

if TYPE_CHECKING:
    from store import ImportReport


class _StoppedError(Exception):
    """The user wants no more of it."""


class Adding:
    """Asks what to bring in and does so, one place at a time."""

    def __init__(self, workspace: Workspace, updates: Updates) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._updates = updates
        self._stop: threading.Event | None = None  # stops what is under way
        self.progress = ""
        """How far it is, for the footer; empty where nothing is under way."""

    def stop(self) -> None:
        """Leaves nothing under way."""
        if self._stop is not None:
            self._stop.set()

    async def action_add(self) -> None:
        """Asks for a place; while one is being brought in, stops that."""
        if self._stop is not None:
            self._stop.set()
        elif self._library.read_only:
            self._workspace.warn("It can be read only.", "Nothing can be added to this library")
        else:
            await self.ask(following=False)

    async def ask(self, *, following: bool) -> None:
        """Asks for a place; whether Enter follows it."""
        from tui.screens import AddPrompt

        await self._workspace.app.push_screen(AddPrompt(following=following), self._begin)

    def _begin(self, answer: tuple[str, bool] | None) -> None:
        if answer is None or not answer[0].strip():
            return
        place, following = answer[0].strip(), answer[1]
        self._stop = threading.Event()
        self._show_progress("adding…")
        work: WorkType[None] = partial(self._bring, place, following=following)
        self._workspace.app.run_worker(work, group="adding")

    async def _bring(self, place: str, *, following: bool) -> None:
        from store import ImportReport

        report, stop = ImportReport(), self._stop
        assert stop is not None
        said = ""
        with self._workspace.complaining():
            try:
                await asyncio.to_thread(self._follow if following else self._add, place, report, stop)
                said = "Added"
            except _StoppedError:
                said = "Stopped"
            finally:  # what was read by then is in the library
                await self._say_what_came(report, said)
        self._stop = None
        self._show_progress("")

    def _add(self, place: str, report: ImportReport, stop: threading.Event) -> None:
        """Brings a file, folder or URL in; in a thread. Raises DatelineError, or `_StoppedError`."""

        def tell(done: int, total: int) -> None:
            if stop.is_set():
                raise _StoppedError
            self._workspace.app.call_from_thread(self._show_progress, f"adding {done}/{total}")

        path = path_of(place) if is_url(place) else Path(place).expanduser()
        if path is not None:
            from store import add_paths

            add_paths(self._library, [path], tell, report=report, asked=True)
        else:
            from store.intake import add_urls

            add_urls(self._library, [place], tell, report=report)

    def _follow(self, place: str, report: ImportReport, _stop: threading.Event) -> None:
        from store.intake import follow

        where = place if is_url(place) else str(Path(place).expanduser())
        report.extend(follow(self._library, where).report)

    def _show_progress(self, text: str) -> None:
        self.progress = text
        self._workspace.update_footer()

    async def _say_what_came(self, report: ImportReport, said: str) -> None:
        """Applies the rules, lists it, the cursor on the first that is new, says what was refused.

        What came is told after the word said, "Added" or "Stopped"; without one an error will tell.
        """
        ruled = await self._updates.ruled(report.added)
        self._updates.note(report.added, report.updated)
        self._updates.list_news()
        if report.added:
            self._workspace.releases.rows.reveal(report.added[0])
        if said and (report.ids or said == "Stopped" or not report.refused):
            came = await self._updates.told(report.added, report.updated)
            known = f", {len(report.unchanged)} were there already" if report.unchanged else ""
            known += f", {len(set(report.removed))} removed before and left so" if report.removed else ""
            self._workspace.say(f"{said}: {came}{known}{ruled}")
        if report.refused:
            place, reason = report.refused[0]
            more = f" And {len(report.refused) - 1} more." if len(report.refused) > 1 else ""
            self._workspace.warn(f"{one_line(place)}: {one_line(reason)}{more}", "Refused")
