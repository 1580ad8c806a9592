"""Marks of releases, without a screen."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from store import StorageError
from tests.tui.app.parts import Told, workspace
from tui.app import workspace as workspace_module
from tui.app.reading import Reading


class Marks:
    """Marks of releases 1 to 5, all unread, and what is open and listed."""

    read_only = False

    def __init__(self) -> None:
        self.told = Told()
        self.reading = self.releases = self.rows = self.versions = self
        self.read: set[int] = set()
        self.starred: set[int] = set()
        self.ids = [1, 2, 3, 4, 5]
        self.hidden: list[int] = []
        self.at_end = False
        self.open_id: int | None = 3
        self.subject: int | None = 3
        self.shown: list[object] = []
        self.fails = False
        space = workspace(self.told, library=self, reader=self, releases=self)
        itself = cast("Any", self)
        self.marking = Reading(space, itself, itself)

    @property
    def subjects(self) -> list[int]:
        """What an action on many is about."""
        return [] if self.subject is None else [self.subject]

    def get(self, key: int) -> SimpleNamespace:
        """A release, as far as it is asked for."""
        return SimpleNamespace(read=key in self.read, starred=key in self.starred)

    def many(self, keys: list[int]) -> list[SimpleNamespace]:
        """Some of them."""
        return [self.get(key) for key in keys]

    def reload(self) -> None:
        """Shows the present state."""
        self.shown.append("anew")

    async def open_and_read(self, key: int) -> None:
        """Opens one."""
        self.shown.append(key)

    def reached_end(self, key: int) -> None:
        """Marks it read."""
        self.set_read([key], True)

    def set_read(self, keys: list[int], read: bool) -> None:
        """Marks them."""
        if self.fails:
            raise StorageError("the disk is full.")
        (self.read.update if read else self.read.difference_update)(keys)

    def set_starred(self, keys: list[int], starred: bool) -> None:
        """Stars them."""
        if self.fails:
            raise StorageError("the disk is full.")
        (self.starred.update if starred else self.starred.difference_update)(keys)

    def first_unread(self, keys: list[int]) -> int | None:
        """In that order."""
        return next((key for key in keys if key not in self.read), None)

    async def move(self, *, opened: bool = False) -> None:
        """The reader tells of a move, and what comes of it is done."""
        self.marking.read_on(opened=opened)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            await task


async def test_what_was_read_to_its_end_is_marked_once() -> None:
    """By a move that brings the end into view; once more when it was opened again."""
    marks = Marks()
    await marks.move(opened=True)
    await marks.move()
    marks.at_end = True
    await marks.move(opened=True)
    assert (marks.read, marks.shown) == (set(), [])
    await marks.move()
    assert (marks.read, marks.shown) == ({3}, ["anew"])
    marks.read.clear()
    await marks.move()
    assert marks.read == set()
    await marks.move(opened=True)
    marks.fails = True
    await marks.move()
    assert (marks.shown, marks.told.said) == (["anew"], ["the disk is full."])
    marks.fails = False
    marks.open_id = 4
    await marks.move()
    assert marks.read == {4}


async def test_what_is_read_or_may_not_be_marked_is_left_alone() -> None:
    """Nothing is written then; nor where nothing is open."""
    marks = Marks()
    marks.at_end, marks.fails = True, True
    for marks.open_id, marks.read, marks.read_only in (
        (None, set(), False),
        (3, {3}, False),
        (4, set(), True),
    ):
        await marks.move()
    assert (marks.told.said, marks.shown) == ([], [])


@pytest.mark.parametrize("kind", ["read", "star"])
async def test_a_mark_is_set_and_taken_away(kind: str) -> None:
    """On what the action is about; where it cannot be written all stays as it was."""
    marks = Marks()
    toggle = getattr(marks.marking, f"action_toggle_{kind}")
    kept: set[int] = marks.read if kind == "read" else marks.starred
    for subject, those in ((2, {2}), (5, {2, 5}), (2, {5}), (None, {5})):
        marks.subject = subject
        await toggle()
        assert kept == those
    assert marks.shown == ["anew"] * 3
    marks.fails, marks.subject = True, 1
    await toggle()
    assert (kept, marks.shown, marks.told.said) == ({5}, ["anew"] * 3, ["the disk is full."])


async def test_what_reads_on_is_let_pass_where_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a mark is written that takes long; not where another release is opened after it."""
    monkeypatch.setattr(workspace_module, "_SAID_AFTER", 0.0)
    marks = Marks()
    await marks.marking.action_toggle_read()
    await marks.marking.action_toggle_star()
    assert marks.told.passed == 2
    await marks.marking.action_done()
    assert marks.told.passed == 2


@pytest.mark.parametrize(
    ("subject", "read", "following"),
    [
        (3, {2}, 4),
        (3, {4}, 5),
        (3, {4, 5}, 1),
        (3, {1, 4, 5}, 2),
        (5, set(), 1),
        (1, set(), 2),
        (9, {1}, 2),  # not in the list
    ],
)
async def test_done_goes_on_to_the_next_that_is_unread(subject: int, read: set[int], following: int) -> None:
    """Below it, and then from the top."""
    marks = Marks()
    marks.subject, marks.read = subject, read
    await marks.marking.action_done()
    assert subject in marks.read
    assert marks.shown == ["anew", following]


async def test_done_says_when_there_is_none_left() -> None:
    """Or none but copies; where the mark cannot be written one stays, and with nothing open nothing is."""
    marks = Marks()
    marks.read = {1, 2, 4, 5}
    marks.hidden = [5]
    await marks.marking.action_done()
    assert marks.told.said == ["Everything here is read."]
    marks.hidden = [6, 7]
    await marks.marking.action_done()
    assert len(marks.told.said) == 1 and "other copies" in marks.told.said[0]
    assert marks.shown == ["anew"] * 2
    marks.fails, marks.subject = True, 1
    await marks.marking.action_done()
    marks.subject = None
    await marks.marking.action_done()
    assert (marks.told.said, marks.shown) == (["the disk is full."], ["anew"] * 2)
