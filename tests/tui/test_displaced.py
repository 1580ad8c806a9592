"""A library that is gone is said to be gone, not saved; who is waited for is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store import Library, open_library
from store.backups.copies import backups_of, copy_to
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.app import DatelineApp


def footer(app: DatelineApp) -> str:
    """What the bottom line says of the work."""
    return app.footer._saved


def said(app: DatelineApp) -> str:
    """What the toasts say."""
    return " ".join(one.message for one in app._notifications)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.unlink(), "is gone"),
        (lambda path: path.with_name("copy.db").rename(path), "is another file now"),
        (lambda path: path.write_bytes(path.with_name("copy.db").read_bytes()), "was written over"),
    ],
)
async def test_the_screen_says_so_by_itself(
    wire_library: Library, opened: Opener, harm: Callable[[Path], object], words: str
) -> None:
    """Without a key pressed the footer and a toast say what became of the file, and what can be done."""
    copy_to(wire_library.path, wire_library.path.with_name("copy.db"))
    async with opened(wire_library, keys="enter V t o n e enter") as (app, pilot):
        assert footer(app) == "library.db · saved"
        harm(wire_library.path)
        assert await until(pilot, lambda: words in footer(app))
        assert "saved" not in footer(app).replace("saves", "")
        # The place one reads at may be written just then, and the refusal of that is what is said last.
        assert await until(pilot, lambda: words in said(app) and "saves what is open" in said(app))


async def test_nothing_typed_is_lost_and_all_is_saved_beside(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """A note that could not be written is still there, and ``S`` writes what was into a new file."""
    async with opened(wire_library, keys="enter V c o n e enter") as (app, pilot):
        wire_library.path.unlink()
        await press(pilot, ") V c t w o enter")
        assert "Nothing was written" in said(app)
        assert [draft.text for draft in app.drafts.all()] == ["two"]
        await press(pilot, "S")
        saved = next(tmp_path.glob("library.saved-*.db"))
        assert saved.name in said(app).replace("\n", "")
        assert "offers what is not saved yet" in said(app)
    with closing(open_library(saved, user="ana")) as library:
        assert [one.note for one in library.annotations.of(1)] == ["one"]
        async with opened(library) as (app, pilot):
            assert await until(pilot, lambda: "“two”" in said(app))
            await press(pilot, "g c enter")
            assert [one.note for one in library.annotations.of(1)] == ["one", "two"]


async def test_what_nobody_asked_for_hides_no_rescue(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """The place one reads at cannot be kept any more; where all was saved stays on the screen."""
    async with opened(wire_library, keys="enter") as (app, pilot):
        wire_library.path.unlink()
        await press(pilot, "S")
        saved = next(tmp_path.glob("library.saved-*.db"))
        await press(pilot, "w G")
        await app.positions.kept()
        await app.rest()
        assert saved.name in said(app).replace("\n", "")


async def test_what_could_not_be_saved_beside_is_not_promised_again(
    wire_library: Library, opened: Opener
) -> None:
    """After ``S`` has failed the footer does not name it, and a toast says what there is."""
    path = wire_library.path
    copy_to(path, path.with_name("copy.db"))
    async with opened(wire_library, keys="enter V t o n e enter") as (app, pilot):
        path.write_bytes(path.with_name("copy.db").read_bytes())
        assert await until(pilot, lambda: "S saves it anew" in footer(app))
        wire_library.daily_backup.wait()  # it would be a way to save all
        for backup in backups_of(path):
            backup.unlink()
        await press(pilot, "S")
        assert await until(pilot, lambda: "no mixture" in said(app))
        assert footer(app) == "library.db · was written over by another program"


async def test_a_file_put_back_is_saved_to_again(wire_library: Library, opened: Opener) -> None:
    """Once the file is back the footer says so, and changes go through."""
    away = wire_library.path.with_name("away.db")
    async with opened(wire_library, keys="enter") as (app, pilot):
        wire_library.path.rename(away)
        assert await until(pilot, lambda: "is gone" in footer(app))
        away.rename(wire_library.path)
        assert await until(pilot, lambda: footer(app) == "library.db · saved")
        await press(pilot, "V t o n e enter")
        assert len(wire_library.annotations.of(1)) == 1


async def test_the_footer_says_for_whom_a_change_waits(wire_library: Library, opened: Opener) -> None:
    """While another program writes, reading goes on and the footer names it; then the change is made."""
    async with opened(wire_library, keys="enter V") as (app, pilot):
        with closing(sqlite3.connect(wire_library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            changing = app.run_worker(
                app.workspace.changed(lambda: wire_library.reading.set_starred([1], True))
            )
            assert await until(pilot, lambda: "waits for" in footer(app))
            assert wire_library.waits_for() in footer(app)
            assert wire_library.releases.get(1).headline
            other.execute("ROLLBACK")
            assert await changing.wait()
        assert wire_library.releases.get(1).starred
        assert footer(app) == "library.db · saved"
