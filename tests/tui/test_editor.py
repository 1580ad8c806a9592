"""Which editor is run."""

from __future__ import annotations

from tui.editor import editor_command


def test_the_editor_is_the_one_the_user_names() -> None:
    """VISUAL before EDITOR, with its options; an empty one is none."""
    assert editor_command({"VISUAL": " ", "EDITOR": "code --wait"}) == ["code", "--wait"]
    assert editor_command({"VISUAL": "'my vi'", "EDITOR": "ed"}) == ["my vi"]
    assert editor_command({}) == []
