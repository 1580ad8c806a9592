"""The application: panes and footer, one object for each concern, and what each of them is told.

Whatever several concerns have to do with is told to them here, in the order that stands here. A new concern
is a new object and rows in `tui.actions`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Horizontal
from textual.driver import Driver
from textual.events import DescendantFocus, Event, Key, Paste, Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.widgets import Input, TextArea

from store import Library
from tui.actions import READING, Action
from tui.app.annotating import Annotating
from tui.app.coding import Coding
from tui.app.comparing import Comparing
from tui.app.drafting import Drafting
from tui.app.ending import Ending
from tui.app.exporting import Exporting
from tui.app.find_typing import Finding
from tui.app.input_queue import QueuedApp
from tui.app.jumping import Jumping
from tui.app.listing import Listing
from tui.app.noting import Noting
from tui.app.open_annotations import OpenAnnotations
from tui.app.opening import Opening
from tui.app.outside import LOOK_INTERVAL, Outside
from tui.app.palette_commands import ActionCommands, Palette
from tui.app.positions import Positions
from tui.app.preferences import Preferences, set_theme
from tui.app.reading import Reading
from tui.app.reattaching import Reattaching
from tui.app.refreshing import Refreshing
from tui.app.resuming import Resuming
from tui.app.saving import Saving
from tui.app.showing import Showing
from tui.app.tagging import Tagging
from tui.app.three_panes import ThreePanes
from tui.app.undoing import Undoing
from tui.app.updates import Updates
from tui.app.watching import Watching
from tui.app.workspace import Workspace
from tui.config import Settings
from tui.drafts import NOTE, TAGS, Drafts
from tui.fields import pasted_into
from tui.gate import Gate
from tui.keys import taken_before_panes
from tui.panes import (
    AnnotationRows,
    AnnotationsPane,
    FindField,
    Footer,
    ReaderPane,
    ReleaseRows,
    ReleasesPane,
    Rows,
)

#: Actions of the reader's own that are about its annotations; the application's see to it themselves.
_ABOUT_ANNOTATIONS = frozenset({"next_annotation", "previous_annotation", "other_annotation", "reshape"})
_NO_COLOR, _GATE = NoColor(), Gate()


class DatelineApp(QueuedApp):
    """Reads, tags and exports the releases of one library."""

    TITLE = "Dateline"
    CSS_PATH = "../dateline.tcss"
    COMMANDS = App.COMMANDS | {ActionCommands}
    BINDINGS = [Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True, system=True)]
    #: Textual's own selecting takes widgets for there that are just being removed; the reader has its own.
    ALLOW_SELECT = False

    def __init__(
        self,
        library: Library,
        *,
        first: int | None = None,
        settings: Settings | None = None,
        config: Path | None = None,
    ) -> None:
        """Wires the concerns; each is given those it needs, all of them made before it.

        Args: the library; the release to begin with in place of the one that was open last; the settings
        to begin with; the file that keeps what is changed of them, if any shall.
        """
        super().__init__()
        settings = settings or Settings()
        self.library = library
        self._first = first
        set_theme(self, settings.theme, library.warnings)
        self.releases, self.reader = ReleasesPane(library), ReaderPane()
        self.annotations = AnnotationsPane()
        self.find_field = self.reader.find_field
        self.footer = Footer()
        self.reader.setting = settings.setting
        self.releases.rows.bidi = self.annotations.rows.bidi = settings.setting.bidi
        self.drafts = Drafts(library.path)
        """What was typed and is not in the library yet."""
        self.panes = ThreePanes(self, self.releases, self.reader, self.annotations, shown=self._pane_shown)
        self.workspace = workspace = Workspace(
            self,
            library,
            self.panes,
            update_footer=self.update_footer,
            write_to_terminal=self._write_to_terminal,
        )
        self.saving = Saving(workspace, self.drafts)
        self.open_annotations = OpenAnnotations(workspace)
        self.showing = showing = Showing(workspace, self.open_annotations)
        self.positions = Positions(workspace, showing)
        self.opening = opening = Opening(workspace, showing, self.open_annotations, self.positions)
        self.comparing = Comparing(workspace, showing, opening)
        self.jumping = Jumping(workspace, self.comparing)
        self.reading = Reading(workspace, showing, opening)
        self.preferences = Preferences(workspace, settings, config)
        self.updates = Updates(workspace, showing, opening)
        self.refreshing = Refreshing(workspace, self.updates)
        self.watching = Watching(workspace, self.updates)
        self.outside = Outside(workspace, self._changed_outside)
        self.annotating = annotating = Annotating(workspace, showing, self.open_annotations)
        self.drafting = drafting = Drafting(workspace, annotating, self.drafts)
        self.tagging = Tagging(workspace, showing, self.open_annotations, annotating, drafting)
        self.noting = Noting(workspace, showing, self.open_annotations, annotating, drafting)
        ask = {NOTE: self.noting.ask, TAGS: self.tagging.ask}
        self.resuming = Resuming(workspace, opening, self.open_annotations, annotating, drafting, ask)
        self.finding = Finding(workspace, self.find_field)
        self.ending = Ending(workspace, drafting, self.positions)
        self.controllers: dict[str, object] = {
            "app": self,
            "annotating": annotating,
            "coding": Coding(workspace, showing, opening),
            "comparing": self.comparing,
            "ending": self.ending,
            "exporting": Exporting(workspace, showing),
            "finding": self.finding,
            "jumping": self.jumping,
            "listing": Listing(workspace, showing),
            "noting": self.noting,
            "opening": opening,
            "panes": self.panes,
            "preferences": self.preferences,
            "reading": self.reading,
            "reattaching": Reattaching(workspace, showing, self.comparing),
            "refreshing": self.refreshing,
            "resuming": self.resuming,
            "saving": self.saving,
            "tagging": self.tagging,
            "undoing": Undoing(workspace, showing, opening),
            "updates": self.updates,
        }
        """The owners of the actions that are no pane's own (`Action.owner`)."""

    def compose(self) -> ComposeResult:
        """What the first frame shows: releases and footer."""
        with Horizontal(id="panes"):
            yield self.releases
        yield self.footer

    # -- beginning and ending --------------------------------------------------------------

    def run_to_the_end(self) -> int:
        """Runs the application and gives the exit code."""
        return self.ending.run_to_the_end()

    def on_load(self) -> None:
        """Listens for signals, before the terminal is touched."""
        self.ending.listen()

    async def on_mount(self) -> None:
        """Makes ready for the first frame."""
        self.app_resume_signal.subscribe(self, self._paint_again)
        self.ending.watch_terminal()
        self.theme_changed_signal.subscribe(self, self.preferences.theme_changed)
        self.panes.arrange()
        self.releases.rows.focus()

    async def begin(self) -> None:
        """After the first frame: the other panes, what was open last, a look around."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()
        await self.query_one("#panes").mount(self.reader, self.annotations)
        await self.mount(self.find_field, before=self.footer)
        await self.opening.open_first(self._first)
        self.call_after_refresh(self.outside.name_troubles)
        self.set_interval(LOOK_INTERVAL, self.look_outside)
        self.call_after_refresh(self.watching.follow)
        self.updates.look(saying=False)
        self.call_after_refresh(self.resuming.begin)

    def on_unmount(self) -> None:
        """The next window may take the drafts over; no request is left under way."""
        self.drafts.close()
        self.refreshing.stop()

    def _fatal_error(self) -> None:
        """Ends with a sentence for the user; the details go to a file, without what the user reads."""
        self._exit_renderables.append(Text(self.ending.fault(self._exception)))
        self._close_messages_no_wait()

    # -- what several concerns are told ----------------------------------------------------

    @on(ReaderPane.Moved)
    def _moved(self, event: ReaderPane.Moved) -> None:
        self.reading.read_on(opened=event.opened)
        self.positions.moved()
        self.panes.match()
        self.update_footer()

    @on(AnnotationRows.Browsed)
    def _annotations_browsed(self, event: AnnotationRows.Browsed) -> None:
        self.reader.reveal(event.annotation.id)
        self.panes.match()

    @on(ReleaseRows.Browsed)
    def _releases_browsed(self, event: ReleaseRows.Browsed) -> None:
        self.opening.browsed(event.release)

    @on(Rows.DoubleClicked)
    def _double_clicked(self, event: Rows.DoubleClicked) -> None:
        """A second click does what Enter does."""
        if isinstance(event.rows, ReleaseRows):
            self.soon(self.opening.action_open)
        elif isinstance(event.rows, AnnotationRows):
            self.soon(self.jumping.action_jump)

    @on(Input.Changed, "#find")
    def _find_typed(self, event: Input.Changed) -> None:
        self.finding.typed(event.value)

    @on(FindField.Abandoned)
    def _find_abandoned(self) -> None:
        self.soon(self.finding.leave)

    @on(Refreshing.Answered)
    def _answered(self, event: Refreshing.Answered) -> None:
        self.refreshing.answered(event)

    def _pane_shown(self, name: str) -> None:
        """An update of the open release is looked at once the reader has the keys.

        What is shown beside the list, as after the start, may not have been noticed.
        """
        self.update_footer()
        if name == "reader" and self.reader.release is not None:
            self.showing.look_at(self.reader.release)

    def look_outside(self) -> None:
        """Twice a second: whether others have written, whether the file is there; lists what has come."""
        self.outside.look()
        self.saving.look_whether_it_is_there()
        self.updates.list_news()

    def _changed_outside(self) -> None:
        """Shows what another process wrote; other folders may be followed."""
        self.releases.load()
        self.showing.reload()
        self.watching.follow()
        self.updates.look(saying=True)

    # -- keys ------------------------------------------------------------------------------

    def reads_on(self, event: Event) -> bool:
        """Whether the input need not wait for what is being written: keys of the panes that only read."""
        if isinstance(event, Key) and self.panes.take_keys:
            action = self.panes.pane.meaning(event)
            return action is None or action.id in READING
        return True

    async def take(self, event: Event) -> None:
        """Works on one input; a key goes straight to the pane that has the keys."""
        if isinstance(event, Paste) and isinstance(self.focused, Input):
            event = pasted_into(self.focused, event)
        if isinstance(event, Key) and event.key == "alt+enter" and not isinstance(self.focused, TextArea):
            # Only a note minds it; else Esc and Enter were typed in quick succession.
            self.soon(partial(self.take, Key("enter", "\r")))
            self.soon(partial(self.take, Key("escape", "\x1b")))
            return
        if isinstance(event, Key) and await taken_before_panes(self, event):
            return
        if isinstance(event, Key) and self.panes.take_keys:
            action = self.panes.pane.meaning(event)
            with self.workspace.complaining():
                await self._ready_for(action)
                taken = await self.panes.pane.take_key(event)
                # Not left to `_moved`: what it changes would be painted two frames after the cursor.
                self.panes.match()
                self.update_footer()
                if taken:
                    return
        await super().take(event)
        if len(self.screen_stack) == 1 and self.focused is None:
            # Textual takes the focus away where a click meets nothing that could have it.
            self.screen.set_focus(self.panes.pane)

    async def _ready_for(self, action: Action | None) -> None:
        """Waits for what an action is about; None for a key that is none.

        What moves in text or list of releases needs no annotations.
        """
        if self.panes.active == "releases":
            await self.releases.narrowed()
        if self.panes.active == "annotations" or (action is not None and action.id in _ABOUT_ANNOTATIONS):
            await self.open_annotations.shown()

    async def carry_out(self, action: Action) -> None:
        """Does what an action's keys would do in the pane that has the keys."""
        with self.workspace.complaining():
            await self._ready_for(action)
            await self.panes.pane.carry_out(action)
        self.update_footer()

    # -- what Textual calls by name --------------------------------------------------------

    async def action_quit(self) -> None:
        """Ends as by the key."""
        await self.ending.action_quit()

    async def action_help(self) -> None:
        """Shows all keys."""
        from tui.screens import HelpScreen  # not needed for the first frame

        await self.push_screen(HelpScreen())

    def action_command_palette(self) -> None:
        """Opens the palette, once."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands for the palette, each taking its turn like a key."""
        for title, help, callback, discover in super().get_system_commands(screen):
            yield SystemCommand(title, help, partial(self.soon, callback), discover)

    # -- the screen ------------------------------------------------------------------------

    def on_resize(self, event: Resize) -> None:
        """Three panes where there is room for them, else one."""
        self.panes.arrange(event.size.width)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The keys of the pane that got the focus hold; after the end there is no screen left to have it."""
        if self.screen_stack:
            self.panes.focused(event)
            self.update_footer()

    def update_footer(self) -> None:
        """Brings the bottom line up to date."""
        pane = self.panes.pane
        note = "  ".join(part for part in (pane.footer_note(), pane.pending) if part)
        parts = (self.refreshing.progress, self.library.path.name, self.saving.state)
        self.footer.show(self.panes.hinted, note, " · ".join(part for part in parts if part))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes all that is painted, last of it the gate.

        NO_COLOR with a theme of the terminal's colours takes them away.
        Textual chooses the filter before there is a theme, and its greys would all be black here.
        """
        filters = super().get_line_filters()
        if self.native_ansi_color:
            filters = [_NO_COLOR if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, _GATE]

    # -- the terminal ----------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """On POSIX a driver for terminals that go away, and that takes no pasted text for keys."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tui.terminal_driver import TerminalDriver  # it is not there on Windows

        return TerminalDriver

    def _paint_again(self, _app: object) -> None:
        """The screen holds nothing of ours any more: what lies below a prompt is painted too."""
        screen = self.screen
        screen.refresh(layout=True)
        update = partial(screen._compositor.render_update, full=True, screen_stack=self._background_screens)  # noqa: SLF001
        self.call_after_refresh(lambda: self._display(screen, update()))

    def _write_to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()
