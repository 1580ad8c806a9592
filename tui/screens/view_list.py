"""The list of views: each with the number of its unread releases, counted while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store import DatelineError
from store.library import View
from tui.describe import shortened
from tui.screen_actions import VIEWS
from tui.screens.hints import Hints
from tui.screens.prompts import Prompt
from tui.terminal import one_line

#: Cells of a line: the list is narrow, so that the releases beside it stay in view.
_WIDTH = 32
#: Views that a digit chooses.
_DIGITS = 9
#: Seconds between two looks whether the library has changed.
_LOOK_INTERVAL = 1.0
#: What stands for a number that is not known yet, or of a query that cannot be read.
_UNKNOWN = "·"

Counts = Callable[[Sequence[View]], Iterable[int | None]]


class ViewList(Prompt[View | None]):
    """Asks for a view; gives it, or None when the list was left."""

    SCOPE = VIEWS
    PLACE = "left"

    def __init__(
        self, views: Sequence[View], shown: str, counts: Counts, version: Callable[[], object]
    ) -> None:
        """A list of views.

        Args:
            views: in the order they are shown in.
            shown: the name of the one that is shown in the list of releases.
            counts: gives the unread releases of some, in their order; None for a query that cannot be read.
            version: gives a value that changes with the library.
        """
        super().__init__()
        self._views = views
        self._shown = shown
        self._counts = counts
        self._version = version
        self._seen: object = None
        self._unread: list[int | None] = []

    def compose(self) -> ComposeResult:
        """Title, views, keys."""
        with Vertical(classes="prompt"):
            yield Static(Text("Views · unread"))
            yield OptionList(id="views", markup=False)
            yield Hints(VIEWS)

    def on_mount(self) -> None:
        """The cursor is on the view that is shown; counting begins."""
        self._list.can_focus = False
        names = [view.name for view in self._views]
        self._fill(names.index(self._shown) if self._shown in names else 0)
        self._look()
        self.set_interval(_LOOK_INTERVAL, self._look)

    @property
    def current(self) -> View:
        """The view under the cursor."""
        return self._views[self._list.highlighted or 0]

    def show(self, views: Sequence[View]) -> None:
        """Lists other views; the cursor stays where it is."""
        self._views, self._unread = views, []
        self._fill(min(self._list.highlighted or 0, len(views) - 1))
        self._count()

    def _fill(self, cursor: int) -> None:
        self._list.clear_options()
        self._list.add_options(Option(self._line(at)) for at in range(len(self._views)))
        self._list.highlighted = cursor

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _line(self, at: int) -> Text:
        digit = str(at + 1) if at < _DIGITS else " "
        unread = self._unread[at] if at < len(self._unread) else None
        number = _UNKNOWN if unread is None else str(unread)
        room = _WIDTH - len(digit) - cell_len(number) - 2
        name = set_cell_size(shortened(one_line(self._views[at].name), room), room)
        return Text(f"{digit} {name} {number}", no_wrap=True)

    # -- counting --------------------------------------------------------------------------

    def _look(self) -> None:
        version = self._version()
        if version != self._seen:
            self._seen = version
            self._count()

    @work(thread=True, exclusive=True, group="counts")
    def _count(self) -> None:
        """Counts in a thread, view by view: there may be 100,000 releases."""
        worker = get_current_worker()
        try:
            for at, unread in enumerate(self._counts(self._views)):
                if worker.is_cancelled:
                    return
                self.app.call_from_thread(self._have, at, unread)
        except DatelineError:
            return  # the numbers stay as they are; choosing a view says what is wrong

    def _have(self, at: int, unread: int | None) -> None:
        self._unread += [None] * (at + 1 - len(self._unread))
        self._unread[at] = unread
        if self.is_mounted and at < self._list.option_count:
            self._list.replace_option_prompt_at_index(at, self._line(at))

    # -- keys ------------------------------------------------------------------------------

    def action_down(self, count: int | None = None) -> None:
        """Goes to the next view, or so many on."""
        self._go((self._list.highlighted or 0) + (count or 1))

    def action_up(self, count: int | None = None) -> None:
        """Goes to the view before, or so many back."""
        self._go((self._list.highlighted or 0) - (count or 1))

    def action_top(self, count: int | None = None) -> None:
        """Goes to the first view, or to a numbered one."""
        self._go((count or 1) - 1)

    def action_bottom(self, count: int | None = None) -> None:
        """Goes to the last view, or to a numbered one."""
        self._go((count or len(self._views)) - 1)

    def _go(self, at: int) -> None:
        self._list.highlighted = max(0, min(at, len(self._views) - 1))

    def action_choose_view(self) -> None:
        """Ends the list with the view under the cursor."""
        self.leave(self.current)

    def action_jump_to_view(self, digit: str) -> None:
        """Ends the list with the view of the digit, if there is one."""
        if int(digit) <= len(self._views):
            self.leave(self._views[int(digit) - 1])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses as Enter does."""
        self.leave(self._views[event.option_index])

    def action_leave_prompt(self) -> None:
        """Ends the list with nothing."""
        self.leave(None)
