"""The screen that exports, what becomes of notes changed by hand, and a folder that is kept up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tui.app.editing import Editing
from tui.config import Settings
from tui.fields import LineField
from tui.screens import ByHandPrompt, ExportScreen


@pytest.fixture
def marks(wire_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """One release with a passage, in a folder of its own."""
    wire_library.annotations.add(1, 0, 7, tags=["harbour"], note="A note.")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    return wire_library


def shown(screen: ExportScreen, part: str) -> str:
    """What a part of the screen says."""
    return str(screen.query_one(part).render())


@pytest.mark.slow
async def test_scope_format_and_place_are_chosen_and_remembered(marks: Library, opened: Opener) -> None:
    """With a look at the file; E Enter then does the same again, in a later session too."""
    here = Path.cwd()
    async with opened(marks) as (app, pilot):
        await press(pilot, "E")
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        assert shown(screen, "#scope") == "Export this release's annotations"
        assert "# Harbour towns" in shown(screen, "#look")
        assert screen.asked.target.endswith("-1.md")
        await press(pilot, "down")
        assert "obsidian" in shown(screen, "#format")
        await press(pilot, "pagedown")
        assert shown(screen, "#scope") == "Export all that is marked"
        assert screen.asked.target == f"{here}/"
        await press(pilot, "enter")
        (note,) = here.iterdir()
        assert "[!quote]" in note.read_text(encoding="utf-8")
        marks.annotations.edit(1, note="Another note.")
        await press(pilot, "E enter")
        assert "Another note." in note.read_text(encoding="utf-8")
    async with opened(marks) as (app, pilot):
        await press(pilot, "E")
        assert isinstance(app.screen, ExportScreen)
        assert (shown(app.screen, "#scope"), app.screen.asked.target) == (
            "Export all that is marked", f"{here}/",
        )  # fmt: skip
        await press(pilot, "pagedown")
        assert "since the last export" in shown(app.screen, "#scope")


@pytest.mark.parametrize(("key", "joins"), [("j", True), ("b", False), ("w", False), ("escape", False)])
async def test_what_was_changed_by_hand_is_asked_about(
    marks: Library, opened: Opener, key: str, joins: bool
) -> None:
    """Both are shown; it comes into the library, or both stay, or a new one is written beside, or nothing."""
    async with opened(marks, keys="E enter") as (app, pilot):
        (note,) = Path.cwd().iterdir()
        mine = note.read_text(encoding="utf-8").replace("A note.", "Mine.")
        note.write_text(mine, encoding="utf-8")
        marks.annotations.edit(1, tags=["harbour", "more"])
        await press(pilot, "E enter")
        assert isinstance(app.screen, ByHandPrompt)
        told = "\n".join(str(one.render()) for one in app.screen.query("Static"))
        assert "note: “A note.” → “A note." in told and "Mine." in told
        await press(pilot, key)
        text = note.read_text(encoding="utf-8")
        assert ("Mine." in marks.annotations.get(1).note) == joins
        assert "Mine." in text and ("#more" in text) == (key in "jb")
        assert len(list(Path.cwd().iterdir())) == (2 if key == "w" else 1)


async def test_the_report_of_one_tag_is_chosen_by_its_name(marks: Library, opened: Opener) -> None:
    """Tab completes it, then the path; of one changed by hand both stay, or a new one is written beside."""
    marks.annotations.add(1, 8, 12, tags=["towns"])
    async with opened(marks) as (app, pilot):
        await press(pilot, "E")
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        while "tags" not in shown(screen, "#scope"):
            await press(pilot, "pagedown")
        await pilot.press(*"TOW")
        assert await until(pilot, lambda: screen.query_one("#which", LineField)._suggestion == "towns")
        await press(pilot, "tab enter")
        (report,) = Path.cwd().iterdir()
        assert "towns" in report.name
        report.write_text(report.read_text(encoding="utf-8").replace("> town", "> mine"), encoding="utf-8")
        marks.annotations.edit(2, note="New.")
        await press(pilot, "E enter")
        assert isinstance(app.screen, ByHandPrompt)
        told = "\n".join(str(one.render()) for one in app.screen.query("Static"))
        assert "a report: what you wrote can stay" in told and "cannot be used" not in told
        await press(pilot, "j b")
        text = report.read_text(encoding="utf-8")
        assert "mine" in text and "New." in text and report.exists()


@pytest.mark.parametrize("scope", ["tags", "speakers"])
async def test_a_name_that_nothing_has_keeps_the_screen_open(
    marks: Library, opened: Opener, scope: str
) -> None:
    """With what was typed; the same field has the keys when the screen opens there by memory."""
    marks.quoting.make()
    async with opened(marks) as (app, pilot):
        await press(pilot, "E")
        screen = app.screen
        assert isinstance(screen, ExportScreen)
        while scope not in shown(screen, "#scope"):
            await press(pilot, "pagedown")
        await pilot.press(*"nobody")
        await press(pilot, "enter")
        assert (app.screen, screen.asked.which) == (screen, "nobody")
        assert f"There is no {scope[:-1]} “nobody”" in shown(screen, "#names")
        assert screen.focused is not None and screen.focused.id == "which"
        await press(pilot, "ctrl+u enter")
        assert await until(pilot, lambda: "Exported" in app.told[0].text)
        await press(pilot, "E")
        assert isinstance(app.screen, ExportScreen) and scope in shown(app.screen, "#scope")
        assert app.screen.focused is not None and app.screen.focused.id == "which"


async def test_the_note_is_opened_in_the_users_editor(
    marks: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was exported; where none is known it is said how to make one."""
    edited: list[Path] = []

    async def edit(self: Editing, path: Path) -> None:
        edited.append(path)

    monkeypatch.setattr(Editing, "edit_file", edit)
    async with opened(marks, keys="g O") as (app, pilot):
        assert not edited and "E exports one" in app.told[0].text
        await press(pilot, "E enter g O")
        assert edited == [*Path.cwd().iterdir()]


async def test_a_folder_is_kept_up_to_date(marks: Library, opened: Opener) -> None:
    """By the setting, and by the key of the screen, which sets it."""
    folder = Path.cwd() / "live"
    async with opened(marks, settings=Settings(live=str(folder))) as (app, pilot):
        assert await until(pilot, lambda: (folder / "Index.md").is_file())
        (note,) = (one for one in folder.iterdir() if one.name != "Index.md")
        await press(pilot, "enter c")
        await pilot.press(*"New", "enter")
        assert await until(pilot, lambda: "New" in note.read_text(encoding="utf-8"))
        await press(pilot, "E down pagedown")
        await pilot.press("ctrl+u", *str(folder), "ctrl+l")
        assert await until(pilot, lambda: "no longer" in app.told[0].text)
