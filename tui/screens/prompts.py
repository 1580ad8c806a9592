"""Asking for a note, and for one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from tui.describe import quoted
from tui.fields import LineField
from tui.screens.hints import Hints
from tui.screens.note_field import NoteField

Answer = TypeVar("Answer")


class Prompt(ModalScreen[Answer]):
    """Asks for something and is left once, however fast the keys come."""

    def on_mount(self) -> None:
        """What was said before would lie over what is typed; Textual calls this beside a prompt's own."""
        self.app.clear_notifications()

    def leave(self, answer: Answer) -> None:
        """Gives the answer; of two keys that both end the prompt the first one counts."""
        if self.is_current:
            self.report()
            self.dismiss(answer)

    def report(self) -> None:
        """Tells whoever keeps drafts what stands in the field."""


class _NoteField(NoteField):
    """Enter keeps the note; Ctrl+J and Alt+Enter begin a new line; Ctrl+_ undoes, as in readline."""

    BINDINGS = [Binding("ctrl+underscore", "undo", "Undo", show=False)]

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            assert isinstance(self.screen, NotePrompt)
            self.screen.keep()
        elif event.key in ("ctrl+j", "alt+enter", "shift+enter"):
            event.stop()
            event.prevent_default()
            self.insert("\n")
        else:
            await super()._on_key(event)


class NotePrompt(Prompt[tuple[bool, str]]):
    """Asks for a note; gives whether to keep it, and the text as it was left."""

    def __init__(self, passage: str, note: str, typed: Callable[[str], None]) -> None:
        """Args: the words the note is on, what the field begins with, what is told of each change."""
        super().__init__()
        self._passage = passage
        self._note = note
        self._typed = typed

    def compose(self) -> ComposeResult:
        """What the note is on, the field."""
        with Vertical(classes="prompt"):
            yield Static(Text(f"Note on {quoted(self._passage)}"))
            yield _NoteField(
                self._note, id="note", soft_wrap=True, show_line_numbers=False, tab_behavior="focus"
            )
            yield Hints("Enter keep", "Esc leave", "Ctrl+J new line", "c brings the draft back")

    def on_mount(self) -> None:
        """Writing goes on at the end."""
        field = self.query_one(TextArea)
        self.set_focus(field)
        field.move_cursor(field.document.end)

    @on(TextArea.Changed)
    def report(self) -> None:
        """See `Prompt`."""
        self._typed(self.query_one(TextArea).text)

    def keep(self) -> None:
        """Ends the prompt with the note."""
        self.leave((True, self.query_one(TextArea).text))

    def on_key(self, event: events.Key) -> None:
        """Esc leaves; the draft is given back."""
        if event.key == "escape":
            event.stop()
            self.leave((False, self.query_one(TextArea).text))


class LinePrompt(Prompt[str | None]):
    """Asks for one line; gives it, or None when the prompt was left."""

    def __init__(self, title: str, value: str) -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """What is asked, the field."""
        with Vertical(classes="prompt"):
            yield Static(self._title, markup=False)
            yield LineField(value=self._value, id="line")
            yield Hints("Enter accept", "Esc leave")

    def on_mount(self) -> None:
        """The field has the keys."""
        self.set_focus(self.query_one(Input))

    @on(Input.Submitted)
    def _accept(self, event: Input.Submitted) -> None:
        self.leave(event.value)

    def on_key(self, event: events.Key) -> None:
        """Esc leaves."""
        if event.key == "escape":
            event.stop()
            self.leave(None)


class Question(Prompt[bool]):
    """Asks whether to go on with what loses something; only `y` does."""

    def __init__(self, title: str, detail: str, yes: str) -> None:
        """Args: what is asked, what it is about, one line for each, and what `y` does."""
        super().__init__()
        self._title, self._detail, self._yes = title, detail, yes

    def compose(self) -> ComposeResult:
        """What is asked, what it is about, the keys."""
        with Vertical(classes="prompt"):
            yield Static(self._title, markup=False)
            yield Static(self._detail, markup=False, classes="prompt-detail")
            yield Hints(self._yes, "Esc stay")

    def on_key(self, event: events.Key) -> None:
        """Any key but `y` stays."""
        event.stop()
        self.leave(event.character == "y")
