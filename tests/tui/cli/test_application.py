"""``dateline keys``; what opens the application is tried with a terminal."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from store import Library, ReadingPosition, add_paths
from store.library import Spot
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run, invoke
from tui.cli import application
from tui.key_words import key_table


def test_keys_are_printed(run: Run) -> None:
    """The one table of actions; no library is needed."""
    assert run("keys").stdout == key_table() + "\n"


def test_keys_are_printed_as_json(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Actions, keys and scopes by the names that the settings take; one's own keys where there are some."""
    config = tmp_path / "config.toml"
    config.write_text('[remap.reader]\ntag = "f6"\n')
    monkeypatch.setenv("DATELINE_CONFIG", str(config))
    listed = loaded(run("keys", "--json"))
    assert {"action": "tag", "keys": ["f6"], "scopes": ["reader"]}.items() <= next(
        one for one in listed if one["action"] == "tag" and "reader" in one["scopes"]
    ).items()


def test_a_place_is_opened(library: Library, wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an address leads to; one that leads nowhere is told, and two things at once are a mistake."""
    add_paths(library, [wire])
    library.annotations.add(1, 11, 15, tags=["a"])
    found: list[object] = []
    monkeypatch.setattr(application, "need_terminal", lambda: None)
    monkeypatch.setattr(application, "open_screen", lambda library, first: found.append(first))
    run = partial(invoke, "--library", library.path, "read")
    assert run("--at", "dateline:annotation-1").exit_code == 0 and found == [Spot(1, 11)]
    library.reading.save_position(1, ReadingPosition(7, 0))
    assert run("--at", "release-1").exit_code == 0 and found[-1] == Spot(1, 7)
    assert run(wire).exit_code == 0 and found[-1] == Spot(1, 7)
    assert run(wire, SAMPLES).exit_code == 0 and found[-1] == Spot(1)
    assert run("--at", "annotation-7").exit_code == 1
    assert run("--at", "annotation-1", "--plain", 1).exit_code == 2
