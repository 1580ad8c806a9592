"""The three panes and the footer, wired to the library: what is open, what has the keys, what is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Event, Key, Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from store import Annotation, DatelineError, Library, ReadingPosition, Release, ReleaseText, Unreadable
from tui.actions import READER
from tui.config import Settings
from tui.palette import THEMES
from tui.palette_commands import ActionCommands
from tui.panes.annotations import AnnotationRows, AnnotationsPane
from tui.panes.finding import FindField
from tui.panes.footer import Footer
from tui.panes.marks import Marks
from tui.panes.reader import ReaderPane
from tui.panes.releases import ReleaseRows, ReleasesPane
from tui.panes.rows import Rows
from tui.terminal import safe

Result = TypeVar("Result")

#: Columns below which one pane is shown at a time.
THREE_PANES = 100
#: Seconds after the last move until the reading position is kept.
_POSITION_DELAY = 0.5
#: Seconds a write may take before the footer speaks of it.
_SAID_AFTER = 0.2
_NO_COLOR = NoColor()
#: Words above which a text is read in a thread: about 5 ms of work.
_LONG = 20_000
#: Annotations above which they come after the text, out of a thread: about 5 ms of work.
_MANY = 200
#: Seconds a text may take before the reader says that it is being opened: what seems to be at once.
_ANNOUNCED_AFTER = 0.1
#: Seconds between looks for changes by other processes.
_OUTSIDE_INTERVAL = 0.5


class Workspace(App[None]):
    """Shows the releases of one library and lets one read them."""

    TITLE = "Dateline"
    CSS_PATH = "dateline.tcss"
    COMMANDS = App.COMMANDS | {ActionCommands}

    def __init__(
        self, library: Library, *, first: int | None = None, settings: Settings | None = None
    ) -> None:
        """Args: the library, the release to begin with in place of the one that was open last, settings."""
        super().__init__()
        settings = settings or Settings()
        for theme in THEMES:
            self.register_theme(theme)
        theme_name = settings.theme
        if theme_name not in self.available_themes:
            names = ", ".join(sorted(self.available_themes))
            library.warnings.append(f"There is no theme “{theme_name}”; there are {names}.")
            theme_name = THEMES[0].name
        # Set once it runs, everything would be styled and drawn twice before the first frame.
        self.set_reactive(App.theme, theme_name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.library = library
        self._first = first
        self.releases = ReleasesPane(library)
        self.reader = ReaderPane()
        self.reader.setting = settings.setting
        self.annotations = AnnotationsPane()
        self.releases.rows.bidi = self.annotations.rows.bidi = settings.setting.bidi
        self.find_field = FindField()
        self.footer = Footer()
        self.active = "releases"
        """The pane that has the keys, or had them last."""
        self.alone = False
        """Whether that pane is shown alone, however much room there is."""
        self._version = library.version()
        self._saving = False
        self._named: set[Unreadable] = set()
        self._annotated = asyncio.Event()
        self._annotated.set()
        self._position_timer: Timer | None = None
        self._position_kept: tuple[int, ReadingPosition] | None = None
        self.open_id: int | None = None
        """The release in the reader."""
        self.drafts: dict[tuple[int, int, int], str] = {}
        """Notes begun and not yet on the disk, by release and passage."""

    def compose(self) -> ComposeResult:
        """Releases, reader, annotations; below them the field to find with, and the footer."""
        with Horizontal(id="panes"):
            yield self.releases
            yield self.reader
            yield self.annotations
        yield self.find_field
        yield self.footer

    async def on_mount(self) -> None:
        """Opens what was open last."""
        self._arrange()
        self.releases.rows.focus()
        if not self.library.count():
            self.reader.welcome = "No releases yet: “dateline add PATH” imports files and folders"
        first = self._first if self._first is not None else self.library.last_open()
        if first is not None:
            await self._open_first(first)
        self.call_after_refresh(self._name_troubles)
        self.set_interval(_OUTSIDE_INTERVAL, self._look_outside)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """See `App`; NO_COLOR with a theme of the terminal's colours takes them away.

        Textual chooses the filter before there is a theme, and its greys would all be black here.
        """
        filters = super().get_line_filters()
        if not self.native_ansi_color:
            return filters
        return [_NO_COLOR if isinstance(one, Monochrome) else one for one in filters]

    async def _open_first(self, key: int) -> None:
        """Opens a short release for the first frame, a long one after it."""
        with self.complaining():
            release = self.library.release(key)
            if release.words < _LONG:
                await self.open_release(key)
                # There was no room yet to scroll it into.
                self.call_after_refresh(self.releases.rows.show_cursor)
            else:
                self.call_after_refresh(self._open_late, key)

    async def _open_late(self, key: int) -> None:
        with self.complaining():
            await self.open_release(key)

    # -- panes -----------------------------------------------------------------------------

    @property
    def _panes(self) -> dict[str, Widget]:
        """The panes from left to right."""
        return {"releases": self.releases, "reader": self.reader, "annotations": self.annotations}

    @property
    def pane(self) -> Rows | ReaderPane:
        """The pane that has the keys, or had them last."""
        panes: dict[str, Rows | ReaderPane] = {
            "releases": self.releases.rows,
            "reader": self.reader,
            "annotations": self.annotations.rows,
        }
        return panes[self.active]

    async def on_event(self, event: Event) -> None:
        """Keys are carried out here one after the other, so that none typed ahead meets the wrong pane."""
        takes_keys = len(self.screen_stack) == 1 and not isinstance(self.focused, Input)
        if isinstance(event, Key) and takes_keys:
            with self.complaining():
                if await self.pane.take_key(event):
                    # Not left to `_moved`: what it changes would be painted two frames after the cursor.
                    self._match()
                    self.update_footer()
                    return
        await super().on_event(event)

    def show_pane(self, name: str) -> None:
        """Gives the keys to a pane, bringing it up where only one has room."""
        self.active = name
        self._arrange()
        # At once: Widget.focus() waits its turn, and keys may come before it.
        self.screen.set_focus(self.pane)
        self.update_footer()

    def _arrange(self, width: int | None = None) -> None:
        narrow = self.alone or (width or self.size.width) < THREE_PANES
        self.screen_stack[0].set_class(narrow, "narrow")
        for name, pane in self._panes.items():
            pane.display = not narrow or name == self.active

    def on_resize(self, event: Resize) -> None:
        """Three panes where there is room for them, else one."""
        self._arrange(event.size.width)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The keys of the pane that got the focus hold."""
        for name, pane in self._panes.items():
            if pane in event.widget.ancestors_with_self:
                self.active = name
        self._match()
        self.update_footer()

    def update_footer(self) -> None:
        """Brings the bottom line up to date."""
        state = "read-only" if self.library.read_only else "saving…" if self._saving else "saved"
        note = "  ".join(part for part in (self.pane.footer_note(), self.pane.pending) if part)
        # The text alone is read in peace: no hints until something is selected.
        scope = "" if self.alone and self.pane.scope() == READER else self.pane.scope()
        self.footer.show(scope, note, f"{self.library.path.name} · {state}")

    def action_next_pane(self) -> None:
        """See `tui.actions`."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """See `tui.actions`."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        names = list(self._panes)
        self.show_pane(names[(names.index(self.active) + step) % len(names)])

    def action_leave_reader(self) -> None:
        """See `tui.actions`."""
        if self.reader.hits:
            self.reader.hide_hits()
        else:
            self.show_pane("releases")

    def action_leave_annotations(self) -> None:
        """See `tui.actions`."""
        self.show_pane("reader")

    @on(ReaderPane.Moved)
    def _moved(self) -> None:
        self._match()
        self.update_footer()
        if self._position_timer is not None:
            self._position_timer.stop()
        self._position_timer = self.set_timer(_POSITION_DELAY, self.save_position)

    def _match(self) -> None:
        """Lets reader and annotation pane be about the same annotation, that of the pane with the keys."""
        rows = self.annotations.rows
        if self.pane is not rows:
            self.reader.find_current()
        elif rows.current is not None:
            self.reader.mark_current(rows.current.id)
        rows.follow(self.reader.current)

    @on(AnnotationRows.Browsed)
    def _browsed(self, event: AnnotationRows.Browsed) -> None:
        self.reader.reveal(event.annotation.id)
        self._match()

    # -- changing the library --------------------------------------------------------------

    async def change(self, function: Callable[[], Result]) -> Result | None:
        """Runs what writes to the library in a thread; shows an error and gives None where it fails.

        The screen changes only after this returns: what is shown as done is on the disk.
        """
        writing = asyncio.create_task(asyncio.to_thread(function))
        done, _ = await asyncio.wait({writing}, timeout=_SAID_AFTER)
        self._saving = not done
        try:
            self.update_footer()
            return await writing
        except DatelineError as error:
            self.complain(error)
            return None
        finally:
            # `_version` stays: another process may have written since the last look.
            self._saving = False
            self.update_footer()

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """Shows what the library cannot do; the application goes on."""
        try:
            yield
        except DatelineError as error:
            self.complain(error)

    def complain(self, error: DatelineError) -> None:
        """Shows an error and the way out of it."""
        message = safe(f"{error.message} {error.way_out}".strip())
        self.clear_notifications()
        self.notify(message, title=error.title, severity="error", markup=False)

    def say(self, message: str) -> None:
        """A toast; whatever it holds is shown as it is."""
        self.clear_notifications()
        self.notify(safe(message), markup=False, timeout=4)

    def reload(self) -> None:
        """Shows the present state of lists and annotations; cursor and selection stay."""
        with self.complaining():
            self.releases.reload()
            if self.open_id is not None:
                self._annotate(self.library.release(self.open_id))

    def _look_outside(self) -> None:
        """Another process may have written."""
        self._name_troubles()
        with self.complaining():
            version = self.library.version()
            if version[0] != self._version[0]:
                self.releases.load()
                self.reload()
            self._version = version

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

    async def save_position(self) -> None:
        """Keeps where the open release was left; a library nobody can write to keeps none."""
        key, position = self.open_id, self.reader.position
        if key is None or self.library.read_only or (key, position) == self._position_kept:
            return
        self._position_kept = (key, position)
        with self.complaining():
            await asyncio.to_thread(self.library.save_position, key, position)

    # -- opening ---------------------------------------------------------------------------

    async def open_release(self, key: int) -> None:
        """Shows a release in the reader, where it was left."""
        if self.open_id is not None:
            await self.save_position()
        release, position = self.library.release(key), self.library.position(key)
        # A short one is read before a thread would have begun, and before anything is painted in between.
        short = release.words < _LONG
        text = self.library.text(key) if short else await self._long_text(release)
        await self.reader.show(release, text, [], position)
        self.open_id = key
        self.annotations.show([], release.annotations)
        self._annotate(release)
        if key in self.releases.rows.ids:
            self.releases.rows.move_to(self.releases.rows.ids.index(key))
        self.update_footer()

    async def _long_text(self, release: Release) -> ReleaseText:
        """Reads a text in a thread; where that takes long, the reader says what is coming."""
        reading = asyncio.create_task(asyncio.to_thread(self.library.text, release.id))
        done, _ = await asyncio.wait({reading}, timeout=_ANNOUNCED_AFTER)
        if not done:
            self.reader.announce(release)
        try:
            return await reading
        finally:
            self.reader.announce(None)

    def _annotate(self, release: Release) -> None:
        """Shows the annotations of the open release: a few at once, many when a thread has read them."""
        self._annotated.set()
        self._annotated = there = asyncio.Event()
        self.workers.cancel_group(self, "annotations")
        if release.annotations <= _MANY:
            there.set()
            self._show_annotations(release, *self._marks(release.id))
        else:
            work = partial(self._annotate_late, release, there)
            self.call_after_refresh(self.run_worker, work, group="annotations", exclusive=True)

    def _marks(self, key: int) -> tuple[list[Annotation], Marks]:
        annotations = self.library.annotations(key)
        return annotations, Marks.of(annotations, self.reader.text.text)

    async def _annotate_late(self, release: Release, there: asyncio.Event) -> None:
        try:
            with self.complaining():
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

    @on(Rows.DoubleClicked)
    async def _double_clicked(self, event: Rows.DoubleClicked) -> None:
        if isinstance(event.rows, ReleaseRows):
            await self.action_open()
        elif isinstance(event.rows, AnnotationRows):
            self.action_jump()

    async def action_open(self) -> None:
        """See `tui.actions`."""
        key = self.releases.rows.current
        if key is not None:
            await self._open_and_read(key)

    def action_jump(self) -> None:
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
        if not await self.changed(lambda: self.library.set_read(subject, True)):
            return
        self.reload()
        following = await asyncio.to_thread(self.library.first_unread, [*ids[at + 1 :], *ids[: max(at, 0)]])
        if following is None:
            self.say("Everything here is read.")
        else:
            await self._open_and_read(following)

    async def changed(self, function: Callable[[], object]) -> bool:
        """As `change`, for what gives nothing back; tells whether it was done."""

        def done() -> bool:
            function()
            return True

        return bool(await self.change(done))

    async def action_quit(self) -> None:
        """See `tui.actions`."""
        await self.save_position()
        self.exit()
