"""Restoring: the backup takes the library's place, the former library is kept, no log is mixed up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store import BackupError, Library, NotALibraryError, NotFoundError, add_bytes, open_library
from store.backups import copy_to
from store.restore import restore


def notes(path: Path) -> set[str]:
    """The notes in a library."""
    library = open_library(path)
    try:
        return {one.note for key in library.release_ids() for one in library.annotations(key)}
    finally:
        library.close()


@pytest.fixture
def backup(marked: Library, tmp_path: Path) -> Path:
    """A backup of ten notes, after which an eleventh was written."""
    path = tmp_path / "backup.db"
    copy_to(marked.path, path)
    marked.annotate(1, 20, 30, note="later")
    return path


def test_a_backup_takes_the_librarys_place(marked: Library, backup: Path) -> None:
    """The library holds what the backup holds, the backup stays, the former library is whole."""
    marked.close()
    kept = restore(marked.path, backup)
    assert kept
    assert notes(marked.path) == notes(backup) == {f"note {key}" for key in range(1, 11)}
    assert notes(kept) == notes(backup) | {"later"}


CRASH = """
import os, sys
from store import open_library
library = open_library(sys.argv[1])
library.annotate(1, 20, 30, note="in the log")
library._daily.wait()
os._exit(0)
"""


def test_a_log_left_behind_is_never_applied_to_the_restored_file(marked: Library, backup: Path) -> None:
    """Changes in the former library's log go with the former library."""
    marked.close()
    subprocess.run([sys.executable, "-c", CRASH, str(marked.path)], check=True)
    assert Path(f"{marked.path}-wal").stat().st_size
    kept = restore(marked.path, backup)
    assert kept
    assert not Path(f"{marked.path}-wal").exists()
    assert "in the log" not in notes(marked.path)
    assert {"in the log", "later"} <= notes(kept)


def test_a_log_without_its_library_is_set_aside(marked: Library, backup: Path) -> None:
    """Where the library is missing and its log is not, the log is not applied to the backup."""
    marked.close()
    subprocess.run([sys.executable, "-c", CRASH, str(marked.path)], check=True)
    marked.path.unlink()
    assert restore(marked.path, backup) is None
    assert notes(marked.path) == notes(backup)
    assert len(list(marked.path.parent.glob("*set-aside*-wal"))) == 1


@pytest.mark.parametrize("data", [b"", b"no library", b"SQLite format 3\0" + os.urandom(9000)])
def test_a_damaged_library_is_replaced_and_kept(marked: Library, backup: Path, data: bytes) -> None:
    """It works where the library cannot be opened, and that file is kept byte for byte."""
    marked.close()
    marked.path.write_bytes(data)
    kept = restore(marked.path, backup)
    assert kept
    assert kept.read_bytes() == data
    assert notes(marked.path) == notes(backup)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_an_unsound_backup_is_refused(marked: Library, backup: Path, share: float) -> None:
    """What cannot be used as a library is refused and nothing is touched."""
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(NotALibraryError, match=backup.name):
        restore(marked.path, backup)
    assert "later" in notes(marked.path)
    assert not list(marked.path.parent.glob("*set-aside*"))


def test_other_refusals(marked: Library, backup: Path) -> None:
    """A backup that is not there, the library itself, and a library in use are refused."""
    with pytest.raises(NotFoundError):
        restore(marked.path, backup.with_name("none.db"))
    with pytest.raises(BackupError, match="itself"):
        restore(marked.path, marked.path)
    with pytest.raises(BackupError, match="another program"):
        restore(marked.path, backup)
    assert "later" in notes(marked.path)
    assert not list(marked.path.parent.glob(".*restoring*"))


def test_a_restored_json_library_counts_where_it_is_open(tmp_path: Path) -> None:
    """Who has the library open sees what was restored; what was done since is not joined into it."""
    library = open_library(tmp_path / "library.json")
    add_bytes(library, "/a.txt", "a.txt", b"Headline\n\nBody of it.")
    library.annotate(1, 0, 4, note="early")
    backup = tmp_path / "backup.json"
    copy_to(library.path, backup)
    before = backup.read_bytes()
    library.annotate(1, 5, 8, note="later")
    kept = restore(library.path, backup)
    assert [one.note for one in library.annotations(1)] == ["early"]
    assert library.warnings == []
    library.annotate(1, 2, 6, note="since")
    library.close()
    assert notes(library.path) == {"early", "since"}
    assert kept and notes(kept) == {"early", "later"}
    assert backup.read_bytes() == before
