"""Salvage: what a damaged file still holds comes out, the damaged file stays, nothing hangs."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tinydb.table import Document

from store import DatelineError, Library, NotALibraryError, open_library
from store.care.doctor import examine
from store.care.salvaging import salvage
from tests import used
from tests.store.conftest import mark


@pytest.fixture(scope="session")
def large_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of some megabytes: texts of all sizes, the marks spread over it."""
    with closing(open_library(tmp_path_factory.mktemp("large") / "library.db", user="ana")) as library:
        mark(library)
        row = dict(library.tables.table("texts").get(doc_id=1) or {})
        with library.transaction():
            for number in range(600):
                words = f"{number} words and words. " * (40 * (1 + number % 20))
                key = library.tables.new_id("texts")
                library.tables.table("texts").insert(Document({**row, "text": row["text"] + words}, key))
        library.tables.storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
        return library.path


@pytest.fixture
def large(large_template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return used.copied(large_template, tmp_path)


@pytest.mark.slow
def test_a_sound_file_comes_out_whole(large: Path) -> None:
    """Of a file without damage every row is saved."""
    saved = salvage(large)
    assert saved.counts["texts"] == 610
    assert (saved.counts["releases"], saved.counts["annotations"], saved.set_aside) == (10, 10, 0)
    assert (saved.repair.mended, saved.repair.set_aside) == ([], [])
    library = open_library(saved.path, user="ana")
    assert library.annotations.get(7).note == "note 7"
    assert library.annotations.add(1, 20, 30, note="n").id == 11
    library.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_megabyte_of_random_bytes_in_the_middle(large: Path, seed: int) -> None:
    """The rest is saved into a sound library; the damaged file keeps its bytes."""
    data = bytearray(large.read_bytes())
    assert len(data) > 3 * 2**20
    middle = len(data) // 2 - 2**19
    data[middle : middle + 2**20] = random.Random(seed).randbytes(2**20)
    large.write_bytes(data)
    saved = salvage(large)
    assert large.read_bytes() == data
    library = open_library(saved.path)
    assert examine(library) == []
    assert saved.counts["texts"] > 250
    assert library.releases.count() == 10
    assert {one.note for key in library.releases.ids() for one in library.annotations.of(key)} == {
        f"note {key}" for key in range(1, 11)
    }
    library.close()


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_file_cut_short(large: Path, share: float) -> None:
    """What stands before the cut is saved."""
    data = large.read_bytes()
    large.write_bytes(data[: int(len(data) * share)])
    saved = salvage(large)
    assert saved.counts["texts"] > 600 * share * 0.5
    library = open_library(saved.path)
    assert examine(library) == []
    assert {one.note for key in library.releases.ids() for one in library.annotations.of(key)} == {
        f"note {key}" for key in range(1, 11)
    }
    library.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_any_damage_ends_in_a_sound_library_or_plain_words(marked: Library, seed: int) -> None:
    """Random pages of a small library overwritten: a sound library comes out, or one of our errors."""
    marked.tables.storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    marked.close()
    chance = random.Random(seed)
    data = bytearray(marked.path.read_bytes())
    for page in chance.sample(range(len(data) // 4096), 1 + seed % 6):
        data[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    marked.path.write_bytes(data)
    try:
        saved = salvage(marked.path)
    except DatelineError as error:
        assert error.way_out
    else:
        library = open_library(saved.path)
        assert examine(library) == []
        library.close()
    assert marked.path.read_bytes() == data


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"text" * 4096])
def test_what_is_no_library_is_said(tmp_path: Path, data: bytes) -> None:
    """A file in which there is nothing to save is refused, and no new one is left."""
    path = tmp_path / "library.db"
    path.write_bytes(data)
    with pytest.raises(NotALibraryError):
        salvage(path)
    assert list(tmp_path.iterdir()) == [path]


def gone(path: Path, first: int, end: int) -> None:
    """Zeros in place of the file's bytes from `first` to `end`."""
    data = bytearray(path.read_bytes())
    data[first:end] = bytes(end - first)
    path.write_bytes(data)


def lengthen(library: Library) -> None:
    """Has the table of contents take more than the first page."""
    for number in range(40):
        library.tables.storage.ensure_indexes([("sources", f"field_{number}")])


def page_of_contents(path: Path) -> int:
    """The last leaf page of the table of contents, counted from 0."""
    root = path.read_bytes()[:4096]
    assert root[100] == 5  # an interior page: its rightmost child is a leaf
    return int.from_bytes(root[108:112], "big") - 1


@pytest.mark.few(2)
@pytest.mark.parametrize("size", [100, 512, 4096])
@pytest.mark.parametrize("in_log", [False, True], ids=["in the file", "in the log"])
def test_a_head_of_zeros_loses_nothing_behind_it(
    marked: Library, size: int, in_log: bool, tmp_path: Path
) -> None:
    """A file that begins with zeros and has our rows is a damaged library, and its rows come out."""
    path = tmp_path / "harmed" / "library.db"
    path.parent.mkdir()
    if in_log:
        marked.annotations.add(1, 20, 30, note="in the log")
        shutil.copyfile(f"{marked.path}-wal", f"{path}-wal")
        shutil.copyfile(marked.path, path)
    else:
        marked.close()
        shutil.copyfile(marked.path, path)
    expected = {} if in_log else rows_of(marked.path)
    gone(path, 0, size)
    with pytest.raises(NotALibraryError, match="is damaged"):
        open_library(path)
    saved = salvage(path)
    assert (saved.counts["releases"], saved.counts["annotations"]) == (10, 10 + in_log)
    with closing(open_library(saved.path, user="ana")) as library:
        assert examine(library) == []
        assert library.annotations.get(7).note == "note 7"
    for table, rows in expected.items():
        if table not in ("meta", "signatures"):
            assert rows_of(saved.path).get(table, {}) == rows


def rows_of(path: Path) -> dict[str, dict[str, object]]:
    """All tables of a library."""
    with closing(open_library(path, user="ana")) as library:
        return library.tables.storage.read() or {}


@pytest.mark.slow
@pytest.mark.parametrize("cut", [False, True], ids=["zeroed", "cut off"])
def test_a_lost_table_of_contents_loses_no_row(large: Path, cut: bool) -> None:
    """With the page lost that names the tables, rows on pages of their own come out too."""
    with closing(open_library(large, user="ana")) as library:
        lengthen(library)
    expected = rows_of(large)
    at = page_of_contents(large) * 4096
    if cut:
        os.truncate(large, at)
    else:
        gone(large, at, at + 4096)
    saved = salvage(large)
    assert saved.gathered
    found = rows_of(saved.path)
    for table in ("releases", "texts", "annotations", "tags", "reading", "history"):
        assert found[table] == expected[table]


@pytest.mark.slow
def test_freed_pages_give_nothing_that_is_still_there(large: Path) -> None:
    """Of a row that stands on a page of its table and on one that was freed, the former is taken."""
    with closing(open_library(large, user="ana")) as library:
        lengthen(library)
        text = library.tables.storage.get_rows("texts", [1])[1]
    with closing(sqlite3.connect(large)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")  # freed pages keep what was on them
        connection.execute("DELETE FROM texts WHERE id BETWEEN 100 AND 599")
        for key in range(110, 590, 20):
            connection.execute("INSERT INTO texts VALUES (?, ?)", [key, json.dumps(text)])
        connection.commit()
    expected = rows_of(large)["texts"]
    at = page_of_contents(large) * 4096
    gone(large, at, at + 4096)
    found = rows_of(salvage(large).path)["texts"]
    assert {key: found.get(key) for key in expected} == expected


def test_zeros_and_other_files_are_no_damaged_library(tmp_path: Path) -> None:
    """A file of zeros alone holds nothing of ours."""
    path = tmp_path / "library.db"
    path.write_bytes(bytes(20_000))
    with pytest.raises(NotALibraryError, match="some other kind of file"):
        open_library(path)
    with pytest.raises(NotALibraryError):
        salvage(path)
