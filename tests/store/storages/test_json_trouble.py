"""A JSON library in trouble: damaged, gone, waited for, or in the hands of another program."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from filelock import FileLock

from store import JSONFileStorage, NotALibraryError, StorageError
from store.storages import json_file
from store.tables import SCHEMA_VERSION


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[JSONFileStorage]:
    """A library with a row, whose warnings are kept in its list `told`."""
    with closing(JSONFileStorage(tmp_path / "library.json")) as opened:
        told: list[str] = []
        opened.warn = told.append
        opened.write_rows("meta", {1: {"schema": SCHEMA_VERSION}})
        opened.write_rows("a", {1: {"x": "ours"}})
        yield opened


def told(storage: JSONFileStorage) -> list[str]:
    """What was said so far; from now on it is said to nobody again."""
    said: list[str] = storage.warn.__self__  # type: ignore[union-attr]
    found = said[:]
    said.clear()
    return found


def theirs(storage: JSONFileStorage, x: str = "theirs", *, schema: int = SCHEMA_VERSION) -> bytes:
    """A version somebody else made who never had ours."""
    tables = {"meta": {"1": {"schema": schema, "writers": {x: 1}}}, "a": {"2": {"x": x}}}
    return json.dumps(tables).encode()


def on_disk(storage: JSONFileStorage) -> Any:
    """What the file says in table ``a``."""
    return json.loads(storage.path.read_bytes())["a"]


def copies(storage: JSONFileStorage) -> list[Path]:
    """The versions kept beside it."""
    return sorted(storage.path.parent.glob("library (conflict *).json"))


def full(*_: object, **__: object) -> None:
    """A disk without room."""
    raise OSError(28, "No space left on device")


BOTH = {"1": {"x": "ours"}, "2": {"x": "theirs"}}


# -- damaged or gone -----------------------------------------------------------------------------


def test_damage_stands_until_a_library_was_taken_in(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one that arrives cannot be, the damaged file that comes back is damaged as before."""
    storage.path.write_bytes(b"{")
    with pytest.raises(NotALibraryError, match="damaged"):
        storage.read()
    monkeypatch.setattr("store.storages.json_place.write_new", full)
    storage.path.write_bytes(theirs(storage, schema=SCHEMA_VERSION + 1))
    with pytest.raises(StorageError, match="the disk is full"):
        storage.read()
    storage.path.write_bytes(b"{")
    with pytest.raises(NotALibraryError, match="damaged"):
        storage.read()
    with pytest.raises(NotALibraryError, match="damaged"):
        storage.write_rows("a", {3: {}})
    assert storage.path.read_bytes() == b"{"
    monkeypatch.undo()
    storage.path.write_bytes(theirs(storage))
    assert storage.row_ids("a") == [1, 2]
    assert storage.displaced() == ""


def test_where_all_is_kept_is_said_while_there_is_damage(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside it, or in memory only; in a store that held nothing, that."""
    storage.path.write_bytes(b"{")
    storage.version()
    (copy,) = copies(storage)
    assert storage.displaced() == f"holds no library any more: all you had is in {copy.name} beside it"
    (warning,) = told(storage)
    assert copy.name in warning
    storage.path.write_bytes(copy.read_bytes())
    storage.version()
    assert (storage.displaced(), told(storage)) == ("", [])
    monkeypatch.setattr("store.storages.json_place.write_new", full)
    storage.path.write_bytes(b"[")
    storage.version()
    assert storage.displaced() == "holds no library any more: all you had is still in memory"
    assert ["is still in memory. Nothing is written" in one for one in told(storage)] == [True]
    empty = JSONFileStorage(storage.path.with_name("empty.json"))
    empty.path.write_bytes(b"{")
    with pytest.raises(NotALibraryError, match="Restore a copy of it"):
        empty.read()
    assert empty.displaced() == "holds no library any more: nothing was in it"
    empty.close()
    with pytest.raises(NotALibraryError, match="Restore a copy of it"):
        JSONFileStorage(empty.path)


def test_what_has_not_changed_is_not_read_again(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the file, while its stamp is the same, nor its tables, while its bytes are."""
    read, reads = storage._place.read, []

    def counted() -> Any:
        reads.append(1)
        return read()

    monkeypatch.setattr(storage._place, "read", counted)
    version = storage.version()
    assert storage.row_ids("a") == [1]
    assert reads == []
    storage.path.write_bytes(storage.path.read_bytes())
    os.utime(storage.path, ns=(7, 7))
    for _ in range(2):
        assert (storage.version(), reads) == (version, [1])
    storage.path.write_bytes(theirs(storage))
    assert storage.version() != version


def test_a_file_that_goes_twice_is_told_twice(storage: JSONFileStorage) -> None:
    """Once each time; one that is not made yet is not gone."""
    data = storage.path.read_bytes()
    for _ in range(2):
        storage.path.unlink()
        assert "is gone" in storage.displaced()
        for _ in range(2):
            assert storage.row_ids("a") == [1]
        assert ["is gone" in one for one in told(storage)] == [True]
        storage.path.write_bytes(data)
        assert storage.row_ids("a") == [1]
        assert (storage.displaced(), told(storage)) == ("", [])
    with closing(JSONFileStorage(storage.path.with_name("new.json"))) as new:
        new.warn = storage.warn
        assert (new.read(), new.displaced(), told(storage)) == (None, "", [])


def test_what_a_killed_process_left_is_in_nobodys_way(storage: JSONFileStorage) -> None:
    """A part file of its own name is written anew, and gone afterwards."""
    part = storage.path.with_name(".library.json.new")
    part.write_bytes(b"half")
    storage.write_rows("a", {3: {}})
    assert not part.exists()
    assert sorted(on_disk(storage)) == ["1", "3"]


def test_a_file_that_goes_during_a_change_is_written_with_it(storage: JSONFileStorage) -> None:
    """All that was in it, and the change."""
    with storage.transaction():
        storage.write_rows("a", {3: {}})
        storage.path.unlink()
    assert on_disk(storage) == {"1": {"x": "ours"}, "3": {}}
    assert (storage.displaced(), copies(storage)) == ("", [])


def test_what_arrived_during_a_change_is_known_afterwards(storage: JSONFileStorage) -> None:
    """A version made of that one deletes what it knew, and nothing else."""
    meta = {"schema": SCHEMA_VERSION, "writers": {"theirs": 1}}
    early = {"meta": {"1": meta}, "a": {"1": {"x": "ours"}, "2": {"x": "theirs"}}}
    with storage.transaction():
        storage.write_rows("a", {3: {}})
        storage.path.write_text(json.dumps(early))
    assert storage.row_ids("a") == [1, 2, 3]
    later = {"meta": {"1": {**meta, "writers": {"theirs": 2}}}, "a": {"1": {"x": "ours"}}}
    storage.path.write_text(json.dumps(later))
    assert storage.row_ids("a") == [1, 3]
    assert on_disk(storage) == {"1": {"x": "ours"}, "3": {}}


# -- waited for ----------------------------------------------------------------------------------


def test_who_is_waited_for_is_named_only_meanwhile(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before and after nobody is."""
    monkeypatch.setattr(json_file, "BUSY_SECONDS", 60.0)
    assert storage.waits_for() == ""
    writing = threading.Thread(target=lambda: storage.write_rows("a", {3: {}}), daemon=True)
    with FileLock(storage.path.with_name(".library.json.lock")):
        writing.start()
        while not storage.waits_for():
            assert writing.is_alive()
    writing.join()
    assert storage.waits_for() == ""
    assert sorted(on_disk(storage)) == ["1", "3"]


def test_who_has_the_lock_too_long_is_named(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change is refused, and nobody is waited for any more."""
    monkeypatch.setattr(json_file, "BUSY_SECONDS", 0)
    monkeypatch.setattr(json_file, "locker_of", lambda _path: "")
    with FileLock(storage.path.with_name(".library.json.lock")):
        with pytest.raises(StorageError, match="another program is writing to it") as caught:
            storage.write_rows("a", {3: {}})
        assert caught.value.way_out == "Try again in a moment."
        assert storage.waits_for() == ""
    storage.write_rows("a", {3: {}})
    assert storage.row_ids("a") == [1, 3]


# -- two versions made one -----------------------------------------------------------------------


def test_what_was_joined_is_tried_again_after_a_while(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program has the lock nobody hears of it, and it is not asked for at each look."""
    now = [100.0]
    monkeypatch.setattr(json_file, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with FileLock(storage.path.with_name(".library.json.lock")):
        storage.path.write_bytes(theirs(storage))
        assert storage.row_ids("a") == [1, 2]
    version = storage.version()
    assert sorted(on_disk(storage)) == ["2"]
    now[0] += 0.5
    assert storage.version() == version
    assert sorted(on_disk(storage)) == ["2"]
    now[0] += 0.5
    assert storage.version() != version
    assert on_disk(storage) == BOTH
    said = told(storage)
    assert len([one for one in said if "Both are in it now" in one]) == 1
    assert not any("in memory until then" in one for one in said)
    written = storage.path.stat().st_ino
    now[0] += 9
    storage.version()
    assert storage.path.stat().st_ino == written


def test_nobody_waits_to_write_what_was_joined(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is asked for once, and a change of the user's waits for it."""
    asked: list[float] = []

    def lock(path: Path, timeout: float) -> FileLock:
        asked.append(timeout)
        return FileLock(path, timeout=timeout)

    monkeypatch.setattr("filelock.FileLock", lock)
    storage.path.write_bytes(theirs(storage))
    storage.version()
    storage.write_rows("a", {3: {}})
    assert asked == [0, json_file.BUSY_SECONDS]


def test_who_only_reads_writes_what_was_joined(storage: JSONFileStorage) -> None:
    """Also one that has written nothing before."""
    with closing(JSONFileStorage(storage.path)) as reading:
        assert reading.row_ids("a") == [1]
        storage.path.write_bytes(theirs(storage))
        assert reading.row_ids("a") == [1, 2]
        assert on_disk(storage) == BOTH


def test_who_reads_before_a_change_asks_for_no_second_lock(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As who backs it up before: what was joined is written with the change, or at the next look."""
    now = [100.0]
    monkeypatch.setattr(json_file, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with FileLock(storage.path.with_name(".library.json.lock")):
        storage.path.write_bytes(theirs(storage))
        storage.version()
    now[0] += 2
    seen: list[int] = []
    storage.before_change = lambda: seen.append(storage.count_rows("a"))
    with pytest.raises(KeyError), storage.transaction():
        raise KeyError
    storage.before_change = None
    assert seen == [2]
    assert sorted(on_disk(storage)) == ["2"]
    storage.version()
    assert on_disk(storage) == BOTH


def test_what_is_only_read_is_not_written_when_versions_meet(storage: JSONFileStorage) -> None:
    """Both can be read; a change is refused with the way out."""
    storage.read_only = True
    arrived = theirs(storage)
    storage.path.write_bytes(arrived)
    assert storage.row_ids("a") == [1, 2]
    with pytest.raises(StorageError, match="it is read-only") as caught:
        storage.write_rows("a", {3: {}})
    assert "Give yourself the right" in caught.value.way_out
    assert storage.path.read_bytes() == arrived


def test_an_older_programs_version_does_not_stand(storage: JSONFileStorage) -> None:
    """It is kept beside ours, which is written again; what differs is not mixed."""
    arrived = theirs(storage, schema=SCHEMA_VERSION - 1)
    storage.path.write_bytes(arrived)
    assert storage.row_ids("a") == [1]
    assert [copy.read_bytes() for copy in copies(storage)] == [arrived]
    assert on_disk(storage) == {"1": {"x": "ours"}}
    (warning,) = told(storage)
    assert "two versions of the program" in warning
    assert copies(storage)[0].name in warning


def test_a_newer_programs_version_stands(storage: JSONFileStorage) -> None:
    """Ours is kept beside it, and nothing is written."""
    arrived = theirs(storage, schema=SCHEMA_VERSION + 1)
    before = storage.path.read_bytes()
    storage.path.write_bytes(arrived)
    assert storage.row_ids("a") == [2]
    assert [json.loads(copy.read_bytes()) for copy in copies(storage)] == [json.loads(before)]
    assert storage.path.read_bytes() == arrived


@pytest.mark.parametrize("newer", [True, False])
def test_another_programs_version_that_comes_during_a_change(storage: JSONFileStorage, newer: bool) -> None:
    """A newer one's refuses the change, which is kept beside it; an older one's is kept beside the change."""
    arrived = theirs(storage, schema=SCHEMA_VERSION + (1 if newer else -1))

    def change() -> None:
        with storage.transaction():
            storage.write_rows("a", {3: {"x": "changed"}})
            storage.path.write_bytes(arrived)

    if newer:
        with pytest.raises(StorageError, match="a newer program has upgraded") as caught:
            change()
        assert caught.value.way_out == "Quit and use that program."
        assert storage.path.read_bytes() == arrived
        (copy,) = copies(storage)
        assert json.loads(copy.read_bytes())["a"] == {"1": {"x": "ours"}, "3": {"x": "changed"}}
    else:
        change()
        assert on_disk(storage) == {"1": {"x": "ours"}, "3": {"x": "changed"}}
        assert [copy.read_bytes() for copy in copies(storage)] == [arrived]


def test_a_file_that_is_always_changed_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each version that came is taken in, until it is said that another program is at it."""
    number = iter(range(10, 10**6))
    with closing(JSONFileStorage(tmp_path / "library.json")) as storage:
        storage.write_rows("a", {1: {}})
        monkeypatch.setattr(
            storage._place, "present", lambda: f'{{"a": {{"{next(number)}": {{}}}}}}'.encode()
        )
        with pytest.raises(StorageError, match="another program keeps changing it") as caught:
            storage.write_rows("a", {3: {}})
        assert caught.value.way_out == "Try again in a moment."
        monkeypatch.undo()
        assert storage.row_ids("a") == [1]
        storage.write_rows("a", {3: {}})
        assert storage.row_ids("a") == [1, 3]
