"""How it is told that something takes long."""

from __future__ import annotations

import sys

import pytest

from tui.cli.progress import shown


def test_without_a_screen_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a line; of what is done at once, nothing."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with shown("Importing") as show:
        show(3, 3, 3)
    assert capsys.readouterr().err == ""
    with shown("Importing") as show:
        for done in range(4):
            show(done, 3, done)
    assert capsys.readouterr().err == "Importing …\n"
