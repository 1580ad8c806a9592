"""Watching the folders that are followed while the application is open.

All that watches and imports is imported when it is first needed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import WorkType

from tui.app.updates import Updates
from tui.app.workspace import Workspace

if TYPE_CHECKING:
    from watchfiles import Change

    from store import ImportReport

#: Milliseconds a folder must be quiet, and at most are waited, before what changed in it is read.
_QUIET, _PATIENCE = 100, 1600


class Watching:
    """Imports what comes into the folders."""

    def __init__(self, workspace: Workspace, updates: Updates) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._updates = updates
        self.folders: Sequence[str] = ()
        """The folders that are watched."""

    def follow(self) -> None:
        """Begins to watch, or begins anew where other folders are followed."""
        if not self._library.read_only and (
            self.folders or self._library.tables.storage.count_rows("sources")
        ):
            watch: WorkType[None] = self._watch_anew
            self._workspace.app.run_worker(watch, group="watching", exclusive=True)

    async def _watch_anew(self) -> None:
        app = self._workspace.app
        with self._workspace.complaining():
            folders = await asyncio.to_thread(self._followed)
            if folders != self.folders:
                self.folders = folders
                app.workers.cancel_group(app, "watch")
                if folders:
                    watch: WorkType[None] = partial(self._watch, folders)
                    app.run_worker(watch, group="watch")

    def _followed(self) -> list[str]:
        """The folders that are followed and there."""
        from store.intake import sources

        places = [source.location for source in sources(self._library) if source.kind == "folder"]
        # Unlike Path.is_dir() it raises nothing where the system does not let one look.
        return [place for place in places if os.path.isdir(place)]  # noqa: PTH112

    async def _watch(self, folders: list[str]) -> None:
        try:
            changes = await asyncio.to_thread(_changes_in, folders)
            async for changed in changes:
                await self._take_in(changed, folders)
        except (OSError, RuntimeError) as error:  # the system watches only so many folders
            self.folders = ()
            why = f"{error}. The key R looks through the folders."
            self._workspace.warn(why, "Folders cannot be watched")

    async def _take_in(self, changed: Iterable[tuple[Change, str]], folders: list[str]) -> None:
        """Imports what changed or is new; what was taken away leaves its release."""
        from store import add_paths

        paths = _releases_among(changed, folders)
        report = await self._workspace.change(lambda: add_paths(self._library, paths)) if paths else None
        if report is not None:
            await self._say_what_changed(report)
            self._updates.note(report.added, report.updated)
            self._updates.list_news()

    async def _say_what_changed(self, report: ImportReport) -> None:
        if report.added or report.updated:
            ruled = await self._updates.ruled(report.added)
            came = await self._updates.told(report.added, report.updated) + ruled
            self._workspace.say(f"From a folder: {came}")
        for path, reason in report.refused[:1]:
            self._workspace.warn(f"{path}: {reason}", "Refused")
        for path, words in report.noticed[:1]:
            self._workspace.warn(f"{path}: {words}", "Not read as it was")


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
