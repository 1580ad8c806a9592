"""``dateline add``: what it says, what it stores, what it refuses."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store.intake import importing
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import SAMPLES, Run
from tui.cli import adding
from tui.cli.root import cli


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


def test_damaged_bytes_are_told_and_the_file_is_added(run: Run, wire: Path) -> None:
    """A file that is read, though not all of it as it was, is named with what that is; it is no failure."""
    wire.write_bytes("Die Fähre läuft aus – heute früh".encode()[:-2] + b"\xff")
    result = run("add", wire)
    assert (result.exit_code, result.stdout[:8]) == (0, "1 added,")
    assert result.stderr.startswith(f"note: {wire}: it has ")


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


def piped(data: bytes, *words: object) -> Result:
    """Runs a command with something on its standard input."""
    return CliRunner().invoke(cli, [str(one) for one in words], input=data, prog_name="dateline")


def test_standard_input_is_added(run: Run, wire: Path) -> None:
    """Without a name it is known by what it says, with one by that."""
    data = wire.read_bytes()
    assert piped(data, "add", "-").stdout == "1 added, 0 unchanged, 0 updated, 0 refused\n"
    assert piped(data, "add", "-").stdout.startswith("0 added, 1 unchanged")
    assert piped(data + b"\nMore.\n", "add", "-").stdout.startswith("1 added")
    assert piped(b"# One\n\nWords.\n", "add", "-", "--name", "one.md").stdout.startswith("1 added")
    assert piped(b"# One\n\nOther words.\n", "add", "-", "--name", "one.md").stdout.startswith(
        "0 added, 0 unchanged, 1 updated"
    )
    (one,) = [one for one in loaded(run("list", "--json")) if one["source"] == "stdin:one.md"]
    assert one["headline"] == "One"
    rows = b"title,body\nA ferry,Some words of it.\n"
    columns = ("--map", "headline=title,text=body")
    assert piped(rows, "add", "-", "--name", "x.csv", *columns).stdout.startswith("1 added")
    assert piped(b"", "add", "-").exit_code == 1
    assert run("add", wire, "--name", "x.txt").exit_code == 2


def test_a_file_that_is_plainly_no_release_is_named(
    run: Run, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal it is asked about, in a folder too, and left out unless a user wants it."""
    (tmp_path / "press").mkdir()
    readme = tmp_path / "press" / "README.md"
    readme.write_text("# A program\n\nInstall it.\n", encoding="utf-8")
    monkeypatch.setattr(adding, "has_terminal", lambda: True)
    for answer, added in ((b"\n", 1), (b"y\n", 1)):
        result = piped(answer, "add", wire, readme.parent)
        assert f"{readme} looks like a README" in result.stderr
        assert result.stdout.startswith(f"{added} added")
    monkeypatch.undo()
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "other.db"))
    result = run("add", readme)
    assert (result.exit_code, result.stdout[:7]) == (0, "1 added")
    assert "looks like a README" in result.stderr


def test_many_refusals_for_one_reason_are_told_once(run: Run, wire: Path, tmp_path: Path) -> None:
    """As where a disk has gone: the first ones, and how many more; each place once."""
    missing = [tmp_path / f"{number}.txt" for number in range(30)]
    result = run("add", *missing, wire, *missing)
    assert result.stdout == "1 added, 0 unchanged, 0 updated, 30 refused\n"
    *named, last = result.stderr.splitlines()
    assert len(named) == 10
    assert last == f"refused: 20 more in {tmp_path}: there is no such file or folder."


def test_a_fragment_of_newsml_is_told_as_such(run: Run, tmp_path: Path) -> None:
    """With what to do."""
    path = tmp_path / "cut.xml"
    path.write_text("<NewsItem><NewsComponent/></NewsItem>", encoding="utf-8")
    result = run("add", path)
    assert result.exit_code == 1
    assert "it is a fragment of NewsML, a NewsItem without the NewsML around it" in result.stderr
    path.write_text("<NewsItem></NewsItem>\n<NewsItem></NewsItem>", encoding="utf-8")
    assert "it is a fragment of NewsML" in run("add", path).stderr
    path.write_text("<NewsML><NewsItem><NewsComp", encoding="utf-8")
    assert "it ends in the middle, in line 1: it is cut off" in run("add", path).stderr
    path.write_text("<contentSet><inlineXML/></contentSet>", encoding="utf-8")
    assert "it is a fragment of NewsML-G2, a contentSet without the newsItem" in run("add", path).stderr


class _Unreadable(io.RawIOBase):
    """Standard input that was opened for writing."""

    def readable(self) -> bool:
        """So that it is asked for something."""
        return True

    def readinto(self, _buffer: object) -> int:
        """As the system refuses it."""
        raise OSError(errno.EBADF, "Bad file descriptor")


def test_standard_input_that_cannot_be_read_is_told_of(run: Run) -> None:
    """In words."""
    given = io.BufferedReader(_Unreadable())
    result = CliRunner().invoke(cli, ["add", "-"], input=given, prog_name="dateline")
    assert result.exit_code == 1 and "standard input cannot be read: Bad file descriptor" in result.stderr
