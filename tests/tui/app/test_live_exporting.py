"""The folder of notes that is kept up to date while one reads."""

from __future__ import annotations

from pathlib import Path

from store import Library
from store.exports import EXPORTERS
from tests.tui.conftest import Opener
from tui.config import Settings


async def test_a_library_begins_empty_with_a_live_folder(
    library: Library, opened: Opener, tmp_path: Path
) -> None:
    """There is nothing to write yet."""
    async with opened(library, settings=Settings(live=str(tmp_path / "vault"))) as (app, _):
        app.look_outside()
        await app.workers.wait_for_complete()
    assert app.return_code in (None, 0) and not list(tmp_path.glob("vault/*.md"))


async def test_only_its_own_library_writes_to_it(
    wire_library: Library, opened: Opener, tmp_path: Path
) -> None:
    """The samples do not come into somebody's notes."""
    wire_library.annotations.add(1, 0, 7, tags=["harbour"])
    for path, count in ((tmp_path / "another.db", 0), (wire_library.path, 2)):
        settings = Settings(live=str(tmp_path / "vault"), live_library=str(path.absolute()))
        async with opened(wire_library, settings=settings) as (app, _):
            app.look_outside()
            await app.workers.wait_for_complete()
        assert len(list(tmp_path.glob("vault/*.md"))) == count  # the note, and the index


async def test_a_folder_that_takes_no_file_is_told_once(wire_library: Library, opened: Opener) -> None:
    """And not after each change, of which nothing else could be read; named anew, it is told again."""
    async with opened(wire_library) as (app, pilot):

        async def told() -> int:
            app.clear_notifications()
            app.look_outside()
            await app.workers.wait_for_complete()
            await pilot.pause()
            return sum("too long" in one.message for one in app._notifications)

        for on in (True, False):
            wire_library.annotations.add(1, 0, 7, tags=["harbour"])
            await app.live.toggle(EXPORTERS["markdown"], "n" * 300)
            assert await told() == on
            wire_library.annotations.add(1, 1, 7, tags=["ferry"])
            assert not await told()
        await app.live.toggle(EXPORTERS["markdown"], "n" * 300)
        assert await told()
