"""The watchdog of the tests sees what holds the queue of the keys, and only that."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from store import Library
from tests.tui.watchdog import BUSY_LIMIT, LIMIT, Watchdog
from tui.app.app import DatelineApp


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


async def test_what_a_thread_does_is_not_counted(wire_library: Library) -> None:
    """The queue goes on beside it."""

    def aside() -> None:
        threading.Thread(target=time.sleep, args=(2 * LIMIT,)).start()

    await watched(wire_library, aside, 3 * LIMIT)
