"""No code opens a library beside SQLite's own handle: that would drop the locks of the whole process."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from store.backups.copies import backups_of
from store.storages.handles import open_bytes, read_bytes
from tests.conftest import SAMPLES
from tests.tui.conftest import Opener, Run, press
from tests.watching import watched


@pytest.fixture
def opened_by_hand() -> Iterator[list[str]]:
    """What was opened though SQLite had it open."""
    with watched() as found:
        yield found


@pytest.fixture
def tomorrow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the next day begin: the next change is its first."""

    def begin() -> None:
        monkeypatch.setattr("store.backups.copies.utc_now", lambda: datetime.now(UTC) + timedelta(days=1))

    return begin


@pytest.mark.parametrize("end", ["", "-shm"])
@pytest.mark.parametrize(
    "read",
    [
        lambda path: path.read_bytes(),
        lambda path: os.close(os.open(path, os.O_RDONLY)),
        lambda path: path.with_name("copy").write_bytes(path.read_bytes()),
    ],
)
def test_the_watch_sees(
    library: Library, opened_by_hand: list[str], end: str, read: Callable[[Path], object]
) -> None:
    """An opening by Python or the system's own call is seen, of the file and of its index of locks."""
    read(library.path.with_name(library.path.name + end))
    assert [line.split()[0] for line in opened_by_hand] == [library.path.name + end]


def test_after_closing_nothing_is_live(library: Library, opened_by_hand: list[str]) -> None:
    """A file that SQLite has let go of may be read."""
    library.close()
    library.path.read_bytes()
    assert opened_by_hand == []


def test_no_command_opens_it(
    run: Run,
    tmp_path: Path,
    opened_by_hand: list[str],
    library: Library,
    tomorrow: Callable[[], None],
) -> None:
    """Each command, in a process that has the library open as well, leaves its files to SQLite."""
    add_paths(library, [SAMPLES])
    library.annotations.add(1, 0, 12, tags=["one"], note="n")
    path = library.path
    tomorrow()
    for command in (
        ["list"],
        ["list", "--json"],
        ["show", 1],
        ["find", "the"],
        ["tags"],
        ["annotate", 1, "--quote", library.releases.text(1).text[:20], "--tag", "two"],
        ["history"],
        ["orphans"],
        ["duplicates"],
        ["sources"],
        ["add", SAMPLES],
        ["add", tmp_path],  # the library and its log lie in it
        ["add", path],
        ["add", f"{path}-wal", f"{path}-shm"],
        ["add", path.as_uri()],
        ["export", "--output", path],
        ["export", 1, "--output", tmp_path / "export.md"],
        ["backup"],
        ["backup", tmp_path / "copy.db"],
        ["restore", path],
        ["restore", backups_of(path)[0] if backups_of(path) else tmp_path / "copy.db"],
        ["restore", tmp_path / "copy.db", "--library", tmp_path / "other.db"],
        ["move", path, tmp_path / "moved.json"],
        ["move", path, tmp_path / "moved.db"],
        ["move", tmp_path / "moved.json", path],
        ["doctor"],
        ["doctor", "--repair"],
    ):
        result = run(*command)
        assert result.exit_code in (0, 1), (command, result.output)
        assert opened_by_hand == [], command
    assert library.annotations.get(1).note == "n"


@pytest.mark.slow
async def test_the_application_does_not_open_it(
    sample_library: Library, opened: Opener, opened_by_hand: list[str], tomorrow: Callable[[], None]
) -> None:
    """Through a day's first change, tagging, noting, searching, exporting and undoing."""
    tomorrow()
    async with opened(sample_library, keys="enter V t e u enter j V c n o enter u ctrl+r") as (app, pilot):
        await press(pilot, "tab tab j x tab j j enter D escape")
        await asyncio.to_thread(sample_library.daily_backup.wait)
        assert [path for path in backups_of(sample_library.path) if "daily" in path.name]
        assert list(sample_library.find.hits("the"))
        app.look_outside()
    assert opened_by_hand == []


def test_a_second_library_of_one_process(library: Library, opened_by_hand: list[str]) -> None:
    """To open and close the library once more, also through a link, opens nothing by hand."""
    link = library.path.with_name("link.db")
    link.symlink_to(library.path)
    for path in (library.path, link):
        other = open_library(path, user="bea")
        other.close()
        for read in (read_bytes, open_bytes):
            with pytest.raises(OSError, match="open"):
                read(path)
    assert opened_by_hand == []


def test_a_json_library_may_be_read(tmp_path: Path, opened_by_hand: list[str]) -> None:
    """SQLite has no lock to lose on a JSON file."""
    path = tmp_path / "library.json"
    library = open_library(path, user="ana")
    assert json.loads(path.read_bytes())
    library.close()
    assert opened_by_hand == []
