"""What is read when, and what is opened, without a screen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from store import NotFoundError
from tests.tui.app.parts import Told, workspace
from tui.app import opening as opening_module
from tui.app.opening import Opening


class Desk:
    """Releases 1 to 4, of which 3 and 4 are long; the panes, positions and marks: all is noted."""

    def __init__(self) -> None:
        self.told, self.noted = Told(), cast("list[object]", [])
        self.releases = self.reading = self.rows = self.panes = self
        self.texts: list[int] = []
        self.go = threading.Event()
        self.go.set()
        self.last: int | None = None
        self.gone = False
        self.ids, self.cursor, self.current = [1, 2, 3], 0, cast("int | None", 1)
        self.active, self.display = "releases", True
        self.release: SimpleNamespace | None = None
        self.open_id: int | None = None
        self.welcome = ""
        itself = cast("Any", self)
        space = workspace(self.told, library=self, reader=self, releases=self, annotations=self)
        space.panes = itself
        space.update_footer = lambda: self.noted.append("footer")
        cast("Any", self.told).call_after_refresh = self.later
        cast("Any", self.told).TITLE = "Dateline"
        cast("Any", self.told).soon = lambda work: self.noted.append(("soon", work))
        self.opening = Opening(space, itself, SimpleNamespace(show=self.annotated), itself)  # type: ignore[arg-type]

    def later(self, work: Callable[..., object], *arguments: object) -> None:
        """After the next frame: at once here."""
        self.noted.append("frame")
        work(*arguments)

    def arrange(self) -> None:
        """There is one pane."""

    def count(self) -> int:
        """Of all releases."""
        return len(self.ids)

    def last_open(self) -> int | None:
        """What was open last."""
        return self.last

    def get(self, key: int) -> SimpleNamespace:
        """A release."""
        if key > 4 or self.gone:
            raise NotFoundError(f"there is no release {key}.")
        words = 30_000 if key in (3, 4) else 19_999
        return SimpleNamespace(id=key, text_id=10 * key, words=words, annotations=key, headline="Ferry")

    def text(self, key: int) -> str:
        """Its text, when it is let."""
        self.texts.append(key)
        assert self.go.wait(10)
        return f"text {key}"

    def keep(self) -> None:
        """Where one was."""
        self.noted.append("keep")

    def left_at(self, key: int) -> str:
        """Where one was in it."""
        return f"place {key}"

    def show(self, what: Any, *more: object) -> None:
        """A release in the reader, annotations in their list, or a pane."""
        if isinstance(what, SimpleNamespace):
            self.release = what
            self.noted.append(("reader", what.id, *more))
        else:
            self.noted.append((what, *more) if what else ("none of", *more))

    def announce(self, release: SimpleNamespace | None) -> None:
        """That it is being opened."""
        self.noted.append(("opening", release and release.id))

    def annotated(self, release: SimpleNamespace) -> None:
        """Its annotations are shown."""
        self.noted.append(("annotations", release.id))

    def reveal(self, key: int) -> None:
        """In the list."""
        self.noted.append(("row", key))

    def show_cursor(self) -> None:
        """That of the list."""
        self.noted.append("cursor")

    def look_at(self, release: SimpleNamespace) -> None:
        """It was looked at."""
        self.noted.append(("looked", release.id))


def opened(key: int) -> list[object]:
    """What opening notes."""
    shown = ("reader", key, f"text {key}", f"place {key}")
    return ["keep", shown, ("none of", key), ("annotations", key), ("row", key), "footer"]


async def test_a_release_is_shown_where_it_was_left() -> None:
    """The place in the one before is kept first; it counts as looked at where the reader has the keys."""
    desk = Desk()
    await desk.opening.open_release(2)
    assert desk.noted == opened(2)
    assert desk.open_id == 2
    desk.noted.clear()
    desk.active = "reader"
    await desk.opening.open_and_read(1)
    assert desk.noted == [*opened(1), ("looked", 1), ("reader",)]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, []),
        (2, 1, [*opened(2), "frame", "cursor"]),
        (None, 1, [*opened(1), "frame", "cursor"]),
    ],
)
async def test_what_one_begins_with(first: int | None, last: int | None, found: list[object]) -> None:
    """What is asked for, or what was open last; before the first frame if it is short."""
    desk = Desk()
    desk.last = last
    await desk.opening.open_first(first)
    assert (desk.noted, desk.welcome) == (found, "")


async def test_a_long_one_is_begun_with_after_the_first_frame() -> None:
    """It takes its turn like a key; one that is gone is complained of, then and before."""
    desk = Desk()
    await desk.opening.open_first(3)
    assert desk.noted[:2] == [("opening", 3), "frame"]
    ((_, work),) = cast("list[tuple[str, Any]]", desk.noted[2:])
    desk.noted.clear()
    await work()
    assert [one for one in desk.noted if one != ("opening", None)] == opened(3)
    desk.gone = True
    await work()
    assert desk.noted[-1] == ("opening", None)
    assert desk.told.said == ["there is no release 3."]
    desk.ids.clear()
    await desk.opening.open_first(4)
    assert desk.told.said == ["there is no release 4."]
    assert "a adds a file" in desk.welcome


@pytest.mark.parametrize("slow", [True, False])
async def test_a_long_text_is_announced_if_it_takes_long(monkeypatch: pytest.MonkeyPatch, slow: bool) -> None:
    """Until it is there, or cannot be read."""
    desk = Desk()
    if slow:
        monkeypatch.setattr(opening_module, "_ANNOUNCED_AFTER", 0.0)
        desk.go.clear()
    task = asyncio.create_task(desk.opening.open_release(3))
    while slow and ("opening", 3) not in desk.noted:
        await asyncio.sleep(0)
    desk.go.set()
    await task
    said = [("opening", 3)] * slow
    assert desk.noted == ["keep", *said, ("opening", None), *opened(3)[1:]]


async def test_a_text_is_read_ahead_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long one the list's cursor rests on, and none else; the next one takes its place."""
    desk = Desk()
    monkeypatch.setattr(opening_module, "_RESTED_AFTER", 3600.0)
    opening = desk.opening
    opening._browsed_at = -7200.0  # the last move was long ago
    opening.browsed(cast("Any", desk.get(3)))
    assert desk.told.timers == []
    ahead = opening._ahead
    assert ahead is not None and ahead[0] == 30
    assert await ahead[1] == "text 3"  # type: ignore[comparison-overlap]
    for key in (4, 3, 2, 4):
        opening.browsed(cast("Any", desk.get(key)))
    assert opening._ahead == ahead
    assert [timer.delay for timer in desk.told.timers] == [3600.0] * 3
    assert [timer.stopped for timer in desk.told.timers] == [True, True, False]
    await opening.open_release(3)
    assert desk.texts == [3]
    desk.told.timers[-1].work()
    await opening.open_release(4)
    await opening.open_release(3)
    await opening.open_release(2)
    assert desk.texts == [3, 4, 3, 2]


async def test_a_text_that_cannot_be_read_ahead_fails_when_it_is_asked_for() -> None:
    """Not before, and by nobody's hand."""
    desk = Desk()
    desk.text = lambda key: desk.get(key + 5).id  # type: ignore[method-assign]
    desk.opening._read_ahead(cast("Any", desk.get(4)))
    assert desk.opening._ahead is not None
    await asyncio.wait({desk.opening._ahead[1]})
    with pytest.raises(NotFoundError):
        await desk.opening.open_release(4)
    assert desk.noted[-1] == ("opening", None)


async def test_one_steps_from_where_the_list_is() -> None:
    """To the one below and above, as far as there are any; seen if the reader is."""
    desk = Desk()
    for cursor, step, key in ((0, 1, 2), (2, -1, 2), (1, -1, 1), (0, -1, None), (2, 1, None)):
        desk.cursor, desk.noted = cursor, []
        way = desk.opening.action_next_release if step > 0 else desk.opening.action_previous_release
        await way()
        assert desk.noted == ([*opened(key), ("looked", key)] if key else [])
    desk.cursor, desk.display, desk.noted = 0, False, []
    await desk.opening.action_next_release()
    assert desk.noted == opened(2)
    desk.ids, desk.noted = [], []
    await desk.opening.action_next_release()
    assert desk.noted == []


async def test_enter_opens_what_is_under_the_cursor() -> None:
    """And gives the reader the keys; where there is nothing, nothing."""
    desk = Desk()
    await desk.opening.action_open()
    assert desk.noted == [*opened(1), ("reader",)]
    desk.current, desk.noted = None, []
    await desk.opening.action_open()
    assert desk.noted == []
