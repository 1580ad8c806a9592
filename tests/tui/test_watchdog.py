"""The watchdog of the tests sees what holds the queue of the keys, and only that."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from store import Library
from tests.tui.watchdog import BUSY_LIMIT, LIMIT, Watchdog
from tui.app.app import DatelineApp


@pytest.fixture(autouse=True)
def no_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The garbage that the application looks for in a pause is that of all tests before."""
    monkeypatch.setattr("tui.app.input_queue._PAUSE_SECONDS", 3600.0)


async def watched(library: Library, work: Callable[[], object], pause: float) -> None:
    """The application under the watchdog, while something in its queue takes a while."""
    app = DatelineApp(library)
    async with app.run_test() as pilot:
        await app.rest()
        watchdog = Watchdog(app)
        app.call_later(work)
        await pilot.pause(pause)
        watchdog.stop()


def work(seconds: float) -> None:
    """Takes a processor for so long."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hold", "seconds"),
    [(lambda pause: time.sleep(pause), 5 * LIMIT), (asyncio.sleep, 5 * LIMIT), (work, 1.5 * BUSY_LIMIT)],
    ids=["blocked", "waiting", "busy"],
)
async def test_what_holds_the_queue_is_seen(
    wire_library: Library, hold: Callable[[float], object], seconds: float
) -> None:
    """Whether the loop sleeps, the queue waits while the loop goes on, or the loop is busy."""
    with pytest.raises(AssertionError, match="was held"):
        await watched(wire_library, partial(hold, seconds), seconds + LIMIT)


@pytest.fixture
def crowded() -> Iterator[int]:
    """A processor that is taken by another process."""
    processor = min(os.sched_getaffinity(0))
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as other:
        os.sched_setaffinity(other.pid, {processor})
        yield processor
        other.kill()


def delay() -> float:
    """Seconds for which this thread stood ready without a processor."""
    return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root gives a rank back")
async def test_what_a_loaded_machine_takes_is_not_counted(wire_library: Library, crowded: int) -> None:
    """A queue that stands ready and gets no processor waits for nothing."""
    before, policy, starved = os.sched_getaffinity(0), os.sched_getscheduler(0), delay()

    def relieve(thread: int) -> None:
        os.sched_setscheduler(thread, policy, os.sched_param(0))
        os.sched_setaffinity(thread, before)

    # Another thread ends it: what is left to do, the end of the application too, would take this one minutes.
    relief = threading.Timer(6 * LIMIT, relieve, [threading.get_native_id()])

    def starve() -> None:
        relief.start()  # before, for it would get no processor either
        os.sched_setaffinity(0, {crowded})
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))

    try:
        await watched(wire_library, starve, 6 * LIMIT)
    finally:
        relief.join()
    assert delay() - starved > 2 * LIMIT


async def test_what_a_thread_does_is_not_counted(wire_library: Library) -> None:
    """The queue goes on beside it."""

    def aside() -> None:
        threading.Thread(target=time.sleep, args=(2 * LIMIT,)).start()

    await watched(wire_library, aside, 3 * LIMIT)
