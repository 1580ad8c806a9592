"""Restoring: the backup takes the library's place, the former library is kept, no log is mixed up."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import BackupError, Library, NotALibraryError, NotFoundError, add_bytes, add_paths, open_library
from store.backups import restoring
from store.backups.copies import copy_to, folder_of, take
from store.backups.plans import is_being_restored, plan_of
from store.backups.restoring import finish_restore, restore
from store.tables import SCHEMA_VERSION
from tests.conftest import SAMPLES


def notes(path: Path) -> set[str]:
    """The notes in a library."""
    library = open_library(path)
    try:
        return {one.note for key in library.releases.ids() for one in library.annotations.of(key)}
    finally:
        library.close()


@pytest.fixture
def backup(marked: Library, tmp_path: Path) -> Path:
    """A backup of ten notes, after which an eleventh was written."""
    path = tmp_path / "backup.db"
    copy_to(marked.path, path)
    marked.annotations.add(1, 20, 30, note="later")
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
library.annotations.add(1, 20, 30, note="in the log")
library.daily_backup.wait()
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
    with pytest.raises(NotFoundError, match="too long"):
        restore(marked.path, backup.with_name("n" * 300))
    with pytest.raises(BackupError, match="itself"):
        restore(marked.path, marked.path)
    with pytest.raises(BackupError, match="another program"):
        restore(marked.path, backup)
    assert "later" in notes(marked.path)
    assert not list(marked.path.parent.glob(".*restoring*"))


def test_a_backup_of_another_kind_is_refused(marked: Library, backup: Path, tmp_path: Path) -> None:
    """JSON never takes the place of a SQLite file, nor the other way round; nothing is touched."""
    marked.close()
    path = tmp_path / "other" / "library.json"
    other = open_library(path)
    other.close()
    with pytest.raises(NotALibraryError, match=r"no SQLite library, and library\.db must") as caught:
        restore(marked.path, path)
    assert "If it is a JSON library" in caught.value.way_out
    with pytest.raises(
        NotALibraryError, match=r"is no JSON library, and library\.json must be one"
    ) as caught:
        restore(path, backup)
    assert "If it is a SQLite library" in caught.value.way_out
    assert "later" in notes(marked.path)
    assert not list(tmp_path.rglob("*set-aside*"))
    assert not list(tmp_path.rglob(".restoring*"))


@pytest.mark.few(3)
@pytest.mark.parametrize("schema", [SCHEMA_VERSION + 1, 0, -1, "3", None, True])
def test_a_backup_of_a_schema_that_cannot_be_opened_is_refused(
    marked: Library, backup: Path, schema: object
) -> None:
    """A newer program's records, or records of no known schema, are refused before anything is touched."""
    marked.close()
    connection = sqlite3.connect(backup)
    connection.execute(
        "UPDATE meta SET document=json_set(document, '$.schema', json(?))", [json.dumps(schema)]
    )
    connection.commit()
    connection.close()
    with pytest.raises(NotALibraryError, match=r"schema|newer"):
        restore(marked.path, backup)
    assert "later" in notes(marked.path)
    assert not list(marked.path.parent.glob("*set-aside*"))


KILLED = """
import os, signal, sys
from pathlib import Path
from store.backups import restoring
def dying(function):
    def call(*args, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **options)
    return call
def restore():
    for name in ("rename", "replace", "unlink"):
        setattr(Path, name, dying(getattr(Path, name)))
    try:
        restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]))
        os._exit(0)
    finally:
        os._exit(1)
for line in sys.stdin:
    left = int(line)
    child = os.fork()
    if not child:
        restore()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
Killed = Callable[[int], int]


@pytest.fixture
def killed(marked: Library, backup: Path) -> Iterator[Killed]:
    """Restores in a process that is killed after so many renames and removals; gives its exit code."""
    command = [sys.executable, "-c", KILLED, str(marked.path), str(backup)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as forking:
        asked, told = forking.stdin, forking.stdout
        assert asked is not None and told is not None

        def run(steps: int) -> int:
            print(steps, file=asked, flush=True)
            return int(told.readline())

        yield run
        asked.close()


@pytest.mark.slow
def test_a_restore_killed_anywhere_is_finished_or_never_was(
    marked: Library, backup: Path, killed: Killed
) -> None:
    """Before each rename and removal in turn: the next to open finds the one library or the other, whole."""
    take(marked.path, "manual")
    marked.close()
    whole = marked.path.read_bytes()
    old, new = notes(marked.path), notes(backup)
    outcomes = set()
    for steps in range(40):
        marked.path.write_bytes(whole)
        code = killed(steps)
        broken_off = is_being_restored(marked.path)
        assert broken_off or marked.path.exists()
        found = notes(marked.path)
        assert found in (old, new)
        kept = list(marked.path.parent.glob("*set-aside*.db"))
        assert [notes(path) for path in kept] == ([old] if found == new else [])
        assert not is_being_restored(marked.path)
        outcomes.add((code, broken_off, found == new))
        for path in kept:
            path.unlink()
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert (0, False, True) in outcomes
    assert {(-signal.SIGKILL, False, False), (-signal.SIGKILL, True, True)} <= outcomes
    restore(marked.path, backup)
    assert not list(marked.path.parent.glob(".restoring*"))


@pytest.mark.slow
def test_a_finished_restore_is_said(marked: Library, backup: Path, killed: Killed) -> None:
    """Whoever opens the library is told once what it is now and where the former one is."""
    marked.close()
    for steps in range(40):
        killed(steps)
        if is_being_restored(marked.path):
            break
    library = open_library(marked.path)
    assert len(library.warnings) == 1
    assert "broken off" in library.warnings[0]
    assert str(next(marked.path.parent.glob("*set-aside*.db"))) in library.warnings[0]
    library.close()
    assert finish_restore(marked.path) is None


def test_a_plan_that_says_nothing_keeps_the_library_from_being_begun_anew(tmp_path: Path) -> None:
    """Where it cannot be told how far a restore came, no empty library is made in silence."""
    path = tmp_path / "library.db"
    plan = tmp_path / ".library.db.restoring"
    for text in ("", "{}", '{"fresh": "../a", "kept": "b", "backup": "c"}', "[1]"):
        plan.write_text(text)
        with pytest.raises(BackupError, match="restored"):
            open_library(path)
        assert not path.exists()


def test_a_rename_that_is_refused_leaves_all_as_it_was(
    marked: Library, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last rename fails the former library stands in its place again."""
    marked.close()
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target == marked.path:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(BackupError, match="Permission denied"):
        restore(marked.path, backup)
    assert not is_being_restored(marked.path)
    assert "later" in notes(marked.path)
    assert not list(marked.path.parent.glob("*set-aside*"))
    assert not list(marked.path.parent.glob(".restoring*"))


def test_each_rename_is_on_the_disk_before_the_next_step(
    marked: Library, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library aside, then the copy in its place, then the plan is removed."""
    marked.close()
    done: list[str] = []

    def noted(name: str) -> None:
        function = getattr(Path, name)

        def call(self: Path, *given: Path, **options: bool) -> object:
            if self.exists() and self.name != ".library.db.restore.lock":
                done.append(name)
            return function(self, *given, **options)

        monkeypatch.setattr(Path, name, call)

    for name in ("rename", "replace", "unlink"):
        noted(name)
    monkeypatch.setattr(restoring, "flush_folder", lambda _: done.append("flush"))
    restore(marked.path, backup)
    assert done[done.index("rename") :] == ["rename", "flush", "replace", "flush", "unlink"]


def test_one_restore_at_a_time(marked: Library, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one is waited for, but not for ever; what it has finished meanwhile is not done again."""
    marked.close()
    monkeypatch.setattr(restoring, "_PATIENCE", 0)
    with restoring._alone(marked.path), pytest.raises(BackupError, match="being restored by another"):
        restore(marked.path, backup)
    assert "later" in notes(marked.path)
    monkeypatch.setattr(restoring, "is_being_restored", lambda _: True)
    assert finish_restore(marked.path) is None
    assert "later" in notes(marked.path)


def test_what_killed_restores_left_is_removed(marked: Library, backup: Path) -> None:
    """By the next one, and by whoever finishes it; what is of another library stays."""
    marked.close()
    left = restoring._part(marked.path)
    others = restoring._part(marked.path.with_name("other.db"))
    for path in (left, Path(f"{left}-wal"), others):
        path.write_bytes(b"half")
    assert restore(marked.path, backup)
    assert not left.exists() and not Path(f"{left}-wal").exists()
    assert others.exists()
    fresh = restoring._part(marked.path)
    copy_to(backup, fresh)
    left.write_bytes(b"half")
    plan = {"fresh": fresh.name, "kept": "former.db", "backup": "b.db"}
    plan_of(marked.path).write_text(json.dumps(plan))
    assert "finished" in (finish_restore(marked.path) or "")
    assert not left.exists()


def test_a_link_to_a_library_stays_one(marked: Library, backup: Path, tmp_path: Path) -> None:
    """What it points to is replaced; the former library is kept beside that."""
    marked.close()
    home = tmp_path / "home"
    home.mkdir()
    link = home / "mine.db"
    link.symlink_to(marked.path)
    kept = restore(link, backup)
    assert link.is_symlink()
    assert notes(link) == notes(marked.path) == notes(backup)
    assert kept
    assert kept.parent == marked.path.parent


@pytest.mark.skipif(sys.platform != "linux", reason="needs names that are bytes")
@pytest.mark.parametrize(
    "name", [b"caf\xe9 \xff.db", b"n" * 244 + b".db", "ü".encode() * 122 + b".db", b"a?b#c%25 d.db"]
)
def test_odd_and_long_names(tmp_path: Path, name: bytes) -> None:
    """Names that are no UTF-8, as long as SQLite can use, or full of signs of addresses, work like others."""
    path = tmp_path / os.fsdecode(name)
    library = open_library(path, user="ana")
    add_paths(library, [SAMPLES / "ministry-night-trains.txt"])
    library.annotations.add(1, 0, 5, note="before")
    library.close()
    made = take(path, "manual")
    assert made.parent == folder_of(path)
    library = open_library(path, user="ana")
    library.annotations.add(1, 10, 15, note="after")
    library.close()
    kept = restore(path, made)
    assert kept
    assert notes(path) == {"before"}
    assert notes(kept) == {"before", "after"}


def test_a_backup_with_the_longest_name(marked: Library, backup: Path, tmp_path: Path) -> None:
    """A backup may be called anything the file system allows."""
    marked.close()
    long = tmp_path / ("b" * 255)
    backup.rename(long)
    restore(marked.path, long)
    assert "later" not in notes(marked.path)


def test_a_restored_json_library_counts_where_it_is_open(tmp_path: Path) -> None:
    """Who has the library open sees what was restored; what was done since is not joined into it."""
    library = open_library(tmp_path / "library.json")
    add_bytes(library, "/a.txt", "a.txt", b"Headline\n\nBody of it.")
    library.annotations.add(1, 0, 4, note="early")
    backup = tmp_path / "backup.json"
    copy_to(library.path, backup)
    before = backup.read_bytes()
    library.annotations.add(1, 5, 8, note="later")
    kept = restore(library.path, backup)
    assert [one.note for one in library.annotations.of(1)] == ["early"]
    assert library.warnings == []
    library.annotations.add(1, 2, 6, note="since")
    library.close()
    assert notes(library.path) == {"early", "since"}
    assert kept and notes(kept) == {"early", "later"}
    assert backup.read_bytes() == before
