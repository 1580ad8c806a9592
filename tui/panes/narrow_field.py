"""The field that narrows the list of releases."""

from __future__ import annotations

from textual.message import Message

from store import Library
from tui.panes.query_field import QueryField
from tui.screen_actions import NARROW


class NarrowField(QueryField):
    """The line that narrows the list."""

    SCOPE = NARROW

    class Dropped(Message):
        """All releases are to be shown again."""

    def __init__(self, library: Library) -> None:
        placeholder = "narrow: words, tag: is:unread date:2018-04 …"
        super().__init__(library, name="narrow", placeholder=placeholder, select_on_focus=True)

    async def action_keep_narrowed(self) -> None:
        """Says that what was typed is to hold, as `Input.Submitted`."""
        await self.action_submit()

    def action_show_all(self) -> None:
        """Says that the list is no longer to be narrowed."""
        self.post_message(self.Dropped())
