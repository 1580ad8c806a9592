"""``dateline keys``; what opens the application is tried with a terminal."""

from __future__ import annotations

from tests.tui.conftest import Run
from tui.key_words import key_table


def test_keys_are_printed(run: Run) -> None:
    """The one table of actions; no library is needed."""
    assert run("keys").stdout == key_table() + "\n"
