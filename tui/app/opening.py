"""Opening releases: shown in the reader, followed while others change them, kept where they were left."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from textual import on
from textual.timer import Timer
from textual.worker import WorkType

from store import (
    Annotation,
    DisplacedError,
    Library,
    ReadingPosition,
    Release,
    ReleaseText,
    StorageError,
    Unreadable,
)
from tui.actions import Action
from tui.app.workspace import Workspace
from tui.config import Settings
from tui.panes.annotations import AnnotationRows
from tui.panes.line_list import Rows
from tui.panes.reader.marks import Marks
from tui.panes.reader.page_view import AFTER_FRAME
from tui.panes.reader.pane import ReaderPane
from tui.panes.releases import ReleaseRows
from tui.terminal import safe

#: Words above which a text is read in a thread: about 5 ms of work.
_LONG = 20_000
#: Annotations above which they come after the text, out of a thread: about 5 ms of work.
_MANY = 200
#: Actions of the reader's own that are about its annotations; the application's see to it themselves.
_ABOUT_ANNOTATIONS = frozenset({"next_annotation", "previous_annotation", "other_annotation", "reshape"})
#: Seconds after which the list's cursor rests on a release: longer than between the moves of a key held down.
_RESTED_AFTER = 0.05
#: Seconds a text may take before the reader says that it is being opened: what seems to be at once.
_ANNOUNCED_AFTER = 0.1
#: Seconds after the last move until the reading position is kept.
_POSITION_DELAY = 0.5
#: Seconds between looks for changes by other processes.
_OUTSIDE_INTERVAL = 0.5
_NEW_VERSION = "This is a new version of the release; D shows what changed."


class OpeningApp(Workspace):
    """A workspace in which releases are opened."""

    def __init__(
        self, library: Library, *, first: int | None = None, settings: Settings | None = None
    ) -> None:
        """Args: as `Workspace`; the release to begin with in place of the one that was open last."""
        super().__init__(library, settings=settings)
        self._first = first
        self._version = library.version()
        self._looking = False
        self._named: set[Unreadable] = set()
        self._looked: set[int] = set()
        self._annotated = asyncio.Event()
        self._annotated.set()
        self._ahead: tuple[int, asyncio.Task[ReleaseText]] | None = None
        self._ahead_timer: Timer | None = None
        self._browsed_at = 0.0
        self._position_timer: Timer | None = None
        self._position_kept: tuple[int, ReadingPosition] | None = None
        self._unsaved: dict[int, ReadingPosition] = {}
        self._positions: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Opens what was open last."""
        if not self.library.releases.count():
            self.reader.welcome = "No releases yet: “dateline add PATH” imports files and folders"
        first = self._first if self._first is not None else self.library.reading.last_open()
        if first is not None:
            await self._open_first(first)
        self.call_after_refresh(self._name_troubles)
        self.set_interval(_OUTSIDE_INTERVAL, self._look_outside)
        self.set_interval(_OUTSIDE_INTERVAL, self._look_whether_it_is_there)

    async def _open_first(self, key: int) -> None:
        """Opens a short release for the first frame, a long one after it."""
        with self.complaining():
            release = self.library.releases.get(key)
            if release.words < _LONG:
                await self.open_release(key)
                # There was no room yet to scroll it into.
                self.call_after_refresh(self.releases.rows.show_cursor)
            else:
                self.call_after_refresh(self.soon, partial(self._open_late, key))

    async def _open_late(self, key: int) -> None:
        with self.complaining():
            await self.open_release(key)

    # -- following the library -------------------------------------------------------------

    def reload(self) -> None:
        """Shows the present state of lists, text and annotations; cursor and selection stay."""
        with self.complaining():
            self.releases.reload()
            if self.open_id is None:
                return
            release = self.library.releases.get(self.open_id)
            if release.text_id == self.text_id:
                self._annotate(release)
            elif self.reader.comparison is None:  # what is compared stays; the text comes when it is left
                self.run_worker(self._show_version(release), group="version", exclusive=True)

    @property
    def text_id(self) -> int | None:
        """The version of the open release that is shown."""
        return self.reader.release.text_id if self.reader.release else None

    async def _show_version(self, release: Release) -> None:
        """Shows a new version of the open release; cursor, top and selection stay on their words."""
        from tui.app.place import Place, carried  # a version that comes while one reads is rare

        with self.complaining():
            text = await asyncio.to_thread(self.library.releases.text, release.id)
            place = None
            while place != (place := Place.of(self.reader)):  # it was left while a thread looked for it
                moved = await asyncio.to_thread(carried, self.reader.text, text, place)
            if self.open_id == release.id and self.text_id != release.text_id:
                await moved.show(self.reader, release, text)
                self._annotate(release)
                self.notify(_NEW_VERSION, markup=False)
                if self.active == "reader":
                    self._look_at(release, told=True)

    def show_pane(self, name: str) -> None:
        """As `Workspace`; an update of the open release is looked at once the reader has the keys.

        What is shown beside the list, as after the start, may not have been noticed.
        """
        super().show_pane(name)
        if name == "reader" and self.reader.release is not None:
            self._look_at(self.reader.release)

    def _look_at(self, release: Release, *, told: bool = False) -> None:
        """Takes the mark of an update off a release, and says what shows the changes."""
        if release.updated and release.text_id not in self._looked and not self.library.read_only:
            self._looked.add(release.text_id)
            self.run_worker(self._looked_at(release, told=told), group="looked")

    async def _looked_at(self, release: Release, *, told: bool) -> None:
        if not told:
            self.notify(_NEW_VERSION, markup=False)
        if await self.changed(lambda: self.library.reading.looked_at(release.id, release.text_id)):
            self.releases.reload()
        else:
            self._looked.discard(release.text_id)

    def _look_outside(self) -> None:
        """Another process may have written; the look itself waits for the disk, so a thread has it."""
        if not self._looking:
            self._looking = True
            look: WorkType[None] = self._look
            self.run_worker(look, group="outside")
        self._look_whether_it_is_there()

    async def _look(self) -> None:
        try:
            self._name_troubles()
            with self.complaining():
                version = await asyncio.to_thread(self.library.version)
                before, self._version = self._version, version
                if version[0] != before[0]:
                    self.changed_outside()
        finally:
            self._looking = False

    def changed_outside(self) -> None:
        """Shows what another process wrote."""
        self.releases.load()
        self.reload()

    def _look_whether_it_is_there(self) -> None:
        """Asks the disk in a thread, once at a time: one that does not answer keeps nobody waiting."""
        if not any(worker.group == "displaced" for worker in self.workers):
            self.run_worker(self._tell_displaced(), group="displaced")

    async def _tell_displaced(self) -> None:
        displaced = await asyncio.to_thread(self.library.displaced)
        if displaced == self.displaced:
            return
        self.displaced, self.not_saved_beside = displaced, False
        self.update_footer()
        if displaced:
            message = f"{self.library.path} {displaced}. S saves what is open here as a new file beside it."
            self.notify(
                safe(message), title=DisplacedError.title, severity="error", markup=False, timeout=3600
            )

    async def action_save_beside(self) -> None:
        """See `tui.actions`."""
        path = await self.change(self.library.save_beside)
        self.not_saved_beside = path is None
        self.update_footer()
        if path is None:
            return
        saved = f"Saved as {path}; ‘dateline --library {path}’ opens it."
        unsaved = ", and offers what is not saved yet." if self.drafts.all() else "."
        if await self.changed(
            partial(self.drafts.copy_to, path),
            failing=lambda error: StorageError(f"{saved} {error.message}", error.way_out),
        ):
            self.say(saved.removesuffix(".") + unsaved)

    def _name_troubles(self) -> None:
        """Says once of each record that cannot be read, and of what failed beside the work."""
        fresh = [one for one in self.library.unreadable() if one not in self._named]
        self._named.update(fresh)
        if fresh:
            more = f" and {len(fresh) - 1} more" if len(fresh) > 1 else ""
            message = f"Passed over {fresh[0]}{more}. ‘dateline doctor --repair’ mends it or sets it aside."
            self.notify(safe(message), title="A record cannot be read", severity="warning", markup=False)
            self.releases.load()
        while self.library.warnings:
            self.notify(safe(self.library.warnings.pop(0)), severity="warning", markup=False)

    @on(ReaderPane.Moved)
    def _keep_position(self) -> None:
        if self._position_timer is not None:
            self._position_timer.stop()
        self._position_timer = self.set_timer(_POSITION_DELAY, self.keep_position)

    def keep_position(self) -> None:
        """Keeps where the open release was left; nobody waits for it but what may depend on it."""
        key, position = self.open_id, self.reader.position
        if key is None or (key, position) == self._position_kept:
            return
        self._position_kept = (key, position)
        self._unsaved.pop(key, None)  # the last one is written last: it is what was open last
        self._unsaved[key] = position
        if not self.library.read_only and (self._positions is None or self._positions.done()):
            self._positions = self.aside(self._save_positions())

    async def positions_kept(self) -> None:
        """Waits until the place in the open release is on the disk, and those in others."""
        self.keep_position()
        if self._positions is not None:
            await self._positions

    async def _save_positions(self) -> None:
        while self._unsaved:
            key, position = next(iter(self._unsaved.items()))
            with self.complaining():
                await asyncio.to_thread(self.library.reading.save_position, key, position)
            if self._unsaved[key] == position:
                del self._unsaved[key]

    def _left_at(self, key: int) -> ReadingPosition:
        """Where a release was left, on its way to the disk or there."""
        return self._unsaved.get(key) or self.library.reading.position(key)

    # -- opening ---------------------------------------------------------------------------

    async def open_release(self, key: int) -> None:
        """Shows a release in the reader, where it was left."""
        self.keep_position()
        release, position = self.library.releases.get(key), self._left_at(key)
        # A short one is read before a thread would have begun, and before anything is painted in between.
        short = release.words < _LONG
        text = self.library.releases.text(key) if short else await self._long_text(release)
        await self.reader.show(release, text, [], position)
        self.open_id = key
        self.annotations.show([], release.annotations)
        self._annotate(release)
        self.releases.rows.reveal(key)
        self.update_footer()
        if self.active == "reader":
            self._look_at(release)

    async def _long_text(self, release: Release) -> ReleaseText:
        """Reads a text in a thread; where that takes long, the reader says what is coming."""
        reading = self._reading(release)
        done, _ = await asyncio.wait({reading}, timeout=_ANNOUNCED_AFTER)
        if not done:
            self.reader.announce(release)
        try:
            return await reading
        finally:
            self.reader.announce(None)

    def _reading(self, release: Release) -> asyncio.Task[ReleaseText]:
        """The reading of a text, begun or done already where it was read ahead; a text never changes."""
        if self._ahead is None or self._ahead[0] != release.text_id:
            task = asyncio.create_task(asyncio.to_thread(self.library.releases.text, release.id))
            # Where it fails unasked for, it fails again, and says so, when it is asked for.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            return task
        return self._ahead[1]

    @on(ReleaseRows.Browsed)
    def _browsed_releases(self, event: ReleaseRows.Browsed) -> None:
        """Reads a long text ahead: at once after a single move, and where the cursor rests after many."""
        if self._ahead_timer is not None:
            self._ahead_timer.stop()
        before, self._browsed_at = self._browsed_at, time.monotonic()
        if event.release.words >= _LONG:
            if self._browsed_at - before > _RESTED_AFTER:
                self._read_ahead(event.release)
            else:
                self._ahead_timer = self.set_timer(_RESTED_AFTER, partial(self._read_ahead, event.release))

    def _read_ahead(self, release: Release) -> None:
        self._ahead = release.text_id, self._reading(release)

    def _annotate(self, release: Release) -> None:
        """Shows the annotations of the open release: a few at once, many when a thread has read them."""
        self._annotated.set()
        self._annotated = there = asyncio.Event()
        if release.annotations <= _MANY:
            there.set()
            self._show_annotations(release, *self._marks(release.id))
        else:
            late: WorkType[None] = partial(self._annotate_late, release, there)
            self.run_worker(late, group="annotations")

    def _marks(self, key: int) -> tuple[list[Annotation], Marks]:
        annotations = self.library.annotations.of(key)
        return annotations, Marks.of(annotations, self.reader.text.text)

    async def _annotate_late(self, release: Release, there: asyncio.Event) -> None:
        """Shows them unless others were asked for meanwhile: what is read in a thread cannot be stopped."""
        try:
            await asyncio.sleep(AFTER_FRAME)
            with self.complaining():
                if there is self._annotated:
                    found = await asyncio.to_thread(self._marks, release.id)
                    if there is self._annotated:
                        self._show_annotations(release, *found)
        finally:
            there.set()

    def _show_annotations(self, release: Release, annotations: list[Annotation], marks: Marks) -> None:
        self.reader.show_marks(release, marks)
        self.annotations.show(annotations)
        self._match()

    async def annotated(self) -> None:
        """Waits for the annotations of the open release, where many of them come after the text."""
        while not (there := self._annotated).is_set():
            await there.wait()

    async def ready_for(self, action: Action | None) -> None:
        """See `Workspace`; what moves in text or list of releases needs no annotations."""
        await super().ready_for(action)
        if self.active == "annotations" or (action is not None and action.id in _ABOUT_ANNOTATIONS):
            await self.annotated()

    @on(Rows.DoubleClicked)
    def _double_clicked(self, event: Rows.DoubleClicked) -> None:
        if isinstance(event.rows, ReleaseRows):
            self.soon(self.action_open)
        elif isinstance(event.rows, AnnotationRows):
            self.soon(self.action_jump)

    async def action_open(self) -> None:
        """See `tui.actions`."""
        key = self.releases.rows.current
        if key is not None:
            await self._open_and_read(key)

    async def action_jump(self) -> None:
        """See `tui.actions`."""
        annotation = self.annotations.rows.current
        if annotation is None:
            return
        if annotation.state == "orphaned":
            self.say("The text no longer holds this passage.")
            return
        self.show_pane("reader")
        self.reader.go_to_annotation(annotation)

    async def _open_and_read(self, key: int) -> None:
        await self.open_release(key)
        self.show_pane("reader")

    async def action_next_release(self) -> None:
        """See `tui.actions`."""
        await self._step(1)

    async def action_previous_release(self) -> None:
        """See `tui.actions`."""
        await self._step(-1)

    async def _step(self, step: int) -> None:
        rows = self.releases.rows
        if rows.ids and 0 <= rows.cursor + step < len(rows.ids):
            await self.open_release(rows.ids[rows.cursor + step])
            if self.reader.release is not None and self.reader.display:
                self._look_at(self.reader.release)

    @property
    def subject(self) -> int | None:
        """The release an action is about: under the list's cursor, else the open one."""
        return self.releases.rows.current if self.active == "releases" else self.open_id

    async def action_done(self) -> None:
        """See `tui.actions`."""
        subject = self.subject
        if subject is None:
            return
        ids = self.releases.rows.ids
        at = ids.index(subject) if subject in ids else -1
        if not await self.changed(lambda: self.library.reading.set_read(subject, True), stays=False):
            return
        self.reload()
        following = await asyncio.to_thread(
            self.library.reading.first_unread, [*ids[at + 1 :], *ids[: max(at, 0)]]
        )
        if following is not None:
            await self._open_and_read(following)
        elif self.library.reading.first_unread(self.releases.rows.versions.hidden) is not None:
            self.say("Everything here is read but for other copies of the same; za shows a release’s.")
        else:
            self.say("Everything here is read.")

    async def action_quit(self) -> None:
        """See `tui.actions`."""
        await self.positions_kept()
        self.exit()
