"""A watchdog on the queue that answers keys: it sees when that is busy or waits for too long.

A beat goes through the application's own message queue; a thread looks how long the next one takes. What a
loaded machine takes is not counted: the kernel tells how long the threads of this process stood ready and
had no processor (``/proc/PID/task/TID/schedstat``, the second number, in nanoseconds; Linux, kernel
documentation "Scheduler statistics"). Where it does not tell, nothing is watched.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from pathlib import Path
from types import FrameType

from textual.app import App

#: Seconds for which the queue may be busy or wait.
LIMIT = 0.2
#: Seconds between two beats, and between two looks.
_BEAT, _LOOK = 0.02, 0.01
_TASKS = Path("/proc/self/task")
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
        self._looker = threading.Thread(target=self._watch, daemon=True)
        if _TASKS.is_dir():
            self._arm()
            self._looker.start()

    def stop(self) -> None:
        """Ends the watch. Raises AssertionError where the queue was busy or waited for too long."""
        self._ended.set()
        if self._looker.ident is not None:
            self._looker.join()
        took = f"{self._longest * 1000:.0f} ms"
        assert self._longest <= LIMIT, f"the queue of the keys was held for {took} at\n{self._where}"

    def _arm(self) -> None:
        if not self._ended.is_set():
            self._app.call_later(self._beat)

    def _beat(self) -> None:
        self._beats += 1
        self._loop.call_later(_BEAT, self._arm)

    def _watch(self) -> None:
        beats, since, starved = -1, 0.0, 0.0
        while not self._ended.wait(_LOOK):
            if beats != self._beats:
                beats, since, starved = self._beats, time.monotonic(), _starved()
                continue
            held = time.monotonic() - since - (_starved() - starved)
            if held > max(LIMIT, self._longest) and self._app.is_running and not self._app._exit:
                frame = sys._current_frames().get(self._thread_id)
                if frame is not None and not _is_of_a_test(frame) and beats == self._beats:
                    self._longest = held
                    self._where = "".join(traceback.format_stack(frame)[-12:]) + self._awaited()

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


def _starved() -> float:
    """The seconds for which the other threads of this process stood ready without a processor, together."""
    total = 0
    for task in _TASKS.iterdir():
        if task.name == str(threading.get_native_id()):
            continue
        try:
            total += int((task / "schedstat").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError):  # a thread that has just ended
            continue
    return total / 1e9


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
