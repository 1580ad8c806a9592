"""``dateline history``: who did what when."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import Result

from store import Library
from tests.tui.conftest import invoke


def run(library: Library, *arguments: object) -> Result:
    """Runs the command on the library."""
    return invoke("history", "--library", library.path, *arguments)


def test_newest_first_with_undone_marked(wire_library: Library) -> None:
    """One line an event: time, user, release, what; what was undone says so."""
    wire_library.annotations.add(1, 0, 7, tags=["water"])
    wire_library.reading.set_starred([1], True)
    wire_library.history.undo()
    result = run(wire_library)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert [line[1:] for line in lines] == [
        ["ana", "1", "marked “Harbour towns agree on a shared ferry” starred (undone)"],
        ["ana", "1", "tagged “Harbour”"],
    ]
    assert all(line[0].startswith("2025-03-14T12:") for line in lines)


def test_json_has_rows_before_and_after(wire_library: Library) -> None:
    """As JSON an event says which row changed from what to what; null where that was compacted."""
    wire_library.reading.set_read([1], True)
    wire_library.tables.undo_steps = 1
    for starred in (True, False, True):
        wire_library.reading.set_starred([1], starred)
    newest, *_, oldest = json.loads(run(wire_library, "--json").stdout)
    assert newest["changes"] == [
        {"table": "reading", "id": 1, "before": {"starred": False}, "after": {"starred": True}}
    ]
    assert set(newest) == {"id", "time", "user", "what", "release", "undone", "changes"}
    assert oldest["changes"] is None
    assert (oldest["user"], oldest["release"], oldest["undone"]) == ("ana", 1, False)


def test_an_id_gives_that_releases_events(wire_library: Library, tmp_path: Path) -> None:
    """Only events of the release are printed; an unknown release is not found."""
    wire_library.reading.set_read([1], True)
    tag = wire_library.annotations.add(1, 0, 7, tags=["water"]).tags[0]
    wire_library.tags.pin(tag.id, 5)
    assert len(run(wire_library).stdout.splitlines()) == 3
    assert len(run(wire_library, 1).stdout.splitlines()) == 2
    missing = run(wire_library, 99)
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "no release 99" in missing.stderr


def test_text_from_outside_is_harmless(wire_library: Library) -> None:
    """Control characters in what was marked or in a user's name reach no terminal."""
    wire_library.tables.user = "a\x1b[31mna"
    wire_library.annotations.add(1, 0, 7, note="\x1b]0;title\x07")
    assert "\x1b" not in run(wire_library).stdout + run(wire_library, "--json").stdout
    assert json.loads(run(wire_library, "--json").stdout)[0]["user"] == "a\x1b[31mna"


def test_no_events_is_no_error(wire_library: Library) -> None:
    """A library nobody has changed prints nothing, or an empty list."""
    assert (run(wire_library).exit_code, run(wire_library).stdout) == (0, "")
    assert json.loads(run(wire_library, "--json").stdout) == []
