"""A process beside this one that makes parts of a long list as JSON: it opens the library by itself.

What it cannot tell, or does not come to, is left to this one, which also remembers what could not be read.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread

from store import Library, open_library
from store.aside import BrokeOffError, Helper, Stop
from store.library import listed_together, opened_as
from tui.cli.root import json_part

_JOB = f"{__name__}:parts"
#: Parts that wait here for their turn.
_AHEAD = 4
#: Between two looks whether what takes them has ended.
_LOOK_SECONDS = 0.01


class ListAside:
    """A process that makes blocks of a list, and a thread that takes what it has made."""

    def __init__(self, library: Library, blocks: list[array[int]]) -> None:
        """Args: what is listed, and ids of its releases, some hundred and some hundred."""
        self._library = library
        self._stop = Stop()
        self._made: Queue[str | None] = Queue(_AHEAD)
        self._begun = False
        self._ended = False
        self._thread = Thread(target=self._take, args=(opened_as(library.place), blocks), daemon=True)
        self._thread.start()

    def _take(self, path: str, blocks: list[array[int]]) -> None:
        helper = Helper()
        given = (os.fsencode(path), *(block.tobytes() for block in blocks))
        try:
            with suppress(BrokeOffError):
                for part in helper.call(_JOB, *given, stop=self._stop):
                    self._made.put(part)
        finally:
            helper.close()
            self._made.put(None)

    def next_part(self) -> str | None:
        """Its next part; None where it cannot tell, now or ever more."""
        part = None if self._ended else self._made.get()
        if not self._begun:  # it has opened what the path leads to: is that what is open here?
            self._begun = True
            part = None if self._library.tables.storage.displaced() else part
        self._ended = part is None
        return part

    def close(self) -> None:
        """Ends it, whatever it is making."""
        self._stop()
        while self._thread.is_alive():
            with suppress(Empty):
                self._made.get(timeout=_LOOK_SECONDS)


def parts(path: bytes, *blocks: bytes) -> Iterator[str]:
    """The job: each block as `tui.cli.root.json_part` has it, until one holds what cannot be read."""
    library = open_library(os.fsdecode(path))
    tags = library.tags.by_id()
    for block in blocks:
        made = listed_together(library, [*array("q", block)], tags)
        if library.unreadable():
            break
        yield json_part(made)
    library.close()
