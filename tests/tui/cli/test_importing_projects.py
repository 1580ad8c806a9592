"""Projects of other programs on the command line."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

from tests.tui.conftest import Run

DOCUMENT = (
    '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources>'
    '<TextSource guid="" name="Gone" plainTextPath="internal://gone.txt"/>'
    '<TextSource guid="" name="Fares"><PlainTextContent>Ferry fares rise.</PlainTextContent>'
    '<PlainTextSelection guid="" name="fares" startPosition="6" endPosition="11">'
    "<Description>Again?</Description></PlainTextSelection></TextSource></Sources></Project>"
)


def test_a_project_may_be_the_first_of_a_library(run: Run, tmp_path: Path) -> None:
    """What it brings along is counted; what it has not is told."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("project.qde", DOCUMENT)
    path = tmp_path / "fares.qdpx"
    path.write_bytes(made.getvalue())
    first, again = run("import", path), run("import", path)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout == "1 new; 0 changed, 0 there already; 2 releases brought along\n"
    assert "the words of “Gone” are not in the file" in first.stderr
    assert again.stdout == "0 new; 0 changed, 1 there already\n"


def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    """And no library is made."""
    path = tmp_path / "broken.qdpx"
    path.write_bytes(b"PK")
    result = run("import", path)
    assert result.exit_code == 1 and f"{path}: it is damaged" in result.stderr
    assert run("list").exit_code == 1


def test_a_codebook_alone_takes_no_query(run: Run, wire: Path, tmp_path: Path) -> None:
    """It holds all tags, whatever releases are asked for."""
    run("add", wire)
    result = run("export", "ferry", "--format", "qdc", "--output", tmp_path)
    assert result.exit_code == 2 and "leave the query out" in result.stderr
    result = run("export", "--format", "qdc", "--output", tmp_path)
    assert result.exit_code == 1 and "there are no tags" in result.stderr
    assert not list(tmp_path.glob("*.qdc"))
