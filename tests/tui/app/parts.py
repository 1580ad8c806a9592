"""A workspace without a screen, for the concerns that need no more of it than to be told things."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from tui.app.workspace import Workspace


@dataclass(slots=True)
class Timer:
    """One that never comes by itself."""

    delay: float
    work: Callable[[], object]
    stopped: bool = False

    def stop(self) -> None:
        """It is not to come."""
        self.stopped = True


class Told:
    """In place of the application: notes what is said, and does work when it is asked to."""

    is_web = False

    def __init__(self) -> None:
        self.said: list[str] = []
        """The toasts in view."""
        self.toasts: list[dict[str, Any]] = []
        """How each was asked for."""
        self.passed = 0
        self.workers: list[Coroutine[Any, Any, None]] = []
        self.timers: list[Timer] = []

    def clear_notifications(self) -> None:
        """None is in view any more."""
        self.said.clear()

    def notify(self, message: str, **options: Any) -> None:
        """One more."""
        self.said.append(message)
        self.toasts.append(options)

    async def stand_back(self) -> None:
        """No key is waiting."""

    def let_pass(self) -> None:
        """How often keys that only read on were let pass."""
        self.passed += 1

    def set_timer(self, delay: float, work: Callable[[], object]) -> Timer:
        """For the test to do the work."""
        self.timers.append(Timer(delay, work))
        return self.timers[-1]

    def aside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """At once, in a task."""
        return asyncio.create_task(work)

    def run_worker(self, work: Any, **_options: Any) -> None:
        """When `work` is awaited."""
        self.workers.append(work())

    async def work(self) -> None:
        """Does what workers were to do."""
        while self.workers:
            await self.workers.pop(0)


def workspace(told: Told, *, library: object = None, **panes: object) -> Workspace:
    """The workspace of such an application; panes it is not given are none."""
    parts: dict[str, object] = {"releases": None, "reader": None, "annotations": None, **panes}
    return Workspace(
        cast("Any", told),
        cast("Any", library),
        cast("Any", SimpleNamespace(**parts)),
        update_footer=lambda: None,
        write_to_terminal=lambda _: None,
    )
