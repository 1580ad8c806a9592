"""The row table answers as stock TinyDB does, and writes only what was touched."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from store.storages import JSONFileStorage, RowDB, RowStorage, RowTable, SQLiteStorage, seals
from store.storages import MemoryStorage as OurMemoryStorage

Row = dict[str, Any]

NAMES = st.sampled_from(["_default", "A", "a"])
FIELDS = st.sampled_from(["x", "y", "nested"])
#: Each kind as often as the texts and fractions together.
SCALARS = st.sampled_from([
    *[None] * 10, *[False, True] * 5, *[-2, -1, 0, 1, 2] * 2, 0.0, 1.0, 1.5, 2**53 + 1,
    "", "1", "é", "e\u0301", "😀", "a'b\"c", "a\nb", "[b]",
])  # fmt: skip
VALUES = st.recursive(
    SCALARS, lambda of: st.lists(of, max_size=2) | st.dictionaries(FIELDS, of, max_size=2), max_leaves=4
)
ROWS = st.dictionaries(FIELDS, VALUES, max_size=3)
SIMPLE_QUERIES = st.one_of(
    st.builds(lambda field, value: where(field) == value, FIELDS, SCALARS),
    st.builds(lambda field, value: where(field) != value, FIELDS, SCALARS),
    st.builds(lambda field, values: where(field).one_of(values), FIELDS, st.lists(SCALARS, max_size=3)),
    st.builds(lambda field: where(field).exists(), FIELDS),
    st.builds(lambda value: where("nested")["x"] == value, SCALARS),
    st.just(where("x").test(lambda value: str(value) == "1")),
)
QUERIES = SIMPLE_QUERIES | st.builds(lambda one, two: one & ~two, SIMPLE_QUERIES, SIMPLE_QUERIES)
IDS = st.integers(1, 8)


def plain(result: Any) -> Any:
    """A result with ids and exact JSON types visible: True, 1 and 1.0 differ."""
    if isinstance(result, Document):
        return result.doc_id, json.dumps(result, sort_keys=True)
    if isinstance(result, list):
        return [plain(one) for one in result]
    return result


def outcome(act: Callable[[], Any]) -> Any:
    """What a call gives, or the type of what it raises."""
    try:
        return plain(act())
    except (ValueError, KeyError) as error:
        return type(error)


class RowsAgainstStock(RuleBasedStateMachine):
    """The same calls to stock TinyDB in memory and to rows in SQLite."""

    storage: type[RowStorage] = SQLiteStorage

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stock = TinyDB(storage=MemoryStorage)
        self.ours = self.opened()

    def opened(self) -> RowDB:
        """The rows, opened or opened again."""
        return RowDB(self.folder / "library", storage=self.storage)

    def teardown(self) -> None:
        """Closes the file and removes it."""
        self.ours.close()
        shutil.rmtree(self.folder)

    def both(self, name: str, act: Callable[[Table], Any]) -> None:
        """Calls both tables and compares."""
        expected = outcome(lambda: act(self.stock.table(name)))
        assert outcome(lambda: act(self.ours.table(name))) == expected

    @rule(name=NAMES, row=ROWS)
    def insert(self, name: str, row: Row) -> None:
        """A row goes in under the next id."""
        self.both(name, lambda table: table.insert(json.loads(json.dumps(row))))

    @rule(name=NAMES, rows=st.lists(ROWS, max_size=4))
    def insert_multiple(self, name: str, rows: list[Row]) -> None:
        """Several rows go in at once."""
        self.both(name, lambda table: table.insert_multiple(json.loads(json.dumps(rows))))

    @rule(name=NAMES, row=ROWS, ahead=st.integers(-2, 3))
    def insert_with_id(self, name: str, row: Row, ahead: int) -> None:
        """A row goes in under an id of its own, or is refused where one stands."""
        ids = [one.doc_id for one in self.stock.table(name)]
        key = max(1, max(ids, default=0) + ahead)
        if key in ids or ahead > 0:  # in between, stock keeps the order of insertion and not of ids
            self.both(name, lambda table: table.insert(Document(json.loads(json.dumps(row)), key)))

    @rule(name=NAMES, row=ROWS, ids=st.lists(IDS, max_size=3))
    def update_by_ids(self, name: str, row: Row, ids: list[int]) -> None:
        """Rows are updated by their ids."""
        self.both(name, lambda table: table.update(json.loads(json.dumps(row)), doc_ids=ids))

    @rule(name=NAMES, row=ROWS, query=QUERIES)
    def update_by_query(self, name: str, row: Row, query: QueryInstance) -> None:
        """Rows are updated by a query."""
        self.both(name, lambda table: table.update(json.loads(json.dumps(row)), query))

    @rule(name=NAMES, field=FIELDS, value=SCALARS)
    def update_by_callable(self, name: str, field: str, value: object) -> None:
        """Every row is changed in place by a function."""

        def change(row: MutableMapping[str, Any]) -> None:
            row.pop("y", None)
            row[field] = [value, row.get(field)] if field == "x" and len(str(row)) < 99 else value

        self.both(name, lambda table: table.update(change))

    @rule(name=NAMES, row=ROWS, query=QUERIES)
    def upsert_by_query(self, name: str, row: Row, query: QueryInstance) -> None:
        """Matching rows are updated, else one is inserted."""
        self.both(name, lambda table: table.upsert(json.loads(json.dumps(row)), query))

    @rule(name=NAMES, row=ROWS)
    def upsert_by_id(self, name: str, row: Row) -> None:
        """The row with the id is updated, else inserted."""
        key = max((one.doc_id for one in self.stock.table(name)), default=1)
        self.both(name, lambda table: table.upsert(Document(json.loads(json.dumps(row)), key)))

    @rule(name=NAMES, ids=st.lists(IDS, max_size=3))
    def remove_by_ids(self, name: str, ids: list[int]) -> None:
        """Rows are removed by their ids; an id given twice is refused by both."""
        self.both(name, lambda table: table.remove(doc_ids=ids))

    @rule(name=NAMES, query=QUERIES)
    def remove_by_query(self, name: str, query: QueryInstance) -> None:
        """Rows are removed by a query."""
        self.both(name, lambda table: table.remove(query))

    @rule(name=NAMES)
    def truncate(self, name: str) -> None:
        """A table is emptied and counts from one again."""
        self.both(name, lambda table: table.truncate())

    @rule(name=NAMES)
    def drop(self, name: str) -> None:
        """A table is dropped."""
        self.stock.drop_table(name)
        self.ours.drop_table(name)

    @rule()
    def reopen(self) -> None:
        """The file is closed and opened; stock forgets its counter as if it had been."""
        self.ours.close()
        self.ours = self.opened()
        for name in self.stock.tables():
            self.stock.table(name)._next_id = None

    @rule(name=NAMES, query=QUERIES, ids=st.lists(IDS, max_size=3), key=IDS)
    def read(self, name: str, query: QueryInstance, ids: list[int], key: int) -> None:
        """Every way to read gives the same."""
        self.both(name, lambda table: table.search(query))
        self.both(name, lambda table: table.search(query))  # from the query cache
        self.both(name, lambda table: table.get(query))
        self.both(name, lambda table: table.get(doc_id=key))
        self.both(name, lambda table: table.get(doc_ids=ids))
        self.both(name, lambda table: table.contains(query))
        self.both(name, lambda table: table.contains(doc_id=key))
        self.both(name, lambda table: table.count(query))

    @invariant()
    def same_rows(self) -> None:
        """Both hold the same tables with the same rows."""
        assert self.ours.tables() == self.stock.tables()
        for name in self.stock.tables():
            self.both(name, list)
            self.both(name, len)


TestRowsAgainstStock = RowsAgainstStock.TestCase
TestRowsAgainstStock.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


class JSONRowsAgainstStock(RowsAgainstStock):
    """The same with rows in a JSON file."""

    storage = JSONFileStorage


class MemoryRowsAgainstStock(RowsAgainstStock):
    """The same with rows in memory, which are opened again with what they held."""

    def opened(self) -> RowDB:
        """Rows in memory, with those of the one before."""
        before = getattr(self, "ours", None)
        fresh = RowDB(storage=OurMemoryStorage)
        fresh.storage.write(before.storage.read() or {} if before is not None else {})
        return fresh


TestJSONRowsAgainstStock = JSONRowsAgainstStock.TestCase
TestMemoryRowsAgainstStock = MemoryRowsAgainstStock.TestCase
TestJSONRowsAgainstStock.settings = TestRowsAgainstStock.settings
TestMemoryRowsAgainstStock.settings = TestRowsAgainstStock.settings


@pytest.fixture
def db(tmp_path: Path) -> Iterator[RowDB]:
    """An empty store."""
    opened = RowDB(tmp_path / "library.db", storage=SQLiteStorage)
    yield opened
    opened.close()


def traced(db: RowDB, act: Callable[[], Any]) -> list[str]:
    """The statements that changed rows while it acted; not the seal that each transaction writes."""
    seen: list[str] = []
    connection: sqlite3.Connection = db.storage._connection  # type: ignore[attr-defined]
    connection.set_trace_callback(seen.append)
    act()
    connection.set_trace_callback(None)
    changes = [sql for sql in seen if sql.startswith(("INSERT", "DELETE", "UPDATE"))]
    return [sql for sql in changes if seals.TABLE not in sql]


def test_update_writes_only_touched_rows(db: RowDB) -> None:
    """Of a hundred rows only the ones updated are written."""
    table = db.table("rows")
    table.insert_multiple({"n": n} for n in range(100))
    written = traced(db, lambda: table.update({"n": -1}, doc_ids=[3, 70]))
    assert len(written) == 2
    assert "VALUES (3," in written[0]
    assert "VALUES (70," in written[1]


def test_update_that_changes_nothing_writes_nothing(db: RowDB) -> None:
    """An update to the values a row has already is no write."""
    table = db.table("rows")
    table.insert({"n": 1, "deep": [1]})
    assert traced(db, lambda: table.update({"n": 1})) == []
    assert traced(db, lambda: table.update({"n": True})) != []


def test_callable_update_of_nested_value_is_written(db: RowDB) -> None:
    """A change in place, deep in a document, is noticed."""
    table = db.table("rows")
    table.insert({"deep": {"list": [1]}})
    table.update(lambda row: row["deep"]["list"].append(2))
    assert table.all() == [{"deep": {"list": [1, 2]}}]


def test_insert_and_remove_write_one_row(db: RowDB) -> None:
    """One row in or out is one statement."""
    table = db.table("rows")
    table.insert_multiple({"n": n} for n in range(50))
    assert len(traced(db, lambda: table.insert({"n": 50}))) == 1
    assert len(traced(db, lambda: table.remove(doc_ids=[7]))) == 1


@pytest.mark.parametrize(
    "name",
    [
        "größe",
        "",
        "order",
        'a"b',
        "a'b",
        "x_61",
        "sqlite_x",
        "sqlite3",
        "sqlites",
        "sqlite",
        "SQLITE_X",
        "a.b",
        "a\0b",
        "1",
        "x_zz",
    ],
)
def test_any_table_name_serves(db: RowDB, name: str) -> None:
    """Whatever a table is called, its rows are kept and its name is given back."""
    db.table(name).insert({"n": 1})
    db.table(name).insert({"n": 2})
    assert [row["n"] for row in db.table(name)] == [1, 2]
    assert db.tables() == {name}


@pytest.mark.parametrize("field", ["a b", "größe", "", "a.b", "1", '"', "a'b", "$"])
def test_any_field_name_is_searched(db: RowDB, field: str) -> None:
    """An equality on a field with any name finds its rows."""
    db.table("rows").insert_multiple([{field: 1}, {field: 2}])
    assert db.table("rows").search(where(field) == 2) == [{field: 2}]


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), 2**63, 10**30, -(10**30), "a\0b", "\0", "\ufeff"])
def test_any_value_is_searched(db: RowDB, value: object) -> None:
    """An equality finds what was stored, whatever its size or characters."""
    db.table("rows").insert_multiple([{"x": value}, {"x": 0}, {"x": "a"}])
    assert [row.doc_id for row in db.table("rows").search(where("x") == value)] == [1]


def test_search_for_text_that_cannot_be_stored(db: RowDB) -> None:
    """A query for half a surrogate pair finds nothing."""
    db.table("rows").insert({"x": "a"})
    assert db.table("rows").search(where("x") == "\ud800") == []


@pytest.mark.parametrize("key", [2**63, 10**30, -(10**30), 0, -1])
def test_ids_no_row_can_have(db: RowDB, key: int) -> None:
    """An id beyond all rows finds nothing, changes nothing and raises nothing."""
    table = db.table("rows")
    table.insert({"x": 1})
    assert table.get(doc_id=key) is None
    assert table.get(doc_ids=[key]) == []
    assert table.update({"x": 2}, doc_ids=[key]) == []
    assert table.remove(doc_ids=[key]) == []


def test_equality_tells_numbers_as_python_does(db: RowDB) -> None:
    """1, 1.0 and True are equal, "1" is not."""
    table = db.table("rows")
    table.insert_multiple([{"x": 1}, {"x": 1.0}, {"x": True}, {"x": "1"}, {"x": None}, {}])
    assert [row.doc_id for row in table.search(where("x") == 1)] == [1, 2, 3]
    assert [row.doc_id for row in table.search(where("x") == "1")] == [4]


def test_removed_id_is_not_given_again(db: RowDB) -> None:
    """As in stock TinyDB, the id of a row just removed is not given to the next one."""
    table = db.table("rows")
    assert table.insert_multiple([{}, {}]) == [1, 2]
    table.remove(doc_ids=[2])
    assert table.insert({}) == 3


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"bytes", object()])
def test_values_json_cannot_hold_are_refused(db: RowDB, value: object) -> None:
    """What JSON cannot hold raises and leaves the table as it was."""
    table = db.table("rows")
    table.insert({"x": 1})
    with pytest.raises((TypeError, ValueError)):
        table.insert_multiple([{"x": 2}, {"x": value}])
    with pytest.raises((TypeError, ValueError)):
        table.update({"x": value})
    assert table.all() == [{"x": 1}]


def test_explicit_ids_do_not_stand_in_the_way(db: RowDB) -> None:
    """After a row with an id of its own the next id lies above it."""
    table = db.table("rows")
    table.insert_multiple([Document({}, 5), Document({}, 9)])
    assert table.insert({}) == 10


def test_row_table_is_tinydbs(db: RowDB) -> None:
    """Tables of a RowDB are TinyDB tables, kept by name, found by TinyDB's shortcuts."""
    assert isinstance(db.table("rows"), RowTable)
    assert isinstance(db.table("rows"), Table)
    assert db.table("rows") is db.table("rows")
    db.insert({"x": 1})
    assert db.all() == [{"x": 1}]
    assert repr(db.table("rows"))


def test_get_without_anything_is_refused(db: RowDB) -> None:
    """As in TinyDB, `get` must be told what to get."""
    with pytest.raises(RuntimeError):
        db.table("rows").get()


def test_update_multiple(db: RowDB) -> None:
    """TinyDB's `update_multiple` works on rows."""
    table = db.table("rows")
    table.insert_multiple([{"x": 1}, {"x": 2}, {"x": 3}])
    assert table.update_multiple([({"y": 1}, where("x") == 1), ({"y": 2}, where("x") == 3)]) == [1, 3]
    assert table.all() == [{"x": 1, "y": 1}, {"x": 2}, {"x": 3, "y": 2}]


@pytest.mark.slow
def test_iteration_survives_changes(db: RowDB) -> None:
    """Rows may be changed while the table is gone through, over more than one chunk."""
    table = db.table("rows")
    table.insert_multiple({"n": n} for n in range(1200))
    for row in table:
        table.update({"n": row["n"] + 1}, doc_ids=[row.doc_id])
    assert [row["n"] for row in table] == list(range(1, 1201))


@pytest.mark.parametrize("kind", [SQLiteStorage, JSONFileStorage])
def test_rows_are_found_by_several_texts_at_once(tmp_path: Path, kind: Any) -> None:
    """Texts alone, as Python compares them, also one that SQLite would cut; in order of the ids."""
    with closing(RowDB(tmp_path / "library.json", storage=kind)) as db:
        table = db.table("rows")
        assert isinstance(table, RowTable)
        assert table.search_among("x", ["a"]) == []
        table.insert_multiple([{"x": one} for one in ("b", "a", 1, ["a"], '["a"]', "a\0b", None, "a")])
        assert [row.doc_id for row in table.search_among("x", ["a", "b", "1"])] == [1, 2, 8]
        assert [row.doc_id for row in table.search_among("x", ['["a"]'])] == [5]
        assert [row.doc_id for row in table.search_among("x", ["a\0b", "a"])] == [2, 6, 8]
        assert table.search_among("x", []) == []


def test_documents_under_ids_that_are_taken_are_refused(tmp_path: Path) -> None:
    """By a row that is there, or by one another; then none of them is stored."""
    with closing(RowDB(tmp_path / "library.db", storage=SQLiteStorage)) as db:
        table = db.table("rows")
        assert table.insert_multiple([Document({"x": 1}, 7), Document({"x": 2}, 3)]) == [7, 3]
        for ids in ((8, 7), (9, 9)):
            with pytest.raises(ValueError, match=f"ID {ids[1]} already exists"):
                table.insert_multiple([Document({"x": 3}, key) for key in ids])
        assert {row.doc_id: row["x"] for row in table} == {3: 2, 7: 1}
