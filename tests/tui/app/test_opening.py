"""Opening long and much annotated releases: the text first, what is found in it after it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

import store.library.annotations as library_annotations
from store import Annotation, DatelineError, Library, ReadingPosition, add_paths
from store.aside import shared
from store.structure import quotations, speech_aside
from tests.conftest import WIRE
from tests.store.aside.jobs import HERE as JOBS
from tests.tui.conftest import Opener, press
from tui.app import open_annotations, opening
from tui.app.app import DatelineApp
from tui.panes import Marks
from tui.panes.reader import pane, strips
from tui.text import frame

BODY = WIRE.index("LISBON")


def toasts(app: DatelineApp) -> list[str]:
    """What the toasts in view say."""
    return [toast.message for toast in app._notifications]


class Held:
    """A function that goes on only when it is let go."""

    def __init__(self, patch: pytest.MonkeyPatch, part: object, name: str) -> None:
        self.go, self.begun = threading.Event(), threading.Event()
        self._function = getattr(part, name)
        patch.setattr(part, name, self)

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
    held = Held(monkeypatch, noted.annotations, "some_at_a_time")
    async with opened(noted) as (app, pilot):
        await pilot.press("enter")
        await begun(held)
        await pilot.press("l")
        assert (app.reader.cursor, list(app.reader.marks.annotations)) == (1, [])
        assert app.annotations.title.visual.plain == "Annotations  1"  # type: ignore[attr-defined]
        held.go.set()
        await app.workers.wait_for_complete()
        assert [one.quote for one in app.reader.marks.annotations] == ["LISBON"]
        assert app.annotations.rows.count() == 1


async def test_an_action_on_annotations_waits_for_them(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key typed before they are there meets the annotation, and makes no second one."""
    async with opened(noted, keys="enter") as (app, pilot):
        held = Held(monkeypatch, noted.annotations, "some_at_a_time")
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


async def test_many_annotations_are_read_between_keys(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a thread, a step at a time, none of them while a key is carried out that needs none of it."""
    noted.annotations.add(1, BODY + 8, BODY + 12, tags=["later"])
    monkeypatch.setattr(library_annotations, "_READ_AT_ONCE", 1)
    monkeypatch.setattr(open_annotations, "AFTER_FRAME", 0.0)
    async with opened(noted, keys="enter") as (app, _):
        stood_back, go_on = asyncio.Event(), asyncio.Event()

        async def stand_back() -> None:
            stood_back.set()
            await go_on.wait()

        monkeypatch.setattr(app, "stand_back", stand_back)
        read: list[list[Annotation]] = []
        some_at_a_time = noted.annotations.some_at_a_time

        def noting(key: int) -> Iterator[list[Annotation]]:
            for some in some_at_a_time(key):
                read.append(some)
                yield some

        monkeypatch.setattr(noted.annotations, "some_at_a_time", noting)
        await app.opening.open_release(1)
        await asyncio.wait_for(stood_back.wait(), 10)
        assert [len(some) for some in read] == [1]
        assert [*app.reader.marks.annotations] == []
        go_on.set()
        await app.workers.wait_for_complete()
        assert [one.quote for one in app.reader.marks.annotations] == ["LISBON", WIRE[BODY + 8 : BODY + 12]]


async def test_many_annotations_are_shown_in_the_text_first(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And listed in a frame of its own, so that no key waits for both."""
    monkeypatch.setattr(open_annotations, "AFTER_FRAME", 0.0)
    async with opened(noted, keys="enter") as (app, _):
        seen: list[tuple[int, int]] = []

        async def stand_back() -> None:
            seen.append((len(app.reader.marks.annotations), app.annotations.rows.count()))

        monkeypatch.setattr(app, "stand_back", stand_back)
        await app.opening.open_release(1)
        app.reader.show_marks(noted.releases.get(1), Marks())
        await app.workers.wait_for_complete()
        assert seen[0] == (0, 0)
        assert seen[-1] == (1, 0)
        assert (len(app.reader.marks.annotations), app.annotations.rows.count()) == (1, 1)


async def test_a_text_is_painted_once_its_annotations_have_their_room(
    wire_library: Library, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the pane comes with the release, no frame shows the text in lines of another width."""
    other = tmp_path / "other.txt"
    other.write_text("A LONGER HEADLINE\n\n" + "PORTO, May 2 - Words of a release. " * 40, encoding="utf-8")
    [key] = add_paths(wire_library, [other]).added
    wire_library.annotations.add(key, 0, 8, tags=["head"])
    fits: list[bool] = []
    paint = Screen._compositor_refresh

    async with opened(wire_library) as (app, pilot):
        await app.opening.open_and_read(1)
        await pilot.pause()
        assert not app.annotations.display

        def noted(screen: Screen[Any]) -> None:
            reader = app.reader
            fits.append(frame(reader.scrollable_content_region.width, reader.setting) == reader.frame)
            paint(screen)

        monkeypatch.setattr(Screen, "_compositor_refresh", noted)
        await app.opening.open_and_read(key)
        await pilot.pause()
        assert app.annotations.display
        assert fits
        assert all(fits)


async def test_annotations_that_a_key_waits_for_are_read_at_once(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They do not stand back for the key that waits for them."""
    async with opened(noted, keys="enter") as (app, _):
        held = Held(monkeypatch, noted.annotations, "some_at_a_time")
        monkeypatch.setattr(app, "stand_back", None)
        await app.opening.open_release(1)
        await begun(held)
        waiting = asyncio.create_task(app.opening._annotations.shown())
        await asyncio.sleep(0)
        held.go.set()
        await waiting
        await app.workers.wait_for_complete()
        assert app.annotations.rows.count() == 1


async def test_annotations_read_for_another_release_are_not_shown(
    noted: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for last counts, though it is there first."""
    async with opened(noted, keys="enter") as (app, pilot):
        held = Held(monkeypatch, noted.annotations, "some_at_a_time")
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
    held = Held(monkeypatch, wire_library.releases, "text")
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
    monkeypatch.setattr(quotations, "quotations", None)  # this process answers keys, and looks for none
    async with opened(wire_library) as (app, pilot):
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert app.reader.quotations == at_once


async def test_nothing_waits_for_the_quotations_of_a_long_text(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they take for ever, keys are answered, and quitting ends the process that looks for them."""
    monkeypatch.setattr(pane, "LONG", 0)
    monkeypatch.setattr(speech_aside, "_JOB", f"{JOBS}:silent")
    async with opened(wire_library) as (app, pilot):
        await pilot.press("enter")
        while not shared()._lock.locked():
            await pilot.pause()
        await pilot.press("l")
        assert (app.reader.cursor, app.reader.quotations) == (1, ())
    assert list(shared().call(f"{JOBS}:same", b"free")) == ["free"]


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
        held = Held(monkeypatch, two.releases, "text")
        await pilot.press("j")
        await begun(held)
        held.go.set()
        held.begun.clear()
        await press(pilot, "enter")
        assert app.reader.text.text.startswith("Another release")
        assert not held.begun.is_set()


async def test_d_goes_on_to_the_next_that_is_unread(sample_library: Library, opened: Opener) -> None:
    """Below first, then from the top; and says so when there is none."""
    async with opened(sample_library, keys="j j enter") as (app, pilot):
        ids = list(app.releases.rows.ids)
        assert app.showing.open_id == ids[2] == app.showing.subject
        await press(pilot, "d")
        assert app.showing.open_id == ids[3]
        assert sample_library.releases.get(ids[2]).read
        with sample_library.transaction():
            for key in ids[4:]:
                sample_library.reading.set_read([key], True)
        await press(pilot, "d")
        assert app.showing.open_id == ids[0]
        assert app.panes.active == "reader"
        await press(pilot, "tab tab d")
        assert app.showing.open_id == ids[1]
        await press(pilot, "d")
        assert not sample_library.reading.first_unread(ids)
        assert app.showing.open_id == ids[1]
        assert toasts(app)[-1].startswith("Everything here is read")


async def test_j_and_k_step_within_the_list(two: Library, opened: Opener) -> None:
    """From the release the list is at; above the first and below the last nothing happens."""
    async with opened(two, keys="g g enter") as (app, pilot):
        first, last = app.releases.rows.ids
        for key, wanted in (("K", first), ("J", last), ("J", last), ("K", first)):
            await press(pilot, key)
            assert app.showing.open_id == app.showing.subject == wanted
            assert app.releases.rows.current == wanted
        await press(pilot, "escape j")
        assert (app.showing.subject, app.showing.open_id) == (last, first)


async def test_a_jump_goes_to_the_passage(wire_library: Library, opened: Opener) -> None:
    """From the list of annotations; one that was lost has none, which is said."""
    wire_library.annotations.add(1, BODY, BODY + 6, tags=["place"])
    async with opened(wire_library, keys="enter tab") as (app, pilot):
        await press(pilot, "enter")
        assert (app.panes.active, app.reader.cursor) == ("reader", BODY)
        wire_library.tables.table("annotations").update({"state": "orphaned"})
        app.showing.reload()
        await press(pilot, "g g tab enter")
        assert (app.panes.active, app.reader.cursor) == ("annotations", 0)
        assert toasts(app) == ["The text no longer holds this passage."]


@pytest.mark.parametrize("limit", [0, 10**6])
async def test_one_begins_where_one_is_told_to(
    two: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """A long text or a short one; else with what was open last, where it was left."""
    monkeypatch.setattr(opening, "_LONG", limit)
    async with opened(two, first=1) as (app, pilot):
        await app.rest()
        assert app.showing.open_id == app.releases.rows.current == 1
        assert app.panes.active == "releases"
        await press(pilot, "enter w w")
        left = app.reader.cursor
        assert left > 0
        await app.action_quit()
    async with opened(two) as (app, _):
        await app.rest()
        assert (app.showing.open_id, app.reader.cursor) == (1, left)


async def test_an_empty_library_says_what_fills_it(library: Library, opened: Opener) -> None:
    """In the reader; nothing is open, and no key does harm."""
    async with opened(library, keys="enter d J K tab tab enter") as (app, _):
        assert app.showing.open_id is None
        assert "a adds a file" in app.reader.welcome
    async with opened(library) as (app, _):
        assert app.showing.subject is None


async def test_where_one_reads_is_kept(two: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, where nothing moved since; and the place is found again when it is opened again."""
    kept: list[tuple[int, int]] = []
    save = two.reading.save_position

    def saved(key: int, position: ReadingPosition) -> None:
        kept.append((key, position.cursor))
        save(key, position)

    async with opened(two, keys="g g j enter") as (app, pilot):
        await app.positions.kept()
        key = app.showing.open_id
        assert key is not None
        monkeypatch.setattr(two.reading, "save_position", saved)
        await press(pilot, "w")
        there = app.reader.cursor
        await app.positions.kept()
        await app.positions.kept()
        assert kept == [(key, there)]
        assert two.reading.position(key).cursor == there
        before = app.reader.cursor
        await press(pilot, "K J")
        assert app.reader.cursor == before


async def test_a_list_gone_through_quickly_reads_nothing_ahead(
    two: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But the text the cursor comes to rest on; and a short one never."""
    async with opened(two, keys="g g") as (app, pilot):
        monkeypatch.setattr(opening, "_LONG", 0)
        monkeypatch.setattr(opening, "_RESTED_AFTER", 3600.0)
        app.opening._browsed_at = time.monotonic()
        await press(pilot, "j k j")
        assert app.opening._ahead is None
        assert app.opening._ahead_timer is not None
        monkeypatch.setattr(opening, "_RESTED_AFTER", 0.0)
        await press(pilot, "k")
        assert app.opening._ahead is not None
        ahead = app.opening._ahead
        assert ahead[0] == two.releases.get(app.releases.rows.current or 0).text_id
        monkeypatch.setattr(opening, "_LONG", 10**6)
        await press(pilot, "j")
        assert app.opening._ahead is ahead


async def test_records_that_cannot_be_read_are_named_once(two: Library, opened: Opener) -> None:
    """How many there are, and what else went wrong beside the work."""
    async with opened(two) as (app, pilot):
        two.tables.table("releases").update({"headline": 3})
        two.warnings.append("Today’s backup could not be made.")
        two.releases.ids()
        for key in (1, 2):
            with suppress(DatelineError):
                two.releases.get(key)
        count = len(list(two.unreadable()))
        app.outside.name_troubles()
        app.outside.name_troubles()
        await pilot.pause()
        said = [one for one in toasts(app) if one.startswith("Passed over")]
        assert len(said) == (1 if count else 0)
        assert not count or (" and 1 more" in said[0]) == (count == 2)
        assert toasts(app).count("Today’s backup could not be made.") == 1
        assert two.warnings == []
