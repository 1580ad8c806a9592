"""A note in the user's own editor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library
from tests.tui.conftest import Opener, press
from tui.app.app import DatelineApp
from tui.app.editing import _read, _written
from tui.screens.prompts import NotePrompt


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder, and a terminal that can be lent, as a test's cannot."""

    @contextmanager
    def suspended(_app: DatelineApp) -> Iterator[None]:
        yield

    monkeypatch.setattr(DatelineApp, "suspend", suspended)
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("VISUAL", raising=False)
    return tmp_path / "state"


def _editor(folder: Path, code: str) -> str:
    """The command of an editor that does this with `path`."""
    script = folder / "an editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{code}\n", encoding="utf-8")
    return f"{sys.executable} '{script}'"


@pytest.mark.slow
async def test_what_the_editor_saved_stands_in_the_field(
    wire_library: Library, opened: Opener, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is kept by Enter like any note; where the editor fails, the note stays and nothing is lost."""
    append = "assert path.stat().st_mode & 0o777 == 0o600\npath.write_bytes(path.read_bytes() + b'[b]two\\n')"
    async with opened(wire_library) as (app, pilot):
        monkeypatch.delenv("EDITOR", raising=False)
        await press(pilot, "enter c o n e ctrl+e")
        assert any("No editor is set" in one.text for one in app.told)
        monkeypatch.setenv("EDITOR", _editor(state.parent, append))
        await press(pilot, "ctrl+e")
        assert isinstance(app.screen, NotePrompt) and app.screen.text == "one\n[b]two"
        monkeypatch.setenv("EDITOR", _editor(state.parent, f"{append}\nsys.exit(3)"))
        await press(pilot, "ctrl+e")
        assert app.screen.text == "one\n[b]two"
        (left,) = (state / "notes").iterdir()
        assert str(left) in app.told[0].text and left.read_text() == "one\n[b]two\n[b]two\n"
        await press(pilot, "enter")
    assert [one.note for one in wire_library.annotations.of(1)] == ["one\n[b]two"]


@given(st.text().map(lambda text: text.rstrip("\r")))
def test_a_note_that_is_not_changed_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, note: str
) -> None:
    """To the code point, whatever its last line ends with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_STATE", str(tmp_path_factory.getbasetemp()))
        path = _written(note)
        assert _read(path) == note
        path.unlink()


async def test_a_browser_has_no_room_for_an_editor(
    wire_library: Library, opened: Opener, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said so, also where none is named; the note stays as it is."""
    monkeypatch.setattr(DatelineApp, "is_web", property(lambda _app: True))
    for editor in ("", _editor(state.parent, "path.write_text('other')")):
        monkeypatch.setenv("EDITOR", editor)
        async with opened(wire_library, keys="enter c o n e ctrl+e") as (app, _):
            assert "no room for an editor" in app.told[0].text
            assert isinstance(app.screen, NotePrompt) and app.screen.text == "one"
