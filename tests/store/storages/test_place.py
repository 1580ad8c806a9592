"""By its seals a file is known for the one that was opened, whoever brings which log into it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from store import DisplacedError
from store.storages import SQLiteStorage, same_file, seals
from store.storages.same_file import Place

WRITTEN_OVER = "was written over by another program"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """A library with a row."""
    with closing(SQLiteStorage(tmp_path / "library.db")) as opened:
        opened.write_rows("a", {1: {}})
        yield opened


@pytest.fixture
def other(storage: SQLiteStorage) -> Iterator[SQLiteStorage]:
    """The same, opened once more."""
    with closing(SQLiteStorage(storage.path)) as opened:
        yield opened


def brought_in(path: Path, how: str = "TRUNCATE") -> None:
    """Brings the whole log into the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()[0] == 0


def test_what_others_wrote_is_known_once_it_was_seen(storage: SQLiteStorage, other: SQLiteStorage) -> None:
    """Their log may be gone by the time that the file itself is looked at again."""
    assert storage.displaced() == ""
    for number in range(2, 6):
        other.write_rows("a", {number: {}})
        assert storage.displaced() == ""
        brought_in(storage.path)
        assert storage.displaced() == ""
    assert storage.count_rows("a") == 5
    storage.write_rows("a", {6: {}})


def test_each_seal_is_remembered_once(storage: SQLiteStorage, other: SQLiteStorage) -> None:
    """However often one looks: the earlier ones are needed to tell an earlier state of the file."""
    met = [storage.left().seals]
    for number in range(2, 5):
        other.write_rows("a", {number: {}})
        for _ in range(3):
            assert storage.displaced() == ""
        storage.write_rows("a", {number: {"x": 1}})
        for _ in range(3):
            assert storage.displaced() == ""
        met.append(storage.left().seals)
    for before, after in pairwise(met):
        assert after[: len(before)] == before
        assert len(after) == len(before) + 2
    assert len(set(met[-1])) == len(met[-1])
    assert met[-1][-1] == seals.seal_of(storage._connection)


def test_the_last_ones_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not all there ever were."""
    monkeypatch.setattr(same_file, "_REMEMBERED", 3)
    with closing(SQLiteStorage(tmp_path / "library.db")) as storage:
        for number in range(9):
            storage.write_rows("a", {number: {}})
        assert len(storage.left().seals) == 3
        assert storage.displaced() == ""


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_earlier_state_is_not_the_file(storage: SQLiteStorage, steps: int) -> None:
    """Whichever of those that were seen before it: its pages are older than what the log goes on from."""
    states = []
    for number in range(2, 6):
        brought_in(storage.path)
        assert storage.displaced() == ""
        states.append(storage.path.read_bytes())
        storage.write_rows("a", {number: {}})
    storage.path.write_bytes(states[-1 - steps])
    assert storage.displaced() == WRITTEN_OVER
    with pytest.raises(DisplacedError, match=f"{WRITTEN_OVER}. Nothing was written") as caught:
        storage.write_rows("a", {9: {}})
    assert "‘S’ saves" in caught.value.way_out
    storage.path.write_bytes(states[-1])
    assert storage.displaced() == ""


def test_the_same_state_put_back_is_the_file(storage: SQLiteStorage) -> None:
    """A file copied over itself, or touched, is what it was."""
    brought_in(storage.path, "PASSIVE")
    assert storage.displaced() == ""
    storage.path.write_bytes(storage.path.read_bytes())
    os.utime(storage.path, ns=(7, 7))
    assert storage.displaced() == ""
    storage.write_rows("a", {2: {}})
    assert storage.displaced() == ""


@pytest.mark.usefixtures("no_pauses")
def test_a_state_of_nobody_is_not_the_file(storage: SQLiteStorage) -> None:
    """A seal that was never met, and one that cannot be read."""
    brought_in(storage.path, "PASSIVE")
    data = storage.path.read_bytes()
    at = data.index(b"sealed ") + 7
    storage.path.write_bytes(data[:at] + b"0" * 16 + data[at + 16 :])
    assert storage.displaced() == WRITTEN_OVER
    storage.path.write_bytes(data[:100])
    assert WRITTEN_OVER in storage.displaced()
    storage.path.write_bytes(data)
    assert storage.displaced() == ""


def test_a_file_that_cannot_be_read_yet_is_looked_at_again(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may be bringing its log in; after so many looks it is said to be lost."""
    really, looks, pauses = seals.seal_without_log, [0], [0.0]

    def looking(path: Path) -> str:
        looks[0] += 1
        if looks[0] < 4:
            raise sqlite3.DatabaseError
        return really(path)

    monkeypatch.setattr(seals, "seal_without_log", looking)
    monkeypatch.setattr(same_file, "time", SimpleNamespace(sleep=pauses.append))
    os.utime(storage.path, ns=(7, 7))
    assert storage.displaced() == ""
    assert (looks, len(pauses)) == ([4], 4)
    looks[0] = -(10**6)
    os.utime(storage.path, ns=(8, 8))
    assert storage.displaced() == f"{WRITTEN_OVER}: it cannot be read any more"
    assert len(pauses) > 20


def test_a_log_brought_in_but_in_part_is_its_own(tmp_path: Path) -> None:
    """While another reads what was before, SQLite leaves the file so that it cannot be read by itself."""
    path = tmp_path / "new.db"
    with closing(SQLiteStorage(path)) as first, closing(sqlite3.connect(path)) as reader:
        first.write_rows("a", {key: {"words": "x" * 3000} for key in range(50)})
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM a").fetchone() == (50,)
        first.write_rows("a", {50: {}})
        reader.execute("PRAGMA busy_timeout=0")
        with closing(sqlite3.connect(path)) as third:
            assert third.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[0] == 0
        with pytest.raises(sqlite3.DatabaseError, match="malformed"):
            seals.seal_without_log(path)
        with closing(SQLiteStorage(path)) as second:
            second.write_rows("a", {51: {}})
        first.write_rows("a", {52: {}})
        assert first.count_rows("a") == 53
        assert first.displaced() == ""


# -- its place and its log -------------------------------------------------------------------------


@pytest.fixture
def place(storage: SQLiteStorage) -> Place:
    """A place of its own, whose file and log were met."""
    place = Place(storage.path)
    assert place.lost() == ""
    assert place.written_over(seals.seal_of(storage._connection)) == ""
    return place


def test_a_log_is_its_own_once_it_was_met(storage: SQLiteStorage) -> None:
    """Before that, none is; nor is another under its name, nor none."""
    place = Place(storage.path)
    assert not place.has_own_log()
    assert not place.is_anothers()
    assert place.lost() == ""
    assert place.has_own_log()
    assert place.log == Path(f"{storage.path}-wal")
    away = place.log.with_name("away")
    place.log.rename(away)
    assert not place.has_own_log()
    assert place.lost() == "has lost the log that belongs to it: somebody deleted it"
    place.log.write_bytes(b"x")
    assert not place.has_own_log()
    assert place.lost() == "has another log now than the one that belongs to it"
    away.replace(place.log)
    assert (place.has_own_log(), place.lost()) == (True, "")


def test_behind_a_link_the_log_lies_beside_the_file(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Not beside the link."""
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.db"
    link.symlink_to(storage.path)
    assert Place(link).log == Path(f"{storage.path}-wal")


@pytest.mark.usefixtures("no_pauses")
def test_whose_the_names_are_is_told_by_file_and_log(place: Place, storage: SQLiteStorage) -> None:
    """A log that is gone is nobody's; any other file under either name is another's."""
    brought_in(storage.path, "PASSIVE")
    assert not place.is_anothers()
    away = place.log.with_name("away")
    place.log.rename(away)
    assert not place.is_anothers()
    place.log.write_bytes(b"x")
    assert place.is_anothers()
    away.replace(place.log)
    assert not place.is_anothers()
    data = storage.path.read_bytes()
    storage.path.rename(away)
    assert place.is_anothers()
    storage.path.write_bytes(data)
    assert place.is_anothers()
    away.replace(storage.path)
    assert not place.is_anothers()
    storage.path.write_bytes(data[:100])
    assert place.is_anothers()
    storage.path.write_bytes(data)


def test_what_cannot_be_asked_is_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's words; and the names are then taken for another's, which is not touched."""

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(same_file, "identity_of", refused)
    assert place.lost() == "cannot be reached: Permission denied"
    assert place.is_anothers()
    monkeypatch.undo()
    monkeypatch.setattr(same_file, "_stamp", refused)
    assert place.written_over("") == "cannot be reached: Permission denied"


def test_without_a_log_sqlite_itself_notices(tmp_path: Path) -> None:
    """Nothing is told of a file that has none."""
    path = tmp_path / "plain.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE a (x)")
    place = Place(path)
    assert place.lost() == ""
    path.write_bytes(b"x")
    assert (place.written_over(""), place.seals, place.is_anothers()) == ("", (), False)
