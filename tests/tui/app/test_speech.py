"""The quotations of the library, looked for while one reads; one of them copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.store.library.test_quoting import MAYOR, kept, there
from tests.tui.conftest import Opener, press
from tests.tui.settling import until
from tests.tui.test_outside import elsewhere


@pytest.fixture
def looking(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens an application that looks for quotations by itself."""
    monkeypatch.setattr("tui.app.speech.CALM", 0.05)
    return opened


async def test_quotations_are_known_after_a_while(sample_library: Library, looking: Opener) -> None:
    """Those of what is there at the start, and of what comes later."""
    async with looking(sample_library) as (_, pilot):
        assert await until(pilot, lambda: kept(sample_library) == there(sample_library))


async def test_what_comes_is_looked_through(sample_library: Library, looking: Opener, tmp_path: Path) -> None:
    """Also where another process brought it in."""
    path = tmp_path / "new.txt"
    path.write_text(MAYOR, encoding="utf-8")
    async with looking(sample_library) as (_, pilot):
        code = f"import pathlib, store\nstore.add_paths(library, [pathlib.Path({str(path)!r})])"
        await elsewhere(sample_library, code)
        assert await until(pilot, lambda: "ana prates" in dict(sample_library.quoting.people()))


async def test_a_quotation_is_copied_with_its_speaker(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its marks, whether they were selected or not; a sentence is copied with its citation as before."""
    copied: list[str] = []

    def copy(text: str, _write: object, *, browser: bool) -> str:
        copied.append(text)
        return "so"

    monkeypatch.setattr("tui.app.workspace.copy", copy)
    async with opened(wire_library, keys="enter g q v i q y") as (_, pilot):
        await press(pilot, "v a q y g g v i w y")
    assert copied[0] == copied[1]
    assert copied[0].startswith("“We have waited ten years for this,” (Ana Prates, ")
    assert copied[0].endswith("ALN, LISBON, 14 March 2025)\n")
    assert copied[2].startswith("Harbour\n\n— ")
