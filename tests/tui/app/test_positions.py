"""Reading positions on their way to the disk, with no screen and no library."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import Any, cast

from store import ReadingPosition, StorageError
from tests.tui.app.parts import Told, workspace
from tui.app import positions as positions_module
from tui.app.positions import Positions

A, B, C = ReadingPosition(1, 0), ReadingPosition(2, 1), ReadingPosition(3, 1)


class Disk:
    """Notes what is written, once it is let."""

    read_only = False

    def __init__(self) -> None:
        self.reading = self
        self.written: list[tuple[int, ReadingPosition]] = []
        self.begun, self.go = threading.Event(), threading.Event()
        self.fails = False
        self.go.set()

    def save_position(self, key: int, position: ReadingPosition) -> None:
        """Takes its time."""
        self.begun.set()
        assert self.go.wait(10)
        if self.fails:
            raise StorageError("the disk is full.")
        self.written.append((key, position))

    def position(self, key: int) -> ReadingPosition:
        """The last one."""
        return dict(self.written).get(key, ReadingPosition())


class Kept:
    """The positions of a reader that is at no release yet."""

    def __init__(self) -> None:
        self.disk, self.told = Disk(), Told()
        self.reader = SimpleNamespace(position=ReadingPosition())
        self.showing = SimpleNamespace(open_id=None)
        space = workspace(self.told, library=self.disk, reader=self.reader)
        self.positions = Positions(space, cast("Any", self.showing))

    def leave(self, key: int | None, position: ReadingPosition) -> None:
        """The open release is left there."""
        self.showing.open_id, self.reader.position = key, position
        self.positions.keep()


async def test_a_place_is_written_once() -> None:
    """That of the open release, if there is one; again when it was moved, or another one was open between."""
    kept = Kept()
    kept.leave(None, A)
    await kept.positions.kept()
    assert kept.disk.written == []
    for key, position in ((1, A), (1, A), (1, B), (2, B), (1, B)):
        kept.leave(key, position)
        await kept.positions.kept()
        await kept.positions.kept()
    assert kept.disk.written == [(1, A), (1, B), (2, B), (1, B)]


async def test_the_release_open_last_is_written_last() -> None:
    """While one is written the others wait, each with its last place only; they are known all the time."""
    kept = Kept()
    kept.disk.go.clear()
    kept.leave(1, A)
    assert await asyncio.to_thread(kept.disk.begun.wait, 10)
    kept.leave(2, A)
    kept.leave(3, C)
    kept.leave(2, B)
    kept.leave(1, C)
    assert [kept.positions.left_at(key) for key in (1, 2, 3, 4)] == [C, B, C, ReadingPosition()]
    waiting = asyncio.create_task(kept.positions.kept())
    await asyncio.sleep(0)
    assert not waiting.done()
    kept.disk.go.set()
    await waiting
    assert kept.disk.written == [(1, A), (3, C), (2, B), (1, C)]
    kept.disk.written = [(1, B)]
    assert kept.positions.left_at(1) == B


async def test_a_place_that_cannot_be_written_is_complained_of_once() -> None:
    """Those after it are written."""
    kept = Kept()
    kept.disk.fails = True
    kept.leave(1, A)
    await kept.positions.kept()
    assert kept.told.said == ["the disk is full."]
    kept.disk.fails = False
    kept.leave(2, B)
    await kept.positions.kept()
    assert kept.disk.written == [(2, B)]


async def test_in_a_library_that_is_only_read_places_are_known_as_long_as_it_is_open() -> None:
    """They are written nowhere."""
    kept = Kept()
    kept.disk.read_only = True
    kept.leave(1, A)
    await kept.positions.kept()
    assert kept.positions.left_at(1) == A
    assert kept.disk.written == []


async def test_the_place_is_kept_a_moment_after_the_last_move() -> None:
    """Each move begins that moment anew."""
    kept = Kept()
    for _ in range(3):
        kept.positions.moved()
    timers = kept.told.timers
    assert [timer.stopped for timer in timers] == [True, True, False]
    assert {timer.delay for timer in timers} == {positions_module._DELAY}
    kept.showing.open_id, kept.reader.position = 1, A
    timers[-1].work()
    await kept.positions.kept()
    assert kept.disk.written == [(1, A)]
