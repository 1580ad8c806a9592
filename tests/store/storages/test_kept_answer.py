"""An answer holds until a row of its tables changes, whoever changes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from store.storages import KeptAnswer

LINES = ["one", "two"]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A file with two tables."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    for name in ("stars", "moons"):
        made.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
        made.execute(f"INSERT INTO {name} VALUES (1, '')")
    yield made
    made.close()


def answer(connection: sqlite3.Connection, version: str = "1") -> KeptAnswer:
    """What is kept under the name of these tests, worked out from stars."""
    return KeptAnswer(connection, "sky", version=version, tables=["stars"])


CHANGES = ["INSERT INTO stars VALUES (2, '')", "UPDATE stars SET document = 'x'", "DELETE FROM stars"]


@pytest.mark.parametrize("change", [*CHANGES, "DROP TABLE stars"])
def test_it_holds_until_a_table_changes(connection: sqlite3.Connection, change: str) -> None:
    """Other tables do not matter."""
    assert answer(connection).lines() is None
    answer(connection).begin("token")
    assert answer(connection).lines() is None
    answer(connection).keep("token", LINES)
    connection.execute("DELETE FROM moons")
    assert answer(connection).lines() == LINES
    connection.execute(change)
    assert answer(connection).lines() is None


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_worked_out_while_a_table_changed_is_not_kept(
    connection: sqlite3.Connection, change: str
) -> None:
    """It may be of before or of after; what another works out meanwhile is."""
    answer(connection).begin("late")
    connection.execute(change)
    answer(connection).begin("sooner")
    answer(connection).keep("late", ["wrong"])
    assert answer(connection).lines() is None
    answer(connection).keep("sooner", LINES)
    assert answer(connection).lines() == LINES


def test_another_version_does_not_count(connection: sqlite3.Connection) -> None:
    """The other finds its own."""
    answer(connection).begin("token")
    answer(connection).keep("token", LINES)
    assert answer(connection, "2").lines() is None
    answer(connection, "2").begin("token")
    answer(connection, "2").keep("token", [])
    assert answer(connection, "2").lines() == []


def test_where_a_trigger_is_missing_nothing_holds(connection: sqlite3.Connection) -> None:
    """Until it is made anew."""
    answer(connection).begin("token")
    answer(connection).keep("token", LINES)
    connection.execute('DROP TRIGGER "sky$stars_update"')
    assert answer(connection).lines() is None
    answer(connection).begin("again")
    answer(connection).keep("again", LINES)
    assert answer(connection).lines() == LINES
