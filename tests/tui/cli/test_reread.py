"""``dateline reread``: which releases, and what is said."""

from __future__ import annotations

from pathlib import Path

from store import add_paths, open_library
from tests.tui.conftest import Run


def test_releases_are_read_again_by_query_and_id(run: Run, tmp_path: Path, wire: Path, mixed: Path) -> None:
    """All without an argument; what changed is listed, how many were read is told on stderr."""
    library = open_library(tmp_path / "library.db")
    add_paths(library, [wire, mixed])
    library.tables.table("releases").update({"place": "Nowhere", "agency": None})
    library.close()
    assert run("reread", "1").stdout == "1\tplace, agency\tHarbour towns agree on a shared ferry\n"
    found = run("reread", "place:nowhere")
    assert found.stdout.startswith("2\tplace, agency\t") and "1 read again, 1 changed" in found.stderr
    again = run("reread")
    assert again.stdout == "" and "2 read again, 0 changed" in again.stderr


def test_an_id_that_is_not_there_is_told(run: Run, wire: Path) -> None:
    """And nothing is read."""
    run("add", wire)
    assert run("reread", "1", "7").exit_code == 1
