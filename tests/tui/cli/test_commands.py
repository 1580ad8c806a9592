"""The list of commands, and what holds for all of them: mistakes in usage, unknown ids, empty names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from tests.tui.conftest import Run, invoke
from tui.cli.commands import COMMANDS, Row
from tui.cli.root import cli

CONTEXT = click.Context(cli)
FOLDER = Path(__file__).resolve().parents[3] / "tui" / "cli"


def test_the_list_has_every_command_once_in_the_order_of_its_help() -> None:
    """As ``dateline --help`` prints them, for one who looks a command up in the list."""
    names = [row.name for row in COMMANDS]
    assert names == sorted(set(names)) == cli.list_commands(CONTEXT)


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_a_row_says_what_its_command_says(row: Row) -> None:
    """Its name and, at any width, its one-line help: what is listed is what is called."""
    command = cli.get_command(CONTEXT, row.name)
    assert command is not None and command.name == row.name
    stand_in = click.Command(row.name, help=row.help)
    for width in range(10, 120):
        assert stand_in.get_short_help_str(width) == command.get_short_help_str(width)


def test_no_command_is_left_out_of_the_list() -> None:
    """Every command that a module of the folder defines has its row."""
    modules = [import_module(f"tui.cli.{path.stem}") for path in sorted(FOLDER.glob("[a-z]*.py"))]
    defined = {
        id(one) for module in modules for one in vars(module).values() if isinstance(one, click.Command)
    }
    commands = [cli.get_command(CONTEXT, row.name) for row in COMMANDS]
    groups = [one for one in commands if isinstance(one, click.Group)]
    listed = {id(one) for one in (*commands, *(one for group in groups for one in group.commands.values()))}
    assert defined == {*listed, id(cli)}


def test_a_misspelt_command_is_guessed(run: Run) -> None:
    """From the list."""
    assert "Did you mean 'find'?" in run("fnd").stderr


def test_a_shell_completes_commands_and_their_options() -> None:
    """Names from the list with their help; options from the command."""
    complete = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    assert [(one.value, one.help) for one in complete.get_completions([], "ex")] == [
        ("export", cli.commands["export"].get_short_help_str())
    ]
    assert [one.value for one in complete.get_completions(["list"], "--j")] == ["--json"]


@pytest.mark.parametrize("release", ["7", "0", "9" * 30])
@pytest.mark.parametrize(
    "arguments", [["show"], ["annotate", "--quote", "in May", "--tag", "t"], ["export", "--output", "-"]]
)
def test_an_unknown_id_is_not_found(run: Run, wire: Path, release: str, arguments: list[str]) -> None:
    """Exit code 1 with a message, for ids of any size."""
    run("add", wire)
    result = run(*arguments, release)
    assert (result.exit_code, result.stdout) == (1, "")
    assert release in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"], ["show"], ["show", "one"], ["find"], ["annotate", "1"], ["nonsense"], ["list", "--yaml"],
        ["export", "one"], ["list", "extra"], ["list", "--library"], ["\x1b[31m"], ["list", "--\x1b[31m"],
    ],
)  # fmt: skip
def test_a_mistake_in_usage_ends_with_two(run: Run, arguments: list[str]) -> None:
    """The message goes to stderr, harmless, and no library is made."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    "words", [("add", ""), ("follow", ""), ("export", "--output", ""), ("add", "a.txt", " ")]
)
def test_an_empty_name_is_not_the_folder_one_is_in(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A shell's unset variable is refused in words; no library is made."""
    result = invoke(*words, "--library", tmp_path / "library.db")
    assert result.exit_code == 2 and "it is empty" in result.output
    assert not (tmp_path / "library.db").exists()
