"""The three panes and the footer, wired to the library: what has the keys, what is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from textual import on
from textual.app import App, ComposeResult, SystemCommand
from textual.containers import Horizontal
from textual.events import DescendantFocus, Event, Key, Paste, Resize
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from store import DatelineError, Library
from tui.actions import READER, READING, RESHAPE, SELECTION, Action
from tui.app.input_queue import QueuedApp
from tui.app.palette_commands import ActionCommands, Palette
from tui.config import Settings
from tui.drafts import Drafts
from tui.fields import pasted_into
from tui.gate import Gate
from tui.palette import THEMES
from tui.panes.annotations import AnnotationRows, AnnotationsPane
from tui.panes.footer import Footer
from tui.panes.line_list import Rows
from tui.panes.reader.pane import ReaderPane
from tui.panes.releases import ReleasesPane
from tui.terminal import safe

Result = TypeVar("Result")

#: Columns below which one pane is shown at a time.
THREE_PANES = 100
#: Seconds a write may take before the footer speaks of it.
_SAID_AFTER = 0.2
_NO_COLOR = NoColor()
_GATE = Gate()


class Workspace(QueuedApp):
    """Shows the releases of one library and lets one read them."""

    TITLE = "Dateline"
    CSS_PATH = "../dateline.tcss"
    COMMANDS = App.COMMANDS | {ActionCommands}
    #: Textual's own selecting takes widgets for there that are just being removed; the reader has its own.
    ALLOW_SELECT = False

    def __init__(self, library: Library, *, settings: Settings | None = None) -> None:
        """Args: the library, and the settings to begin with."""
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
        self.releases = ReleasesPane(library)
        self.reader = ReaderPane()
        self.reader.setting = settings.setting
        self.annotations = AnnotationsPane()
        self.releases.rows.bidi = self.annotations.rows.bidi = settings.setting.bidi
        self.find_field = self.reader.find_field
        self.footer = Footer()
        self.active = "releases"
        """The pane that has the keys, or had them last."""
        self.alone = False
        """Whether that pane is shown alone, however much room there is."""
        self.displaced = ""
        """Why the library's path no longer leads to what is open."""
        self.not_saved_beside = False
        """Whether that was to be saved as a new file, and could not be."""
        self._late = 0
        self.busy = ""
        """What is under way beside reading, for the footer."""
        self.open_id: int | None = None
        """The release in the reader."""
        self.drafts = Drafts(library.path)
        """What was typed and is not in the library yet."""

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
        await self.begin()

    async def begin(self) -> None:
        """What comes once the panes stand."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """See `App`; all that is painted goes through the gate.

        NO_COLOR with a theme of the terminal's colours takes them away.
        Textual chooses the filter before there is a theme, and its greys would all be black here.
        """
        filters = super().get_line_filters()
        if self.native_ansi_color:
            filters = [_NO_COLOR if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, _GATE]

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

    @property
    def _panes_take_keys(self) -> bool:
        return len(self.screen_stack) == 1 and not isinstance(self.focused, Input)

    def reads_on(self, event: Event) -> bool:
        """See `QueuedApp`: keys of the panes that write, or that are about what is written, do not."""
        if isinstance(event, Key) and self._panes_take_keys:
            action = self.pane.meaning(event)
            return action is None or action.id in READING
        return True

    async def take(self, event: Event) -> None:
        """See `QueuedApp`; a key goes straight to the pane that has the keys."""
        if isinstance(event, Paste) and isinstance(self.focused, Input):
            event = pasted_into(self.focused, event)
        if isinstance(event, Key) and event.key == "alt+enter" and not isinstance(self.focused, TextArea):
            # Only a note minds it; else Esc and Enter were typed in quick succession.
            self.soon(partial(self.take, Key("enter", "\r")))
            self.soon(partial(self.take, Key("escape", "\x1b")))
            return
        if isinstance(event, Key) and self._panes_take_keys:
            action = self.pane.meaning(event)
            with self.complaining():
                await self.ready_for(action)
                taken = await self.pane.take_key(event)
                # Not left to `_moved`: what it changes would be painted two frames after the cursor.
                self._match()
                self.update_footer()
                if taken:
                    return
        await super().take(event)
        if len(self.screen_stack) == 1 and self.focused is None:
            # Textual takes the focus away where a click meets nothing that could have it.
            self.screen.set_focus(self.pane)

    async def ready_for(self, action: Action | None) -> None:
        """Waits for what an action is about; None for a key that is none."""
        if self.active == "releases":
            await self.releases.narrowed()

    async def carry_out(self, action: Action) -> None:
        """Does what an action's keys would do in the pane that has the keys."""
        with self.complaining():
            await self.ready_for(action)
            await self.pane.carry_out(action)
        self.update_footer()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """See `App`; a command takes its turn like a key."""
        for title, help, callback, discover in super().get_system_commands(screen):
            yield SystemCommand(title, help, partial(self.soon, callback), discover)

    def action_command_palette(self) -> None:
        """See `App`."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

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
        """The keys of the pane that got the focus hold; one that has lost it again since says nothing."""
        for name, pane in self._panes.items():
            if event.widget is self.focused and pane in event.widget.ancestors_with_self:
                self.active = name
        # The pane with the keys is the one to be seen, whatever gave it the keys.
        self._arrange()
        self._match()
        self.update_footer()

    def update_footer(self) -> None:
        """Brings the bottom line up to date."""
        state = "read-only" if self.library.read_only else self._saved()
        note = "  ".join(part for part in (self.pane.footer_note(), self.pane.pending) if part)
        # The text alone is read in peace: no hints until something is selected.
        scope = "" if self.alone and self.pane.scope() == READER else self.pane.scope()
        if scope == SELECTION and self.reader.reshaping is not None:
            scope = RESHAPE
        parts = (self.busy, self.library.path.name, state)
        self.footer.show(scope, note, " · ".join(part for part in parts if part))

    def _saved(self) -> str:
        """What becomes of the work: a library that is no longer there is never said to be saved."""
        if self.displaced:
            reason = self.displaced.partition(":")[0]
            return reason if self.not_saved_beside else f"{reason}; S saves it anew"
        if not self._late:
            return f"{self.drafts.failed} not saved · gc" if self.drafts.failed else "saved"
        waits_for = self.library.waits_for()
        return f"waits for {waits_for} to finish writing" if waits_for else "saving…"

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

    async def change(
        self,
        function: Callable[[], Result],
        *,
        stays: bool = True,
        failing: Callable[[DatelineError], DatelineError] = lambda error: error,
    ) -> Result | None:
        """Runs what writes to the library in a thread; shows an error and gives None where it fails.

        The error is shown as `failing` gives it, which knows what was to be written.

        The screen changes only after this returns: what is shown as done is on the disk. Where that takes
        long, keys that only read go on meanwhile; but not where the change leads elsewhere (not `stays`).
        """
        writing = asyncio.create_task(asyncio.to_thread(function))
        done, _ = await asyncio.wait({writing}, timeout=_SAID_AFTER)
        if not done:
            self._late += 1
        try:
            self.update_footer()
            if not done and stays:
                self.let_pass()
            return await writing
        except DatelineError as error:
            self.complain(failing(error))
            return None
        finally:
            # `_version` stays: another process may have written since the last look.
            if not done:
                self._late -= 1
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

    def say(self, message: str, *, seconds: float = 4) -> None:
        """A toast for so long; whatever it holds is shown as it is."""
        self.clear_notifications()
        self.notify(safe(message), markup=False, timeout=seconds)

    async def changed(
        self,
        function: Callable[[], object],
        *,
        stays: bool = True,
        failing: Callable[[DatelineError], DatelineError] = lambda error: error,
    ) -> bool:
        """As `change`, for what gives nothing back; tells whether it was done."""

        def done() -> bool:
            function()
            return True

        return bool(await self.change(done, stays=stays, failing=failing))
