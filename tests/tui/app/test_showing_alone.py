"""What is done about the open release, without a screen: its annotations, its new version, its marks."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import Mock

import pytest

from store import Library, NotFoundError, Release, StorageError
from tests.tui.app.parts import Told, workspace
from tui.app import open_annotations as annotations_module
from tui.app import reading_place
from tui.app.open_annotations import OpenAnnotations
from tui.app.showing import Showing


class Panes:
    """Notes what panes are told; the release shown is 1."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.told: list[object] = []
        self.release = library.releases.get(1)
        self.text, self.comparison = library.releases.text(1), None
        self.active = "reader"
        self.rows = SimpleNamespace(current=7, measure=Mock(), measuring=lambda _annotations: iter(()))
        self.found = SimpleNamespace(
            rows=SimpleNamespace(current=SimpleNamespace(release=SimpleNamespace(id=9))),
            reload=lambda: self.told.append("results"),
        )

    def arrange(self) -> None:
        """The panes of the screen are not here."""

    def reload(self) -> None:
        """The list of releases."""
        self.told.append("list")

    def show(self, what: Any) -> None:
        """Annotations in their list, or a release's."""
        self.told.append(what if isinstance(what, Release) else [one.note for one in what])

    def show_marks(self, release: Release, _marks: object) -> None:
        """In the reader."""
        self.told.append(release.id)

    def match(self) -> None:
        """Reader and list."""
        self.told.append("match")


@pytest.fixture
def panes(wire_library: Library) -> Panes:
    """Panes for the wire release, which has a note."""
    wire_library.annotations.add(1, 0, 4, note="n")
    return Panes(wire_library)


def parts(panes: Panes, library: object = None) -> tuple[Told, OpenAnnotations]:
    """The annotations of the open release."""
    told = Told()
    space = workspace(told, library=library or panes.library, reader=panes, annotations=panes, releases=panes)
    space.panes = cast("Any", panes)
    return told, OpenAnnotations(space)


async def test_few_annotations_are_shown_at_once(panes: Panes) -> None:
    """In the reader, in the list, and both about the same."""
    told, annotations = parts(panes)
    await annotations.shown()
    annotations.show(panes.release)
    await annotations.shown()
    assert panes.told == [1, ["n"], "match"]
    assert told.workers == []


UNTAGGED = SimpleNamespace(of=lambda _: ())


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """One annotation is many."""
    monkeypatch.setattr(annotations_module, "_MANY", 0)
    monkeypatch.setattr(annotations_module, "AFTER_FRAME", 0)


@pytest.mark.usefixtures("late")
async def test_many_annotations_are_waited_for(panes: Panes) -> None:
    """Who asks for what is shown waits, for those asked for last; the others are not shown any more."""
    told, annotations = parts(panes)
    annotations.show(panes.release)
    first = told.workers.pop()
    waiting = asyncio.create_task(annotations.shown())
    await asyncio.sleep(0)
    assert not waiting.done()
    annotations.show(panes.release)
    await first
    await asyncio.sleep(0)
    assert (panes.told, waiting.done()) == ([], False)
    await told.work()
    await waiting
    assert panes.told == [1, ["n"], "match"]
    annotations.show(panes.release)
    last = told.workers.pop()
    annotations.show(panes.release._replace(annotations=0))
    await last
    assert panes.told == [1, ["n"], "match"] * 2


@pytest.mark.usefixtures("late")
async def test_annotations_that_are_read_when_others_are_asked_for(panes: Panes) -> None:
    """Are not shown: the thread could not be stopped."""
    go, begun = threading.Event(), threading.Event()

    def read(_key: int) -> Iterator[list[object]]:
        begun.set()
        assert go.wait(10)
        yield []

    library = SimpleNamespace(annotations=SimpleNamespace(some_at_a_time=read), release_tags=UNTAGGED)
    told, annotations = parts(panes, library)
    annotations.show(panes.release)
    reading = asyncio.create_task(told.work())
    assert await asyncio.to_thread(begun.wait, 10)
    annotations.show(panes.release._replace(annotations=5))
    last = told.workers.pop()
    go.set()
    await reading
    assert panes.told == []
    await last
    assert panes.told == [1, [], "match"]


@pytest.mark.usefixtures("late")
async def test_annotations_that_cannot_be_read_are_waited_for_by_nobody(panes: Panes) -> None:
    """It is said."""

    def read(_key: int) -> Iterator[list[object]]:
        raise NotFoundError("there is no such release.")

    library = SimpleNamespace(annotations=SimpleNamespace(some_at_a_time=read), release_tags=UNTAGGED)
    told, annotations = parts(panes, library)
    annotations.show(panes.release)
    waiting = asyncio.create_task(annotations.shown())
    await told.work()
    await waiting
    assert told.said == ["there is no such release."]
    assert panes.told == []


def showing(panes: Panes, library: object = None) -> tuple[Told, Showing]:
    """The release shown is the open one."""
    told, annotations = parts(panes, library)
    made = Showing(annotations._workspace, cast("Any", panes))
    made.open_id = 1
    return told, made


def test_what_an_action_is_about(panes: Panes) -> None:
    """The release under the cursor of the list that has the keys, else the open one."""
    _, made = showing(panes)
    for panes.active, subject in (("releases", 7), ("reader", 1), ("found", 9), ("annotations", 1)):
        assert made.subject == subject
    assert made.text_id == panes.release.text_id
    panes.release = None  # type: ignore[assignment]
    assert made.text_id is None


def test_what_is_shown_anew(panes: Panes) -> None:
    """The list, and of the open release its annotations, or a worker shows its new version."""
    told, made = showing(panes)
    made.open_id = None
    made.reload()
    assert panes.told == ["list", "results"]
    made.open_id = 1
    made.reload()
    assert panes.told == ["list", "results"] * 2 + [panes.release]
    panes.release = panes.release._replace(text_id=99)
    panes.comparison = cast("Any", "compared")
    made.reload()
    assert (panes.told[5:], told.workers) == (["list", "results"], [])
    panes.comparison = None
    made.reload()
    assert panes.told[7:] == ["list", "results"]
    (worker,) = told.workers
    worker.close()
    made.open_id = 99
    made.reload()
    assert len(told.said) == 1


async def test_the_mark_of_an_update_is_taken_off_once(panes: Panes) -> None:
    """When it is looked at, which is said unless it was told; again only where it could not be."""
    done: list[tuple[int, int]] = []
    fails = [False]

    def looked_at(key: int, text: int) -> None:
        if fails[0]:
            raise StorageError("the disk is full.")
        done.append((key, text))

    library = SimpleNamespace(read_only=False, reading=SimpleNamespace(looked_at=looked_at))
    told, made = showing(panes, library)
    release = panes.release._replace(updated=True)
    made.look_at(panes.release)
    library.read_only = True
    made.look_at(release)
    assert told.workers == []
    library.read_only = False
    for told_, words in ((True, 0), (False, 1)):
        other = release._replace(text_id=10 + told_)
        for _ in range(2):
            made.look_at(other, told=told_)
        assert len(told.workers) == 1
        await told.work()
        made.look_at(other)
        assert told.workers == []
        assert done[-1] == (1, other.text_id)
        assert len(told.said) == words
    assert panes.told == ["list", "list"]
    fails[0] = True
    made.look_at(release)
    await told.work()
    assert told.said == ["the disk is full."]
    assert panes.told == ["list", "list"]
    fails[0] = False
    made.look_at(release)
    await told.work()
    assert done[-1] == (1, release.text_id)


@pytest.mark.parametrize(
    ("active", "open_id", "shown"), [("reader", 1, True), ("annotations", 1, True), ("reader", 2, False)]
)
async def test_a_new_version_is_shown_where_the_old_one_was_left(
    panes: Panes, monkeypatch: pytest.MonkeyPatch, active: str, open_id: int, shown: bool
) -> None:
    """By the last place in it, unless another was opened meanwhile; it is said once, and is looked at."""
    told, made = showing(panes)
    release = panes.release._replace(text_id=99, updated=True)
    places = iter(["one", "two", "two"])
    followed: list[object] = []

    class Moved:
        """Where a place is in the new text."""

        def __init__(self, _old: object, _new: object, place: str) -> None:
            self.place = place
            followed.append(place)

        def show(self, *_: object) -> None:
            """In the reader."""
            panes.told.append(self.place)

    monkeypatch.setattr(reading_place, "Place", SimpleNamespace(of=lambda _: next(places)))
    monkeypatch.setattr(reading_place, "carried", Moved)
    panes.active = active
    made.open_id = open_id
    await made._show_version(release)
    assert followed == ["one", "two"]
    assert panes.told == (["two", release] if shown else [])
    assert len(told.said) == shown
    assert len(told.workers) == (shown and active == "reader")
    monkeypatch.setattr(made._workspace, "library", SimpleNamespace(reading=Mock()))
    await told.work()
    assert len(told.said) == shown


async def test_a_version_that_is_shown_already_is_not_shown_anew(
    panes: Panes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another way may have led to it; one that cannot be read is complained of."""
    told, made = showing(panes)
    monkeypatch.setattr(reading_place, "carried", lambda *_: Mock())
    monkeypatch.setattr(reading_place, "Place", SimpleNamespace(of=lambda _: "there"))
    await made._show_version(panes.release)
    assert (panes.told, told.said) == ([], [])
    await made._show_version(panes.release._replace(id=9))
    assert len(told.said) == 1
