"""The reader: a release to move, select and find in, and the annotations under the cursor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.message import Message
from textual.worker import get_current_worker

from store import Annotation, Quotation, ReadingPosition, Release, ReleaseText
from store.structure import quotations_of
from tui.actions import Action
from tui.keys import KeyDispatch
from tui.panes.reader.comparison import ShownChanges
from tui.panes.reader.cursor import Cursor
from tui.panes.reader.finder import Finder, FindField
from tui.panes.reader.folds import Folds
from tui.panes.reader.lasting import spare
from tui.panes.reader.marks import NOTHING, Marks, Passage
from tui.panes.reader.mouse import Mouse
from tui.panes.reader.page_view import AFTER_FRAME, LONG, PageView
from tui.panes.reader.painting import Overlay
from tui.panes.reader.passages import Passages
from tui.panes.reader.selection import Selection
from tui.scopes import CHANGES, READER, SELECTION

if TYPE_CHECKING:
    from store.anchoring import Comparison

Result = TypeVar("Result")


class ReaderPane(KeyDispatch, PageView):
    """Has a cursor, a selection, a finder, folds, changes and passages, and paints what they say."""

    SCOPE = READER
    #: Textual looks for a style sheet's classes along the first bases only.
    COMPONENT_CLASSES = PageView.COMPONENT_CLASSES

    @dataclass
    class Moved(Message):
        """The cursor or the selection changed."""

        opened: bool = False
        """Whether a release was opened just now."""

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.motion = Cursor(self)
        self.selection = Selection(self)
        self.find_field = FindField()
        """What is typed into to find; it stands wherever the application puts it."""
        self.finder = Finder(self, self.find_field.open)
        self.folds = Folds(self)
        self.changes = ShownChanges(self)
        self.passages = Passages(self)
        self.mouse = Mouse(self, self.selection)
        self.notice = ""
        """What the footer says of the last key, until the next one; see `tell`."""
        self.quotations: Sequence[Quotation] = ()
        """The quoted speech found so far: of a long text, and of a language's first one, none at first."""
        self._spoken: list[Passage] = []
        self._languages: set[str | None] = set()  # those whose patterns are compiled

    # -- keys ------------------------------------------------------------------------------

    @property
    def parts(self) -> Mapping[str, object]:
        """What carries out the reader's own actions, by the name in the table."""
        return {
            "motion": self.motion,
            "selection": self.selection,
            "finder": self.finder,
            "folds": self.folds,
            "changes": self.changes,
            "passages": self.passages,
        }

    def scope(self) -> str:
        """While changes are shown or a selection stands, their keys hold."""
        if self.changes.comparison is not None:
            return CHANGES
        return SELECTION if self.selection.selecting else READER

    async def carry_out(self, action: Action, argument: str = "") -> None:
        """As `KeyDispatch`; the place a jump leaves goes on the jump list."""
        self.tell("")
        before, release = self.cursor, self.release
        await super().carry_out(action, argument)
        if action.jumps and self.release is release and self.cursor != before:
            self.leave(before)

    def tell(self, words: str) -> None:
        """Lets the footer say this of the last key, until the next one."""
        self.notice = words

    def footer_note(self) -> str:
        """The selection, or how far the reader is; which hit; what the last key had to say."""
        if self.release is None:
            return ""
        where = self.selection.note() if self.selection.selecting else f"{self.percent}%"
        parts = (self.changes.note(), where, self.finder.note(), self.notice)
        return "  ".join(part for part in parts if part)

    # -- what is shown ---------------------------------------------------------------------

    def show(
        self,
        release: Release,
        text: ReleaseText,
        position: ReadingPosition,
        *,
        comparison: Comparison | None = None,
        compared_with: str = "",
    ) -> None:
        """Opens a release where it was left; its annotations come with `show_marks`.

        Args:
            release: What is known of it.
            text: Its text, or both of a comparison in one.
            position: The cursor and the first visible code point, in that text.
            comparison: What differs, where two texts are shown in one.
            compared_with: The footer's words for what it is compared with.
        """
        self.changes.show(comparison, compared_with)
        self._turn_over(release, text, position)
        self.post_message(self.Moved(opened=True))

    def close(self) -> None:
        """Shows what to do (`welcome`), and no release any more."""
        self.changes.show(None, "")
        self._turn_over(None, ReleaseText("", (), (), None), ReadingPosition(0, 0))

    def _turn_over(self, release: Release | None, text: ReleaseText, at: ReadingPosition) -> None:
        self.release, self.text = release, text
        self.finder.forget()
        self.selection.forget()
        self.passages.forget()
        self.tell("")
        self.motion.put(min(at.cursor, len(text.text)))
        # The text, set with its folds, is last: laying it out asks where the cursor is.
        self.setting = self.setting._replace(folded=self.folds.of(text))
        self._show_speech(text)
        self.lay_out(at.top)

    def show_comparison(self, comparison: Comparison, compared_with: str) -> None:
        """Shows what changed, from where the text was on; annotations come back with the text."""
        assert self.release is not None
        there = comparison.from_later
        position = ReadingPosition(there(self.cursor), there(self.top) if self.top else 0)
        self.show(self.release, comparison.text, position, comparison=comparison, compared_with=compared_with)
        self.moved()

    def show_marks(self, release: Release, marks: Marks) -> None:
        """Paints the annotations anew, but none while changes are shown; the text stays where it is."""
        self.release = release
        if self.changes.comparison is None:
            self.passages.marks = marks
        self.repaint()

    def _show_speech(self, text: ReleaseText) -> None:
        """Has quoted speech painted, at once or when a thread has found it."""
        # A language's patterns take 0.2 s to compile: its first text does not wait for them.
        met = self.release is None or self.release.language in self._languages
        late = not met or len(text.text) > LONG
        self._have_quotations(() if late else quotations_of(text))
        if late:
            find = partial(self._find_quotations, text)
            self.call_after_refresh(self.run_worker, find, group="quotations", exclusive=True)

    async def _find_quotations(self, text: ReleaseText) -> None:
        await asyncio.sleep(AFTER_FRAME)
        from tui.panes.reader.late_quotations import late_quotations  # the first frame needs none

        is_long = len(text.text) > LONG
        found = await late_quotations(text, aside=is_long)
        if text is self.text and self.release is not None:
            self._have_quotations(found)
            self.repaint()
            if is_long:
                spare()
            else:
                self._languages.add(self.release.language)

    def _have_quotations(self, found: Sequence[Quotation]) -> None:
        self.quotations = found
        self._spoken = [(one.start, one.end) for one in found]

    @property
    def overlay(self) -> Overlay:
        """What the parts have to paint over the text."""
        passages, finder = self.passages, self.finder
        return Overlay(
            passages.marks, self.selection.span, self.motion.offset, passages.current,
            finder.hits, finder.hit, self._spoken, self.changes.spans,
        )  # fmt: skip

    # -- where one is ----------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        """The code point under the cursor."""
        return self.motion.offset

    @property
    def language(self) -> str | None:
        """The language of the open release."""
        return self.release.language if self.release else None

    @property
    def position(self) -> ReadingPosition:
        """Where the reader is in the text, also while changes are shown in its place."""
        return self.changes.position(self.cursor, self.top)

    @property
    def percent(self) -> int:
        """How far the cursor is, in per cent of the text."""
        return round(100 * self.cursor / max(1, len(self.text.text) - 1))

    def go(self, offset: int, *, keep_column: bool = False, context: int | None = None) -> None:
        """Moves the cursor, and with it the end of the selection; `context` rows stay in view around it.

        A fold that is gone into is opened, but not by rows: those are gone by with `keep_column`.
        """
        before = self.cursor
        self.motion.put(offset)
        if self.cursor != before:
            self.passages.mark_shortest()
        if not keep_column:
            self.motion.keep_column()
        self.refresh_rows(before, self.cursor)
        self.selection.follow()
        self.show_cursor(context=context)
        self.moved()
        if not keep_column:
            self.folds.open_here()

    def jump_to(self, offset: int) -> None:
        """Goes to a place; the one left goes on the jump list."""
        before = self.cursor
        self.go(offset)
        if self.cursor != before:
            self.leave(before)

    def go_to_annotation(self, annotation: Annotation) -> None:
        """Jumps to the passage; the annotation is the current one there."""
        self.jump_to(annotation.start)
        self.passages.choose(annotation.id)

    def leave(self, offset: int) -> None:
        """Puts a place on the jump list."""
        self.motion.leave(offset)

    def moved(self) -> None:
        """Says that the cursor, the selection or what is shown around them changed."""
        self.post_message(self.Moved())

    def page_turned(self) -> None:
        """Rows have other cells: what knew them is told."""
        self.motion.keep_column()

    def scrolled(self) -> None:
        """The cursor comes along when the page is scrolled away."""
        top, row, height = self.scroll_offset.y, self.page.display_row(self.cursor), self.rows_in_view
        # A selection's end stays where it is, in view or not.
        if self.selection.span == NOTHING and not top <= row < top + height:
            nearest = top if row < top else min(top + height, len(self.page)) - 1
            self.motion.put(self.page.offset_of(nearest))
            self.moved()

    # -- what the application asks of the parts --------------------------------------------

    @property
    def passage(self) -> Passage:
        """What an action works on: the selection, or the sentence under the cursor."""
        return self.selection.passage

    @property
    def selecting(self) -> bool:
        """Whether a selection stands."""
        return self.selection.selecting

    @property
    def reshaping(self) -> int | None:
        """The id of the annotation whose passage is being selected anew."""
        return self.selection.reshaping

    @property
    def to_be_selected(self) -> bool:
        """Whether that passage is still to be selected."""
        return self.selection.to_be_selected

    def begin_selecting(self, reshaping: int) -> None:
        """Lets the passage of an annotation be selected."""
        self.selection.begin(reshaping)

    def select_span(self, span: Passage, *, forward: bool = True, reshaping: int | None = None) -> None:
        """Selects a span of whole clusters, the cursor at its end, or else at its start."""
        self.selection.select_span(span, forward=forward, reshaping=reshaping)

    def drop_selection(self) -> None:
        """Selects nothing any more."""
        self.selection.drop()

    @property
    def hits(self) -> Sequence[Passage]:
        """What was found, ordered and disjoint."""
        return self.finder.hits

    def hide_hits(self) -> None:
        """Shows no hits any more."""
        self.finder.hide()

    def mark_hits(self, hits: list[Passage], place: int | None) -> None:
        """Shows what was found elsewhere, ordered and disjoint, and goes to the one at a place, if any."""
        self.finder.mark(hits, place)

    def look_for(self, typed: str) -> None:
        """Shows the hits of what is typed so far."""
        self.finder.look_for(typed)

    async def end_finding(self, typed: str, *, kept: bool) -> None:
        """Stays at the hit, or goes back to where one was."""
        await self.finder.end(typed, kept=kept)

    @property
    def comparison(self) -> Comparison | None:
        """What is shown in place of the text, if anything."""
        return self.changes.comparison

    @property
    def marks(self) -> Marks:
        """The annotations, as they are painted."""
        return self.passages.marks

    @property
    def current(self) -> int | None:
        """The id of the annotation that is drawn stronger than the others."""
        return self.passages.current

    def annotation_here(self) -> Annotation | None:
        """The current annotation under the cursor: the one chosen there, else the shortest."""
        return self.passages.here()

    def find_current(self) -> None:
        """Makes the shortest annotation under the cursor the current one, unless one there is."""
        self.passages.find_current()

    def mark_current(self, key: int | None) -> None:
        """Draws this annotation stronger than the others."""
        self.passages.mark_current(key)

    def reveal(self, key: int) -> None:
        """Shows an annotation's passage and makes it the current one; the cursor stays where it is."""
        self.passages.reveal(key)

    # -- the mouse -------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Puts the cursor under the mouse, or selects what is there."""
        chain = self.app.CLICK_CHAIN_TIME_THRESHOLD
        self.mouse.down(event, event.get_content_offset_capture(self), chain)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draws the end of the selection along."""
        self.mouse.move(event.get_content_offset_capture(self))

    def on_mouse_up(self) -> None:
        """Ends a drag; the selection stands."""
        self.mouse.up()

    # -- beside the keys -------------------------------------------------------------------

    def aside(self, work: Callable[[Callable[[], bool]], Result], done: Callable[[Result], None]) -> None:
        """Does work in a thread in place of what was begun before; `done` is given what it gives.

        The work can ask whether it was stopped; `done` is not called then.
        """

        def run() -> None:
            worker = get_current_worker()
            result = work(lambda: worker.is_cancelled)
            if not worker.is_cancelled:
                self.app.call_from_thread(done, result)

        self.run_worker(run, group="aside", exclusive=True, thread=True)

    def stop_aside(self) -> None:
        """Waits no longer for what is done aside."""
        self.workers.cancel_group(self, "aside")
