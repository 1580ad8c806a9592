"""The folder of notes that is kept up to date while one reads."""

from __future__ import annotations

from pathlib import Path

from store import Library
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
