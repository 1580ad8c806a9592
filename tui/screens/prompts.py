"""Asking for a note, and for one line of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, Literal, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from tui.describe import quoted
from tui.fields import LineField
from tui.key_words import with_key
from tui.keys import ScopedKeys
from tui.screen_actions import CONFIRM, LINE, NOTE, QUESTION
from tui.screens.hints import Hints
from tui.screens.note_field import NoteField
from tui.steady import Steady

Answer = TypeVar("Answer")


class Prompt(ModalScreen[Answer], Steady, ScopedKeys):
    """Asks for something and is left once, however fast the keys come."""

    PLACE: ClassVar[Literal["bottom", "middle", "left", "over"]] = "bottom"
    """Where it stands: below what it is about, in the middle where it is about nothing on the screen, at the
    left edge, over the list of releases, or over all that is in view."""

    def __init__(self) -> None:
        super().__init__(classes=self.PLACE)

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


class NotePrompt(Prompt[tuple[bool, str]]):
    """Asks for a note; gives whether to keep it, and the text as it was left."""

    SCOPE = NOTE

    def __init__(self, passage: str, note: str, typed: Callable[[str], None], title: str = "") -> None:
        """Args: the words the note is on, what the field begins with, what is told of each change; what
        stands above the field in place of the words."""
        super().__init__()
        self._title = title or f"Note on {quoted(passage)}"
        self._again = "" if title else with_key("note", "brings the draft back")
        self._note = note
        self._typed = typed

    def compose(self) -> ComposeResult:
        """What the note is on, the field."""
        with Vertical(classes="prompt"):
            yield Static(Text(self._title))
            yield NoteField(
                self._note, id="note", soft_wrap=True, show_line_numbers=False, tab_behavior="focus"
            )
            yield Hints(NOTE, *filter(None, [self._again]))

    def on_mount(self) -> None:
        """Writing goes on at the end."""
        self.set_focus(self._field)
        self._field.move_cursor(self._field.document.end)

    @property
    def _field(self) -> NoteField:
        return self.query_one(NoteField)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.text

    def put(self, text: str) -> None:
        """Puts a text in place of what stands in the field; undoing the typing brings that back."""
        if text != self._field.text:
            self._field.replace(text, self._field.document.start, self._field.document.end)
            self._field.move_cursor(self._field.document.end)

    @on(TextArea.Changed)
    def report(self) -> None:
        """Tells of the text as it stands."""
        self._typed(self._field.text)

    def action_keep_note(self) -> None:
        """Ends the prompt with the note."""
        self.leave((True, self._field.text))

    def action_leave_prompt(self) -> None:
        """Ends the prompt; the draft is given back."""
        self.leave((False, self._field.text))

    def action_new_line(self) -> None:
        """Begins a line at the cursor."""
        self._field.insert("\n")

    def action_undo_typing(self) -> None:
        """Takes back what was typed last, as readline's Ctrl+_ does."""
        self._field.undo()


class LinePrompt(Prompt[str | None]):
    """Asks for one line; gives it, or None when the prompt was left."""

    SCOPE = LINE

    def __init__(self, title: str, value: str, offered: Iterable[str] = ()) -> None:
        """Args: what is asked, what the field begins with, what Tab completes to."""
        super().__init__()
        self._title = title
        self._value = value
        self._offered = list(offered)

    def compose(self) -> ComposeResult:
        """What is asked, the field."""
        with Vertical(classes="prompt"):
            yield Static(self._title, markup=False)
            offers = SuggestFromList(self._offered, case_sensitive=False) if self._offered else None
            yield LineField(value=self._value, id="line", suggester=offers)
            yield Hints(LINE)

    def on_mount(self) -> None:
        """The field has the keys."""
        self.set_focus(self.query_one(Input))
        self.query_one(Hints).leave_out([] if self._offered else ["complete"])

    def action_complete_line(self) -> None:
        """Takes what is offered behind the cursor, as the right arrow does."""
        if self._offered:
            self.query_one(Input).action_cursor_right()

    def action_accept_line(self) -> None:
        """Ends the prompt with the line."""
        self.leave(self.query_one(Input).value)

    def action_leave_prompt(self) -> None:
        """Ends the prompt with nothing."""
        self.leave(None)


class YesNo(Prompt[bool]):
    """Asks something that only `y` agrees to."""

    def __init__(self, title: str, detail: str) -> None:
        """Args: what is asked, and what it is about, one line for each."""
        super().__init__()
        self._title, self._detail = title, detail

    def compose(self) -> ComposeResult:
        """What is asked, what it is about, the keys."""
        with Vertical(classes="prompt"):
            yield Static(self._title, markup=False)
            yield Static(self._detail, markup=False, classes="prompt-detail")
            yield Hints(self.SCOPE)

    def action_lose_it(self) -> None:
        """Agrees."""
        self.leave(True)

    def action_stay(self) -> None:
        """Leaves all as it is."""
        self.leave(False)

    def on_key(self, event: events.Key) -> None:
        """A key without a row in the table leaves it too."""
        event.stop()
        self.action_stay()


class Question(YesNo):
    """Asks whether to quit although that loses something."""

    SCOPE = QUESTION


class Confirmation(YesNo):
    """Asks whether to do what was asked for."""

    SCOPE = CONFIRM
