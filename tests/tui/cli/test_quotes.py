"""``dateline quotes``: by speaker, for other programs, joined and parted."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from store import add_paths, open_library
from tests.store.library.test_quoting import MAYOR, SWING
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Run
from tui.cli.hits import print_quotations


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder with two releases that quote somebody."""
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "swing.txt").write_text(SWING, encoding="utf-8")
    (folder / "mayor.txt").write_text(MAYOR, encoding="utf-8")
    return folder


def test_quotations_are_listed_by_speaker(run: Run, releases: Path) -> None:
    """As lines of fields, as JSON, as CSV; of some speakers only."""
    run("add", releases)
    lines = run("quotes").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        "Ana Prates",
        "William Lacy Swing",
        "William Lacy Swing",
    ]
    rows = loaded(run("quotes", "--json", "--speaker", "Ambassador Swing"))
    assert [(row["speaker"], row["role"], row["date"]) for row in rows] == [
        ("William Lacy Swing", "IOM Director-General", "2018-04-05")
    ] * 2
    text = loaded(run("show", rows[0]["release"], "--json"))["text"]
    assert text[rows[0]["start"] : rows[0]["end"]] == rows[0]["text"]
    table = csv.DictReader(io.StringIO(run("quotes", "--csv").stdout))
    assert [row["speaker"] for row in table] == [line.split("\t")[0] for line in lines]
    assert run("quotes", "--speaker", "nobody").stdout == ""
    assert run("quotes", "--speaker", "…").exit_code == 1
    assert run("quotes", "--csv", "--json").exit_code == 2


def test_quotations_are_found_by_a_query(run: Run, releases: Path) -> None:
    """``--in quotations`` gives rows with speaker, role and date; releases are found by what was said."""
    run("add", releases)
    (row,) = loaded(run("find", "--json", "--in", "quotations", "said:lost"))
    assert (row["speaker"], row["role"], row["date"]) == (
        "William Lacy Swing",
        "IOM Director-General",
        "2018-04-05",
    )
    (line,) = run("find", "--in", "quotations", "--limit", "1", "speaker:swing").stdout.splitlines()
    assert line.startswith("William Lacy Swing\tIOM Director-General\t2018-04-05\t")
    (hit,) = loaded(run("find", "--json", "speaker:prates"))
    assert hit["headline"] == "A ferry"


def test_speakers_are_joined_and_parted(run: Run, releases: Path) -> None:
    """By two commands, each a step of the history; what is no name is refused."""
    run("add", releases)
    told = run("quotes", "--join", "William Lacy Swing", "Ana Prates").stdout
    assert told == "“William Lacy Swing” and “Ana Prates” are one speaker now, called “William Lacy Swing”.\n"
    assert {row["speaker"] for row in loaded(run("quotes", "--json"))} == {"William Lacy Swing"}
    told = run("quotes", "--part", "William Lacy Swing", "Ana Prates").stdout
    assert told == "“William Lacy Swing” and “Ana Prates” are two speakers now.\n"
    assert len({row["speaker"] for row in loaded(run("quotes", "--json"))}) == 2
    told = run("history").stdout
    assert "joined the speakers" in told and "parted the speakers" in told
    assert run("quotes", "--join", "Ana Prates", " ").exit_code == 1
    assert run("quotes", "--join", "Zita Gomes", "ZITA GOMES").stdout.splitlines() == [
        "All called “Zita Gomes” are one speaker now.",
        "Nobody called “Zita Gomes” is quoted here yet.",
    ]
    lines = run("quotes", "--join", "Ana Prates, mayor", "Ana Prats").stdout.splitlines()
    assert lines[1:] == ["Nobody called “Ana Prats” is quoted here yet."]


def test_nothing_from_outside_is_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal control characters are signs, in words, names and headlines."""
    path = tmp_path / "hostile.txt"
    path.write_text(MAYOR.replace("boat", "b\x1b[31moat [bold]").replace("A ferry", "A \x9bferry"), "utf-8")
    library = open_library(tmp_path / "library.db")
    add_paths(library, [path])
    print_quotations(library.find.by_speaker())
    out = capsys.readouterr().out
    assert not {"\x1b", "\x9b"} & set(out) and "[bold]" in out
    assert out.splitlines()[0] == "Ana Prates, Mayor"
    library.close()
