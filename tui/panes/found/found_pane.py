"""The find screen: the query, what it finds as one types, the paragraph of a row."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events, on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static
from textual.worker import WorkType, get_current_worker

from store import DatelineError, Library
from tui.describe import SEPARATOR, about, shortened
from tui.panes.found.asking import MOST_ROWS, Asking, Tally, counted, nothing_found
from tui.panes.found.preview import Line, paragraph_around, preview
from tui.panes.found.result_lines import HEIGHTS
from tui.panes.found.result_rows import AS_FOUND, ResultRows
from tui.panes.query_field import QueryField
from tui.scopes import RESULTS
from tui.screen_actions import QUERY
from tui.sorts import LINE, SORTS
from tui.terminal import one_line
from tui.text import line_in_order

if TYPE_CHECKING:
    from store.library import Found
    from store.search import Query

#: Rows that are read at once, beyond those that fill the screen, each time the cursor comes near the end.
_MORE_ROWS = 100
#: Seconds after the first rows in which the next letter may be typed: what goes on then would hold it up.
_PAUSE_SECONDS = 0.3


class FoundPane(Vertical):
    """Field, what may be typed or is wrong, the sorts with their counts, the rows, a paragraph."""

    def __init__(self, library: Library) -> None:
        super().__init__(id="found")
        self._library = library
        self.field = QueryField(library)
        """The query."""
        self.rows = ResultRows()
        """What it finds."""
        self.sort = 0
        """Which of `SORTS` is shown."""
        self._by_date = False
        self._asking = Asking(library, SORTS[0], "", by_date=False)
        self._query: Query | None = None  # what is asked: blanks change nothing
        self._counts = [""] * len(SORTS)
        self._counted: set[int] = set()  # the sorts whose rows are all counted
        self._left = threading.Event()  # set when the screen is left: another one each time it is shown
        self._first = asyncio.Event()
        self._first.set()
        self._stale = True
        self._host: App[object]  # a thread must not look for it: a pane that is being removed has none
        self._reading_more = False
        self._sorts = Static(id="sorts")
        self._preview = Static(id="preview")

    def compose(self) -> ComposeResult:
        """From the top down."""
        yield self.field
        yield self.field.told
        yield self._sorts
        yield self.rows
        yield self._preview

    def on_mount(self) -> None:
        """Shows what there is to be found."""
        self._host = self.app
        self._show_sorts()

    def on_resize(self) -> None:
        """The sorts have other room."""
        self._show_sorts()

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._asking.stop()

    def on_hide(self) -> None:
        """Nobody looks at it: what is counted and looked up for it ends, and goes on when it is shown."""
        if self.display:
            return  # it has come up again since
        self._left.set()
        if not self._first.is_set():
            self._asking.stop()
            self._stale = True
            self._first.set()

    # -- what is typed ---------------------------------------------------------------------

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.ask()

    def ask(self) -> None:
        """Asks for what stands in the field, whose last word may go on; what is no query changes nothing."""
        asked = self.field.asked()
        if asked is not None and asked.query != self._query:
            self._query = asked.query
            self._ask(asked.typed, None)

    async def hold(self) -> bool:
        """Has what is typed hold (`QueryField.hold`), and is answered; False where it is no query."""
        if not await self.field.hold():
            return False
        self.ask()
        await self.answered()
        return True

    def put_back(self) -> None:
        """Has the query that the rows answer stand in the field again."""
        self.field.put(self.asked, len(self.asked))

    def _ask(self, typed: str, current: tuple[int, int] | None) -> None:
        """Asks in place of what was asked before; the cursor stays on a row that is found again."""
        self._asking.stop()
        # Sorted by a word, the row under the cursor may be any of those that were read.
        known = self._asking.read if self.rows.order else self.rows.cursor + 1
        self._asking = asking = Asking(self._library, SORTS[self.sort], typed, by_date=self._by_date)
        self._first.clear()
        read = max(self._screenful, known if current else 0)
        work: WorkType[None] = partial(self._read, asking, read, current, self._left)
        self.run_worker(work, group="results", thread=True)

    def _read(
        self, asking: Asking, wanted: int, current: tuple[int, int] | None, left: threading.Event
    ) -> None:
        """Reads the first rows in a thread, then how many there are of each sort."""
        try:
            found = asking.more(wanted)
            if asking.stopped:
                return
            self._host.call_from_thread(self._show, asking, found, current)
            if not asking.settle(_PAUSE_SECONDS):
                return
            self._host.call_from_thread(self._read_on)
        except DatelineError as error:
            self._host.call_from_thread(self._fail, asking, error)
        else:
            self._count_rows(asking, set(), left)

    def _count_rows(self, asking: Asking, known: Container[int], left: threading.Event) -> None:
        """Counts in a thread what each sort has, until the screen is left."""
        try:
            stop = lambda: asking.stopped or left.is_set()  # noqa: E731
            for tally in counted(self._library, asking.typed, stop, known):
                self._host.call_from_thread(self._count, asking, tally)
        except DatelineError as error:
            self._host.call_from_thread(self._fail, asking, error)

    def _show(self, asking: Asking, found: Sequence[Found], current: tuple[int, int] | None) -> None:
        if asking is self._asking:
            self._counts, self._counted = [""] * len(SORTS), set()
            self.rows.show(SORTS[self.sort].form, found, current)
            self._show_sorts()
            self._remark()
            self._first.set()

    @on(events.DescendantBlur)
    def _remark(self) -> None:
        """Says where nothing is found; once another sort is known to have some, how to see that."""
        scope = QUERY if self.field.has_focus else RESULTS
        nothing = self.asked.strip() and not self.rows.count()
        self.field.remark(nothing_found(self.sort, self._counts, self._counted, scope) if nothing else "")

    @property
    def _screenful(self) -> int:
        """Rows that fill the screen."""
        return (self.rows.size.height or self.app.size.height) // HEIGHTS[SORTS[self.sort].form] + 1

    def _count(self, asking: Asking, tally: Tally) -> None:
        if asking is self._asking:
            self._counts[tally.sort] = f"{tally.rows:,}{'' if tally.is_all else '+'}"
            self._counted.update([tally.sort] if tally.is_all else ())
            self._show_sorts()
            self._remark()

    def _fail(self, asking: Asking, error: DatelineError) -> None:
        if asking is self._asking:
            self.field.tell(error)
            self._first.set()

    @property
    def asked(self) -> str:
        """The query that the rows answer."""
        return self._asking.typed

    async def answered(self) -> None:
        """Waits until the first rows of what was typed are there."""
        while not (first := self._first).is_set():
            await first.wait()

    # -- more rows -------------------------------------------------------------------------

    def _read_on(self) -> None:
        """Reads more where the cursor comes near the end, or where all are to be sorted."""
        near = self.rows.cursor + 2 * self._screenful >= self.rows.count()
        if (
            (near or self.rows.order)
            and not (self._asking.ended or self._reading_more)
            and self._first.is_set()
            and self._asking.settled
        ):
            self._reading_more = True
            work: WorkType[None] = partial(self._read_more, self._asking)
            self.run_worker(work, group="more", thread=True)

    def _read_more(self, asking: Asking) -> None:
        try:
            found = asking.more(MOST_ROWS if self.rows.order else _MORE_ROWS)
        except DatelineError:
            return  # it is said when it is asked for again
        finally:
            self._reading_more = False
        if found:
            self._host.call_from_thread(self._add, asking, found)

    def _add(self, asking: Asking, found: Sequence[Found]) -> None:
        if asking is self._asking and found:
            self.rows.add(found)

    async def reach(self, index: int) -> bool:
        """Puts the cursor on a row, which is read where it was not yet; False where there is none."""
        if index >= self.rows.count() and not self._asking.ended:
            asking = self._asking
            self._add(asking, await asyncio.to_thread(asking.more, _MORE_ROWS))
        if not 0 <= index < self.rows.count():
            return False
        self.rows.move_to(index)
        return True

    # -- other sorts and orders ------------------------------------------------------------

    def show_sort(self, number: int) -> None:
        """Shows another sort of what is found."""
        if 0 <= number < len(SORTS) and number != self.sort:
            self.sort = number
            if SORTS[number].form != LINE:  # the words beside a hit are those of a line
                self.rows.set_out(grouped=self.rows.grouped, order=AS_FOUND)
            self._ask(self._asking.typed, None)
            self._show_sorts()

    def show_query(self, typed: str, sort: int) -> None:
        """Asks a query, and shows what it finds of a sort."""
        with self.field.prevent(Input.Changed):
            self.field.value = typed
        self.show_sort(sort)
        self.ask()

    def turn(self, step: int) -> None:
        """Shows the next sort, or the one before; after the last the first."""
        self.show_sort((self.sort + step) % len(SORTS))

    def by_release(self) -> None:
        """Groups the rows by release, or no longer."""
        self.rows.set_out(grouped=not self.rows.grouped, order=self.rows.order)

    def rank_or_date(self) -> None:
        """Has the newest come first in place of the best, or the best again."""
        self._by_date = not self._by_date
        self._ask(self._asking.typed, self.rows.place)

    def sort_by(self, order: str) -> None:
        """Sorts lines, which alone have words beside them, by one; by the same again, as they were found."""
        if SORTS[self.sort].form != LINE:
            return
        other = AS_FOUND if self.rows.order == order else order
        self.rows.set_out(grouped=self.rows.grouped and not other, order=other)
        self._show_sorts()
        self._read_on()

    def reload(self) -> None:
        """Asks again, for the library has changed; once it is shown, where it is not."""
        if self.display and self.is_attached:
            self._ask(self._asking.typed, self.rows.place)
        else:
            self._stale = True

    def shown(self) -> None:
        """It has come up: what changed meanwhile is read, and what was left half counted."""
        if not self._left.is_set() and not self._stale:
            return
        self._left = left = threading.Event()
        if self._stale:
            self._stale = False
            self._ask(self._asking.typed, self.rows.place)
        elif len(self._counted) < len(SORTS):
            work: WorkType[None] = partial(self._count_rows, self._asking, frozenset(self._counted), left)
            self.run_worker(work, group="results", thread=True)

    @property
    def is_ranked(self) -> bool:
        """Whether what is shown may stand by rank: there are words to rank by."""
        if self._query is None or not SORTS[self.sort].ranked:
            return False
        from store.search import words_and_rest  # opening the screen needs it not

        return words_and_rest(self._query)[0] is not None

    @property
    def _order(self) -> str:
        if self.rows.order:
            return f"the word {self.rows.order}"
        return "rank" if self.is_ranked and not self._by_date else "date"

    def _show_sorts(self) -> None:
        """Where there is little room: blanks between them go first, then the order, then the other counts."""
        shapes = (("   ", 2), ("  ", 2), ("  ", 1), ("  ", 0))
        room = self._sorts.content_size.width or self.app.size.width
        for shape in shapes:
            text = self._sorts_as(*shape)
            if text.cell_len <= room:
                break
        self._sorts.update(text, layout=False)

    def _sorts_as(self, between: str, told: int) -> Text:
        """The sorts in a line; `told`: how much is said of them, from 0 to 2."""
        text = Text()
        for number, sort in enumerate(SORTS):
            is_shown = number == self.sort
            text.append(between * bool(number)).append(f"{number + 1} ", "dim")
            text.append(sort.title, "bold underline" if is_shown else "dim")
            counted = self._counts[number] if told or is_shown else ""
            ordered = f"{SEPARATOR}by {self._order}" if is_shown and told > 1 else ""
            text.append(f" {counted}" * bool(counted) + ordered, "dim")
        return text

    # -- the paragraph ---------------------------------------------------------------------

    @on(ResultRows.Browsed)
    def _browsed(self) -> None:
        self._read_on()
        work: WorkType[None] = partial(self._look_at, self.rows.current)
        self.run_worker(work, group="preview", thread=True, exclusive=True)

    def _look_at(self, found: Found | None) -> None:
        """Reads the paragraph of a row in a thread: a text may be long."""
        worker = get_current_worker()
        try:
            lines = self._paragraph(found) if found is not None else []
        except DatelineError:
            lines = []  # opening it says what is wrong
        if not worker.is_cancelled:
            self._host.call_from_thread(self._show_paragraph, found, lines)

    def _paragraph(self, found: Found) -> list[Line]:
        text = self._library.releases.version_text(found.release.text_id)
        span = paragraph_around(text.text, found.start, ((one.start, one.end) for one in text.paragraphs))
        hits = [(one + span[0], end + span[0]) for one, end in self.hits_in(text.text[slice(*span)])]
        size = self._preview.content_size
        return preview(
            text.text, span, hits, found.start, (size.width, size.height - 1), bidi=self.rows.bidi == "app"
        )

    def hits_in(self, text: str) -> list[tuple[int, int]]:
        """Where the words of the query stand in a text, ordered and disjoint."""
        from store.search import spans

        return disjoint(spans(self._asking.typed, text))

    def _show_paragraph(self, found: Found | None, lines: list[Line]) -> None:
        text = Text(no_wrap=True)
        if found is not None:
            width = self._preview.content_size.width
            title = SEPARATOR.join((one_line(found.release.headline), about(found.release)))
            order = line_in_order if self.rows.bidi == "app" else str
            text.append(order(shortened(title, width)), "dim")
        for line in lines:
            text.append("\n")
            for piece, is_found in line:
                text.append(piece, "bold reverse" if is_found else "")
        self._preview.update(text, layout=False)


def disjoint(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
