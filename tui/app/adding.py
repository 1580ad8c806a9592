"""Bringing releases in without leaving the application: a path, a URL, a feed or folder to follow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from store.urls import is_url, path_of
from tui.app.long_work import LongWork, StoppedError, UnderWay
from tui.app.updates import Updates
from tui.app.workspace import Workspace
from tui.key_words import with_key
from tui.paths import at_home
from tui.terminal import one_line

if TYPE_CHECKING:
    from store import ImportReport


#: What the footer says is being done.
_NAME = "adding"


class Adding:
    """Asks what to bring in and does so, one place at a time."""

    def __init__(
        self, workspace: Workspace, updates: Updates, under_way: UnderWay, watch: Callable[[], None]
    ) -> None:
        """Args: the workspace, what tells of news, what takes long; what watches the folders now followed."""
        self._workspace = workspace
        self._watch = watch
        self._library = workspace.library
        self._updates = updates
        self._under_way = under_way
        self._stopped_at = ""

    async def action_add(self) -> None:
        """Asks for a place; while one is being brought in, stops that."""
        if self._under_way.stop(_NAME):
            return
        if self._library.read_only:
            self._workspace.warn("It can be read only.", "Nothing can be added to this library")
        else:
            await self.ask(following=False)

    async def ask(self, *, following: bool, left: Callable[[], Awaitable[None]] | None = None) -> None:
        """Asks for a place; whether Enter follows it, and what comes after no answer."""
        from tui.screens import AddPrompt

        prompt = AddPrompt(self._stopped_at, following=following)
        await self._workspace.app.push_screen(prompt, partial(self._begin, left))

    async def _begin(
        self, left: Callable[[], Awaitable[None]] | None, answer: tuple[str, bool] | None
    ) -> None:
        if answer is not None and answer[0].strip():
            place, following = answer[0].strip(), answer[1]
            self._under_way.begin(_NAME, partial(self._bring, place, following))
        elif left is not None:
            await left()

    async def _bring(self, place: str, following: bool, work: LongWork) -> None:
        from store import ImportReport

        report, said, self._stopped_at = ImportReport(), "", ""
        try:
            await asyncio.to_thread(self._follow if following else self._add, place, report, work)
            said = "Followed" if following else "Added"
            if following:
                self._watch()
        except StoppedError:
            said, self._stopped_at = "Stopped", place
        finally:  # what was read by then is in the library
            await self._say_what_came(report, said)

    def _add(self, place: str, report: ImportReport, work: LongWork) -> None:
        """Brings a file, folder or URL in; in a thread. Raises DatelineError, or `StoppedError`."""
        path = path_of(place) if is_url(place) else at_home(place)
        if path is not None:
            from store import add_paths

            add_paths(self._library, [path], work.tell, report=report, asked=True)
        else:
            from store.intake import add_urls

            add_urls(self._library, [place], work.tell, report=report)

    def _follow(self, place: str, report: ImportReport, _work: LongWork) -> None:
        from store.intake import follow

        where = place if is_url(place) else str(at_home(place))
        report.extend(follow(self._library, where).report)

    async def _say_what_came(self, report: ImportReport, said: str) -> None:
        """Applies the rules, lists it, the cursor on the first that is new, says what was refused.

        What came is told after the word said, “Added”, “Followed”, “Stopped”; without one an error will tell.
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
            kept = f"; that is kept, and {with_key('add', 'goes on')}" if said == "Stopped" else ""
            self._workspace.say(f"{said}: {came}{known}{kept}{ruled}")
        for title, named in (("Refused", report.refused), ("Not read as it was", report.noticed)):
            for place, words in named[:1]:
                more = f" And {len(named) - 1} more." if len(named) > 1 else ""
                self._workspace.warn(f"{one_line(place)}: {one_line(words)}{more}", title)
