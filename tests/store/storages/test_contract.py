"""What every storage promises: the rows protocol, method by method, on each of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from store import Library, StorageError, add_paths
from store.storages import MemoryStorage, PostgreSQLStorage, RowDB, RowStorage, ServerName
from store.storages.file_kinds import KINDS, FileKind
from store.storages.merging import RowByRow

Make = Callable[[], RowStorage]


def opened_in(kind: FileKind, folder: Path) -> RowStorage:
    """A storage of the kind, on the same file each time."""
    path = folder / f"library{next(iter(kind.endings), '.db')}"
    storage = kind.open(path, RowByRow()).storage
    assert isinstance(storage, RowStorage)
    return storage


#: Storages of which several may be open on one library.
SHARED = {kind.name: partial(opened_in, kind) for kind in KINDS}
SERVER = "PostgreSQL"
ALL: dict[str, Callable[[Path], RowStorage]] = {**SHARED, "memory": lambda folder: MemoryStorage()}


@pytest.fixture
def opened() -> Iterator[list[RowStorage]]:
    """The storages a test has opened."""
    storages: list[RowStorage] = []
    yield storages
    for storage in storages:
        storage.close()


@pytest.fixture
def open_kind(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], RowStorage]:
    """Opens a storage of a kind, where several may be open on the same library each time."""

    def another(kind: str) -> RowStorage:
        if kind != SERVER:
            return ALL[kind](tmp_path)
        if not team:
            team.append(request.getfixturevalue("team"))
        return PostgreSQLStorage(ServerName(team[0]))

    team: list[str] = []
    return another


@pytest.fixture(params=sorted([*ALL, SERVER]))
def storage(
    request: pytest.FixtureRequest, open_kind: Callable[[str], RowStorage], opened: list[RowStorage]
) -> RowStorage:
    """An empty storage of each kind."""
    opened.append(open_kind(request.param))
    return opened[0]


@pytest.fixture(params=sorted([*SHARED, SERVER]))
def make(
    request: pytest.FixtureRequest, open_kind: Callable[[str], RowStorage], opened: list[RowStorage]
) -> Make:
    """Opens one library once more, of each kind that several can open."""

    def another() -> RowStorage:
        opened.append(open_kind(request.param))
        return opened[-1]

    return another


def replace(storage: RowStorage, data: Any) -> None:
    """Writes the whole store; ids may be numbers, which TinyDB's types do not say."""
    storage.write(data)


def rows(storage: RowStorage, table: str = "a") -> dict[int, Any]:
    """A table as a dictionary, in the order it is scanned."""
    return dict(storage.scan_rows(table))


class TestRowsProtocol:
    """Each method on each storage."""

    def test_rows_come_in_order_of_ids(self, storage: RowStorage) -> None:
        """Whatever order they were written in, or asked for, rows come by ascending id."""
        storage.write_rows("a", {30: {"x": 3}, 1: {"x": 1}})
        storage.write_rows("a", {7: {"x": 2}, 100: {"x": 4}})
        assert list(rows(storage).items()) == [(1, {"x": 1}), (7, {"x": 2}), (30, {"x": 3}), (100, {"x": 4})]
        assert list(storage.get_rows("a", [100, 7, 7, 1])) == [1, 7, 100]
        assert storage.row_ids("a") == [1, 7, 30, 100]
        assert list(storage.find_rows("a", "x", 2)) == [7]

    def test_write_puts_replaces_and_deletes(self, storage: RowStorage) -> None:
        """A row is replaced whole; None deletes, also where there is nothing."""
        storage.write_rows("a", {1: {"x": 1, "y": 1}, 2: {"x": 2}})
        storage.write_rows("a", {1: {"x": 3}, 2: None, 9: None})
        assert rows(storage) == {1: {"x": 3}}

    def test_missing_tables_are_empty(self, storage: RowStorage) -> None:
        """A table nobody wrote to reads as empty and is not made by reading."""
        assert rows(storage, "none") == storage.get_rows("none", [1]) == {}
        assert storage.find_rows("none", "x", 1) == storage.find_rows_among("none", "x", [1]) == {}
        assert storage.count_by("none", "x", [1]) == {}
        assert storage.find_ids("none", "x", 1) == []
        assert storage.count_groups("none", "x") == []
        assert list(storage.each_id("none", "x")) == []
        assert storage.row_ids("none") == storage.row_ids("none", newest_by="x") == []
        assert storage.count_rows("none") == storage.last_id("none") == 0
        assert storage.read() is None

    def test_a_write_makes_the_table(self, storage: RowStorage) -> None:
        """Also a write of nothing, and a table stays when its last row goes."""
        storage.write_rows("a", {})
        storage.write_rows("b", {1: {}})
        storage.write_rows("b", {1: None})
        assert storage.read() == {"a": {}, "b": {}}
        assert sorted(storage.table_names()) == ["a", "b"]

    @pytest.mark.parametrize("key", [2**63, 10**30, -(10**30), 0, -1])
    def test_ids_no_row_has(self, storage: RowStorage, key: int) -> None:
        """An id or a value beyond all rows finds nothing and raises nothing."""
        storage.write_rows("a", {1: {"x": 1}})
        assert storage.get_rows("a", [key]) == {}
        assert list(storage.get_rows("a", [key, 1])) == [1]
        assert storage.count_by("a", "x", [key, 1]) == {1: 1}
        assert list(storage.find_rows_among("a", "x", [key, 1])) == [1]

    def test_the_largest_id(self, storage: RowStorage) -> None:
        """Ids go up to 2**63 - 1."""
        storage.write_rows("a", {2**63 - 1: {"x": 1}, 5: {}})
        assert storage.last_id("a") == 2**63 - 1
        assert storage.get_rows("a", [2**63 - 1]) == {2**63 - 1: {"x": 1}}

    def test_many_rows(self, storage: RowStorage) -> None:
        """More rows than any storage reads at once."""
        storage.write_rows("a", {key: {"x": key % 3} for key in range(1, 1702)})
        assert list(rows(storage)) == list(range(1, 1702))
        assert len(storage.get_rows("a", range(1, 1702))) == storage.count_rows("a") == 1701
        assert storage.count_by("a", "x", [0, 1, 2, 3]) == {0: 567, 1: 567, 2: 567}
        assert storage.count_by("a", "x", range(1, 1702)) == {1: 567, 2: 567}
        assert list(storage.find_rows_among("a", "x", [2, 0, 2])) == sorted(
            [*storage.find_rows("a", "x", 0), *storage.find_rows("a", "x", 2)]
        )
        assert len(storage.find_rows_among("a", "x", range(1, 1702))) == 2 * 567
        assert not storage.find_rows_among("a", "x", []) and not storage.count_by("a", "x", [])
        assert storage.count_by("a", "x", range(-1700, 1700)) == {0: 567, 1: 567, 2: 567}

    def test_rows_come_backwards_too(self, storage: RowStorage) -> None:
        """From the highest id down, however many; none of a table that is not there."""
        assert list(storage.scan_rows("a", backwards=True)) == []
        storage.write_rows("a", {key: {"x": key} for key in (*range(1, 1702), 2**63 - 1, -(2**63), 0)})
        found = list(storage.scan_rows("a", backwards=True))
        assert found == sorted(storage.scan_rows("a"), reverse=True, key=lambda pair: pair[0])
        assert len(found) == 1704

    def test_last_id_is_the_highest_present(self, storage: RowStorage) -> None:
        """It falls when the highest row is deleted."""
        storage.write_rows("a", {3: {}, 9: {}})
        assert storage.last_id("a") == 9
        storage.write_rows("a", {9: None})
        assert storage.last_id("a") == 3

    def test_find_rows_compares_as_python(self, storage: RowStorage) -> None:
        """1, 1.0 and True are equal; "1", none and a missing field are not."""
        values: list[Any] = [1, 1.0, True, "1", None, 2, "one", "One", [1]]
        storage.write_rows("a", {**{key: {"x": value} for key, value in enumerate(values, 1)}, 99: {}})
        assert list(storage.find_rows("a", "x", 1)) == [1, 2, 3]
        assert list(storage.find_rows("a", "x", "1")) == [4]
        assert list(storage.find_rows("a", "x", "one")) == [7]
        assert storage.count_by("a", "x", [1, 2, 3]) == {1: 3, 2: 1}
        assert list(storage.find_rows_among("a", "x", [2, 1, 3])) == [1, 2, 3, 6]
        assert list(storage.find_rows_among("a", "x", ["one", "1", "two"])) == [4, 7]
        assert storage.find_ids("a", "x", 1) == [1, 2, 3]
        assert storage.find_ids("a", "x", None) == [5, 99]

    def test_values_are_counted_in_groups(self, storage: RowStorage) -> None:
        """What is equal to Python is one; a list or an object is its JSON, a missing field none."""
        values: list[Any] = [1, 1.0, True, "1", None, [1], [1, 2], [1], {"b": []}, "ü"]
        storage.write_rows("a", {**{key: {"x": value} for key, value in enumerate(values, 1)}, 99: {}})
        expected = {1: 3, "1": 1, None: 2, "[1]": 2, "[1,2]": 1, '{"b":[]}': 1, "ü": 1}
        assert dict(storage.count_groups("a", "x")) == expected
        storage.ensure_indexes([("a", "x")])
        assert dict(storage.count_groups("a", "x")) == expected

    def test_newest_by(self, storage: RowStorage) -> None:
        """The highest value first, of one value the highest id, rows without one last."""
        dates = ["2024-03-03", None, "2025-04-04", "2024-03-03", ""]
        storage.write_rows("a", {**{key: {"d": date} for key, date in enumerate(dates, 1)}, 9: {}})
        assert storage.row_ids("a", newest_by="d") == [3, 4, 1, 5, 9, 2]
        assert list(storage.each_id("a", "d")) == [3, 4, 1, 5, 9, 2]

    @pytest.mark.parametrize("values", [3, 700, 1])
    def test_many_ids_come_in_the_same_order(self, storage: RowStorage, values: int) -> None:
        """Whether many rows have one value, or each its own, or none has any."""
        storage.ensure_indexes([("a", "d")])
        ids = [*range(1, 1200), 2**63 - 1]
        found = {key: {"d": f"{key * 7 % values:03}"} if key % 2 and values > 1 else {} for key in ids}
        storage.write_rows("a", found)
        assert list(storage.each_id("a", "d")) == storage.row_ids("a", newest_by="d")

    def test_an_index_changes_no_answer(self, storage: RowStorage) -> None:
        """It may be asked for twice, before or after there are rows, and in or out of a transaction."""
        storage.ensure_indexes([("a", "x")])
        storage.write_rows("a", {1: {"x": 1}, 2: {"x": "b"}, 3: {}})
        with storage.transaction():
            storage.ensure_indexes([("a", "x")])
            storage.ensure_indexes([("a", "y")])
        assert list(storage.find_rows("a", "x", "b")) == [2]
        assert storage.row_ids("a", newest_by="x") == [2, 1, 3]
        assert rows(storage) == {1: {"x": 1}, 2: {"x": "b"}, 3: {}}

    @pytest.mark.parametrize("field", ["x y", "x'", "", "größe", "1x", "a.b"])
    def test_fields_are_identifiers(self, storage: RowStorage, field: str) -> None:
        """Any other field name raises ValueError; `RowTable` asks for none."""
        storage.write_rows("a", {1: {field: 1}})
        for act in (
            lambda: storage.find_rows("a", field, 1),
            lambda: storage.find_rows_among("a", field, [1]),
            lambda: storage.count_by("a", field, [1]),
            lambda: storage.row_ids("a", newest_by=field),
            lambda: storage.ensure_indexes([("a", field)]),
        ):
            with pytest.raises(ValueError, match="field name"):
                act()

    @pytest.mark.parametrize(
        "value",
        [
            "e\u0301 é",
            "😀",
            "قال",
            "a\0b",
            "\u2028\x1b[31m",
            '"\\',
            10**30,
            -0.0,
            1e300,
            [[{}], None],
            {"b": 1, "a": 2},
        ],
    )
    def test_values_come_back_as_they_went_in(self, storage: RowStorage, value: Any) -> None:
        """Text of any script, control characters, numbers of any size, nested values in their order."""
        storage.write_rows("größe 😀", {1: {"ключ": value}})
        found = storage.get_rows("größe 😀", [1])[1]["ключ"]
        assert repr(found) == repr(value)
        assert storage.read() == {"größe 😀": {"1": {"ключ": value}}}

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), {1}, b"x", object(), "\ud800"])
    def test_what_json_cannot_hold_is_refused(self, storage: RowStorage, value: Any) -> None:
        """TypeError or ValueError, and nothing of the write is there."""
        storage.write_rows("a", {1: {"x": 1}})
        with pytest.raises((TypeError, ValueError)):
            storage.write_rows("a", {1: {"x": 2}, 2: {"x": value}})
        assert rows(storage) == {1: {"x": 1}}

    def test_rows_handed_out_are_the_callers(self, storage: RowStorage) -> None:
        """Changing a row that was read, or one that was written, changes nothing in the storage."""
        written = {"deep": {"list": [1]}}
        storage.write_rows("a", {1: written})
        written["deep"]["list"].append(2)
        storage.get_rows("a", [1])[1]["deep"]["list"].append(3)
        rows(storage)[1]["deep"].clear()
        storage.find_rows("a", "y", 1)
        (storage.read() or {})["a"]["1"]["deep"].clear()
        assert rows(storage) == {1: {"deep": {"list": [1]}}}

    def test_whole_store(self, storage: RowStorage) -> None:
        """`write` replaces everything, with ids of text or numbers; `read` gives ids as text."""
        storage.write_rows("gone", {1: {}})
        storage.write_rows("a", {5: {"x": 5}, 6: {}})
        replace(storage, {"a": {"6": {"x": 6}}, "b": {1: {"x": 1}}, "c": {}})
        assert storage.read() == {"a": {"6": {"x": 6}}, "b": {"1": {"x": 1}}, "c": {}}
        storage.write({})
        assert storage.read() is None

    def test_closing_twice_is_harmless(self, storage: RowStorage) -> None:
        """As TinyDB's context manager may do."""
        storage.close()
        storage.close()


class TestTransactions:
    """All or nothing."""

    def test_a_failed_transaction_leaves_everything(self, storage: RowStorage) -> None:
        """Rows put, replaced and deleted, tables made and dropped: all as before."""
        replace(storage, {"a": {1: {"x": 1}, 2: {"x": 2}}, "b": {1: {}}})
        before = storage.read()
        with pytest.raises(KeyError), storage.transaction():
            storage.write_rows("a", {1: {"x": 9}, 2: None, 3: {}})
            storage.write_rows("new", {1: {}})
            storage.ensure_indexes([("indexed", "x")])
            assert rows(storage) == {1: {"x": 9}, 3: {}}
            replace(storage, {"c": {}})
            assert storage.read() == {"c": {}}
            raise KeyError
        assert storage.read() == before
        storage.write_rows("new", {2: {"x": 1}})
        assert rows(storage, "new") == {2: {"x": 1}}

    def test_nested_transactions_join_the_outer_one(self, storage: RowStorage) -> None:
        """An inner one that ended is undone with the outer one; an inner failure that was caught is not."""
        with pytest.raises(KeyError), storage.transaction():
            with storage.transaction():
                storage.write_rows("a", {1: {}})
            raise KeyError
        assert storage.read() is None
        with storage.transaction():
            with pytest.raises(KeyError), storage.transaction():
                storage.write_rows("a", {1: {}})
                raise KeyError
            storage.write_rows("a", {2: {}})
        assert rows(storage) == {1: {}, 2: {}}

    def test_a_transaction_reads_its_own_writes(self, storage: RowStorage) -> None:
        """In every way there is to read."""
        with storage.transaction():
            storage.write_rows("a", {1: {"x": 1}, 2: {"x": 1}})
            storage.write_rows("a", {2: None})
            assert rows(storage) == storage.get_rows("a", [1, 2]) == storage.find_rows("a", "x", 1)
            assert (storage.row_ids("a"), storage.count_rows("a"), storage.last_id("a")) == ([1], 1, 1)
            assert storage.count_by("a", "x", [1]) == {1: 1}
            assert storage.find_rows_among("a", "x", [1]) == {1: {"x": 1}}

    def test_a_scan_survives_writes(self, storage: RowStorage) -> None:
        """Rows may be changed, added and deleted while a table is gone through."""
        storage.write_rows("a", {key: {"x": 0} for key in range(1, 1002)})
        seen = []
        with storage.transaction():
            for key, _ in storage.scan_rows("a"):
                seen.append(key)
                storage.write_rows("a", {key: {"x": 1}, -key: {}})
        assert seen == list(range(1, 1002))
        assert len(storage.find_rows("a", "x", 1)) == 1001

    def test_version_tells_of_writes_only(self, storage: RowStorage) -> None:
        """Reading leaves it, writing changes it, and so does a transaction that failed."""
        storage.write_rows("a", {1: {}})
        first = storage.version()
        rows(storage)
        assert storage.read() is not None
        assert storage.version() == first
        storage.write_rows("a", {2: {}})
        assert (second := storage.version()) != first
        with pytest.raises(KeyError), storage.transaction():
            storage.write_rows("a", {3: {}})
            raise KeyError
        assert storage.version() != second

    def test_threads_lose_nothing(self, storage: RowStorage) -> None:
        """Rows four threads insert through one storage are all there, each under its own id."""
        table = RowDB(storage=lambda: storage).table("a")

        def work(thread: int) -> None:
            for n in range(15):
                table.insert({"who": thread, "n": n})

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {(row["who"], row["n"]) for row in table} == {(t, n) for t in range(4) for n in range(15)}
        assert storage.row_ids("a") == list(range(1, 61))

    def test_other_threads_see_no_half_of_a_transaction(self, storage: RowStorage) -> None:
        """What is not done yet is seen by nobody."""
        seen: list[int] = []
        reader = threading.Thread(target=lambda: seen.append(storage.count_rows("a")))
        with storage.transaction():
            storage.write_rows("a", {1: {}})
            reader.start()
            storage.write_rows("a", {2: {}})
        reader.join()
        assert seen in ([0], [2])


class TestSharing:
    """Several storages on one library."""

    def test_what_one_writes_the_others_see(self, make: Make) -> None:
        """At once, and the version says so; ids are given in turn."""
        one, two = make(), make()
        version = two.version()
        assert one.version() is not None
        tables = [RowDB(storage=lambda one=one: one).table("a") for one in (one, two)]
        assert tables[1].search(where("x").exists()) == []
        assert [table.insert({"x": 1}) for table in tables * 5] == list(range(1, 11))
        assert two.version() != version
        assert [len(table.search(where("x").exists())) for table in tables] == [10, 10]
        assert [len(table.search(where("x") == 1)) for table in tables] == [10, 10]

    def test_rows_are_there_when_opened_again(self, make: Make) -> None:
        """Everything written is read by the next one to open."""
        replace(make(), {"b": {2: {"é": ["😀"]}}, "a": {}})
        assert make().read() == {"b": {"2": {"é": ["😀"]}}, "a": {}}

    def test_a_table_another_dropped_is_empty(self, make: Make) -> None:
        """And can be filled again."""
        one, two = make(), make()
        one.write_rows("a", {1: {}})
        assert two.count_rows("a") == 1
        one.write({})
        assert rows(two) == {}
        two.write_rows("a", {4: {}})
        assert rows(one) == {4: {}}

    def test_an_unfinished_transaction_is_nobodys_business(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Others read what was before, and may not write until it ends."""
        monkeypatch.setattr("store.storages.sqlite_file.BUSY_SECONDS", 0.05)
        monkeypatch.setattr("store.storages.json_file.BUSY_SECONDS", 0.05)
        monkeypatch.setattr("store.storages.postgresql_connections.BUSY_SECONDS", 0.05)
        one, two = make(), make()
        one.write_rows("a", {1: {}})
        with one.transaction():
            one.write_rows("a", {2: {}})
            assert rows(two) == {1: {}}
            with pytest.raises(StorageError, match="is writing to it"):
                two.write_rows("a", {3: {}})
        two.write_rows("a", {3: {}})
        assert rows(one) == {1: {}, 2: {}, 3: {}}


def test_a_library_works_on_every_storage(
    storage: RowStorage,
    wire: Path,
    clock: Callable[[], str],
    request: pytest.FixtureRequest,
    open_kind: Callable[[str], RowStorage],
) -> None:
    """A release is imported, marked, undone, redone and found again by the next to open it."""
    library = Library(RowDB(storage=lambda: storage), user="ana", clock=clock)
    key = add_paths(library, [wire]).added[0]
    made = library.annotations.add(key, 8, 13, tags=["towns"], note="é 😀")
    library.reading.set_starred([key], True)
    assert library.history.undo() and library.history.undo()
    assert (library.annotations.of(key), library.tags.all()) == ([], [])
    assert library.history.redo() and library.history.redo() and library.history.redo() is None
    assert library.annotations.of(key) == [made]
    again = storage
    if (kind := request.node.callspec.params["storage"]) in (*SHARED, SERVER):
        library.close()
        again = open_kind(kind)
    reopened = Library(RowDB(storage=lambda: again), user="ana", clock=clock)
    assert reopened.annotations.of(key) == [made]
    assert reopened.releases.get(key).starred
    assert reopened.history.undo() and not reopened.releases.get(key).starred
    assert [hit.release.id for hit in reopened.find.hits("ferry")] == [key]
    reopened.close()


def test_version_waits_for_no_thread(storage: RowStorage) -> None:
    """While a thread is in a transaction another is told at once that nothing is done yet."""
    storage.write_rows("a", {1: {}})
    version, told = storage.version(), []
    with storage.transaction():
        storage.write_rows("a", {2: {}})
        asking = threading.Thread(target=lambda: told.append(storage.version()), daemon=True)
        asking.start()
        asking.join(20)
        assert told == [version]
    assert storage.version() != version


def test_what_was_first_asked_of_others_during_a_transaction_stays(make: Make) -> None:
    """Who asks for the first time then does not take the next answer for another program's change."""
    make().write_rows("a", {1: {}})
    storage, told = make(), []
    with storage.transaction():
        asking = threading.Thread(target=lambda: told.append(storage.version()), daemon=True)
        asking.start()
        asking.join(20)
    ((others, _),) = told
    assert storage.version()[0] == others


def test_a_file_that_is_gone_is_said_to_be(make: Make) -> None:
    """A library in a file knows that it was deleted; one that stands says nothing."""
    storage = make()
    storage.write_rows("a", {1: {}})
    assert storage.displaced() == ""
    if storage.file is None:
        return  # it is on a server
    storage.file.unlink()
    assert storage.displaced().startswith("is gone")


def test_each_transaction_is_a_version(storage: RowStorage) -> None:
    """Also one that failed, after which others may have read what is taken back; a nested one is none."""
    versions = [storage.version()]
    with storage.transaction():
        storage.write_rows("a", {3: {}})
        with storage.transaction():
            assert storage.version() == versions[0]
    versions.append(storage.version())
    with pytest.raises(KeyError), storage.transaction():
        raise KeyError
    versions.append(storage.version())
    assert [number - versions[0][1] for _, number in versions] == [0, 1, 2]
    assert len({others for others, _ in versions}) == 1
