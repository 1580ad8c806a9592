"""Undo and redo: it goes where the change was, and says which release that is."""

from __future__ import annotations

from functools import partial

from store.library import Step
from store.wording import brief, many
from tui.app.annotating import undoes
from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.describe import SEPARATOR
from tui.key_words import with_key


class Undoing:
    """Takes changes back and makes them again."""

    def __init__(self, workspace: Workspace, showing: Showing, opening: Opening) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._showing = showing
        self._opening = opening

    async def action_undo(self) -> None:
        """Undoes the last change."""
        await self._undo(own_part=False)

    async def action_undo_own(self) -> None:
        """Undoes the user's own part alone of what others have built upon since."""
        await self._undo(own_part=True)

    async def _undo(self, *, own_part: bool) -> None:
        done: list[Step | None] = []
        undo = partial(self._library.history.undo, own_part=own_part)
        if await self._workspace.changed(lambda: done.append(undo()), stays=False):
            await self._show_step(
                done[0], "Undone", "Not undone", with_key("redo", "redoes"), "Nothing to undo."
            )

    async def action_redo(self) -> None:
        """Makes again what was undone last."""
        done: list[Step | None] = []
        if await self._workspace.changed(lambda: done.append(self._library.history.redo()), stays=False):
            await self._show_step(done[0], "Redone", "Not redone", undoes(), "Nothing to redo.")

    async def _show_step(self, step: Step | None, did: str, did_not: str, back: str, none: str) -> None:
        self._showing.reload()
        if step is None:
            self._workspace.say(none)
            return
        with self._workspace.complaining():
            await self._go_to(step)
        parts = (
            f"{did_not if step.nothing else did}: {step.what}",
            self._where(step),
            step.left,
            "" if step.nothing else back,
        )
        self._workspace.say(SEPARATOR.join(part for part in parts if part))

    def _where(self, step: Step) -> str:
        """Which release it is about, where what was done does not name it."""
        if len(step.releases) > 1:
            these = many(len(step.releases), "release")
            return f"in {these}" if these not in step.what else ""
        names = [brief(release.headline) for release in self._library.releases.many(step.releases)]
        return "".join(f"in {name}" for name in names if name not in step.what)

    async def _go_to(self, step: Step) -> None:
        """Opens the release and puts the cursor on the passage; of a mark on a release, the list's."""
        panes, reader, key = self._workspace.panes, self._workspace.reader, step.release
        if panes.active == "found" or key is None or not self._library.releases.many([key]):
            return
        if step.passage is None:
            if panes.active == "releases":
                await panes.releases.narrowed()  # a view is found in a thread
                panes.releases.rows.reveal(key)
            return
        if key != self._showing.open_id:
            await self._opening.open_and_read(key)
        elif panes.active == "releases":
            panes.show("reader")
        if reader.comparison is None and self._showing.text_id == self._library.releases.get(key).text_id:
            reader.jump_to(step.passage[0])
