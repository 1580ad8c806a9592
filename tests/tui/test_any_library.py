"""Every command and screen on libraries of years of work, and on ones that hold values which mean nothing."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import DatelineError, NewerLibraryError, open_library
from store.care.doctor import examine
from store.care.salvaging import salvage
from store.library import library_tables
from store.library.library_tables import UNDO_STEPS
from store.tables import TABLES, Unreadable, fault
from tests import used
from tests.tui.conftest import invoke
from tui.app.app import DatelineApp
from tui.cli.root import cli

#: Commands that look into a library or change what is in it, with what they are given; {0} is a folder.
COMMANDS = (
    "list", "list --json", "stats", "stats --json fish", "show 1", "show 1 --json", "show 2 --json",
    "show 4", "tags", "tags --json",
    "tag ferry whole", "untag ferry whole",
    "find ferry", "find ferry --json --in text", "annotate 1 --quote agrees --tag fish --note words",
    "annotate 2 --quote “It --tag eu", "export --output {0}/out", "export 1 --output -", "orphans",
    "orphans --json", "duplicates", "duplicates --json", "history", "history --json", "history 1",
    "quotes", "quotes --json --speaker prates", "quotes --csv", "quotes --join Prates Swing",
    "find said:done --in quotations --json", "find speaker:prates", "reread", "reread 1 2", "quotes",
    "sources", "sources --json", "add {0}/releases", "refresh", "rules --dry-run", "view save Fish fish",
    "view list", "list --view Fish", "view remove Fish", "remove --yes id:4..5", "trash", "trash --json",
    "trash --restore 4", "trash --empty --yes", "add {0}/releases", "backup", "backup {0}/copy.db",
    "annotations", "annotations --csv --tag ferry", "export --format webannotation --output {0}/marks.jsonld",
    "import {0}/marks.jsonld", *(f"export --format {one} --output -" for one in ("html", "tinydb", "brat")),
    "export --format quotations-csv --output -", "export --format matrix --output -",
    "move {0}/library.db {0}/moved.json",
)  # fmt: skip
#: Those that are run apart, open the application, or know no library.
OTHERS = {"doctor", "read", "demo", "config", "keys", "completion", "follow", "unfollow", "restore", "serve"}


@pytest.fixture(autouse=True, scope="module")
def one_process() -> Iterator[None]:
    """A pool of processes takes longer to start than a few files to read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 1)
        yield


def run(folder: Path, line: str) -> str:
    """What a command prints; it ends by one of its exit codes, never by a traceback."""
    words = [word.format(folder) for word in line.split()]
    given = [] if words[0] == "move" else ["--library", folder / "library.db"]
    result = invoke(words[0], *given, *words[1:])
    assert result.exit_code in (0, 1), (line, result.output)
    return str(result.output)


def every_command(folder: Path) -> None:
    """All of them, undo and redo, each on the library as the one before left it."""
    for line in COMMANDS:
        run(folder, line)
    (folder / "moved.json").unlink(missing_ok=True)
    library = open_library(folder / "library.db", user="ana")
    for step in (library.history.undo, library.history.undo, library.history.redo, library.history.redo):
        in_plain_words(step)
    for key in range(1, 6):
        in_plain_words(partial(library.releases.text, key))
        in_plain_words(partial(library.releases.versions, key))
    library.close()


def in_plain_words(step: Callable[[], object]) -> bool:
    """Whether it went through; what it raises is for a user to read."""
    try:
        step()
    except DatelineError:
        return False
    return True


def test_no_command_is_forgotten() -> None:
    """A command that is added to the program is run here or named as one that need not be."""
    assert {line.split()[0] for line in COMMANDS} | OTHERS == set(cli.commands)


# -- years of work -------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of several years."""
    return used.library_of_years(tmp_path_factory.mktemp("years"))


@pytest.fixture
def folder(years: Path, tmp_path: Path) -> Path:
    """A folder with a copy of it and of its releases."""
    used.copied(years, tmp_path)
    used.releases(tmp_path / "releases")
    return tmp_path


@pytest.mark.slow
def test_the_library_of_years_is_one(years: Path) -> None:
    """It has 5,000 changes by three users, most of them compacted, and lacks what was deleted."""
    library = open_library(years, user="ana")
    rows = list(library.tables.table("history"))
    assert len(rows) >= used.STEPS and {row["user"] for row in rows} == set(used.USERS)
    assert sum(row["changes"] is None for row in rows) > 1000
    assert library.tables.row("releases", 3) is None
    library.close()


@pytest.mark.slow
def test_every_command_after_years(folder: Path) -> None:
    """None ends with a traceback."""
    every_command(folder)


@pytest.mark.slow
def test_undo_to_the_beginning_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every change that was not compacted and nobody built upon can be taken back and made again.

    Of a quarter of a library of years: each step looks at all that came after it.
    """
    kept = UNDO_STEPS // 4
    monkeypatch.setattr(library_tables, "UNDO_STEPS", kept)
    path = used.library_of_years(tmp_path, used.STEPS * kept // UNDO_STEPS)
    library = open_library(path, user="cem")
    with library.transaction():
        steps = [step for step in iter(library.history.undo, None) if step is not None]
        undone = [step.id for step in steps if not step.nothing]
        assert [step.id for step in iter(library.history.redo, None) if step is not None] == undone[::-1]
        assert len(steps) >= len(undone) >= kept
        assert len(undone) < len(library.tables.table("history")) // len(used.USERS)
    library.close()


@pytest.mark.slow
def test_undo_beneath_what_others_built(folder: Path) -> None:
    """What another has changed since is refused in words and passed over; redo makes the rest again."""
    library = open_library(folder / "library.db", user="ana")
    with library.transaction():
        assert False in {in_plain_words(library.history.undo) for _ in range(10)}
        steps = [library.history.undo(own_part=True) for _ in range(12)]
        assert all(step is None or step.left for step in steps if step is None or step.nothing)
        redone = [step.id for step in iter(library.history.redo, None) if step is not None]
        assert {step.id for step in steps if step is not None and not step.nothing} <= set(redone)
    library.close()


@pytest.mark.slow
def test_doctor_and_repair_after_years(folder: Path) -> None:
    """The deleted tags are found and made again; then the library is sound and can be used."""
    assert "its tag" in run(folder, "doctor")
    run(folder, "doctor --repair")
    assert "is sound" in run(folder, "doctor")
    assert "fish" in run(folder, "annotate 1 --quote agrees --tag fish")


@pytest.mark.slow
def test_salvage_and_restore_after_years(folder: Path) -> None:
    """Every row comes out of the file, and what comes out can be put in its place."""
    saved = salvage(folder / "library.db")
    assert saved.counts["history"] >= used.STEPS
    assert "is now what" in run(folder, f"restore {saved.path}")
    assert "is sound" in run(folder, "doctor")


@pytest.mark.slow
def test_a_json_library_after_years(folder: Path) -> None:
    """The same of a library that is a plain JSON file."""
    run(folder, "move {0}/library.db {0}/moved.json")
    library = open_library(folder / "moved.json", user="ana")
    assert len(examine(library)) == 3
    assert library.history.undo() is not None and library.history.redo() is not None
    assert sum(1 for _ in library.history.events()) >= used.STEPS
    library.close()
    assert invoke("doctor", "--repair", "--library", folder / "moved.json").exit_code == 0


# -- values that mean nothing --------------------------------------------------------------------------

#: By table and field: what has the right type and means nothing there.
MEANINGLESS = [
    ("releases", "date", "May 2024"), ("releases", "date", "2024-02-30"),
    ("releases", "date", "2024-W01-1"), ("releases", "embargo_until", "soon"),
    ("releases", "published", "yesterday"), ("releases", "time", "25:10"), ("releases", "added", ""),
    ("releases", "words", -1), ("releases", "words", 10**400), ("releases", "text_id", 0),
    ("releases", "text_id", 2**70), ("releases", "source", ""), ("releases", "headline", "\ud83d"),
    ("releases", "version", -3), ("texts", "paragraphs", [[5, 2, "body"]]), ("texts", "paragraphs", [5, 2]),
    ("texts", "paragraphs", [[0, 10**6, "body"]]),
    ("texts", "paragraphs", [[9, 20, "body"], [0, 8, "body"]]), ("texts", "paragraphs", [[-4, 2, "body"]]),
    ("texts", "links", [[0, 10**9, "https://a.example"]]), ("texts", "dateline", [7, 3]),
    ("texts", "dateline", [3, 10**6]), ("texts", "text", ""), ("texts", "release", -1),
    ("annotations", "start", 10**6), ("annotations", "end", 0), ("annotations", "end", 5),
    ("annotations", "quote", ""), ("annotations", "tags", [0]), ("annotations", "tags", [2**64]),
    ("annotations", "state", "lost"), ("annotations", "created", "once"), ("annotations", "release", 0),
    ("tags", "name", ""), ("tags", "name", " "), ("tags", "color", 9), ("tags", "color", -1),
    ("tags", "pinned", 0), ("tags", "pinned", 10), ("tags", "same_as", -1), ("reading", "cursor", -5),
    ("reading", "top", -1), ("history", "time", "noon"), ("history", "upon", -1), ("history", "upon", 999),
    ("history", "release", 0), ("history", "changes", [["meta", 1, {"ids": {}}, None]]),
    ("history", "changes", [["tags", 1, {"name": ""}, {"name": "b"}]]),
    ("history", "changes", [["tags", 1, None, None]]),
    ("history", "changes", [["tags", -1, None, {"name": "b"}]]), ("meta", "schema", 0),
    ("meta", "ids", {"tags": -1}), ("meta", "ids", {"annotations": 2**63}), ("meta", "open", -1),
    ("meta", "undo", {"ana": {"last": 1}}), ("sources", "location", ""), ("sources", "kind", "page"),
    ("sources", "kind", "feed"), ("sources", "checked", "now"), ("signatures", "sketch", [-1]),
    ("signatures", "sketch", [2**32]), ("signatures", "same", [[1, 7.5]]), ("apart", "releases", [0]),
    ("apart", "others", [-2]), ("set_aside", "encoding", "rot13"), ("set_aside", "time", "x"),
]  # fmt: skip

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-3, 40)
    | st.sampled_from([2**31, 2**32, 2**63, 2**64, 10**30, -(2**63)])
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(
        ["", " ", "\0", "\ud800", "\x1b]52;c;AA\x07", "May 2024", "2024-05-01", "9999-12-31", "feed"]
    )
    | st.sampled_from(
        [[5, 2], [[5, 2]], [[0, 10**6, "body"]], [["tags", 1, None, {"name": ""}]], {"ana": {"last": 1}}]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def in_use(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that was worked with."""
    return used.library_in_use(tmp_path_factory.mktemp("in-use"))


def rows_of(path: Path) -> dict[tuple[str, int], dict[str, Any]]:
    """Every row of a closed library, by table and id."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            (table, key): json.loads(document)
            for table in TABLES
            for key, document in connection.execute(f"SELECT id, document FROM {table}")
        }


def put(path: Path, table: str, key: int, row: dict[str, Any]) -> None:
    """Writes a row behind the program's back; its table's indexes go, which refuse what is no JSON."""
    indexes = "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name=? AND sql IS NOT NULL"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")  # nobody pulls the plug between these lines
        for (name,) in connection.execute(indexes, [table]).fetchall():
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute(f"UPDATE {table} SET document=? WHERE id=?", [json.dumps(row), key])


def mended(folder: Path) -> None:
    """One repair leaves nothing to find, and what it could not mend is listed."""
    run(folder, "doctor --repair")
    assert "is sound" in run(folder, "doctor")


def test_every_table_has_a_row(in_use: Path) -> None:
    """Every table and field that is listed is there to be spoilt, and nothing is wrong yet."""
    rows = rows_of(in_use)
    assert {table for table, _ in rows} == set(TABLES)
    assert all(fault(table, row) is None for (table, _), row in rows.items())


@pytest.mark.slow
@pytest.mark.parametrize("chosen", [MEANINGLESS[first::6] for first in range(6)])
def test_the_doctor_names_what_means_nothing(
    in_use: Path, tmp_path: Path, chosen: list[tuple[str, str, object]]
) -> None:
    """Right in type and wrong in meaning: named with its record, then mended or set aside, and listed."""
    rows = rows_of(in_use)
    for table, field, value in chosen:
        path = used.copied(in_use, tmp_path)
        key, row = next((key, row) for (name, key), row in rows.items() if name == table)
        put(path, table, key, {**row, field: value})
        library = open_library(path, user="ana")
        found = [str(one) for one in examine(library)]
        assert any(f"record {key} of “{table}”" in line for line in found), (table, field, value, found)
        library.close()
        mended(tmp_path)


#: What was in a field of a row and what is, by table and id.
Changed = dict[tuple[str, int], tuple[Any, Any]]


def spoilt(data: st.DataObject, in_use: Path, folder: Path) -> tuple[Path, Changed]:
    """A copy of the library with anything in one field of some rows."""
    path = used.copied(in_use, folder)
    rows = rows_of(path)
    changed: Changed = {}
    chosen = st.lists(st.sampled_from(sorted(rows)), min_size=1, max_size=4, unique=True)
    for table, key in data.draw(chosen):
        field = data.draw(st.sampled_from(sorted(TABLES[table].fields)))
        value = data.draw(ANYTHING)
        changed[table, key] = rows[table, key].get(field), value
        put(path, table, key, {**rows[table, key], field: value})
    return path, changed


def of_another_type(before: object, value: object) -> bool:
    """Whether anybody can see that the value does not belong there."""
    return before is not None and value is not None and type(value) is not type(before)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_value_in_any_field(in_use: Path, tmp_path: Path, data: st.DataObject) -> None:
    """No command ends with a traceback; the doctor names the record, and mends it or sets it aside."""
    _, changed = spoilt(data, in_use, tmp_path)
    used.releases(tmp_path / "releases")
    named = run(tmp_path, "doctor")
    for (table, key), (before, value) in changed.items():
        assert not of_another_type(before, value) or f"record {key} of “{table}”" in named, (changed, named)
    every_command(tmp_path)
    mended(tmp_path)


#: What goes over every pane and screen.
KEYS = (
    "enter", "j", "j", "G", "g", "g", "2", "w", "v", "e", "t", "escape", "V", "c", "escape", "]", "[", "n",
    "tab", "j", "k", "enter", "g", "o", "escape", "tab", "j", "enter", "D", "D", "z", "a", "u", "ctrl+r",
    "s", "m", "slash", "f", "e", "enter", "escape", "question_mark", "escape", "colon", "escape", "J", "K",
    "1", "g", "s", "escape",
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_any_value_on_the_screen(in_use: Path, tmp_path: Path, data: st.DataObject) -> None:
    """The application opens on it, and no key ends it."""
    path, _ = spoilt(data, in_use, tmp_path)
    with suppress(NewerLibraryError):  # of a newer schema it is refused, before there is a screen
        asyncio.run(over_the_screens(path))


async def over_the_screens(path: Path) -> list[Unreadable]:
    """Opens the application, presses keys that lead everywhere, and gives what was passed over."""
    library = open_library(path, user="ana")
    app = DatelineApp(library)
    try:
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.pause()
            for key in library.releases.ids():
                with app.workspace.complaining():
                    await app.opening.open_release(key)
                    for annotation in library.annotations.of(key):
                        app.reader.go_to_annotation(annotation)
                        await pilot.pause()
            for word in KEYS:
                await pilot.press(word)
            await pilot.pause()
            assert app.is_running
        return library.unreadable()
    finally:
        library.close()


@pytest.mark.slow
async def test_all_that_may_be_null_is(in_use: Path, tmp_path: Path) -> None:
    """Of every row, as another program may write what it does not know: there is nothing wrong with that."""
    path = used.copied(in_use, tmp_path)
    for (name, key), row in rows_of(path).items():
        table = TABLES[name]
        null = [field for field, meaning in table.required.items() if meaning.or_none]
        empty = {**row, **dict.fromkeys([*null, *table.optional])}
        if fault(name, empty, key) is None:  # else its fields need each other
            put(path, name, key, empty)
    used.releases(tmp_path / "releases")
    every_command(tmp_path)
    mended(tmp_path)
    used.copied(in_use, tmp_path)
    for (name, key), row in rows_of(path).items():
        put(path, name, key, {**row, **dict.fromkeys(TABLES[name].optional)})
    await over_the_screens(path)


@pytest.mark.slow
async def test_the_screen_passes_over_what_means_nothing(in_use: Path, tmp_path: Path) -> None:
    """Such values in every other row: the application opens, shows the rest, and names them."""
    path = used.copied(in_use, tmp_path)
    for (table, key), row in rows_of(path).items():
        odd = [(field, value) for name, field, value in MEANINGLESS if name == table and table != "meta"]
        if odd and key % 2:
            field, value = odd[key % len(odd)]
            put(path, table, key, {**row, field: value})
    passed_over = await over_the_screens(path)
    assert {"releases", "tags"} <= {one.table for one in passed_over}


# -- values that do not fit another row ----------------------------------------------------------------


def misfit(rows: dict[tuple[str, int], dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Rows each of which is right by itself: passages and a position beyond a text, tags that are the same
    in a circle, a text of another release, references to what is not there."""
    short = {"text": "Ab", "paragraphs": [[0, 2, "headline"]], "links": [], "dateline": None}
    beyond = {"start": 10**6, "end": 10**6 + 14}
    nowhere = dict.fromkeys(("last", "again", "whole", "first"), 22)
    return {
        ("texts", 1): {**rows["texts", 1], **short},
        ("annotations", 2): {**rows["annotations", 2], **beyond},
        ("annotations", 3): {**rows["annotations", 3], **beyond, "tags": [77, 1], "state": "moved"},
        ("annotations", 4): {**rows["annotations", 4], "release": 88},
        ("reading", 1): {**rows["reading", 1], "cursor": 10**9, "top": 10**9},
        ("tags", 1): {**rows["tags", 1], "same_as": 2},
        ("tags", 2): {**rows["tags", 2], "same_as": 1},
        ("tags", 3): {**rows["tags", 3], "same_as": 99},
        ("releases", 4): {**rows["releases", 4], "text_id": 2},
        ("releases", 5): {**rows["releases", 5], "text_id": 66},
        ("apart", 1): {"releases": [3, 55], "others": [4]},
        ("signatures", 3): {**rows["signatures", 3], "same": [[44, 0.5]]},
        ("meta", 1): {**rows["meta", 1], "open": 33, "undo": {"ana": nowhere}},
    }  # fmt: skip


@pytest.mark.slow
async def test_rows_that_do_not_fit_each_other(in_use: Path, tmp_path: Path) -> None:
    """No command and no screen ends with a traceback; one repair makes it sound."""
    path = used.copied(in_use, tmp_path)
    used.releases(tmp_path / "releases")
    for (table, key), row in misfit(rows_of(path)).items():
        put(path, table, key, row)
    await over_the_screens(path)
    assert "its text, 66, is missing" in run(tmp_path, "doctor")
    every_command(tmp_path)
    mended(tmp_path)


def test_the_text_of_another_release_is_not_shown(in_use: Path, tmp_path: Path) -> None:
    """A release that refers to it is named instead, and a repair gives it its own text again."""
    path = used.copied(in_use, tmp_path)
    row = rows_of(path)["releases", 1]
    other = rows_of(path)["releases", 3]["text_id"]
    put(path, "releases", 1, {**row, "text_id": other})
    assert "is another release’s" in run(tmp_path, "show 1")
    assert "is another release’s" in run(tmp_path, "doctor")
    mended(tmp_path)
    assert rows_of(path)["releases", 1]["text_id"] == row["text_id"]
