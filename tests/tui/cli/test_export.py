"""``dateline export``: where files go, that they repeat, that nothing of a user's is lost."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from store import ExportError, Library, add_paths
from store.exports import EXPORTERS, Marked, marked, write_each
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Run, invoke
from tui.cli import export
from tui.cli.export import export_releases
from tui.cli.root import cli

MARKDOWN = EXPORTERS["markdown"]


@pytest.fixture
def marks(library: Library, wire: Path, tmp_path: Path) -> Library:
    """Three releases, two of them with an annotation."""
    other, bare = tmp_path / "other.txt", tmp_path / "bare.txt"
    other.write_text("Another headline\n\nPORTO, Mar 15 2025 (ALN) - Other words.\n", encoding="utf-8")
    bare.write_text("A bare headline\n\nNothing is marked in here.\n", encoding="utf-8")
    add_paths(library, [wire, other, bare])
    library.annotations.add(1, 0, 7, tags=["harbour"], note="A note.")
    library.annotations.add(2, 0, 7, tags=["other"])
    return library


@pytest.fixture
def run(marks: Library) -> Run:
    """Runs ``export`` on the marked library."""
    return partial(invoke, "--library", marks.path, "export")


def test_every_annotated_release_is_exported_without_an_id(run: Run, tmp_path: Path) -> None:
    """One file each in the folder, made when it is missing; the paths are printed."""
    folder = tmp_path / "new" / "exports"
    result = run("--output", folder)
    assert result.exit_code == 0
    names = ["2025-03-14-harbour-towns-agree-on-a-shared-ferry-1.md", "2025-03-15-another-headline-2.md"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert sorted(result.stdout.splitlines()) == [str(folder / name) for name in names]


def test_the_working_folder_takes_exports_without_an_output(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file has the release's name."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run(2).exit_code == 0
    assert Path("2025-03-15-another-headline-2.md").is_file()


def test_an_export_repeats_byte_for_byte(run: Run, tmp_path: Path) -> None:
    """A second export writes nothing else, and a change in the library is then taken in."""
    path = tmp_path / "one.md"
    assert run(1, "--output", path).stdout == f"{path}\n"
    first = path.read_bytes()
    assert run(1, "--output", path).exit_code == 0
    assert path.read_bytes() == first


def test_an_untouched_export_is_brought_up_to_date(run: Run, marks: Library, tmp_path: Path) -> None:
    """What was marked since is in the file."""
    path = tmp_path / "one.md"
    run(1, "--output", path)
    marks.annotations.add(1, 8, 13, tags=["town"])
    assert run(1, "--output", path).exit_code == 0
    assert "#town" in path.read_text(encoding="utf-8")


def test_a_file_changed_by_hand_is_kept(run: Run, tmp_path: Path) -> None:
    """The export of it is refused with exit code 1, the others are written."""
    folder = tmp_path / "exports"
    run(1, "--output", folder)
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes().replace(b"A note.", b"My own note."))
    changed = path.read_bytes()
    result = run("--output", folder)
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert path.read_bytes() == changed
    assert len(list(folder.iterdir())) == 2


def test_a_file_of_somebody_else_is_kept(run: Run, tmp_path: Path) -> None:
    """Only what an export wrote is ever replaced."""
    path = tmp_path / "mine.md"
    path.write_bytes(b"# Mine\n")
    assert run(1, "--output", path).exit_code == 1
    assert path.read_bytes() == b"# Mine\n"


def test_a_dash_prints_what_a_file_would_hold(run: Run, tmp_path: Path) -> None:
    """Byte for byte, and no file is written."""
    run(1, "--output", tmp_path / "one.md")
    before = sorted(tmp_path.iterdir())
    result = run(1, "--output", "-")
    assert result.exit_code == 0
    assert result.stdout_bytes == (tmp_path / "one.md").read_bytes()
    assert sorted(tmp_path.iterdir()) == before


def test_a_dash_keeps_control_characters_in_a_pipe(library: Library, tmp_path: Path) -> None:
    """An export is a copy of the words, faithful where no terminal obeys them."""
    hostile, words = tmp_path / "hostile.txt", "Words \x1b[31m and \u202e more"
    hostile.write_text(f"A headline\n\n{words}.\n", encoding="utf-8")
    add_paths(library, [hostile])
    start = library.releases.text(1).text.index(words)
    library.annotations.add(1, start, start + len(words), tags=["t"])
    result = CliRunner().invoke(cli, ["--library", str(library.path), "export", "--output", "-"])
    assert b"> Words \x1b\\[31m and \xe2\x80\xae more\n" in result.stdout_bytes


def test_several_releases_do_not_go_into_one_file(run: Run, tmp_path: Path) -> None:
    """Exit code 1, nothing written; a dash takes them all."""
    result = run(1, 2, "--output", tmp_path / "all.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "one file" in result.stderr
    assert not (tmp_path / "all.md").exists()
    assert run(1, 2, "--output", "-").stdout_bytes.count(b"<!-- Exported by Dateline") == 2


def test_an_id_given_twice_is_exported_once(run: Run, tmp_path: Path) -> None:
    """One file takes it."""
    assert run(1, 1, "--output", tmp_path / "one.md").exit_code == 0
    assert run(1, 1, "--output", "-").stdout_bytes.count(b"<!-- Exported by Dateline") == 1


def test_an_unknown_id_writes_nothing_at_all(run: Run, tmp_path: Path) -> None:
    """Known ids beside it are not exported either."""
    folder = tmp_path / "exports"
    result = run(1, 99, "--output", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "99" in result.stderr
    assert not folder.exists()


def test_a_release_without_annotations_is_exported_when_named(run: Run, tmp_path: Path) -> None:
    """Its headline is there."""
    assert run(3, "--output", tmp_path / "bare.md").exit_code == 0
    assert "# A bare headline" in (tmp_path / "bare.md").read_text(encoding="utf-8")


def test_nothing_marked_is_nothing_to_export(library: Library, tmp_path: Path) -> None:
    """No file, nothing in a pipe, exit code 0; it is said where files are asked for."""
    result = CliRunner().invoke(cli, ["--library", str(library.path), "export", "--output", "-"])
    assert (result.exit_code, result.output) == (0, "")
    told = invoke("--library", library.path, "export", "--output", tmp_path / "notes")
    assert (told.exit_code, told.stdout) == (0, "") and "nothing is marked yet" in told.stderr
    assert not (tmp_path / "notes").exists()


@pytest.mark.parametrize("option", ["--output", "--live"])
@pytest.mark.parametrize("place", ["a-file", "a-file/below", "/dev/null"])
def test_a_folder_that_takes_no_file_is_said_once(run: Run, tmp_path: Path, option: str, place: str) -> None:
    """Not for each release, nor while nothing can come of waiting."""
    (tmp_path / "a-file").write_text("x")
    result = run(option, tmp_path / place)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("dateline:") == 1 and str(tmp_path / place) in result.stderr


@pytest.mark.parametrize("option", ["--output", "--live"])
@pytest.mark.parametrize(("right", "told"), [(os.W_OK, "is read-only"), (os.X_OK, "may not be opened")])
def test_a_folder_without_a_right_is_said_once(
    run: Run, tmp_path: Path, option: str, right: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the right that is missing. What is there as it would be written is no reason to refuse."""
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path / "out" or not mode & right)
    result = run(option, tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"dateline: Could not export: {tmp_path / 'out'} {told}. Name another place.\n"
    monkeypatch.undo()
    run("--output", tmp_path / "out")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert run(1, "--output", tmp_path / "out").exit_code == 0


def test_a_dash_is_no_folder_to_keep(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere it is standard output: no folder of that name is made."""
    monkeypatch.chdir(tmp_path)
    result = run("--live", "-")
    assert result.exit_code == 2 and "--live" in result.stderr
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("output", ["wire.txt", "wire.txt/deeper", "x" * 300, "x" * 300 + ".md"])
def test_an_impossible_place_is_refused(run: Run, tmp_path: Path, wire: Path, output: str) -> None:
    """Exit code 1, a message, and what is there stays."""
    before = wire.read_bytes()
    result = run(1, "--output", tmp_path / output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("dateline: Could not export")
    assert wire.read_bytes() == before


def test_the_home_of_nobody_is_refused(run: Run) -> None:
    """An output in the home of a user who does not exist is a message, not a traceback."""
    result = run(1, "--output", "~nobody-of-that-name/exports")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dateline: " in result.stderr


def test_exporting_says_whether_all_was_written(marks: Library, tmp_path: Path) -> None:
    """True when it was, False when one was refused, and an error for one file for several."""
    assert export_releases(marks, [], str(tmp_path / "exports"), MARKDOWN)
    (tmp_path / "mine.md").write_bytes(b"mine")
    assert not export_releases(marks, [1], str(tmp_path / "mine.md"), MARKDOWN)
    with pytest.raises(ExportError):
        export_releases(marks, [], str(tmp_path / "all.md"), MARKDOWN)


# -- other formats -----------------------------------------------------------------------------


def rows(text: str) -> list[tuple[str, str, str]]:
    """Release, quote and tags of each row of a CSV."""
    read = csv.DictReader(io.StringIO(text, newline=""))
    return [(row["release"], row["quote"], row["tags"]) for row in read]


def test_every_format_of_the_registry_can_be_asked_for(run: Run, tmp_path: Path) -> None:
    """By its name; the list says of each whether it writes one file for all."""
    told = dict(line.split("\t", 1) for line in run("--list").stdout.splitlines())
    for name, exporter in EXPORTERS.items():
        assert told[name].startswith(f"{exporter.suffix}, one for {'all' if exporter.one_file else 'each'}\t")
        assert exporter.about in told[name]
        result = run("--format", name, "--output", tmp_path / name)
        assert result.exit_code == 0, result.stderr
        written = list((tmp_path / name).iterdir())
        assert len(written) == (1 if exporter.one_file else 3 if exporter.beside else 2)
        beside = {".json"} if exporter.beside else set()
        assert {path.suffix for path in written} == {exporter.suffix} | beside
        assert sorted(result.stdout.splitlines()) == sorted(map(str, written))


def test_a_csv_is_one_file_for_all(run: Run, tmp_path: Path) -> None:
    """In a folder under the format's name, else under the name given; without --format by that name."""
    marks = [("2", "Another", "other"), ("1", "Harbour", "harbour")]
    assert run("--format", "csv", "--output", tmp_path / "out").exit_code == 0
    text = (tmp_path / "out" / "annotations.csv").read_bytes().decode()
    assert sorted(rows(text)) == sorted(marks)
    named = tmp_path / "named.csv"
    assert run(1, 2, "--output", named).stdout == f"{named}\n"
    assert rows(named.read_bytes().decode()) == marks[::-1]
    result = run("--format", "csv", "--output", "-")
    assert (result.exit_code, result.stdout_bytes) == (0, text.encode())


def test_a_csv_is_never_written_over(run: Run, marks: Library, tmp_path: Path) -> None:
    """Neither somebody's nor one of ours, for nobody can tell them apart; the way out is said."""
    path = tmp_path / "all.csv"
    assert run("--output", path).exit_code == 0
    before = path.read_bytes()
    marks.annotations.add(1, 8, 13, tags=["town"])
    result = run("--output", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{path} is there already" in result.stderr and "Move it away" in result.stderr
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir() if "dateline" in one.name} == set()


@pytest.mark.parametrize(("format_name", "output"), [("csv", "one.md"), ("markdown", "one.csv")])
def test_a_file_named_as_another_format_is_refused(
    run: Run, tmp_path: Path, format_name: str, output: str
) -> None:
    """Once, with exit code 1; no folder of that name is made."""
    result = run("--format", format_name, "--output", tmp_path / output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("is named as") == 1
    assert not (tmp_path / output).exists()


def test_a_format_that_is_none_is_a_mistake_in_usage(run: Run) -> None:
    """So is an option of another format."""
    for words in (("--format", "xlsx"), ("--bom",), ("--format", "markdown", "--bom")):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (2, "")
    assert "--bom is not for markdown" in result.stderr


def test_a_byte_order_mark_is_written_when_asked_for(run: Run, tmp_path: Path) -> None:
    """Before the header."""
    assert run("--output", tmp_path / "all.csv", "--bom").exit_code == 0
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbfrelease,headline,")


def test_a_csv_of_nothing_marked_is_its_header(library: Library) -> None:
    """A table without rows, for the program that reads it."""
    result = invoke("--library", library.path, "export", "--format", "csv", "--output", "-")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
    assert result.stdout.startswith("release,")


def test_what_cannot_be_read_keeps_no_other_from_being_written(
    run: Run, marks: Library, tmp_path: Path
) -> None:
    """A release whose text is lost is named and has no Markdown; its marks need no text to be in a CSV."""
    marks.tables.table("texts").update({"text": None}, doc_ids=[marks.releases.get(2).text_id])
    result = run("--output", tmp_path / "out")
    assert result.exit_code == 1 and "dateline: " in result.stderr
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".md"]
    table = run("--format", "csv", "--output", "-")
    assert table.exit_code == 0
    assert [quote for _, quote, _ in rows(table.stdout_bytes.decode())] == ["Another", "Harbour"]


def test_releases_are_read_while_the_file_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, each when the one before is in the file: many fit into little memory."""
    sizes: list[int] = []

    def reading(library: Library, ids: Iterable[int]) -> Iterator[Marked]:
        for one in marked(library, ids):
            sizes.append(sum(one.stat().st_size for one in (tmp_path / "out").iterdir()))
            yield one

    monkeypatch.setattr(export, "marked", reading)
    assert run(1, 2, 3, "--format", "csv", "--output", tmp_path / "out").exit_code == 0
    assert 0 < sizes[0] < sizes[1] < sizes[2]


def test_an_embargo_is_said_and_written(run: Run, marks: Library, tmp_path: Path) -> None:
    """On stderr while it holds; in the files in any case, the same bytes whatever the clock says."""
    held = {"embargo": "Embargoed until then", "embargo_until": "2999-01-01"}
    marks.tables.table("releases").update(held, doc_ids=[1])
    said = run(1, "--output", tmp_path / "a.md")
    assert "release 1 is under embargo until 1 January 2999" in said.stderr
    written = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "embargo: '2999-01-01'\n" in written and "\n**Embargoed until then**\n" in written
    (row, *_) = csv.DictReader(io.StringIO(run(1, "--format", "csv", "--output", "-").stdout))
    assert row["embargo"] == "2999-01-01"
    marks.tables.table("releases").update({**held, "embargo_until": "2001-01-01"}, doc_ids=[1])
    assert run(1, "--output", "-").stderr == ""


def test_a_query_exports_what_it_finds_among_what_is_marked(run: Run, tmp_path: Path) -> None:
    """A minus is the query's; an output is named as ever."""
    folder = tmp_path / "exports"
    result = run("headline", "-bare", "-harbour", "--output", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [path.name for path in folder.iterdir()] == ["2025-03-15-another-headline-2.md"]
    assert run("tag:*", "--output", "-", "--format", "csv").stdout.count("2025-03-14T12") == 4


@pytest.mark.parametrize("query", ["bare", "zeppelin", "id:3", "tag:nothing"])
def test_a_query_that_finds_nothing_marked_writes_nothing(run: Run, tmp_path: Path, query: str) -> None:
    """Exit code 1; not all that is marked, as without a query."""
    result = run(query, "--output", tmp_path / "exports")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"‘{query}’ finds nothing that was marked" in result.stderr
    assert not (tmp_path / "exports").exists()


def test_a_query_that_cannot_be_read_is_refused(run: Run, tmp_path: Path) -> None:
    """Nothing is written."""
    assert run('"half', "--output", tmp_path / "exports").exit_code == 1
    assert not (tmp_path / "exports").exists()


def test_an_interrupted_export_says_what_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 130; the same command writes the rest."""
    whole = write_each

    def interrupted(*given: Any, **named: Any) -> Iterator[Any]:
        yield next(iter(whole(*given, **named)))
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "write_each", interrupted)
    result = run("tag:*", "--output", tmp_path / "exports")
    assert result.exit_code == 130
    assert result.stderr == "\nStopped: 1 file written; the same command writes the rest.\n"
    monkeypatch.undo()
    assert run("tag:*", "--output", tmp_path / "exports").exit_code == 0
    assert len(list((tmp_path / "exports").iterdir())) == 2


# -- what formats hold ---------------------------------------------------------------------------


def test_what_a_format_has_no_place_for_is_said(run: Run, marks: Library, tmp_path: Path) -> None:
    """On stderr, with how many there are; nothing where all has a place, and where nothing was written."""
    marks.tables.table("annotations").update({"state": "orphaned"}, doc_ids=[1])
    marks.release_tags.give([2], ["whole"])
    result = run("--format", "brat", "--output", tmp_path)
    told = "2 creators, 2 dates, 1 orphaned passage, 1 release tag"
    assert result.exit_code == 0
    assert sorted(result.stderr.removeprefix("dateline: brat has no place for ")[:-2].split(", ")) == sorted(
        told.split(", ")
    )
    assert run(2, "--format", "webannotation", "--output", "-").stderr == ""
    assert "has no place" not in run("--format", "brat", "--output", tmp_path).stderr
    marks.annotations.edit(2, tags=["sea side"])
    assert "1 tag name blank (“sea side”)" in run("--format", "conll", "--output", "-").stderr


@pytest.mark.parametrize("name", ["releases-jsonl", "matrix", "csl-json", "bibtex"])
def test_a_format_of_releases_is_of_all_of_them(run: Run, name: str) -> None:
    """Of those too in which nothing is marked, unless a query or ids say which; nothing found is refused."""
    assert "bare headline" in run("--format", name, "--output", "-").stdout
    for words in ("bare", "3"):
        found = run(words, "--format", name, "--output", "-").stdout
        assert "bare headline" in found and "Another" not in found
    refused = run("zeppelin", "--format", name, "--output", "-")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "‘zeppelin’ finds nothing. " in refused.stderr


def test_quotations_are_those_of_the_release(run: Run, marks: Library, tmp_path: Path) -> None:
    """With the name a user gave their speaker, as ``dateline quotes`` has them."""
    path = tmp_path / "said.txt"
    path.write_text(
        "News\n\nPORTO, Mar 15 2025 (ALN) - “We sail,” said Ana Prates, mayor of Porto.\n", encoding="utf-8"
    )
    key = add_paths(marks, [path]).added[0]
    marks.people.join("Ana Maria Prates", "Ana Prates")
    (row,) = csv.DictReader(io.StringIO(run(key, "--format", "quotations-csv", "--output", "-").stdout))
    assert (row["speaker"], row["quotation"], row["release"]) == ("Ana Maria Prates", "“We sail,”", str(key))


def test_all_is_written_though_nobody_reads_what_is_said(
    marks: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the reader of a pipe has gone, as of ``dateline export --output notes/ | head -1``."""
    monkeypatch.setattr("store.exports.files._TOGETHER", 1)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr("sys.stdout", pipe)
        with pytest.raises(SystemExit) as ended:
            cli(["--library", str(marks.path), "export", "--output", str(tmp_path / "notes")])
    assert not ended.value.code
    assert len(list((tmp_path / "notes").iterdir())) == 2


def test_the_formats_are_listed_as_json(run: Run) -> None:
    """With all that the list says of them; without it the option is a mistake that says what was meant."""
    listed = loaded(run("--list", "--json"))
    assert [one["format"] for one in listed] == list(EXPORTERS)
    assert all(one["about"] and one["suffix"][0] == "." for one in listed)
    assert any(one["losses"] for one in listed) and {one["one_file"] for one in listed} == {True, False}
    refused = run("--json")
    assert refused.exit_code == 2 and "--format jsonl" in refused.stderr
