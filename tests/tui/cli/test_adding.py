"""``dateline add``: what it says, what it stores, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.intake import importing
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run


def test_adding_says_in_one_line_what_became_of_the_files(run: Run, wire: Path) -> None:
    """A new file counts as added, and nothing goes to stderr."""
    result = run("add", wire)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 added, 0 unchanged, 0 updated, 0 refused\n"


def test_folders_are_gone_through(run: Run, tmp_path: Path) -> None:
    """Text and Markdown at any depth is added, other files in a folder are left alone."""
    deep = tmp_path / "folder" / "deep" / "deeper"
    deep.mkdir(parents=True)
    (deep / "one.txt").write_text("One headline\n\nSome words.\n", encoding="utf-8")
    (deep.parent / "two.md").write_text("# Two headlines\n\nMore words.\n", encoding="utf-8")
    (deep.parent / "three.xyz").write_bytes(b"%XYZ")
    assert run("add", tmp_path / "folder").stdout == "2 added, 0 unchanged, 0 updated, 0 refused\n"


def test_adding_again_changes_nothing(run: Run) -> None:
    """The samples keep their ids and records."""
    assert run("add", SAMPLES).stdout.startswith("10 added, 0 unchanged, 0 updated, 0 refused")
    before = run("list", "--json").stdout
    assert run("add", SAMPLES).stdout.splitlines() == [
        "0 added, 10 unchanged, 0 updated, 0 refused",
        "unchanged: in the library already, with the same words",
    ]
    assert run("list", "--json").stdout == before


def test_a_changed_file_updates_its_release(run: Run, wire: Path) -> None:
    """The id and the annotations stay, the words are new."""
    run("add", wire)
    run("annotate", 1, "--quote", "The first boat", "--tag", "ferry")
    wire.write_text(wire.read_text(encoding="utf-8").replace("Three harbour", "Four harbour"), "utf-8")
    assert run("add", wire).stdout == (
        "0 added, 0 unchanged, 1 updated, 0 refused\n"
        "updated: 1 “Harbour towns agree on a shared ferry”\n"
        "annotations of what was updated: 0 in place, 1 moved, 0 changed, 0 orphaned\n"
    )
    shown = loaded(run("show", 1, "--json"))
    assert "Four harbour towns" in shown["text"]
    assert [one["quote"] for one in shown["annotations"]] == ["The first boat"]


def test_a_refused_file_keeps_nothing_else_out(run: Run, tmp_path: Path, wire: Path) -> None:
    """Each refusal names path and reason on stderr; the rest is in; the exit code is 1."""
    empty, binary, unknown = tmp_path / "empty.txt", tmp_path / "binary.md", tmp_path / "page.pdf"
    empty.touch()
    binary.write_bytes(bytes(range(256)))
    unknown.write_bytes(b"%PDF")
    missing = tmp_path / "missing.txt"
    result = run("add", empty, binary, missing, unknown, wire)
    assert result.exit_code == 1
    assert result.stdout == "1 added, 0 unchanged, 0 updated, 4 refused\n"
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    for path in (empty, binary, missing, unknown):
        assert any(f"{path}: " in line and not line.endswith(f"{path}: ") for line in lines)
    assert len(loaded(run("list", "--json"))) == 1


def test_a_name_too_long_for_the_file_system_is_refused(run: Run, wire: Path) -> None:
    """The rest is in."""
    result = run("add", "x" * 300 + ".txt", wire)
    assert (result.exit_code, result.stdout) == (1, "1 added, 0 unchanged, 0 updated, 1 refused\n")


def test_an_interrupted_import_says_what_is_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a traceback; the same command adds the rest."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Bridge {number} opens\n\nIt opens.\n", encoding="utf-8")
    monkeypatch.setattr(importing, "_CHUNK_FILES", 1)
    store, done = importing._store, [0]

    def interrupted(*arguments: object) -> None:
        done[0] += 1
        if done[0] == 3:
            raise KeyboardInterrupt
        store(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "_store", interrupted)
    result = run("add", tmp_path)
    assert (result.exit_code, result.stderr) == (130, "")
    assert result.stdout.splitlines()[0].startswith("Stopped: ")
    assert result.stdout.splitlines()[1] == "2 added, 0 unchanged, 0 updated, 0 refused"
    monkeypatch.setattr(importing, "_store", store)
    assert run("add", tmp_path).stdout.startswith("1 added, 2 unchanged, 0 updated, 0 refused\n")
