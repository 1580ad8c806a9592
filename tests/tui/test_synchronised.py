"""A JSON library in a folder that is synchronised, while it is on the screen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from tests.tui.app.test_refreshing import toasts
from tests.tui.conftest import SAMPLES, Opener, press
from tests.tui.settling import until


def library_at(path: Path) -> Library:
    """A JSON library with the sample releases."""
    library = open_library(path)
    add_paths(library, [SAMPLES])
    return library


@pytest.mark.slow
async def test_half_a_file_is_told_and_reading_goes_on(tmp_path: Path, opened: Opener) -> None:
    """The screen says what happened and where the work is; a change is refused with the reason."""
    library = library_at(tmp_path / "library.json")
    async with opened(library, keys="enter v w w t f e r r y enter") as (app, pilot):
        whole = library.path.read_bytes()
        library.path.write_bytes(b"{}")
        assert await until(pilot, lambda: any("put that in its place" in one for one in toasts(app)))
        (copy,) = tmp_path.glob("library (conflict *).json")
        assert any(copy.name in one for one in toasts(app))
        assert copy.read_bytes() == whole
        await press(pilot, "h tab j enter")
        assert app.reader.text.text
        app.clear_notifications()
        await press(pilot, "v w t w a t e r enter")
        assert any(copy.name in one for one in toasts(app))
        assert library.path.read_bytes() == b"{}"
    library.close()


async def test_what_was_done_on_another_computer_comes_onto_the_screen(
    tmp_path: Path, opened: Opener
) -> None:
    """Beside what was done here since; the open release and the tag just given stay what they are."""
    library = library_at(tmp_path / "library.json")
    (tmp_path / "there").mkdir()
    shutil.copy(library.path, tmp_path / "there")
    there = open_library(tmp_path / "there" / "library.json", user="there")
    async with opened(library, keys="enter v w w t h e r e enter") as (app, pilot):
        assert app.showing.open_id is not None
        there.annotations.add(app.showing.open_id, 0, 5, tags=["far"], note="of the other")
        shutil.copy(there.path, library.path)
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 2)
        names = {tag.name for one in app.annotations.rows.annotations for tag in one.tags}
        assert names == {"here", "far"}
        assert await until(pilot, lambda: any("Both are in it now" in one for one in toasts(app)))
    assert len(json.loads(library.path.read_text())["annotations"]) == 2
    there.close()
    library.close()
