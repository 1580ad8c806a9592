"""``dateline stats``: lines, JSON, a picture."""

from __future__ import annotations

from pathlib import Path

from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run


def test_lines_json_and_picture_are_of_what_is_found(run: Run, tmp_path: Path) -> None:
    """Without a query of all; a picture is no other file's end."""
    run("add", SAMPLES)
    assert "0 of 10" in run("stats").stdout and "0 of 1" in run("stats", "headline:trains").stdout
    assert loaded(run("stats", "--json"))["releases"] == 10
    assert loaded(run("stats", "headline:trains", "--json"))["releases"] == 1
    picture = tmp_path / "year.svg"
    run("stats", "--svg", picture)
    drawn = picture.read_text(encoding="utf-8")
    assert drawn.startswith("<svg") and "2025-12-04" in drawn and "@font-face" not in drawn
    refused = run("stats", "--svg", picture)
    assert refused.exit_code == 1 and "is there already" in refused.stderr
    assert picture.read_text(encoding="utf-8") == drawn
    assert run("stats", "--json", "--svg", tmp_path / "other.svg").exit_code == 2
