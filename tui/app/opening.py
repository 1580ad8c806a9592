"""Opening releases: shown in the reader, where they were left; a long text read ahead of the key."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from textual.timer import Timer

from store import Release, ReleaseText
from store.library import Spot
from tui.app.open_annotations import OpenAnnotations
from tui.app.positions import Positions
from tui.app.showing import Showing
from tui.app.workspace import Workspace
from tui.describe import shortened
from tui.key_words import with_key
from tui.terminal import one_line

#: Words above which a text is read in a thread: about 5 ms of work.
_LONG = 20_000
#: Cells of a headline in the title of the terminal's window.
_TITLE_CELLS = 100
#: Seconds after which the list's cursor rests on a release: longer than between the moves of a key held down.
_RESTED_AFTER = 0.05
#: Seconds a text may take before the reader says that it is being opened: what seems to be at once.
_ANNOUNCED_AFTER = 0.1


class Opening:
    """Opens releases, by themselves and from one to the next."""

    def __init__(
        self, workspace: Workspace, showing: Showing, annotations: OpenAnnotations, positions: Positions
    ) -> None:
        self._workspace = workspace
        self._library, self._reader, self._rows = workspace.library, workspace.reader, workspace.releases.rows
        self._showing = showing
        self._annotations = annotations
        self._positions = positions
        self._ahead: tuple[int, asyncio.Task[ReleaseText]] | None = None
        self._ahead_timer: Timer | None = None
        self._browsed_at = 0.0

    async def open_first(self, first: int | None, start: int | None = None) -> None:
        """Opens a release to begin with, at a place in it, or what was open last: a short one for the first
        frame."""
        if not self._library.releases.count():
            self._reader.welcome = f"No releases yet: {with_key('add', 'adds a file, a folder or a page')}"
        if first is not None and start is not None:
            with self._workspace.complaining():
                await self.open_at(Spot(first, start))
            return
        key = first if first is not None else self._library.reading.last_open()
        if key is None:
            return
        app = self._workspace.app
        with self._workspace.complaining():
            release = self._library.releases.get(key)
            if release.words < _LONG:
                await self.open_release(key)
                # There was no room yet to scroll it into.
                app.call_after_refresh(self._rows.show_cursor)
            else:
                self._reader.announce(release)  # it has its room from the beginning
                app.call_after_refresh(app.soon, partial(self._open_late, key))

    async def _open_late(self, key: int) -> None:
        with self._workspace.complaining():
            try:
                await self.open_release(key)
            finally:
                self._reader.announce(None)

    async def open_release(self, key: int) -> None:
        """Shows a release in the reader, where it was left."""
        self._positions.keep()
        release, position = self._library.releases.get(key), self._positions.left_at(key)
        # A short one is read before a thread would have begun, and before anything is painted in between.
        short = release.words < _LONG
        text = self._library.releases.text(key) if short else await self._long_text(release)
        self._reader.show(release, text, position)
        app = self._workspace.app
        app.title = f"{shortened(one_line(release.headline), _TITLE_CELLS)} · {app.TITLE}"
        self._showing.open_id = key
        self._workspace.annotations.show([], release.annotations)
        self._annotations.show(release)
        await self._make_room()
        self._rows.reveal(key)
        self._workspace.update_footer()
        if self._workspace.panes.active == "reader":
            self._showing.look_at(release)

    def close(self) -> None:
        """Shows no release any more; the list has the keys."""
        self._positions.keep()
        self._showing.open_id = None
        self._annotations.hide()
        self._reader.close()
        self._workspace.app.title = self._workspace.app.TITLE or ""
        self._workspace.panes.show("releases")

    async def _make_room(self) -> None:
        """The first that is opened takes room from the list; keys typed ahead wait until it has it."""
        was_hidden = not self._reader.display
        self._workspace.panes.arrange()
        if was_hidden and self._reader.display:
            laid_out = asyncio.Event()
            self._workspace.app.call_after_refresh(laid_out.set)
            await laid_out.wait()

    async def open_and_read(self, key: int) -> None:
        """Opens a release and gives the reader the keys."""
        await self.open_release(key)
        self._workspace.panes.show("reader")

    async def open_at(self, spot: Spot) -> None:
        """Opens a release at a place, and gives the reader the keys."""
        await self.open_and_read(spot.release)
        if spot.start is not None:
            self._reader.jump_to(min(spot.start, len(self._reader.text.text)))

    async def _long_text(self, release: Release) -> ReleaseText:
        """Reads a text in a thread; where that takes long, the reader says what is coming."""
        reading = self._reading(release)
        done, _ = await asyncio.wait({reading}, timeout=_ANNOUNCED_AFTER)
        if not done:
            self._reader.announce(release)
            self._workspace.panes.arrange()
        try:
            return await reading
        finally:
            self._reader.announce(None)

    def _reading(self, release: Release) -> asyncio.Task[ReleaseText]:
        """The reading of a text, begun or done already where it was read ahead; a text never changes."""
        if self._ahead is None or self._ahead[0] != release.text_id:
            task = asyncio.create_task(asyncio.to_thread(self._library.releases.text, release.id))
            # Where it fails unasked for, it fails again, and says so, when it is asked for.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            return task
        return self._ahead[1]

    def browsed(self, release: Release) -> None:
        """Reads a long text ahead: at once after a single move, and where the cursor rests after many."""
        if self._ahead_timer is not None:
            self._ahead_timer.stop()
        before, self._browsed_at = self._browsed_at, time.monotonic()
        if release.words >= _LONG:
            if self._browsed_at - before > _RESTED_AFTER:
                self._read_ahead(release)
            else:
                ahead = partial(self._read_ahead, release)
                self._ahead_timer = self._workspace.app.set_timer(_RESTED_AFTER, ahead)

    def _read_ahead(self, release: Release) -> None:
        self._ahead = release.text_id, self._reading(release)

    async def action_open(self) -> None:
        """Opens the release under the list's cursor."""
        key = self._rows.current
        if key is not None:
            await self.open_and_read(key)

    async def action_next_release(self) -> None:
        """Opens the release below in the list; the keys stay where they are."""
        await self._step(1)

    async def action_previous_release(self) -> None:
        """Opens the release above in the list; the keys stay where they are."""
        await self._step(-1)

    async def _step(self, step: int) -> None:
        rows = self._rows
        if rows.ids and 0 <= rows.cursor + step < len(rows.ids):
            await self.open_release(rows.ids[rows.cursor + step])
            if self._reader.release is not None and self._reader.display:
                self._showing.look_at(self._reader.release)
