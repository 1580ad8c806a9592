"""The log that --verbose keeps."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, StorageError
from tests.tui.conftest import Opener, Run, press
from tui.logs import begin_log


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state folder; afterwards nothing is logged any more."""
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state"))
    yield tmp_path / "state"
    for logger in (logging.getLogger("store"), logging.getLogger("tui")):
        logger.propagate = True
        logger.setLevel(logging.NOTSET)
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            handler.close()


def test_any_command_keeps_one_when_asked_to(run: Run, state: Path) -> None:
    """And says where; nobody else may read it, and it begins with what was run."""
    assert not list(state.glob("*.log"))
    result = run("--verbose", "keys")
    path = state / "dateline.log"
    assert result.exit_code == 0 and str(path) in result.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    assert "Dateline" in path.read_text(encoding="utf-8")


@pytest.mark.slow
async def test_it_holds_no_word_of_the_user(wire_library: Library, opened: Opener, state: Path) -> None:
    """What was refused is named by its kind alone."""
    path = begin_log()
    async with opened(wire_library) as (app, pilot):
        await press(pilot, "enter c s e c r e t enter")
        app.workspace.complain(StorageError("a secret note", "Save the secret."))
    logged = path.read_text(encoding="utf-8")
    assert "StorageError" in logged and "secret" not in logged
