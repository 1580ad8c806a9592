"""Asking which of two versions of a note to keep, where two windows have changed it."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

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

    def __init__(self, theirs: str, mine: str) -> None:
        """Args: the note as another window has left it since, and as it was written here."""
        super().__init__()
        self._choices = {"m": mine, "t": theirs, "b": joined(theirs, mine)}

    def compose(self) -> ComposeResult:
        """What has happened, both versions, the keys."""
        with Vertical(classes="prompt"):
            yield Static("This note was changed in another window while you wrote.", markup=False)
            with VerticalScroll(id="versions"):
                yield Static("Theirs, as it stands:", classes="prompt-hint", markup=False)
                yield Static(_shown(self._choices["t"]), id="theirs")
                yield Static("Yours:", classes="prompt-hint", markup=False)
                yield Static(_shown(self._choices["m"]), id="mine")
            yield Hints("b both", "m mine", "t theirs", "Esc leave", "↑↓ scroll", "c brings yours back")

    def on_mount(self) -> None:
        """The versions can be scrolled."""
        self.set_focus(self.query_one("#versions"))

    def on_key(self, event: events.Key) -> None:
        """A choice, or Esc."""
        if event.key in self._choices:
            event.stop()
            self.leave(self._choices[event.key])
        elif event.key == "escape":
            event.stop()
            self.leave(None)


def _shown(note: str) -> Text:
    return Text(safe(note)) if note else Text("(no note)", style="dim")
