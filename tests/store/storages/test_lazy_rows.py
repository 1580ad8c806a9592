"""Rows that are read when they are looked at are a mapping like any other, and know what was touched."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where

from store import UnreadableRecordError
from store.storages import JSONFileStorage, MemoryStorage, RowDB, RowTable, SQLiteStorage
from store.storages.row_tables import _LazyRows, _StoredRows
from tests.drawn import listed

KEYS = st.integers(0, 4)
FOUND = st.dictionaries(st.just("x"), st.integers(0, 1))
ROWS = st.dictionaries(KEYS, FOUND)
STEPS = listed(
    [
        (step, key, row)
        for step in ("get", "set", "change", "delete", "has", "all", "clear")
        for key in range(5)
        for row in ({}, {"x": 0}, {"x": 1})
    ]
)


def outcome(of: Any, step: str, key: int, row: dict[str, int]) -> Any:
    """What a step on a mapping gives."""
    try:
        if step == "get":
            return dict(of[key])
        if step == "set":
            of[key] = dict(row)
        elif step == "change":
            of[key]["x"] = 5
        elif step == "delete":
            del of[key]
        elif step == "has":
            return key in of, f"{key}" in of
        elif step == "all":
            return sorted(of), len(of), {one: dict(of[one]) for one in of}
        else:
            of.clear()
    except KeyError as error:
        return repr(error)
    return None


@given(stored=ROWS, steps=STEPS)
def test_they_are_a_mapping(stored: dict[int, dict[str, int]], steps: list[Any]) -> None:
    """Whatever is done to them, and in whatever order; what has changed then is what is to be written."""
    with closing(MemoryStorage()) as storage:
        storage.write_rows("a", dict(stored))
        lazy, plain = _LazyRows(storage, "a"), {key: dict(row) for key, row in stored.items()}
        for step in steps:
            assert outcome(lazy, *step) == outcome(plain, *step)
        changes = lazy.changes()
        storage.write_rows("a", changes)
        assert dict(storage.scan_rows("a")) == plain
        touched = {key for step, key, _ in steps if step in ("set", "change", "delete")}
        assert set(changes) <= touched or any(step == "clear" for step, *_ in steps)


@given(stored=ROWS, key=st.sampled_from(["0", "1", "7", "x", "", "nan"]))
def test_stored_rows_are_a_mapping_from_texts(stored: dict[int, dict[str, int]], key: str) -> None:
    """As TinyDB knows a table."""
    with closing(MemoryStorage()) as storage:
        storage.write_rows("a", dict(stored))
        seen, plain = _StoredRows(storage, "a"), {str(one): stored[one] for one in sorted(stored)}
        assert (list(seen), len(seen)) == (list(plain), len(plain))
        assert list(seen.items()) == list(plain.items())
        assert seen.get(key) == plain.get(key)


def test_an_emptied_table_is_empty_at_once(tmp_path: Path) -> None:
    """Also for who goes on within the same change; a row put back as it was is not written."""
    with closing(RowDB(tmp_path / "library.db", storage=SQLiteStorage)) as db:
        table = db.table("a")
        assert isinstance(table, RowTable)
        table.insert_multiple([{"x": 1}, {"x": 2}, {"x": 3}])

        def change(rows: Any) -> None:
            assert len(rows) == 3
            rows.clear()
            assert (list(rows), len(rows), 1 in rows) == ([], 0, False)
            rows[2] = {"x": 2}
            rows[5] = {"x": 5}
            assert list(rows) == [2, 5]

        table._update_table(change)
        assert [(row.doc_id, dict(row)) for row in table] == [(2, {"x": 2}), (5, {"x": 5})]


def test_a_row_that_cannot_be_read_is_neither_changed_nor_dropped(tmp_path: Path) -> None:
    """A change of all passes it over; an emptying, which cannot, is refused."""
    with closing(RowDB(tmp_path / "library.db", storage=SQLiteStorage)) as db:
        table, storage = db.table("a"), db.storage
        assert isinstance(storage, SQLiteStorage)
        table.insert_multiple([{"x": 1}, {"x": 2}])
        for document in ("{", '{"x": NaN}', '{"x": "\\ud800"}'):
            with storage.transaction():
                storage._query("UPDATE a SET document = ? WHERE id = 1", [document])
            table.update({"y": 3})
            assert storage.raw_row("a", 1) == document.encode()
            with pytest.raises(UnreadableRecordError):
                table.truncate()
        assert storage.get_rows("a", [2]) == {2: {"x": 2, "y": 3}}


@pytest.mark.parametrize("value", ["NaN", '"\\ud800"'])
def test_a_row_that_could_not_be_written_again_is_named(tmp_path: Path, value: str) -> None:
    """A file of JSON may hold what no other storage can keep; the rows beside it are changed."""
    path = tmp_path / "library.json"
    path.write_text(f'{{"a": {{"1": {{"x": {value}}}, "2": {{"x": 2}}}}}}')
    with closing(RowDB(path, storage=JSONFileStorage)) as db:
        db.table("a").update({"y": 3})
        assert db.table("a").get(doc_id=2) == {"x": 2, "y": 3}
        assert "y" not in (db.table("a").get(doc_id=1) or {})
        with pytest.raises(UnreadableRecordError, match=r"record 1 .*neither text nor number"):
            db.table("a").update({"y": 4}, doc_ids=[1])


def test_what_two_unlike_questions_find_is_not_mixed_up(tmp_path: Path) -> None:
    """To TinyDB all that call a function of the caller's are one: nothing that they find is kept."""
    with closing(RowDB(tmp_path / "library.db", storage=SQLiteStorage)) as db:
        table = db.table("a")
        table.insert_multiple([{"x": 1}, {"x": 2}])
        for _ in range(2):
            for number in (1, 2):
                found = table.search(where("x").map(lambda x: 10 * x) == 10 * number)
                assert [row.doc_id for row in found] == [number]
                found = table.search(lambda row, number=number: row["x"] == number)
                assert [row.doc_id for row in found] == [number]
