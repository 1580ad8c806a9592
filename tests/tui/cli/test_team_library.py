"""A library for a team, on a server: from the command line to the screen, and there and back."""

from __future__ import annotations

import json
import sqlite3
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from store import add_paths, open_library
from store.storages import PostgreSQLStorage
from store.storages import postgresql_schema as schema
from tests.conftest import SAMPLES, WIRE
from tests.postgresql_server import Server
from tests.store.storages.test_postgresql import end_all
from tests.tui.conftest import Opener, invoke, press
from tests.tui.settling import until
from tests.tui.test_outside import elsewhere
from tui.app import DatelineApp


@pytest.fixture
def secret(server: Server, team: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, with the library named by the environment, a password in the name; in an empty folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("DATELINE_LIBRARY", server.name(password="s3cret"))
    return server


def rows(path: Path) -> list[tuple[str, int, str]]:
    """All rows of a SQLite library as they lie there."""
    connection = sqlite3.connect(path)
    ours = "type = 'table' AND name NOT GLOB '*$*' AND name NOT GLOB 'sqlite_*'"
    tables = connection.execute(f"SELECT name FROM sqlite_master WHERE {ours}").fetchall()
    found = [
        (table, *row)
        for (table,) in sorted(tables)
        for row in connection.execute(f'SELECT id, document FROM "{table}" ORDER BY id')
    ]
    connection.close()
    return found


def test_a_day_on_a_server(secret: Server, wire: Path, tmp_path: Path) -> None:
    """Add, list, tag, find, undo, redo, export: as in a file; no file is made of the server's name."""
    told = []

    def run(*arguments: object) -> str:
        result = invoke(*arguments)
        told.append(result.output)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "1 added" in run("add", wire)
    assert "Harbour towns agree on a shared ferry" in run("list")
    run("annotate", "1", "--quote", "shared ferry", "--tag", "transport")
    assert "transport" in run("tags")
    assert [one["release"] for one in json.loads(run("find", "ferry", "--json"))] == [1]
    library = open_library(secret.name())
    assert library.history.undo()
    assert "transport" not in run("tags")
    assert library.history.redo()
    library.close()
    assert "transport" in run("export", "--format", "markdown", "--output", "-")
    assert "is sound: 1 releases" in run("doctor")
    assert list(Path().iterdir()) == []
    assert "s3cret" not in "".join(told)


def test_there_and_back_gives_the_same_rows(server: Server, team: str, tmp_path: Path) -> None:
    """Byte for byte, from a file to a server, to a JSON file, to another server and to a file again."""
    server.empty("two")
    library = open_library(tmp_path / "begun.db", user="ana")
    add_paths(library, [SAMPLES])
    library.annotations.add(1, 0, 5, tags=["größe", "😀"], note="a\u2028note")
    library.tables.table("set_aside").insert({"x": "a\0b", "n": [1.0, -0.0, 1e300, 10**30]})
    library.history.undo()
    library.close()
    json_file, again = tmp_path / "copy.json", tmp_path / "again.db"
    steps = [tmp_path / "begun.db", team, json_file, server.name("two"), again]
    for source, target in pairwise(steps):
        result = invoke("move", source, target)
        assert result.exit_code == 0, result.output
    assert rows(again) == rows(tmp_path / "begun.db")


def test_what_a_server_cannot_is_said_with_what_to_do(secret: Server, wire: Path, tmp_path: Path) -> None:
    """Copies are made by moving; the password is in no message."""
    invoke("add", wire)
    for words in (["backup"], ["backup", tmp_path / "x.db"], ["backup", "--list"], ["restore", wire]):
        result = invoke(*words)
        assert result.exit_code == 1
        assert f"‘dateline move {secret.name()} FILE’" in result.stderr
        assert "s3cret" not in result.output
    result = invoke("move", wire, secret.name(password="s3cret"))
    assert (result.exit_code, "s3cret" in result.output) == (1, False)


def test_a_server_without_a_library_takes_one(secret: Server, wire: Path) -> None:
    """One that has a library is no place to move to; it stays as it is."""
    invoke("--library", "own.db", "add", wire)
    assert invoke("move", "own.db", secret.name()).exit_code == 0
    result = invoke("move", "own.db", secret.name())
    assert (result.exit_code, "is not empty" in result.stderr) == (1, True)
    assert "Harbour towns" in invoke("list").stdout


def test_repairing_says_that_no_copy_is_made(secret: Server, wire: Path) -> None:
    """And mends."""
    invoke("add", wire)
    secret.run("UPDATE dateline.rows SET document = '[]' WHERE \"table\" = 'texts'")
    result = invoke("doctor", "--repair")
    assert "Backup: none" in result.stdout
    assert "mended" in result.stdout
    assert invoke("doctor").exit_code == 0


@pytest.mark.parametrize("given", ["postgresql:/ana:s3cret@h/d", "postgresql://ana:s3cret/x@h/d"])
def test_a_name_that_cannot_be_read(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is refused as wrong usage, and not repeated."""
    result = invoke("--library", given, "list")
    assert (result.exit_code, "s3cret" in result.output) == (2, False)
    monkeypatch.setenv("DATELINE_LIBRARY", given)
    result = invoke("list")
    assert (result.exit_code, "s3cret" in result.output) == (1, False)


async def test_the_application_opens_it(team: str, tmp_path: Path, opened: Opener) -> None:
    """A tag that another process gives appears; the title and the line below name the database."""
    library = open_library(team, user="ana")
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    add_paths(library, [tmp_path / "wire.txt"])
    async with opened(library, keys="enter w w v e t m i n e enter") as (app, pilot):
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 1)
        await elsewhere(team, "library.annotations.add(1, 0, 7, tags=['elsewhere'])")
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 2)
        found = {tag.name for one in app.annotations.rows.annotations for tag in one.tags}
        assert found == {"mine", "elsewhere"}
    library.close()


async def test_a_server_that_is_gone_for_a_while(
    team: str, server: Server, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The application goes on, says so, and is on the server again once that is there."""
    library = open_library(team, user="ana")
    (tmp_path / "wire.txt").write_text(WIRE, encoding="utf-8")
    add_paths(library, [tmp_path / "wire.txt"])
    async with opened(library, keys="enter w w v e") as (app, pilot):
        with monkeypatch.context() as gone:
            gone.setattr(schema, "connect", _unreachable)
            end_all(server)
            await app.workspace.change(lambda: library.reading.set_starred([1], True))
            assert await until(pilot, lambda: "cannot be reached" in told(app))
        storage = library.tables.storage
        assert isinstance(storage, PostgreSQLStorage)
        storage._refused = None  # a second is not waited for
        await press(pilot, "t m i n e enter")
        assert await until(pilot, lambda: len(app.annotations.rows.annotations) == 1)
        assert not library.releases.get(1).starred
    library.close()


def told(app: DatelineApp) -> str:
    """All messages the application shows."""
    return " ".join(one.message for one in app._notifications)


def _unreachable(name: object) -> None:
    raise psycopg.OperationalError("no route")
