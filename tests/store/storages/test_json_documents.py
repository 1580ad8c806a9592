"""Documents that are no records: passed over, named, never written over."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from store import UnreadableRecordError
from store.library.library import open_library
from store.storages import RowDB, SQLiteStorage
from store.storages.json_documents import can_be_kept, is_bad_json, parsed, read_document


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
    assert storage.find_rows("a", "x", 3) == storage.find_rows_among("a", "x", [2, 3]) == {3: {"x": 3}}
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


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        (b'{"x": "NaN"}', True),
        (b'{"x": "\\u00e9"}', True),
        (b'{"x": "\\ud83d\\ude00"}', True),
        (b'{"x": NaN}', False),
        (b'{"x": [-Infinity]}', False),
        (b'{"x": "\\ud83d"}', False),
        (b'{"\\ud83d": 1}', False),
        (b"{}", True),
    ],
)
def test_only_what_can_be_written_again_is_read(document: bytes, kept: bool) -> None:
    """To Python more is JSON; what only looks like it is a text like any other."""
    row, reason = read_document(document)
    parsed_row, parsed_reason = parsed(document)
    assert parsed_row == json.loads(document)
    assert parsed_reason == ""
    assert (row is not None) is kept
    assert reason == ("" if kept else "it holds what is neither text nor number")
    assert can_be_kept(parsed_row or {}) is kept


@pytest.mark.parametrize("document", [b"7", b"null", b'"x"', b"[{}]", b"{", b"", b"\xff", None])
def test_what_is_no_object_is_no_record(document: bytes | None) -> None:
    """However it is asked for."""
    assert read_document(document) == parsed(document)
    assert parsed(document)[0] is None
    assert parsed(document)[1]


def test_a_row_that_is_too_deep_cannot_be_kept() -> None:
    """It could not be read again."""
    row: dict[str, Any] = {}
    for _ in range(100_000):
        row = {"x": row}
    assert not can_be_kept(row)
    while row:
        row = row.pop("x")


@pytest.mark.parametrize(
    ("said", "bad"), [("malformed JSON", True), ("database disk image is malformed", False)]
)
def test_one_such_row_is_told_from_a_damaged_file(said: str, bad: bool) -> None:
    """By what SQLite said, which is the error's cause."""
    error = RuntimeError("malformed JSON")
    error.__cause__ = sqlite3.OperationalError(said)
    assert is_bad_json(error) is bad
    assert not is_bad_json(RuntimeError("malformed JSON"))
