"""An update of what one has read is seen: in the list, in a message, and in what it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, ReadingPosition, add_paths
from store.intake.followed import follow
from tests.feeds import feed
from tests.servers import Site
from tests.tui.app.test_refreshing import toasts
from tests.tui.conftest import Opener, Run, press
from tests.tui.panes.test_releases import text_of
from tests.tui.settling import until
from tests.tui.test_outside import elsewhere

HEAD = "Harbour towns join a ferry\n\nLISBON, Mar 14 2025 (ALN) - "
FIRST, SECOND, THIRD = (
    HEAD + words + "\n" for words in ("One ferry will sail.", "Two ferries sail.", "Two ferries and a boat.")
)


def write(path: Path, text: str) -> Path:
    """A file with the text."""
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def ferry(library: Library, tmp_path: Path) -> Path:
    """The file of a release that was read to its end, below one that was not."""
    path = write(tmp_path / "ferry.txt", FIRST)
    add_paths(library, [path])
    library.reading.save_position(1, ReadingPosition())
    library.reading.reached_end(1)
    later = write(tmp_path / "later.txt", "A bridge opens\n\nLISBON, Mar 15 2025 (ALN) - It is red.\n")
    add_paths(library, [later])
    library.tables.table("meta").update({"open": 2}, doc_ids=[1])
    return path


@pytest.mark.parametrize("width", [60, 100, 120, 200])
async def test_the_list_marks_it_at_every_width(
    library: Library, ferry: Path, opened: Opener, width: int
) -> None:
    """A sign and the word stand in its row, which is unread again and no longer than the pane."""
    add_paths(library, [write(ferry, SECOND)])
    async with opened(library, size=(width, 24)) as (app, pilot):
        rows = app.releases.rows
        assert "↻ updated" not in text_of(app.releases, 0)
        assert "↻ updated" in text_of(app.releases, 1)
        strip = rows.render_line(rows.first_line(1))
        assert strip.text.rstrip().endswith("↻ updated")
        assert strip.cell_length == rows.scrollable_content_region.width
        assert "ALN" in strip.text
        assert "unread 2/2" in str(app.releases.title.content)
        await press(pilot, "j enter")
        assert await until(pilot, lambda: "↻ updated" not in text_of(app.releases, 1))
        assert app.reader.text.text == SECOND
        assert "●" in text_of(app.releases, 1) or library.releases.get(1).read


async def test_d_shows_what_changed_since_it_was_read(library: Library, ferry: Path, opened: Opener) -> None:
    """Two versions came since; 1D compares with the last but one, and the next opening is no other."""
    add_paths(library, [write(ferry, SECOND)])
    add_paths(library, [write(ferry, THIRD)])
    for _ in range(2):
        async with opened(library, keys="j enter") as (app, pilot):
            await press(pilot, "D")
            assert "One ferry will sail" in app.reader.text.text
            assert "since you last read it" in app.reader.footer_note()
            await press(pilot, "D 1 D")
            assert "One ferry" not in app.reader.text.text
            assert "ferries" in app.reader.text.text
            await press(pilot, "D 2 D")
            assert "One ferry will sail" in app.reader.text.text


async def test_what_was_never_read_is_compared_with_the_version_before(
    library: Library, tmp_path: Path, opened: Opener
) -> None:
    """There is no version that was read."""
    path = write(tmp_path / "ferry.txt", FIRST)
    for text in (FIRST, SECOND, THIRD):
        add_paths(library, [write(path, text)])
    async with opened(library, keys="enter D") as (app, _):
        assert "One ferry" not in app.reader.text.text
        assert "since 14 March 2025" in app.reader.footer_note()


@pytest.mark.usefixtures("plain_feeds")
async def test_a_refresh_names_what_it_updated(library: Library, site: Site, opened: Opener) -> None:
    """The key it names opens the first, then the next, then says that there is none."""
    follow(library, site.gives("/", feed("1: One", "2: Two", "3: Three")))
    library.reading.set_read([1], True)
    async with opened(library) as (app, pilot):
        site.gives("/", feed("2: Two, corrected", "1: One, corrected", "3: Three", "4: Four"))
        await press(pilot, "R")
        told = "Refreshed: 1 new, 2 updated: “Two, corrected”, “One, corrected” · gu opens the first"
        assert await until(pilot, lambda: toasts(app) == [told])
        for headline in ("Two, corrected", "One, corrected"):
            await press(pilot, "g u")
            assert app.reader.release is not None
            assert (app.reader.release.headline, app.panes.active) == (headline, "reader")
        assert await until(pilot, lambda: not library.reading.updated())
        await press(pilot, "g u")
        assert toasts(app) == ["Nothing was updated since you read it."]


async def test_gu_finds_what_is_marked(library: Library, ferry: Path, opened: Opener) -> None:
    """Without a message, too: what was updated before the application was opened."""
    add_paths(library, [write(ferry, SECOND)])
    async with opened(library, keys="g u") as (app, _):
        assert (app.showing.open_id, app.panes.active) == (1, "reader")


async def test_an_update_by_another_process_is_named(library: Library, ferry: Path, opened: Opener) -> None:
    """It is marked and said within a look."""
    async with opened(library) as (app, pilot):
        write(ferry, SECOND)
        await elsewhere(
            library,
            f"from store import add_paths\nadd_paths(library, [__import__('pathlib').Path({str(ferry)!r})])",
        )
        told = "1 updated: “Harbour towns join a ferry” · gu opens it"
        assert await until(pilot, lambda: toasts(app) == [told])
        assert "↻ updated" in text_of(app.releases, 1)
        await press(pilot, "g u")
        assert app.showing.open_id == 1


async def test_what_is_open_at_the_start_is_marked_until_it_is_read(
    library: Library, ferry: Path, opened: Opener
) -> None:
    """Beside the list it may not have been noticed; once the reader has the keys, it says what D shows."""
    library.tables.table("meta").update({"open": 1}, doc_ids=[1])
    add_paths(library, [write(ferry, SECOND)])
    async with opened(library) as (app, pilot):
        assert app.showing.open_id == 1
        assert "↻ updated" in text_of(app.releases, 1)
        await press(pilot, "tab")
        assert await until(pilot, lambda: "↻ updated" not in text_of(app.releases, 1))
        assert [one for one in toasts(app) if "D shows what changed" in one]
        await press(pilot, "escape tab")
        assert len([one for one in toasts(app) if "D shows what changed" in one]) == 1


async def test_stepping_to_it_is_looking_at_it(library: Library, ferry: Path, opened: Opener) -> None:
    """J opens it from the list, where the text is in view."""
    add_paths(library, [write(ferry, SECOND)])
    async with opened(library, keys="J") as (app, pilot):
        assert app.showing.open_id == 1
        assert await until(pilot, lambda: not library.reading.updated())


async def test_an_update_in_view_is_looked_at(library: Library, ferry: Path, opened: Opener) -> None:
    """The text one reads changes under one’s eyes: it is said, and not marked for long."""
    async with opened(library, keys="j enter") as (app, pilot):
        add_paths(library, [write(ferry, SECOND)])
        app.showing.reload()
        assert await until(pilot, lambda: app.reader.text.text == SECOND)
        assert await until(pilot, lambda: not library.reading.updated())
        await press(pilot, "D")
        assert "One ferry will Two ferries sail" in app.reader.text.text


async def test_an_update_out_of_view_stays_marked(library: Library, ferry: Path, opened: Opener) -> None:
    """With one pane at a time the open text is behind the list, until it is brought up."""
    async with opened(library, size=(60, 24), keys="j enter escape") as (app, pilot):
        add_paths(library, [write(ferry, SECOND)])
        app.showing.reload()
        assert await until(pilot, lambda: app.reader.text.text == SECOND)
        assert await until(pilot, lambda: "↻ updated" in text_of(app.releases, 1))
        await press(pilot, "tab")
        assert await until(pilot, lambda: not library.reading.updated())


def test_the_command_line_marks_and_names_it(run: Run, tmp_path: Path) -> None:
    """‘add’ names it with its number, ‘list’ says so where it is listed."""
    path = write(tmp_path / "ferry.txt", FIRST)
    run("add", path)
    run("annotate", 1, "--quote", "One ferry", "--tag", "boats")
    assert run("list").stdout.rstrip("\n").endswith("\tHarbour towns join a ferry")
    write(path, SECOND)
    assert "updated: 1 “Harbour towns join a ferry”" in run("add", path).stdout.splitlines()
    assert run("list").stdout.rstrip("\n").endswith("\tHarbour towns join a ferry\tupdated")


def test_of_many_updates_the_first_are_named(run: Run, tmp_path: Path) -> None:
    """And how many more there are."""
    for text in ("It opens.", "It opens on Monday."):
        for number in range(12):
            write(tmp_path / f"{number:02}.txt", f"Bridge {number} opens\n\n{text}\n")
        shown = run("add", tmp_path).stdout.splitlines()
    assert [line for line in shown if line.startswith("updated: ")][-2:] == [
        "updated: 10 “Bridge 9 opens”",
        "updated: 2 more; ‘dateline list’ marks those you had read",
    ]
