"""A folder of notes that is kept up to date while one reads and tags."""

from __future__ import annotations

import asyncio
import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import WorkType

from store import DatelineError
from store.library import full_name
from tui.app.long_work import LongWork, StoppedError, UnderWay
from tui.app.preferences import Preferences
from tui.app.workspace import Workspace
from tui.config import Settings
from tui.key_words import with_key
from tui.paths import at_home

if TYPE_CHECKING:
    from store.exports import Exporter, LiveFolder

#: What the footer says is being done.
_NAME = "live export"
#: Seconds between two looks whether somebody took a file away.
_LOOK_SECONDS = 2.0


class LiveExporting:
    """Writes what was touched, twice a second at most and never on the thread of the keys."""

    def __init__(
        self, workspace: Workspace, under_way: UnderWay, preferences: Preferences, settings: Settings
    ) -> None:
        """Args: the workspace, what takes long, what keeps settings; those that name folder and format."""
        self._workspace = workspace
        self._under_way = under_way
        self._preferences = preferences
        self._set = settings.live, settings.live_format
        self._path = full_name(workspace.library.place)
        self._is_ours = settings.live_library in ("", self._path)
        self._live: LiveFolder | None = None
        self._busy = False
        self._looked = 0.0
        """When the disk was asked last, in seconds of the monotonic clock."""
        self._failed: tuple[int, int] | None = None  # the library's version at which it could not be done
        self._complaint = ""  # of the last time, until it could be done again
        self._told: set[Path] = set()

    def look(self) -> None:
        """Begins to write where the library is another than it was; never waits."""
        folder, form = self._set
        if not folder or not self._is_ours or self._busy:
            return
        if self._live is None:
            from store.exports import EXPORTERS, LiveFolder

            self._live = LiveFolder(self._workspace.library, EXPORTERS[form], at_home(folder))
        if self._failed == self._workspace.library.version():
            return
        if self._live.is_behind():
            self._begin(self._live)
        elif time.monotonic() - self._looked >= _LOOK_SECONDS:
            self._busy, self._looked = True, time.monotonic()
            look: WorkType[None] = partial(self._look_at_disk, self._live)
            self._workspace.app.run_worker(look, group=_NAME)

    def _begin(self, live: LiveFolder) -> None:
        self._busy = True
        self._under_way.begin(_NAME, partial(self._update, live))

    async def _look_at_disk(self, live: LiveFolder) -> None:
        """Writes again what somebody took away from the folder."""
        try:
            is_short = await asyncio.to_thread(live.is_short)
        finally:
            self._busy = False
        if is_short:
            self._begin(live)

    async def _update(self, live: LiveFolder, work: LongWork) -> None:
        version = self._workspace.library.version()
        try:
            told = await asyncio.to_thread(lambda: list(live.update(work.tell)))
        except StoppedError:
            self._failed = version
            return
        except DatelineError as error:
            self._failed = version  # it is tried again when something changes
            if self._complaint == str(error):  # told once: it would hide what is said of each change
                return
            self._complaint = str(error)
            raise
        finally:
            self._busy = False
        self._complaint = ""
        refused = [(path, error) for path, error in told if error is not None and path not in self._told]
        self._told |= {path for path, _ in refused}
        if refused:
            more = f" And {len(refused) - 1} more." if len(refused) > 1 else ""
            joins = with_key("export", "asks what is to become of that")
            self._workspace.remark(f"Not written to {live.folder}: {refused[0][1]}{more} {joins}.")

    async def toggle(self, form: Exporter, where: str) -> None:
        """Keeps the folder up to date from now on; the same folder again: no longer."""
        if form.index is None:
            self._workspace.say(f"{form.name} has no notes to be kept up to date; markdown and its kin have.")
            return
        if "\0" in where:
            self._workspace.say("A name holds no NUL. Name another folder.")
            return
        path = at_home(where).absolute()
        # Unlike Path.is_dir() it raises nothing for a name too long; writing there says what is wrong.
        is_folder = os.path.isdir(path)  # noqa: PTH112
        folder = path.parent if path.suffix == form.suffix and not is_folder else path
        ends = self._is_ours and (str(folder), form.name) == self._set
        self._set, self._live = ("" if ends else str(folder), form.name), None
        self._told.clear()
        self._failed, self._complaint = None, ""
        await self._preferences.keep("live", self._set[0])
        await self._preferences.keep("live_format", form.name)
        await self._preferences.keep("live_library", "" if ends else self._path)
        self._is_ours = True
        word = "no longer" if ends else "from now on"
        self._workspace.say(f"{folder} is kept up to date {word}, as {form.name}.")
        self.look()
