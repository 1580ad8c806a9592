"""A foreign reader on a hostile file raises whatever it meets; whoever calls us gets RefusedError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from store.errors import RefusedError


@contextmanager
def refusing(reason: str) -> Iterator[None]:
    """Any error within becomes RefusedError with that reason; for calls into libraries, not for our own code.

    The standard library's mail and archive readers alone raise ten kinds of error that their pages do not
    name (IndexError, AttributeError, RecursionError and others) on bytes made to that end.
    """
    try:
        yield
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(reason) from error
