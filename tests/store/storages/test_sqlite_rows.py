"""Rows of a SQLite library: in chunks, under any name, and as they lie there when some cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import NotALibraryError, StorageError, UnreadableRecordError
from store.storages import SQLiteStorage
from store.storages.sqlite import sql_name, table_name


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[SQLiteStorage]:
    """An empty storage."""
    with closing(SQLiteStorage(tmp_path / "library.db")) as opened:
        yield opened


def spoil(storage: SQLiteStorage, *ids: int) -> None:
    """Leaves rows that are no JSON."""
    with closing(sqlite3.connect(storage.path, isolation_level=None)) as connection:
        for key in ids:
            connection.execute("UPDATE a SET document = '{' WHERE id = ?", [key])


def indexes(storage: SQLiteStorage) -> list[str]:
    """The indexes on fields."""
    return [
        name for (name,) in storage._query("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY 1")
    ]


# -- names -----------------------------------------------------------------------------------------


@given(st.text(max_size=6) | st.sampled_from(["sqlite_a", "x_61", "x_", "A", "a$b", "seal$", "search$words"]))
def test_a_table_is_found_by_the_name_it_was_given(name: str) -> None:
    """Whatever it is; a plain one stands in the file as it is."""
    assert table_name(sql_name(name).strip('"')) == name
    assert sql_name("releases") == '"releases"'


@given(st.text(max_size=4), st.text(max_size=4))
def test_no_two_tables_have_one_name_in_sql(one: str, other: str) -> None:
    """To SQLite large letters and small ones are the same."""
    assert (sql_name(one).lower() == sql_name(other).lower()) == (one == other)


def test_tables_that_are_not_of_records_are_not_named(storage: SQLiteStorage) -> None:
    """SQLite's own, those of the index of words, and the seal."""
    storage.write_rows("b", {1: {}})
    storage.write_rows("a", {1: {}})
    storage.write_rows("odd $name", {1: {}})
    with storage.transaction():
        for sql in (
            'CREATE TABLE "search$docs" (id INTEGER PRIMARY KEY, document TEXT, more)',
            "CREATE TABLE other (document TEXT, id INTEGER)",
            "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT)",
        ):
            storage._query(sql)
    assert storage.record_tables() == ["b", "a", "odd $name", "counted"]
    assert storage.table_names() == ["b", "a", "odd $name", "other", "counted"]


def test_a_table_is_asked_for_once_in_a_transaction(storage: SQLiteStorage) -> None:
    """Nobody else can change it then; one that is dropped is made anew, by whoever it was."""
    seen: list[str] = []
    storage.write_rows("a", {1: {}})
    storage._connection.set_trace_callback(seen.append)
    with storage.transaction():
        for key in (2, 3, 4):
            storage.write_rows("a", {key: {}})
            assert storage.get_rows("a", [key]) == {key: {}}
        assert len([sql for sql in seen if "FROM sqlite_master" in sql]) == 1
        storage.write({"b": {}})
        storage.write_rows("a", {5: {}})
        assert storage.row_ids("a") == [5]
    storage._connection.set_trace_callback(None)
    with closing(SQLiteStorage(storage.path)) as other:
        other.write({})
    with storage.transaction():
        assert (storage.row_ids("a"), storage.last_id("a"), storage.count_rows("a")) == ([], 0, 0)
        storage.write_rows("a", {6: {}})
    assert storage.read() == {"a": {"6": {}}}


# -- many ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 499, 500, 501, 1000])
def test_all_rows_come_once_and_in_order(storage: SQLiteStorage, count: int) -> None:
    """However many are read at a time; the lowest id that can be is among them."""
    ids = [-(2**63) + 1, *range(count)] if count else []
    storage.write_rows("a", {key: {"x": key} for key in ids})
    assert list(storage.scan_rows("a")) == [(key, {"x": key}) for key in ids]
    assert [key for key, _ in storage.raw_rows("a")] == ids
    assert list(storage.get_rows("a", [*reversed(ids), -7])) == ids


def test_rows_out_of_order_end_every_look(storage: SQLiteStorage) -> None:
    """A damaged file may lead in a circle: what was read before it is given, then the damage is said."""
    storage.write_rows("a", {1: {"n": 1}, 2: {"n": 2}, 3: {"n": 3}})
    storage.close()
    data = storage.path.read_bytes()
    at = data.index(b'{"n":3}') - 4
    storage.path.write_bytes(data[:at] + b"\1" + data[at + 1 :])
    with closing(SQLiteStorage(storage.path)) as damaged:
        for look in (damaged.scan_rows, damaged.raw_rows):
            with pytest.raises(NotALibraryError, match=r"is damaged: .*“a” are out of order"):
                list(islice(look("a"), 99))


# -- some that cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize("key", [1, 499, 500, 501, 999, 1200])
def test_no_write_goes_over_a_row_that_cannot_be_read(storage: SQLiteStorage, key: int) -> None:
    """Wherever among many it is: nothing of the write is there, and the row as it was."""
    storage.write_rows("a", {number: {} for number in range(1, 1201)})
    spoil(storage, key)
    with pytest.raises(UnreadableRecordError, match=f"record {key} .*not JSON"):
        storage.write_rows("a", {number: {"x": 1} for number in range(1, 1201)})
    assert storage.raw_row("a", key) == b"{"
    assert storage.find_rows("a", "x", 1) == {}
    storage.write_rows("a", {number: {"x": 1} for number in range(1, 1201) if number != key})
    assert len(storage.find_rows("a", "x", 1)) == 1199


def test_what_cannot_be_read_is_known_until_it_is_gone(storage: SQLiteStorage) -> None:
    """Met by any look, mended or taken out."""
    storage.write_rows("a", {1: {"x": 1}, 2: {"x": 2}, 3: {"x": 3}})
    spoil(storage, 1, 2)
    assert dict(storage.scan_rows("a")) == {3: {"x": 3}}
    reason = "it is not JSON"
    assert storage.unreadable_rows == {("a", 1): reason, ("a", 2): reason}
    with storage.transaction():
        storage.remove_raw("a", [1])
        storage._query("""UPDATE a SET document = '{"x":2}' WHERE id = 2""")
    assert storage.unreadable_rows == {("a", 2): reason}
    assert storage.get_rows("a", [1, 2]) == {2: {"x": 2}}
    assert storage.unreadable_rows == {}


def test_a_row_that_is_no_json_keeps_no_other_from_being_found(storage: SQLiteStorage) -> None:
    """By a field, counted, or in an order; no index can be made then, and none is needed."""
    storage.write_rows("a", {1: {"x": 1}, 2: {"x": 2}, 3: {"x": 2}})
    spoil(storage, 1)
    storage.ensure_indexes([("a", "x")])
    assert indexes(storage) == []
    assert list(storage.find_rows("a", "x", 2)) == [2, 3]
    assert storage.count_by("a", "x", [1, 2]) == {2: 2}
    assert storage.row_ids("a", newest_by="x") == [3, 2, 1]
    with storage.transaction():
        storage.remove_raw("a", [1])
    storage.ensure_indexes([("a", "x")])
    assert indexes(storage) == ["a.x"]


def test_text_that_is_no_utf8_is_damage(storage: SQLiteStorage) -> None:
    """Asked for as text, or in the table of contents; a row that holds it is passed over."""
    storage.write_rows("a", {1: {}, 2: {}})
    with closing(sqlite3.connect(storage.path, isolation_level=None)) as connection:
        connection.execute("UPDATE a SET document = CAST(x'7B22FF' AS TEXT) WHERE id = 1")
        assert storage.get_rows("a", [1, 2]) == {2: {}}
        with pytest.raises(NotALibraryError, match="is damaged: it holds text that is not UTF-8"):
            storage._query("SELECT document FROM a")
        connection.execute("PRAGMA writable_schema=1")
        connection.execute("INSERT INTO sqlite_master VALUES ('table', CAST(x'62FF' AS TEXT), 'b', 2, 'odd')")
    with pytest.raises(NotALibraryError, match="is damaged: it holds text that is not UTF-8"):
        storage.table_names()


# -- indexes ---------------------------------------------------------------------------------------


def test_an_index_is_made_once_and_used(storage: SQLiteStorage) -> None:
    """Also of a table that is not there yet, which is made; asked for again nothing is written."""
    storage.ensure_indexes([("a", "x")])
    assert storage.table_names() == ["a"]
    version = storage.version()
    storage.ensure_indexes([("a", "x")])
    assert storage.version() == version
    storage.ensure_indexes([("a", "y")])
    assert indexes(storage) == ["a.x", "a.y"]
    sql = "EXPLAIN QUERY PLAN SELECT id FROM a WHERE json_extract(document, '$.x') = 1"
    assert "USING INDEX a.x" in storage._query(sql)[0][3]
    with storage.transaction():
        storage.drop_indexes()
        assert indexes(storage) == []


def test_the_index_of_words_lies_in_the_file(storage: SQLiteStorage) -> None:
    """It is read by who waits for nobody, and written within a transaction."""
    storage.write_rows("a", {1: {}})
    with storage.index_connection() as reading:
        assert reading.execute("SELECT count(*) FROM a").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reading.execute("DELETE FROM a")
    with storage.transaction(), storage.index_connection() as writing:
        writing.execute("DELETE FROM a")
    assert storage.count_rows("a") == 0


def test_who_only_reads_makes_no_index(storage: SQLiteStorage) -> None:
    """And is not refused for it; without one all is found, slower."""
    storage.write_rows("a", {1: {"x": 1}})
    storage.read_only = True
    storage.ensure_indexes([("a", "x")])
    assert indexes(storage) == []
    assert list(storage.find_rows("a", "x", 1)) == [1]
    with pytest.raises(StorageError, match="it is read-only"):
        storage.write_rows("a", {2: {}})


@pytest.mark.usefixtures("no_pauses")
def test_damage_that_is_no_rows_is_not_passed_over(storage: SQLiteStorage) -> None:
    """A query or an index that meets it raises."""
    storage.write_rows("a", {key: {"x": "y" * 900} for key in range(90)})
    storage.close()
    data = bytearray(storage.path.read_bytes())
    for at in range(4096 * 4, len(data), 4096):
        data[at] = 7
    storage.path.write_bytes(data)
    with closing(SQLiteStorage(storage.path)) as damaged:
        with pytest.raises(NotALibraryError, match="a part of it cannot be read"):
            damaged.ensure_indexes([("a", "x")])
        with pytest.raises(NotALibraryError, match="a part of it cannot be read"):
            damaged.find_rows("a", "x", 1)


def test_values_that_are_no_utf_8_stay_in_order(tmp_path: Path) -> None:
    """A text that no program wrote keeps no id back, and no other value from being counted."""
    storage = SQLiteStorage(tmp_path / "library.db")
    storage.write_rows("a", {key: {"d": f"{key % 3}"} for key in range(1, 1200)})
    storage.ensure_indexes([("a", "d")])
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection, connection:
        damaged = "CAST(CAST('{\"d\":\"1' AS BLOB) || x'ff' || CAST('\"}' AS BLOB) AS TEXT)"
        connection.execute(f"UPDATE a SET document = {damaged} WHERE id > 500 AND id < 1100")
    assert list(storage.each_id("a", "d")) == storage.row_ids("a", newest_by="d")
    assert dict(storage.count_groups("a", "d"))["1�"] == 599
    storage.close()
