"""Files are read in runs, ahead of what is stored, and by several processes where there are many."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from store import Library, add_paths
from store.intake import importing
from store.intake.importing import files_in
from store.intake.parsing import Chunk, ready_all, take_all
from store.intake.workers import Workers

BODY = "\n\nLISBON, Mar 14 2025 (ALN) - The ferry sails again from the harbour.\n"


def write(path: Path, headline: str = "One") -> Path:
    """A file of a release."""
    path.write_text(headline + BODY, encoding="utf-8")
    return path


def test_files_are_taken_in_small_runs(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many, or so many bytes; one that is gone counts nothing, and none is left out."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 3)
    monkeypatch.setattr(importing, "_CHUNK_BYTES", 100)
    sizes = [10, 10, 10, 10, 100, 60, 60, 10, 0]
    paths = [tmp_path / f"{number}.txt" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        path.write_bytes(b"x" * size)
    chunks: list[Chunk] = list(importing._chunks(library, [*paths, tmp_path / "gone.txt"]))
    assert [[path.stem for path, _ in chunk] for chunk in chunks] == [
        ["0", "1", "2"], ["3", "4"], ["5", "6"], ["7", "8", "gone"],
    ]  # fmt: skip
    assert list(importing._chunks(library, [])) == []
    (key,) = add_paths(library, [write(tmp_path / "known.txt")]).added
    ((_, known_as),) = next(importing._chunks(library, [tmp_path / "known.txt"]))
    assert known_as is not None
    assert known_as[0] == key


def test_the_first_runs_are_small(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In files and bytes, and so have rows of a file: each has twice as much as the one before."""
    monkeypatch.setattr(importing, "_FIRST_FILES", 2)
    monkeypatch.setattr(importing, "_CHUNK_FILES", 8)
    monkeypatch.setattr(importing, "_CHUNK_BYTES", 800)
    small = [tmp_path / f"{number}.txt" for number in range(24)]
    large = [tmp_path / f"large{number}.txt" for number in range(8)]
    for path, size in [*((one, 1) for one in small), *((one, 250) for one in large)]:
        path.write_bytes(b"x" * size)
    assert [len(chunk) for chunk in importing._chunks(library, small)] == [2, 4, 8, 8, 2]
    assert [len(chunk) for chunk in importing._chunks(library, large)] == [1, 2, 4, 1]
    rows = tmp_path / "rows.csv"
    rows.write_text("title,body\n" + "".join(f"Head {n},The ferry {n} sails\n" for n in range(16)), "utf-8")
    told: list[int] = []
    add_paths(library, [rows], lambda done, _: told.append(done))
    assert told == [0, 2, 6, 14, 16, 16]


def test_what_cannot_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in it that is closed, with the system's reason; what else is there is found."""
    write(tmp_path / "open.txt")

    def walk(folder: Path, onerror: Any) -> Any:
        onerror(PermissionError(13, "Permission denied", str(folder / "closed")))
        onerror(PermissionError(13, "Permission denied"))
        yield str(folder), [], ["open.txt"]

    monkeypatch.setattr(os, "walk", walk)
    files, refused = files_in([tmp_path])
    assert files == [tmp_path / "open.txt"]
    assert refused == [(tmp_path / "closed", "Permission denied."), (tmp_path, "Permission denied.")]


def test_a_file_that_goes_while_it_is_read_is_refused(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of many, which is read once more; the rest is brought."""
    path = tmp_path / "rows.csv"
    path.write_text("title,body\nFerry,The ferry sails again\n", encoding="utf-8")

    def gone(_path: Path) -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(importing, "open_bytes", gone)
    report = add_paths(library, [path, write(tmp_path / "one.txt")])
    assert (report.refused, len(report.added)) == ([(str(path), "No such file or directory.")], 1)


def test_time_is_left_for_others_between_two_runs(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before the first."""
    monkeypatch.setattr(importing, "_CHUNK_FILES", 1)
    pauses: list[float] = []

    class Time:
        sleep = pauses.append

    monkeypatch.setattr(importing, "time", Time)
    add_paths(library, [write(tmp_path / f"{number}.txt", f"{number}") for number in range(3)])
    assert len(pauses) == 2


@pytest.mark.parametrize(("count", "much"), [(2, False), (3, True), (4, True)])
def test_many_files_are_worth_more_processes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, much: bool
) -> None:
    """Fewer are read by this one, however many are allowed."""
    monkeypatch.setattr(importing, "_MANY", 3)
    asked = asked_workers(monkeypatch)
    for number in range(count):
        write(tmp_path / f"{number}.txt", f"{number}")
    assert len(add_paths(library, [tmp_path], processes=4).added) == count
    assert asked == [(4, take_all, much)]


@pytest.mark.parametrize(("size", "much"), [(-1, True), (0, True), (1, False)])
def test_many_rows_are_worth_more_processes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, much: bool
) -> None:
    """A large file of many releases is read by this one, and made ready for the tables by the others."""
    path = tmp_path / "rows.csv"
    path.write_text("title,body\nFerry,The ferry sails again\nHarbour,It opens\n", encoding="utf-8")
    monkeypatch.setattr(importing, "_MUCH_BYTES", path.stat().st_size + size)
    asked = asked_workers(monkeypatch)
    assert len(add_paths(library, [path], processes=4).added) == 2
    assert asked == [(4, take_all, False), (4, ready_all, much)]


def asked_workers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, object, bool]]:
    """What an import asks of further processes, all of it done by this one: how many, which work, if much."""
    asked: list[tuple[int, object, bool]] = []

    class Asked(Workers):
        def __init__(self, processes: int) -> None:
            super().__init__(1)
            self.processes = processes

        def each(self, work: Any, given: Any, *, much: bool) -> Any:
            asked.append((self.processes, work, much))
            return super().each(work, given, much=much)

    monkeypatch.setattr(importing, "Workers", Asked)
    return asked


def test_one_question_tells_what_is_known_of_a_run(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many files: what costs a look at the tables for each is asked for together, and written so."""
    monkeypatch.setattr(importing, "_FIRST_FILES", 60)
    counts: list[int] = []
    for files in (1, 3, 60):  # the first makes the index
        folder = tmp_path / f"{files}"
        folder.mkdir()
        for number in range(files):
            write(folder / f"{number}.txt", f"{files} {number}")
        seen: list[str] = []
        connections = {library.tables.storage._connection, library.tables.storage._reader}  # type: ignore[attr-defined]
        for connection in connections:
            connection.set_trace_callback(seen.append)
        assert len(add_paths(library, [folder]).added) == files
        for connection in connections:
            connection.set_trace_callback(None)
        counts.append(sum(one.startswith("SELECT") for one in seen))
    assert counts[2] <= counts[1]
