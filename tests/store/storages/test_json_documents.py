"""Documents that are no records: passed over, named, never written over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from store import UnreadableRecordError
from store.library.library import open_library
from store.storages import RowDB, SQLiteStorage
from store.storages.json_documents import read_document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library goes."""
    return tmp_path / "library.db"


BAD_ROWS = [
    (b'{"x":::1}', "not JSON"),
    (b"[1, 2]", "no record"),
    (b'{"x": "\xff\xfe"}', "not UTF-8"),
    (b"[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("document", "reason"), BAD_ROWS)
def test_one_bad_row_does_not_hide_the_others(path: Path, document: bytes, reason: str) -> None:
    """A row that is no JSON object is passed over, named, and left byte for byte as it is."""
    storage = SQLiteStorage(path)
    with RowDB(path, storage=SQLiteStorage) as db:
        db.table("a").insert_multiple({"x": n} for n in (1, 2, 3))
    raw = sqlite3.connect(path)
    raw.execute("UPDATE a SET document=CAST(? AS TEXT) WHERE id=2", [document])
    raw.commit()
    assert dict(storage.scan_rows("a")) == storage.get_rows("a", [1, 2, 3]) == {1: {"x": 1}, 3: {"x": 3}}
    assert storage.find_rows("a", "x", 3) == {3: {"x": 3}}
    assert storage.count_by("a", "x", [1, 2]) == {1: 1}
    assert [key for key in storage.row_ids("a", newest_by="x") if key != 2] == [3, 1]
    assert list(storage.unreadable_rows) == [("a", 2)]
    assert reason in storage.unreadable_rows["a", 2]
    for change in ({"x": 9}, None):
        with pytest.raises(UnreadableRecordError, match="record 2"):
            storage.write_rows("a", {3: {"x": 4}, 2: change})
    assert storage.get_rows("a", [3]) == {3: {"x": 3}}
    assert raw.execute("SELECT CAST(document AS BLOB) FROM a WHERE id=2").fetchone() == (document,)
    raw.execute("UPDATE a SET document='{}' WHERE id=2")
    raw.commit()
    raw.close()
    assert storage.get_rows("a", [2]) == {2: {}}
    assert storage.unreadable_rows == {}
    storage.close()


def test_a_row_damaged_under_an_index_hides_no_other(path: Path) -> None:
    """A document whose bytes were overwritten in the file is passed over by every way of looking."""
    library = open_library(path)
    library.tables.table("releases").insert_multiple({"source": "s" * 99, "date": None} for _ in range(60))
    library.close()
    path.write_bytes(path.read_bytes().replace(b'"source":"ss', b'"source":::"', 1))
    library = open_library(path)
    assert len(library.releases.ids()) == 60
    assert library.releases.many(library.releases.ids()) == []
    assert len(list(library.tables.table("releases"))) == library.releases.count() - 1 == 59
    bad = [one for one in library.unreadable() if one.reason == "it is not JSON"]
    assert [one.table for one in bad] == ["releases"]
    library.close()


def test_a_document_that_is_null_is_no_record() -> None:
    """A damaged file may give one, though the column forbids it."""
    assert read_document(None) == (None, "it is no record")
