"""Paths completed as one types."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.paths import at_home, completed


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the home and the working folder."""
    for name in ("releases/one.txt", "release.txt", "note.md", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "longer", "names"),
    [
        ("n", "note.md", ["note.md"]),
        ("rel", "release", ["release.txt", "releases/"]),
        ("releases", "releases/", ["releases/"]),
        ("releases/", "releases/one.txt", ["one.txt"]),
        ("~/no", "~/note.md", ["note.md"]),
        ("", "", ["note.md", "release.txt", "releases/"]),
        (".h", ".hidden", [".hidden"]),
        ("zzz", "zzz", []),
        ("none/x", "none/x", []),
        ("~nobody-of-this-name/x", "~nobody-of-this-name/x", []),
        ("a\0b/c", "a\0b/c", []),
        ("https://example.org/r", "https://example.org/r", []),
    ],
)
def test_a_path_grows_as_far_as_one_way_leads(
    folder: Path, typed: str, longer: str, names: list[str]
) -> None:
    """Folders end in a slash, hidden names are shown when asked for; what is no path stays as it is."""
    assert folder.is_dir()
    found, may_be = completed(typed)
    assert (found, sorted(may_be)) == (longer, sorted(names))


def test_the_home_of_nobody_is_a_name_like_any(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What names no user is left as it was typed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    assert at_home("~/notes") == tmp_path / "notes"
    assert at_home("~nobody-of-that-name/notes") == Path("~nobody-of-that-name/notes")
