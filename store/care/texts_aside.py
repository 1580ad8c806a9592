"""A process beside this one that looks at texts, from the last one back, until both meet.

It opens the library by itself, and looks only where it sees the state that is seen here. What it has not
looked at is left to this one.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from contextlib import suppress
from threading import Condition, Thread
from typing import Any

from store.aside import BrokeOffError, Helper, Stop
from store.batches import batched
from store.care.row_looks import Finding, Ids, Pairs, RowLook
from store.library import Library, open_library, opened_as

_JOB = f"{__name__}:found"
#: Texts that are looked at together; that many are in memory at a time.
BLOCK = 100

Found = list[list[tuple[Any, ...]]]
"""Of some texts what `RowLook.in_texts` gives."""


class TextsAside:
    """The other process, and a thread that takes what it finds.

    Args:
        library: whose texts are looked at, in a snapshot.
        look: with all other tables looked at.
        there: the ids of the texts, and of the releases.
    """

    def __init__(self, library: Library, look: RowLook, texts: Ids, releases: Ids) -> None:
        self.blocks = -(-len(texts) // BLOCK)
        """How many there are of texts that are looked at together."""
        self._stop = Stop()
        self._change = Condition()
        self._found: list[Found] = []
        self._ended = False
        ids = texts.tobytes(), releases.tobytes(), look.shown_by.tobytes(), look.marks.tobytes()
        path = os.fsencode(opened_as(library.place))
        given = (path, library.tables.storage.state().encode(), *ids)
        Thread(target=self._take, args=given, daemon=True).start()

    def _take(self, *given: bytes) -> None:
        helper = Helper()
        try:
            with suppress(BrokeOffError):
                for found in helper.call(_JOB, *given, stop=self._stop):
                    with self._change:
                        self._found.append(found)
                        self._change.notify()
        finally:
            with self._change:
                self._ended = True
                self._change.notify()
            helper.close()

    def is_at(self, number: int) -> bool:
        """Whether a block was looked at, or is being looked at, or is none."""
        with self._change:
            return number >= self.blocks - len(self._found) - (not self._ended)

    def found_in(self, number: int) -> Found | None:
        """What it found in a block, waited for; None where it looks at it no more."""
        place = self.blocks - 1 - number
        with self._change:
            self._change.wait_for(lambda: self._ended or place < len(self._found))
            return self._found[place] if place < len(self._found) else None

    def close(self) -> None:
        """Ends it, whatever it is looking at."""
        self._stop()


def found(
    path: bytes, state: bytes, texts: bytes, releases: bytes, shown_by: bytes, marks: bytes
) -> Iterator[Found]:
    """The job: what is found in each block of texts, from the last one back."""
    library = open_library(os.fsdecode(path))
    storage, blocks = library.tables.storage, [*batched(array("q", texts), BLOCK)]
    with storage.snapshot():
        if storage.state() != state.decode():
            return
        look = RowLook(storage, {"releases": Ids.of_bytes(releases)})
        look.shown_by, look.marks = Pairs.of_bytes(shown_by), Pairs.of_bytes(marks)
        for block in reversed(blocks):
            look.look("texts", sorted(storage.raw_among("texts", block).items()))
            yield [[one.parts() for one in found] for found in look.in_texts()]
            for kind in look.in_texts():
                kind.clear()


def added(look: RowLook, found: Found) -> None:
    """Adds what the other process found to what was found here."""
    for kind, parts in zip(look.in_texts(), found, strict=True):
        kind += [Finding(*one) for one in parts]
