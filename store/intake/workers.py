"""Further processes that read and parse, started when there is enough for them to do."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from store.errors import StorageError
from store.intake.parsing import serve_parent

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

Given = TypeVar("Given")
Made = TypeVar("Made")


class Workers:
    """So many processes, used by all of an import; none is started before work asks for them.

    To be closed when the import ends, however it does.
    """

    def __init__(self, processes: int) -> None:
        """Args: how many may be started; 1: none, all is done by this one."""
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._children: set[BaseProcess] = set()
        self._under_way = False

    def each(
        self, work: Callable[[Given], Made], given: Iterator[Given], *, much: bool
    ) -> Iterator[tuple[Given, Made]]:
        """What was given with what `work` makes of it, in order; one by one, or a few ahead where it is much.

        Args:
            work: a function of a module; it and what it is given and makes pass between processes.
            given: what to do, taken when it is wanted.
            much: whether it is worth the time that processes take to start.

        Raises StorageError where a process ends unexpectedly.
        """
        if self._processes == 1 or not much:
            return ((one, work(one)) for one in given)
        return self._ahead(self._started(), work, given, self._processes + 1)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor  # only where there is much to do
            from multiprocessing import get_context

            self._pool = ProcessPoolExecutor(self._processes, get_context("spawn"), initializer=serve_parent)
        return self._pool

    def close(self) -> None:
        """Ends the processes, at once where somebody has stopped: what they read nobody takes any more."""
        if self._pool is None:
            return
        for child in self._children if self._under_way else ():
            child.terminate()
        self._pool.shutdown(cancel_futures=True)

    def _ahead(
        self, pool: ProcessPoolExecutor, work: Callable[[Given], Made], given: Iterator[Given], ahead: int
    ) -> Iterator[tuple[Given, Made]]:
        from concurrent.futures import BrokenExecutor
        from multiprocessing import active_children

        waiting: deque[tuple[Given, Future[Made]]] = deque()
        self._under_way = True
        try:
            while True:
                for one in islice(given, ahead - len(waiting)):
                    others = set(active_children())
                    with _interrupts_held():  # where one is not busy yet, it starts another
                        making = pool.submit(work, one)
                        self._children |= set(active_children()) - others
                    waiting.append((one, making))
                if not waiting:
                    self._under_way = False
                    return
                one, making = waiting.popleft()
                yield one, making.result()
        except BrokenExecutor as error:
            raise StorageError(
                "a process that read files ended unexpectedly.", "Add the files again, fewer at a time."
            ) from error


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Starts processes that Ctrl+C does not reach, not even before `serve_parent` is called in them.

    They inherit that the signal waits; here it comes a little later.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it is started with the first process, and lets signals in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
