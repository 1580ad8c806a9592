"""What was told in this session, the newest first, each whole below the list."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from store.wording import many
from tui.describe import shortened
from tui.messages import Message
from tui.panes import Pieces
from tui.screen_actions import MESSAGES
from tui.screens.list_screen import Lines, ListScreen
from tui.terminal import one_line

#: What stands before a message, beside its words: no colour is needed to tell.
_SIGNS = {"error": "✗ ", "warning": "! "}


class _MessageRows(Lines):
    """A message in a line, with its time."""

    SCOPE = MESSAGES

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__(id="message-rows")
        self.messages = messages

    def count(self) -> int:
        """How many there are."""
        return len(self.messages)

    def pieces(self, index: int, line: int) -> Pieces:
        """Time, sign, and what finds room of the words."""
        one = self.messages[index]
        time, sign = f"{one.when:%H:%M:%S}  ", _SIGNS.get(one.severity, "  ")
        words = one_line(f"{one.title}: {one.text}" if one.title else one.text)
        room = max(1, self.width - len(time) - len(sign))
        return [
            (time, "rows--dim"),
            (sign, "rows--accent"),
            (shortened(words, room), "rows--text"),
        ]


class MessageScreen(ListScreen):
    """Lists what was told."""

    SCOPE = MESSAGES

    def __init__(self, messages: Sequence[Message]) -> None:
        """Args: the messages, the newest first."""
        self._listed = _MessageRows(messages)
        super().__init__(self._listed)

    def on_mount(self) -> None:
        """Shows them, and the newest whole."""
        self._listed.items_changed()
        self.entitle("Told in this session", many(len(self._listed.messages), "message"))
        self.on_lines_browsed()

    def on_lines_browsed(self) -> None:
        """Tells the message under the cursor whole."""
        messages = self._listed.messages
        about = Text("Nothing was told yet.", "dim")
        if messages:
            one = messages[self._listed.cursor]
            about = Text(f"{one.title}\n" if one.title else "", "bold").append(one.text, "not bold")
        self.tell(about)
