"""The process that works aside; run as a program by `store.aside.helper`, not imported.

    python -I process.py BYTES    the memory it may have; 0: as much as there is

It reads jobs on its standard input and writes what they give on its standard output, as `helper` says. It
stands apart from the terminal's signals, and ends with whoever started it: a thread waits for the end of
the input, whatever is being worked on.
"""

from __future__ import annotations

import gc
import json
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

#: By how much others come first, above all whoever answers keys meanwhile.
_LOWER = 5
#: As in the process that started this one: jobs make many things, and few that a collection could free.
_COLLECTED_AFTER = 100_000

Asked = tuple[dict[str, Any], list[bytes]]
"""What a line of the input says, and the bytes that follow it."""


def main(memory: int) -> None:
    """Works until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_COLLECTED_AFTER)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    limit_memory(memory)
    with suppress(AttributeError, OSError):  # Windows; a system that forbids it
        os.nice(_LOWER)
    asked: SimpleQueue[Asked] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    # Where `store` is that asks: isolated, Python would look for it in its own folders alone.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

    def say(kind: str, value: Any = None) -> None:
        answers.write(json.dumps([kind, value], separators=(",", ":")).encode() + b"\n")
        answers.flush()

    def ask(value: Any) -> list[bytes]:
        say("ask", value)
        return asked.get()[1]

    while True:
        header, data = asked.get()
        limit_seconds(header["seconds"])
        _work(header["job"], [ask, *data] if header["asks"] else data, say)


def _listen(stream: BinaryIO, asked: SimpleQueue[Asked]) -> None:
    try:
        while line := stream.readline():
            header = json.loads(line)
            asked.put((header, [stream.read(size) for size in header["sizes"]]))
    finally:
        os._exit(0)


def _work(job: str, given: list[Any], say: Callable[..., None]) -> None:
    """Says each part of what the job gives, then that it is done, or why it is refused."""
    from store.errors import RefusedError

    module, _, name = job.partition(":")
    try:
        for part in getattr(import_module(module), name)(*given):
            say("part", part)
    except RefusedError as error:
        say("refused", error.message)
    else:
        say("done")


def limit_memory(size: int) -> None:
    """Holds this process to so many bytes of address space, where the system can; 0: to none."""
    with suppress(ImportError):  # Windows
        import resource

        _limit(resource.RLIMIT_CORE, 0)
        if size:
            _limit(resource.RLIMIT_AS, size)


def limit_seconds(seconds: int) -> None:
    """Gives this process so many seconds of processor time from now on, where the system can; 0: any."""
    with suppress(ImportError):
        import resource

        if seconds:
            _limit(resource.RLIMIT_CPU, math.ceil(time.process_time()) + seconds)


def _limit(what: int, most: int) -> None:
    """The soft limit alone, which can be raised for the next job."""
    import resource

    hard = resource.getrlimit(what)[1]
    with suppress(ValueError, OSError):  # a system that knows the limit and cannot hold to it
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(int(sys.argv[1]))
