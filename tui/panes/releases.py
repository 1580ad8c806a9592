"""The list of releases: date, origin, headline; unread in bold, star, number of annotations."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from store import DatelineError, Library, Release
from tui.actions import RELEASES
from tui.describe import origin, short_date, shortened
from tui.panes.rows import Pieces, Rows
from tui.terminal import one_line

#: Lines of one release: what it is, its headline.
_LINES = 2
#: Records read from the store at once, and kept.
_CHUNK = 64
_KEPT_CHUNKS = 32


class ReleaseRows(Rows):
    """The lines of the list; records are read from the store as they come into view."""

    SCOPE = RELEASES

    @dataclass
    class Browsed(Message):
        """The cursor came upon a release."""

        release: Release

    def __init__(self, library: Library) -> None:
        super().__init__(id="release-rows")
        self._library = library
        self._chunks: dict[int, list[Release]] = {}
        self.ids: list[int] = []
        """The releases shown, in order."""

    def show(self, ids: list[int], current: int | None = None) -> None:
        """Shows these releases, the cursor on the current one if it is among them.

        It stays on its line of the screen, but where the top of the list is in view: what is new shows there.
        """
        self._chunks.clear()
        above = self.first_line(self.cursor) - self.scroll_offset.y
        self.ids = ids
        if current in ids:
            self.cursor = ids.index(current)
        self.items_changed()
        if current in ids and self.scroll_offset.y:
            self.scroll_to(y=self.first_line(self.cursor) - above, animate=False, immediate=True, force=True)

    def reload(self) -> None:
        """Reads again what is in view."""
        self._chunks.clear()
        self.refresh()

    def release_at(self, index: int) -> Release | None:
        """The record of an item, read with its neighbours; None if it was removed meanwhile."""
        chunk = index // _CHUNK
        if chunk not in self._chunks:
            if len(self._chunks) >= _KEPT_CHUNKS:
                self._chunks.clear()
            ids = self.ids[chunk * _CHUNK : (chunk + 1) * _CHUNK]
            try:
                self._chunks[chunk] = self._library.releases(ids)
            except DatelineError:
                # Drawing must not fail: the rows stay empty, and the next key says what is wrong.
                self._chunks[chunk] = []
        return next((one for one in self._chunks[chunk] if one.id == self.ids[index]), None)

    @property
    def current(self) -> int | None:
        """The id of the release under the cursor."""
        return self.ids[self.cursor] if self.ids else None

    def move_to(self, index: int) -> None:
        """See `Rows`."""
        before = self.current
        super().move_to(index)
        if self.current != before and (release := self.release_at(self.cursor)):
            self.post_message(self.Browsed(release))

    def count(self) -> int:
        """See `Rows`."""
        return len(self.ids)

    def first_line(self, index: int) -> int:
        """See `Rows`."""
        return index * _LINES

    def index_at(self, line: int) -> int:
        """See `Rows`."""
        return line // _LINES

    def pieces(self, index: int, line: int) -> Pieces:
        """See `Rows`."""
        release = self.release_at(index)
        if release is None:
            return []
        width = self.scrollable_content_region.width
        bar = "▌" if index == self.cursor else " "
        if line == 1:
            style = "rows--text" if release.read else "rows--bold"
            return [(f"{bar}  ", "rows--accent"), (shortened(one_line(release.headline), width - 4), style)]
        state = "★" if release.starred else " " if release.read else "●"
        marks = f"◆{release.annotations} " if release.annotations else ""
        place = f"{short_date(release.date):<9} " if release.date else ""
        room = width - 3 - cell_len(place) - cell_len(marks) - 1
        return [
            (f"{bar}{state} ", "rows--accent"),
            (place, "rows--dim"),
            (set_cell_size(shortened(origin(release), room), max(0, room + 1)), "rows--dim"),
            (marks, "rows--accent"),
        ]


class ReleasesPane(Vertical):
    """Title with counts, the field that narrows, the list."""

    def __init__(self, library: Library) -> None:
        super().__init__(id="releases")
        self._library = library
        self.rows = ReleaseRows(library)
        """The list."""
        self._title = Static(classes="pane-title", markup=False)
        self._field = Input(placeholder="narrow by headline, place, agency, date", id="narrow")
        self._haystack: list[tuple[int, str]] | None = None
        self._all: list[int] = []

    def compose(self) -> ComposeResult:
        """Title, field, list."""
        yield self._title
        yield self._field
        yield self.rows

    def on_mount(self) -> None:
        """Shows all releases; the field appears when it is asked for."""
        self._field.display = False
        self.load()

    def load(self, current: int | None = None) -> None:
        """Reads which releases there are; keeps the cursor's release, or takes the given one."""
        wanted = current if current is not None else self.rows.current
        self._haystack = None
        self._all = self._library.release_ids()
        self.rows.show(self._all, wanted)
        if self._field.value:
            self._apply(self._field.value)
        self.show_counts()

    def show_counts(self) -> None:
        """Brings the title up to date."""
        unread, total = self._library.unread(), self._library.count()
        shown = f"{len(self.rows.ids)} of {total}" if self._field.value else f"unread {unread}/{total}"
        self._title.update(f"Releases  {shown}" if total else "Releases  none yet: dateline add PATH")

    def reload(self) -> None:
        """Reads again what is in view, and the counts."""
        self.rows.reload()
        self.show_counts()

    def narrow(self) -> None:
        """Opens the field that narrows the list."""
        self._field.display = True
        self.screen.set_focus(self._field)

    def show_all(self) -> None:
        """Empties and closes the field."""
        self._field.value = ""
        self._leave_field()

    def _leave_field(self) -> None:
        self._field.display = bool(self._field.value)
        self.screen.set_focus(self.rows)

    @on(Input.Changed, "#narrow")
    def _typed(self, event: Input.Changed) -> None:
        self._apply(event.value)

    @on(Input.Submitted, "#narrow")
    def _accepted(self) -> None:
        self._leave_field()

    @work(thread=True, exclusive=True, group="narrow")
    def _apply(self, typed: str) -> None:
        """Finds the releases that hold every word typed; in a thread, for there may be 100,000."""
        worker = get_current_worker()
        if self._haystack is None:
            self._haystack = list(self._library.headlines())
        words = typed.casefold().split()
        matching = {key for key, hay in self._haystack if all(word in hay for word in words)}
        ids = [key for key in self._all if key in matching] if words else self._all
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_narrowed, ids)

    def _show_narrowed(self, ids: list[int]) -> None:
        self.rows.show(ids, self.rows.current)
        self.show_counts()

    def key_escape(self) -> None:
        """Esc in the field shows all releases again."""
        self.show_all()
