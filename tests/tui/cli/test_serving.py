"""The command that serves the application to a browser: what it refuses, what it warns of, what it runs."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.conftest import Run
from tui.cli.serving import command_line


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a tab would run, of each server that would have answered until a signal."""
    web_server = pytest.importorskip("tui.cli.web_server", reason="the extra is not installed")
    commands: list[str] = []
    monkeypatch.setattr(web_server.WebServer, "run", lambda server: commands.append(server.command))
    return commands


@pytest.mark.parametrize("package", ["textual_serve", "aiohttp"])
def test_without_the_extra_it_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    """With exit code 1, and nothing is made."""
    for name in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "tui.cli.web_server", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    result = run("serve")
    assert result.exit_code == 1 and result.stdout == ""
    assert "package textual-serve" in result.stderr and "pipx install --force '.[serve]'" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_shell_runs_this_very_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the name of its folder holds."""
    program = tmp_path / "the; python's"
    program.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\"\n")
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    done = subprocess.run(command_line(verbose=True), shell=True, capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == ["-P", "-m", "tui", "--verbose"]


def test_this_computer_alone_unless_another_address_is_asked_for(run: Run, served: list[str]) -> None:
    """Without a word of warning; it says where it is."""
    for host in ([], ["--host", "localhost"], ["--host", "127.0.0.2"]):
        result = run("serve", "--port", 0, *host)
        assert result.exit_code == 0 and result.stderr == ""
        assert result.stdout.startswith("Dateline is at http://127.0.0.")
    assert len(served) == 3


def test_others_are_let_in_with_a_warning(run: Run, served: list[str]) -> None:
    """In words, and it is said under which name they find it."""
    result = run("serve", "--host", "0.0.0.0", "--port", 0)
    assert "WARNING" in result.stderr and "no password" in result.stderr
    assert f"http://{socket.gethostname()}:" in result.stdout
    assert len(served) == 1


def test_the_library_that_is_named_is_served(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, served: list[str]
) -> None:
    """Made where there is none, as by ``dateline`` alone, and given in full, where no other user reads it."""
    path = tmp_path / "my ferry's.db"
    monkeypatch.chdir(tmp_path)
    assert run("--verbose", "serve", "--port", 0, "--library", path.name).exit_code == 0
    assert os.environ["DATELINE_LIBRARY"] == str(path) and path.exists()
    assert shlex.split(served[0])[-1] == "--verbose" and path.name not in served[0]


@pytest.mark.usefixtures("served")
def test_what_cannot_be_served_is_told(run: Run, tmp_path: Path) -> None:
    """A port that is taken, a host that is none, a library that is none: before any browser is there."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port)
        assert result.exit_code == 1 and f"port {port}" in result.stderr and "--port 0" in result.stderr
    for host in ("no such host.invalid", "x" * 70, "..", "a..b"):
        assert run("serve", "--host", host).exit_code == 1
    (tmp_path / "letter.db").write_text("Dear reader")
    result = run("serve", "--library", tmp_path / "letter.db")
    assert result.exit_code == 1 and "Not a Dateline library" in result.stderr
