"""TinyDB with its own tables on the storages of this project."""

from __future__ import annotations

from pathlib import Path

import pytest
from tinydb import TinyDB, where

from store.storages import JSONFileStorage, RowDB, SQLiteStorage


@pytest.mark.parametrize("storage", [SQLiteStorage, JSONFileStorage])
def test_stock_tables_on_our_storages(tmp_path: Path, storage: type) -> None:
    """TinyDB with its own tables reads and writes the whole store through the storage."""
    with TinyDB(tmp_path / "a", storage=storage) as db:
        db.insert({"x": 1})
        db.table("A").insert_multiple([{"x": 2}, {"x": 3}])
        db.table("a").insert({"x": 4})
        db.table("A").remove(where("x") == 2)
        db.drop_table("a")
        assert db.tables() == {"_default", "A"}
    with RowDB(tmp_path / "a", storage=storage) as again:
        assert {name: again.table(name).all() for name in again.tables()} == {
            "A": [{"x": 3}],
            "_default": [{"x": 1}],
        }
