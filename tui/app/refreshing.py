"""Following feeds and folders in the application: refreshed when asked, watched while it is open.

What comes is listed as it comes; the cursors stay where they are. All that fetches or watches is imported
when it is first needed.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from tui.app.reading import ReadingApp
from tui.describe import updates
from tui.terminal import safe

if TYPE_CHECKING:
    from watchfiles import Change

    from store import ImportReport
    from store.intake.sources import Outcome, RefreshReport

#: Milliseconds a folder must be quiet, and at most are waited, before what changed in it is read.
_QUIET, _PATIENCE = 100, 1600
_FIRST, _IT = "gu opens the first", "gu opens it"


class FollowingApp(ReadingApp):
    """A workspace that follows what the library follows."""

    _stop: threading.Event | None = None
    """Set to stop the refresh that is under way."""
    _news = False
    """Whether releases came that are not listed yet."""
    _watched: Sequence[str] = ()
    _updates: Sequence[int] = ()
    """The releases that were updated and named, those opened since not among them."""
    _marked: frozenset[int] = frozenset()
    """The releases known to be marked as updated."""

    @dataclass
    class Answered(Message):
        """A source was asked: what came of it, and how many of them are done."""

        outcome: Outcome
        done: int
        total: int

    async def begin(self) -> None:
        """Watches the folders once the first frame stands."""
        await super().begin()
        self.call_after_refresh(self._follow_folders)
        self.run_worker(self._look_for_updates(saying=False), group="updates")

    def on_unmount(self) -> None:
        """Leaves no request under way."""
        if self._stop is not None:
            self._stop.set()

    # -- feeds -----------------------------------------------------------------------------

    def action_refresh(self) -> None:
        """See `tui.actions`."""
        if self._stop is not None:
            self._stop.set()
        elif not self.library.tables.storage.count_rows("sources"):
            self.say("Nothing is followed yet; ‘dateline follow URL’ follows a feed or a folder.")
        else:
            self._stop = threading.Event()
            self._show_progress("refreshing…")
            self.run_worker(self._refresh(self._stop), group="refresh")

    async def _refresh(self, stop: threading.Event) -> None:
        with self.complaining():
            await self._say_what_came(await asyncio.to_thread(self._ask, stop))
        self._stop = None
        self._show_progress("")
        self._list_news()

    def _ask(self, stop: threading.Event) -> RefreshReport:
        from store.intake.sources import refresh

        def tell(outcome: Outcome, done: int, total: int) -> None:
            self.post_message(self.Answered(outcome, done, total))

        return refresh(self.library, progress=tell, stop=stop)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if self._stop is not None:
            self._show_progress(f"refreshing {event.done}/{event.total}")
        report = event.outcome.report
        self._news |= bool(report.added or report.updated)

    def _show_progress(self, text: str) -> None:
        self.busy = text
        self.update_footer()

    async def _say_what_came(self, report: RefreshReport) -> None:
        came = await self._what_came(report.added, report.updated)
        self.say(f"{'Stopped' if report.stopped else 'Refreshed'}: {came}")
        failed = report.failed
        if failed:
            more = f" And {len(failed) - 1} more: ‘dateline sources’ lists them." if len(failed) > 1 else ""
            self._warn(f"{failed[0].source.name}: {failed[0].error}{more}", "A source failed")

    def _warn(self, message: str, title: str) -> None:
        self.notify(safe(message), title=title, severity="warning", markup=False)

    # -- folders ---------------------------------------------------------------------------

    def _follow_folders(self) -> None:
        """Begins to watch, or begins anew where other folders are followed."""
        if not self.library.read_only and (
            self._watched or self.library.tables.storage.count_rows("sources")
        ):
            self.run_worker(self._watch_anew(), group="watching", exclusive=True)

    async def _watch_anew(self) -> None:
        with self.complaining():
            folders = await asyncio.to_thread(self._folders)
            if folders != self._watched:
                self._watched = folders
                self.workers.cancel_group(self, "watch")
                if folders:
                    self.run_worker(self._watch(folders), group="watch")

    def _folders(self) -> list[str]:
        """The folders that are followed and there."""
        from store.intake.sources import sources

        places = [source.location for source in sources(self.library) if source.kind == "folder"]
        return [place for place in places if Path(place).is_dir()]

    async def _watch(self, folders: list[str]) -> None:
        try:
            changes = await asyncio.to_thread(_changes_in, folders)
            async for changed in changes:
                await self._take_in(changed, folders)
        except (OSError, RuntimeError) as error:  # the system watches only so many folders
            self._watched = ()
            self._warn(f"{error}. The key R looks through the folders.", "Folders cannot be watched")

    async def _take_in(self, changed: Iterable[tuple[Change, str]], folders: list[str]) -> None:
        """Imports what changed or is new; what was taken away leaves its release."""
        from store import add_paths

        paths = _releases_among(changed, folders)
        report = await self.change(lambda: add_paths(self.library, paths)) if paths else None
        if report is not None:
            await self._say_what_changed(report)
            self._news |= bool(report.added or report.updated)
            self._list_news()

    async def _say_what_changed(self, report: ImportReport) -> None:
        if report.added or report.updated:
            self.say(f"From a folder: {await self._what_came(report.added, report.updated)}")
        for path, reason in report.refused[:1]:
            self._warn(f"{path}: {reason}", "Refused")

    # -- what was updated ------------------------------------------------------------------

    async def _what_came(self, added: Sequence[int], updated: Sequence[int]) -> str:
        """What came, in words; `action_next_update` opens what was updated, one after the other."""
        self._updates = list(dict.fromkeys(updated))
        self._marked |= {*self._updates}
        return f"{len(added)} new, {await self._updated_words()}"

    async def _updated_words(self) -> str:
        releases = await asyncio.to_thread(self.library.releases.many, self._updates)
        opens = f" · {_FIRST if len(releases) > 1 else _IT}" if releases else ""
        return updates([release.headline for release in releases]) + opens

    async def action_next_update(self) -> None:
        """See `tui.actions`; those that were named last first."""
        with self.complaining():
            if not self._updates:
                marked = await asyncio.to_thread(self.library.reading.updated)
                self._updates = [key for key in self.releases.rows.ids if key in marked]
            if self._updates:
                first, *self._updates = self._updates
                await self._open_and_read(first)
            else:
                self.say("Nothing was updated since you read it.")

    async def _look_for_updates(self, *, saying: bool) -> None:
        """Says what another process has updated of what was read."""
        with self.complaining():
            marked = await asyncio.to_thread(self.library.reading.updated)
            fresh, self._marked = marked - self._marked, frozenset(marked)
            if fresh and saying:
                self._updates = [key for key in self.releases.rows.ids if key in fresh]
                self.say(await self._updated_words())

    # -- the list --------------------------------------------------------------------------

    def changed_outside(self) -> None:
        """As `OpeningApp`; other folders may be followed."""
        super().changed_outside()
        self._follow_folders()
        self.run_worker(self._look_for_updates(saying=True), group="updates", exclusive=True)

    def _look_outside(self) -> None:
        """As `OpeningApp`; twice a second what has come is listed."""
        super()._look_outside()
        self._list_news()

    def _list_news(self) -> None:
        if self._news:
            self._news = False
            with self.complaining():
                self.releases.load()
                self.reload()


def _changes_in(folders: list[str]) -> AsyncGenerator[set[tuple[Change, str]], None]:
    """What changes in the folders, in groups, each when there is quiet again."""
    from watchfiles import awatch

    places = map(os.path.realpath, folders)
    return awatch(*places, watch_filter=None, step=_QUIET, debounce=_PATIENCE, ignore_permission_denied=True)


def _releases_among(changed: Iterable[tuple[Change, str]], folders: list[str]) -> list[Path]:
    """The files and folders to import: what `store.intake.importing.files_in` finds in the folders now.

    What changed is told by its real path, which some systems tell whatever was asked for; the files are
    named as the folder is.
    """
    found = set()
    for folder in folders:
        place = os.path.realpath(folder)
        for change, path in changed:
            if Path(path).is_relative_to(place):
                inside = Path(path).relative_to(place)
                if _brings(change, Path(folder), inside):
                    found.add(Path(folder, inside))
    return sorted(found)


def _brings(change: Change, folder: Path, inside: Path) -> bool:
    """Whether there may be a release now where something changed."""
    if any(part.startswith(".") for part in inside.parts):
        return False
    path = folder / inside
    if path.is_dir():
        return change.name == "added"  # moved here with all it holds
    from store.formats import known_by_name

    return path.is_file() and known_by_name(path.name) is not None
