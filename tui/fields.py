"""Fields one types into: what was typed or pasted is kept to the code point; what steers is shown as signs.

Textual's own fields measure and write what they hold as it stands. These show another text with as many
code points, so that the cursor is where it seems to be.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.terminal import safe_row

#: What ends a line: not all that `str.splitlines` takes for an end.
LINE_END = re.compile("\r\n|\r|\n")
#: Not printable to Python, and typed: they join what makes a word or a picture.
_JOINERS = frozenset("\u200c\u200d")


def typed_character(event: events.Key) -> str | None:
    """The character a key writes, or None for one that writes none."""
    character = event.character
    return character if character and (event.is_printable or character in _JOINERS) else None


def as_one_line(pasted: str) -> tuple[str, int]:
    """A pasted text on one line, and how many lines it had; those with nothing on them do not count."""
    lines = [line for line in LINE_END.split(pasted) if line.strip()]
    return " ".join(lines) if len(lines) > 1 else LINE_END.sub("", pasted), len(lines)


def pasted_into(field: Input, event: events.Paste) -> events.Paste:
    """What comes to a field of one line: as it was pasted where the field minds lines, else on one line.

    Textual's own fields take the first line and say nothing of the others.
    """
    if isinstance(field, LineField) or event.is_forwarded:
        return event
    return events.Paste(" ".join(in_one_line(field, event.text).splitlines()))


def in_one_line(field: Input, pasted: str) -> str:
    """A pasted text on one line; that it had several is said."""
    line, count = as_one_line(pasted)
    if count > 1:
        field.notify(f"{count} lines were pasted as one.", markup=False)
    return line


class LineField(Input):
    """A field of one line."""

    #: Its width is that of its place: what is typed asks for no other layout.
    virtual_size = Reactive(Size(0, 0), layout=False)

    @property
    def _value(self) -> Text:
        return Text(safe_row(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(safe_row(self.value[:position]))

    def _cell_offset_to_index(self, offset: int) -> int:
        wanted = offset + self.scroll_offset.x
        cells = 0
        for index, character in enumerate(safe_row(self.value)):
            cells += cell_len(character)
            if wanted < cells:
                return index
        return len(self.value)

    async def _on_key(self, event: events.Key) -> None:
        character = typed_character(event)
        if character and not event.is_printable:
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection)
        else:
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(self._joined(event.text), *self.selection)

    def action_paste(self) -> None:
        """Pastes what was cut or copied in the application."""
        self.replace(self._joined(self.app.clipboard), *self.selection)

    def _joined(self, pasted: str) -> str:
        """What a paste puts in."""
        return in_one_line(self, pasted)
