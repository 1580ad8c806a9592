"""One query in one sort: its rows are read some at a time, by whichever thread asks for more."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tui.sorts import Sort

if TYPE_CHECKING:
    from store import Library
    from store.library import Found

#: Rows that are kept: who needs more of them asks for less.
MOST_ROWS = 5000
#: Rows that are read to say how many there are, where nothing less tells.
MOST_COUNTED = 1000


class Asking:
    """What is asked, and how far it was read."""

    def __init__(self, library: Library, sort: Sort, typed: str) -> None:
        self._library = library
        self._sort = sort
        self._lock = threading.Lock()
        self._rows: Iterator[Found] | None = None  # made in the thread that reads first
        self.typed = typed
        """The query."""
        self.read = 0
        """How many rows were read."""
        self.ended = False
        """Whether there are no more."""
        self._over = threading.Event()

    def stop(self) -> None:
        """Has nothing more read."""
        self._over.set()

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._over.is_set()

    def pause(self, seconds: float) -> bool:
        """Waits, in a thread; True where nobody waits for more after that."""
        return self._over.wait(seconds)

    def more(self, wanted: int) -> list[Found]:
        """So many more rows, fewer where they end. Raises InvalidQueryError and StorageError."""
        with self._lock:
            if self._rows is None:
                self._rows = iter(self._sort.read(self._library, self.typed, self._over.is_set))
            wanted = min(wanted, MOST_ROWS - self.read)
            found = list(islice(self._rows, wanted)) if not self.ended else []
            self.read += len(found)
            self.ended = self.ended or len(found) < wanted or self.read >= MOST_ROWS
            return found


def counted(library: Library, sort: Sort, typed: str, stop: Callable[[], bool]) -> str:
    """How many a sort has, in words: exactly, or ``1000+``. Raises InvalidQueryError and StorageError."""
    if sort.tally is not None:
        return str(sort.tally(library, typed, stop))
    rows = sum(1 for _ in islice(sort.read(library, typed, stop), MOST_COUNTED + 1))
    return str(rows) if rows <= MOST_COUNTED else f"{MOST_COUNTED}+"
