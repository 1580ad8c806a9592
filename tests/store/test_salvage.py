"""Salvage: what a damaged file still holds comes out, the damaged file stays, nothing hangs."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tinydb.table import Document

from store import DatelineError, Library, NotALibraryError, open_library
from store.doctor import examine
from store.salvage import salvage


@pytest.fixture
def large(marked: Library) -> Path:
    """A closed library of some megabytes: texts of all sizes, the marks spread over it."""
    with marked.transaction():
        for number in range(600):
            row = dict(marked.table("texts").get(doc_id=1) or {})
            words = f"{number} words and words. " * (40 * (1 + number % 20))
            key = marked.new_id("texts")
            marked.table("texts").insert(Document({**row, "text": row["text"] + words}, key))
    marked.storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
    marked.close()
    return marked.path


def test_a_sound_file_comes_out_whole(large: Path) -> None:
    """Of a file without damage every row is saved."""
    saved = salvage(large)
    assert saved.counts["texts"] == 610
    assert (saved.counts["releases"], saved.counts["annotations"], saved.set_aside) == (10, 10, 0)
    assert (saved.repair.mended, saved.repair.set_aside) == ([], [])
    library = open_library(saved.path, user="ana")
    assert library.annotation(7).note == "note 7"
    assert library.annotate(1, 20, 30, note="n").id == 11
    library.close()


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
    assert library.count() == 10
    assert {one.note for key in library.release_ids() for one in library.annotations(key)} == {
        f"note {key}" for key in range(1, 11)
    }
    library.close()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_file_cut_short(large: Path, share: float) -> None:
    """What stands before the cut is saved."""
    data = large.read_bytes()
    large.write_bytes(data[: int(len(data) * share)])
    saved = salvage(large)
    assert saved.counts["texts"] > 600 * share * 0.5
    library = open_library(saved.path)
    assert examine(library) == []
    assert {one.note for key in library.release_ids() for one in library.annotations(key)} == {
        f"note {key}" for key in range(1, 11)
    }
    library.close()


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_ends_in_a_sound_library_or_plain_words(marked: Library, seed: int) -> None:
    """Random pages of a small library overwritten: a sound library comes out, or one of our errors."""
    marked.storage._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[attr-defined]
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
