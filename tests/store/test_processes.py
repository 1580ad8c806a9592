"""Several processes on one library: nothing is lost, nothing is there twice, everyone sees everything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store import Library, NotFoundError, add_paths, open_library
from store.care.doctor import examine
from tests.conftest import ROOT

#: For a command that runs in another folder.
HERE = {**os.environ, "PYTHONPATH": str(ROOT)}
#: Runs what it is told on a library of its own and answers when it is done.
OBEY = """
import json, sys
from operator import attrgetter
from store import open_library
library = open_library(sys.argv[1], user=sys.argv[2])
for line in sys.stdin:
    name, arguments, options = json.loads(line)
    result = attrgetter(name)(library)(*arguments, **options)
    print(json.dumps(result is not None), flush=True)
library.close()
"""
#: Waits for its input to close, then marks passages as fast as it can.
MARK = """
import sys
from store import open_library
library = open_library(sys.argv[1], user=sys.argv[2])
print("ready", flush=True)
sys.stdin.read()
for number in range(int(sys.argv[3])):
    library.annotations.add(1, number, number + 5, tags=[f"Tag {number % 12}", sys.argv[2]], note=f"{number}")
library.close()
"""
#: Imports a folder of files that take as many seconds each, five in a transaction.
IMPORT = """
import sys, time
from pathlib import Path
from store.intake import importing, parsing
from store import add_paths, open_library
read = parsing.read_file
def slowly(path):
    time.sleep(float(sys.argv[3]))
    return read(path)
parsing.read_file, importing._CHUNK_FILES = slowly, 5
library = open_library(sys.argv[1])
print("ready", flush=True)
add_paths(library, [Path(sys.argv[2])])
library.close()
"""


class Process:
    """Another process that has the library open."""

    def __init__(self, code: str, *arguments: object) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self.child.stdin and self.child.stdout
        self.input, self.output = self.child.stdin, self.child.stdout

    def call(self, name: str, *arguments: object, **options: object) -> bool:
        """Calls a method of its library, waits, and tells whether it gave anything."""
        self.input.write(json.dumps([name, arguments, options]) + "\n")
        self.input.flush()
        return bool(json.loads(self.output.readline()))

    def end(self) -> int:
        """Closes its input and waits for it to finish."""
        self.input.close()
        self.output.read()
        self.output.close()
        return self.child.wait()


Starter = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Starter]:
    """Starts processes and sees that none outlives the test."""
    begun: list[Process] = []

    def starter(code: str, *arguments: object) -> Process:
        begun.append(Process(code, *arguments))
        return begun[-1]

    yield starter
    for process in begun:
        if process.child.poll() is None:
            process.child.kill()
        process.child.wait()
        process.input.close()
        process.output.close()


@pytest.fixture
def release(library: Library, wire: Path) -> int:
    """The id of one release."""
    return add_paths(library, [wire]).added[0]


@pytest.mark.slow
def test_no_update_is_lost(library: Library, release: int, start: Starter) -> None:
    """Two libraries and the command line mark at once: every mark is there, no tag, digit or id twice."""
    markers = [start(MARK, library.path, user, 40) for user in ("bea", "cid")]
    for marker in markers:
        assert marker.output.readline() == "ready\n"
    for marker in markers:
        marker.input.close()
    mark = ["annotate", "1", "--library", str(library.path), "--quote", "LISBON", "--tag", "tag 3"]
    command = [sys.executable, "-m", "tui", *mark]
    runs = [subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False) for _ in range(3)]
    assert [(run.returncode, run.stderr) for run in runs] == [(0, "")] * 3
    for marker in markers:
        marker.output.read()
        assert marker.child.wait() == 0
    rows = library.tables.table("annotations").all()
    assert len(rows) == len({row.doc_id for row in rows}) == 83
    for user in ("bea", "cid"):
        assert sorted(int(row["note"]) for row in rows if row["creator"] == user) == list(range(40))
    names = [tag.name.casefold() for tag in library.tags.all()]
    assert sorted(names) == sorted({*(f"tag {n}" for n in range(12)), "bea", "cid"})
    assert sorted(tag.pinned for tag in library.tags.all() if tag.pinned) == list(range(1, 10))
    assert len(list(library.history.events())) == 83


def test_last_write_to_a_field_wins_and_other_fields_stay(
    library: Library, release: int, start: Starter
) -> None:
    """Of two edits of one note the later stays; a note and tags edited by two both stay; history has all."""
    made = library.annotations.add(release, 0, 7, tags=["one"], note="first")
    bea = start(OBEY, library.path, "bea")
    assert bea.call("annotations.get", made.id)
    library.annotations.edit(made.id, note="ana's")
    assert bea.call("annotations.edit", made.id, note="bea's")
    assert library.annotations.get(made.id).note == "bea's"
    library.annotations.edit(made.id, tags=["two"])
    assert bea.call("annotations.edit", made.id, note="bea's again")
    found = library.annotations.get(made.id)
    assert ([tag.name for tag in found.tags], found.note) == (["two"], "bea's again")
    assert [(event.user, event.what.split(" of ")[0]) for event in library.history.events(release)] == [
        ("bea", "changed the note"),
        ("ana", "changed the tags"),
        ("bea", "changed the note"),
        ("ana", "changed the note"),
        ("ana", "tagged “Harbour”"),
    ]
    changes: Any = next(library.history.events()).changes
    assert (changes[0].before["note"], changes[0].after["note"]) == ("bea's", "bea's again")
    assert bea.end() == 0


def test_undo_is_each_users_own_over_processes(library: Library, release: int, start: Starter) -> None:
    """A user's undo in one process passes over what another user did in another process."""
    bea = start(OBEY, library.path, "bea")
    library.annotations.add(release, 0, 3, note="ana's")
    assert bea.call("annotations.add", release, 4, 6, note="bea's")
    assert library.history.undo() is not None
    assert [one.note for one in library.annotations.of(release)] == ["bea's"]
    assert library.history.undo() is None
    assert bea.call("history.undo")
    assert not bea.call("history.undo")
    assert library.annotations.of(release) == []
    assert library.history.redo() is not None
    assert [one.note for one in library.annotations.of(release)] == ["ana's"]
    assert [(event.user, event.undone) for event in library.history.events()] == [
        ("bea", True),
        ("ana", False),
    ]
    assert bea.end() == 0


def test_one_user_undoes_over_processes(library: Library, release: int, start: Starter) -> None:
    """Two processes of one user have one row of steps: either undoes and redoes what the other did."""
    same = start(OBEY, library.path, "ana")
    library.annotations.add(release, 0, 3, note="here")
    assert same.call("annotations.add", release, 4, 6, note="there")
    assert library.history.undo() is not None
    assert [one.note for one in library.annotations.of(release)] == ["here"]
    assert same.call("history.undo")
    assert library.annotations.of(release) == []
    assert library.history.redo() is not None
    assert same.call("history.redo")
    assert not same.call("history.redo")
    assert [one.note for one in library.annotations.of(release)] == ["here", "there"]
    assert same.end() == 0


@pytest.mark.slow
def test_an_import_lets_others_in(library: Library, release: int, start: Starter, tmp_path: Path) -> None:
    """While another process imports batch after batch, passages can be marked after each of them."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Headline {number}\n\nSome words.\n", encoding="utf-8")
    importer = start(IMPORT, library.path, folder, 0.02)
    assert importer.output.readline() == "ready\n"
    while library.releases.count() < 5:
        assert importer.child.poll() is None
    marked_at = [library.releases.count()]
    while importer.child.poll() is None:
        library.annotations.add(release, 0, 3, note="meanwhile")
        marked_at.append(library.releases.count())
    assert importer.end() == 0
    assert library.releases.count() == 61
    assert len({count for count in marked_at if count < 61}) >= 5


@pytest.mark.slow
def test_a_file_imported_by_two_is_one_release(library: Library, start: Starter, tmp_path: Path) -> None:
    """Two processes that import the same folder at once make each release once."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Headline {number}\n\nSome words.\n", encoding="utf-8")
    importers = [start(IMPORT, library.path, folder, 0) for _ in range(2)]
    assert [importer.end() for importer in importers] == [0, 0]
    assert library.releases.count() == len(library.tables.table("texts")) == 30


def test_choosing_tags_keeps_what_another_added(library: Library, release: int) -> None:
    """Tags chosen on a screen that does not show another's newest tag take only what it showed."""
    made = library.annotations.add(release, 0, 3, tags=["one", "two"])
    other = open_library(library.path, user="bea")
    other.annotations.edit(made.id, tags=["one", "two", "theirs"])
    other.close()
    found = library.annotations.retag(made.id, [tag.name for tag in made.tags], ["Two", "three"])
    assert [tag.name for tag in found.tags] == ["two", "three", "theirs"]
    library.history.undo()
    assert [tag.name for tag in library.annotations.get(made.id).tags] == ["one", "two", "theirs"]


def test_what_another_deleted_is_not_deleted_again(library: Library, release: int) -> None:
    """Deleting what another process deleted meanwhile raises NotFoundError and is no step."""
    made = library.annotations.add(release, 0, 3, note="n")
    other = open_library(library.path, user="bea")
    look = library.annotations.get

    def late(key: int) -> Any:
        library.annotations.get = look  # type: ignore[method-assign]
        found = look(key)
        other.annotations.delete(key)
        return found

    library.annotations.get = late  # type: ignore[method-assign]
    with pytest.raises(NotFoundError):
        library.annotations.delete(made.id)
    other.close()
    assert [event.user for event in library.history.events()] == ["bea", "ana"]


#: Makes the first change of a day, says so, lets another process come and go, tags, says so, and waits.
FIRST_CHANGE = """
import sys
from store import open_library
library = open_library(sys.argv[1], user="ana")
library.reading.set_starred([1], True)
library.daily_backup.wait()
print("changed", flush=True)
sys.stdin.readline()
print(library.annotations.add(1, 0, 5, tags=["kept"], note="mine").id, flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", [["list"], ["tags"], ["doctor"], ["add", "other.txt"], ["backup"]])
def test_a_command_beside_takes_nothing_away(
    library: Library, release: int, start: Starter, tmp_path: Path, command: list[str]
) -> None:
    """What is tagged after the day's backup, and after a command beside it, survives a kill."""
    library.close()
    (tmp_path / "other.txt").write_text("Another headline\n\nSome words.\n", encoding="utf-8")
    one = start(FIRST_CHANGE, library.path)
    assert one.output.readline() == "changed\n"
    assert len(list(Path(f"{library.path}.backups").iterdir())) == 1
    line = [sys.executable, "-m", "tui", *command, "--library", str(library.path)]
    beside = subprocess.run(line, capture_output=True, text=True, cwd=tmp_path, check=False, env=HERE)
    assert (beside.returncode, beside.stderr) == (0, "")
    one.input.write("\n")
    one.input.flush()
    key = int(one.output.readline())
    one.child.kill()
    one.child.wait()
    again = open_library(library.path, user="ana")
    assert (again.annotations.get(key).note, again.releases.get(1).starred) == ("mine", True)
    assert examine(again) == []
    again.close()
