"""What is left of a SQLite library is saved where it can be proven whole; else its log is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

import pytest

from store import NotALibraryError, StorageError
from store.storages import SQLiteStorage, handles, seals, sqlite_saving
from store.storages.same_file import Left
from store.storages.sqlite_saving import keep_log, save
from store.tables import SCHEMA_VERSION

#: Where a frame's checksum is in it; frames of a page of 4096 bytes.
_CHECKSUM, _FRAME = 16, 24 + 4096


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """A library with a row."""
    with closing(SQLiteStorage(tmp_path / "library.db")) as opened:
        opened.write_rows("meta", {1: {"schema": SCHEMA_VERSION}})
        opened.write_rows("a", {1: {}})
        yield opened


def backup_of(storage: SQLiteStorage, name: str) -> Path:
    """A copy of it as it is now."""
    path = storage.path.with_name(name)
    with closing(storage.hold()) as held:
        held.write(path)
    return path


def nobody() -> AbstractContextManager[sqlite3.Connection]:
    """No connection, for what is not to ask one."""
    raise AssertionError


def rows(path: Path) -> list[int]:
    """The rows of a library that nobody has open."""
    with closing(SQLiteStorage(path)) as opened:
        return opened.row_ids("a")


def written_over(storage: SQLiteStorage) -> Left:
    """What is left of it, with its log as it is now, if the file itself were another's."""
    log = storage.path.with_name("left-wal")
    log.write_bytes(Path(f"{storage.path}-wal").read_bytes())
    return Left(True, log, storage.left().seals)


# -- upon a backup ---------------------------------------------------------------------------------


def test_the_log_is_put_upon_the_first_backup_it_follows(storage: SQLiteStorage, tmp_path: Path) -> None:
    """All that was acknowledged is in it; backups that are unsound or of another past are passed over."""
    early = backup_of(storage, "early.db")
    for key in (2, 3):
        storage.write_rows("a", {key: {}})
    late = backup_of(storage, "late.db")
    storage.write_rows("a", {4: {}})
    unsound = tmp_path / "unsound.db"
    unsound.write_bytes(early.read_bytes()[:5000])
    with closing(SQLiteStorage(tmp_path / "other.db")) as other:
        other.write_rows("meta", {1: {"schema": SCHEMA_VERSION}})
        strange = backup_of(other, "strange.db")
    target = tmp_path / "saved.db"
    for backups in ([unsound, strange, late, early], [early]):
        save(written_over(storage), storage.path, nobody, target, backups)
        assert rows(target) == [1, 2, 3, 4]
        target.unlink()
    with pytest.raises(StorageError, match="no mixture is taken for it"):
        save(written_over(storage), storage.path, nobody, target, [unsound, strange])
    assert not target.exists()
    assert list(tmp_path.glob(".*")) == []


def test_without_a_log_only_a_backup_of_the_last_state_is_enough(
    storage: SQLiteStorage, tmp_path: Path
) -> None:
    """Nothing proves of an earlier one what came after it."""
    early = backup_of(storage, "early.db")
    storage.write_rows("a", {2: {}})
    late = backup_of(storage, "late.db")
    left = written_over(storage)._replace(log=None)
    with pytest.raises(StorageError, match="cannot be put together again"):
        save(left, storage.path, nobody, tmp_path / "saved.db", [early])
    save(left, storage.path, nobody, tmp_path / "saved.db", [early, late])
    assert rows(tmp_path / "saved.db") == [1, 2]


@pytest.mark.parametrize("met", [(), (seals.NONE,), ("0f" * 16,)])
def test_a_library_whose_last_seal_is_not_in_the_log_is_not_saved(
    storage: SQLiteStorage, tmp_path: Path, met: tuple[str, ...]
) -> None:
    """None was met, it was never sealed, or the log does not know it."""
    early = backup_of(storage, "early.db")
    storage.write_rows("a", {2: {}})
    left = written_over(storage)._replace(seals=met)
    with pytest.raises(StorageError, match="cannot be put together again"):
        save(left, storage.path, nobody, tmp_path / "saved.db", [early])


def test_a_log_that_cannot_be_read_to_its_end_is_not_enough(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Its last seal stands in it, but SQLite does not take the transaction for whole."""
    early = backup_of(storage, "early.db")
    for key in (2, 3):
        storage.write_rows("a", {key: {}})
    left = written_over(storage)
    assert left.log is not None
    data = bytearray(left.log.read_bytes())
    last = 32 + (len(data) - 32) // _FRAME * _FRAME - _FRAME
    data[last + _CHECKSUM] ^= 1
    left.log.write_bytes(data)
    with pytest.raises(StorageError, match="does not reach as far as what was saved last"):
        save(left, storage.path, nobody, tmp_path / "saved.db", [early])
    assert not (tmp_path / "saved.db").exists()
    assert list(tmp_path.glob(".saving-*")) == []


def test_a_log_that_goes_further_than_what_was_met_is_enough(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Another process has written since: that is saved as well."""
    early = backup_of(storage, "early.db")
    storage.write_rows("a", {2: {}})
    met = storage.left().seals
    storage.write_rows("a", {3: {}})
    left = written_over(storage)._replace(seals=met)
    save(left, storage.path, nobody, tmp_path / "saved.db", [early])
    assert rows(tmp_path / "saved.db") == [1, 2, 3]


# -- from what is open -----------------------------------------------------------------------------


def test_what_is_open_is_copied_where_the_file_is_its_own(storage: SQLiteStorage, tmp_path: Path) -> None:
    """No backup is asked for."""
    save(storage.left(), storage.path, storage._used, tmp_path / "saved.db", [])
    assert rows(tmp_path / "saved.db") == [1]


def test_a_copy_of_an_earlier_state_is_not_whole(storage: SQLiteStorage, tmp_path: Path) -> None:
    """What was acknowledged since is not in it; none is kept."""
    left = storage.left()
    left = left._replace(seals=(*left.seals, "0f" * 16))
    with pytest.raises(NotALibraryError, match="what was saved last is not in it"):
        save(left, storage.path, storage._used, tmp_path / "saved.db", [])
    assert not (tmp_path / "saved.db").exists()


def test_a_copy_that_does_not_fit_together_is_not_whole(storage: SQLiteStorage, tmp_path: Path) -> None:
    """Each page of it may be sound: an index is compared with its table, unless a record is no JSON."""
    storage.ensure_indexes([("a", "x")])
    storage.write_rows("a", {2: {"x": 1}})
    with closing(sqlite3.connect(storage.path, isolation_level=None)) as other:
        other.execute("PRAGMA writable_schema=1")
        other.execute("UPDATE sqlite_master SET sql = replace(sql, '$.x', '$.y') WHERE name = 'a.x'")
    odd = pytest.raises(NotALibraryError, match="a part of it does not fit the rest")
    with closing(sqlite3.connect(storage.path)) as connection, odd:
        save(storage.left(), storage.path, lambda: nullcontext(connection), tmp_path / "saved.db", [])
    assert not (tmp_path / "saved.db").exists()


def test_a_record_that_is_no_json_keeps_nothing_from_being_saved(
    storage: SQLiteStorage, tmp_path: Path
) -> None:
    """It is saved as it is, though its index cannot be compared."""
    storage.ensure_indexes([("a", "x")])
    storage.write_rows("a", {2: {"x": "mine"}})
    storage.close()
    data = storage.path.read_bytes()
    storage.path.write_bytes(data.replace(b'{"x":"mine"}', b'{"x":::::::}'))
    with closing(SQLiteStorage(storage.path)) as opened:
        save(opened.left(), opened.path, opened._used, tmp_path / "saved.db", [])
    with closing(SQLiteStorage(tmp_path / "saved.db")) as saved:
        assert saved.raw_row("a", 2) == b'{"x":::::::}'
        assert saved.row_ids("a") == [1, 2]


@pytest.mark.parametrize(
    ("said", "given"), [("Malformed JSON", None), ("disk I/O error", sqlite3.OperationalError)]
)
def test_a_copy_that_cannot_be_looked_over_is_not_said_to_be_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, given: type[Exception] | None
) -> None:
    """Only a record that is no JSON, which is a matter of its own, is let pass."""

    class Odd:
        def execute(self, _sql: str) -> None:
            raise sqlite3.OperationalError(said)

        def close(self) -> None:
            """There is nothing."""

    monkeypatch.setattr(handles, "connect", lambda *_: Odd())
    if given is None:
        assert sqlite_saving._damage(tmp_path / "copy.db") is None
    else:
        with pytest.raises(given, match=said):
            sqlite_saving._damage(tmp_path / "copy.db")


# -- the log ---------------------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log that is left, elsewhere than the library."""
    path = tmp_path / "elsewhere" / "any-wal"
    path.parent.mkdir()
    path.write_bytes(b"pages")
    return path


def test_a_log_is_kept_once(tmp_path: Path, log: Path) -> None:
    """Under a name of its own beside the library; the same again is the one that is there."""
    library = tmp_path / "library.db"
    for odd in ("library.set-aside-x.db", "library.set-aside-x.json-wal", "other.set-aside-x.db-wal"):
        (tmp_path / odd).write_bytes(b"pages")
    said = keep_log(lambda: Left(True, log, ()), library)
    (kept,) = tmp_path.glob("library.set-aside-*Z.db-wal")
    assert said == f"The log of the last changes is kept: {kept}"
    assert kept.read_bytes() == b"pages"
    assert keep_log(lambda: Left(True, log, ()), library) == said
    log.write_bytes(b"PAGES")
    assert keep_log(lambda: Left(True, log, ()), library) != said
    assert len(list(tmp_path.glob("library.set-aside-*Z.db-wal"))) == 2


def test_where_nothing_is_in_a_log_none_is_kept(tmp_path: Path, log: Path) -> None:
    """Or where there is none."""
    log.write_bytes(b"")
    before = sorted(tmp_path.iterdir())
    for left in (Left(True, log, ()), Left(True, None, ())):
        assert keep_log(lambda left=left: left, tmp_path / "library.db") == ""  # type: ignore[misc]
    assert sorted(tmp_path.iterdir()) == before


def test_a_log_that_cannot_be_kept_is_said(tmp_path: Path, log: Path) -> None:
    """With the system's reason, and nothing is raised."""
    log.unlink()
    said = keep_log(lambda: Left(True, log, ()), tmp_path / "library.db")
    assert said == "The log of the last changes could not be kept: No such file or directory."


def test_behind_a_link_it_is_kept_beside_the_file(tmp_path: Path, log: Path) -> None:
    """Where the library's own log lies."""
    (tmp_path / "library.db").write_bytes(b"")
    link = log.with_name("link.db")
    link.symlink_to(tmp_path / "library.db")
    assert keep_log(lambda: Left(True, log, ()), link)
    assert len(list(tmp_path.glob("library.set-aside-*"))) == 1
