"""Files are read in runs, ahead of what is stored, and by several processes where there are many."""

from __future__ import annotations

import os
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from store import Library, add_paths
from store.intake import importing
from store.intake.importing import files_in
from store.intake.parsing import Chunk, Taken

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

    monkeypatch.setattr(importing, "read_bytes", gone)
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


class Pool:
    """Processes that read what they are told to read."""

    made: list[Pool] = []

    def __init__(self, processes: int, _context: object, *, initializer: object) -> None:
        self.processes, self.futures = processes, list[Future[list[Taken]]]()
        self.made.append(self)

    def submit(self, _take: object, chunk: Chunk) -> Future[list[Taken]]:
        """The first three are read at once, the others some time."""
        self.futures.append(Future())
        if len(self.futures) <= 3:
            self.futures[-1].set_result([])
        return self.futures[-1]

    def shutdown(self, *, cancel_futures: bool = False) -> None:
        """Ends it; what was not begun is not waited for if that is said."""
        for future in self.futures:
            if cancel_futures:
                future.cancel()


def test_files_are_read_a_little_ahead_and_no_more_when_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more than there are processes; who stops waits for none that was not begun."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    chunks: list[Chunk] = [[(tmp_path / f"{number}.txt", None)] for number in range(9)]
    with pytest.raises(KeyboardInterrupt), importing._reading(2) as taken:
        found = taken(iter(chunks))
        pool = Pool.made[-1]
        for number in range(3):
            assert next(found) == (chunks[number], [])
            assert len(pool.futures) == number + 3
        raise KeyboardInterrupt
    assert pool.processes == 2
    assert [future.cancelled() for future in pool.futures] == [False] * 3 + [True] * 2


def test_all_files_are_read_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where few, by this process; then no other is asked for."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Pool)
    before = len(Pool.made)
    chunks: list[Chunk] = [[(write(tmp_path / f"{number}.txt"), None)] for number in range(3)]
    with importing._reading(1) as taken:
        assert [(chunk, len(found)) for chunk, found in taken(iter(chunks))] == [(one, 1) for one in chunks]
    assert len(Pool.made) == before


@pytest.mark.parametrize(("count", "asked"), [(2, 1), (3, 4), (4, 4)])
def test_many_files_are_worth_more_processes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, asked: int
) -> None:
    """Fewer are read by this one, however many are allowed."""
    monkeypatch.setattr(importing, "_MANY", 3)
    really, processes = importing._reading, list[int]()

    def reading(number: int) -> object:
        processes.append(number)
        return really(1)

    monkeypatch.setattr(importing, "_reading", reading)
    for number in range(count):
        write(tmp_path / f"{number}.txt", f"{number}")
    assert len(add_paths(library, [tmp_path], processes=4).added) == count
    assert processes == [asked]
