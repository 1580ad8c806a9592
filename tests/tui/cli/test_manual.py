"""``dateline --man``: the page says what the commands say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click
import pytest

from tests.tui.conftest import invoke
from tui.cli.commands import COMMANDS
from tui.cli.examples import EXAMPLES
from tui.cli.manual import _text
from tui.cli.root import EXIT_CODES, cli


def test_every_command_option_and_exit_code_is_in_it() -> None:
    """With the examples."""
    page = invoke("--man").stdout.replace("\\-", "-").replace("\\(aq", "'").replace("\\(dq", '"')
    ctx = click.Context(cli)
    for name in cli.list_commands(ctx):
        command = cli.get_command(ctx, name)
        assert command is not None
        assert f'\n.SS "dateline {name}' in page
        assert all(option in page for param in command.params for option in param.opts if option[0] == "-")
    for example in (one for two in EXAMPLES.values() for one in two):
        assert f"\n{example}\n" in page
    for code, told in EXIT_CODES.items():
        assert f"\n.B {code}\n{told}\n" in page


def test_the_readme_has_the_same_exit_codes() -> None:
    """In its table; and it names every command."""
    readme = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
    assert all(f"\n| {code} | {told} |\n" in readme for code, told in EXIT_CODES.items())
    scripts = readme.partition("## Scripts")[2].partition("## Exports")[0]
    spoken_of = ("read", "demo")  # they open the application
    assert [row.name for row in COMMANDS if row.name not in scripts and row.name not in spoken_of] == []


def test_what_roff_takes_for_its_own_is_marked() -> None:
    """A backslash anywhere, a dot at a line's beginning."""
    assert _text("a\\b\n.so /etc/passwd .x") == "a\\eb\n\\&.so /etc/passwd .x"


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_groff_has_nothing_to_warn_of() -> None:
    """All it knows to warn of is asked for."""
    page = invoke("--man").stdout_bytes
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-ww", "-z"], input=page, capture_output=True, check=True
    )
    assert done.stderr == b""
