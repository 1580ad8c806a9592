"""What may follow the keys typed so far, in columns above the footer: as which-key does it in Emacs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

from tui.actions import Action
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

    As many columns as the width allows; what is longer than its column goes on below, and what finds no room
    is counted by the last entry.
    """
    told = [(shown(key), action.brief or action.help.split(";")[0]) for key, action in next_keys]
    keys = max(cell_len(key) for key, _ in told)
    wanted = min(_WIDEST, keys + 1 + max(cell_len(what) for _, what in told))
    most = max(1, (width + _BETWEEN) // (_NARROWEST + _BETWEEN))
    needed = min(most, -(-len(told) // height))
    count = max(needed, min(len(told), (width + _BETWEEN) // (wanted + _BETWEEN)), 1)
    room = (width + _BETWEEN) // count - _BETWEEN
    entries = [_entry(key, what, keys, room) for key, what in told]
    columns = _columns(entries, count, height, lambda hidden: _entry("…", f"{hidden} more", keys, room))
    blank = Text(" " * room)
    return [Text(" " * _BETWEEN).join(line) for line in zip_longest(*columns, fillvalue=blank)]


_Entry = list[Text]
"""The lines of an entry, each filled up to the width of its column."""


def _entry(key: str, what: str, keys: int, room: int) -> _Entry:
    """The key, bold, and what it does beside it."""
    beside = max(1, room - keys - 1)
    lines = Text(what).wrap(Console(width=beside), beside)
    return [
        Text.assemble(
            (set_cell_size("" if at else key, keys), "bold"), " ", set_cell_size(line.plain, beside)
        )
        for at, line in enumerate(lines)
    ]


def _columns(
    entries: list[_Entry], count: int, height: int, more: Callable[[int], _Entry]
) -> list[list[Text]]:
    """The entries in so many columns, as even as may be; the last one tells how many there are no lines for.

    Args: the entries; the columns at most; the lines at most; what tells of so many hidden ones.
    """
    longest = max(len(entry) for entry in entries)
    lines = min(height, max(-(-sum(len(entry) for entry in entries) // count), longest))
    while len(columns := _filled(entries, lines)) > count and lines < height:
        lines += 1
    if len(columns) <= count:
        return columns
    kept = len(entries)
    while kept and len(columns := _filled([*entries[:kept], more(len(entries) - kept)], height)) > count:
        kept -= 1
    return columns


def _filled(entries: Iterable[_Entry], lines: int) -> list[list[Text]]:
    """The entries one below the other, none parted, a new column where one has so many lines."""
    columns: list[list[Text]] = [[]]
    for entry in entries:
        if columns[-1] and len(columns[-1]) + len(entry) > lines:
            columns.append([])
        columns[-1] += entry
    return columns
