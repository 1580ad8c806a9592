"""Random inputs: keys in bursts, the mouse, sizes and another process break nothing.

``tests/benchmarks/monkey.py`` plays thousands of such sequences.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from store.library.reading import Reading
from tests.tui.monkey import FindingError, Monkey, play, steps_of, template


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a command may write goes to the test's own folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 5))
def test_random_inputs_break_nothing(seed: int) -> None:
    """Sound, undone and done again to the same rows, and the pane that is seen has the keys."""
    play(seed, 25)


def test_a_sequence_is_made_from_its_seed_alone() -> None:
    """So that a finding can be played again."""
    assert steps_of(7, 60) == steps_of(7, 60)
    assert steps_of(7, 60) != steps_of(8, 60)
    assert sum(map(len, steps_of(7, 60))) == 60


async def test_what_breaks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception in an action ends the sequence, and the finding says after how much of it."""

    def broken(library: Library, key: int, starred: bool) -> None:
        raise ValueError("broken")

    assert template().is_file()
    monkeypatch.setattr(Reading, "set_starred", broken)
    monkey = Monkey(tmp_path, [[("key", "j")], [("key", "s")]])
    with pytest.raises(FindingError, match="broken") as finding:
        await monkey.run()
    monkey.close()
    assert finding.value.bursts == 2
