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


def noting(connection: sqlite3.Connection) -> KeptAnswer:
    """As `answer`; a star that keeps the first letter of its document is noted."""
    same = {"stars": "substr(was.document, 1, 1) = substr(NEW.document, 1, 1)"}
    return KeptAnswer(connection, "sky", version="1", tables=["stars"], noted=same)


def test_a_row_that_concerns_a_part_is_noted(connection: sqlite3.Connection) -> None:
    """Until the answer is worked out anew; another change of a row, or a row that is new, ends it."""
    connection.execute("INSERT OR REPLACE INTO stars VALUES (1, 'Sirius')")
    for number, document in ((1, "Rigel"), (2, "Spica")):
        noting(connection).begin("token")
        noting(connection).keep("token", LINES)
        assert noting(connection).changed() == []
        connection.execute("INSERT OR REPLACE INTO stars VALUES (1, 'Sun')")
        assert (noting(connection).lines(), noting(connection).changed()) == (LINES, [1])
        connection.execute("INSERT OR REPLACE INTO stars VALUES (?, ?)", [number, document])
        assert noting(connection).lines() is None
        connection.execute("INSERT OR REPLACE INTO stars VALUES (1, 'Sirius')")


def test_what_is_noted_while_an_answer_is_worked_out_stays(connection: sqlite3.Connection) -> None:
    """It may be of before or of after; whoever begins later takes no note of it away."""
    connection.execute("INSERT OR REPLACE INTO stars VALUES (1, 'Sirius')")
    noting(connection).begin("first")
    connection.execute("INSERT OR REPLACE INTO stars VALUES (1, 'Sun')")
    noting(connection).begin("other")
    noting(connection).begin("first", anew=False)
    noting(connection).keep("first", LINES)
    assert (noting(connection).lines(), noting(connection).changed()) == (LINES, [1])


def test_triggers_of_another_version_are_replaced(connection: sqlite3.Connection) -> None:
    """They are called the same."""
    answer(connection).begin("token")
    answer(connection).keep("token", LINES)
    assert noting(connection).lines() is None


def test_a_new_row_is_noted_where_there_was_none(connection: sqlite3.Connection) -> None:
    """One in the place of another ends the answer; where none is kept, none is noted."""

    def noting_new() -> KeptAnswer:
        noted = {"stars": "was.id IS NULL"}
        return KeptAnswer(connection, "sky", version="1", tables=["stars"], noted=noted)

    noting_new().begin("token")
    noting_new().keep("token", LINES)
    connection.execute("INSERT INTO stars VALUES (2, 'Rigel')")
    connection.execute("INSERT OR REPLACE INTO stars VALUES (3, 'Spica')")
    assert (noting_new().lines(), noting_new().changed()) == (LINES, [3, 2])
    connection.execute("INSERT OR REPLACE INTO stars VALUES (3, 'Sun')")
    assert noting_new().lines() is None
    connection.execute("INSERT INTO stars VALUES (4, 'Deneb')")
    assert 4 not in noting_new().changed()
