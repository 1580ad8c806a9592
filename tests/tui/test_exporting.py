"""Exports from the command line: where they go, that they repeat, that nothing of a user's is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from store import ExportError, Library, NotFoundError, add_paths
from store.exports.files import write_export
from tests.tui.conftest import Run, invoke
from tui.cli.root import cli
from tui.exporting import export_releases, rendered, target


@pytest.fixture
def marked(library: Library, wire: Path, tmp_path: Path) -> Library:
    """Three releases, two of them with an annotation."""
    other, bare = tmp_path / "other.txt", tmp_path / "bare.txt"
    other.write_text("Another headline\n\nPORTO, Mar 15 2025 (ALN) - Other words.\n", encoding="utf-8")
    bare.write_text("A bare headline\n\nNothing is marked in here.\n", encoding="utf-8")
    add_paths(library, [wire, other, bare])
    library.annotations.add(1, 0, 7, tags=["harbour"], note="A note.")
    library.annotations.add(2, 0, 7, tags=["other"])
    return library


@pytest.fixture
def run(marked: Library) -> Run:
    """Runs ``export`` on the marked library."""
    return partial(invoke, "--library", marked.path, "export")


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


def test_an_untouched_export_is_brought_up_to_date(run: Run, marked: Library, tmp_path: Path) -> None:
    """What was marked since is in the file."""
    path = tmp_path / "one.md"
    run(1, "--output", path)
    marked.annotations.add(1, 8, 13, tags=["town"])
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


def test_nothing_marked_is_nothing_to_export(library: Library) -> None:
    """No file, no line, exit code 0."""
    result = CliRunner().invoke(cli, ["--library", str(library.path), "export", "--output", "-"])
    assert (result.exit_code, result.output) == (0, "")


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


def test_an_output_named_as_markdown_is_a_file_unless_it_is_a_folder(tmp_path: Path) -> None:
    """Every other output is a folder."""
    (tmp_path / "notes.md").mkdir()
    assert target(str(tmp_path / "one.md"), "name.md") == tmp_path / "one.md"
    assert target(str(tmp_path / "notes.md"), "name.md") == tmp_path / "notes.md" / "name.md"
    assert target(str(tmp_path / "one"), "name.md") == tmp_path / "one" / "name.md"
    assert target(str(tmp_path / "one.txt"), "name.md") == tmp_path / "one.txt" / "name.md"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert target("~/exports", "name.md") == tmp_path / "exports" / "name.md"


def test_a_rendered_release_has_a_name_and_a_text(marked: Library) -> None:
    """Both come from the release; an unknown one raises."""
    name, text = rendered(marked, 2)
    assert name == "2025-03-15-another-headline-2.md"
    assert "> Another" in text
    with pytest.raises(NotFoundError):
        rendered(marked, 99)


def test_exporting_says_whether_all_was_written(marked: Library, tmp_path: Path) -> None:
    """True when it was, False when one was refused, and an error for one file for several."""
    assert export_releases(marked, [], str(tmp_path / "exports"))
    (tmp_path / "mine.md").write_bytes(b"mine")
    assert not export_releases(marked, [1], str(tmp_path / "mine.md"))
    with pytest.raises(ExportError):
        export_releases(marked, [], str(tmp_path / "all.md"))


@pytest.mark.parametrize("place", ["a.md/b.md", "folder.md", "changed.md"])
def test_the_way_out_holds_on_the_screen_too(place: str, tmp_path: Path) -> None:
    """It names no option of the command."""
    (tmp_path / "a.md").write_text("a file")
    (tmp_path / "changed.md").write_text("by hand")
    (tmp_path / "folder.md" / "x").mkdir(parents=True)
    with pytest.raises(ExportError) as refused:
        write_export(tmp_path / place, "text")
    assert refused.value.way_out and "--" not in refused.value.way_out
