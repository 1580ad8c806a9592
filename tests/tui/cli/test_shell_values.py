"""What a shell is offered: what there is in the library, and nothing where there is none."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tests.conftest import WIRE
from tests.tui.conftest import Run, invoke
from tui.cli.root import cli
from tui.cli.shell_values import MOST

SPOKEN = (
    'Ferry opens\n\nLISBON, 14 March 2025 (ALN) - "We waited ten years," said Zita Amaral, mayor.\n\n'
    'The sign at the harbour reads "no boats leave today or tomorrow" in red.\n'
)


def offered(*words: str) -> list[str]:
    """The values offered for the last word."""
    shell = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    return [one.value for one in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with two releases, one in the trash, a tag, a view and a speaker."""
    folder = tmp_path_factory.mktemp("used")
    path, files = folder / "library.db", {"wire": WIRE, "spoken": SPOKEN, "gone": "Gone\n\nSome words.\n"}
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    run = partial(invoke, "--library", path)
    run("add", *(folder / f"{name}.txt" for name in files))
    run("annotate", 1, "--quote", "in May", "--tag", "sea ferries")
    run("view", "save", "My view", "is:unread")
    run("remove", "id:3", "--yes")
    run("quotes")
    return path


@pytest.fixture
def used(run: Run, made: Path, tmp_path: Path) -> Run:
    """A copy of that library."""
    shutil.copy(made, tmp_path / "library.db")
    return run


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("words", "values"),
    [
        (["show", ""], ["1", "2"]),
        (["annotate", "2"], ["2"]),
        (["export", ""], ["1", "2"]),
        (["reread", "1"], ["1"]),
        (["history", "1"], ["1"]),
        (["trash", "--restore", ""], ["3"]),
        (["tag", "query", "SEA"], ["sea ferries"]),
        (["untag", "query", "x"], []),
        (["tags", "rename", "sea f"], ["sea ferries"]),
        (["tags", "merge", "a", "s"], ["sea ferries"]),
        (["annotate", "1", "--tag", ""], ["sea ferries"]),
        (["view", "remove", ""], ["My view"]),
        (["list", "--view", "u"], ["Unread", "Updated"]),
        (["list", "--view", "my"], ["My view"]),
        (["quotes", "--speaker", "zi"], ["Zita Amaral"]),
        (["quotes", "--speaker", ""], ["Ana Prates", "Zita Amaral"]),
        (["read", "--plain", ""], ["1", "2"]),
        (["quotes", "--join", "Ana", "Zita"], ["Zita Amaral"]),
    ],
)
def test_what_is_in_the_library_is_offered(
    used: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], values: list[str]
) -> None:
    """In bash behind twofold backslashes, of which its script and the shell take one each."""
    assert sorted(offered(*words)) == values
    monkeypatch.setenv("_DATELINE_COMPLETE", "bash_complete")
    assert sorted(offered(*words)) == [value.replace(" ", "\\\\ ") for value in values]


def test_an_open_quotation_mark_needs_no_backslash(used: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bash goes on within it."""
    monkeypatch.setenv("_DATELINE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", 'dateline list --view "My')
    assert offered("list", "--view", "My") == ["My view"]


def test_a_shell_is_not_flooded(run: Run, tmp_path: Path) -> None:
    """It is offered the newest."""
    rows = "".join(f'{{"headline": "One {n}", "text": "Words {n}."}}\n' for n in range(MOST + 1))
    (tmp_path / "many.jsonl").write_text(rows, encoding="utf-8")
    run("add", tmp_path / "many.jsonl")
    assert len(offered("show", "")) == MOST


@pytest.mark.parametrize("damage", [None, b"", b"no library"])
def test_no_library_is_no_error(run: Run, tmp_path: Path, damage: bytes | None) -> None:
    """Nothing is offered, and none is made."""
    path = tmp_path / "library.db"
    if damage is not None:
        path.write_bytes(damage)
    assert offered("show", "") == offered("quotes", "--speaker", "") == []
    assert (path.read_bytes() if path.exists() else None) == damage


def test_the_library_on_the_line_is_asked(used: Run, tmp_path: Path) -> None:
    """Not the usual one."""
    assert offered("--library", str(tmp_path / "other.db"), "show", "") == []
    assert offered("show", "--library", str(tmp_path / "other.db"), "") == []
