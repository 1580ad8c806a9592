"""What may be asked of a library's file that nobody has open, whatever its kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.storages import JSONFileStorage, SQLiteStorage
from store.storages.file_kinds import KINDS, FileKind, kind_named, kind_of
from store.storages.header import MAGIC
from store.storages.merging import RowByRow
from store.tables import SCHEMA_VERSION

SQLITE, JSON = KINDS


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> FileKind:
    """Each of them."""
    found: FileKind = request.param
    return found


@pytest.fixture
def path(kind: FileKind, tmp_path: Path) -> Path:
    """A closed library of the kind, with a row."""
    path = tmp_path / f"library{min(kind.endings, default='.db')}"
    with closing(kind.open(path, RowByRow())) as db:
        db.table("meta").insert({"schema": SCHEMA_VERSION})
        db.table("a").insert({"x": 1})
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("a.json", JSON), ("a.JSON", JSON), ("a.db.json", JSON)),
        *(("a.db", SQLITE), ("a.json.db", SQLITE), ("json", SQLITE), (".json", SQLITE), ("a", SQLITE)),
    ],
)
def test_a_name_says_what_a_file_is_to_be(name: str, kind: FileKind) -> None:
    """By its ending alone, in letters of any size."""
    assert kind_named(Path(name)) is kind


def test_a_beginning_says_what_a_file_is(tmp_path: Path) -> None:
    """Whatever its name; what is neither is left to who reads JSON, and says what is wrong."""
    for data, kind in (
        (MAGIC, SQLITE),
        (MAGIC + b"more", SQLITE),
        (MAGIC[:-1], JSON),
        (b"", JSON),
        (b"{", JSON),
    ):
        path = tmp_path / "library.db"
        path.write_bytes(data)
        assert kind_of(path) is kind
    with pytest.raises(FileNotFoundError):
        kind_of(tmp_path / "none")


def test_a_file_is_opened_by_its_kind(kind: FileKind, path: Path) -> None:
    """As the tables in it; two versions that meet are made one by who was named."""

    class Told(RowByRow):
        """A merge that is told from others."""

    merge = Told()
    with closing(kind.open(path, merge)) as db:
        assert db.table("a").all() == [{"x": 1}]
        assert type(db.storage) is {"SQLite": SQLiteStorage, "JSON": JSONFileStorage}[kind.name]
        if isinstance(db.storage, JSONFileStorage):
            assert db.storage._merge is merge
    assert kind_of(path) is kind


@pytest.mark.parametrize("still", [True, False])
def test_what_is_held_is_the_file_as_it_is(kind: FileKind, path: Path, tmp_path: Path, still: bool) -> None:
    """A copy of it is sound, and of one that nobody writes to nothing is left beside it."""
    with closing(kind.hold(path, still=still)) as held:
        held.write(tmp_path / "copy")
    assert kind.unsound(tmp_path / "copy") is None
    assert kind_of(tmp_path / "copy") is kind
    if still:
        assert {one for one in tmp_path.iterdir() if one.suffix != ".lock"} == {path, tmp_path / "copy"}


@pytest.fixture
def left(tmp_path: Path) -> Iterator[Path]:
    """A SQLite library as a killed process leaves it: its last row is in the log alone."""
    live = tmp_path / "live.db"
    with closing(SQLiteStorage(live)) as storage:
        storage.write_rows("a", {1: {"x": "in the log"}})
        path = tmp_path / "left.db"
        for end in ("", "-wal"):
            Path(f"{path}{end}").write_bytes(Path(f"{live}{end}").read_bytes())
    yield path


def test_who_says_nothing_of_it_takes_hold_of_what_others_write(left: Path, tmp_path: Path) -> None:
    """While it is held others write on; what they leave in the log is not missed by who copies then."""
    with closing(SQLITE.hold(left)) as held:
        assert not held.keeps_waiting
        with closing(SQLiteStorage(left)) as storage:
            storage.write_rows("a", {2: {}})
        held.write(tmp_path / "copy.db")
    with closing(SQLiteStorage(tmp_path / "copy.db")) as copy:
        assert dict(copy.scan_rows("a")) == {1: {"x": "in the log"}}
    closed = tmp_path / "closed.db"
    SQLiteStorage(closed).close()
    with closing(SQLITE.hold(closed)) as held:
        with closing(SQLiteStorage(closed)) as storage:
            storage.write_rows("a", {1: {"x": "written since"}})
            with closing(sqlite3.connect(closed, timeout=0)) as other:
                assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 1  # it is read
        held.write(tmp_path / "empty.db")
    with closing(SQLiteStorage(tmp_path / "empty.db")) as copy:
        assert copy.table_names() == []


def test_what_is_no_library_is_unsound(kind: FileKind, path: Path) -> None:
    """With the reason; a sound one has none."""
    assert kind.unsound(path) is None
    path.write_bytes(path.read_bytes()[:10])
    assert kind.unsound(path)


def test_a_library_is_let_go_unless_it_is_in_use(left: Path, path: Path, kind: FileKind) -> None:
    """All that belongs to it is in its file then."""
    assert kind.is_let_go(path)
    with closing(SQLiteStorage(left)):
        assert not SQLITE.is_let_go(left)
    assert SQLITE.is_let_go(left)
    data = left.read_bytes()
    left.unlink()
    left.write_bytes(data)
    with closing(SQLiteStorage(left)) as storage:
        assert dict(storage.scan_rows("a")) == {1: {"x": "in the log"}}


def test_only_who_takes_versions_in_is_told_of_a_restored_one(
    kind: FileKind, path: Path, tmp_path: Path
) -> None:
    """A SQLite file has one place, and is exchanged while nobody has it open."""
    restored = tmp_path / "restored"
    restored.write_bytes(path.read_bytes())
    kind.supersede(restored, path)
    assert (restored.read_bytes() == path.read_bytes()) == (kind is SQLITE)
    assert kind.unsound(restored) is None
