"""Asking for what to bring in: a path, completed by Tab, a URL, a feed or folder to follow."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.fields import LineField
from tui.key_words import key_of
from tui.screen_actions import ADD
from tui.screens.hints import Hints
from tui.screens.path_completion import complete_path
from tui.screens.prompts import Prompt

_WHAT = "Add a file, a folder or a URL; follow a feed or folder"


class AddPrompt(Prompt[tuple[str, bool] | None]):
    """Asks for a place; gives it and whether it is to be followed, or None when the prompt was left."""

    SCOPE = ADD

    def __init__(self, place: str = "", *, following: bool = False) -> None:
        """Args: the place that is offered; whether Enter follows the place, too."""
        super().__init__()
        self._place = place
        self._following = following

    def compose(self) -> ComposeResult:
        """What is asked, the field, what the path may become."""
        with Vertical(classes="prompt"):
            what = "Follow a feed or folder" if self._following else _WHAT
            yield Static(what, markup=False)
            yield LineField(self._place, id="line", placeholder="~/releases/ or https://…")
            yield Static("", markup=False, id="names")
            yield Hints(ADD, f"{key_of('add_place')} follow") if self._following else Hints(ADD)

    def on_mount(self) -> None:
        """The field has the keys."""
        self.query_one("#names").display = False
        self.set_focus(self.query_one(Input))
        if self._following:
            self.query_one(Hints).leave_out(("add", "follow"))

    def action_complete_path(self) -> None:
        """Makes the path longer as far as only one way leads on, and shows the ways from there."""
        complete_path(self)

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#names").display = False

    def action_add_place(self) -> None:
        """Ends the prompt with the place, to be brought in once where it is not to be followed."""
        self.leave((self.query_one(Input).value, self._following))

    def action_follow_place(self) -> None:
        """Ends the prompt with the place, to be followed."""
        self.leave((self.query_one(Input).value, True))

    def action_leave_prompt(self) -> None:
        """Ends the prompt with nothing."""
        self.leave(None)
