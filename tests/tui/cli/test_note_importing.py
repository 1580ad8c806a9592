"""``dateline import NOTE.md``: what comes back of an exported note, and what of a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from tests.tui.conftest import Run


@pytest.fixture
def changed(run: Run, wire: Path, tmp_path: Path) -> Path:
    """The note of a release in which somebody changed what was noted."""
    run("add", wire)
    run("annotate", 1, "--quote", "Three harbour towns", "--tag", "ferries", "--note", "A note.")
    run("export", 1, "--output", note := tmp_path / "notes" / "one.md")
    note.write_text(note.read_text(encoding="utf-8").replace("A note.", "Mine."), encoding="utf-8")
    run("annotate", 1, "--quote", "agreed", "--tag", "city")
    return note


EVERYTHING: dict[str, tuple[object, ...]] = {"one": (1,), "all": (), "into a folder": (1,)}


@pytest.mark.parametrize("which", EVERYTHING)
def test_an_export_brings_into_the_library_what_was_changed(
    run: Run, library: Library, changed: Path, which: str
) -> None:
    """With ‘join’: of one note, of all of a folder; where it lies is said, and what came on stderr."""
    output = changed if which == "one" else changed.parent
    refused = run("export", *EVERYTHING[which], "--output", output)
    assert refused.exit_code == 1 and "changed by hand: annotation-1" in refused.stderr
    result = run("export", *EVERYTHING[which], "--output", output, "--changed", "join")
    assert (result.exit_code, result.stdout) == (0, f"{changed}\n")
    assert "note: “A note.” → “Mine.”" in result.stderr
    (first, second) = library.annotations.of(1)
    assert (first.note, second.note) == ("Mine.", "")
    text = changed.read_text(encoding="utf-8")
    assert "Mine." in text and "#city" in text and [*changed.parent.iterdir()] == [changed]


@pytest.mark.parametrize("which", EVERYTHING)
def test_an_export_keeps_both_or_writes_beside(run: Run, library: Library, changed: Path, which: str) -> None:
    """What is in the library stays as it is; what was written beside is named."""
    output = changed if which == "one" else changed.parent
    before = changed.read_text(encoding="utf-8")
    beside = run("export", *EVERYTHING[which], "--output", output, "--changed", "beside")
    second = changed.with_name("one-2.md")
    assert (beside.exit_code, beside.stdout) == (0, f"{second}\n")
    assert changed.read_text(encoding="utf-8") == before and "A note." in second.read_text(encoding="utf-8")
    second.unlink()
    kept = run("export", *EVERYTHING[which], "--output", output, "--changed", "keep")
    text = changed.read_text(encoding="utf-8")
    assert (kept.exit_code, kept.stdout) == (0, f"{changed}\n")
    assert "A note." in text and "Mine." in text and "#city" in text
    assert library.annotations.get(1).note == "A note."


def test_what_cannot_be_joined_is_said(run: Run, wire: Path, changed: Path, tmp_path: Path) -> None:
    """A file that is no note, a note of which some is not taken in, a format whose files nobody changes."""
    text = changed.read_text(encoding="utf-8").replace("Three harbour towns", "Four harbour towns")
    changed.write_text(text, encoding="utf-8")
    some = run("export", 1, "--output", changed, "--changed", "join")
    assert some.exit_code == 1 and "not taken in: annotation-1" in some.stderr
    assert "Four harbour towns" in changed.read_text(encoding="utf-8")
    mine = tmp_path / "mine.md"
    mine.write_text("# Mine\n")
    for way in ("join", "keep"):
        assert run("export", 1, "--output", mine, "--changed", way).exit_code == 1
    assert mine.read_text() == "# Mine\n"
    for wrong in (("--format", "csv"), ("--by", "tag", "--changed", "join"), ("--live", tmp_path / "live")):
        assert run("export", "--changed", "keep", *wrong, "--output", tmp_path / "none").exit_code == 2
    assert not (tmp_path / "none").exists() and not (tmp_path / "live").exists()


def test_what_was_changed_in_a_report_stays_there(run: Run, wire: Path, tmp_path: Path) -> None:
    """It is of many releases: both the export and the import say what to do."""
    run("add", wire)
    run("annotate", 1, "--quote", "Three harbour towns", "--tag", "ferries", "--note", "A note.")
    report = tmp_path / "report.md"
    run("export", "--by", "query", "--output", report, "tag:ferries")
    report.write_text(report.read_text(encoding="utf-8").replace("A note.", "Mine."), encoding="utf-8")
    again = run("export", "--by", "query", "--output", report, "tag:ferries")
    assert again.exit_code == 1 and "or move it away" in again.output
    by_query = ("export", "--by", "query", "--output", report, "tag:ferries")
    assert run(*by_query, "--changed", "keep").exit_code == 0
    kept = report.read_text(encoding="utf-8")
    assert "A note." in kept and "Mine." in kept
    report.write_text(kept.replace("A note.", "Mine too."), encoding="utf-8")
    beside = run(*by_query, "--changed", "beside")
    assert (beside.exit_code, beside.stdout) == (0, f"{tmp_path / 'report-2.md'}\n")
    assert "Mine too." in report.read_text(encoding="utf-8")
    brought = run("import", report)
    assert brought.exit_code == 1 and "is a report" in brought.output
    assert "Mine." in report.read_text(encoding="utf-8")


def test_words_of_a_release_changed_in_a_note_are_refused(run: Run, wire: Path, tmp_path: Path) -> None:
    """A difference in a long note is shown, however late it comes."""
    run("add", wire)
    run(
        "annotate", 1, "--quote", "Three harbour towns", "--note", "The date is to be checked with the court."
    )
    note = tmp_path / "note.md"
    run("export", 1, "--output", note)
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("with the court", "with the port"), encoding="utf-8")
    assert "“…ed with the port.”" in run("import", note).output
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("> Three harbour", "> Four harbour"), encoding="utf-8")
    refused = run("import", note)
    assert refused.exit_code == 1 and "Nothing was changed" not in refused.output
