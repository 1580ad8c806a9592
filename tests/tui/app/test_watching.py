"""Folders watched while one reads: what comes is listed, nothing jumps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from store import Library, add_paths, open_library
from store.intake.followed import follow, sources, unfollow
from tests.feeds import words_of
from tests.tui.app.test_refreshing import toasts
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp

pytestmark = pytest.mark.usefixtures("plain_feeds")


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


async def test_a_folder_followed_from_inside_is_watched_at_once(
    library: Library, opened: Opener, tmp_path: Path
) -> None:
    """What comes there afterwards is listed without a restart."""
    place = tmp_path / "inside"
    place.mkdir()
    write(tmp_path / "first.txt", "First")
    add_paths(library, [tmp_path / "first.txt"])
    async with opened(library, keys="a") as (app, pilot):
        app.screen.query_one(Input).value = str(place)
        await pilot.press("ctrl+f")
        assert await until(pilot, lambda: any("Followed: 0 new" in one for one in toasts(app)))
        assert await put(pilot, place / "late.txt", "Late")


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
        assert await until(pilot, lambda: len(app.watching.folders) == 1)
        other = open_library(library.path, user="bea")
        follow(other, str(other_folder))
        assert await until(pilot, lambda: len(app.watching.folders) == 2)
        unfollow(other, str(folder))
        unfollow(other, str(other_folder))
        other.close()
        assert await until(pilot, lambda: not app.watching.folders)
        assert sources(library) == []
        assert await until(pilot, lambda: not any(one.group == "watch" for one in app.workers))


async def test_a_folder_that_is_gone_disturbs_nobody(library: Library, folder: Path, opened: Opener) -> None:
    """It is not watched; R names it."""
    (folder / "one.txt").unlink()
    folder.rmdir()
    async with opened(library) as (app, pilot):
        await app.workers.wait_for_complete()
        assert not app.watching.folders
        await press(pilot, "R")
        assert await until(pilot, lambda: any("no such file or folder" in toast for toast in toasts(app)))


async def test_a_folder_that_may_not_be_looked_at_disturbs_nobody(library: Library, opened: Opener) -> None:
    """As one whose name no file can have here, or that lies in a folder of somebody else."""
    with library.transaction():
        row = {"location": f"/{300 * 'n'}", "kind": "folder", "name": "News"}
        library.tables.table("sources").insert(row)
    async with opened(library) as (app, pilot):
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not app.watching.folders and app.return_code is None
