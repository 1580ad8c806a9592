"""What is open of a library that was written over is saved whole, or not at all and with the way out."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import BackupError, Library, open_library
from store.atomic import publish
from store.backups.copies import backups_of, folder_of, take
from store.care.doctor import examine
from store.storages import same_file, sqlite_copies
from store.storages.sqlite_copies import Snapshot


def notes(library: Library) -> list[str]:
    """The notes of all annotations, in order."""
    return sorted(one.note for key in library.releases.ids() for one in library.annotations.of(key))


def older_copy(path: Path) -> None:
    """``cp`` of the file as it was before the last session, of the same size."""
    path.write_bytes(path.with_name("older.db").read_bytes())


def other_library(path: Path) -> None:
    """``cp`` of a library that has nothing to do with it."""
    other = open_library(path.with_name("other.db"), user="bob")
    other.close()
    path.write_bytes(path.with_name("other.db").read_bytes())


def cut_short(path: Path) -> None:
    """The file lost its second half."""
    os.truncate(path, path.stat().st_size // 2)


def no_backup_yet(library: Library) -> None:
    """As before the first change of a day."""
    for backup in backups_of(library.path):
        backup.unlink()


HARMS = [older_copy, other_library, cut_short]


@pytest.fixture(autouse=True)
def _soon_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is writing the file that was written over: it is looked at again only a few times."""
    monkeypatch.setattr(same_file, "_LOOKS", 3)


@pytest.fixture
def opened(marked: Library) -> Iterator[Library]:
    """The marked library in another session; ``older.db`` is what it was at the end of an earlier one."""
    path = marked.path
    marked.close()
    shutil.copyfile(path, path.with_name("older.db"))
    between = open_library(path, user="ana")
    between.annotations.add(1, 20, 30, note="between")
    between.close()
    library = open_library(path, user="ana")
    yield library
    library.close()


@pytest.mark.parametrize("harm", HARMS)
def test_a_backup_and_the_log_are_all_that_was_acknowledged(
    opened: Library, harm: Callable[[Path], None]
) -> None:
    """Of a file that was written over, the day's backup with the log upon it is saved: no page of another."""
    take(opened.path, "daily")
    opened.annotations.edit(1, note="changed")
    opened.annotations.add(2, 20, 30, note="last", tags=["late"])
    expected = notes(opened)
    harm(opened.path)
    saved = opened.save_beside()
    with closing(open_library(saved, user="ana")) as library:
        assert notes(library) == expected
        assert {"changed", "between", "last"} < set(notes(library))
        assert examine(library) == []


def test_a_backup_of_the_present_state_is_saved_without_a_log(opened: Library) -> None:
    """Where nothing changed since the backup, and the log is in the file, the backup is the library."""
    take(opened.path, "manual")
    expected = notes(opened)
    older_copy(opened.path)
    with closing(open_library(opened.save_beside(), user="ana")) as library:
        assert notes(library) == expected


def test_a_backup_that_is_only_just_put_in_place_is_waited_for(
    opened: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is written over while the day's backup is about to be there: that is what is built upon."""
    written, go_on = threading.Event(), threading.Event()

    def slow(target: Path, fill: Callable[[Path], None]) -> None:
        def filled(part: Path) -> None:
            fill(part)
            written.set()
            assert go_on.wait(60)

        publish(target, filled if target.parent == folder_of(opened.path) else fill)

    monkeypatch.setattr(sqlite_copies, "publish", slow)
    no_backup_yet(opened)
    opened.annotations.edit(1, note="last")
    expected = notes(opened)
    assert written.wait(60)
    older_copy(opened.path)
    wait = opened.daily_backup.wait

    def waited_for() -> None:
        go_on.set()
        wait()

    monkeypatch.setattr(opened.daily_backup, "wait", waited_for)
    try:
        with closing(open_library(opened.save_beside(), user="ana")) as library:
            assert notes(library) == expected
    finally:
        go_on.set()


@pytest.mark.parametrize("harm", HARMS)
def test_no_backup_is_made_of_a_file_that_was_written_over(
    opened: Library, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the connection reads by then is a mixture, which may be a sound file all the same."""
    go_on, write = threading.Event(), Snapshot.write

    def late(snapshot: Snapshot, target: Path, **options: Any) -> None:
        assert go_on.wait(60)
        write(snapshot, target, **options)

    monkeypatch.setattr(Snapshot, "write", late)
    no_backup_yet(opened)
    opened.annotations.edit(1, note="last")
    harm(opened.path)
    go_on.set()
    opened.daily_backup.wait()
    assert backups_of(opened.path) == []
    (warning,) = opened.warnings
    assert "backup could not be made" in warning


@pytest.mark.parametrize("harm", HARMS)
def test_what_cannot_be_proven_whole_is_refused(opened: Library, harm: Callable[[Path], None]) -> None:
    """A backup the log does not follow is named, the log is kept once, and no copy is left."""
    backup = take(opened.path, "manual")
    opened.annotations.edit(1, note="in the file")
    with closing(sqlite3.connect(opened.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(RESTART)")
    opened.annotations.edit(1, note="in the log")
    log = Path(f"{opened.path}-wal").read_bytes()
    harm(opened.path)
    for _ in range(2):
        with pytest.raises(BackupError, match="was written over") as caught:
            opened.save_beside()
        assert str(backup) in caught.value.way_out
    (kept,) = opened.path.parent.glob("library.set-aside-*.db-wal")
    assert str(kept) in caught.value.way_out
    assert ".." not in str(caught.value)
    assert kept.read_bytes() == log
    assert list(opened.path.parent.glob("*.saved-*")) == []
    assert list(opened.path.parent.glob(".saving-*")) == []


def test_a_backup_of_another_past_is_never_taken(opened: Library) -> None:
    """Neither is one from before the library was restored: its pages are others."""
    take(opened.path, "manual")
    for backup in backups_of(opened.path):
        with closing(sqlite3.connect(backup)) as connection:
            connection.execute('UPDATE "seal$" SET seal = ?', [f"sealed {'1' * 32} after {'2' * 32}"])
            connection.commit()
    opened.annotations.edit(1, note="changed")
    older_copy(opened.path)
    with pytest.raises(BackupError, match="was written over"):
        opened.save_beside()


def test_a_log_cut_short_is_not_said_to_be_whole(opened: Library) -> None:
    """A copy that lacks what was acknowledged last is not kept."""
    take(opened.path, "manual")
    opened.annotations.edit(1, note="one")
    log = Path(f"{opened.path}-wal")
    size = log.stat().st_size
    opened.annotations.edit(1, note="two")
    older_copy(opened.path)
    os.truncate(log, size)
    with pytest.raises(BackupError):
        opened.save_beside()
    assert list(opened.path.parent.glob("*.saved-*")) == []


@pytest.mark.parametrize("arrived", [b"{}", b'{"meta": {"1": {"sch', b""])
def test_a_json_library_in_whose_place_nothing_came_is_saved(tmp_path: Path, arrived: bytes) -> None:
    """It is said to be no library any more, with the copy that was kept; what is in memory is saved."""
    with closing(open_library(tmp_path / "own.json", user="ana")) as library:
        library.tables.storage.write_rows("a", {1: {"x": "mine"}})
        assert library.displaced() == ""
        library.path.write_bytes(arrived)
        library.version()
        (copy,) = tmp_path.glob("own (conflict *).json")
        assert library.displaced() == f"holds no library any more: all you had is in {copy.name} beside it"
        saved = library.save_beside()
    with closing(open_library(saved, user="ana")) as again:
        assert again.tables.storage.get_rows("a", [1]) == {1: {"x": "mine"}}
