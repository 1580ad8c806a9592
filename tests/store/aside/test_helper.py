"""Work in a process of its own: what it gives, and what becomes of it when it goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.aside import BrokeOffError, Helper, Stop, TooLongError, helper
from store.errors import RefusedError
from tests.conftest import ROOT
from tests.store.aside.jobs import HERE


@pytest.fixture
def working() -> Iterator[Helper]:
    """A helper of the test's own."""
    own = Helper()
    yield own
    own.close()


def process_of(working: Helper) -> int:
    """The process that works now."""
    [(process, _, _)] = working.call(f"{HERE}:process")
    return int(process)


def test_a_job_gives_what_it_makes_of_the_bytes(working: Helper) -> None:
    """However long they are; what is printed meanwhile is no part of it."""
    given = ["", "a\nb", "é" * 1_000_000]
    assert list(working.call(f"{HERE}:same", *(one.encode() for one in given))) == given


def test_a_job_asks_for_more(working: Helper) -> None:
    """It is sent what it asked for."""
    questions = []

    def answer(question: object) -> list[bytes]:
        questions.append(question)
        return [b"two", b"three"]

    found = list(working.call(f"{HERE}:asked", b"one", answer=answer))
    assert (found, questions) == ([["one", "two", "three"]], [["for", 2]])


def test_one_process_does_job_after_job(working: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it has done as many as one may."""
    monkeypatch.setattr(helper, "_JOBS", 3)
    first, second, third, fourth = (process_of(working) for _ in range(4))
    assert first == second == third != fourth


def test_what_is_refused_says_why(working: Helper) -> None:
    """Whoever refused a file does not read the next one."""
    before = process_of(working)
    with pytest.raises(RefusedError, match="it is nothing"):
        list(working.call(f"{HERE}:refuse"))
    assert process_of(working) != before


@pytest.mark.few(4)
@pytest.mark.parametrize("job", ["abort", "fail", "leave", "babble", "not_there"])
def test_a_process_that_breaks_down_takes_its_job_alone(working: Helper, job: str) -> None:
    """The next one is done by another process."""
    with pytest.raises(BrokeOffError):
        list(working.call(f"{HERE}:{job}"))
    assert list(working.call(f"{HERE}:same", b"still here")) == ["still here"]


def test_a_process_that_was_killed_between_two_jobs_is_replaced(working: Helper) -> None:
    """Nobody sees it, but for a job that came just then."""
    process_of(working)
    assert working._process is not None
    working._process.kill()
    working._process.wait()
    assert list(working.call(f"{HERE}:same", b"still here")) == ["still here"]


def test_a_job_that_takes_too_long_is_given_up(working: Helper) -> None:
    """By the clock, whatever it does."""
    with pytest.raises(TooLongError):
        list(working.call(f"{HERE}:endless", within=0.2))


@pytest.mark.slow
def test_a_job_has_so_much_processor_time(working: Helper) -> None:
    """Each has its own: what others took does not count."""
    pytest.importorskip("resource")
    busy = [list(working.call(f"{HERE}:busy", seconds=1)) for _ in range(3)]
    assert busy[0] == busy[1] == busy[2]
    with pytest.raises(BrokeOffError):
        list(working.call(f"{HERE}:endless", seconds=1))


def test_memory_is_bounded() -> None:
    """Where the system can hold a process to it; one without bounds may have more."""
    pytest.importorskip("resource")
    bounded, free = Helper(helper.SHARED_MEMORY), Helper()
    with pytest.raises(BrokeOffError):
        list(bounded.call(f"{HERE}:fill"))
    assert list(free.call(f"{HERE}:fill")) == [1 << 30]
    bounded.close()
    free.close()


def test_a_job_is_stopped_from_another_thread(working: Helper) -> None:
    """At once, whatever it does; so is one that waits for its turn."""
    stop, waiting = Stop(), Stop()
    job = working.call(f"{HERE}:endless", stop=stop)
    assert next(job) == 0
    ended: list[bool] = []

    def wait() -> None:
        try:
            list(working.call(f"{HERE}:same", b"", stop=waiting))
        except BrokeOffError:
            ended.append(True)

    thread = threading.Thread(target=wait)
    thread.start()
    waiting()
    thread.join()
    assert ended
    threading.Thread(target=stop).start()
    with pytest.raises(BrokeOffError):
        next(job)
    assert list(working.call(f"{HERE}:same", b"still here")) == ["still here"]


def test_what_is_not_heard_to_its_end_is_ended(working: Helper) -> None:
    """The next job does not get its parts."""
    job = working.call(f"{HERE}:same", b"one", b"two")
    assert next(job) == "one"
    job.close()
    assert list(working.call(f"{HERE}:same", b"three")) == ["three"]


def test_closing_waits_for_no_job(working: Helper) -> None:
    """What works for ever ends with it."""
    job = working.call(f"{HERE}:endless")
    next(job)
    threading.Thread(target=working.close).start()
    with pytest.raises(BrokeOffError):
        next(job)


def test_the_terminal_does_not_reach_it(working: Helper) -> None:
    """Ctrl+C and Ctrl+Z are for the group of whoever started it."""
    [(_, group, interrupted)] = working.call(f"{HERE}:process")
    assert not interrupted
    assert group != os.getpgid(0)


def test_nothing_of_ours_is_open_in_it(working: Helper, tmp_path: Path) -> None:
    """Not even a file that children may have."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("tells no open files")
    with (tmp_path / "library.db").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        assert str(tmp_path / "library.db") not in list(working.call(f"{HERE}:open_files"))


KILLED = """
import sys
from store.aside import shared
for _ in shared().call("tests.store.aside.jobs:hold", sys.argv[1].encode()):
    print("working", flush=True)
"""


@pytest.mark.slow
def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """Also where that one is killed, and in the middle of a job: the lock it held is free."""
    fcntl = pytest.importorskip("fcntl")
    path = tmp_path / "lock"
    command = [sys.executable, "-c", KILLED, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"working\n"
        with path.open("rb") as file, pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        parent.kill()
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
