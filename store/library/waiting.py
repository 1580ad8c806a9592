"""Work that ends once nobody waits for it: statements of SQLite, and what is read one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import takewhile

#: Instructions of SQLite's between two questions whether anybody waits.
_ASKED_EVERY = 2000
Stop = Callable[[], bool]
"""Says whether nobody waits for the answer any more; what is given then means nothing."""


@contextmanager
def stopped_by(stop: Stop, connection: sqlite3.Connection) -> Iterator[None]:
    """Has statements end, with an error, once nobody waits for them."""
    connection.set_progress_handler(stop, _ASKED_EVERY)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def until(stop: Stop, ids: Iterable[int]) -> Iterator[int]:
    """The ids, as long as somebody waits."""
    return takewhile(lambda _: not stop(), ids)
