"""Feeds refreshed and folders watched while one reads: what comes is listed, nothing jumps."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library, open_library
from store.intake.sources import follow, sources, unfollow
from tests.feeds import feed, words_of
from tests.servers import Exchange, Site
from tests.tui.conftest import Opener, press
from tests.tui.test_outside import until
from tui.app.app import DatelineApp

pytestmark = pytest.mark.usefixtures("plain_feeds")


def toasts(app: DatelineApp) -> list[str]:
    """What the toasts in view say."""
    return [toast.message for toast in app._notifications]


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
        before = (rows.current, app.open_id, app.reader.cursor, app.reader.selection, app.focused)
        await press(pilot, "escape")
        site.gives("/", feed("2: Two", "3: Three"))
        await press(pilot, "R")
        assert await until(pilot, lambda: len(rows.ids) == count + 2)
        assert await until(pilot, lambda: toasts(app) == ["Refreshed: 2 new, 0 updated"])
        await press(pilot, "g v")
        assert (rows.current, app.open_id, app.reader.cursor, app.reader.selection, app.focused) == before
        assert app.busy == ""


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
    async with opened(library, keys="R") as (app, _):
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
        assert await until(pilot, lambda: app.busy == "refreshing 1/2")
        assert await until(pilot, lambda: len(app.releases.rows.ids) == 3)
        await pilot.press("R")
        assert await until(pilot, lambda: app.busy == "")
        assert await until(pilot, lambda: toasts(app) == ["Stopped: 1 new, 0 updated"])
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
        stop = app._stop
    assert stop is not None
    assert stop.is_set()


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


# -- folders -----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> Path:
    """A folder that is followed."""
    made = tmp_path / "in"
    made.mkdir()
    write(made / "one.txt", "One")
    follow(library, str(made))
    return made


def write(path: Path, headline: str) -> None:
    """Makes a file of a release."""
    path.write_text(f"{headline}\n\n{words_of(headline)}.\n", encoding="utf-8")


async def put(pilot: Pilot[None], path: Path, headline: str) -> bool:
    """Writes a release until the watch, which may only just begin, has seen it."""
    app = pilot.app
    assert isinstance(app, DatelineApp)

    def listed() -> bool:
        if headline in {one.headline for one in app.library.releases.many(app.releases.rows.ids)}:
            return True
        write(path, headline)
        return False

    return await until(pilot, listed)


async def test_what_comes_into_a_folder_is_listed(library: Library, folder: Path, opened: Opener) -> None:
    """New files, whole folders moved there, changed files; what goes stays in the library."""
    async with opened(library) as (app, pilot):
        rows, current = app.releases.rows, app.releases.rows.current
        write(folder / ".hidden.txt", "Hidden")
        write(folder / "other.xyz", "Other")
        assert await put(pilot, folder / "two.txt", "Two")
        elsewhere = folder.parent / "elsewhere"
        elsewhere.mkdir()
        write(elsewhere / "three.txt", "Three")
        elsewhere.rename(folder / "deep")
        assert await until(pilot, lambda: len(rows.ids) == 3)
        write(folder / "one.txt", "One, corrected")
        assert await until(pilot, lambda: library.releases.get(1).headline == "One, corrected")
        (folder / "one.txt").unlink()
        (folder / "deep" / "three.txt").unlink()
        write(folder / "four.txt", "Four")
        assert await until(pilot, lambda: len(rows.ids) == 4)
        assert rows.current == current
        assert {one.headline for one in library.releases.many(library.releases.ids())} == {
            "One, corrected", "Two", "Three", "Four",
        }  # fmt: skip


async def test_a_file_that_is_refused_is_named(library: Library, folder: Path, opened: Opener) -> None:
    """And the watch goes on."""
    async with opened(library) as (app, pilot):
        assert await put(pilot, folder / "two.txt", "Two")
        (folder / "empty.txt").touch()
        assert await until(pilot, lambda: any("it is empty" in toast for toast in toasts(app)))
        assert await put(pilot, folder / "three.txt", "Three")


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights there")
async def test_a_folder_followed_by_a_link(library: Library, tmp_path: Path, opened: Opener) -> None:
    """Its releases are known by the name under which it is followed, watched or refreshed."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    follow(library, str(tmp_path / "link"))
    async with opened(library) as (_, pilot):
        assert await put(pilot, tmp_path / "real" / "two.txt", "Two")
        (release,) = library.releases.many(library.releases.ids())
        assert release.source == str(tmp_path / "link" / "two.txt")
        await press_and_wait(pilot, "R", "Refreshed: 0 new, 0 updated")


async def press_and_wait(pilot: Pilot[None], key: str, toast: str) -> None:
    """Presses a key and waits for what it says; the watch goes on."""
    app = pilot.app
    assert isinstance(app, DatelineApp)
    await pilot.press(key)
    assert await until(pilot, lambda: toast in toasts(app))


async def test_a_folder_followed_or_left_elsewhere(library: Library, folder: Path, opened: Opener) -> None:
    """Another process's follow and unfollow hold at once."""
    other_folder = folder.parent / "other"
    other_folder.mkdir()
    async with opened(library) as (app, pilot):
        assert await until(pilot, lambda: len(app._watched) == 1)
        other = open_library(library.path, user="bea")
        follow(other, str(other_folder))
        assert await until(pilot, lambda: len(app._watched) == 2)
        unfollow(other, str(folder))
        unfollow(other, str(other_folder))
        other.close()
        assert await until(pilot, lambda: not app._watched)
        assert sources(library) == []
        assert await until(pilot, lambda: not any(one.group == "watch" for one in app.workers))


async def test_a_folder_that_is_gone_disturbs_nobody(library: Library, folder: Path, opened: Opener) -> None:
    """It is not watched; R names it."""
    (folder / "one.txt").unlink()
    folder.rmdir()
    async with opened(library) as (app, pilot):
        await app.workers.wait_for_complete()
        assert not app._watched
        await press(pilot, "R")
        assert await until(pilot, lambda: any("no such file or folder" in toast for toast in toasts(app)))
