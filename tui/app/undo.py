"""Undo and redo: it goes where the change was, and says which release that is."""

from __future__ import annotations

from functools import partial

from store.library.history import Step
from store.wording import brief
from tui.app.refreshing import FollowingApp
from tui.describe import SEPARATOR


class UndoingApp(FollowingApp):
    """A workspace in which changes are taken back and made again."""

    async def action_undo(self) -> None:
        """See `tui.actions`."""
        await self._undo(own_part=False)

    async def action_undo_own(self) -> None:
        """See `tui.actions`."""
        await self._undo(own_part=True)

    async def _undo(self, *, own_part: bool) -> None:
        done: list[Step | None] = []
        undo = partial(self.library.history.undo, own_part=own_part)
        if await self.changed(lambda: done.append(undo()), stays=False):
            await self._show_step(done[0], "Undid", "Not undone", "Ctrl+R redoes", "Nothing to undo.")

    async def action_redo(self) -> None:
        """See `tui.actions`."""
        done: list[Step | None] = []
        if await self.changed(lambda: done.append(self.library.history.redo()), stays=False):
            await self._show_step(done[0], "Did again", "Not done again", "u undoes", "Nothing to redo.")

    async def _show_step(self, step: Step | None, did: str, did_not: str, back: str, none: str) -> None:
        self.reload()
        if step is None:
            self.say(none)
            return
        with self.complaining():
            await self._go_to(step)
        parts = (
            f"{did_not if step.nothing else did}: {step.what}",
            self._where(step),
            step.left,
            "" if step.nothing else back,
        )
        self.say(SEPARATOR.join(part for part in parts if part))

    def _where(self, step: Step) -> str:
        """Which release it is about, where what was done does not name it."""
        if len(step.releases) > 1:
            return f"in {len(step.releases)} releases"
        names = [brief(release.headline) for release in self.library.releases.many(step.releases)]
        return "".join(f"in {name}" for name in names if name not in step.what)

    async def _go_to(self, step: Step) -> None:
        """Opens the release and puts the cursor on the passage; of a mark on a release, the list's."""
        key = step.release
        if key is None or not self.library.releases.many([key]):
            return
        if step.passage is None:
            if self.active == "releases":
                self.releases.rows.reveal(key)
            return
        if key != self.open_id:
            await self.open_release(key)
            self.show_pane("reader")
        elif self.active == "releases":
            self.show_pane("reader")
        if self.reader.comparison is None and self.text_id == self.library.releases.get(key).text_id:
            self.reader.jump_to(step.passage[0])
