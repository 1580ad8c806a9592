"""Two builds of one number are told apart, and one is told by the same sign wherever it was installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tui.conftest import Run
from tui import build as builds
from tui.build import build

RECORD = 'store/a.py,sha256=AAA,3\n"tui/b, c.py",sha256=BBB,4\ndateline-1.dist-info/METADATA,sha256=CCC,9\n'


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """What is told of an installation with such a list of files."""

    def of(record: str) -> str:
        (tmp_path / "RECORD").write_text(record)
        (tmp_path / "METADATA").write_text("Name: dateline\nVersion: 1.0.dev0\n")
        monkeypatch.setattr(builds, "distribution", lambda _name: PathDistribution(tmp_path))
        return build()

    return of


def test_other_files_are_another_build(told: Callable[[str], str]) -> None:
    """By their sums; what an installer adds, and in which order it lists them, is none of the build."""
    one = told(RECORD)
    assert re.fullmatch(r"1\.0\.dev0 \([0-9a-f]{10}\)", one)
    installed = "../../bin/dateline,sha256=DDD,5\ntui/__pycache__/b.pyc,,\n" + RECORD.replace("CCC", "EEE")
    assert told(installed) == told("\n".join(reversed(RECORD.splitlines()))) == one
    assert told(RECORD.replace("AAA", "AAB")) != one != told(RECORD.replace("BBB", "BBC"))
    assert told(RECORD.replace("store/a.py", "store/d.py")) != one


def test_a_folder_that_is_worked_in_has_no_sum(told: Callable[[str], str]) -> None:
    """Its list names none of our files."""
    assert told("_editable.pth,sha256=AAA,3\n") == "1.0.dev0 (in place)"


def test_the_command_says_its_build(run: Run) -> None:
    """As of pyproject.toml."""
    number = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert number is not None
    assert run("--version").stdout == f"dateline, version {build()}\n"
    assert build().startswith(f"{number[1]} (")
