"""A watchdog on the queue that answers keys: it sees when that waits or is busy for too long.

A beat goes through the application's own message queue; a thread looks how long the next one takes. What a
loaded machine takes is not counted: the kernel tells how long the threads of this process ran and how long
they stood ready without a processor (``/proc/PID/task/TID/schedstat``, nanoseconds; Linux, kernel
documentation "Scheduler statistics"). It tells the latter only once they run again: while a thread is ready
nothing is said to wait. What is left of the time was spent waiting, for a lock, a disk or a message. Where
the kernel does not tell, nothing is watched.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from textual.app import App

from tests.tui.scheduling import is_ready

#: Seconds for which the queue may wait.
LIMIT = 0.2
#: Seconds of a processor it may take: as many as `LIMIT` on a quiet machine may become on a shared one.
BUSY_LIMIT = 1.0
#: Seconds between two beats, and between two looks.
_BEAT, _LOOK = 0.05, 0.05
_TASKS, _PROCESSORS = "/proc/self/task", "/proc/stat"
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_TESTS = str(Path(__file__).parents[1])
_OURS = (str(Path(__file__).parents[2] / "tui"), "/textual/")


class Watchdog:
    """Watches an application from the loop it runs in, until it is stopped."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._loop = asyncio.get_running_loop()
        self._thread_id = threading.get_ident()
        self._beats = 0
        self._ended = threading.Event()
        self._longest = 0.0
        self._where = ""
        self._collected, self._collecting_since = 0.0, 0.0
        self._looker = threading.Thread(target=self._watch, daemon=True)
        if Path(_TASKS).is_dir():
            gc.callbacks.append(self._note_collection)
            self._arm()
            self._looker.start()

    def stop(self) -> None:
        """Ends the watch. Raises AssertionError where the queue was busy or waited for too long."""
        self._ended.set()
        if self._looker.ident is not None:
            self._looker.join()
            gc.callbacks.remove(self._note_collection)
        assert self._longest <= LIMIT, f"the queue of the keys was held: {self._where}"

    def _arm(self) -> None:
        if not self._ended.is_set():
            self._app.call_later(self._beat)

    def _beat(self) -> None:
        self._beats += 1
        self._loop.call_later(_BEAT, self._arm)

    def _note_collection(self, phase: str, _info: dict[str, int]) -> None:
        """What all tests before left behind is looked through for garbage: no work of the application."""
        if phase == "start":
            self._collecting_since = time.thread_time()
        else:
            self._collected += time.thread_time() - self._collecting_since

    def _watch(self) -> None:
        beats, begun, since, before = -1, _Spent.now(), 0.0, _Spent.now()
        collected = 0.0
        where: object = None
        while not self._ended.wait(_LOOK):
            frame = sys._current_frames().get(self._thread_id)
            if frame is None or not self._app.is_running or self._app._exit:
                continue
            looked = time.monotonic()
            # Before what was spent is asked for; a wait that is no longer than the limit is not told of.
            ready = looked - since > LIMIT and is_ready()
            spent, here = _Spent.now(), self._place(frame)
            if beats != self._beats:
                beats, begun, where, collected = self._beats, spent, None, self._collected
            if here != where:  # code that runs is somewhere else at every look; what waits is not
                where, since, before = here, looked, spent
            busy = spent.running - begun.running - (self._collected - collected)
            waited = looked - since - (spent.running - before.running) - (spent.starved - before.starved)
            held = max(0.0 if ready else waited, busy * LIMIT / BUSY_LIMIT)
            if held > max(LIMIT, self._longest) and not _is_of_a_test(frame) and beats == self._beats:
                self._longest = held
                what = f"waited {waited * 1000:.0f} ms, busy {busy * 1000:.0f} ms\n"
                self._where = what + "".join(traceback.format_stack(frame)[-12:]) + self._awaited()

    def _place(self, frame: FrameType) -> object:
        """Where the loop is; while it has nothing to do, what the application's queue awaits."""
        return self._awaited() if frame.f_code.co_name == "select" else (id(frame), frame.f_lasti)

    def _awaited(self) -> str:
        """What the application's queue awaits."""
        task = self._app._task or next(
            (one for one in asyncio.all_tasks(self._loop) if "run_app" in repr(one)), None
        )
        lines, awaited = [], task.get_coro() if task is not None else None
        while awaited is not None:
            frame = getattr(awaited, "cr_frame", None)
            if frame is not None:
                lines.append(f"  awaits in {frame.f_code.co_qualname}, line {frame.f_lineno}")
            awaited = getattr(awaited, "cr_await", None)
        return "\n".join(lines)


class _Spent(NamedTuple):
    """Seconds of all threads of this process together, since they began."""

    running: float
    starved: float
    """Ready without a processor; what the machine below took from all processors is part of it."""

    @classmethod
    def now(cls) -> _Spent:
        """What the kernel tells now."""
        running = starved = 0
        looker = str(threading.get_native_id())
        with os.scandir(_TASKS) as tasks:
            names = [task.name for task in tasks]
        for name in names:
            try:
                ran, waited, _ = _told(f"{_TASKS}/{name}/schedstat").split()
            except (OSError, ValueError):  # a thread that has just ended
                continue
            running += int(ran)
            if name != looker:  # whoever looks holds nobody up by waiting
                starved += int(waited)
        stolen = int(_told(_PROCESSORS).split(maxsplit=9)[8])
        return cls(running / 1e9, starved / 1e9 + stolen / _TICKS)


def _told(file: str) -> bytes:
    """How a file of the kernel's begins: asked for so often that `Path` would take longer than the kernel."""
    opened = os.open(file, os.O_RDONLY)
    try:
        return os.read(opened, 512)
    finally:
        os.close(opened)


def _is_of_a_test(frame: FrameType) -> bool:
    """Whether the loop is carrying out the test itself, and not what the application does."""
    files = [one.f_code.co_filename for one, _ in reversed(list(traceback.walk_stack(frame)))]
    for file in files:
        if file.startswith(_TESTS):
            # The test's task is entered from the loop; the runner of the tests is below both.
            if "/conftest.py" not in file:
                return True
        elif any(part in file for part in _OURS):
            return False
    return False
