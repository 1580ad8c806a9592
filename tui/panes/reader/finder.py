"""Finding in the reader: hits as one types, from hit to hit, the word under the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual import work
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from store import Annotation, ReadingPosition, Release, ReleaseText
from tui.fields import LineField
from tui.panes.reader.cursor import MovingView
from tui.text.motions import keyword_at
from tui.text_search import REGEX, CannotFindError, Next, Span, following, hits, preceding, word_hits

#: Code points above which finding is left to a thread: about 30 ms of work.
_LONG = 40_000


class FindField(LineField):
    """The line one types into; Enter stays at the hit, Esc goes back."""

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
    hits: list[Span]
    hit: int | None


class _Wanted(NamedTuple):
    """What is looked for, and how."""

    text: str
    word: bool = False
    backwards: bool = False


class FindingView(MovingView):
    """Keeps the hits of what was asked last."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: _Wanted | None = None
        self._origin: _Origin | None = None
        self._typed = ""
        self._looking = False

    async def show(
        self, release: Release, text: ReleaseText, annotations: list[Annotation], position: ReadingPosition
    ) -> None:
        """Opens a release without hits; ``n`` finds in it what was asked last."""
        self._origin = None
        await super().show(release, text, annotations, position)

    def find_note(self) -> str:
        """Which hit of how many, while hits are shown."""
        if not self.hits:
            return ""
        return f"{self.hit + 1}/{len(self.hits)}" if self.hit is not None else f"{len(self.hits)} hits"

    def hide_hits(self) -> None:
        """Shows no hits any more."""
        self.show_hits([], None)
        self.post_message(self.Moved(self))

    # -- while one types -------------------------------------------------------------------

    def begin_finding(self) -> None:
        """Notes where one was."""
        self.notice = ""
        self._origin = _Origin(self.cursor, self.top, self.scroll_offset.y, self.hits, self.hit)
        self._typed = ""

    def look_for(self, typed: str) -> None:
        """Shows the hits of what is typed so far, the first one after where one was in view."""
        if self._origin is None:
            return
        self._typed = typed
        self.workers.cancel_group(self, "find")
        if len(self.text.text) > _LONG or typed.startswith(REGEX):
            self._looking = True
            self._look_aside(typed)
        else:
            self._show_typed(typed, *_tried(self.text.text, _Wanted(typed)))

    @work(thread=True, exclusive=True, group="find")
    def _look_aside(self, typed: str) -> None:
        worker = get_current_worker()
        found, why = _tried(self.text.text, _Wanted(typed), lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_typed, typed, found, why)

    def _show_typed(self, typed: str, found: list[Span], why: str) -> None:
        if typed != self._typed or self._origin is None:
            return
        self._looking = False
        target = following(found, self._origin.cursor)
        self.notice = why or ("" if target or not typed else "not found")
        self.show_hits(found, target.place if target else None)
        if target is None:
            self._back_to(self._origin)
        else:
            self._wrapped(target, backwards=False)
            self.go(found[target.place][0])

    def _back_to(self, origin: _Origin) -> None:
        self.go(origin.cursor, context=0)
        self.scroll_rows(origin.row)
        self.top = origin.top

    async def end_finding(self, typed: str, *, kept: bool) -> None:
        """Stays at the hit, or goes back to where one was; nothing typed asks for the last again."""
        origin, self._origin = self._origin, None
        self.workers.cancel_group(self, "find")
        if origin is None:
            return
        if not kept:
            self.notice = ""
            self.show_hits(origin.hits, origin.hit)
            self._back_to(origin)
        elif typed:
            self._wanted = _Wanted(typed)
            if self._looking or typed != self._typed:
                # Typed faster than it was found.
                await self._find_from(origin.cursor, 1)
        elif self._wanted is not None:
            await self._find_from(origin.cursor, 1)
        self._looking = False
        if self.cursor != origin.cursor:
            self.places.leave(origin.cursor)

    # -- from hit to hit -------------------------------------------------------------------

    async def _find_from(self, offset: int, count: int, *, opposite: bool = False) -> None:
        """Finds what is wanted and goes to the hit `count` hits from the offset."""
        wanted = self._wanted
        if wanted is None:
            self.notice = "nothing was looked for yet"
            return
        text = self.text.text
        if not self.hits:
            find = partial(_tried, text, wanted)
            aside = len(text) > _LONG or wanted.text.startswith(REGEX)
            found, self.notice = await asyncio.to_thread(find) if aside else find()
            self.show_hits(found, None)
        backwards = wanted.backwards is not opposite
        target = (preceding if backwards else following)(self.hits, offset, count)
        if target is None:
            self.notice = self.notice or "not found"
            return
        self.show_hits(self.hits, target.place)
        self._wrapped(target, backwards=backwards)
        self.go(self.hits[target.place][0])

    def _wrapped(self, target: Next, *, backwards: bool) -> None:
        if target.wrapped:
            self.notice = "on from the end" if backwards else "on from the beginning"

    async def action_next_hit(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        await self._find_from(self.cursor, count or 1)

    async def action_previous_hit(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        await self._find_from(self.cursor, count or 1, opposite=True)

    async def action_find_word(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        await self._find_word(count or 1, backwards=False)

    async def action_find_word_back(self, count: int | None = None) -> None:
        """See `tui.actions`."""
        await self._find_word(count or 1, backwards=True)

    async def _find_word(self, count: int, *, backwards: bool) -> None:
        word = keyword_at(self.text.text, self.cursor)
        if word is None:
            self.notice = "no word stands here"
            return
        self.show_hits([], None)
        self._wanted = _Wanted(self.text.text[slice(*word)], word=True, backwards=backwards)
        await self._find_from(word[0], count)


def _tried(text: str, wanted: _Wanted, stopped: Callable[[], bool] = lambda: False) -> tuple[list[Span], str]:
    """The hits, and why there can be none."""
    try:
        return (word_hits if wanted.word else hits)(text, wanted.text, stopped=stopped), ""
    except CannotFindError as error:
        return [], str(error)
