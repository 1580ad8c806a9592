"""The JSON file: stock TinyDB's, whole at any time, shared, and never over what somebody else wrote."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage

from store import (
    DatelineError,
    JSONFileStorage,
    NewerLibraryError,
    NotALibraryError,
    StorageError,
    add_bytes,
    open_library,
)
from store.storages import RowDB
from store.tables import SCHEMA_VERSION

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library goes."""
    return tmp_path / "library.json"


@pytest.fixture
def storage(path: Path) -> Iterator[JSONFileStorage]:
    """A storage with one row."""
    opened = JSONFileStorage(path)
    opened.write_rows("a", {1: {"x": 1, "y": 1}})
    yield opened
    opened.close()


def files(path: Path) -> list[str]:
    """The files beside the library, the lock aside."""
    return sorted(one.name for one in path.parent.iterdir() if not one.name.endswith(".lock"))


def on_disk(path: Path) -> Any:
    """What the file says."""
    return json.loads(path.read_text(encoding="ascii"))


# -- stock TinyDB --------------------------------------------------------------------------


def test_stock_tinydb_opens_it_at_any_time(path: Path, storage: JSONFileStorage) -> None:
    """Stock TinyDB reads what was written, and what it writes is read here."""
    storage.write_rows("größe", {7: {"text": "é 😀 قال"}})
    with TinyDB(path) as stock:
        assert stock.table("größe").get(doc_id=7) == {"text": "é 😀 قال"}
        version = storage.version()
        stock.table("a").insert({"x": "ü"})
        assert storage.get_rows("a", [2]) == {2: {"x": "ü"}}
        assert storage.version() != version
        storage.write_rows("a", {3: {"x": 3}})
    with TinyDB(path) as stock:
        assert [row.doc_id for row in stock.table("a")] == [1, 2, 3]


def test_the_same_bytes_as_stock_tinydb(path: Path, tmp_path: Path) -> None:
    """The file is what `tinydb.storages.JSONStorage` writes for the same rows."""
    for file, kind in ((path, JSONFileStorage), (tmp_path / "stock.json", JSONStorage)):
        with TinyDB(file, storage=kind) as db:
            db.insert_multiple([{"x": "é"}, {"y": [1.0, None, {"z": True}]}])
            db.table("b").insert({})
            db.remove(where("x") == "é")
    assert path.read_bytes() == (tmp_path / "stock.json").read_bytes()


# -- whole at any time ---------------------------------------------------------------------


def child(code: str, *arguments: str | int | Path, **options: Any) -> subprocess.Popen[str]:
    """A process of this Python with the store at hand."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **options,
    )


INSERTING = """
import sys
from store import JSONFileStorage
from store.storages import RowDB
db = RowDB(sys.argv[1], storage=JSONFileStorage)
sys.stdin.readline()
for n in range(int(sys.argv[2])):
    print(db.table("a").insert({"who": sys.argv[3], "n": n, "text": "x" * 999}), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_kill_loses_nothing_acknowledged(path: Path) -> None:
    """Processes killed while they write leave a sound file with every row they had reported."""
    acknowledged: set[int] = set()
    for turn in range(8):
        process = child(INSERTING, path, 100_000, turn)
        assert process.stdin and process.stdout
        process.stdin.write("\n")
        process.stdin.flush()
        acknowledged |= {int(process.stdout.readline()) for _ in range(5 + turn)}
        process.send_signal(signal.SIGKILL)
        acknowledged |= {int(line) for line in process.stdout if line.endswith("\n")}
        process.communicate()
        with TinyDB(path) as stock:
            found = {row.doc_id for row in stock.table("a") if row["text"] == "x" * 999}
        assert found >= acknowledged
        assert len(found - acknowledged) <= turn + 1
    JSONFileStorage(path).write_rows("b", {1: {}})
    assert files(path) == ["library.json"]


@pytest.mark.slow
def test_processes_lose_no_update(path: Path) -> None:
    """Two processes that write at the same time: every row of both is there, each under its own id."""
    processes = [child(INSERTING, path, 40, name) for name in "ab"]
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    ids = [int(line) for process in processes for line in process.communicate()[0].split()]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(ids) == list(range(1, 81))
    rows = JSONFileStorage(path).get_rows("a", ids).values()
    assert {(row["who"], row["n"]) for row in rows} == {(who, n) for who in "ab" for n in range(40)}


def test_reading_and_changing_nothing_write_nothing(path: Path, storage: JSONFileStorage) -> None:
    """The file is replaced by a change and by nothing else."""
    inode = path.stat().st_ino
    with storage.transaction():
        storage.write_rows("a", {})
        assert storage.read()
    assert path.stat().st_ino == inode
    storage.write_rows("a", {2: {}})
    assert path.stat().st_ino != inode


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX rights and links")
def test_rights_and_links_stay(path: Path, storage: JSONFileStorage, tmp_path: Path) -> None:
    """The new file has the rights of the old one; through a link the file behind it is replaced."""
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    JSONFileStorage(link).write_rows("a", {2: {}})
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert storage.row_ids("a") == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX links")
def test_what_belongs_to_a_linked_library_lies_beside_the_file(path: Path, tmp_path: Path) -> None:
    """Lock, part file, the version of another computer and the backups; beside the link there is nothing."""
    library = open_library(path)
    add_bytes(library, "/a.txt", "a.txt", b"Headline\n\nBody.")
    library.close()
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "link.json"
    link.symlink_to(path)
    library = open_library(link)
    library.reading.set_starred([1], True)
    path.write_bytes(b"{}")
    library.version()
    library.close()
    assert list(folder.iterdir()) == [link]
    assert link.is_symlink()
    (backup,) = (tmp_path / "library.json.backups").iterdir()
    assert backup.name.endswith("-daily-1.json")
    assert len(list(tmp_path.glob("library (conflict *).json"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folders")
def test_a_change_is_on_the_disk_before_it_is_acknowledged(
    storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes flushed, renamed, folder flushed: else a power cut would take the change back."""
    steps: list[str] = []
    fsync, rename = os.fsync, Path.replace

    def flushed(descriptor: int) -> None:
        status = os.fstat(descriptor)
        is_folder = stat.S_ISDIR(status.st_mode)
        assert status.st_ino == storage.path.parent.stat().st_ino or not is_folder
        steps.append("folder" if is_folder else f"{status.st_size} bytes")
        fsync(descriptor)

    def renamed(path: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    storage.write_rows("a", {2: {"x": 2}})
    assert steps == [f"{storage.path.stat().st_size} bytes", "rename", "folder"]


def test_a_file_that_has_gone_is_written_again(path: Path, storage: JSONFileStorage) -> None:
    """What was in it is still known, and the next change writes all of it."""
    path.unlink()
    assert storage.count_rows("a") == 1
    storage.write_rows("a", {2: {}})
    assert sorted(on_disk(path)["a"]) == ["1", "2"]


# -- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        *(b"A press release.\n", b"{", b"[]", b"3", b'"x"', b"null", b" ", b"\xff\xfe", b"[" * 99999),
        *(b'{"a": []}', b'{"a": {"1": 2}}', b'{"a": {"x": {}}}', b'{"a": {"01": {}}}', b'{"a": {"1": {}}} x'),
        *(b'{"a": {"1": {}, "1": {}}}', b'{"a": {"1": {"x": 1, "x": 2}}}', b"\xef\xbb\xbf{}"),
        b"SQLite format 3\0",
    ],
)
def test_other_files_are_refused(path: Path, data: bytes) -> None:
    """A file that is no TinyDB file raises NotALibraryError with path and way out, and stays as it is."""
    path.write_bytes(data)
    with pytest.raises(NotALibraryError, match=r"library\.json") as caught:
        open_library(path)
    assert caught.value.way_out
    assert path.read_bytes() == data
    assert files(path) == ["library.json"]


@pytest.mark.parametrize(
    "tables",
    [
        *({"_default": {"1": {"x": 1}}}, {"_default": {}}, {"tags": {"1": {"name": "x"}}}),
        *({"meta": {"1": {"version": 3}}}, {"meta": {"1": {"schema": "1"}}}, {"meta": {"2": {}}}),
    ],
)
def test_another_programs_tinydb_is_refused(path: Path, tables: dict[str, Any]) -> None:
    """A TinyDB file with tables but without our mark is no library and is not written to."""
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    with pytest.raises(NotALibraryError, match="another program"):
        open_library(path)
    assert path.read_bytes() == before


def test_newer_meaning_is_refused(path: Path) -> None:
    """A library whose rows mean more than this program knows is refused and not touched."""
    library = open_library(path)
    library.tables.table("meta").update({"schema": 99})
    library.close()
    before = path.read_bytes()
    with pytest.raises(NewerLibraryError):
        open_library(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"{}"])
def test_an_empty_file_becomes_a_library(path: Path, data: bytes) -> None:
    """As stock TinyDB makes one that nobody has written to yet."""
    path.write_bytes(data)
    open_library(path).close()
    assert on_disk(path)["meta"]["1"]["schema"] == SCHEMA_VERSION


def test_folders_and_impossible_paths_are_refused(tmp_path: Path) -> None:
    """A folder, a path through a file and a name too long are refused in plain words."""
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").write_text("text")
    for path in ("folder.json", "file/library.json", "a" * 300 + ".json", "a" * 245 + ".json"):
        with pytest.raises(DatelineError):
            open_library(tmp_path / path)


READ_ONLY = """
import os, sys
import filelock
from store import JSONFileStorage, StorageError, open_library  # nobody may not read the interpreter
if os.geteuid() == 0:
    os.setuid(65534)
library = open_library(sys.argv[1])
print(library.read_only, library.tables.table("a").all())
try:
    library.tables.table("a").insert({})
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX rights")
def test_read_only_library() -> None:
    """What nobody may write to can be read; a write raises StorageError and leaves no file behind."""
    folder = Path(tempfile.mkdtemp())
    try:
        library = open_library(folder / "library.json")
        library.tables.table("a").insert({"x": 1})
        library.close()
        (folder / "library.json").chmod(0o444)
        folder.chmod(0o555)
        before = sorted(folder.iterdir())
        lines = child(READ_ONLY, folder / "library.json").communicate()[0].splitlines()
        assert lines[0] == "True [{'x': 1}]"
        assert "read-only" in lines[1]
        assert sorted(folder.iterdir()) == before
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.parametrize("looks", [True, False])
def test_what_nobody_may_write_to_can_be_written_later(
    path: Path, storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch, looks: bool
) -> None:
    """By a look or by a change; what could not be made ready when it was opened stays as it is."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    opened, empty = JSONFileStorage(path), JSONFileStorage(path.with_name("new.json"))
    told: list[str] = []
    opened.warn = told.append
    before = opened.version()
    for refused in (opened, empty):
        with pytest.raises(StorageError, match="read-only"):
            refused.write_rows("a", {2: {}})
    monkeypatch.undo()
    for _ in range(looks):
        assert opened.version()[0] != before[0]
        assert not opened.read_only
    opened.write_rows("a", {2: {}})
    with pytest.raises(StorageError, match="read-only"):
        empty.write_rows("a", {2: {}})
    assert storage.row_ids("a") == [1, 2]
    assert told == ["library.json can be written to again: what is done from now on is saved."]


FULL_DISK = """
import resource, sys
from store import JSONFileStorage, StorageError
from store.storages import RowDB
db = RowDB(sys.argv[1], storage=JSONFileStorage)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    while True:
        print(db.table("a").insert({"text": "x" * 5000}), flush=True)
except StorageError as error:
    print(error)
print(len(db.table("a")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_full_disk(path: Path) -> None:
    """StorageError says so; the old file is whole, and the new one that did not fit is gone."""
    *acknowledged, message, count = child(FULL_DISK, path).communicate()[0].splitlines()
    assert "the disk is full" in message
    assert int(count) == len(acknowledged) > 10
    assert list(on_disk(path)["a"]) == acknowledged
    assert files(path) == ["library.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file(
    path: Path, storage: JSONFileStorage, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the new file has its place nothing has changed, on the disk or in memory."""
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(StorageError, match="disk reports an error"):
        storage.write_rows("a", {2: {}})
    monkeypatch.undo()
    assert (path.read_bytes(), files(path)) == (before, ["library.json"])
    assert storage.row_ids("a") == [1]
    storage.write_rows("a", {2: {}})
    assert storage.row_ids("a") == [1, 2]


# -- which storage a name means ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"), [("a.json", b"{"), ("a.JSON", b"{"), ("a.db", b"SQLite"), ("json", b"SQLite")]
)
def test_the_name_chooses_the_storage(tmp_path: Path, name: str, kind: bytes) -> None:
    """``*.json`` is a JSON file, anything else SQLite; the library knows its path."""
    library = open_library(tmp_path / name)
    assert (library.path, library.read_only) == (tmp_path / name, False)
    library.close()
    assert (tmp_path / name).read_bytes().startswith(kind)


def test_rows_need_no_library(path: Path) -> None:
    """Anyone may use the storage with TinyDB or with `RowDB`."""
    with RowDB(path, storage=JSONFileStorage) as db:
        assert db.insert({"x": 1}) == 1
    with TinyDB(path, storage=JSONFileStorage) as db:
        assert db.search(where("x") == 1) == [{"x": 1}]
