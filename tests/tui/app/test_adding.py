"""Bringing releases in from inside the application."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from store import Library, intake
from store.errors import NotFoundError
from store.intake import sources
from store.intake.followed import Outcome
from tests.feeds import feed
from tests.servers import Site
from tests.tui.app.test_refreshing import toasts
from tests.tui.conftest import Opener, press
from tests.tui.settling import until

pytestmark = pytest.mark.usefixtures("plain_feeds")


@pytest.mark.slow
async def test_a_path_is_added_and_shown(sample_library: Library, wire: Path, opened: Opener) -> None:
    """Completed by Tab; the cursor of the list is on what came, which Enter opens."""
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "a")
        await pilot.press(*str(wire)[:-3])
        await press(pilot, "tab")
        assert app.screen.query_one(Input).value == str(wire)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        new = sample_library.releases.get(app.releases.rows.current or 0)
        assert new.source == str(wire)
        assert any("Added: 1 new" in one for one in toasts(app))
        await press(pilot, "enter")
        assert app.showing.open_id == new.id


async def test_what_was_not_read_as_it_was_is_said(
    sample_library: Library, wire: Path, opened: Opener
) -> None:
    """Damaged bytes keep nothing out, and are told beside what came."""
    wire.write_bytes("Die Fähre läuft aus".encode() + b"\xff")
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "a")
        app.screen.query_one(Input).value = str(wire)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        assert all(any(words in one for one in toasts(app)) for words in ("Added: 1 new", "damaged byte"))


async def test_what_cannot_be_added_is_said(sample_library: Library, tmp_path: Path, opened: Opener) -> None:
    """With the reason; nothing typed adds nothing, and Esc leaves."""
    count = sample_library.releases.count()
    async with opened(sample_library) as (app, pilot):
        for typed in ("", str(tmp_path / "none.txt")):
            await press(pilot, "a")
            await pilot.press(*typed)
            await press(pilot, "enter")
            await app.workers.wait_for_complete()
        assert any("none.txt" in one for one in toasts(app))
        await press(pilot, "a x escape")
        assert sample_library.releases.count() == count and len(app.screen_stack) == 1


async def test_a_feed_is_followed(library: Library, site: Site, opened: Opener) -> None:
    """Ctrl+F in the prompt brings in what it holds, and asks it again at each refresh."""
    url = site.gives("/", feed("1: One"))
    async with opened(library) as (app, pilot):
        await press(pilot, "a")
        await pilot.press(*url)
        await press(pilot, "ctrl+f")
        await app.workers.wait_for_complete()
        assert [one.location for one in sources(library)] == [url]
        assert library.releases.count() == 1 == len(app.releases.rows.ids)


async def test_a_again_stops_it(
    library: Library, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read by then is in the library and listed; the footer says how far it is."""
    held, let_go = threading.Event(), threading.Event()

    def slow(library: Library, paths: list[Path], tell: Callable[[int, int], None], **_: object) -> None:
        tell(1, 3)
        held.set()
        assert let_go.wait(30)
        tell(2, 3)
        raise AssertionError("it was not stopped")

    monkeypatch.setattr("store.add_paths", slow)
    async with opened(library) as (app, pilot):
        await press(pilot, "a")
        await pilot.press(*str(tmp_path))
        await pilot.press("enter")
        assert await until(pilot, held.is_set)
        assert await until(pilot, lambda: "adding 1/3" in app.footer.render_line(0).text)
        await pilot.press("a")
        let_go.set()
        assert await until(pilot, lambda: any("Stopped" in one for one in toasts(app)))
        assert await until(pilot, lambda: not app.under_way.told)


async def test_what_was_done_before_it_could_be_stopped_is_not_said_to_be_stopped(
    library: Library, site: Site, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed is asked once, whole; an error is told alone, not beside a sum of nothing."""
    url = site.gives("/", feed("1: One"))
    follow, held, let_go = intake.follow, threading.Event(), threading.Event()

    def slow(library: Library, location: str) -> Outcome:
        held.set()
        assert let_go.wait(30)
        if location == "none":
            raise NotFoundError("none")
        return follow(library, location)

    monkeypatch.setattr("store.intake.follow", slow)
    async with opened(library) as (app, pilot):
        for typed, told in ((url, "Followed: 1 new"), ("none", "none")):
            held.clear()
            let_go.clear()
            await press(pilot, "a ctrl+u")
            await pilot.press(*typed)
            await pilot.press("ctrl+f")
            assert await until(pilot, held.is_set)
            await pilot.press("a")
            let_go.set()
            assert await until(pilot, lambda: not app.under_way.told)
            assert any(told in one for one in toasts(app))
            assert not any("Stopped" in one or "0 new" in one for one in toasts(app))


async def test_a_library_that_is_only_read_takes_nothing(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said, and no prompt opens."""
    monkeypatch.setattr(type(sample_library), "read_only", property(lambda _: True))
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "a")
        assert len(app.screen_stack) == 1
        assert any("read only" in one for one in toasts(app))


async def test_rules_are_applied_to_what_is_added(
    library: Library, wire: Path, tmp_path: Path, opened: Opener
) -> None:
    """What was removed is left in the trash; deleted from it, it comes again where it is named."""
    config = tmp_path / "config.toml"
    config.write_text('[[rules]]\nwhen = "ferry"\nstar = true\n', encoding="utf-8")

    async with opened(library, config=config) as (app, pilot):

        async def add() -> None:
            await press(pilot, "a")
            await pilot.press(*str(wire))
            await press(pilot, "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()

        await add()
        assert library.releases.get(1).starred
        assert any("rules changed 1 of what came" in one for one in toasts(app))
        await press(pilot, "X")
        await add()
        assert not library.releases.ids() and any("1 removed before" in one for one in toasts(app))
        library.trash.empty()
        await add()
        assert library.releases.ids() == [1] == app.releases.rows.ids and library.releases.get(1).starred
