"""Processes that read and parse for an import: started when there is much to do, a little ahead, in order."""

from __future__ import annotations

import signal
import time
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest

from store.intake.parsing import Chunk, Taken, take_all
from store.intake.workers import Workers
from tests.store.intake.test_importing_runs import write


class Pool:
    """Processes that read what they are told to read."""

    made: list[Pool] = []

    def __init__(self, processes: int, _context: object, *, initializer: object) -> None:
        self.processes, self.futures = processes, list[Future[list[Taken]]]()
        self.made.append(self)

    def submit(self, _take: object, chunk: Chunk) -> Future[list[Taken]]:
        """The first three are read at once, the others some time."""
        self.futures.append(Future())
        if len(self.futures) <= 3:
            self.futures[-1].set_result([])
        return self.futures[-1]

    def shutdown(self, *, cancel_futures: bool = False) -> None:
        """Ends it; what was not begun is not waited for if that is said."""
        for future in self.futures:
            if cancel_futures:
                future.cancel()


def test_files_are_read_a_little_ahead_and_no_more_when_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more than there are processes; who stops waits for none that was not begun."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    chunks: list[Chunk] = [[(tmp_path / f"{number}.txt", None)] for number in range(9)]
    with pytest.raises(KeyboardInterrupt), closing(Workers(2)) as workers:
        found = workers.each(take_all, iter(chunks), much=True)
        pool = Pool.made[-1]
        for number in range(3):
            assert next(found) == (chunks[number], [])
            assert len(pool.futures) == number + 3
        raise KeyboardInterrupt
    assert pool.processes == 2
    assert [future.cancelled() for future in pool.futures] == [False] * 3 + [True] * 2


def test_all_files_are_read_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where few, by this process; then no other is asked for, nor where only one may."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    before = len(Pool.made)
    chunks: list[Chunk] = [[(write(tmp_path / f"{number}.txt"), None)] for number in range(3)]
    for processes, much in ((1, True), (2, False)):
        with closing(Workers(processes)) as workers:
            done = [(chunk, len(found)) for chunk, found in workers.each(take_all, iter(chunks), much=much)]
        assert done == [(one, 1) for one in chunks]
    assert len(Pool.made) == before


def test_one_set_of_processes_serves_a_whole_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is asked for much."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    before = len(Pool.made)
    chunk: Chunk = [(tmp_path / "one.txt", None)]
    with closing(Workers(2)) as workers:
        for _ in range(2):
            next(workers.each(take_all, iter([chunk]), much=True))
    assert len(Pool.made) == before + 1


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="there signals cannot be held")
def test_an_interrupt_does_not_reach_a_process_that_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started with the signal held, which it inherits; here the signal is let in again."""
    held: list[bool] = []

    class Starting(Pool):
        def submit(self, _take: object, chunk: Chunk) -> Future[list[Taken]]:
            held.append(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
            return super().submit(_take, chunk)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Starting)
    with closing(Workers(2)) as workers:
        next(workers.each(take_all, iter([[], []]), much=True))
    assert held == [True, True]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_what_is_being_read_is_not_waited_for_once_one_has_stopped() -> None:
    """An hour of it, which nobody would take any more."""
    with pytest.raises(KeyboardInterrupt), closing(Workers(2)) as workers:
        reading = workers.each(time.sleep, iter([0.0, 3600.0, 3600.0]), much=True)
        assert next(reading) == (0.0, None)
        raise KeyboardInterrupt
