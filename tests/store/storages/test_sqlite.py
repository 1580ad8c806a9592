"""The SQLite storage: durable, shared, and never touching what it cannot read."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import where

from store import DatelineError, NewerLibraryError, NotALibraryError, StorageError
from store.library.library import open_library
from store.storages import RowDB, SQLiteStorage, header, sqlite_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library goes."""
    return tmp_path / "library.db"


@pytest.fixture
def db(path: Path) -> Iterator[RowDB]:
    """An empty store."""
    opened = RowDB(path, storage=SQLiteStorage)
    yield opened
    opened.close()


def contents(db: RowDB) -> dict[str, list[dict[str, object]]]:
    """Every table with its rows."""
    return {name: [dict(row) for row in db.table(name)] for name in sorted(db.tables())}


# -- transactions --------------------------------------------------------------------------


def test_rollback_leaves_all_tables(db: RowDB) -> None:
    """A transaction that fails leaves every table, old and new, as it was."""
    db.table("a").insert({"x": 1})
    before = contents(db)
    with pytest.raises(KeyError), db.storage.transaction():  # type: ignore[attr-defined]
        db.table("a").update({"x": 2})
        db.table("b").insert({"x": 3})
        assert db.table("a").search(where("x") == 2)
        raise KeyError
    assert contents(db) == before
    assert db.table("a").search(where("x") == 2) == []
    assert len(db.table("b")) == 0
    db.table("b").insert({"x": 4})
    assert db.table("b").all() == [{"x": 4}]


def test_nested_transactions_join(db: RowDB) -> None:
    """An inner transaction that ended is undone with the outer one."""
    with pytest.raises(KeyError), db.storage.transaction():  # type: ignore[attr-defined]
        with db.storage.transaction():  # type: ignore[attr-defined]
            db.table("a").insert({"x": 1})
        raise KeyError
    assert contents(db) == {}


def test_cached_search_forgets_what_was_rolled_back(db: RowDB) -> None:
    """A search cached inside a transaction does not outlive its rollback."""
    query = where("x").exists()
    with pytest.raises(KeyError), db.storage.transaction():  # type: ignore[attr-defined]
        db.table("a").insert({"x": 1})
        assert len(db.table("a").search(query)) == 1
        raise KeyError
    assert db.table("a").search(query) == []


# -- several at once -----------------------------------------------------------------------


def test_two_connections_share(path: Path, db: RowDB) -> None:
    """What one connection writes the other sees at once, cached searches included; no id is taken twice."""
    other = RowDB(path, storage=SQLiteStorage)
    version = other.storage.version()  # type: ignore[attr-defined]
    query = where("x").exists()
    assert other.table("a").search(query) == []
    ids = [store.table("a").insert({"x": n}) for n in range(5) for store in (db, other)]
    assert ids == list(range(1, 11))
    assert other.storage.version() != version  # type: ignore[attr-defined]
    assert len(other.table("a").search(query)) == len(db.table("a").search(query)) == 10
    other.close()


def test_version_stands_while_nobody_writes(path: Path, db: RowDB) -> None:
    """Reading changes no version; writing by either connection changes both."""
    other = SQLiteStorage(path)
    first, second = db.storage.version(), other.version()  # type: ignore[attr-defined]
    list(db.table("a"))
    assert (db.storage.version(), other.version()) == (first, second)  # type: ignore[attr-defined]
    db.table("a").insert({})
    assert db.storage.version() != first  # type: ignore[attr-defined]
    assert other.version() != second
    other.close()


def test_table_another_connection_dropped_is_empty(path: Path, db: RowDB) -> None:
    """A table that another connection dropped reads as empty and can be filled again."""
    other = RowDB(path, storage=SQLiteStorage)
    db.table("a").insert({"x": 1})
    assert len(other.table("a")) == 1
    db.drop_table("a")
    assert list(other.table("a")) == []
    assert other.table("a").insert({"x": 2}) == 1
    other.close()


def test_threads_lose_nothing(db: RowDB) -> None:
    """Rows inserted through one storage by several threads are all there, each under its own id."""

    def work(thread: int) -> None:
        for n in range(25):
            db.table("a").insert({"who": thread, "n": n})

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(row["who"], row["n"]) for row in db.table("a")} == {(t, n) for t in range(4) for n in range(25)}


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A child process of this Python."""
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)


def test_kill_loses_nothing_acknowledged(path: Path) -> None:
    """A process killed right after it printed a written id has lost nothing."""
    child = run(
        "import sys\nfrom store.storages import RowDB, SQLiteStorage\n"
        "db = RowDB(sys.argv[1], storage=SQLiteStorage)\n"
        "while True: print(db.table('a').insert({'text': 'x' * 999}), flush=True)",
        str(path),
    )
    assert child.stdout
    acknowledged = [int(child.stdout.readline()) for _ in range(40)]
    child.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    child.wait()
    db = RowDB(path, storage=SQLiteStorage)
    assert {row.doc_id for row in db.table("a") if row == {"text": "x" * 999}} >= set(acknowledged)
    assert len(db.table("a")) - len(acknowledged) in (0, 1)
    db.close()


@pytest.mark.parametrize(
    "name", ["a?mode=ro#b.db", "50%20.db", "größe 😀.db", "dir/new/library.db", "q'\".db"]
)
def test_any_file_name(tmp_path: Path, name: str) -> None:
    """A library may have any name, in a folder that does not exist yet."""
    with RowDB(tmp_path / name, storage=SQLiteStorage) as db:
        db.insert({"x": 1})
    assert (tmp_path / name).is_file()


# -- refusals ------------------------------------------------------------------------------


def refused(path: Path, error: type[DatelineError]) -> None:
    """Opening raises the error, which names the file and a way out, and leaves the file's bytes."""
    before = path.read_bytes()
    with pytest.raises(error, match=path.name) as caught:
        open_library(path).close()
    assert caught.value.way_out
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"A press release.\n", b"SQLite for", b"\0" * 4096, b"SQLite format 3\0"])
def test_other_files_are_refused(path: Path, data: bytes) -> None:
    """A file that is no SQLite database is refused and not touched."""
    path.write_bytes(data)
    refused(path, NotALibraryError)


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("CREATE TABLE t (x)", NotALibraryError),
        ("PRAGMA application_id=7", NotALibraryError),
        (f"PRAGMA application_id={header.APPLICATION_ID}; PRAGMA user_version=99", NewerLibraryError),
    ],
)
def test_foreign_and_newer_databases_are_refused(path: Path, sql: str, error: type[DatelineError]) -> None:
    """A database of another program, or of a newer Dateline, is refused and not touched."""
    connection = sqlite3.connect(path)
    connection.executescript(sql + "; CREATE TABLE more (x)")
    connection.close()
    refused(path, error)


def test_folder_is_refused(tmp_path: Path) -> None:
    """A folder is no library."""
    with pytest.raises(NotALibraryError):
        open_library(tmp_path)


def test_impossible_paths_are_refused(tmp_path: Path) -> None:
    """A path that runs through a file, or is longer than the system takes, is refused in plain words."""
    (tmp_path / "file").write_text("text")
    with pytest.raises(DatelineError):
        open_library(tmp_path / "file" / "library.db")
    with pytest.raises(DatelineError):
        open_library(tmp_path / ("a" * 300))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files cannot be counted here")
def test_refusal_closes_the_file(path: Path) -> None:
    """A refused file is not held open, even while the error is."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(NotALibraryError) as caught:
        SQLiteStorage(path)
    held = [link for link in Path("/proc/self/fd").iterdir() if link.exists() and link.samefile(path)]
    assert (held, caught.type) == ([], NotALibraryError)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with some releases' worth of rows."""
    path = tmp_path_factory.mktemp("sound") / "library.db"
    library = open_library(path)
    for table in ("releases", "texts"):
        library.tables.table(table).insert_multiple(
            {"source": "s" * 99, "text": "x" * 999} for _ in range(60)
        )
    library.close()
    return path


def look_around(path: Path) -> None:
    """Opens the library and reads all its rows, in every way the storage has."""
    library = open_library(path)
    try:
        for name in ("meta", "releases", "texts"):
            list(islice(library.tables.table(name), 999))
            library.tables.table(name).search(where("source") == "s")
        library.releases.ids()
        library.releases.count()
    finally:
        library.close()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.9])
def test_cut_file_is_refused(path: Path, sound: Path, share: float) -> None:
    """A file that was cut off raises one of this family's errors and is not touched."""
    data = sound.read_bytes()
    data = data[: int(len(data) * share)]
    path.write_bytes(data)
    with pytest.raises(DatelineError):
        look_around(path)
    assert path.read_bytes() == data


@pytest.mark.usefixtures("no_pauses")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), share=st.floats(0, 0.99), length=st.sampled_from([1, 16, 600, 9000]))
def test_damaged_file_raises_nothing_else(
    path: Path, sound: Path, seed: int, share: float, length: int
) -> None:
    """Random bytes anywhere in the file raise no error but this family's."""
    data = bytearray(sound.read_bytes())
    at = max(16, int(len(data) * share))
    data[at : at + length] = random.Random(seed).randbytes(min(length, len(data) - at))
    path.write_bytes(data)
    try:
        look_around(path)
    except DatelineError as error:
        assert error.message
    finally:
        for end in ("-wal", "-shm", "-journal"):
            Path(f"{path}{end}").unlink(missing_ok=True)


def test_damaged_ids_end_a_scan(path: Path) -> None:
    """Rows whose ids run backwards in a damaged file are not gone through for ever."""
    with RowDB(path, storage=SQLiteStorage) as db:
        db.table("a").insert_multiple({"n": n} for n in (1, 2, 3))
    data = path.read_bytes()
    at = data.index(b'{"n":3}') - 4  # a cell: its length, the id, the header, the document
    assert data[at] == 3
    path.write_bytes(data[:at] + b"\1" + data[at + 1 :])
    with RowDB(path, storage=SQLiteStorage) as db, pytest.raises(NotALibraryError):
        list(islice(db.table("a"), 99))


# -- when the disk does not do its part ----------------------------------------------------


def test_locked_library(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, a write raises StorageError; afterwards it works."""
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.05)
    db = RowDB(path, storage=SQLiteStorage)
    db.table("a").insert({"x": 1})
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="is writing to it"):
        db.table("a").insert({"x": 2})
    assert db.table("a").all() == [{"x": 1}]
    other.execute("ROLLBACK")
    other.close()
    assert db.table("a").insert({"x": 3}) == 2
    db.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing stops this user")
def test_read_only_library(tmp_path: Path) -> None:
    """A library in a folder nobody may write to can be read; a write raises StorageError."""
    path = tmp_path / "folder" / "library.db"
    with RowDB(path, storage=SQLiteStorage) as db:
        db.table("a").insert({"x": 1})
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with RowDB(path, storage=SQLiteStorage) as db:
            assert db.storage.read_only
            assert db.table("a").all() == [{"x": 1}]
            with pytest.raises(StorageError, match="read-only"):
                db.table("a").insert({"x": 2})
        open_library(path).close()
    finally:
        path.parent.chmod(0o700)


FULL_DISK = """
import resource, sys
from store import StorageError
from store.storages import RowDB, SQLiteStorage
db = RowDB(sys.argv[1], storage=SQLiteStorage)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    while True:
        print(db.table("a").insert({"text": "x" * 5000}), flush=True)
except StorageError as error:
    print(error, flush=True)
print(len(db.table("a")))
db.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_full_disk(path: Path) -> None:
    """When no more can be written StorageError says so; everything acknowledged is there afterwards."""
    child = run(FULL_DISK, str(path))
    lines = child.communicate()[0].splitlines()
    assert child.returncode == 0
    *acknowledged, message, count = lines
    assert message.startswith("The library could not be read or written: ")
    assert "disk" in message
    assert int(count) == len(acknowledged) > 10
    with RowDB(path, storage=SQLiteStorage) as db:
        assert [row.doc_id for row in db.table("a")] == [int(key) for key in acknowledged]
        db.table("a").insert({"text": "more"})


def test_writes_keep_the_reader_going(path: Path, db: RowDB) -> None:
    """A reader half through a table is not in the way of a writer, nor the other way round."""
    db.table("a").insert_multiple({"n": n} for n in range(1200))
    rows = iter(db.table("a"))
    next(rows)
    other = RowDB(path, storage=SQLiteStorage)
    assert other.table("a").insert({"n": 1200}) == 1201
    assert sum(1 for _ in rows) >= 1199
    other.close()


def test_index_changes_no_answer(db: RowDB) -> None:
    """An index is made once and finds the same rows."""
    storage: SQLiteStorage = db.storage  # type: ignore[assignment]
    db.table("a").insert_multiple([{"x": 1}, {"x": 2}, {"x": True}, {"x": "1"}])
    before = storage.find_rows("a", "x", 1)
    for _ in range(2):
        storage.ensure_indexes([("a", "x")])
    assert storage.find_rows("a", "x", 1) == before
    assert list(before) == [1, 3]
    for field in ("x'", "x y", ""):
        with pytest.raises(ValueError, match="field name"):
            storage.ensure_indexes([("a", field)])
