"""What is given to the system's opener, and what never is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tui.opener import NotOpenedError, open_outside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system opens itself there")


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs with an opener that writes what it is given into the file `given` there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / ("open" if sys.platform == "darwin" else "xdg-open")
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{folder}/given"\n', encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_addresses_and_files_are_opened_as_they_are(opener: Path, tmp_path: Path) -> None:
    """As one argument each, whatever a shell would make of it."""
    path = tmp_path / "a $(touch x); release.txt"
    path.write_text("Head", encoding="utf-8")
    for place in ("https://example.org/?a=$(touch%20x)&b='", "mailto:ana@example.org", str(path)):
        assert open_outside(place) == place
        assert (opener / "given").read_text(encoding="utf-8") == f"{place}|"
    assert open_outside(path.as_uri()) == str(path)


@pytest.mark.parametrize(
    "place",
    [
        "ftp://example.org/", "javascript:alert(1)", "//example.org", "-a", "http://[", "https://a.b/\x1b[31m",
        "/nowhere/release.txt", "release.txt", "/bin/sh", "/nowhere\0.txt",
        f"/{300 * 'n'}.txt", "file:///nowhere.txt", "",
    ],
)  # fmt: skip
def test_anything_else_is_refused(opener: Path, place: str) -> None:
    """With a sentence, and the opener is not run."""
    with pytest.raises(NotOpenedError) as refused:
        open_outside(place)
    assert refused.value.way_out.endswith(".")
    assert not (opener / "given").exists()


def test_an_opener_that_fails_or_is_missing_is_told(opener: Path) -> None:
    """With the address, to be opened by other means."""
    program = next(opener.iterdir())
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    with pytest.raises(NotOpenedError, match=r"example\.org"):
        open_outside("https://example.org")
    program.unlink()
    with pytest.raises(NotOpenedError, match=r"example\.org"):
        open_outside("https://example.org")
