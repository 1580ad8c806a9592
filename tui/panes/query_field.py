"""The lines that a query is typed into: what may be put in, or is wrong, stands below each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual import events, on, work
from textual.widgets import Static

from store import DatelineError, InvalidQueryError, Library
from tui.describe import shortened
from tui.fields import LineField
from tui.key_words import key_of
from tui.keys import ScopedKeys
from tui.screen_actions import QUERY
from tui.terminal import one_line

if TYPE_CHECKING:
    from store.search import Completion, Query


class Typed(NamedTuple):
    """A query that is being typed: its last word may go on."""

    typed: str
    query: Query | None
    """What it asks for; None for nothing."""


#: What is said of a single letter, with which nearly every text has a word.
_BEGUN = "one more letter is found as you type"


class QueryField(LineField, ScopedKeys):
    """Its keys are the application's; what is typed is told as `Input.Changed`."""

    SCOPE = QUERY

    def __init__(
        self,
        library: Library,
        *,
        name: str = "query",
        placeholder: str = 'words, "a phrase", tag: place: date: is:unread …',
        select_on_focus: bool = False,
    ) -> None:
        """Of a library, whose values are offered; `name` is the field's id."""
        super().__init__(placeholder=placeholder, id=name, select_on_focus=select_on_focus)
        self.told = Static(id=f"{name}-told", classes="query-told", markup=False)
        """What is offered or refused: to be put below the field."""
        self.told.display = False
        self._library = library
        self._values: dict[str, list[str]] = {}
        self._held: str | None = None  # what was typed to its end
        self._remarked = self._offered = False
        self._known: tuple[int, int] | None = None  # the version of the library that has these values

    @on(events.Focus)
    def _focused(self) -> None:
        """Has gathered what is offered, once that does not hold up the frame that shows the field."""
        if self._known != self._library.version():
            self._known = self._library.version()
            self.call_after_refresh(self._gather)

    @on(events.Blur)
    def _left(self) -> None:
        """What is offered goes: its key is another elsewhere."""
        if self._offered:
            self.told.display = self._offered = False

    @work(thread=True, exclusive=True, group="values")
    def _gather(self) -> None:
        try:
            self._values = self._library.find.values()
        except DatelineError:
            self._known = None  # nothing is offered then

    async def hold(self) -> bool:
        """Has what is typed hold as it stands, its last word whole; False where that is no query, as is told.

        Where no release has that word the field says what did find some: ``harb*``.
        """
        from store.search import as_typed, parse

        typed, begun = self.value, as_typed(self.value)
        try:
            query = parse(typed)
            going_on = parse(begun)
            if query is not None and going_on is not None and query != going_on:
                matching = self._library.find.matching
                found = await asyncio.to_thread(lambda: matching(query) or not matching(going_on))
                typed = typed if found else begun
        except DatelineError as error:
            self.tell(error)
            return False
        self._held = typed
        if typed != self.value:
            self.put(typed, len(typed))
        return True

    def asked(self) -> Typed | None:
        """What is typed; None where that is no query. What is wrong with it, or may come next, is told."""
        from store.search import as_typed, parse

        typed = self.value if self.value == self._held else as_typed(self.value)
        try:
            query = parse(typed)
        except InvalidQueryError as error:
            self.tell(error)
            return None
        self._offer()
        if query is None and self.value.strip():
            self.remark(_BEGUN)
        return Typed(typed, query)

    def tell(self, error: DatelineError) -> None:
        """Says what is wrong, with a caret where."""
        column = error.column if isinstance(error, InvalidQueryError) else 0
        message = one_line(f"{error.message.removeprefix(f'column {column}: ')} {error.way_out}")
        text = Text(style="dim")
        if column:
            text.append(" " * max(0, self.cell_of(column - 1)) + "^\n", "not dim bold")
        text.append(message)
        self.told.update(text)
        self.told.display, self._remarked, self._offered = True, False, False

    def remark(self, words: str) -> None:
        """Says something of what was found, where nothing is offered or wrong; no words take that away."""
        if self._remarked:
            self.told.display = False
        self._remarked = bool(words) and not self.told.display
        if self._remarked:
            self.told.update(Text(words, style="dim"))
            self.told.display = True

    def _offer(self) -> None:
        offered = self._completions() if self.has_focus else []
        self.told.display, self._remarked, self._offered = bool(offered), False, bool(offered)
        if offered:
            first = f"{key_of('complete')}  "
            words = shortened("  ".join(one_line(one.shown) for one in offered), self.size.width - len(first))
            self.told.update(Text(first + words, style="dim"))

    def _completions(self) -> list[Completion]:
        from store.search import completions

        return completions(self.value, self.cursor_position, self._values)

    def action_complete(self) -> None:
        """Puts in the first of what is offered."""
        if offered := self._completions():
            self.put(offered[0].typed, offered[0].cursor)

    def cell_of(self, column: int) -> int:
        """The cell of the field that a code point of the query stands in."""
        return self._position_to_cell(min(column, len(self.value))) - self.scroll_offset.x

    def put(self, typed: str, cursor: int) -> None:
        """Has something else stand there."""
        self.value = typed
        self.cursor_position = cursor
