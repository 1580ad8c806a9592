"""``dateline import``: what is said of what came in, of what has no place, and of what is no such file."""

from __future__ import annotations

import json
import os
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from store import Library, SQLiteStorage, StorageError, add_paths, open_library
from store.library.library_tables import LibraryTables
from tests.tui.conftest import Run, invoke
from tui.cli.root import cli


@pytest.fixture
def run(library: Library, wire: Path) -> Run:
    """Runs ``import`` on a library with a release that has an address."""
    key = add_paths(library, [wire]).added[0]
    library.tables.table("releases").update({"url": "https://example.org/ferry"}, doc_ids=[key])
    return partial(invoke, "--library", library.path, "import")


def row(quote: str, uri: str = "https://example.org/ferry", **said: object) -> dict[str, object]:
    """An annotation as Hypothesis gives it."""
    selectors = [{"type": "TextQuoteSelector", "exact": quote}]
    target = [{"source": uri, "selector": selectors}]
    return {
        "id": f"id-{quote}-{uri}",
        "uri": uri,
        "user": "acct:j@h",
        "target": target,
        "tags": ["sea"],
        **said,
    }


def file(tmp_path: Path, *rows: dict[str, object]) -> Path:
    """What Hypothesis gives."""
    path = tmp_path / "rows.json"
    path.write_text(json.dumps({"rows": rows, "total": len(rows)}))
    return path


def test_what_came_in_is_said(run: Run, library: Library, tmp_path: Path) -> None:
    """New ones, orphans among them, what was there; twice the same adds nothing, and u takes it back."""
    path = file(tmp_path, row("Harbour towns"), row("never printed", text="Kept."))
    result = run(path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "2 new, 1 orphaned of them (‘dateline orphans’ lists them); 0 changed, 0 there already; 1 new tag\n"
    )
    assert run(path).stdout == "0 new; 0 changed, 2 there already\n"
    (orphan,) = json.loads(invoke("--library", library.path, "orphans", "--json").stdout)
    assert (orphan["quote"], orphan["note"], orphan["tags"]) == ("never printed", "Kept.", ["sea"])
    assert "imported 2 annotations from rows.json" in invoke("--library", library.path, "history").stdout
    with closing(open_library(library.path)) as mine:
        mine.history.undo()
    assert library.annotations.of(1) == []


def test_what_is_of_a_release_that_is_not_here_waits_for_it(
    run: Run, library: Library, tmp_path: Path
) -> None:
    """It is named, listed among orphans, and marked when the release is added or comes out of the trash."""
    to_come = tmp_path / "to-come.txt"
    file_ = file(
        tmp_path, row("Harbour towns"), row("x", "https://a.example/\x1b[31m"), row("Boats", to_come.as_uri())
    )
    result = run(file_)
    assert (result.exit_code, len(library.annotations.of(1))) == (0, 1)
    assert "1 passage of https://a.example/" in result.stderr
    assert "they are kept" in result.stderr and "\x1b" not in result.stderr
    ours = partial(invoke, "--library", library.path)
    listed = ours("orphans")
    assert str(to_come.as_uri()) in listed.stdout and "\x1b" not in listed.stdout
    assert [one["quote"] for one in json.loads(ours("orphans", "--json").stdout)] == ["x", "Boats"]
    to_come.write_text("Boats go on Sunday\n\nAll of them go on Sunday, says the harbour.\n")
    added = ours("add", to_come)
    assert "1 passage marked that waited for their release" in added.stdout
    assert [one.quote for one in library.annotations.of(2)] == ["Boats"]
    library.trash.remove([2])
    assert run(file(tmp_path, row("Sunday", to_come.as_uri()))).exit_code == 0
    assert "1 passage marked" in ours("trash", "--restore", "2").stdout


@pytest.mark.few(4)
@pytest.mark.parametrize("command", ["add", "refresh", "refresh with nothing followed", "restore", "orphans"])
def test_what_an_add_that_was_killed_left_waiting_is_marked_by_the_next(
    run: Run, library: Library, tmp_path: Path, command: str
) -> None:
    """Though nothing new comes in."""
    to_come = tmp_path / "news" / "to-come.txt"
    to_come.parent.mkdir()
    ours = partial(invoke, "--library", library.path)
    if command == "refresh":
        ours("follow", to_come.parent)
    assert run(file(tmp_path, row("Boats", to_come.as_uri()))).exit_code == 0
    to_come.write_text("Boats go on Sunday\n\nAll of them go on Sunday, says the harbour.\n")
    add_paths(library, [to_come])  # and no further
    ours("backup", copy := tmp_path / "copy.db")
    asked = {"add": (to_come,), "restore": (copy,)}.get(command, ())
    if command == "restore":
        library.close()
    told = ours(command.split()[0], *asked)
    said = told.stderr if command == "orphans" else told.stdout
    assert "1 passage marked that waited for their release" in said and "not here yet" not in told.stdout
    assert json.loads(ours("orphans", "--json").stdout) == []


@pytest.mark.parametrize("refusal", ["read-only", "full"])
def test_what_waits_is_listed_where_nothing_can_be_written(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: str
) -> None:
    """With what it waits for: a release, or that it may be marked."""
    to_come = tmp_path / "to-come.txt"
    assert run(file(tmp_path, row("Boats", to_come.as_uri()), row("x", "https://a.example/"))).exit_code == 0
    to_come.write_text("Boats go on Sunday\n\nAll of them go on Sunday, says the harbour.\n")
    add_paths(library, [to_come])
    monkeypatch.setattr(SQLiteStorage, "transaction", refused)
    monkeypatch.setattr(LibraryTables, "read_only", refusal == "read-only")
    result = invoke("--library", library.path, "orphans")
    assert result.exit_code == 0
    boats, other = result.stdout.splitlines()
    assert "“Boats”" in boats and "here; it is marked once the library can be written to" in boats
    assert "a.example" in other and "not here yet" in other
    assert ("the disk is full" in result.stderr) == (refusal == "full")
    listed = json.loads(invoke("--library", library.path, "orphans", "--json").stdout)
    assert [one["here"] for one in listed] == [True, False]


def refused(storage: object) -> None:
    """A change on a full disk."""
    raise StorageError("library.db: the disk is full.", "Free some space.")


def test_what_was_taken_back_is_listed_as_such(run: Run, library: Library, tmp_path: Path) -> None:
    """It is no passage whose release is to come."""
    to_come = tmp_path / "to-come.txt"
    to_come.write_text("Boats go on Sunday\n\nAll of them go on Sunday, says the harbour.\n")
    run(file(tmp_path, row("Boats", to_come.as_uri())))
    ours = partial(invoke, "--library", library.path)
    ours("add", to_come)
    with closing(open_library(library.path)) as mine:
        mine.history.undo()
    ours("add", to_come)
    assert "undone; ‘dateline import’ marks it again" in ours("orphans").stdout
    (listed,) = json.loads(ours("orphans", "--json").stdout)
    assert listed["undone"] and listed["quote"] == "Boats"


def test_an_import_that_is_stopped_leaves_the_library_as_it_was(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so."""

    def stop(done: int, total: int, releases: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.annotation_imports.shown", lambda what: nullcontext(stop))
    result = run(file(tmp_path, row("Harbour towns")))
    assert result.exit_code == 130 and "nothing of rows.json was taken in" in result.stderr
    assert library.annotations.of(1) == [] == library.tags.all()


def test_what_has_no_place_is_said(run: Run, tmp_path: Path) -> None:
    """Bodies that are no text, tags that no tag can be called."""
    path = file(tmp_path, row("Harbour towns", tags=["Paris, France"]))
    result = run(path, "--format", "webannotation")
    assert result.exit_code == 0 and "Paris, France" in result.stderr


def test_our_own_export_is_read_from_a_pipe(run: Run, library: Library) -> None:
    """As ``-``; all of it was there already."""
    library.annotations.add(1, 0, 7, tags=["harbour"])
    exported = invoke("--library", library.path, "export", "--format", "webannotation", "--output", "-")
    result = CliRunner().invoke(
        cli, ["--library", str(library.path), "import", "-"], input=exported.stdout_bytes
    )
    assert (result.exit_code, result.stdout) == (0, "0 new; 0 changed, 1 there already\n")


def test_a_pipe_is_called_standard_input(run: Run, library: Library, tmp_path: Path) -> None:
    """Where it is refused, too; an exported note has to be a file."""
    library.annotations.add(1, 0, 7, tags=["harbour"])
    invoke("--library", library.path, "export", "--output", tmp_path / "notes")
    note = next((tmp_path / "notes").iterdir()).read_bytes()
    for piped, words in (
        (b"no json", "standard input is of no form"),
        (b"\xff{", "standard input"),
        (note, "standard input is an exported note. Such a one is read as a file"),
    ):
        result = CliRunner().invoke(cli, ["--library", str(library.path), "import", "-"], input=piped)
        assert result.exit_code == 1 and words in result.stderr


@pytest.mark.parametrize("content", [b"", b"no json", b'{"rows": [', b"%PDF-1.4"])
def test_what_is_no_such_file_is_refused(run: Run, library: Library, tmp_path: Path, content: bytes) -> None:
    """By its name, with exit code 1; nothing is changed."""
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    for words in ((path,), (tmp_path / "missing",), (tmp_path,)):
        result = run(*words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert str(words[0]) in result.stderr
    assert library.annotations.of(1) == []


def test_a_file_is_imported_though_nobody_reads_what_is_said(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several all are, where the reader of a pipe has gone."""
    first, second = file(tmp_path, row("Harbour")), tmp_path / "second.json"
    second.write_text(json.dumps(row("towns agree")))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr("sys.stdout", pipe)
        with pytest.raises(SystemExit) as ended:
            cli(["--library", str(library.path), "import", str(first), str(second)])
    assert not ended.value.code
    assert {one.quote for one in library.annotations.of(1)} == {"Harbour", "towns agree"}


def test_of_a_folder_it_is_said_what_to_do(run: Run, tmp_path: Path) -> None:
    """Its files are to be named; releases are added."""
    result = run(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path} is a folder. Name the files in it; ‘dateline add {tmp_path}’ adds" in result.stderr
