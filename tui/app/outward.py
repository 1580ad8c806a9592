"""What is opened outside: a link of the text, the release's address or source, its exported note."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.worker import WorkType

from store.urls import is_url
from tui.app.editing import Editing
from tui.app.exporting import Exporting
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.key_words import with_key
from tui.opener import open_outside, openable
from tui.terminal import one_line, safe_row
from tui.text import link_at


class Outward:
    """Opens things in the system's own programs, and says what was opened."""

    def __init__(
        self, workspace: Workspace, showing: Showing, exporting: Exporting, editing: Editing
    ) -> None:
        self._workspace = workspace
        self._showing = showing
        self._exporting = exporting
        self._editing = editing

    async def action_open_outside(self) -> None:
        """Opens the link under the reader's cursor, else the release's address, else its source."""
        reader = self._workspace.reader
        key = self._showing.subject
        if key is None:
            return
        link = ""
        if self._workspace.panes.active == "reader":
            link = link_at(reader.text.text, reader.cursor)
        release = self._workspace.library.releases.get(key)
        self._begin(link or release.url or release.source)

    def open_link(self, offset: int) -> None:
        """Opens the link at a place of the open text, where there is one."""
        if link := link_at(self._workspace.reader.text.text, offset):
            self._begin(link)
        else:
            other = with_key("open_outside", "opens the release's address, or its source")
            self._workspace.say(f"There is no link; {other}.")

    def action_open_export(self) -> None:
        """Opens the exported note of the release."""
        if (path := self._exported()) is not None:
            self._begin(str(path))

    async def action_edit_export(self) -> None:
        """Opens the exported note of the release in the user's editor."""
        if (path := self._exported()) is not None:
            await self._editing.edit_file(path)

    def _exported(self) -> Path | None:
        """The exported note of the release; None, and it is said, where none is known."""
        key = self._showing.subject
        path = self._exporting.exported(key) if key is not None else None
        if key is not None and path is None:
            makes = with_key("export", "exports one")
            self._workspace.say(f"No exported note of this release is known here; {makes}.")
        return path

    def _begin(self, place: str) -> None:
        async def work() -> None:
            with self._workspace.complaining():
                if self._workspace.app.is_web:
                    self._hand_over(await asyncio.to_thread(openable, place))
                    return
                opened = await asyncio.to_thread(open_outside, place)
                self._workspace.say(f"Opened {one_line(opened)}")

        opening: WorkType[None] = work
        self._workspace.app.run_worker(opening, group="outside")

    def _hand_over(self, place: str) -> None:
        """Has the browser open an address, or take a file: its computer may be another."""
        app = self._workspace.app
        if is_url(place):
            app.open_url(place)
        else:
            app.deliver_binary(place, save_filename=safe_row(Path(place).name))
        self._workspace.say(f"Handed to the browser: {one_line(place)}")
