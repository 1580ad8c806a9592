"""What ``kill -9`` costs: processes that mark passages are killed, and what they acknowledged is sought.

    python tests/benchmarks/kill.py [--rounds 200]

In each round a process changes one library in a loop and prints each change once it is done; it is killed at
a random moment, and the file is opened again. The same loop runs on stock TinyDB (`JSONStorage`, alone and
below `CachingMiddleware`) with the same releases in the file. `tests/store/test_kill.py` runs some rounds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(ROOT)

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage
from tinydb.table import Document

from store import Library, open_library

#: Releases in the file when it begins.
SEEDED = 100
#: The most changes a process acknowledges before it is killed, and the most seconds more it then gets.
_CHANGES = 60
_LONGER = 0.01
KINDS = ("Dateline", "stock TinyDB", "stock TinyDB, cached")

Notes = dict[int, str | None]


@dataclass
class Round:
    """What one process said before it was killed."""

    done: Notes = field(default_factory=dict)
    """The note of each annotation acknowledged, None where it was deleted."""
    changes: list[tuple[int, str | None]] = field(default_factory=list)
    """All that was acknowledged, in order."""
    begun: tuple[int, str | None] | None = None
    """A change of a known annotation that was begun and not acknowledged."""


@dataclass
class Outcome:
    """What became of all rounds."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0
    """Files that could not be read any more, or held what cannot be."""
    problems: list[str] = field(default_factory=list)


# -- the process that is killed ----------------------------------------------------------------


def work(kind: str, path: Path) -> None:
    """Changes the file for ever and prints each change before it is begun and when it is done."""
    changer = _library_changes(path) if kind == KINDS[0] else _stock_changes(kind, path)
    for line in changer:
        print(json.dumps(line), flush=True)


def _library_changes(path: Path) -> Iterator[tuple[str, int, str | None]]:
    library = open_library(path, user="ana")
    lengths = {key: len(library.text(key).text) for key in library.release_ids()[:20]}
    for number in itertools.count():
        key = random.choice(list(lengths))
        start = random.randrange(lengths[key] - 20)
        note = f"note {os.getpid()} {number}"
        made = library.annotate(key, start, start + 20, tags=[f"tag {number % 30}"], note=note)
        yield "done", made.id, note
        if number % 3 == 1:
            yield "begun", made.id, f"changed {note}"
            yield "done", made.id, library.edit(made.id, note=f"changed {note}").note
        elif number % 3 == 2:
            yield "begun", made.id, None
            yield "done", library.delete(made.id).id, None


def _stock_changes(kind: str, path: Path) -> Iterator[tuple[str, int, str | None]]:
    table = _stock(kind, path).table("annotations")
    for number in itertools.count():
        note = f"note {os.getpid()} {number}"
        key = table.insert({"release": 1, "note": note})
        yield "done", key, note
        if number % 3 == 1:
            yield "begun", key, f"changed {note}"
            table.update({"note": f"changed {note}"}, doc_ids=[key])
            yield "done", key, f"changed {note}"
        elif number % 3 == 2:
            yield "begun", key, None
            table.remove(doc_ids=[key])
            yield "done", key, None


def _stock(kind: str, path: Path) -> TinyDB:
    middleware: Any = CachingMiddleware
    storage: Any = middleware(JSONStorage) if kind == KINDS[2] else JSONStorage
    return TinyDB(path, storage=storage, encoding="utf-8")


# -- killing -----------------------------------------------------------------------------------


def killed(kind: str, path: Path) -> Round:
    """Starts a process, kills it at a random moment, and gives what it had acknowledged."""
    command = [sys.executable, "-c", _CHILD, str(ROOT), kind, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert child.stdout is not None
    lines: list[str] = []
    changes = random.randint(0, _CHANGES)
    while sum('"done"' in line for line in lines) < changes and (line := child.stdout.readline()):
        lines.append(line)
    until = time.perf_counter() + random.uniform(0, _LONGER)
    while time.perf_counter() < until:
        continue  # a moment anywhere in the next change
    child.send_signal(signal.SIGKILL)
    lines += child.stdout.readlines()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL, f"the process ended by itself with {child.returncode}"
    return _heard(line for line in lines if line.endswith("\n"))


_CHILD = (
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
    "from tests.benchmarks.kill import work; work(sys.argv[2], Path(sys.argv[3]))"
)


def _heard(lines: Iterator[str]) -> Round:
    heard = Round()
    for line in lines:
        what, key, note = json.loads(line)
        if what == "begun":
            heard.begun = key, note
        else:
            heard.begun = None
            heard.done[key] = note
            heard.changes.append((key, note))
    return heard


# -- what is left ------------------------------------------------------------------------------


def missing(heard: Round, held: Notes) -> list[str]:
    """The acknowledged changes that are not in the file."""
    return [
        f"annotation {key} should have {note!r} and has {held.get(key)!r}"
        for key, note in heard.done.items()
        if held.get(key) != note and (heard.begun is None or heard.begun != (key, held.get(key)))
    ]


def held_by_library(library: Library) -> Notes:
    """The note of each annotation in the library."""
    return {row.doc_id: row["note"] for row in library.table("annotations")}


def unrecorded(heard: Round, library: Library, before: int) -> list[str]:
    """The acknowledged changes that have no event among those after `before`."""
    recorded = {
        (change.id, None if change.after is None else change.after.get("note"))
        for event in itertools.takewhile(lambda event: event.id > before, library.events())
        for change in event.changes or ()
        if change.table == "annotations"
    }
    return [f"no event tells of {change}" for change in heard.changes if change not in recorded]


def unsound(library: Library) -> list[str]:
    """What a library must never be: damaged, with wrong quotes, with ids to be given twice, or stuck."""
    problems = []
    connection = sqlite3.connect(library.path)
    for (line,) in connection.execute("PRAGMA integrity_check"):
        problems += [] if line == "ok" else [f"SQLite: {line}"]
    connection.close()
    texts = {row["release"]: row["text"] for row in library.table("texts")}
    for row in library.table("annotations"):
        if texts[row["release"]][row["start"] : row["end"]] != row["quote"]:
            problems.append(f"annotation {row.doc_id} is not on its words")
    counters: Any = library.row("meta", 1)
    for table in ("releases", "texts", "tags", "annotations", "history"):
        last = library.storage.last_id(table)
        if last > counters["ids"].get(table, 0):
            problems.append(f"the counter of {table} is below {last}")
    names = [tag.name.casefold() for tag in library.tags()]
    pins = [tag.pinned for tag in library.tags() if tag.pinned]
    if len(set(names)) < len(names) or len(set(pins)) < len(pins):
        problems.append("a tag or a digit is there twice")
    return problems + _stuck(library)


def _stuck(library: Library) -> list[str]:
    held = held_by_library(library)
    undone = library.undo()
    changed = held_by_library(library) != held
    redone = library.redo()
    if undone != redone or (undone is not None) != changed or held_by_library(library) != held:
        return ["undo and redo do not lead back"]
    return []


# -- rounds ------------------------------------------------------------------------------------


def run_library(path: Path, rounds: int) -> Outcome:
    """Kills that many processes on one library; the file must hold releases."""
    outcome = Outcome(rounds)
    for _ in range(rounds):
        library = open_library(path, user="ana")
        before = library.storage.last_id("history")
        library.close()
        heard = killed(KINDS[0], path)
        library = open_library(path, user="ana")
        lost = missing(heard, held_by_library(library)) + unrecorded(heard, library, before)
        wrong = unsound(library)
        library.close()
        outcome.acknowledged += len(heard.changes)
        outcome.lost += len(lost)
        outcome.broken += bool(wrong)
        outcome.problems += lost + wrong
    return outcome


def run_stock(kind: str, path: Path, rounds: int) -> Outcome:
    """The same on stock TinyDB; a file that cannot be read is replaced by the one it began with."""
    outcome = Outcome(rounds)
    seed = path.with_suffix(".seed")
    shutil.copy(path, seed)
    safe: Notes = {}
    for _ in range(rounds):
        heard = killed(kind, path)
        outcome.acknowledged += len(heard.changes)
        try:
            with _stock(kind, path) as stock:
                held: Notes = {row.doc_id: row["note"] for row in stock.table("annotations")}
        except ValueError:
            outcome.broken += 1
            outcome.lost += len(safe) + len(heard.done)
            shutil.copy(seed, path)
            safe = {}
        else:
            outcome.lost += len(missing(heard, held))
            safe = held
    return outcome


def seed_library(path: Path, count: int = SEEDED, folder: Path | None = None) -> None:
    """A library with that many releases, from the folder or from where the real ones are."""
    from tests.benchmarks.corpus import RELEASES, fill, originals

    library = open_library(path)
    fill(library, originals(folder or RELEASES)[:count], count)
    library.close()


def seed_stock(library: Path, path: Path) -> None:
    """A stock TinyDB file that holds the same releases and texts."""
    opened = open_library(library)
    with TinyDB(path, storage=JSONStorage, encoding="utf-8") as stock:
        for table in ("releases", "texts"):
            stock.table(table).insert_multiple(Document(row, row.doc_id) for row in opened.table(table))
    opened.close()


def main() -> None:
    """Prints one line per kind of file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--from", dest="folder", type=Path, help="real releases")
    arguments = parser.parse_args()
    rounds = arguments.rounds
    print(f"{'':<22} {'rounds':>7} {'acknowledged':>13} {'lost':>7} {'broken files':>13}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        library = Path(name, "library.db")
        seed_library(library, folder=arguments.folder)
        stock = {kind: Path(name, f"{number}.json") for number, kind in enumerate(KINDS[1:])}
        for path in stock.values():
            seed_stock(library, path)
        runs: dict[str, Callable[[], Outcome]] = {KINDS[0]: lambda: run_library(library, rounds)}
        for kind, path in stock.items():
            runs[kind] = lambda kind=kind, path=path: run_stock(kind, path, rounds)  # type: ignore[misc]
        for kind, run in runs.items():
            found = run()
            print(
                f"{kind:<22} {found.rounds:>7} {found.acknowledged:>13,} {found.lost:>7,} {found.broken:>13}",
                flush=True,
            )
            for problem in found.problems[:9]:
                print(f"    {problem}")


if __name__ == "__main__":
    main()
