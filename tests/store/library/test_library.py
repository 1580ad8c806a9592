"""The library as a whole: made, opened by several at once, refused where it is newer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from store import (
    Library,
    NewerLibraryError,
    open_library,
)
from store.library import preparing
from store.library.library_tables import LibraryTables
from tests.store.library.conftest import add, dated


def test_two_programs_may_make_the_library_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library made by another program between our look and our first write keeps its ids."""
    from store.storages import SQLiteStorage

    path, begin = tmp_path / "library.db", SQLiteStorage.transaction
    others: list[int] = []

    def transaction(storage: SQLiteStorage) -> object:
        if storage.table_names() == [] and storage.read() is None and storage._pragma("user_version"):
            monkeypatch.setattr(SQLiteStorage, "transaction", begin)
            other = open_library(path, user="bea")
            others.append(add(other, tmp_path, "a", dated("Mar 3 2024")))
            other.close()
        return begin(storage)

    monkeypatch.setattr(SQLiteStorage, "transaction", transaction)
    library = open_library(path, user="ana")
    assert others == [1]
    assert add(library, tmp_path, "b", dated("Mar 4 2024")) == 2
    library.close()


@pytest.mark.slow
def test_processes_may_make_one_library_together(tmp_path: Path) -> None:
    """Several processes that open a new library at once all succeed, and no id is taken twice."""
    code = (
        "import sys\nfrom store import open_library\n"
        "sys.stdin.read()\nlibrary = open_library(sys.argv[1])\n"
        "for _ in range(5):\n"
        "    with library.transaction(): print(library.tables.new_id('releases'))\n"
        "library.close()"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "a.db")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for child in children:
        assert child.stdin
        child.stdin.close()
        child.stdin = None
    taken = [int(line) for child in children for line in child.communicate()[0].split()]
    assert [child.returncode for child in children] == [0] * 4
    assert sorted(taken) == list(range(1, 21))


def test_newer_meaning_is_refused(library: Library) -> None:
    """A library whose rows mean more than this program knows is refused and not touched."""
    library.tables.table("meta").update({"schema": 99})
    library.close()
    before = library.path.read_bytes()
    with pytest.raises(NewerLibraryError):
        open_library(library.path)
    assert library.path.read_bytes() == before


def test_a_library_another_process_makes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made between the look at its schema and the next: it is that library, nothing to upgrade."""
    check = preparing.check_ours

    def slow(tables: LibraryTables, path: Path) -> None:
        monkeypatch.setattr(preparing, "check_ours", check)
        open_library(tmp_path / "library.db", user="bea").close()
        check(tables, path)

    monkeypatch.setattr(preparing, "check_ours", slow)
    library = open_library(tmp_path / "library.db", user="ana")
    assert library.releases.count() == 0
    library.close()


def test_a_new_library_waits_for_the_disk_once(tmp_path: Path) -> None:
    """Its mark and all its indexes are one transaction."""
    library = open_library(tmp_path / "library.db")
    assert library.tables.storage.version()[1] == 1
    library.close()
