"""Jobs for the process that works aside: what may go well in it, and what may go wrong."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from store.errors import RefusedError

HERE = "tests.store.aside.jobs"


def same(*data: bytes) -> Iterator[str]:
    """What it is given."""
    for one in data:
        os.write(1, b"what a library prints")
        yield one.decode()


def asked(ask: Callable[[Any], list[bytes]], first: bytes) -> Iterator[list[str]]:
    """What it is given, and what it is answered."""
    yield [first.decode(), *(one.decode() for one in ask(["for", 2]))]


def refuse(*_: bytes) -> Iterator[None]:
    """Refuses what it is given, after a part."""
    yield None
    raise RefusedError("it is nothing.")


def process() -> Iterator[tuple[int, int, bool]]:
    """The process, its group, and whether it minds an interrupt."""
    yield os.getpid(), os.getpgid(0), signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def open_files() -> Iterator[str]:
    """What is open."""
    for link in Path("/proc/self/fd").iterdir():
        if link.is_symlink():
            yield str(link.readlink())


def abort(*_: bytes) -> Iterator[list[int]]:
    """Ends as a fault in a library ends a process."""
    yield []
    os.abort()


def fail(*_: bytes) -> Iterator[list[int]]:
    """Fails."""
    yield []
    raise MemoryError


def leave(*_: bytes) -> Iterator[list[int]]:
    """Ends as if all were well."""
    yield []
    os._exit(0)


def babble(*_: bytes) -> Iterator[None]:
    """Says what is no answer."""
    yield None
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b"{'\\n")
        except OSError:
            continue
    yield None


def silent(*_: bytes) -> Iterator[int]:
    """Never gives anything."""
    yield sum(iter(int, 1))


def endless(*_: bytes) -> Iterator[int]:
    """Never comes to an end."""
    yield 0
    for _number in count():
        pass


def busy(*_: bytes) -> Iterator[int]:
    """Takes most of a second of processor time, and gives the process."""
    until = time.process_time() + 0.7
    while time.process_time() < until:
        pass
    yield os.getpid()


def fill(*_: bytes) -> Iterator[int]:
    """Takes more memory than any release needs."""
    yield len(bytes(1 << 30))


def hold(path: bytes) -> Iterator[int]:
    """Holds a lock on a file for as long as the process lives."""
    import fcntl

    with Path(path.decode()).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield from endless()
