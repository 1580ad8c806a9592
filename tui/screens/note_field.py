"""The field of a note: many lines, kept to the code point."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Document, DocumentNavigator, EditResult, Location, WrappedDocument

from tui.fields import LINE_END, typed_character
from tui.terminal import safe


class NoteDocument(Document):
    """Lines end at line ends only, and are shown with signs; `text` is what was typed."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = LINE_END.split(text)

    @property
    def lines(self) -> list[str]:
        """As they are shown."""
        return [safe(line) for line in self._lines]

    def get_line(self, index: int) -> str:
        """A line as it is shown."""
        return safe(self._lines[index])

    def __getitem__(self, index: int | slice) -> str | list[str]:  # type: ignore[override]
        return self.lines[index] if isinstance(index, slice) else self.get_line(index)

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Puts a text in place of a range; gives what it replaced and where it ends."""
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range(start, end)
        before, after = self._lines[top][:left], self._lines[bottom][right:]
        lines = LINE_END.split(text)
        lines[0] = before + lines[0]
        place = (top + len(lines) - 1, len(lines[-1]))
        lines[-1] += after
        self._lines[top : bottom + 1] = lines
        return EditResult(place, replaced)


class NoteField(TextArea):
    """A field of many lines."""

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document("", language)
        self.document = NoteDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    async def _on_key(self, event: events.Key) -> None:
        character = typed_character(event)
        if character and not event.is_printable:
            event.stop()
            event.prevent_default()
            self._replace_via_keyboard(character, *self.selection)
        else:
            await super()._on_key(event)
