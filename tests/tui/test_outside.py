"""What other processes do to the library appears in the running application."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from store import Library, open_library
from store.storages import handles
from tests.conftest import ROOT
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.outside import LOOK_INTERVAL


async def elsewhere(library: Library | str, code: str) -> None:
    """Runs the code, which finds the library, or that of the name, as ``library``, in another process."""
    opening = "import sys\nfrom store import open_library\nlibrary = open_library(sys.argv[1], user='bea')\n"
    named = library if isinstance(library, str) else str(library.path)
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", opening + code, named, cwd=ROOT)
    assert await child.wait() == 0


def test_looks_outside_twice_a_second() -> None:
    """A change by another process is looked for at least every half second, to appear within one."""
    assert LOOK_INTERVAL <= 0.5


@pytest.mark.slow
async def test_an_annotation_appears_and_cursor_and_selection_stay(
    wire_library: Library, opened: Opener
) -> None:
    """An annotation by another process is listed and counted; cursor, selection and focus are as before."""
    async with opened(wire_library, keys="enter w w v e") as (app, pilot):
        before = (app.reader.cursor, app.reader.selection.span, app.focused, app.releases.rows.cursor)
        assert app.reader.selection.span != (0, 0)
        await elsewhere(wire_library, "library.annotations.add(1, 0, 7, tags=['elsewhere'])")
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 1)
        assert [one.tags[0].name for one in app.annotations.rows.annotations] == ["elsewhere"]
        assert (app.reader.cursor, app.reader.selection.span, app.focused, app.releases.rows.cursor) == before
        release = app.releases.rows.release_at(0)
        assert release is not None and release.annotations == 1


async def test_a_change_just_before_ones_own_appears(wire_library: Library, opened: Opener) -> None:
    """What another process wrote between two looks is not taken for one's own change that follows."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        other = open_library(wire_library.path, user="bea")
        other.annotations.add(1, 0, 7, tags=["elsewhere"])
        other.close()
        await app.workspace.change(lambda: wire_library.reading.set_starred([1], True))
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 1)


async def test_new_releases_appear_above_and_the_cursor_keeps_its_release(
    sample_library: Library, opened: Opener
) -> None:
    """Releases another process adds are in the list; the cursor is on the same release as before."""
    async with opened(sample_library, keys="j j j") as (app, pilot):
        rows = app.releases.rows
        current, count = rows.current, len(rows.ids)
        code = (
            "from pathlib import Path\nfrom store import add_paths\npath = Path(sys.argv[1] + '.txt')\n"
            "path.write_text('A newer ferry\\n\\nLISBON, Mar 14 2031 (ALN) - A ferry sails.\\n')\n"
            "add_paths(library, [path])"
        )
        await elsewhere(sample_library, code)
        assert await until(pilot, lambda: len(rows.ids) == count + 1)
        assert (rows.ids.index(sample_library.releases.ids()[0]), rows.current) == (0, current)
        await press(pilot, "j k")
        assert rows.current == current


async def test_a_prompt_stays_open(wire_library: Library, opened: Opener) -> None:
    """What another process writes while a note is being written disturbs no word of it; both are kept."""
    async with opened(wire_library, keys="enter V c m i n e") as (app, pilot):
        await elsewhere(wire_library, "library.annotations.add(1, 0, 7, note='theirs')")
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 1)
        await press(pilot, "enter")
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 2)
        assert {one.note for one in wire_library.annotations.of(1)} == {"mine", "theirs"}


async def test_a_library_opened_on_a_full_disk_is_written_once_there_is_room(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By itself, while nobody does anything; the bottom line and a message say so."""
    wire_library.close()
    really = handles.connect

    def connect(path: Path, options: str, **more: Any) -> sqlite3.Connection:
        if options == "mode=rwc":
            error = sqlite3.OperationalError("refused")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return really(path, options, **more)

    monkeypatch.setattr(handles, "connect", connect)
    library = open_library(wire_library.path, user="ana")
    async with opened(library) as (app, pilot):
        assert "library.db · read-only" in app.footer.render_line(0).text
        monkeypatch.undo()
        assert await until(pilot, lambda: "library.db · saved" in app.footer.render_line(0).text)
        said = "library.db can be written to again: what is done from now on is saved."
        assert await until(pilot, lambda: said in [toast.message for toast in app._notifications])
        await elsewhere(library, "library.reading.set_starred([1], True)")
        await app.workspace.change(lambda: library.reading.set_starred([2], True))
        assert all(one.starred for one in library.releases.each([1, 2]))
    library.close()
