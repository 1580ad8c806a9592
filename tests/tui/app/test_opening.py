"""Opening long and much annotated releases: the text first, what is found in it after it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from store import Library, add_paths
from store.models import Quotation
from store.structure import quotations
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tui.app import open_annotations, opening
from tui.panes.reader import pane, strips

BODY = WIRE.index("LISBON")


class Held:
    """A function that goes on only when it is let go."""

    def __init__(self, patch: pytest.MonkeyPatch, library: Library, name: str) -> None:
        self.go, self.begun = threading.Event(), threading.Event()
        self._function = getattr(library, name)
        patch.setattr(library, name, self)

    def __call__(self, key: int) -> object:
        """What the function gives."""
        self.begun.set()
        assert self.go.wait(10)
        return self._function(key)


async def begun(held: Held) -> None:
    """Waits until a thread has called the function."""
    assert await asyncio.to_thread(held.begun.wait, 10)


@pytest.fixture
def noted(wire_library: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The wire release with an annotation on its place, which counts as many."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["place"])
    monkeypatch.setattr(open_annotations, "_MANY", 0)
    return wire_library


async def test_many_annotations_come_after_the_text(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile the keys move the cursor, and the pane says how many there are."""
    held = Held(monkeypatch, noted, "annotations")
    async with opened(noted) as (app, pilot):
        await pilot.press("enter")
        await begun(held)
        await pilot.press("l")
        assert (app.reader.cursor, list(app.reader.marks.annotations)) == (1, [])
        assert app.annotations._title.visual.plain == "Annotations  1"  # type: ignore[attr-defined]
        held.go.set()
        await app.workers.wait_for_complete()
        assert [one.quote for one in app.reader.marks.annotations] == ["LISBON"]
        assert app.annotations.rows.count() == 1


async def test_an_action_on_annotations_waits_for_them(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key typed before they are there meets the annotation, and makes no second one."""
    async with opened(noted, keys="enter") as (app, pilot):
        held = Held(monkeypatch, noted, "annotations")
        await app.opening.open_release(1)
        app.reader.go(BODY)
        await begun(held)
        deleting = asyncio.create_task(app.annotating.action_delete())
        await pilot.pause()
        assert not deleting.done()
        held.go.set()
        await deleting
        await app.workers.wait_for_complete()
        assert noted.annotations.of(1) == []


async def test_annotations_read_for_another_release_are_not_shown(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for last counts, though it is there first."""
    async with opened(noted, keys="enter") as (app, pilot):
        held = Held(monkeypatch, noted, "annotations")
        await app.opening.open_release(1)
        await begun(held)
        monkeypatch.setattr(open_annotations, "_MANY", 200)
        held.go.set()
        noted.annotations.delete(1)
        app.showing.reload()
        await pilot.pause()
        assert app.reader.marks.annotations == []
        assert app.annotations.rows.count() == 0


async def test_while_a_long_text_is_read_its_headline_is_shown(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in the middle of the reader until the text is there."""
    monkeypatch.setattr(opening, "_LONG", 0)
    held = Held(monkeypatch, wire_library, "text")
    async with opened(wire_library) as (app, pilot):
        task = asyncio.create_task(app.opening.open_release(1))
        await begun(held)
        while app.reader.coming is None:
            await pilot.pause()
        rows = [app.reader.render_line(y).text.strip() for y in range(app.reader.size.height)]
        assert [row for row in rows if row] == ["Harbour towns agree on a shared ferry", "opening…"]
        held.go.set()
        await task
        assert app.reader.render_line(0).text.strip() == "Harbour towns agree on a shared ferry"


async def test_quotations_of_a_long_text_are_painted_when_they_are_found(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the ones a short text is opened with."""
    async with opened(wire_library, keys="enter") as (app, _):
        at_once = app.reader.quotations
    assert at_once
    monkeypatch.setattr(pane, "LONG", 0)
    threads = []

    def look(text: str, spans: list[tuple[int, int]]) -> tuple[Quotation, ...]:
        threads.append(threading.current_thread())
        return find(text, spans)

    find = quotations.quotations
    monkeypatch.setattr(quotations, "quotations", look)
    async with opened(wire_library) as (app, pilot):
        await press(pilot, "enter")
        assert app.reader.quotations == at_once
    assert threads
    assert threading.main_thread() not in threads


async def test_few_painted_rows_are_kept(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However far one reads, no more rows stay in memory than the limit says."""
    monkeypatch.setattr(strips, "MOST", 40)
    async with opened(sample_library, keys="enter") as (app, pilot):
        for _ in range(6):
            await press(pilot, "ctrl+f")
            assert len(app.reader.strips) <= 40
        assert app.reader.strips


@pytest.fixture
def two(wire_library: Library, tmp_path: Path) -> Library:
    """The wire release and another below it in the list."""
    path = tmp_path / "other.txt"
    path.write_text("Another release\n\nWith other words.\n", encoding="utf-8")
    add_paths(wire_library, [path])
    return wire_library


async def test_a_long_text_is_read_before_it_is_asked_for(
    two: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the list's cursor rests on its release; Enter shows it without reading it again."""
    monkeypatch.setattr(opening, "_LONG", 0)
    async with opened(two, keys="g g") as (app, pilot):
        held = Held(monkeypatch, two, "text")
        await pilot.press("j")
        await begun(held)
        held.go.set()
        held.begun.clear()
        await press(pilot, "enter")
        assert app.reader.text.text.startswith("Another release")
        assert not held.begun.is_set()
