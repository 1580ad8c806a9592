"""What an empty library offers: the first things one can do, a key for each."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.actions import actions_in
from tui.describe import shortened
from tui.key_words import shown_keys
from tui.screen_actions import WELCOME
from tui.screens.hints import Hints
from tui.screens.prompts import Prompt
from tui.terminal import one_line

#: The actions that are told a line each.
_FIRST = ("first_place", "first_source", "demo")


class Welcome(Prompt[str | None]):
    """Asks how to begin; gives `ADD`, `FOLLOW` or `DEMO`, or None when it was left."""

    ADD, FOLLOW, DEMO = "add", "follow", "demo"

    SCOPE = WELCOME
    PLACE = "middle"

    def __init__(self, library: str) -> None:
        """Args: the library's path."""
        super().__init__()
        self._library = library

    def compose(self) -> ComposeResult:
        """Which library is empty, what can be done, the other keys."""
        with Vertical(classes="prompt"):
            yield Static(Text("There are no releases in this library yet", "bold"))
            yield Static(Text(shortened(one_line(self._library), 60), "dim"))
            yield Static("")
            for action in actions_in(WELCOME):
                if action.id in _FIRST:
                    yield Static(Text.assemble((f" {shown_keys(action)}  ", "bold"), action.help))
            yield Static("")
            yield Hints(WELCOME)

    def action_first_place(self) -> None:
        """Ends the prompt: a file, folder or page is to be added."""
        self.leave(self.ADD)

    def action_first_source(self) -> None:
        """Ends the prompt: a feed or folder is to be followed."""
        self.leave(self.FOLLOW)

    def action_demo(self) -> None:
        """Ends the prompt: the samples are to be opened."""
        self.leave(self.DEMO)

    def action_leave_prompt(self) -> None:
        """Ends the prompt with nothing."""
        self.leave(None)
