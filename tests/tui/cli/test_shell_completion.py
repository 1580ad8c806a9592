"""``dateline completion``: what a shell is to run."""

from __future__ import annotations

import pytest

from tests.tui.conftest import invoke


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_dateline(shell: str) -> None:
    """By the variable on which it answers."""
    result = invoke("completion", shell)
    assert result.exit_code == 0
    assert f"_DATELINE_COMPLETE={shell}_complete" in result.stdout
