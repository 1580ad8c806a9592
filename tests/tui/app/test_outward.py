"""Opening outside what the cursor, the mouse or the release names."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from tests.conftest import WIRE
from tests.tui.conftest import Opener, press
from tests.tui.panes.reader.test_mouse import place
from tui.app.app import DatelineApp
from tui.opener import NotOpenedError


@pytest.mark.slow
async def test_the_link_else_the_release(
    library: Library, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """gx and Ctrl+click; go opens what E exported; what was opened is said, and what was not and why."""
    asked: list[str] = []

    def opener(place: str) -> str:
        asked.append(place)
        if place.startswith("mailto"):
            raise NotOpenedError("no", "It is refused.")
        return place

    monkeypatch.setattr("tui.app.outward.open_outside", opener)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "linked.txt"
    path.write_text(f"{WIRE}\nhttps://example.org/a and ana@example.org end.\n", encoding="utf-8")
    add_paths(library, [path])
    async with opened(library, keys="enter g x") as (app, pilot):
        assert asked == [str(path)] and app.told[0].text == f"Opened {path}"
        await press(pilot, "slash")
        await pilot.press(*"https")
        await press(pilot, "enter g x")
        assert asked[1:] == ["https://example.org/a"]
        await pilot.click(app.reader, place(app, app.reader.cursor + 3), control=True)
        await app.workers.wait_for_complete()
        assert asked[2:] == ["https://example.org/a"] and not app.reader.selecting
        await press(pilot, "slash")
        await pilot.press(*"ana@")
        await press(pilot, "enter g x")
        assert "It is refused." in app.told[0].text
        await press(pilot, "g o")
        assert len(asked) == 4 and "E exports one" in app.told[0].text
        await press(pilot, "t a enter E enter g o")
        assert asked[4:] == [str(next(tmp_path.glob("*.md")))]


async def test_in_a_browser_the_browser_opens(
    library: Library, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address there, and not on the computer that serves; a file is handed over. Both are said."""
    urls: list[str] = []
    files: list[tuple[str, str]] = []
    monkeypatch.setattr(DatelineApp, "is_web", property(lambda _app: True))
    monkeypatch.setattr(DatelineApp, "open_url", lambda _app, url: urls.append(url))
    monkeypatch.setattr(
        DatelineApp, "deliver_binary", lambda _app, path, save_filename: files.append((path, save_filename))
    )
    monkeypatch.setattr("tui.opener.subprocess.Popen", None)
    path = tmp_path / "linked.txt"
    path.write_text(f"{WIRE}\nhttps://example.org/a ends.\n", encoding="utf-8")
    add_paths(library, [path])
    async with opened(library, keys="enter g x") as (app, pilot):
        assert files == [(str(path), "linked.txt")]
        assert app.told[0].text == f"Handed to the browser: {path}"
        await press(pilot, "slash")
        await pilot.press(*"https")
        await press(pilot, "enter g x")
        assert urls == ["https://example.org/a"]
        path.unlink()
        await press(pilot, "g g g x")
        assert len(files) == 1 and "no such file any more" in app.told[0].text
