"""``dateline import NOTE.md``: what comes back of an exported note, and what of a report."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Run


def test_what_was_changed_in_a_report_stays_there(run: Run, wire: Path, tmp_path: Path) -> None:
    """It is of many releases: both the export and the import say what to do."""
    run("add", wire)
    run("annotate", 1, "--quote", "Three harbour towns", "--tag", "ferries", "--note", "A note.")
    report = tmp_path / "report.md"
    run("export", "--by", "query", "--output", report, "tag:ferries")
    report.write_text(report.read_text(encoding="utf-8").replace("A note.", "Mine."), encoding="utf-8")
    again = run("export", "--by", "query", "--output", report, "tag:ferries")
    assert again.exit_code == 1 and "or move it away" in again.output
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
