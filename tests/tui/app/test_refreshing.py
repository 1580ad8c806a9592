"""Feeds refreshed while one reads: what comes is listed, nothing jumps."""

from __future__ import annotations

import threading

import pytest

from store import Library
from store.intake.followed import follow
from tests.feeds import feed
from tests.servers import Exchange, Site
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp

pytestmark = pytest.mark.usefixtures("plain_feeds")


def toasts(app: DatelineApp) -> list[str]:
    """What the toasts in view say."""
    return [toast.message for toast in app._notifications]


@pytest.mark.slow
async def test_r_brings_what_is_new_and_nothing_jumps(
    sample_library: Library, site: Site, opened: Opener
) -> None:
    """New items are listed, and list cursor, reader, selection and focus are as before."""
    url = site.gives("/", feed("1: One"))
    follow(sample_library, url)
    async with opened(sample_library, keys="j j enter w w v e") as (app, pilot):
        rows, count = app.releases.rows, len(app.releases.rows.ids)
        await press(pilot, "escape")
        await press(pilot, "v e")
        before = (
            rows.current,
            app.showing.open_id,
            app.reader.cursor,
            app.reader.selection.span,
            app.focused,
        )
        await press(pilot, "escape")
        site.gives("/", feed("2: Two", "3: Three"))
        await press(pilot, "R")
        assert await until(pilot, lambda: len(rows.ids) == count + 2)
        assert await until(pilot, lambda: toasts(app) == ["Refreshed: 2 new, 0 updated"])
        await press(pilot, "g v")
        assert (
            rows.current,
            app.showing.open_id,
            app.reader.cursor,
            app.reader.selection.span,
            app.focused,
        ) == before
        assert not app.under_way.told


async def test_nothing_is_asked_until_it_is_asked_for(library: Library, site: Site, opened: Opener) -> None:
    """Opening the application sends no request."""
    follow(library, site.gives("/", feed("1: One")))
    site.asked.clear()
    async with opened(library) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert site.asked == []
        await press(pilot, "R")
        assert await until(pilot, lambda: len(site.asked) == 1)


async def test_r_says_so_where_nothing_is_followed(library: Library, opened: Opener) -> None:
    """And how to begin."""
    async with opened(library, keys="escape R") as (app, _):
        assert "dateline follow URL" in toasts(app)[0]


async def test_what_failed_is_said(library: Library, site: Site, opened: Opener) -> None:
    """The first by name and reason, of the others how many there are; the rest is brought."""
    urls = [site.gives(f"/{number}", feed(f"{number}: One", title=f"News {number}")) for number in range(3)]
    for url in urls:
        follow(library, url)
    site.gives("/0", b"", 404)
    site.gives("/1", b"", 404)
    site.gives("/2", feed("7: Seven"))
    async with opened(library, keys="R") as (app, pilot):
        assert await until(pilot, lambda: len(toasts(app)) == 2)
        assert toasts(app)[0] == "Refreshed: 1 new, 0 updated"
        assert "there is no such page (404)" in toasts(app)[1]
        assert "And 1 more" in toasts(app)[1]


async def test_r_again_stops(library: Library, site: Site, opened: Opener) -> None:
    """What has come stays, the footer says how far it is, and it can be asked for again."""
    stuck, good = site.gives("/stuck", feed("1: One")), site.gives("/good", feed("2: Two"))
    follow(library, stuck)
    follow(library, good)
    site.at("/stuck", lambda exchange: exchange.drip(b""))
    site.gives("/good", feed("3: Three"))
    async with opened(library) as (app, pilot):
        await pilot.press("R")
        assert await until(pilot, lambda: app.under_way.told[0].startswith("refreshing 1/2"))
        assert await until(pilot, lambda: len(app.releases.rows.ids) == 3)
        await pilot.press("R")
        assert await until(pilot, lambda: not app.under_way.told)
        assert await until(
            pilot, lambda: "Stopped: 1 new, 0 updated; that is kept, and R goes on" in toasts(app)
        )
        site.gives("/stuck", feed("4: Four"))
        await press(pilot, "R")
        assert await until(pilot, lambda: len(app.releases.rows.ids) == 4)


async def test_quitting_waits_for_no_server(library: Library, site: Site, opened: Opener) -> None:
    """A request under way is abandoned when the application ends."""
    follow(library, site.gives("/", feed("1: One")))
    asked = threading.Event()

    def silent(exchange: Exchange) -> None:
        asked.set()
        exchange.server.site.closing.wait()

    site.at("/", silent)
    async with opened(library) as (app, pilot):
        await pilot.press("R")
        assert await until(pilot, asked.is_set)
        (work,) = app.under_way._all.values()
    assert work.stop.is_set()


async def test_the_cursor_keeps_its_line_of_the_screen(library: Library, site: Site, opened: Opener) -> None:
    """Where the list is scrolled, what comes above moves nothing in view."""
    names = [f"{number}: Of {number}" for number in range(40)]
    url = site.gives("/", feed(*names))
    follow(library, url)
    async with opened(library, keys="2 5 j k k") as (app, pilot):
        rows = app.releases.rows
        seen = (rows.current, rows.first_line(rows.cursor) - rows.scroll_offset.y)
        assert rows.scroll_offset.y
        code = feed(*names, *(f"{number}: Of {number}" for number in range(40, 50)))
        site.gives("/", code)
        await press(pilot, "R")
        assert await until(pilot, lambda: len(rows.ids) == 50)
        assert (rows.current, rows.first_line(rows.cursor) - rows.scroll_offset.y) == seen
