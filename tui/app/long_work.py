"""Long work: done beside the keys, whatever pane is open; told of in the footer; stopped by a key.

One mechanism for all that takes long. The work itself says at its end what came of it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from textual.timer import Timer
from textual.worker import WorkType

from tui.app.workspace import Workspace

_log = logging.getLogger(__name__)
#: Seconds between two looks how far the work is; and those from which on time left is more than a guess.
_LOOK_SECONDS, _SURE_SECONDS = 0.25, 2.0


class StoppedError(Exception):
    """The user wants no more of it; raised where the work tells how far it is."""


class LongWork:
    """One piece of work: how far it is, and whether it is to stop."""

    def __init__(
        self, name: str, clock: Callable[[], float] = time.monotonic, *, quiet: bool = False
    ) -> None:
        """Args: what is being done, as the footer says it: ``adding``; a clock in seconds; whether nothing is
        said before it is known how far it is."""
        self.name = name
        self._quiet = quiet
        self.stop = threading.Event()
        """Set once the user wants no more of it."""
        self._clock = clock
        self._begun = clock()
        self._far: tuple[int, int] | None = None

    def note(self, done: int, total: int) -> None:
        """Says how many are done, of how many; in any thread."""
        self._far = done, total

    def tell(self, done: int, total: int) -> None:
        """As `note`. Raises StoppedError where it is to stop."""
        self.note(done, total)
        if self.stop.is_set():
            raise StoppedError

    @property
    def told(self) -> str:
        """How far it is, in words: ``adding 300/900, 2 min left``."""
        if self.stop.is_set():
            return f"{self.name}: stopping…"
        if self._far is None:
            return "" if self._quiet else f"{self.name}…"
        done, total = self._far
        return f"{self.name} {done:,}/{total:,}{self._left(done, total)}"

    @property
    def is_long(self) -> bool:
        """Whether it has taken so long that its end is worth being told."""
        return self._clock() - self._begun >= _SURE_SECONDS

    def _left(self, done: int, total: int) -> str:
        if not done or done >= total or not self.is_long:
            return ""
        spent = self._clock() - self._begun
        seconds = spent * (total - done) / done
        if seconds < 60:
            return f", {seconds:.0f} s left"
        return f", {seconds / 60:.0f} min left" if seconds < 3600 else f", {seconds / 3600:.1f} h left"


class UnderWay:
    """All long work that is under way, one piece of each name at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._all: dict[str, LongWork] = {}
        self._looking: Timer | None = None

    def begin(self, name: str, work: Callable[[LongWork], Coroutine[Any, Any, None]]) -> None:
        """Begins what is a coroutine of the application's own: no pane or prompt that closes ends it."""
        one = self._all[name] = LongWork(name)
        _log.info("%s begins", name)
        run: WorkType[None] = partial(self._run, one, work)
        self._workspace.app.run_worker(run, group=name)

    async def _run(self, one: LongWork, work: Callable[[LongWork], Coroutine[Any, Any, None]]) -> None:
        with self.shown(one), self._workspace.complaining():
            await work(one)
        _log.info("%s ends", one.name)

    @contextmanager
    def shown(self, one: LongWork) -> Iterator[None]:
        """Has the footer say how far the work is."""
        self._all[one.name] = one
        if self._looking is None:
            self._looking = self._workspace.app.set_interval(_LOOK_SECONDS, self._workspace.update_footer)
        self._workspace.update_footer()
        try:
            yield
        finally:
            if self._all.get(one.name) is one:
                del self._all[one.name]
            if not self._all and self._looking is not None:
                self._looking.stop()
                self._looking = None
        self._workspace.update_footer()  # not where it was cancelled: the application may have ended

    def stop(self, name: str) -> bool:
        """Stops what is under way by this name; False where nothing is."""
        one = self._all.get(name)
        if one is not None:
            one.stop.set()
            self._workspace.update_footer()
        return one is not None

    def stop_all(self) -> None:
        """Leaves nothing under way."""
        for one in self._all.values():
            one.stop.set()

    @property
    def told(self) -> list[str]:
        """How far each is, in words."""
        return [told for one in self._all.values() if (told := one.told)]
