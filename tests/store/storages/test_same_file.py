"""A library deleted, replaced or written over under the open connection is noticed, and never harmed."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store import DisplacedError, open_library
from store.storages import SQLiteStorage, seals
from tests.conftest import ROOT

Rows = dict[int, dict[str, object]]


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """A storage with a row."""
    opened = SQLiteStorage(tmp_path / "library.db")
    opened.write_rows("a", {1: {"x": "first"}})
    yield opened
    opened.close()


@pytest.fixture
def copy(storage: SQLiteStorage) -> Path:
    """A whole copy of what the storage holds now."""
    path = storage.path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as target, closing(sqlite3.connect(storage.path)) as source:
        source.backup(target)
    return path


def many(storage: SQLiteStorage, first: int = 100) -> None:
    """Rows enough to bring the log into the file more than once, in small transactions."""
    for number in range(first, first + 60):
        storage.write_rows("a", {number: {"x": "words " * 20_000}})


def checkpointed(path: Path) -> None:
    """Brings the whole log into the file, as any program may."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[0] == 0


def held(path: Path) -> Rows:
    """The rows of a file that nobody has open."""
    with closing(SQLiteStorage(path)) as opened:
        return dict(opened.scan_rows("a"))


def elsewhere(code: str, path: Path) -> None:
    """Runs code on ``storage`` in another process, which does not close it."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom store.storages import SQLiteStorage\n"
        f"storage = SQLiteStorage(Path(sys.argv[1]))\n{code}\nos._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, cwd=ROOT)


def delete(storage: SQLiteStorage, _copy: Path) -> None:
    """``rm``."""
    storage.path.unlink()


def move_away(storage: SQLiteStorage, _copy: Path) -> None:
    """``mv library elsewhere``."""
    storage.path.rename(storage.path.with_name("elsewhere.db"))


def replace(storage: SQLiteStorage, copy: Path) -> None:
    """``mv copy library``, as programs that synchronise do."""
    copy.rename(storage.path)


def write_over(storage: SQLiteStorage, copy: Path) -> None:
    """``cp copy library``: the same inode, other bytes."""
    storage.path.write_bytes(copy.read_bytes())


def delete_log(storage: SQLiteStorage, _copy: Path) -> None:
    """``rm library.db-wal``."""
    Path(f"{storage.path}-wal").unlink()


@pytest.mark.few(5)
@pytest.mark.parametrize("in_file", [False, True], ids=["in the log", "in the file"])
@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (delete, "gone"),
        (move_away, "gone"),
        (replace, "another file"),
        (write_over, "written over"),
        (delete_log, "log"),
    ],
)
def test_a_write_is_refused_and_nothing_harmed(
    storage: SQLiteStorage, copy: Path, harm: Callable[..., None], words: str, in_file: bool
) -> None:
    """It is said why; what is open can still be read; closing touches nothing of what stands there now."""
    storage.write_rows("a", {2: {"x": "second"}})
    many(storage)
    if in_file:
        checkpointed(storage.path)
    assert storage.displaced() == ""
    harm(storage, copy)
    assert words in storage.displaced()
    standing = storage.path.read_bytes() if storage.path.exists() else None
    before = storage.version()
    with pytest.raises(DisplacedError, match="Nothing was written"):
        storage.write_rows("a", {3: {"x": "third"}})
    assert words in storage.displaced()
    if harm is not write_over:
        assert storage.get_rows("a", [2]) == {2: {"x": "second"}}
    storage.close()
    if harm is delete_log:
        assert held(storage.path)[2] == {"x": "second"}
    else:
        assert (storage.path.read_bytes() if storage.path.exists() else None) == standing
    assert before[1] > 0
    if standing is not None and harm is not delete_log:
        assert held(storage.path) == {1: {"x": "first"}}


def test_a_file_put_back_is_written_again(storage: SQLiteStorage) -> None:
    """Nothing is lost by a file that was away for a while."""
    away = storage.path.with_name("away.db")
    storage.path.rename(away)
    with pytest.raises(DisplacedError):
        storage.write_rows("a", {2: {}})
    away.rename(storage.path)
    storage.write_rows("a", {2: {}})
    assert storage.displaced() == ""
    assert storage.count_rows("a") == 2


def test_an_earlier_state_of_the_same_file_is_not_taken_for_it(storage: SQLiteStorage) -> None:
    """Also a copy made by hand, with the file's own seal, is noticed once the file has gone on."""
    checkpointed(storage.path)
    early = storage.path.read_bytes()
    many(storage)
    checkpointed(storage.path)
    storage.write_rows("a", {2: {}})
    storage.path.write_bytes(early)
    assert "written over" in storage.displaced()
    with pytest.raises(DisplacedError):
        storage.write_rows("a", {3: {}})


@pytest.mark.slow
def test_what_others_bring_into_the_file_is_no_harm(storage: SQLiteStorage) -> None:
    """Other processes write, and bring the log into the file, as often as they like."""
    for number in range(3):
        elsewhere(
            "for number in range(40): storage.write_rows('b', {number: {'x': 'words ' * 20_000}})",
            storage.path,
        )
        assert storage.displaced() == ""
        storage.write_rows("a", {2: {"x": number}})
        checkpointed(storage.path)
        elsewhere("storage.write_rows('b', {1: {}})", storage.path)
        storage.write_rows("a", {3: {"x": number}})
        with closing(sqlite3.connect(storage.path, isolation_level=None)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS other (x)")
            connection.execute("INSERT INTO other VALUES (1)")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert storage.displaced() == ""
    storage.path.chmod(0o600)
    storage.write_rows("a", {4: {}})
    assert storage.displaced() == ""


def test_closing_takes_no_log_away_from_another(storage: SQLiteStorage, copy: Path) -> None:
    """What another process wrote to the file that stands there now survives the closing of the former."""
    copy.rename(storage.path)
    for end in ("-wal", "-shm"):
        Path(f"{storage.path}{end}").unlink()
    elsewhere("storage.write_rows('a', {9: {'x': 'theirs'}})", storage.path)
    storage.close()
    assert held(storage.path) == {1: {"x": "first"}, 9: {"x": "theirs"}}


def test_through_a_link(tmp_path: Path, storage: SQLiteStorage) -> None:
    """A link that leads elsewhere now is noticed."""
    link = tmp_path / "link.db"
    link.symlink_to(storage.path)
    with closing(SQLiteStorage(link)) as opened:
        opened.write_rows("a", {2: {}})
        assert opened.displaced() == ""
        link.unlink()
        link.symlink_to(tmp_path / "other.db")
        assert "gone" in opened.displaced()
        shutil.copyfile(storage.path, tmp_path / "other.db")
        assert "another file" in opened.displaced()


@pytest.mark.parametrize("harm", [delete, replace, move_away, delete_log])
def test_what_is_open_is_saved_beside(
    storage: SQLiteStorage, copy: Path, harm: Callable[..., None], tmp_path: Path
) -> None:
    """All that was acknowledged is in the new file, which is a library like any other."""
    path = tmp_path / "own.db"
    library = open_library(path, user="ana")
    library.tables.storage.write_rows("a", {1: {"x": "mine"}})
    harm(library.tables.storage, copy)
    saved = library.save_beside()
    library.close()
    assert saved.parent == path.parent
    assert saved.name.startswith("own.saved-")
    again = open_library(saved, user="ana")
    assert again.warnings == []
    assert again.tables.storage.get_rows("a", [1]) == {1: {"x": "mine"}}
    again.close()


def test_a_json_library_is_saved_beside(tmp_path: Path) -> None:
    """What is in memory is written to a file of the same kind."""
    library = open_library(tmp_path / "own.json", user="ana")
    library.tables.storage.write_rows("a", {1: {"x": "mine"}})
    library.path.unlink()
    saved = library.save_beside()
    library.close()
    again = open_library(saved, user="ana")
    assert again.tables.storage.get_rows("a", [1]) == {1: {"x": "mine"}}
    again.close()


def test_the_log_is_not_read_where_the_seals_that_were_met_tell(
    storage: SQLiteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often one's own log was brought into the file: it is as long as an import made it."""

    def read(log: Path) -> list[str]:
        raise AssertionError(f"{log} was read")

    monkeypatch.setattr(seals, "seals_in_log", read)
    for key in range(3):
        storage.write_rows("a", {key: {"x": "more"}})
        storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert storage.displaced() == ""
