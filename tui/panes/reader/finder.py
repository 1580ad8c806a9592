"""Finding in the reader: hits as one types, from hit to hit, the word under the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input

from tui.fields import LineField
from tui.keys import ScopedKeys
from tui.panes.reader.marks import NOTHING
from tui.panes.reader.parts import Reader
from tui.screen_actions import FIND
from tui.text import REGEX, CannotFindError, Next, Range, following, hits, keyword_at, preceding, word_hits

if TYPE_CHECKING:
    from store import FoldedText

Result = TypeVar("Result")
#: The hits, and why there can be none.
Answer = tuple[list[Range], str]

#: Code points above which finding is left to a thread: about 30 ms of work.
LONG = 40_000


class FindField(LineField, ScopedKeys):
    """The line one types into; Enter stays at the hit, Esc goes back."""

    SCOPE = FIND

    class Abandoned(Message):
        """Somebody went elsewhere with the field open."""

    def __init__(self) -> None:
        super().__init__(placeholder=f"find; {REGEX} before it: a regular expression", id="find")
        self.display = False

    def open(self) -> None:
        """Appears, empty, and takes the keys."""
        with self.prevent(Input.Changed):
            self.value = ""
        self.display = True
        self.screen.set_focus(self)

    def on_blur(self) -> None:
        """Says so, unless it is closed already."""
        if self.display:
            self.post_message(self.Abandoned())


class _Origin(NamedTuple):
    """What the reader showed before one began to type."""

    cursor: int
    top: int
    row: int
    hits: list[Range]
    hit: int | None


class Wanted(NamedTuple):
    """What is looked for, and how."""

    text: str
    word: bool = False
    """Whether only as a word of its own."""
    backwards: bool = False


class Searched(Reader, Protocol):
    """The reader, whose text is looked through."""

    top: int
    """The code point that stays the first visible one through resizes."""

    @property
    def scroll_offset(self) -> Offset:
        """The first row in view, as `y`."""

    def scroll_rows(self, row: int) -> None:
        """Makes a row the first one in view, as far as there are rows below."""

    def repaint(self) -> None:
        """Draws everything in view anew."""

    def refresh_bar(self) -> None:
        """Draws the scroll bar anew where what it shows has changed."""

    def leave(self, offset: int) -> None:
        """Puts a place on the jump list."""

    def aside(self, work: Callable[[Callable[[], bool]], Result], done: Callable[[Result], None]) -> None:
        """Does work in a thread in place of what was begun before; `done` is given what it gives.

        The work can ask whether it was stopped; `done` is not called then.
        """

    def stop_aside(self) -> None:
        """Waits no longer for what is done aside."""


class Finder:
    """The hits of what was asked last, and the field that is typed into."""

    def __init__(self, reader: Searched, open_field: Callable[[], None]) -> None:
        """Args: the pane, and what brings up the line one types into."""
        self._reader = reader
        self._open_field = open_field
        self.hits: list[Range] = []
        """What was found, ordered and disjoint."""
        self.hit: int | None = None
        """The index of the present one."""
        self._wanted: Wanted | None = None
        self._origin: _Origin | None = None
        self._typed = ""
        self.looking = False
        """Whether a thread looks for what is typed."""

    def forget(self) -> None:
        """Begins with another text, without hits; ``n`` finds in it what was asked last."""
        self._origin = None
        self.hits, self.hit = [], None

    @property
    def _text(self) -> str:
        return self._reader.text.text

    @property
    def _present(self) -> Range:
        return NOTHING if self.hit is None else self.hits[self.hit]

    def show(self, hits: list[Range], hit: int | None) -> None:
        """Paints hits, ordered and disjoint, and which of them is the present one."""
        same, before = hits is self.hits, self._present
        self.hits, self.hit = hits, hit
        if not same:
            self._reader.repaint()
            return
        for span in (before, self._present):
            self._reader.refresh_rows(*span)
        self._reader.refresh_bar()

    def mark(self, hits: list[Range], place: int | None) -> None:
        """Shows hits that were found by other means, and goes to the one that is nearest to a place."""
        self._wanted = None
        nearest = min(range(len(hits)), key=lambda n: abs(hits[n][0] - (place or 0)), default=None)
        self.show(hits, nearest if place is not None else None)
        if place is not None:
            before = self._reader.cursor
            self._reader.go(hits[nearest][0] if nearest is not None else min(place, len(self._text)))
            if self._reader.cursor != before:
                self._reader.leave(before)

    def note(self) -> str:
        """Which hit of how many, while hits are shown."""
        if not self.hits:
            return ""
        return f"{self.hit + 1}/{len(self.hits)}" if self.hit is not None else f"{len(self.hits)} hits"

    def hide(self) -> None:
        """Shows no hits any more."""
        self.show([], None)
        self._reader.moved()

    def action_find(self) -> None:
        """Opens the field to type into, and finds meanwhile."""
        if self._reader.release is not None:
            self.begin()
            self._open_field()

    # -- while one types -------------------------------------------------------------------

    def begin(self) -> None:
        """Notes where one was."""
        self._reader.tell("")
        reader = self._reader
        row = reader.scroll_offset.y
        self._origin = _Origin(reader.cursor, reader.top, row, self.hits, self.hit)
        self._typed = ""

    def look_for(self, typed: str) -> None:
        """Shows the hits of what is typed so far, the first one after where one was in view."""
        if self._origin is None:
            return
        self._typed = typed
        self._reader.stop_aside()
        if len(self._text) > LONG or typed.startswith(REGEX):
            self.looking = True
            self._reader.aside(partial(find, self._text, Wanted(typed)), partial(self._show_typed, typed))
        else:
            self._show_typed(typed, find(self._text, Wanted(typed)))

    def _show_typed(self, typed: str, answer: Answer) -> None:
        if typed != self._typed or self._origin is None:
            return
        found, why = answer
        self.looking = False
        target = following(found, self._origin.cursor)
        self._reader.tell(why or ("" if target or not typed else "not found"))
        self.show(found, target.place if target else None)
        if target is None:
            self._back_to(self._origin)
        else:
            self._wrapped(target, backwards=False)
            self._reader.go(found[target.place][0])

    def _back_to(self, origin: _Origin) -> None:
        self._reader.go(origin.cursor, context=0)
        self._reader.scroll_rows(origin.row)
        self._reader.top = origin.top

    async def end(self, typed: str, *, kept: bool) -> None:
        """Stays at the hit, or goes back to where one was; nothing typed asks for the last again."""
        origin, self._origin = self._origin, None
        self._reader.stop_aside()
        if origin is None:
            return
        if not kept:
            self._reader.tell("")
            self.show(origin.hits, origin.hit)
            self._back_to(origin)
        elif typed:
            self._wanted = Wanted(typed)
            if self.looking or typed != self._typed:
                # Typed faster than it was found.
                await self._find_from(origin.cursor, 1)
        elif self._wanted is not None:
            await self._find_from(origin.cursor, 1)
        self.looking = False
        if self._reader.cursor != origin.cursor:
            self._reader.leave(origin.cursor)

    # -- from hit to hit -------------------------------------------------------------------

    async def _find_from(self, offset: int, count: int, *, opposite: bool = False) -> None:
        """Finds what is wanted and goes to the hit `count` hits from the offset."""
        wanted = self._wanted or (Wanted("") if self.hits else None)  # those that were found by other means
        if wanted is None:
            self._reader.tell("nothing was looked for yet")
            return
        text, why = self._text, ""
        if not self.hits:
            aside = len(text) > LONG or wanted.text.startswith(REGEX)
            found, why = await asyncio.to_thread(find, text, wanted) if aside else find(text, wanted)
            self._reader.tell(why)
            self.show(found, None)
        backwards = wanted.backwards is not opposite
        target = (preceding if backwards else following)(self.hits, offset, count)
        if target is None:
            self._reader.tell(why or "not found")
            return
        self.show(self.hits, target.place)
        self._wrapped(target, backwards=backwards)
        self._reader.go(self.hits[target.place][0])

    def _wrapped(self, target: Next, *, backwards: bool) -> None:
        if target.wrapped:
            self._reader.tell("on from the end" if backwards else "on from the beginning")

    async def action_next_hit(self, count: int | None = None) -> None:
        """Goes to the next hit, or so many on."""
        await self._find_from(self._reader.cursor, count or 1)

    async def action_previous_hit(self, count: int | None = None) -> None:
        """Goes to the hit before, or so many back."""
        await self._find_from(self._reader.cursor, count or 1, opposite=True)

    async def action_find_word(self, count: int | None = None) -> None:
        """Finds the word under the cursor, and goes to where it stands next."""
        await self._find_word(count or 1, backwards=False)

    async def action_find_word_back(self, count: int | None = None) -> None:
        """Finds the word under the cursor, and goes back to where it stands before."""
        await self._find_word(count or 1, backwards=True)

    async def _find_word(self, count: int, *, backwards: bool) -> None:
        word = keyword_at(self._text, self._reader.cursor)
        if word is None:
            self._reader.tell("no word stands here")
            return
        self.show([], None)
        self._wanted = Wanted(self._text[slice(*word)], word=True, backwards=backwards)
        await self._find_from(word[0], count)


class StoreFolding:
    """The folding of the store, which takes 20 ms to import, and not for the first frame."""

    def text(self, text: str, *, exact: bool) -> FoldedText:
        """A text without accents, and without case unless `exact`."""
        from store import FIND_EXACT_FOLDS, FIND_FOLDS, FoldedText

        return FoldedText(text, FIND_EXACT_FOLDS if exact else FIND_FOLDS)

    def words(self, words: str, *, exact: bool) -> str:
        """What is looked for, alike."""
        from store import FIND_EXACT_FOLDS, FIND_FOLDS

        return (FIND_EXACT_FOLDS if exact else FIND_FOLDS).fold(words)


FOLDING = StoreFolding()


def find(text: str, wanted: Wanted, stopped: Callable[[], bool] = lambda: False) -> Answer:
    """The hits, and why there can be none."""
    try:
        return (word_hits if wanted.word else hits)(text, wanted.text, FOLDING, stopped=stopped), ""
    except CannotFindError as error:
        return [], str(error)
