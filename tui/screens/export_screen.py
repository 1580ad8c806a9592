"""Asking what to export, in which format and where to, with a look at what would be written."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static
from textual.worker import WorkType

from tui.fields import LineField
from tui.screen_actions import BY_HAND, EXPORT
from tui.screens.hints import Hints
from tui.screens.path_completion import complete_path
from tui.screens.prompts import Prompt
from tui.terminal import one_line, safe

#: Lines of a file that are shown, at most and of how many of the screen's one is.
_LINES, _ONE_OF = 8, 6


class Asked(NamedTuple):
    """What is to be exported."""

    scope: int
    """Which of the scopes that were offered."""
    format: int
    """Which of the formats."""
    target: str
    """A file or a folder, as it was typed."""
    which: str = ""
    """The one of a scope of many; empty for all of them."""
    live: bool = False
    """Whether the folder is to be kept up to date from now on, or no longer."""


class _Names(Suggester):
    """Offers what a function says that what is typed may become, asked in a thread."""

    def __init__(self, name: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._name = name

    async def get_suggestion(self, value: str) -> str | None:
        """The name that begins with what is typed, if there is one."""
        return await asyncio.to_thread(self._name, value)


class ExportScreen(Prompt[Asked | None]):
    """Asks what to export; gives it, or None when it was left."""

    SCOPE = EXPORT

    def __init__(
        self,
        scopes: Sequence[tuple[str, str]],
        formats: Sequence[tuple[str, str, str]],
        begun: Asked,
        preview: Callable[[Asked], str],
        names: Callable[[Asked], str | None],
        unknown: Callable[[Asked], str],
        told: str = "",
    ) -> None:
        """Args: what can be exported, in words, each with what is asked where one of many can be named;
        the formats' names, each with what it is for and the suffix of its files; what the screen begins with;
        in a thread what makes a look at it, what completes the name of one, and what says that nothing is so
        called, empty where something may be; what else is said."""
        super().__init__()
        self._scopes = scopes
        self._formats = formats
        self._asked = begun
        self._preview = preview
        self._names = names
        self._unknown = unknown
        self._told = told

    def compose(self) -> ComposeResult:
        """Scope, which one of it, format, target, what the path may become, the look, the keys."""
        offers = _Names(lambda typed: self._names(self._asked._replace(which=typed)))
        with Vertical(classes="prompt"):
            yield Static(id="scope", markup=False)
            yield LineField(self._asked.which, id="which", suggester=offers)
            yield Static(id="format", markup=False)
            yield LineField(self._asked.target, id="line")
            yield Static("", markup=False, id="names")
            yield Static("", markup=False, id="look", classes="prompt-detail")
            yield Hints(EXPORT)

    def on_mount(self) -> None:
        """A field has the keys."""
        self.query_one("#names").display = False
        self._show()
        self._focus_first()

    @property
    def _line(self) -> Input:
        return self.query_one("#line", Input)

    @property
    def _which(self) -> Input:
        return self.query_one("#which", Input)

    @property
    def asked(self) -> Asked:
        """What stands there now."""
        which = self._which.value.strip() if self._which.display else ""
        return self._asked._replace(target=self._line.value, which=which)

    def _focus_first(self) -> None:
        """To the field for the one of a scope of many, where it has one, else to the path."""
        self.set_focus(self._which if self._which.display else self._line)

    def _show(self) -> None:
        title, asks = self._scopes[self._asked.scope]
        told = f"Export {title}" + (f"; {self._told}" if self._told else "")
        self.query_one("#scope", Static).update(one_line(told))
        self._which.display = bool(asks)
        self._which.placeholder = asks
        self.query_one(Hints).leave_out([] if asks else ["which"])
        name, about, _ = self._formats[self._asked.format]
        line = Text.assemble(("as ", "dim"), name, (f"  {about}", "dim"))
        self.query_one("#format", Static).update(line)
        look: WorkType[None] = self._look
        self.run_worker(look, group="preview", exclusive=True)

    async def _look(self) -> None:
        asked = self.asked
        most = max(1, min(_LINES, self.app.size.height // _ONE_OF))
        lines = (await asyncio.to_thread(self._preview, asked)).split("\n", most)[:most]
        self.query_one("#look", Static).update(safe("\n".join(lines)))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#names").display = False
        if event.input is self._which:
            self._show()

    # -- keys ------------------------------------------------------------------------------

    def action_choose_format(self, key: str) -> None:
        """The next format, or the one before."""
        step, was = 1 if key == "down" else -1, self._formats[self._asked.format][2]
        self._asked = self._asked._replace(format=(self._asked.format + step) % len(self._formats))
        field = self._line
        if field.value.endswith(was):  # a file's suffix says its format
            field.value = field.value.removesuffix(was) + self._formats[self._asked.format][2]
            field.cursor_position = len(field.value)
        self._show()

    def action_choose_scope(self, key: str) -> None:
        """What else can be exported."""
        step = 1 if key == "pagedown" else -1
        self._asked = self._asked._replace(scope=(self._asked.scope + step) % len(self._scopes))
        field = self._line
        if field.value.endswith(self._formats[self._asked.format][2]):  # the file was for what stood there
            field.value = field.value[: field.value.rfind(os.sep) + 1]
            field.cursor_position = len(field.value)
        self._which.value = ""
        self._show()
        self._focus_first()

    def action_complete_path(self) -> None:
        """Completes what is typed: the name of one of many, or the path, as far as only one way leads on."""
        if self.focused is self._which:
            self._which.action_cursor_right()
        else:
            complete_path(self)

    def action_choose_which(self) -> None:
        """To the field that says which one of many, and back to the path."""
        if self._which.display:
            self.set_focus(self._line if self.focused is self._which else self._which)

    async def action_export_there(self) -> None:
        """Ends the screen with what stands there; where nothing is called as was typed, says so and stays."""
        asked = self.asked
        unknown = await asyncio.to_thread(self._unknown, asked) if asked.which else ""
        if not unknown:
            self.leave(asked)
            return
        told = self.query_one("#names", Static)
        told.update(one_line(unknown))
        told.display = True
        self.set_focus(self._which)

    def action_keep_live(self) -> None:
        """Ends the screen; the folder is to be kept up to date, or no longer."""
        self.leave(self.asked._replace(live=True))

    def action_leave_prompt(self) -> None:
        """Ends the screen with nothing."""
        self.leave(None)


class ByHandPrompt(Prompt[str | None]):
    """Asks what is to become of what was changed by hand in notes; gives a word, or None when it was left."""

    SCOPE = BY_HAND

    def __init__(self, title: str, told: str, *, joins: bool) -> None:
        """Args: which files; what was changed in them, as the library has it and as they have it; whether it
        can come into the library."""
        super().__init__()
        self._title, self._told, self._joins = title, told, joins

    def on_mount(self) -> None:
        """Of a report nothing can come back."""
        self.query_one(Hints).leave_out([] if self._joins else ["join"])

    def compose(self) -> ComposeResult:
        """What happened, both versions, the keys."""
        with Vertical(classes="prompt"):
            yield Static(self._title, markup=False)
            yield Static(safe(self._told), markup=False, classes="prompt-detail")
            yield Hints(BY_HAND)

    def action_join_notes(self) -> None:
        """What was changed is to come into the library."""
        if self._joins:
            self.leave("join")

    def action_keep_both(self) -> None:
        """It is to stand below Dateline's parts."""
        self.leave("keep")

    def action_write_beside(self) -> None:
        """New files are to be written beside."""
        self.leave("beside")

    def action_leave_prompt(self) -> None:
        """All stays as it is."""
        self.leave(None)
