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


def test_zsh_is_told_of_completions_where_its_settings_have_not() -> None:
    """A bare zsh knows no ``compdef``: the script would end in an error at each start of the shell."""
    first, second, *_ = invoke("completion", "zsh").stdout.splitlines()
    assert first == "#compdef dateline" and "compinit" in second


def test_fish_shows_headlines_and_tags_with_commas() -> None:
    """The kind of what is offered ends at the first comma, and nothing else at any."""
    script = invoke("completion", "fish").stdout
    assert 'string split -m 1 "," $completion' in script and 'string split ","' not in script


def test_what_a_command_does_is_offered_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not cut in the middle of a sentence."""
    for words in ("dateline ", "dateline tags "):
        monkeypatch.setenv("_DATELINE_COMPLETE", "zsh_complete")
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
        offered = invoke().stdout
        assert offered.count("\n") > 10 and "..." not in offered
