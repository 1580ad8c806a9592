"""The list of releases with what narrows it, and what is found out about them on the way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input
from textual.worker import WorkerError, get_current_worker

from store import DatelineError, Library
from tui.describe import differing, shortened
from tui.key_words import with_key
from tui.panes.release_rows import ReleaseRows
from tui.panes.side_pane import SidePane
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from store.library import View
    from store.search import Query
    from tui.panes.narrow_field import NarrowField

#: Seconds after the start in which the other panes come: what nobody has asked for yet waits.
_SETTLED_SECONDS = 1.0
#: Cells of a view's name in the title.
_TITLE = 16
_NOTHING = "nothing found: plain words are looked for in headline, text, place and agency"


class ReleasesPane(SidePane):
    """Title with counts, the field that narrows, the list."""

    def __init__(self, library: Library) -> None:
        super().__init__(id="releases")
        self._library = library
        self.rows = ReleaseRows(library)
        """The list."""
        self._field: NarrowField | None = None
        self._all: list[int] = []
        self._asked = 0  # how often it was asked what to show
        self._grouped: tuple[int, ...] = ()
        self._before: int | None = None  # the release under the cursor before anything was typed
        self.view: View | None = None
        """The view that tells what is listed; None for all."""
        self._listed = 0  # how many releases there were when the list was read

    def compose(self) -> ComposeResult:
        """Title and list."""
        yield self.title
        yield self.rows

    async def add_field(self) -> None:
        """Puts the field above the list, hidden until it is asked for; the first frame needs none."""
        from tui.panes.narrow_field import NarrowField

        self._field = NarrowField(self._library)
        self._field.display = False
        await self.mount(self._field, self._field.told, before=self.rows)

    @property
    def has_some(self) -> bool:
        """Whether the library had any release when the list was read."""
        return bool(self._listed)

    @property
    def is_narrowed(self) -> bool:
        """Whether the field that narrows the list is in use."""
        return bool(self.narrowed_by)

    @property
    def narrowed_by(self) -> str:
        """What was typed to narrow the list, empty for nothing."""
        return "" if self._field is None else self._field.value

    # -- what is listed --------------------------------------------------------------------

    def on_mount(self) -> None:
        """Shows all releases."""
        self.load()
        self.set_timer(_SETTLED_SECONDS, self._make_ready)

    def load(self, current: int | None = None) -> None:
        """Reads which releases there are; keeps the cursor's release, or takes the given one."""
        wanted = current if current is not None else self.rows.current
        self._asked += 1
        self._listed = self._library.releases.count()
        if self.view is None:
            self._list(self._library.releases.ids(), wanted)
        else:
            self._find_view(self.view, wanted)
        self.show_counts()
        self.call_after_refresh(self.look_for_groups)

    def _list(self, ids: list[int], wanted: int | None) -> None:
        self._all = ids
        self.rows.show(ids, wanted)
        if self.narrowed_by:
            self._apply()

    def show_view(self, view: View | None) -> None:
        """Lists only what a view finds, under its name; None for all."""
        if (view, self.view) != (None, None):
            self.view = view
            self.load()

    @work(thread=True, exclusive=True, group="view")
    def _find_view(self, view: View, wanted: int | None) -> None:
        """Finds what a view shows in a thread, for there may be 100,000 releases."""
        worker = get_current_worker()
        try:
            ids = self._library.views.ids(view)
        except DatelineError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refuse_view, view, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._list_view, view, ids, wanted)

    def _list_view(self, view: View, ids: list[int], wanted: int | None) -> None:
        if view is self.view:  # else another was chosen since
            self._list(ids, wanted)
            if wanted not in self.rows.ids and self.rows.ids:
                self.rows.move_to(min(self.rows.cursor, len(self.rows.ids) - 1))
            self.show_counts()

    def _refuse_view(self, view: View, error: DatelineError) -> None:
        if view is self.view:
            self.show_view(None)
            title = one_line(view.name)
            self.app.notify(safe(str(error)), title=title, severity="error", markup=False)

    def look_for_groups(self) -> None:
        """Has the versions of one release found where texts or decisions are new."""
        storage = self._library.tables.storage
        state = (self._library.releases.count(), storage.last_id("texts"), storage.count_rows("apart"))
        if state != self._grouped:
            self._grouped = state
            if state[0] > 1 or self.rows.versions.grouped:  # one alone is no version of another
                self._find_groups()

    @work(thread=True, exclusive=True, group="groups")
    def _find_groups(self) -> None:
        """Finds the groups in a thread: the first time, 10,000 releases take some seconds."""
        from store.duplicates import groups

        worker = get_current_worker()
        try:
            found = groups(self._library, stop=lambda: worker.is_cancelled)
        except DatelineError as error:
            self._library.warnings.append(f"Versions of one release are not shown: {error.message}")
            return
        if not worker.is_cancelled and (found or self.rows.versions.grouped):
            self.app.call_from_thread(self.rows.group, found)

    @on(ReleaseRows.Unfolded)
    def _unfolded(self, event: ReleaseRows.Unfolded) -> None:
        self._compare(event.versions)

    @work(thread=True, group="differences")
    def _compare(self, versions: tuple[int, ...]) -> None:
        """Says what differs from the first version; in a thread, for a text may be long."""
        from store.duplicates import differences

        worker = get_current_worker()
        for key in versions[1:]:
            try:
                found = differing(differences(self._library, versions[0], key))
            except DatelineError:
                continue  # its row shows the headline; opening it says what is wrong
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self.rows.show_differences, {key: found})

    async def regrouped(self) -> None:
        """Waits until the versions of one release have been looked for."""
        await self._wait_for("groups")

    async def narrowed(self) -> None:
        """Waits until the list is what was chosen, and what was typed to narrow it."""
        await self._wait_for("view")
        await self._wait_for("narrow")

    async def _wait_for(self, group: str) -> None:
        for worker in [one for one in self.workers if one.group == group and not one.is_finished]:
            with suppress(WorkerError):  # one that was stopped has a successor, or nobody waits for it
                await worker.wait()

    def show_counts(self) -> None:
        """Brings the title up to date."""
        unread, total = self._library.reading.unread(), self._library.releases.count()
        listed = self.rows.versions.count
        if self.view is not None:
            name, shown = shortened(one_line(self.view.name), _TITLE), f"{listed}/{total}"
        else:
            name, shown = (
                "Releases",
                f"{listed} of {total}" if self.narrowed_by else f"unread {unread}/{total}",
            )
        title = f"{name}  {shown}" if total else f"Releases  none: {with_key('add', 'adds')}"
        self.title.update(title, layout=False)

    def reload(self) -> None:
        """Reads again what is in view, and the counts; the whole list where there are more or fewer."""
        if self._library.releases.count() != self._listed:
            self.load()
            return
        self.rows.reload()
        self.show_counts()
        self.look_for_groups()

    def narrow(self) -> None:
        """Opens the field that narrows the list."""
        if self._field is not None:
            if not self._field.value:
                self._before = self.rows.current
            self._field.display = True
            self.screen.set_focus(self._field)
        self._make_ready()

    def show_all(self, current: int | None = None) -> None:
        """Empties and closes the field, and lists them; the cursor stays, or goes to the given release."""
        if self._field is not None and self._field.value:
            self._asked += 1  # what is still looked for is no longer wanted
            with self._field.prevent(Input.Changed):
                self._field.value = ""
            self.rows.show(self._all, self.rows.current if current is None else current)
            self.show_counts()
        self._leave_field()

    def _leave_field(self) -> None:
        if self._field is not None:
            self._field.display = bool(self.narrowed_by)
            self._field.told.display = False
        self.screen.set_focus(self.rows)

    @on(Input.Changed, "#narrow")
    def _typed(self) -> None:
        self._apply()

    @on(Input.Submitted, "#narrow")
    async def _accepted(self) -> None:
        """What is no query keeps the field, and what is told below it."""
        if self._field is not None and await self._field.hold():
            self._apply()
            self._leave_field()

    def _apply(self) -> None:
        """Shows the releases that the query finds; what is none leaves the list as it is."""
        self._asked += 1  # what is still looked for is no longer wanted
        typed = self._field.asked() if self._field is not None else None
        if typed is not None:
            self._find(typed.query, self._asked, self._all)

    @work(thread=True, exclusive=True, group="narrow")
    def _find(self, query: Query | None, asked: int, ids: list[int]) -> None:
        """Finds them in a thread, for there may be 100,000."""
        worker = get_current_worker()
        try:
            found = {*ids} if query is None else self._library.find.matching(query)
        except DatelineError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._refuse, asked, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_narrowed, asked, [key for key in ids if key in found])

    def _refuse(self, asked: int, error: DatelineError) -> None:
        if asked == self._asked and self._field is not None:
            self._field.tell(error)

    @work(thread=True, group="words")
    def _make_ready(self) -> None:
        """Brings the index up to date before the first letter is typed."""
        with suppress(DatelineError):  # it is said when something is looked for
            self._library.find.make_ready()

    def _show_narrowed(self, asked: int, ids: list[int]) -> None:
        if asked != self._asked:  # there are newer words, or the list was read anew
            return
        if not ids and self._field is not None:
            self._field.remark(_NOTHING)
        current = self.rows.current
        self.rows.show(ids, current)
        if current not in self.rows.ids:
            self.rows.move_to(0)
        self.show_counts()

    def on_narrow_field_dropped(self) -> None:
        """Nothing is narrowed any more; the cursor is where it was before one typed."""
        self.show_all(self._before)
