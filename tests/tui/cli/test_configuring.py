"""``dateline config``: printed, edited, looked over."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from tests.tui.conftest import Run


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings lie; no folder has any."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config.toml"


def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Makes an editor that puts the text into the file it is given."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys; open(sys.argv[1], 'a').write({text!r})", encoding="utf-8")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")


def test_the_settings_are_printed_with_what_is_wrong_in_them(run: Run, path: Path) -> None:
    """A theme that there is not too; exit code 1 then."""
    assert run("config").exit_code == 0
    path.write_text('measure = 60\ntheme = "nrd"\nmargn = 2\n', encoding="utf-8")
    found = run("config", "--show")
    assert tomllib.loads(found.stdout)["measure"] == 60
    assert found.exit_code == 1
    assert found.stderr.splitlines() == [
        f"dateline: {path}:2: there is no theme “nrd”; did you mean “nord”?",
        f"dateline: {path}:3: there is no setting “margn”; did you mean “margin”?",
    ]


def test_path_and_keys_are_printed(run: Run, path: Path) -> None:
    """The keys as they hold; so does the table of keys."""
    path.write_text('[remap.reader]\ntag = "#"\nfind_word_back = []\n', encoding="utf-8")
    assert run("config", "--path").stdout == f"{path}\n"
    assert tomllib.loads(run("config", "--keys").stdout)["remap"]["reader"]["tag"] == ["#"]
    assert "| `#` | reader | Tag the selection" in run("keys").stdout
    path.unlink()
    assert "| `t` | reader, selection | Tag the selection" in run("keys").stdout


def test_the_settings_are_edited_and_looked_over(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file there is none of is begun with all that can be set."""
    editing(tmp_path, monkeypatch, "measure = 6\n")
    found = run("config", "--edit")
    written = path.read_text(encoding="utf-8")
    assert "# justified = false" in written and tomllib.loads(written) == {"measure": 6}
    assert found.exit_code == 1
    line = len(written.splitlines())
    assert found.stderr == f"dateline: {path}:{line}: “measure” must be a number from 20 to 200.\n"


def test_without_an_editor_it_is_said(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that cannot be run, or fails, too; nothing is made."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    found = run("config", "--edit")
    assert found.exit_code == 1 and "no editor is named" in found.stderr and not path.exists()
    for editor in ("no-such-editor", "'", "false"):
        monkeypatch.setenv("EDITOR", editor)
        found = run("config", "--edit")
        assert found.exit_code == 1 and repr(editor) in found.stderr
