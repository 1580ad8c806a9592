"""``dateline move`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import Library, add_paths, open_library
from tui.cli.root import cli


def run(*arguments: object) -> Result:
    """Runs the command."""
    return CliRunner().invoke(cli, ["move", *map(str, arguments)])


@pytest.fixture
def source(library: Library, wire: Path) -> Path:
    """A library with a release, closed."""
    key = add_paths(library, [wire]).added[0]
    library.annotations.add(key, 8, 13, tags=["towns"])
    library.close()
    return library.path


def test_it_says_what_was_copied(source: Path, tmp_path: Path) -> None:
    """One line with the rows of each table; exit code 0; there and back again."""
    done = run(source, tmp_path / "b.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    for part in ("annotations 1", "releases 1", "tags 1", "texts 1", "meta 1", "b.json"):
        assert part in done.stdout
    assert run(tmp_path / "b.json", tmp_path / "c.db").exit_code == 0
    moved = open_library(tmp_path / "c.db", user="ana")
    assert [tag.name for tag in moved.tags.all()] == ["towns"]
    moved.close()


def test_refusals_end_with_one(source: Path, tmp_path: Path) -> None:
    """A target that is not empty and a source that is not there are said on stderr."""
    for arguments in ((source, source), (tmp_path / "none.db", tmp_path / "b.json")):
        done = run(*arguments)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("dateline: ")
    assert not (tmp_path / "b.json").exists()


def test_a_missing_argument_is_a_usage_error(source: Path) -> None:
    """Exit code 2."""
    assert run(source).exit_code == 2


def test_names_are_harmless_on_a_terminal(source: Path, tmp_path: Path) -> None:
    """A control character in a file's name is shown, not obeyed."""
    done = run(source, tmp_path / "b\x1b[31m.json")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
