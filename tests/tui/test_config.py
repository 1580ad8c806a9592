"""The settings file: read with care, written without harm."""

from __future__ import annotations

import os
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import StorageError
from tui.config import Settings, folder_file, load, remember
from tui.palette import THEMES
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


def test_the_theme_is_the_first_of_the_palette() -> None:
    """It is named where the palette is not imported."""
    assert Settings().theme == THEMES[0].name


def test_every_setting_is_read(path: Path) -> None:
    """What the file says holds."""
    text = (
        'theme = "dateline-light"\nmeasure = 60\nmargin = 2\nleading = 1\njustified = true\n'
        'bidi = "terminal"\ntitle = false\nrows = 1\nlist_widths = { 140 = 60 }\n'
        "annotation_widths = { 140 = 40 }"
    )
    found, problems = load(written(path, text))
    assert problems == []
    assert found == Settings(
        "dateline-light",
        Setting(measure=60, margin=2, leading=1, justified=True, bidi="terminal"),
        title=False,
        rows=1,
        list_widths={140: 60},
        annotation_widths={140: 40},
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("measure = 5", "“measure” must be a number from 20 to 200"),
        ('measure = "wide"', "“measure” must be a number"),
        ("justified = 1", "“justified” must be true or false"),
        ('bidi = "both"', '“bidi” must be "app" or "terminal"'),
        ("list_widths = { wide = 5 }", "“list_widths” must be cells from 28 to 300"),
        ('keys = "nano"', '“keys” must be "vim", "emacs" or "arrows"'),
        ("colour = 3", "there is no setting “colour”; there are theme, measure"),
        ('theme = "nrd"', "there is no theme “nrd”; did you mean “nord”?"),
        ("mesure = 60", "there is no setting “mesure”; did you mean “measure”?"),
        ('[remap.reader]\ntagg = "t"', ":3: there is no action “tagg” in “reader”; did you mean “tag”?"),
    ],
)
def test_what_is_wrong_is_said_and_passed_over(path: Path, line: str, words: str) -> None:
    """The other settings hold; the message names file and setting, and what is right."""
    found, problems = load(written(path, f"leading = 1\n{line}\n"))
    assert found == Settings(setting=Setting(leading=1))
    (problem,) = problems
    assert problem.startswith(f"{path}:{3 if 'remap' in line else 2}: ")
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


def test_a_key_of_a_table_is_remembered(path: Path) -> None:
    """The table is made where there is none, and others in it stay; what is no table gives way."""
    written(path, 'theme = "nord"\n[[rules]]\nwhen = "ferry"\nstar = true\n')
    for columns, cells in ((140, 60), (100, 40), (140, 64)):
        assert remember(path, f"list_widths.{columns}", cells) is None
    assert load(path) == (Settings("nord", list_widths={140: 64, 100: 40}), [])
    assert remember(path, "list_widths.140", 70, shown=60) == 64
    written(path, "list_widths = 3\n")
    remember(path, "list_widths.140", 60)
    assert load(path)[0].list_widths == {140: 60}


def test_the_settings_of_a_folder_lie_over_the_readers(path: Path, tmp_path: Path) -> None:
    """But for rules and keys: what it holds may come from anybody."""
    written(path, "measure = 60\nmargin = 2\n")
    text = 'measure = 80\nkeys = "arrows"\n[remap.reader]\ntag = "x"\n'
    folder = written(tmp_path / ".dateline.toml", text)
    found, problems = load(path, folder)
    assert found.setting == Setting(measure=80, margin=2)
    assert found.actions == load(written(path, 'keys = "arrows"'))[0].actions
    assert found.of_folder == {"measure": folder, "keys": folder}
    assert problems == [f"{folder}:3: “remap” holds in your own settings only, not in a folder's."]
    folder.write_text('[[rules]]\nwhen = "ferry"\n', encoding="utf-8")
    assert "“rules” holds in your own settings only" in load(path, folder)[1][0]


def test_a_folders_settings_are_looked_for_up_to_ones_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest; outside of one's home in the folder itself alone, and never what is no file."""
    home, here = tmp_path / "home", tmp_path / "home" / "press" / "2025"
    here.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.chdir(here)
    assert folder_file() is None
    for folder in (home, home / "press"):
        (folder / ".dateline.toml").touch()
        assert folder_file() == folder / ".dateline.toml"
    (here / ".dateline.toml").mkdir()
    assert folder_file() == home / "press" / ".dateline.toml"
    monkeypatch.setattr(Path, "home", lambda: here)
    monkeypatch.chdir(home / "press")
    assert folder_file() == home / "press" / ".dateline.toml"
    (home / "press" / ".dateline.toml").unlink()
    assert folder_file() is None


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


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe that nobody writes into would be waited for, and a device read for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        settings, (problem,) = load(path)
        assert settings == Settings() and problem.startswith(f"{path} cannot be read: it is not a regular")
