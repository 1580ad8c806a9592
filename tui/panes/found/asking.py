"""One query in one sort: its rows are read some at a time, by whichever thread asks for more."""

from __future__ import annotations

import threading
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui.key_words import with_key
from tui.sorts import SORTS, Sort, Stop

if TYPE_CHECKING:
    from store import Library
    from store.library import Found

#: Rows that are kept: who needs more of them asks for less.
MOST_ROWS = 5000
#: Rows of a sort that are read to say how many there are, before others get their turn.
_COUNTED = 1000


class Asking:
    """What is asked, and how far it was read."""

    def __init__(self, library: Library, sort: Sort, typed: str, *, by_date: bool) -> None:
        self._library = library
        self._sort = sort
        self._by_date = by_date
        self._lock = threading.Lock()
        self._rows: Iterator[Found] | None = None  # made in the thread that reads first
        self.typed = typed
        """The query."""
        self.read = 0
        """How many rows were read."""
        self.ended = False
        """Whether there are no more."""
        self.settled = False
        """Whether no letter followed at once: until then nothing is read that is not to be seen."""
        self._over = threading.Event()

    def stop(self) -> None:
        """Has nothing more read."""
        self._over.set()

    @property
    def stopped(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._over.is_set()

    def settle(self, seconds: float) -> bool:
        """Waits, in a thread; False where nobody waits for more after that."""
        self.settled = not self._over.wait(seconds)
        return self.settled

    def more(self, wanted: int) -> list[Found]:
        """So many more rows, fewer where they end. Raises InvalidQueryError and StorageError."""
        with self._lock:
            if self._rows is None:
                self._rows = iter(
                    self._sort.read(self._library, self.typed, self._by_date, self._over.is_set)
                )
            wanted = min(wanted, MOST_ROWS - self.read)
            found = list(islice(self._rows, wanted)) if not self.ended else []
            self.read += len(found)
            self.ended = self.ended or len(found) < wanted or self.read >= MOST_ROWS
            return found


class Tally(NamedTuple):
    """How many rows a sort has."""

    sort: int
    """Which of `SORTS`."""
    rows: int
    """So many at least."""
    is_all: bool
    """Whether there are no more."""


def counted(library: Library, typed: str, stop: Stop, known: Container[int] = ()) -> Iterator[Tally]:
    """How many rows each sort has but those `known`: soon how many at least, in the end exactly.

    Where nothing tells but reading them, some of each sort are read in turn. Raises InvalidQueryError and
    StorageError.
    """
    turns = [_tallies(library, number, typed, stop) for number in range(len(SORTS)) if number not in known]
    while turns:
        for one in [*turns]:
            tally = next(one)
            if stop():
                return
            yield tally
            if tally.is_all:
                turns.remove(one)


def nothing_found(sort: int, counts: Sequence[str], all_counted: Container[int], scope: str) -> str:
    """Says that a sort has no rows; and, where another has, the key of a scope that shows it.

    Args:
        sort: which of `SORTS`.
        counts: how many rows each has, as far as that is known; else empty.
        all_counted: those whose rows are all counted.
        scope: whose keys hold.
    """
    if any(count.strip("0") for count in counts):
        return f"nothing found in “{SORTS[sort].title}”; {with_key('next_sort', 'shows others', scope)}"
    nowhere = all(number in all_counted for number in range(len(SORTS)))
    return "nothing found" if nowhere else f"nothing found in “{SORTS[sort].title}”"


def _tallies(library: Library, number: int, typed: str, stop: Stop) -> Iterator[Tally]:
    sort = SORTS[number]
    if sort.tally is not None:
        yield Tally(number, sort.tally(library, typed, stop), True)
        return
    if sort.there is not None and not typed.strip():
        yield Tally(number, sort.there(library, stop), True)
        return
    found = sort.read(library, typed, True, stop)
    rows, read = 0, _COUNTED
    while read == _COUNTED:
        read = sum(1 for _ in islice(found, _COUNTED))
        rows += read
        yield Tally(number, rows, read < _COUNTED)
