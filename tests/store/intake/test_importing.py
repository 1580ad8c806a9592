"""Files and folders into the library."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import ImportReport, Library, StorageError, add_paths, open_library
from store.formats.document import MAX_BYTES
from store.intake import arrivals, importing
from store.intake.importing import files_in
from store.structure.on_demand import quotations_of

BODY = "\n\nLISBON, Mar 14 2025 (ALN) - The ferry sails again from the harbour.\n"


def write(path: Path, text: str) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def reason(library: Library, path: Path) -> str:
    """Why the path is refused; nothing is added."""
    report = add_paths(library, [path])
    assert report.ids == []
    ((refused, why),) = report.refused
    assert refused == str(path)
    assert why.endswith(".")
    return why


# -- which files ---------------------------------------------------------------------------


def test_folders_are_gone_through_in_order(tmp_path: Path) -> None:
    """A folder gives its files by name before those of its folders; hidden and unknown ones are left out."""
    names = [
        "b.txt",
        "a.md",
        "z/a.txt",
        "c/b.TXT",
        "c/d/e.markdown",
        ".hidden.txt",
        ".git/a.txt",
        "x.xyz",
        "c/.b.md",
    ]
    for name in names:
        write(tmp_path / name, "text")
    files, refused = files_in([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in files] == [
        "a.md", "b.txt", str(Path("c/b.TXT")), str(Path("c/d/e.markdown")), str(Path("z/a.txt")),
    ]  # fmt: skip
    assert refused == []


def test_named_files_come_as_named_and_once(tmp_path: Path) -> None:
    """Files keep the order they are named in and are read once; hidden ones count when named."""
    one, two = write(tmp_path / ".one.txt", "1"), write(tmp_path / "two.txt", "2")
    assert files_in([two, one, two, tmp_path])[0] == [two, one]


def test_what_is_refused_keeps_out_nothing(library: Library, tmp_path: Path) -> None:
    """Whatever cannot be read is refused with its reason, and the rest is added."""
    good = write(tmp_path / "good.txt", "Good" + BODY)
    (tmp_path / "empty.txt").write_bytes(b"\n")
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\0\0")
    report = add_paths(library, [tmp_path / "missing.txt", tmp_path])
    assert [library.releases.get(key).source for key in report.added] == [str(good)]
    assert [(Path(path).name, why) for path, why in report.refused] == [
        ("missing.txt", "there is no such file or folder."),
        ("binary.txt", "it is a binary file, not text."),
        ("empty.txt", "it is empty."),
    ]


def test_unknown_types_are_refused_when_named(library: Library, tmp_path: Path) -> None:
    """A file of a type that is not known is refused by its ending; without one it is plain text."""
    assert ".xyz" in reason(library, write(tmp_path / "a.xyz", "text"))
    assert len(add_paths(library, [write(tmp_path / "README", "text")]).added) == 1


def test_too_large_is_refused(library: Library, tmp_path: Path) -> None:
    """A file above the limit is refused without being read."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 1000)
    assert "larger than 20 MB" in reason(library, path)


def test_impossible_paths_are_refused(library: Library, tmp_path: Path) -> None:
    """A name too long, a path through a file, a NUL and a broken link are refused, not raised."""
    write(tmp_path / "file.txt", "text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    for name in ("a" * 300 + ".txt", "file.txt/b.txt", "a\0.txt", "link.txt"):
        assert reason(library, tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_pipes_are_refused(library: Library, tmp_path: Path) -> None:
    """Something that is no regular file is not waited for."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(library, tmp_path / "pipe.txt") == "it is not a regular file."


def test_names_that_are_no_unicode(library: Library, tmp_path: Path) -> None:
    """A file whose name is no valid UTF-8 is read or refused, and keeps out nothing."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(
            "Named oddly" + BODY, encoding="utf-8"
        )
    except OSError:
        pytest.skip("the file system takes only Unicode")
    write(tmp_path / "good.txt", "Good" + BODY)
    report = add_paths(library, [tmp_path])
    assert "Good" in [library.releases.get(key).headline for key in report.added]
    assert len(report.ids) + len(report.refused) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing stops this user")
def test_closed_folders_are_refused(library: Library, tmp_path: Path) -> None:
    """A folder that may not be looked into is refused; the others are read."""
    write(tmp_path / "closed" / "a.txt", "A" + BODY)
    write(tmp_path / "open" / "b.txt", "B" + BODY)
    (tmp_path / "closed").chmod(0)
    try:
        report = add_paths(library, [tmp_path])
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert len(report.added) == 1
    assert [Path(path).name for path, _ in report.refused] == ["closed"]


# -- what becomes of them ------------------------------------------------------------------


def test_added_unchanged_updated(library: Library, tmp_path: Path) -> None:
    """A file is added, is unchanged until its bytes change, and is then updated under its id."""
    one, two = write(tmp_path / "one.txt", "One" + BODY), write(tmp_path / "two.txt", "Two" + BODY)
    first = add_paths(library, [tmp_path])
    assert len(first.added) == 2
    assert first.ids == first.added
    write(two, "Two, corrected" + BODY)
    second = add_paths(library, [one, two])
    assert (second.added, second.unchanged, second.updated) == ([], first.added[:1], first.added[1:])
    assert library.releases.count() == 2
    assert library.history.undo() is None


def test_moved_file_keeps_its_annotations(library: Library, tmp_path: Path) -> None:
    """A file found again under another path is the same release; a copy of one that is there is not."""
    path = write(tmp_path / "one.txt", "One" + BODY)
    key = add_paths(library, [path]).added[0]
    made = library.annotations.add(key, 0, 3, note="n")
    moved = path.rename(tmp_path / "moved.txt")
    assert add_paths(library, [moved]).unchanged == [key]
    assert library.releases.get(key).source == str(moved)
    assert library.annotations.of(key) == [made]
    shutil.copy(moved, tmp_path / "copy.txt")
    assert len(add_paths(library, [tmp_path / "copy.txt"]).added) == 1


def test_sources_are_absolute(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named from another folder is the same file."""
    write(tmp_path / "folder" / "one.txt", "One" + BODY)
    monkeypatch.chdir(tmp_path)
    key = add_paths(library, [Path("folder/one.txt")]).added[0]
    monkeypatch.chdir(tmp_path / "folder")
    assert add_paths(library, [Path("one.txt")]).unchanged == [key]
    assert add_paths(library, [Path("../folder/one.txt")]).unchanged == [key]


def test_hostile_text_is_kept(library: Library, tmp_path: Path) -> None:
    """Control characters, escape sequences and markup are in the text as they are in the file."""
    text = "Head\x1b[31mline [bold]x[/bold]\n\nA \x07 bell, a \x9b CSI and \u202e a turn.\n"
    key = add_paths(library, [write(tmp_path / "a.txt", text)]).added[0]
    assert library.releases.text(key).text == text


def test_markdown_keeps_its_links(library: Library, tmp_path: Path) -> None:
    """A Markdown file is read as text with the spans of its links."""
    key = add_paths(library, [write(tmp_path / "a.md", "# Head\n\nSee [the plan](http://x/plan).\n")]).added[
        0
    ]
    text = library.releases.text(key)
    assert text.text == "Head\n\nSee the plan."
    assert [(text.text[one.start : one.end], one.url) for one in text.links] == [
        ("the plan", "http://x/plan")
    ]
    assert library.releases.get(key).format == "markdown"


def test_progress_counts_files(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress tells of every file, refused ones too, and how many there are before the first is read."""
    for n in range(3):
        write(tmp_path / f"{n}.txt", f"Head {n}" + BODY)
    (tmp_path / "bad.txt").write_bytes(b"")
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(importing, "_CHUNK_FILES", 3)
    add_paths(library, [tmp_path], lambda done, of: told.append((done, of)))
    assert told == [(0, 4), (3, 4), (4, 4)]


def test_nothing_to_import(library: Library, tmp_path: Path) -> None:
    """An empty folder, or no path at all, gives an empty report."""
    for paths in ([tmp_path / "none"], []):
        for path in paths:
            path.mkdir()
        report = add_paths(library, paths)
        assert (report.ids, report.refused) == ([], [])


def test_interrupt_leaves_a_sound_library(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that is interrupted leaves whole releases only; a second one adds the rest."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 1)
    for n in range(5):
        write(tmp_path / f"{n}.txt", f"Head {n}" + BODY)

    def interrupt(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_paths(library, [tmp_path], interrupt)
    again = open_library(library.path, user="bea")
    for key in again.releases.ids():
        assert again.releases.text(key).text.endswith("harbour.\n")
    report = add_paths(again, [tmp_path])
    assert len(report.ids) == 5
    assert again.releases.count() == len(again.tables.table("texts")) == 5
    again.close()


def rows_of(path: Path, first: int, past: int) -> Path:
    """A table of releases without ids."""
    words = "\n".join(f"Head {n},The ferry {n} of the line {n} sails again" for n in range(first, past))
    return write(path, f"title,body\n{words}\n")


def test_progress_within_a_file_of_many(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told after some of its releases, and the report has them by then."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 2)
    path, report = rows_of(tmp_path / "rows.csv", 0, 5), ImportReport()
    told: list[tuple[int, int, int]] = []
    add_paths(library, [path], lambda done, of: told.append((done, of, len(report.ids))), report=report)
    assert told == [(0, 1, 0), (2, 5, 2), (4, 5, 4), (5, 5, 5), (5, 5, 5)]


def test_progress_counts_the_rows_of_a_file_in_its_place(library: Library, tmp_path: Path) -> None:
    """Once it is begun; refused rows too. A file of many that cannot be counted is one."""
    rows = rows_of(tmp_path / "1.csv", 0, 3)
    rows.write_text(rows.read_text(encoding="utf-8") + "\nHead,\n", encoding="utf-8")
    write(tmp_path / "2.jsonl", '{"title": "a", "text": "a ferry"}\n\n{"title": "b", "text": "two"}\n')
    write(tmp_path / "3.json", '[{"title": "c", "text": "three"}, {"title": "d", "text": "four"}]')
    write(tmp_path / "4.csv", "name,place\n")
    write(tmp_path / "5.txt", "Head" + BODY)
    told: list[tuple[int, int]] = []
    add_paths(library, [tmp_path], lambda *numbers: told.append(numbers))
    assert told[-1] == (9, 9)
    assert [total for _, total in told] == sorted(total for _, total in told)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@pytest.mark.parametrize("kept", [4, 9])
def test_a_file_of_many_is_stopped_between_two_transactions(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """Among new rows and among those compared at its end: what is stored is told, the rest comes later."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 2)
    monkeypatch.setattr(arrivals, "_AT_ONCE", 1)
    path, report = rows_of(tmp_path / "rows.csv", 0, 8), ImportReport()
    if kept > 8:
        add_paths(library, [path])
        rows_of(path, 3, 13)

    def stop(_done: int, _of: int) -> None:
        if library.releases.count() >= kept:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_paths(library, [path], stop, report=report)
    assert (library.releases.count(), library.releases.count()) == (kept, len(library.tables.table("texts")))
    assert len(report.added) == (kept if kept < 8 else kept - 8)
    rest = add_paths(library, [path])
    assert (len(rest.added), rest.updated, library.releases.count()) == (4, [], kept + 4)


# -- several processes ---------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of as many files as are read by several processes, one of them empty."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(importing._MANY):
        write(folder / f"{n:04}.txt", f"Head {n}" + BODY)
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.mark.slow
def test_several_processes_import_as_one_does(library: Library, many: Path) -> None:
    """The same releases in the same order, the same refusals, and nothing new the second time."""
    report = add_paths(library, [many], processes=2)
    assert [library.releases.get(key).headline for key in report.added] == [
        f"Head {n}" for n in range(len(report.added))
    ]
    assert [Path(path).name for path, _ in report.refused] == ["empty.txt"]
    again = add_paths(library, [many], processes=2)
    assert (again.added, sorted(again.unchanged)) == ([], sorted(report.added))
    assert {hit.release.id for hit in library.find.hits("Head")} == set(report.added)


KILLED = """
import os, signal, sys
from pathlib import Path
from store import add_paths, open_library
def progress(done, of):
    if not done:
        return
    print(*(child.pid for child in __import__("multiprocessing").active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    add_paths(open_library(sys.argv[1]), [Path(sys.argv[2])], progress, processes=2)
"""


@pytest.mark.slow
def test_the_readers_end_with_a_killed_import(tmp_path: Path, many: Path) -> None:
    """After a kill no process is left behind, and what was acknowledged is in the library."""
    script = tmp_path / "kill.py"
    script.write_text(KILLED, encoding="utf-8")
    path = tmp_path / "killed.db"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    child = subprocess.run(
        [sys.executable, str(script), str(path), str(many)], env=environment, capture_output=True, text=True
    )
    readers = [int(number) for number in child.stdout.split()]
    assert readers, child.stderr
    for number in readers:
        until = time.monotonic() + 10
        while Path(f"/proc/{number}/cmdline").exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert not Path(f"/proc/{number}/cmdline").exists()
    library = open_library(path)
    assert library.releases.count() == importing._FIRST_FILES
    library.close()


@pytest.mark.slow
def test_a_reader_that_dies_is_told(library: Library, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import whose reading process is ended says so; what was added stays."""

    def kill(_done: int, _of: int) -> None:
        for child in multiprocessing.active_children():
            child.kill()

    monkeypatch.setattr(importing, "_CHUNK_FILES", 10)
    with pytest.raises(StorageError, match="ended unexpectedly"):
        add_paths(library, [many], kill, processes=2)
    assert library.releases.count() >= importing._CHUNK_FILES


# -- the real thing ------------------------------------------------------------------------


@pytest.mark.slow
def test_real_releases(library: Library, releases: Path) -> None:
    """Every real release is read, its paragraphs and quotations lie in its text, none is new twice."""
    paths = [releases / "archive", releases / "senate", releases / "eu-iom-strategic-dialogue.txt"]
    files = {path.name: [one for one in path.rglob("*.*") if one.is_file()] for path in paths[:2]}
    assert len(files["archive"]) == 577
    count = sum(map(len, files.values())) + 1
    report = add_paths(library, paths)
    assert report.refused == []
    assert len(report.ids) == count
    assert not report.updated
    for key in report.added:
        text = library.releases.text(key)
        spans = [(one.start, one.end) for one in text.paragraphs]
        spans += [(one.start, one.end) for one in quotations_of(text)]
        assert all(0 <= start < end <= len(text.text) for start, end in spans)
    again = add_paths(library, paths)
    assert (len(again.unchanged), again.added, again.updated, again.refused) == (count, [], [], [])
