"""The open release: shown as the library has it now, a new version of it where the old one was left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from textual.worker import WorkType

from store import Release
from tui.app.open_annotations import OpenAnnotations
from tui.app.workspace import Workspace
from tui.key_words import with_key
from tui.scopes import READER


def _new_version() -> str:
    shows = with_key("changes", "shows what changed", READER)
    return f"This is a new version of the release; {shows}."


class Showing:
    """Keeps the panes and the library the same."""

    def __init__(self, workspace: Workspace, annotations: OpenAnnotations) -> None:
        self._workspace = workspace
        self._reader = workspace.reader
        self._annotations = annotations
        self._looked: set[int] = set()
        self._told: frozenset[int] = frozenset()  # the releases of which it was said that they were removed
        self.open_id: int | None = None
        """The release in the reader."""
        self.followers: list[Callable[[], object]] = []
        """Called at each `reload`: screens over the panes that show the library too."""

    @property
    def text_id(self) -> int | None:
        """The version of the open release that is shown."""
        return self._reader.release.text_id if self._reader.release else None

    @property
    def subject(self) -> int | None:
        """The release an action is about: under the list's cursor, else the open one."""
        workspace = self._workspace
        if workspace.panes.active == "found":
            found = workspace.panes.found.rows.current
            return found.release.id if found is not None else None
        return workspace.releases.rows.current if workspace.panes.active == "releases" else self.open_id

    @property
    def subjects(self) -> list[int]:
        """The releases an action on many is about: those marked in the list, else the one of `subject`."""
        rows = self._workspace.releases.rows
        marked = rows.marks.among(rows.ids) if self._workspace.panes.active == "releases" else []
        return marked or [key for key in (self.subject,) if key is not None]

    def reload(self) -> None:
        """Shows the present state of lists, text and annotations; cursor and selection stay."""
        for follow in self.followers:
            follow()
        with self._workspace.complaining():
            self._workspace.releases.reload()
            self._workspace.panes.found.reload()
            if self.open_id is None:
                return
            if self._is_removed(self.open_id):
                return
            release = self._workspace.library.releases.get(self.open_id)
            if release.text_id == self.text_id:
                self._annotations.show(release)
            elif self._reader.comparison is None:  # what is compared stays; the text comes when it is left
                show: WorkType[None] = partial(self._show_version, release)
                self._workspace.app.run_worker(show, group="version", exclusive=True)

    def _is_removed(self, key: int) -> bool:
        """Whether the release was put into the trash, by this window or another: it stays to be read."""
        gone = key in self._workspace.library.tables.removed()
        if gone and key not in self._told:
            self._workspace.remark(
                f"This release is in the trash now; ‘dateline trash --restore {key}’ brings it back."
            )
        self._told = self._told | {key} if gone else self._told - {key}
        return gone

    async def _show_version(self, release: Release) -> None:
        """Shows a new version of the open release; cursor, top and selection stay on their words."""
        from tui.app.reading_place import Place, carried  # a version that comes while one reads is rare

        with self._workspace.complaining():
            text = await asyncio.to_thread(self._workspace.library.releases.text, release.id)
            place = None
            while place != (place := Place.of(self._reader)):  # it was left while a thread looked for it
                moved = await asyncio.to_thread(carried, self._reader.text, text, place)
            if self.open_id == release.id and self.text_id != release.text_id:
                moved.show(self._reader, release, text)
                self._annotations.show(release)
                self._workspace.remark(_new_version())
                if self._workspace.panes.active == "reader":
                    self.look_at(release, told=True)

    def look_at(self, release: Release, *, told: bool = False) -> None:
        """Takes the mark of an update off a release, and says, unless `told`, what shows the changes."""
        if release.updated and release.text_id not in self._looked and not self._workspace.library.read_only:
            self._looked.add(release.text_id)
            look: WorkType[None] = partial(self._looked_at, release, told=told)
            self._workspace.app.run_worker(look, group="looked")

    async def _looked_at(self, release: Release, *, told: bool) -> None:
        if not told:
            self._workspace.remark(_new_version())
        library = self._workspace.library
        if await self._workspace.changed(
            lambda: library.reading.looked_at(release.id, release.text_id), asked=False
        ):
            self._workspace.releases.reload()
        else:
            self._looked.discard(release.text_id)
