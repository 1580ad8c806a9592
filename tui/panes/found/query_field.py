"""The line that a query is typed into."""

from __future__ import annotations

from tui.fields import LineField
from tui.keys import ScopedKeys
from tui.scopes import QUERY


class QueryField(LineField, ScopedKeys):
    """Its keys are the application's; what is typed is told as `Input.Changed`."""

    SCOPE = QUERY

    def __init__(self) -> None:
        super().__init__(
            placeholder='words, "a phrase", tag: place: date: is:unread …', id="query", select_on_focus=False
        )

    def cell_of(self, column: int) -> int:
        """The cell of the field that a code point of the query stands in."""
        return self._position_to_cell(min(column, len(self.value))) - self.scroll_offset.x

    def put(self, typed: str, cursor: int) -> None:
        """Has something else stand there."""
        self.value = typed
        self.cursor_position = cursor
