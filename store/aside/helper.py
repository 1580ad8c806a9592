"""A process that does heavy work for this one, kept from job to job.

A job is a function that gives parts which JSON can hold, named ``module:function``, with the bytes it is
given. It is sent as a line of JSON ``{"job", "sizes", "seconds", "asks"}`` and the bytes; what comes back are
lines ``[kind, value]``: any number of ``part`` and ``ask``, then ``done`` or ``refused``. A job that asks is
sent bytes in the same form.

The process is a fresh interpreter, so that nothing of this one is open in it: no library, no lock. It answers
in JSON, since what a hostile file has taken over may say anything. `concurrent.futures`, pebble and loky read
pickles instead, keep threads of their own, and stop or limit no single job without losing the others.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from store.errors import RefusedError

#: Bytes of address space of the process that all share: a file made to fill the memory fills no more.
SHARED_MEMORY = 768 * 1024**2
#: Jobs after which the process is replaced: what they leave behind in its memory goes with it.
_JOBS = 200
#: Seconds between two looks whether a job that waits for its turn was stopped.
_LOOK_SECONDS = 0.05
_PROGRAM = Path(__file__).with_name("process.py")


class BrokeOffError(Exception):
    """The process ended before the job did, or was stopped; the next job has a new one."""


class NotStartedError(BrokeOffError):
    """No process started; its words are the system's."""


class TooLongError(BrokeOffError):
    """The job was given up after the seconds it had."""


class Stop:
    """Stops a job from another thread; the process that works on it is ended at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.stopped = False
        """Whether it was stopped."""

    def __call__(self) -> None:
        """Stops the job, also one that has not begun."""
        with self._lock:
            self.stopped = True
            if self._process is not None:
                self._process.kill()

    def works(self, process: subprocess.Popen[bytes] | None) -> None:
        """Says who works on the job now. Raises BrokeOffError where it was stopped."""
        with self._lock:
            self._process = process
            if self.stopped and process is not None:
                raise BrokeOffError


class Helper:
    """One process, started with its first job; safe to call from any thread, one job at a time."""

    def __init__(self, memory: int = 0) -> None:
        """Args: bytes of address space it may have; 0: as much as there is."""
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def call(
        self,
        job: str,
        *data: bytes,
        seconds: int = 0,
        within: float | None = None,
        stop: Stop | None = None,
        answer: Callable[[Any], Sequence[bytes]] | None = None,
    ) -> Generator[Any, None, None]:
        """The parts of what the job gives, as they are made; the job begins with the first one asked for.

        Args:
            job: the function, ``module:function``.
            data: what it is given.
            seconds: processor time it may take, where the system can hold it to that; 0: any.
            within: seconds by the clock after which it is given up.
            stop: with what another thread stops it.
            answer: what to send for what it asks.

        Raises RefusedError with the job's reason, and BrokeOffError.
        """
        stop = stop or Stop()
        while not self._lock.acquire(timeout=_LOOK_SECONDS):
            if stop.stopped:
                raise BrokeOffError
        late: list[bool] = []
        done = False
        try:
            process = self._started()
            stop.works(process)

            def give_up() -> None:
                late.append(True)
                process.kill()

            timer = Timer(within, give_up) if within is not None else None
            if timer is not None:
                timer.daemon = True
                timer.start()
            try:
                header = {"job": job, "seconds": seconds, "asks": answer is not None}
                _send(process, header, data)
                for kind, value in _answers(process):
                    if kind == "ask" and answer is not None:
                        _send(process, {}, answer(value))
                    elif kind == "part":
                        yield value
                    elif kind == "refused":
                        raise RefusedError(value)
                    else:
                        done = True
                        return
            finally:
                if timer is not None:
                    timer.cancel()
                    timer.join()  # it may be giving up just now
            raise TooLongError if late else BrokeOffError
        finally:
            stop.works(None)
            self._jobs += 1
            if not done or late or stop.stopped or self._jobs >= _JOBS:
                self._end()
            self._lock.release()

    def close(self) -> None:
        """Ends the process, whatever it is working on; another job starts a new one."""
        if (process := self._process) is not None:
            process.kill()
        with self._lock:
            self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._jobs = 0
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-I", str(_PROGRAM), str(self._memory)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl+C and Ctrl+Z at the terminal are for this process
                )
            except OSError as error:
                raise NotStartedError(error.strerror) from error
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent is not wanted any more
                assert pipe is not None
                pipe.close()
        process.wait()


def _send(process: subprocess.Popen[bytes], header: dict[str, Any], data: Sequence[bytes]) -> None:
    assert process.stdin is not None
    line = json.dumps({**header, "sizes": [len(one) for one in data]}).encode() + b"\n"
    with suppress(BrokenPipeError):  # it ended; that is told by what it answers
        for one in (line, *data):
            process.stdin.write(one)
        process.stdin.flush()


def _answers(process: subprocess.Popen[bytes]) -> Iterator[tuple[str, Any]]:
    """What the process says until it ends; what makes no sense ends it too."""
    assert process.stdout is not None
    for line in process.stdout:
        try:
            kind, value = json.loads(line)
        except ValueError:
            return
        yield kind, value


@cache
def shared() -> Helper:
    """The process that all of this program share, for what may do harm and what is soon done."""
    helper = Helper(SHARED_MEMORY)
    atexit.register(helper.close)
    return helper
