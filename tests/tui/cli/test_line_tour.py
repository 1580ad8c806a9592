"""The tour as lines: the same five steps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.tui.conftest import SAMPLES
from tui.cli.line_mode import WORDS
from tui.cli.root import cli
from tui.tour import STEPS

TOLD = re.compile(r"Tour, (\d) of 5, |That is all of the tour")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, a terminal without a screen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "dumb")
    return tmp_path


def toured(*lines: str) -> str:
    """What is told while one types these lines on the samples, from the beginning of the tour on."""
    typed = "".join(f"{line}\n" for line in lines)
    result = CliRunner().invoke(cli, ["--library", "demo.db", "demo", "--tour"], input=typed)
    assert result.exit_code == 0, result.output
    return result.output


def steps(told: str) -> list[str]:
    """The numbers of the steps that were told, in turn; empty for the end."""
    return [found.group(1) or "" for found in TOLD.finditer(told)]


def test_it_leads_through_all_steps(here: Path) -> None:
    """Each is told once the one before was done, and the last ends it."""
    told = toured("l", "1", *["n"] * 12, "t water", "f tag:water", "1", "e", "n", "q")
    assert steps(told) == ["1", "2", "3", "4", "5", ""]
    for (name, _), (_, word) in zip(STEPS[1:], STEPS, strict=False):
        assert re.search(rf"^{word}\. Tour, \d of 5, {name}: ", told, re.MULTILINE)
    assert told.splitlines()[1].startswith("Tour, 1 of 5, Open a release: ")
    assert len(list(here.glob("*.md"))) == 1


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["l"], "1"),
        (["l", "99"], "1"),
        (["l", "1", "n"], "2"),
        (["l", "1", *["n"] * 12, "c A note"], "3"),
        (["l", "1", *["n"] * 12, "t water", "l water", "1"], "4"),
        (["l", "1", *["n"] * 12, "t water", "f tag:water", "1", "d", "e"], "5"),
    ],
)
def test_what_leads_to_a_step_s_end_is_not_its_end(here: Path, lines: list[str], last: str) -> None:
    """Listing opens nothing, a note is no tag, an export of a release without marks writes none."""
    assert steps(toured(*lines))[-1] == last


def test_it_is_left_and_begun_by_its_word(here: Path) -> None:
    """In any library; every word that it names is one."""
    told = toured("tour", "l", "1", "tour", "2")
    assert steps(told) == ["1", "1", "2"] and told.count("The tour is left") == 1
    assert "tour" in WORDS and {"l", "n", "t", "f", "e", "d", "u", "q", "?"} <= set(WORDS)


def test_without_the_word_there_is_none(here: Path) -> None:
    """The samples alone."""
    typed = CliRunner().invoke(cli, ["--library", "demo.db", "demo"], input="l\n1\n")
    assert "Tour" not in typed.output and len(list(SAMPLES.iterdir())) == 10
