"""Exports of many releases: nothing rewritten, nothing of others lost, each told once it is on the disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import atomic
from store.errors import ExportError, UnreadableRecordError
from store.exports import EXPORTERS, Marked, file_name, markdown
from store.exports.files import write_each, write_sealed
from store.models import ReleaseText
from tests.store.exports.samples import annotation, marked, release

MARKDOWN = EXPORTERS["markdown"]
HUNDRED = 100


def samples(count: int, quote: str = "words") -> Iterator[Marked]:
    """So many releases, each with a passage."""
    return (marked(annotation(1, quote), id=number) for number in range(1, count + 1))


def name(number: int) -> str:
    """The name of a sample's file."""
    return file_name(release(id=number), ".md")


def written(folder: Path, releases: Iterator[Marked]) -> dict[str, str]:
    """Writes them and gives what was said of each: nothing, or why it was refused."""
    return {path.name: str(error or "") for path, error in write_each(MARKDOWN, folder, releases)}


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """What each file holds, which file it is and when it was written."""
    found = ((path, path.stat()) for path in folder.iterdir())
    return {path.name: (path.read_bytes(), status.st_ino, status.st_mtime_ns) for path, status in found}


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was flushed."""
    done: list[int] = []
    fsync = os.fsync

    def flush(descriptor: int) -> None:
        done.append(descriptor)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", flush)
    return done


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Does something while files are flushed that were looked at before and have no name yet."""
    begin = atomic._begin_flushing

    def begun(folder: Path) -> None:
        begin(folder)
        act()

    monkeypatch.setattr(atomic, "_begin_flushing", begun)


def test_each_file_is_what_it_is_alone(tmp_path: Path) -> None:
    """Byte for byte, in the order of the releases, in a folder made for them."""
    folder = tmp_path / "new" / "folder"
    assert written(folder, samples(250)) == {name(number): "" for number in range(1, 251)}
    alone = tmp_path / "alone.md"
    write_sealed(alone, "".join(markdown.write(samples(1), markdown.STYLES["markdown"])))
    assert (folder / name(1)).read_bytes() == alone.read_bytes()
    assert len(list(folder.iterdir())) == 250


def test_what_is_there_already_is_not_rewritten(tmp_path: Path, flushed: list[int]) -> None:
    """No file is, nothing is flushed, and all are told."""
    written(tmp_path, samples(120))
    before = state(tmp_path)
    flushed.clear()
    assert written(tmp_path, samples(120)) == dict.fromkeys(before, "")
    assert state(tmp_path) == before
    assert flushed == []


def test_the_folder_is_flushed_once_for_a_hundred_files(tmp_path: Path, flushed: list[int]) -> None:
    """Each file is flushed itself."""
    written(tmp_path, samples(2 * HUNDRED))
    assert len(flushed) == 2 * HUNDRED + 2


def test_only_what_has_changed_is_rewritten(tmp_path: Path) -> None:
    """The earlier exports that nobody changed give way, all others stay the files they are."""
    written(tmp_path, samples(10))
    before = state(tmp_path)
    changed = {3, 4, 7}
    releases = (
        marked(annotation(1, "other" if number in changed else "words"), id=number) for number in range(1, 11)
    )
    assert set(written(tmp_path, releases).values()) == {""}
    after = state(tmp_path)
    assert {key for key in after if after[key] != before[key]} == {name(number) for number in changed}
    assert all(b"> other" in after[name(number)][0] for number in changed)


def test_what_others_wrote_is_kept_and_said(tmp_path: Path) -> None:
    """In its turn; the files beside it are written."""
    written(tmp_path, samples(5))
    mine = tmp_path / name(2)
    mine.write_bytes(mine.read_bytes().replace(b"words", b"my own"))
    (tmp_path / name(6)).mkdir()
    before = mine.read_bytes()
    told = written(tmp_path, samples(7, "newer"))
    assert list(told) == [name(number) for number in range(1, 8)]
    refused = {key: words for key, words in told.items() if words}
    assert refused.keys() == {name(2), name(6)}
    assert "changed by hand" in refused[name(2)] and "is no file" in refused[name(6)]
    assert mine.read_bytes() == before
    assert b"> newer" in (tmp_path / name(7)).read_bytes()


@pytest.mark.parametrize("before", [True, False])
def test_what_is_changed_while_files_are_flushed_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    """A file that somebody writes to, or makes, after it was looked at is not written over."""
    if before:
        written(tmp_path, samples(3))
    mine = tmp_path / name(2)
    meanwhile(monkeypatch, lambda: mine.write_bytes(b"mine"))
    told = written(tmp_path, samples(3, "newer"))
    assert [key for key, words in told.items() if words] == [name(2)]
    assert mine.read_bytes() == b"mine"
    assert all(b"> newer" in (tmp_path / name(number)).read_bytes() for number in (1, 3))


def test_what_disappears_meanwhile_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it had never been there."""
    written(tmp_path, samples(3))
    meanwhile(monkeypatch, (tmp_path / name(2)).unlink)
    assert set(written(tmp_path, samples(3, "newer")).values()) == {""}
    assert b"> newer" in (tmp_path / name(2)).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links")
def test_a_link_among_them_stays(tmp_path: Path) -> None:
    """What it leads to is written, elsewhere or here."""
    folder, real = tmp_path / "notes", tmp_path / "elsewhere.md"
    folder.mkdir()
    (folder / name(2)).symlink_to(real)
    for quote in ("words", "newer"):
        assert set(written(folder, samples(3, quote)).values()) == {""}
        assert (folder / name(2)).is_symlink()
        assert f"> {quote}" in real.read_text(encoding="utf-8")


def test_one_that_cannot_be_read_keeps_no_other_away(tmp_path: Path) -> None:
    """It is told in its turn with the reason, and has no file."""

    def lost() -> ReleaseText:
        raise UnreadableRecordError.of("texts", 2, "it is lost")

    releases = [
        Marked(one.release, one.annotations, lost) if one.release.id == 2 else one for one in samples(3)
    ]
    told = list(write_each(MARKDOWN, tmp_path, releases))
    assert [type(error) for _, error in told] == [type(None), UnreadableRecordError, type(None)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name(1), name(3)])


def test_a_full_disk_is_said_of_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays, and nothing is left beside it."""
    written(tmp_path, samples(3))
    before = state(tmp_path)

    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    told = written(tmp_path, samples(5, "newer"))
    assert len(told) == 5 and all("No space left" in words for words in told.values())
    assert state(tmp_path) == before


def test_a_folder_that_cannot_be_flushed_is_said_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them is told as done."""

    def fail(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(atomic, "flush_folder", fail)
    told = [error for _, error in write_each(MARKDOWN, tmp_path, samples(3))]
    assert len(told) == 3 and all(isinstance(error, ExportError) for error in told)


def test_no_more_than_a_hundred_are_held(tmp_path: Path) -> None:
    """The next are read when these are on the disk and told."""
    read: list[int] = []

    def reading() -> Iterator[Marked]:
        for one in samples(3 * HUNDRED):
            read.append(one.release.id)
            yield one

    for at, (path, error) in enumerate(write_each(MARKDOWN, tmp_path, reading())):
        assert error is None and path.is_file()
        assert len(read) == (at // HUNDRED + 1) * HUNDRED
