"""Backups: the state before the day's first change, whole files only, and never in the way of work."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import BackupError, Library, NotALibraryError, add_paths, open_library
from store.backups.copies import (
    KEPT,
    backups_of,
    copy_to,
    folder_of,
    newest_sound,
    prune,
    take,
)
from store.backups.restoring import restore
from store.backups.soundness import unsound
from store.storages.sqlite_copies import Snapshot
from tests.conftest import SAMPLES


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time backups see, in a list of one to be changed."""
    now = [datetime(2025, 3, 14, 12, tzinfo=UTC)]

    def tick() -> datetime:
        now[0] += timedelta(microseconds=1)
        return now[0]

    monkeypatch.setattr("store.backups.copies.utc_now", tick)
    return now


def daily(library: Library) -> list[Path]:
    """The daily backups once those begun are written."""
    library.daily_backup.wait()
    return [path for path in backups_of(library.path) if "daily" in path.name]


def test_the_first_change_of_a_day_backs_up_what_was_before(marked: Library, days: list[datetime]) -> None:
    """One backup a day is made, and holds everything but the change that made it necessary."""
    assert daily(marked) == []  # it was empty when this day began
    for count in (1, 2):
        days[0] += timedelta(days=1)
        for note in ("a", "b"):
            marked.annotations.add(1, 20, 30, note=f"{note}{count}")
        assert len(daily(marked)) == count
        copy = open_library(daily(marked)[0])
        notes = {one.note for one in copy.annotations.of(1)}
        assert f"a{count}" not in notes
        assert len(notes) == 1 + 2 * (count - 1)
        copy.close()
    assert marked.warnings == []


def test_another_process_does_not_back_up_again(marked: Library, days: list[datetime]) -> None:
    """The backup of the day counts whoever made it."""
    days[0] += timedelta(days=1)
    marked.reading.set_read([1], True)
    assert len(daily(marked)) == 1
    other = open_library(marked.path)
    other.reading.set_read([2], True)
    assert len(daily(other)) == 1
    other.close()


def test_the_newest_of_each_reason_are_kept(marked: Library, days: list[datetime]) -> None:
    """Old backups of a reason go; repairs never push out the daily ones, nor anything else in the folder."""
    theirs = folder_of(marked.path) / "mine.txt"
    first = take(marked.path, "daily")
    theirs.write_text("kept")
    for _ in range(KEPT + 2):
        days[0] += timedelta(minutes=1)
        take(marked.path, "repair")
    names = [path.name for path in backups_of(marked.path)]
    assert sum("repair" in name for name in names) == KEPT
    assert first.name in names
    assert names == sorted(names, reverse=True)
    assert theirs.read_text() == "kept"


def test_a_backup_that_fails_is_said_and_the_change_is_kept(marked: Library, days: list[datetime]) -> None:
    """Where no backup can be made the user can still write, and hears of it once a day."""
    folder_of(marked.path).write_text("in the way")
    days[0] += timedelta(days=1)
    marked.annotations.add(1, 20, 30, note="kept")
    marked.annotations.add(1, 20, 30, note="kept too")
    marked.daily_backup.wait()
    assert {one.note for one in marked.annotations.of(1)} == {"note 1", "kept", "kept too"}
    assert len(marked.warnings) == 1
    assert "backup could not be made" in marked.warnings[0]
    with pytest.raises(BackupError):
        take(marked.path, "manual")


FULL = """
import resource, sys
from store import BackupError, open_library
library = open_library(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
library.reading.set_read([1], True)
library.close()
print(*library.warnings)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_keeps_nobody_from_writing(marked: Library) -> None:
    """When there is no room for the backup the change is made, and no half of a backup stays."""
    marked.tables.storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    assert marked.path.stat().st_size > 60_000
    child = subprocess.run([sys.executable, "-c", FULL, str(marked.path)], capture_output=True, text=True)
    assert (child.returncode, child.stderr) == (0, "")
    assert "backup could not be made" in child.stdout
    assert list(folder_of(marked.path).iterdir()) == []
    assert marked.releases.get(1).read


def test_a_damaged_library_makes_no_daily_backup(marked: Library, days: list[datetime]) -> None:
    """A copy that is not sound is not kept, for it would push out those that are."""
    marked.tables.storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    data = bytearray(marked.path.read_bytes())
    root = marked.tables.storage._query("SELECT rootpage FROM sqlite_master WHERE name='history'")[0][0]  # type: ignore[attr-defined]
    data[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    marked.path.write_bytes(data)
    days[0] += timedelta(days=1)
    marked.daily_backup.before_change()
    assert daily(marked) == []
    assert "damaged" in marked.warnings[0]


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_backup_never_keeps_the_change_waiting(marked: Library, days: list[datetime], mode: str) -> None:
    """With and without a write-ahead log the change goes through at once and the backup is of before."""
    path = marked.path
    marked.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA journal_mode={mode}")
    connection.close()
    marked = open_library(path, user="ana")
    with closing(marked.tables.storage.hold()) as held:
        assert held.keeps_waiting == (mode == "DELETE")
    days[0] += timedelta(days=1)
    marked.annotations.add(1, 20, 30, note="after")
    marked.close()
    copy = open_library(daily(marked)[0])
    assert [one.note for one in copy.annotations.of(1)] == ["note 1"]
    copy.close()


def test_plain_files_are_copied(tmp_path: Path, days: list[datetime]) -> None:
    """A library that is no SQLite file is copied byte by byte."""
    path = tmp_path / "library.json"
    path.write_bytes(b'{"meta": {"1": {"schema": 1, "ids": {}}}}')
    made = take(path, "manual")
    assert made.read_bytes() == path.read_bytes()
    assert (made.suffix, unsound(made)) == (".json", None)
    assert newest_sound(path) == made
    made.write_bytes(b"{")
    assert newest_sound(path) is None


def test_a_json_library_has_daily_backups_too(tmp_path: Path, days: list[datetime]) -> None:
    """The first change of a day copies the file as it was before; what fails is said."""
    library = open_library(tmp_path / "library.json")
    add_paths(library, [SAMPLES])
    assert daily(library) == []
    for note in ("one", "two"):
        days[0] += timedelta(days=1)
        library.annotations.add(1, 0, 10, note=note)
        library.annotations.add(1, 20, 30, note=note)
    newest, before = daily(library)
    for path, count in ((before, 0), (newest, 2)):
        copy = open_library(path)
        assert len(copy.annotations.of(1)) == count
        copy.close()
    for path in daily(library):
        path.unlink()
    folder_of(library.path).rmdir()
    folder_of(library.path).write_text("in the way")
    days[0] += timedelta(days=1)
    library.annotations.add(1, 40, 50, note="kept")
    assert ("backup could not be made" in library.warnings[0], len(library.annotations.of(1))) == (True, 5)
    library.close()


def test_nothing_is_overwritten(marked: Library, tmp_path: Path) -> None:
    """A backup goes to a name that is free."""
    target = tmp_path / "there.db"
    target.write_text("mine")
    with pytest.raises(BackupError, match="there already"):
        copy_to(marked.path, target)
    assert target.read_text() == "mine"
    with pytest.raises(BackupError, match="no library"):
        copy_to(tmp_path / "none.db", tmp_path / "new.db")


KILLED = """
import os, signal, sys
from pathlib import Path
from store.backups import copies
fsync = os.fsync
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
copies.take(Path(sys.argv[1]), "manual")
"""


def test_a_killed_backup_leaves_no_half_one(marked: Library, days: list[datetime]) -> None:
    """A file with a backup's name is whole; what was left half-written is cleared away an hour later."""
    child = subprocess.run([sys.executable, "-c", KILLED, str(marked.path)])
    assert child.returncode == -signal.SIGKILL
    assert backups_of(marked.path) == []
    assert list(folder_of(marked.path).glob(".part-*"))
    days[0] += timedelta(days=400)
    prune(marked.path)
    (left,) = folder_of(marked.path).glob(".part-*")  # another, whose clock is right, may be writing it
    os.utime(left, times=(0, left.stat().st_mtime - 3700))
    prune(marked.path)
    assert left.exists()  # nothing is newer
    take(marked.path, "manual")
    assert not left.exists()


def test_a_clock_set_back_deletes_no_new_backup(marked: Library, days: list[datetime]) -> None:
    """Those made last stay, and count as the newest, whatever their names say of the time."""
    for _ in range(KEPT):
        take(marked.path, "manual")
    before = backups_of(marked.path)
    days[0] -= timedelta(days=400)
    made = []
    for _ in range(KEPT + 1):
        days[0] += timedelta(seconds=1)
        made.append(take(marked.path, "manual"))
        assert backups_of(marked.path)[0] == made[-1]
        assert made[-1].exists()
    assert not any(path.exists() for path in before)
    assert backups_of(marked.path) == made[:0:-1]


def test_a_backup_just_made_is_never_pruned(marked: Library, days: list[datetime]) -> None:
    """Neither where others carry higher numbers, made meanwhile by another program."""
    made = take(marked.path, "manual")
    for number in range(KEPT + 1):
        name = f"2030-01-01T00-00-00.000000Z-manual-{90 + number}.db"
        folder_of(marked.path).joinpath(name).write_bytes(made.read_bytes())
    prune(marked.path, spare=made)
    assert made.exists()
    assert len(backups_of(marked.path)) == KEPT + 1


def test_backups_without_a_number_are_older(marked: Library, days: list[datetime]) -> None:
    """Those of a program that gave none count, before all that have one."""
    new = take(marked.path, "manual")
    old = new.with_name("2030-01-01T00-00-00.000000Z-manual.db")
    old.write_bytes(new.read_bytes())
    assert backups_of(marked.path) == [new, old]


def test_a_daily_backup_that_vanished_is_made_again(marked: Library, days: list[datetime]) -> None:
    """Whoever deletes it has none until the next change; one that another process made counts as well."""
    days[0] += timedelta(days=1)
    marked.reading.set_read([1], True)
    for _ in range(2):
        (made,) = daily(marked)
        made.unlink()
        marked.reading.set_starred([1], not marked.releases.get(1).starred)
        assert len(daily(marked)) == 1
    other = open_library(marked.path)
    other.reading.set_read([2], True)
    daily(marked)[0].unlink()
    other.reading.set_read([3], True)
    assert len(daily(other)) == 1
    other.close()


@pytest.mark.parametrize(("name", "data"), [("library.db", b""), ("own.json", b""), ("own.json", b"{}")])
def test_an_empty_file_with_backups_is_no_new_library(tmp_path: Path, name: str, data: bytes) -> None:
    """It is refused as damaged, with the way back; without backups it is a new library."""
    path = tmp_path / name
    path.write_bytes(data)
    open_library(path, user="ana").close()
    backup = take(path, "manual")
    path.write_bytes(data)
    with pytest.raises(NotALibraryError, match="it is empty, and there are backups") as caught:
        open_library(path, user="ana")
    assert str(backup) in caught.value.way_out
    assert path.read_bytes() == data
    restore(path, backup)
    open_library(path, user="ana").close()


def test_reading_a_backup_leaves_nothing_beside_it(marked: Library) -> None:
    """Neither looking whether it is sound nor restoring it makes a log or its index."""
    backup = take(marked.path, "manual")
    marked.close()
    before = sorted(backup.parent.iterdir())
    assert unsound(backup) is None
    restore(marked.path, backup)
    assert sorted(backup.parent.iterdir()) == before


def test_a_snapshot_is_of_the_moment_it_was_taken(marked: Library, tmp_path: Path) -> None:
    """Though nothing was read through it before others wrote."""
    for name, count in (("before.db", 10), ("after.db", 11)):
        with closing(Snapshot(marked.path)) as snapshot:
            if count == 10:
                marked.annotations.add(1, 20, 30, note="later")
            snapshot.write(tmp_path / name)
        with closing(open_library(tmp_path / name)) as copy:
            assert copy.tables.storage.count_rows("annotations") == count


def test_the_number_in_the_name_says_which_is_newest(marked: Library, days: list[datetime]) -> None:
    """Whatever the clock said; those of a program that gave no numbers are older."""
    first = take(marked.path, "manual")
    days[0] -= timedelta(days=3)
    second = take(marked.path, "repair")
    folder = folder_of(marked.path)
    old = folder / "2030-01-01T00-00-00.000000Z-daily.db"
    older = folder / "2029-01-01T00-00-00.000000Z-daily.db"
    for path in (old, older):
        path.write_bytes(first.read_bytes())
    assert [path.stem.split("Z-")[1] for path in (first, second)] == ["manual-1", "repair-2"]
    assert backups_of(marked.path) == [second, first, old, older]
    assert newest_sound(marked.path) == second
    second.write_bytes(b"")
    assert newest_sound(marked.path) == first


def test_what_killed_processes_left_goes_after_an_hour(marked: Library) -> None:
    """Not what another process may be writing; and the one to spare stays though it is the oldest."""
    first = take(marked.path, "manual")
    folder = folder_of(marked.path)
    fresh, stale = folder / ".part-fresh", folder / ".part-stale"
    for path, age in ((fresh, 3500), (stale, 3700)):
        path.write_bytes(b"half")
        at = datetime.now(UTC).timestamp() - age
        os.utime(path, (at, at))
    second = take(marked.path, "manual")
    assert fresh.exists() and not stale.exists()
    prune(marked.path, 1, spare=first)
    assert backups_of(marked.path) == [second, first]
    prune(marked.path, 1)
    assert backups_of(marked.path) == [second]


def test_a_copy_is_written_under_a_free_name_only(marked: Library, tmp_path: Path) -> None:
    """Its folder is made; nothing is left of one that fails."""
    target = tmp_path / "new" / "folder" / "copy.db"
    copy_to(marked.path, target)
    assert unsound(target) is None
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
    before = target.read_bytes()
    with pytest.raises(BackupError, match="is there already"):
        copy_to(marked.path, target)
    with pytest.raises(BackupError, match="no library at"):
        copy_to(tmp_path / "none.db", tmp_path / "other.db")
    with closing(Snapshot(marked.path)) as source, pytest.raises(NotALibraryError, match="odd"):
        source.write(tmp_path / "other.db", check=lambda _: "odd")
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("other.db*")) and not list(tmp_path.glob(".part-*"))
