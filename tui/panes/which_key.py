"""What may follow the keys typed so far, in columns above the footer: as which-key does it in Emacs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

from tui.actions import Action
from tui.describe import shortened
from tui.key_words import shown

#: Seconds between two keys of one command after which it helps to be told: who knows the rest is faster.
PAUSE_SECONDS = 0.4
#: Cells of a column at least and at most, and between two.
_NARROWEST, _WIDEST, _BETWEEN = 26, 44, 2

NextKeys = Sequence[tuple[str, Action]]
"""Keys that may come next, each with the action it leads to."""


class WhichKey(Static):
    """Shows what may follow once nothing was typed for a while; it has no keys of its own."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="which-key")
        self.display = False
        self._typed = ""
        self._next: NextKeys = ()
        self._timer: Timer | None = None

    def follow(self, typed: str, next_keys: NextKeys) -> None:
        """Goes, for another key was typed; comes after a while where the command is not complete.

        Args: what was typed of a command, empty for nothing; what may follow it.
        """
        if typed == self._typed:
            return
        self._typed, self._next = typed, next_keys
        self.display = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE_SECONDS, self.tell) if next_keys else None

    def tell(self) -> None:
        """Shows it now, over two thirds of the screen at most."""
        if self._next:
            size = self.app.size
            lines = table(self._next, size.width - 2, max(1, size.height * 2 // 3))
            self.update(Text("\n").join(lines))
            self.display = True


def table(next_keys: NextKeys, width: int, height: int) -> list[Text]:
    """The keys and what they do, column by column, in at most so many lines of so many cells.

    As many columns as the width allows; what finds no room is told by the last entry.
    """
    told = [(shown(key), action.help.split(";")[0]) for key, action in next_keys]
    keys = max(cell_len(key) for key, _ in told)
    wanted = min(_WIDEST, keys + 1 + max(cell_len(what) for _, what in told))
    most = max(1, (width + _BETWEEN) // (_NARROWEST + _BETWEEN))
    needed = min(most, -(-len(told) // height))
    columns = max(needed, min(len(told), (width + _BETWEEN) // (wanted + _BETWEEN)), 1)
    room = (width + _BETWEEN) // columns - _BETWEEN
    if len(told) > columns * height:
        hidden = len(told) - columns * height + 1
        told[columns * height - 1 :] = [("…", f"{hidden} more")]
    lines = -(-len(told) // columns)
    entries = [_entry(key, what, keys, room) for key, what in told]
    by_line = zip_longest(*(entries[at : at + lines] for at in range(0, len(entries), lines)))
    return [Text(" " * _BETWEEN).join(filter(None, line)) for line in by_line]


def _entry(key: str, what: str, keys: int, room: int) -> Text:
    """The key, bold, and what it does, cut to the room there is and filled up to it."""
    told = set_cell_size(shortened(what, room - keys - 1), max(0, room - keys - 1))
    return Text.assemble((set_cell_size(key, keys), "bold"), " ", told)
