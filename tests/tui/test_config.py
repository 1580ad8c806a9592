"""The settings file: read with care, written without harm."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import StorageError
from tui.config import Settings, load, remember
from tui.text.typesetting import Setting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the settings are."""
    return tmp_path / "settings" / "config.toml"


def written(path: Path, text: str) -> Path:
    """The file with that text."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    """No file is no problem."""
    assert load(path) == (Settings(), [])


def test_every_setting_is_read(path: Path) -> None:
    """What the file says holds."""
    text = (
        'theme = "dateline-light"\nmeasure = 60\nmargin = 2\nleading = 1\njustified = true\nbidi = "terminal"'
        "\ntitle = false"
    )
    found, problems = load(written(path, text))
    assert problems == []
    setting = Setting(measure=60, margin=2, leading=1, justified=True, bidi="terminal")
    assert found == Settings("dateline-light", setting, title=False)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("measure = 5", "“measure” must be a number from 20 to 200"),
        ('measure = "wide"', "“measure” must be a number"),
        ("justified = 1", "“justified” must be true or false"),
        ('bidi = "both"', '“bidi” must be "app" or "terminal"'),
        ("colour = 3", "there is no setting “colour”; there are theme, measure"),
    ],
)
def test_what_is_wrong_is_said_and_passed_over(path: Path, line: str, words: str) -> None:
    """The other settings hold; the message names file and setting, and what is right."""
    found, problems = load(written(path, f"leading = 1\n{line}\n"))
    assert found == Settings(setting=Setting(leading=1))
    (problem,) = problems
    assert problem.startswith(f"{path}: ")
    assert words in problem


@pytest.mark.parametrize("data", [b"measure = ", b"\xff\xfe", b"= 3"])
def test_a_file_that_is_no_toml_is_said(path: Path, data: bytes) -> None:
    """The defaults hold, and the file stays as it is."""
    written(path, "").write_bytes(data)
    found, problems = load(path)
    assert found == Settings()
    assert str(path) in problems[0]
    with pytest.raises(StorageError, match="could not be kept"):
        remember(path, "theme", "dateline")
    assert path.read_bytes() == data


def test_a_setting_is_remembered_without_harm(path: Path) -> None:
    """The file is made where there is none; comments and other settings stay as they were."""
    remember(path, "theme", "nord")
    assert load(path)[0].theme == "nord"
    written(path, '# mine\nmeasure = 60  # narrow\ntheme = "nord"\n')
    remember(path, "measure", 64)
    assert path.read_text(encoding="utf-8") == '# mine\nmeasure = 64  # narrow\ntheme = "nord"\n'
    assert {one.name for one in path.parent.iterdir()} == {"config.toml", ".config.toml.lock"}


def test_what_another_window_had_set_is_told(path: Path) -> None:
    """Only where it is neither what this one knew of nor what is set now."""
    assert remember(path, "measure", 60, shown=72) is None
    assert remember(path, "measure", 64, shown=60) is None
    assert remember(path, "measure", 80, shown=72) == 64
    assert remember(path, "measure", 80, shown=72) is None
    assert remember(path, "theme", "nord", shown="dateline") is None
    assert load(path)[0] == Settings("nord", Setting(measure=80))


def test_windows_that_set_at_once_lose_no_setting(path: Path) -> None:
    """Each reads what the other wrote, however close they are."""
    wanted = {"measure": 60, "margin": 4, "leading": 1}
    with ThreadPoolExecutor(3) as threads:
        for _ in range(20):
            list(threads.map(lambda pair: remember(path, *pair), wanted.items()))
            assert tomllib.loads(path.read_text(encoding="utf-8")) == wanted
            path.unlink()


def test_a_settings_file_that_is_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    """What it leads to is written."""
    real = written(tmp_path / "dotfiles" / "dateline.toml", "leading = 1\n")
    path.parent.mkdir()
    path.symlink_to(real)
    remember(path, "measure", 64)
    assert path.is_symlink()
    assert real.read_text(encoding="utf-8") == "leading = 1\nmeasure = 64\n"


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_gives_settings(path: Path, text: str) -> None:
    """Whatever the file holds, there are settings, and each problem is one line that names the file."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(errors="surrogatepass"))
    found, problems = load(path)
    assert isinstance(found, Settings)
    assert all(str(path) in problem for problem in problems)
