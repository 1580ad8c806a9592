"""Asking which of two versions of a note to keep, where two windows have changed it."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.key_words import with_key
from tui.screen_actions import CONFLICT
from tui.screens.hints import Hints
from tui.screens.prompts import Prompt
from tui.terminal import safe


def joined(theirs: str, mine: str) -> str:
    """Both texts, one after the other; the longer alone where it holds the other."""
    if mine in theirs:
        return theirs
    return mine if theirs in mine else f"{theirs}\n\n{mine}"


class ConflictPrompt(Prompt[str | None]):
    """Shows a note as it stands and as it was to be kept; gives the one chosen, or None when it was left."""

    SCOPE = CONFLICT
    PLACE = "middle"

    def __init__(self, theirs: str, mine: str) -> None:
        """Args: the note as another window has left it since, and as it was written here."""
        super().__init__()
        self._theirs, self._mine = theirs, mine

    def compose(self) -> ComposeResult:
        """What has happened, both versions, the keys."""
        with Vertical(classes="prompt"):
            yield Static("This note was changed in another window while you wrote.", markup=False)
            with VerticalScroll(id="versions"):
                yield Static("Theirs, as it stands:", classes="prompt-hint", markup=False)
                yield Static(_shown(self._theirs), id="theirs")
                yield Static("Yours:", classes="prompt-hint", markup=False)
                yield Static(_shown(self._mine), id="mine")
            yield Hints(CONFLICT, with_key("note", "brings yours back"))

    def on_mount(self) -> None:
        """The versions can be scrolled."""
        self.set_focus(self._versions)

    @property
    def _versions(self) -> VerticalScroll:
        return self.query_one("#versions", VerticalScroll)

    def action_keep_both(self) -> None:
        """Ends the prompt with both versions, one below the other."""
        self.leave(joined(self._theirs, self._mine))

    def action_keep_mine(self) -> None:
        """Ends the prompt with what was written here."""
        self.leave(self._mine)

    def action_keep_theirs(self) -> None:
        """Ends the prompt with what the other window has left."""
        self.leave(self._theirs)

    def action_leave_prompt(self) -> None:
        """Ends the prompt with no choice."""
        self.leave(None)

    def action_scroll_versions(self, key: str) -> None:
        """Scrolls the versions by a line, where they find no room."""
        scroll = self._versions.scroll_up if key == "up" else self._versions.scroll_down
        scroll(animate=False)


def _shown(note: str) -> Text:
    return Text(safe(note)) if note else Text("(no note)", style="dim")
