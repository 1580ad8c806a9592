"""Whether what is done is saved: the footer's word for it, and a library whose file is not there any more."""

from __future__ import annotations

import asyncio
from functools import partial

from textual.worker import WorkType

from store import DisplacedError, StorageError
from tui.app.workspace import Workspace
from tui.describe import SEPARATOR
from tui.drafts import Drafts
from tui.key_words import key_of, with_key
from tui.terminal import safe


class Saving:
    """Tells what becomes of the work, and saves a library that has lost its place as a new file."""

    def __init__(self, workspace: Workspace, drafts: Drafts) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._drafts = drafts
        self.displaced = ""
        """Why the library's path no longer leads to what is open."""
        self._not_saved_beside = False  # whether that was to be saved as a new file, and could not be

    @property
    def state(self) -> str:
        """What becomes of the work: a library that is no longer there is never said to be saved."""
        if self._library.read_only:
            return "read-only"
        if self.displaced:
            reason = self.displaced.partition(":")[0]
            return (
                reason if self._not_saved_beside else f"{reason}; {with_key('save_beside', 'saves it anew')}"
            )
        if not self._workspace.late:
            failed = self._drafts.failed
            return (
                SEPARATOR.join(filter(None, (f"{failed} not saved", key_of("drafts")))) if failed else "saved"
            )
        waits_for = self._library.waits_for()
        return f"waits for {waits_for} to finish writing" if waits_for else "saving…"

    def look_whether_it_is_there(self) -> None:
        """Asks the disk in a thread, once at a time: one that does not answer keeps nobody waiting."""
        app = self._workspace.app
        if not any(worker.group == "displaced" for worker in app.workers):
            look: WorkType[None] = self._tell_displaced
            app.run_worker(look, group="displaced")

    async def _tell_displaced(self) -> None:
        displaced = await asyncio.to_thread(self._library.displaced)
        if displaced == self.displaced:
            return
        self.displaced, self._not_saved_beside = displaced, False
        self._workspace.update_footer()
        if displaced:
            saves = with_key("save_beside", "saves what is open here as a new file beside it.")
            message = f"{self._library.place} {displaced}; {saves}"
            self._workspace.app.notify(
                safe(message), title=DisplacedError.title, severity="error", markup=False, timeout=3600
            )

    async def action_save_beside(self) -> None:
        """Saves the library as it is open here as a new file, the drafts with it."""
        path = await self._workspace.change(self._library.save_beside)
        self._not_saved_beside = path is None
        self._workspace.update_footer()
        if path is None:
            return
        saved = f"Saved as {path}; ‘dateline --library {path}’ opens it."
        unsaved = ", and offers what is not saved yet." if self._drafts.all() else "."
        if await self._workspace.changed(
            partial(self._drafts.copy_to, path),
            failing=lambda error: StorageError(f"{saved} {error.message}", error.way_out),
        ):
            self._workspace.say(saved.removesuffix(".") + unsaved)
