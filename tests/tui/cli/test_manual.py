"""``dateline --man``: the page says what the commands say."""

from __future__ import annotations

import shutil
import subprocess

import click
import pytest

from tests.tui.conftest import invoke
from tui.cli.examples import EXAMPLES
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


@pytest.mark.skipif(shutil.which("groff") is None, reason="there is no groff")
def test_groff_has_nothing_to_warn_of() -> None:
    """All it knows to warn of is asked for."""
    page = invoke("--man").stdout_bytes
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-ww", "-z"], input=page, capture_output=True, check=True
    )
    assert done.stderr == b""
