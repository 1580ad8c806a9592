"""The rows of one step: as changes leave them, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.library.touched_rows import TouchedRows
from store.storages import MemoryStorage, RowDB

COUNT = 1200


@pytest.mark.parametrize("backwards", [False, True])
def test_rows_are_read_and_written_some_at_a_time(monkeypatch: pytest.MonkeyPatch, backwards: bool) -> None:
    """Each once, in either order: ten thousands are never held together."""
    db = RowDB(storage=MemoryStorage)
    db.table("tags").insert_multiple({"n": key} for key in range(1, COUNT + 1))
    read: list[int] = []
    written: list[int] = []
    get_rows, write_rows = db.storage.get_rows, db.storage.write_rows  # type: ignore[attr-defined]

    def reading(table: str, ids: Iterable[int]) -> Any:
        read.append(len([*ids]))
        return get_rows(table, ids)

    def writing(table: str, changes: Mapping[int, Any]) -> None:
        written.append(len(changes))
        write_rows(table, changes)

    monkeypatch.setattr(db.storage, "get_rows", reading)
    monkeypatch.setattr(db.storage, "write_rows", writing)
    keys = [*range(1, COUNT + 1)]
    rows = TouchedRows(db, [("tags", key) for key in keys])
    for key in reversed(keys) if backwards else keys:
        assert rows.get("tags", key) == {"n": key}
        rows.apply(["tags", key, {"n": key}, {"n": -key}])
    rows.write()
    assert sum(read) == sum(written) == COUNT
    assert max(*read, *written) <= COUNT // 2
    monkeypatch.undo()
    assert db.storage.get_rows("tags", keys) == {key: {"n": -key} for key in keys}  # type: ignore[attr-defined]


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["made", "set", "deleted"])), max_size=12))
def test_a_row_is_what_the_last_change_made_it(steps: list[tuple[int, str]]) -> None:
    """Before it is written, and after."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.library.touched_rows._READ_AT_ONCE", 2)
        db = RowDB(storage=MemoryStorage)
        db.table("tags").insert_multiple({"n": 0} for _ in range(3))
        now: dict[int, dict[str, int]] = {key: {"n": 0} for key in (1, 2, 3)}
        rows = TouchedRows(db, [("tags", key) for key in range(1, 6)])
        for at, (key, what) in enumerate(steps, 1):
            before = now.get(key)
            if what == "deleted":
                rows.apply(["tags", key, before, None])
                now.pop(key, None)
            else:
                rows.apply(["tags", key, None if what == "made" else before or {}, {"n": at}])
                now[key] = {"n": at}
            assert rows.get("tags", key) == now.get(key)
        rows.write()
        assert db.storage.get_rows("tags", range(1, 6)) == now  # type: ignore[attr-defined]
