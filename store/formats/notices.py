"""What a reader has to say of a file that it reads all the same: damaged bytes, a part it left out.

Whoever meets it is often deep within a reader, or within a reader of something attached: it tells here,
and the registry, which calls the readers, puts what was told with the document that came of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_told: ContextVar[list[str] | None] = ContextVar("_told", default=None)


def notice(words: str) -> None:
    """Tells something of what is being read, in words that follow the file's name and a colon."""
    told = _told.get()
    if told is not None and words not in told:
        told.append(words)


@contextmanager
def noticing() -> Iterator[list[str]]:
    """What is told within, in the order it is told, each once."""
    told: list[str] = []
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)
