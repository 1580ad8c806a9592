"""The application: panes and footer, what several concerns are told, and the order in which all begins.

Up to the first frame there are the list of releases, the footer and what ends the application; everything
else is imported and made after it (`tui.app.concerns`). Whatever several concerns have to do with is told to
them here, in the order that stands here.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import DescendantFocus, Event, Key, Paste, Resize
from textual.screen import Screen
from textual.widgets import Input

from store import Library
from tui.actions import READING, Action
from tui.app.ending import Ending
from tui.app.terminal_app import TerminalApp
from tui.app.theming import set_theme
from tui.app.three_panes import ThreePanes
from tui.config import Settings
from tui.keys import hold, press, taken_before_panes
from tui.panes import Footer, ReleaseRows, ReleasesPane, Rows

if TYPE_CHECKING:
    from textual.command import Provider

    from tui.app.refreshing import Refreshing
    from tui.panes import AnnotationRows, ReaderPane

#: Actions of the reader's own that are about its annotations; the application's see to it themselves.
_ABOUT_ANNOTATIONS = frozenset({"next_annotation", "previous_annotation", "other_annotation", "reshape"})


def _action_commands() -> type[Provider]:
    from tui.app.palette_commands import ActionCommands  # for the palette alone

    return ActionCommands


def _place_commands() -> type[Provider]:
    from tui.app.palette_commands import PlaceCommands

    return PlaceCommands


class DatelineApp(TerminalApp):
    """Reads, tags and exports the releases of one library."""

    TITLE = "Dateline"
    CSS_PATH = "../dateline.tcss"
    COMMANDS = {_action_commands, _place_commands}
    BINDINGS = [Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True, system=True)]
    #: Textual's own selecting takes widgets for there that are just being removed; the reader has its own.
    ALLOW_SELECT = False

    def __init__(
        self,
        library: Library,
        *,
        first: int | None = None,
        start: int | None = None,
        settings: Settings | None = None,
        config: Path | None = None,
        tour: bool = False,
    ) -> None:
        """Makes what the first frame needs.

        Args: the library; the release to begin with, not the one that was open last, and the place in it, in
        code points; the settings, and the file that keeps what is changed of them; whether with the tour.
        """
        super().__init__()
        self._settings, self._config = settings or Settings(), config
        hold(self._settings.actions)
        self.library = library
        self._first, self._start, self._tour = first, start, tour
        self.uses: Counter[str] = Counter()
        """How often each action was carried out, by its id."""
        self.wired = False
        """Whether there are all concerns; before the first frame there are none."""
        set_theme(self, self._settings.theme)
        self.releases = ReleasesPane(library)
        self.releases.rows.bidi = self._settings.setting.bidi
        self.releases.rows.lines = self._settings.rows
        self.footer = Footer()
        self.panes = ThreePanes(self, self.releases, shown=self._pane_shown)
        self.panes.remember(self._settings.list_widths, self._settings.annotation_widths)
        self.ending = Ending(self, library)

    def wire(self) -> None:
        """Makes the other panes and all concerns, where that was not done yet."""
        if self.wired:
            return
        from tui.app.concerns import Concerns  # a third of all our modules: after the first frame

        concerns = Concerns(
            self,
            self.library,
            self.panes,
            self.ending,
            self._settings,
            self._config,
            update_footer=self.update_footer,
            changed_outside=self._changed_outside,
            write_to_terminal=self._write_to_terminal,
            told=self.told,
        )
        self.reader, self.annotations, self.found = concerns.reader, concerns.annotations, concerns.found
        self.find_field, self.which_key = self.reader.find_field, concerns.which_key
        self.drafts, self.tour_panel, self.touring = concerns.drafts, concerns.tour_panel, concerns.touring
        self.workspace, self.saving = concerns.workspace, concerns.saving
        self.open_annotations, self.showing = concerns.open_annotations, concerns.showing
        self.positions, self.opening = concerns.positions, concerns.opening
        self.places, self.comparing = concerns.places, concerns.comparing
        self.jumping, self.reading = concerns.jumping, concerns.reading
        self.preferences, self.updates = concerns.preferences, concerns.updates
        self.refreshing, self.under_way = concerns.refreshing, concerns.under_way
        self.welcoming, self.autocoding = concerns.welcoming, concerns.autocoding
        self.watching, self.outside, self.outward = concerns.watching, concerns.outside, concerns.outward
        self.last_look, self.embargoes, self.live = concerns.last_look, concerns.embargoes, concerns.live
        self.annotating, self.drafting = concerns.annotating, concerns.drafting
        self.tagging, self.noting = concerns.tagging, concerns.noting
        self.resuming, self.finding = concerns.resuming, concerns.finding
        self.results, self.controllers = concerns.results, concerns.controllers
        self.wired = True

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
        self.panes.expect(self._first is not None or self.library.reading.last_open() is not None)
        self.releases.rows.focus()

    async def begin(self) -> None:
        """After the first frame: the other panes, what was open last, a look around."""
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()
        self.wire()
        self.panes.arrange()
        from tui.app import embargo_ends, last_look
        from tui.app.outside import LOOK_INTERVAL

        self.theme_changed_signal.subscribe(self, self.preferences.theme_changed)
        if self._settings.title:
            self.watch(self, "title", self._name_window)
        await self.releases.add_field()
        await self.query_one("#panes").mount(self.reader, self.annotations)
        await self.mount(self.tour_panel, before="#panes")
        await self.mount(self.find_field, self.which_key, before=self.footer)
        await self.opening.open_first(self._first, self._start)
        self.panes.begin()
        self.call_after_refresh(self.outside.name_troubles)
        self.set_interval(LOOK_INTERVAL, self.look_outside)
        self.set_interval(embargo_ends.LOOK_INTERVAL, self.embargoes.look)
        self.set_timer(last_look.SETTLED_SECONDS, self.last_look.tell)
        self.call_after_refresh(self.watching.follow)
        self.updates.look(saying=False)
        self.call_after_refresh(self.resuming.begin)
        await self.welcoming.begin()
        if self._tour:
            self.touring.begin()

    def on_unmount(self) -> None:
        """The next window may take the drafts over; no request is left under way."""
        if self.wired:
            self.drafts.close()
            self.under_way.stop_all()
            self.autocoding.stop()

    def _fatal_error(self) -> None:
        """Ends with a sentence for the user; the details go to a file, without what the user reads."""
        self._exit_renderables.append(Text(self.ending.fault(self._exception)))
        self._close_messages_no_wait()

    def _name_window(self, title: str) -> None:
        if self.ending.terminal is not None:
            self.ending.terminal.name_window(title)

    # -- what several concerns are told ----------------------------------------------------

    # By Textual's names where the class of the message is not imported before the first frame.

    def on_reader_pane_moved(self, event: ReaderPane.Moved) -> None:
        """The cursor is elsewhere in the text."""
        self.reading.read_on(opened=event.opened)
        self.positions.moved()
        self.panes.match()
        self.update_footer()

    def on_page_view_link_followed(self, event: ReaderPane.LinkFollowed) -> None:
        """A link was clicked with Ctrl held."""
        self.outward.open_link(event.offset)

    def on_annotation_rows_browsed(self, event: AnnotationRows.Browsed) -> None:
        """The cursor came upon an annotation."""
        self.reader.reveal(event.annotation.id)
        self.panes.match()

    @on(ReleaseRows.Browsed)
    def _releases_browsed(self, event: ReleaseRows.Browsed) -> None:
        self.opening.browsed(event.release)

    @on(Rows.DoubleClicked)
    def _double_clicked(self, event: Rows.DoubleClicked) -> None:
        if isinstance(event.rows, ReleaseRows):  # a second click does what Enter does
            self.soon(self.opening.action_open)
        elif event.rows is self.annotations.rows:
            self.soon(self.jumping.action_jump)
        else:
            press(event.rows, event.rows.DOUBLE_CLICK)

    @on(Input.Changed, "#find")
    def _find_typed(self, event: Input.Changed) -> None:
        self.finding.typed(event.value)

    def on_find_field_abandoned(self) -> None:
        """Nothing is to be found any more."""
        self.soon(self.finding.leave)

    def on_refreshing_answered(self, event: Refreshing.Answered) -> None:
        """A source has answered."""
        self.refreshing.answered(event)

    def _pane_shown(self, name: str) -> None:
        """An update of the open release is looked at once the reader has the keys.

        What is shown beside the list, as after the start, may not have been noticed.
        """
        self.update_footer()
        if name == "reader" and self.reader.release is not None:
            self.showing.look_at(self.reader.release)

    def look_outside(self) -> None:
        """Twice a second: whether others have written, whether the file is there; what has come is listed."""
        self.outside.look()
        self.saving.look_whether_it_is_there()
        self.updates.list_news()
        self.live.look()

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
            from tui.fields import pasted_into

            event = pasted_into(self.focused, event)
        if isinstance(event, Key) and event.key == "alt+enter" and not self._in_a_note():
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
                    self._note_use(action)
                    return
        await super().take(event)
        if len(self.screen_stack) == 1 and self.focused is None:
            # Textual takes the focus away where a click meets nothing that could have it.
            self.screen.set_focus(self.panes.pane)

    def _in_a_note(self) -> bool:
        from textual.widgets import TextArea  # not needed for the first frame

        return isinstance(self.focused, TextArea)

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
        self._note_use(action)
        self.update_footer()

    def _note_use(self, action: Action | None) -> None:
        if action is not None:
            self.uses[action.id] += 1

    # -- what Textual calls by name --------------------------------------------------------

    async def action_quit(self) -> None:
        """Ends as by the key."""
        await self.ending.action_quit()

    def action_command_palette(self) -> None:
        """Opens the palette, once."""
        from tui.app.palette_commands import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Of Textual's own commands those the table has not: the theme, which takes its turn like a key."""
        for title, _, callback, discover in super().get_system_commands(screen):
            if callback == self.action_change_theme:
                told = "Settings of the looks: colours, dark or light"
                yield SystemCommand(title, told, partial(self.soon, callback), discover)

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
        state = self.saving.state if self.wired else "read-only" if self.library.read_only else "saved"
        under_way = self.under_way.told if self.wired else []
        parts = (*under_way, self.library.place.name, state)
        self.footer.show(self.panes.hinted, note, " · ".join(part for part in parts if part))
        if self.wired and self.which_key.is_attached:
            self.which_key.follow(pane.pending, pane.next_keys)
            self.touring.look()

    on_release_rows_marked = on_result_rows_browsed = update_footer

    # -- the terminal ----------------------------------------------------------------------

    def _paint_again(self, _app: object) -> None:
        """The screen holds nothing of ours any more: what lies below a prompt is painted too."""
        (screen := self.screen).refresh(layout=True)
        update = partial(screen._compositor.render_update, full=True, screen_stack=self._background_screens)  # noqa: SLF001
        self.call_after_refresh(lambda: self._display(screen, update()))

    def _write_to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()
