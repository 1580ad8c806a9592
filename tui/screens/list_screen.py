"""A screen over the panes that is one list: the keys that move in it."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui.describe import shortened
from tui.panes import Rows
from tui.screens.hints import Hints
from tui.screens.prompts import Prompt
from tui.terminal import one_line


class Lines(Rows):
    """Items of one line each."""

    class Browsed(Message):
        """The cursor was put on another row, or on the same one again."""

    def move_to(self, index: int) -> None:
        """Puts the cursor on a row, of which more is told then."""
        super().move_to(index)
        self.post_message(self.Browsed())

    def first_line(self, index: int) -> int:
        """The line of an item."""
        return index

    def index_at(self, line: int) -> int:
        """The item of a line."""
        return line

    @property
    def width(self) -> int:
        """The cells of a line; hidden, the list has none yet, and will have the screen's."""
        return self.scrollable_content_region.width or max(1, self.app.size.width - 1)


class ListScreen(Prompt[None]):
    """A title, a list, what is said of the item under the cursor, the keys."""

    PLACE = "middle"

    def __init__(self, rows: Rows) -> None:
        """Args: the list."""
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Vertical(classes="list-screen"):
            yield Static(id="list-title", markup=False)
            yield self._rows
            yield Static(id="list-about", markup=False)
            yield Hints(self.SCOPE)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.set_focus(self._rows)

    def entitle(self, left: str, right: str) -> None:
        """Sets the title: what is listed, and at the right edge what its last columns are or how many."""
        width = max(1, self._rows.size.width or self.app.size.width - 3)
        left = shortened(one_line(left), max(1, width - cell_len(right) - 1))
        blank = " " * max(1, width - cell_len(left) - cell_len(right))
        self.query_one("#list-title", Static).update(Text(left + blank + right))

    def on_lines_browsed(self) -> None:
        """Says what there is to say of the row under the cursor; most lists say nothing."""

    def tell(self, about: Text) -> None:
        """Says something below the list."""
        self.query_one("#list-about", Static).update(about)

    # -- keys ------------------------------------------------------------------------------

    @property
    def parts(self) -> Mapping[str, object]:
        """The owners of actions that are in the list."""
        return self._rows.parts

    def action_close_list(self) -> None:
        """Back to what lies below."""
        self.leave(None)
