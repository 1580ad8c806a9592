"""Changing the library and saying what came of it, without a screen."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import Any, cast

import pytest

from store import DatelineError, StorageError
from tests.tui.app.parts import Told, workspace
from tui.app import workspace as workspace_module
from tui.app.workspace import Workspace


def noting(late: list[int]) -> tuple[Told, Workspace]:
    """A workspace that notes at each update of the footer how many changes take long."""
    told = Told()
    space = workspace(told)
    space.update_footer = lambda: late.append(space.late)
    return told, space


async def test_a_quick_change_holds_up_nobody() -> None:
    """The footer is up to date after it; what it gives is given."""
    late: list[int] = []
    told, space = noting(late)
    assert await space.change(lambda: 3) == 3
    assert await space.changed(lambda: 0) is True
    assert (late, told.passed, told.said) == ([0] * 4, 0, [])


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("fails", [True, False])
async def test_a_change_that_takes_long_is_told_of(
    monkeypatch: pytest.MonkeyPatch, stays: bool, fails: bool
) -> None:
    """In the footer, as long as it is under way; what only reads on is let pass, if it leads nowhere else."""
    monkeypatch.setattr(workspace_module, "_SAID_AFTER", 0.0)
    late: list[int] = []
    told, space = noting(late)
    go = threading.Event()

    def write() -> None:
        assert go.wait(10)
        if fails:
            raise StorageError("the disk is full.")

    changing = asyncio.create_task(space.changed(write, stays=stays))
    while not late:
        await asyncio.sleep(0)
    assert late == [1]
    assert told.passed == stays
    go.set()
    assert await changing is not fails
    assert late == [1, 0]
    assert told.said == ["the disk is full."] * fails


async def test_what_fails_is_told_as_who_wanted_it_tells_it() -> None:
    """In place of what was said before; no other fault is taken for the library's."""
    told, space = noting([])

    def fail() -> int:
        raise StorageError("the disk is full.", "Free some space.")

    def failing(error: DatelineError) -> DatelineError:
        return StorageError(f"[not saved] {error.message}")

    space.say("before")
    assert await space.changed(fail, failing=failing) is False
    assert told.said == ["[not saved] the disk is full."]
    assert await space.change(fail) is None
    assert told.said == ["the disk is full. Free some space."]
    assert told.toasts[-1] == {"title": StorageError("").title, "severity": "error", "markup": False}
    with space.complaining():
        fail()
    assert told.said == ["the disk is full. Free some space."]
    with pytest.raises(ZeroDivisionError):
        await space.change(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError), space.complaining():
        assert 1 // 0


def test_what_is_said_takes_the_place_of_what_was_and_remarks_do_not() -> None:
    """Nothing of it is markup, and nothing steers the terminal."""
    told = Told()
    space = workspace(told)
    space.say("[one]\x1b[31m")
    assert told.said[0].startswith("[one]") and "\x1b" not in told.said[0]
    space.say("two", seconds=9)
    space.remark("th\x1bree")
    space.warn("fo\x1bur", "a title")
    assert [one.replace("\N{REPLACEMENT CHARACTER}", "").isprintable() for one in told.said] == [True] * 3
    assert told.said[0] == "two"
    assert [one.pop("markup") for one in told.toasts] == [False] * 4
    assert told.toasts == [{"timeout": 4}, {"timeout": 9}, {}, {"title": "a title", "severity": "warning"}]


async def test_copying_says_by_which_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the thread of the screen; the terminal is written to by the application."""
    threads = []

    def copy(text: str, write: Any, *, browser: bool) -> str:
        threads.append(threading.current_thread())
        write(text)
        return "by hand"

    monkeypatch.setattr(workspace_module, "copy", copy)
    written: list[str] = []
    space = Workspace(
        cast("Any", Told()),
        cast("Any", None),
        cast("Any", SimpleNamespace(releases=1, reader=2, annotations=3)),
        update_footer=lambda: None,
        write_to_terminal=written.append,
    )
    assert await space.copy("words") == "by hand"
    assert written == ["words"]
    assert threads and threading.main_thread() not in threads
    assert (space.releases, space.reader, space.annotations) == (1, 2, 3)  # type: ignore[comparison-overlap]
