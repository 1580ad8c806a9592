"""A library on a PostgreSQL server: several who write, lost connections, accounts with less rights."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store import NewerLibraryError, NotALibraryError, StorageError, add_paths, open_library
from store.care import examine
from store.errors import UnreadableRecordError
from store.storages import PostgreSQLStorage, ServerName, SQLiteStorage, postgresql_connections
from store.storages.ordered_values import LONGEST
from tests.conftest import ROOT
from tests.postgresql_server import USER, Server

#: Marks passages of the one release as fast as it can, from when its input is closed.
MARK = """
import sys
from store import open_library
library = open_library(sys.argv[1], user=sys.argv[2])
print("ready", flush=True)
sys.stdin.read()
for number in range(int(sys.argv[3])):
    library.annotations.add(1, number, number + 5, tags=[f"Tag {number % 4}", sys.argv[2]])
library.close()
"""
#: Acknowledges one change, and begins another.
BEGIN = """
import sys
from store import open_library
library = open_library(sys.argv[1], user="bea")
library.annotations.add(1, 0, 5, tags=["kept"])
with library.transaction():
    library.annotations.add(1, 6, 9, tags=["lost"])
    print("ready", flush=True)
    sys.stdin.read()
"""
_SECONDS = 60

Make = Callable[..., PostgreSQLStorage]


@pytest.fixture
def make(team: str) -> Iterator[Make]:
    """Opens the library, however often."""
    opened: list[PostgreSQLStorage] = []

    def another(name: str = team) -> PostgreSQLStorage:
        opened.append(PostgreSQLStorage(ServerName(name)))
        return opened[-1]

    yield another
    for storage in opened:
        storage.close()


@pytest.fixture
def start(team: str) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a process on the library that says when it is ready; none outlives the test."""
    begun: list[subprocess.Popen[str]] = []

    def starter(code: str, *arguments: object) -> subprocess.Popen[str]:
        given = [sys.executable, "-c", code, team, *map(str, arguments)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        begun.append(subprocess.Popen(given, text=True, cwd=ROOT, **pipes))  # type: ignore[call-overload]
        assert begun[-1].stdout is not None and begun[-1].stdout.readline() == "ready\n"
        return begun[-1]

    yield starter
    for process in begun:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


def until(holds: Callable[[], bool]) -> None:
    """Returns once something holds that the server or another thread brings about."""
    end = time.monotonic() + _SECONDS
    while not holds():
        assert time.monotonic() < end
        os.sched_yield()


def end_all(server: Server) -> None:
    """Ends all connections to the library, as a server that is restarted does."""
    server.run(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


class TestTwoWriters:
    """Several processes on one library."""

    def test_two_tag_the_same_release(
        self, team: str, wire: Path, start: Callable[..., subprocess.Popen[str]]
    ) -> None:
        """Every mark is there, each under its own id, and no tag twice."""
        library = open_library(team, user="ana")
        add_paths(library, [wire])
        markers = [start(MARK, user, 12) for user in ("bea", "cid")]
        for marker in markers:
            assert marker.stdin is not None
            marker.stdin.close()
        for number in range(5):
            library.annotations.add(1, number, number + 2, tags=["ana"])
        assert [marker.wait(_SECONDS) for marker in markers] == [0, 0]
        made = library.annotations.of(1)
        assert sorted(one.id for one in made) == list(range(1, 30))
        assert sorted(one.creator for one in made) == ["ana"] * 5 + ["bea"] * 12 + ["cid"] * 12
        assert sorted(tag.name for tag in library.tags.all()) == [
            *(f"Tag {number}" for number in range(4)), "ana", "bea", "cid",
        ]  # fmt: skip
        assert examine(library) == []
        library.close()

    def test_kill_9_takes_back_what_was_not_acknowledged(
        self, team: str, wire: Path, start: Callable[..., subprocess.Popen[str]]
    ) -> None:
        """And that alone; who waited writes then."""
        library = open_library(team, user="ana")
        add_paths(library, [wire])
        process = start(BEGIN)
        process.kill()
        library.annotations.add(1, 10, 12, tags=["mine"])
        assert sorted(tag.name for tag in library.tags.all()) == ["kept", "mine"]
        assert [one.id for one in library.annotations.of(1)] == [1, 2]
        assert examine(library) == []
        library.close()

    def test_a_change_is_told_to_others(self, make: Make) -> None:
        """Nobody asks the server for it; one's own is not taken for another's."""
        one, two = make(), make()
        before, own = two.version(), one.version()
        one.write_rows("a", {1: {}})
        until(lambda: two.version() == (before[0] + 1, before[1]))
        one.count_rows("a")
        assert one.version() == (own[0], own[1] + 1)

    def test_who_is_waited_for_is_known(self, make: Make) -> None:
        """While one waits, and no longer."""
        one, two = make(), make()
        with one.transaction():
            waiting = threading.Thread(target=lambda: two.write_rows("a", {1: {}}))
            waiting.start()
            until(lambda: bool(two.waits_for()))
            assert two.waits_for().startswith(f"{USER}: dateline (process {os.getpid()} on ")
        waiting.join()
        assert (two.waits_for(), one.count_rows("a")) == ("", 1)

    def test_an_index_another_made_is_kept_up(self, make: Make) -> None:
        """By who opened the library before there was one."""
        one, two = make(), make()
        two.write_rows("a", {1: {"x": 1}})
        one.ensure_indexes([("a", "x")])
        two.write_rows("a", {1: {"x": 2}, 2: {"x": 3}})
        assert (one.find_ids("a", "x", 1), one.find_ids("a", "x", 2), one.find_ids("a", "x", 3)) == (
            [],
            [1],
            [2],
        )
        one.write_rows("a", {1: None})
        assert two.find_ids("a", "x", 2) == []

    def test_a_snapshot_is_one_state(self, make: Make) -> None:
        """Whatever others write meanwhile."""
        one, two = make(), make()
        one.write_rows("a", {1: {}})
        with two.snapshot():
            before = two.state()
            one.write_rows("a", {2: {}})
            assert (two.count_rows("a"), two.state()) == (1, before)
        assert two.count_rows("a") == 2
        assert two.state() == one.state() != before


class TestLostConnections:
    """The server is restarted, or the network is gone."""

    def test_who_reads_is_connected_anew(self, make: Make, server: Server) -> None:
        """And counts as having missed something."""
        storage, other = make(), make()
        storage.write_rows("a", {1: {"x": 1}})
        before = storage.version()
        end_all(server)
        other.write_rows("a", {2: {}})
        assert storage.count_rows("a") == 2
        assert storage.version()[0] > before[0]
        other.write_rows("a", {3: {}})
        until(lambda: storage.version()[0] > before[0] + 1)

    def test_it_is_noticed_by_who_only_asks_for_the_version(self, make: Make, server: Server) -> None:
        """So that who shows what was there asks anew."""
        storage = make()
        before = storage.version()
        end_all(server)
        until(lambda: storage.version() != before)

    def test_a_scan_goes_on(self, make: Make, server: Server) -> None:
        """No chunk depends on the connection of the one before."""
        storage = make()
        storage.write_rows("a", {key: {} for key in range(1, 1201)})
        scan = storage.scan_rows("a")
        first = next(scan)
        end_all(server)
        assert [key for key, _ in (first, *scan)] == list(range(1, 1201))

    def test_in_the_middle_of_a_change_nothing_of_it_is_kept(self, make: Make, server: Server) -> None:
        """Which is said; the next change is made as ever."""
        storage = make()
        storage.write_rows("a", {1: {}})
        with pytest.raises(StorageError, match="Nothing of the change was kept"), storage.transaction():
            storage.write_rows("a", {2: {}})
            end_all(server)
            storage.write_rows("a", {3: {}})
        assert storage.row_ids("a") == [1]
        storage.write_rows("a", {4: {}})
        assert storage.row_ids("a") == [1, 4]

    def test_just_before_it_is_saved(self, make: Make, server: Server) -> None:
        """Nothing of it is kept either."""
        storage = make()
        with pytest.raises(StorageError, match="Nothing of the change was kept"), storage.transaction():
            storage.write_rows("a", {2: {}})
            end_all(server)
        assert storage.read() is None

    @pytest.mark.parametrize("saved", [True, False])
    def test_while_it_is_saved_the_server_is_asked(
        self, make: Make, server: Server, monkeypatch: pytest.MonkeyPatch, saved: bool
    ) -> None:
        """What was committed is acknowledged, what was not is refused, whoever wrote since."""
        storage, other = make(), make()
        with pytest.raises(StorageError, match="Nothing of the change") if not saved else _nothing():
            with storage.transaction():
                storage.write_rows("a", {1: {}})
                _lose_at_commit(storage, server, monkeypatch, saved=saved)
            other.write_rows("a", {2: {}})
        assert storage.row_ids("a") == ([1, 2] if saved else [])

    def test_where_nobody_can_be_asked_that_is_said(
        self, make: Make, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither that it was kept nor that it was not."""
        monkeypatch.setattr(postgresql_connections, "BUSY_SECONDS", 0)
        storage = make()
        with pytest.raises(StorageError, match="cannot be asked"), storage.transaction():
            storage.write_rows("a", {1: {}})
            _lose_at_commit(storage, server, monkeypatch, saved=True)
            monkeypatch.setattr(storage, "_again", _unreachable)
        monkeypatch.undo()
        assert storage.row_ids("a") == [1]

    def test_another_library_is_not_taken_for_it(self, make: Make, server: Server) -> None:
        """Where a database was made anew."""
        storage = make()
        server.empty()
        make().write_rows("a", {1: {}})
        with pytest.raises(StorageError, match="another library is in its place"):
            storage.count_rows("a")


class _nothing:  # noqa: N801  # stands where `pytest.raises` does
    def __enter__(self) -> None: ...

    def __exit__(self, *error: object) -> None: ...


def _unreachable() -> Any:
    raise StorageError("it cannot be reached.")


def _lose_at_commit(
    storage: PostgreSQLStorage, server: Server, monkeypatch: pytest.MonkeyPatch, *, saved: bool
) -> None:
    """Has the connection end with the COMMIT, when that was done or before it."""
    connection = storage._write_connection
    assert connection is not None
    execute = connection.execute

    def losing(sql: Any, *given: Any) -> Any:
        if "COMMIT" in sql and saved:
            execute(sql, *given)
        if "COMMIT" in sql:
            end_all(server)
            return execute("SELECT 1")
        return execute(sql, *given)

    monkeypatch.setattr(connection, "execute", losing)


class TestRefusals:
    """What cannot be a library, and who may not."""

    def test_a_server_that_is_not_there(self, server: Server) -> None:
        """It is named, without the password; so is a database, and a user."""
        for name in (
            f"postgresql://ana:s3cret@/one?host={server.folder}/none",
            server.name("none", password="s3cret"),
            server.name(user="nobody", password="s3cret"),
        ):
            with pytest.raises(StorageError, match="postgresql://") as caught:
                PostgreSQLStorage(ServerName(name))
            assert "s3cret" not in str(caught.value)
            assert caught.value.__cause__ is None and caught.value.__suppress_context__

    def test_who_may_only_read(self, make: Make, server: Server) -> None:
        """Reads, is told why nothing else can be done, and sees what others write."""
        storage = make()
        storage.write_rows("a", {1: {"x": 1}})
        server.run(
            "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN",
            "GRANT USAGE ON SCHEMA dateline TO reader",
            "GRANT SELECT ON ALL TABLES IN SCHEMA dateline TO reader",
        )  # fmt: skip
        reader = make(server.name(user="reader"))
        assert (reader.read_only, reader.count_rows("a")) == (True, 1)
        before = reader.version()
        with pytest.raises(StorageError, match="may only read"):
            reader.write_rows("a", {2: {}})
        reader.ensure_indexes([("a", "x")])
        storage.write_rows("a", {2: {}})
        until(lambda: reader.version() != before)

    def test_tables_of_another_program(self, team: str, server: Server) -> None:
        """They stay as they are."""
        server.run("CREATE SCHEMA dateline", "CREATE TABLE dateline.rows (x int)")
        with pytest.raises(NotALibraryError, match="another program"):
            PostgreSQLStorage(ServerName(team))
        assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'dateline'") == [(1,)]

    def test_a_newer_layout(self, make: Make, server: Server, team: str) -> None:
        """Is left to the newer program."""
        make()
        server.run("UPDATE dateline.state SET layout = 99")
        with pytest.raises(NewerLibraryError, match="99"):
            PostgreSQLStorage(ServerName(team))

    def test_a_database_that_is_not_unicode(self, server: Server) -> None:
        """It could not keep every text."""
        create = "CREATE DATABASE latin ENCODING LATIN1 TEMPLATE template0"
        server.run("DROP DATABASE IF EXISTS latin", create, database="postgres")
        with pytest.raises(NotALibraryError, match="LATIN1"):
            PostgreSQLStorage(ServerName(server.name("latin")))

    def test_without_the_package(self, team: str, tmp_path: Path) -> None:
        """It is named; no other library needs it."""
        code = """
import sys
sys.modules["psycopg"] = None
from store import StorageError, open_library
open_library(sys.argv[2]).close()
try:
    open_library(sys.argv[1])
except StorageError as error:
    print(error)
"""
        given = [sys.executable, "-c", code, team, str(tmp_path / "library.db")]
        done = subprocess.run(given, capture_output=True, text=True, cwd=ROOT, check=True)
        assert "pipx inject dateline 'psycopg[binary]'" in done.stdout


class TestRows:
    """What is special to rows on a server."""

    def test_rows_lie_there_as_they_are_written(self, make: Make, server: Server) -> None:
        """U+0000 too, by its escape; forms of numbers and the order of fields stay."""
        make().write_rows("a", {1: {"b": 1.0, "a": 10**30, "c": "x\0y é"}})
        assert server.run("SELECT document::text FROM dateline.rows") == [
            ('{"b":1.0,"a":1000000000000000000000000000000,"c":"x\\u0000y é"}',)
        ]

    def test_what_is_no_record_is_passed_over_and_stays(self, make: Make, server: Server) -> None:
        """Whoever put it there."""
        storage = make()
        storage.write_rows("a", {1: {"x": 1}, 2: {"x": 1}})
        server.run("UPDATE dateline.rows SET document = '[1]' WHERE id = 2")
        assert dict(storage.scan_rows("a")) == {1: {"x": 1}}
        assert list(storage.unreadable_rows) == [("a", 2)]
        with pytest.raises(UnreadableRecordError):
            storage.write_rows("a", {1: {"x": 2}, 2: {"x": 2}})
        assert storage.get_rows("a", [1]) == {1: {"x": 1}}
        with storage.transaction():
            storage.remove_raw("a", [2])
        assert storage.row_ids("a") == [1]

    def test_long_values_are_told_apart(self, make: Make) -> None:
        """Though an index keeps but their beginning."""
        storage = make()
        storage.ensure_indexes([("a", "x")])
        one, two = "é" * LONGEST + "1", "é" * LONGEST + "2"
        storage.write_rows("a", {1: {"x": one}, 2: {"x": two}, 3: {"x": one}})
        assert list(storage.find_rows("a", "x", one)) == storage.find_ids("a", "x", one) == [1, 3]
        assert list(storage.find_rows_among("a", "x", [two])) == [2]
        assert dict(storage.count_groups("a", "x")) == {one: 2, two: 1}

    @pytest.mark.parametrize(
        ("table", "key", "error"), [("a\0b", 1, ValueError), ("a", 2**63, OverflowError)]
    )
    def test_what_a_server_cannot_keep(
        self, make: Make, table: str, key: int, error: type[Exception]
    ) -> None:
        """Is refused, and the change it is part of goes on."""
        storage = make()
        with storage.transaction():
            with pytest.raises(error):
                storage.write_rows(table, {key: {}})
            storage.write_rows("a", {1: {}})
        assert storage.row_ids("a") == [1]

    def test_it_is_written_down_as_a_file(self, make: Make, tmp_path: Path) -> None:
        """Of one state, as a SQLite library."""
        storage = make()
        storage.write({"a": {1: {"x": "\0"}}, "b": {}})
        storage.save_to(tmp_path / "copy.db")
        copy = SQLiteStorage(tmp_path / "copy.db")
        assert copy.read() == {"a": {"1": {"x": "\0"}}, "b": {}}
        copy.close()

    def test_a_server_that_forgets_by_default_is_told_not_to(self, make: Make, server: Server) -> None:
        """What is acknowledged is on its disk."""
        server.run(f"ALTER ROLE {USER} SET synchronous_commit = off")
        try:
            storage = make()
            with storage.transaction():
                assert storage._query("SHOW synchronous_commit") == [("on",)]
        finally:
            server.run(f"ALTER ROLE {USER} RESET synchronous_commit")


def test_a_closed_one_is_not_opened_again(make: Make) -> None:
    """By who still asks it."""
    storage = make()
    storage.close()
    with pytest.raises(StorageError, match="closed"):
        storage.count_rows("a")
