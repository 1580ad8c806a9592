"""What ``kill -9`` costs: processes that change a library are killed, and what they acknowledged is sought.

    python tests/benchmarks/kill.py [--rounds 1000] [--kinds annotate add application] [--stock]

In each round a process changes one library in a loop and says of each change when it is done; it is killed
at a random moment, and the file is opened again. ``annotate`` tags, edits and deletes, ``add`` imports file
after file, ``application`` is the application itself, driven by keys. Each round is the first of its day,
every third goes over midnight (UTC), and beside it other processes come and go: list, find, export, doctor,
add, annotate, backup, restore. ``--stock`` runs the same annotations on stock TinyDB, alone and below
`CachingMiddleware`. `tests/store/test_kill.py` runs some rounds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from os import kill
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(ROOT)

from tinydb import TinyDB
from tinydb.storages import JSONStorage
from tinydb.table import Document

from store import Library, open_library
from tests.benchmarks.kill_workers import OURS, STOCK, stock, tags_of

#: Releases in the file when it begins.
SEEDED = 100
#: Rounds after which a library that has grown is put back to what it began with.
_ROUNDS = 50
#: The most changes a process acknowledges before it is killed, and the most seconds more it then gets.
_CHANGES = {"application": 4, "add": 20}
_LONGER = 0.01
#: Seconds after which a process that acknowledges nothing is stuck.
_PATIENCE = 120.0

Notes = dict[int, str | None]


@dataclass
class Round:
    """What one process said before it was killed."""

    done: Notes = field(default_factory=dict)
    """What each record acknowledged holds (a note, a text, tags), None where it was deleted."""
    changes: list[tuple[int, str | None]] = field(default_factory=list)
    """All that was acknowledged, in order."""
    begun: tuple[int, str | None] | None = None
    """A change of a known record that was begun and not acknowledged."""
    beside: list[str] = field(default_factory=list)
    """The notes the commands beside it acknowledged."""
    failed: list[str] = field(default_factory=list)
    """What should not have been said."""


@dataclass
class Outcome:
    """What became of all rounds."""

    rounds: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0
    """Files that could not be read any more, or held what cannot be."""
    problems: list[str] = field(default_factory=list)


# -- killing -----------------------------------------------------------------------------------


class Server:
    """A process that forks workers, see `kill_workers.serve`."""

    def __init__(self) -> None:
        code = (
            "import sys; sys.path.insert(0, sys.argv[1])\n"
            "from tests.benchmarks.kill_workers import serve; serve()"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, str(ROOT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, kind: str, path: Path, told: Path, clock: str) -> int:
        """Begins a worker and gives its process."""
        return self._ask({"kind": kind, "path": str(path), "told": str(told), "clock": clock})

    def end(self, process: int, how: signal.Signals) -> int:
        """Ends the worker and gives its status."""
        kill(process, how)
        return self._ask({"ended": process})

    def _ask(self, order: dict[str, str | int]) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()


@contextmanager
def serving() -> Iterator[Server]:
    """One for those that are killed and those beside them."""
    server = Server()
    try:
        yield server
    finally:
        server.close()


def killed(kind: str, path: Path, server: Server, number: int = 0) -> Round:
    """Starts a process, kills it at a random moment, and gives what it had acknowledged.

    Args:
        kind: one of `OURS` or `STOCK`.
        path: the file it changes; one of `OURS` has others beside it.
        server: see `serving`.
        number: of the round: the day it begins, and every third shortly before midnight.
    """
    told, told_beside = path.with_name("told"), path.with_name("told beside")
    told.unlink(missing_ok=True)
    told_beside.unlink(missing_ok=True)
    noon = datetime(2031, 1, 1, 12, tzinfo=UTC) + timedelta(days=2 * number)
    until_midnight = timedelta(hours=12, seconds=-random.uniform(0, 1))
    clock = (noon + (until_midnight if number % 3 == 0 else timedelta())).isoformat()
    neighbour = server.start("beside", path, told_beside, clock) if kind in OURS else 0
    child = server.start(kind, path, told, clock)
    changes, end = random.randint(0, _CHANGES.get(kind, 60)), time.monotonic() + _PATIENCE
    while _told(told, '"done"') < changes and not _told(told, '"failed"') and time.monotonic() < end:
        time.sleep(0.001)
    until = time.perf_counter() + random.uniform(0, _LONGER)
    while time.perf_counter() < until:
        continue  # a moment anywhere in the next change
    status = server.end(child, signal.SIGKILL)
    if neighbour:
        server.end(neighbour, signal.SIGTERM)
    heard = _heard(told)
    if status != -signal.SIGKILL or _told(told, '"done"') < changes:
        heard.failed.append(f"the process ended by itself with {status}, or did nothing any more")
    others = _heard(told_beside)
    heard.beside = [note for _, note in others.changes if note]
    heard.failed += others.failed
    return heard


def _told(told: Path, what: str) -> int:
    try:
        return told.read_text(encoding="utf-8").count(what)
    except FileNotFoundError:
        return 0


def _heard(told: Path) -> Round:
    heard = Round()
    lines = told.read_text(encoding="utf-8").splitlines(keepends=True) if told.exists() else []
    for line in lines:
        if not line.endswith("\n"):
            break
        what, key, note = json.loads(line)
        if what == "failed":
            heard.failed.append(note)
        elif what == "begun":
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
        f"record {key} should have {note!r} and has {held.get(key)!r}"
        for key, note in heard.done.items()
        if held.get(key) != note and (heard.begun is None or heard.begun != (key, held.get(key)))
    ]


def held_by_library(library: Library, kind: str = "annotate") -> Notes:
    """What each record in the library holds that this kind of process makes."""
    if kind == "add":
        return {key: library.releases.text(key).text for key in library.releases.ids()}
    rows = library.tables.table("annotations").all()
    if kind == "application":
        names = {tag.id: tag.name for tag in library.tags.all()}
        return {row.doc_id: tags_of(names.get(tag, "?") for tag in row["tags"]) for row in rows}
    return {row.doc_id: row["note"] for row in rows}


def unrecorded(heard: Round, library: Library, before: int) -> list[str]:
    """The acknowledged changes that have no event among those after `before`."""
    recorded = {
        (change.id, None if change.after is None else change.after.get("note"))
        for event in itertools.takewhile(lambda event: event.id > before, library.history.events())
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
    texts = {row["release"]: row["text"] for row in library.tables.table("texts")}
    for row in library.tables.table("annotations"):
        if texts[row["release"]][row["start"] : row["end"]] != row["quote"]:
            problems.append(f"annotation {row.doc_id} is not on its words")
    counters: Any = library.tables.row("meta", 1)
    for table in ("releases", "texts", "tags", "annotations", "history"):
        last = library.tables.storage.last_id(table)
        if last > counters["ids"].get(table, 0):
            problems.append(f"the counter of {table} is below {last}")
    names = [tag.name.casefold() for tag in library.tags.all()]
    pins = [tag.pinned for tag in library.tags.all() if tag.pinned]
    if len(set(names)) < len(names) or len(set(pins)) < len(pins):
        problems.append("a tag or a digit is there twice")
    return problems + _stuck(library)


def _stuck(library: Library) -> list[str]:
    held = _state(library)
    undone = library.history.undo()
    changed = _state(library) != held
    redone = library.history.redo()
    if undone != redone or (undone is not None) != changed or _state(library) != held:
        return [f"undo and redo of “{undone.what if undone else 'nothing'}” do not lead back"]
    return []


def _state(library: Library) -> list[dict[int, Any]]:
    """All that can be undone."""
    return [
        dict(library.tables.storage.scan_rows(table)) for table in ("annotations", "tags", "reading", "apart")
    ]


# -- rounds ------------------------------------------------------------------------------------


def run_library(kind: str, path: Path, rounds: int, server: Server) -> Outcome:
    """Kills that many processes on one library, which must hold releases and be closed."""
    outcome = Outcome(rounds)
    seed = path.with_name("seed")
    shutil.copy(path, seed)
    for number in range(rounds):
        if number and number % _ROUNDS == 0:
            _renew(path, seed)
        found = _round(kind, path, server, number, outcome)
        if any(found):
            # What is left is of use to nobody: the next round's findings are to be its own.
            _keep_for_looking(path, kind, number)
            _renew(path, seed)
    return outcome


def _round(
    kind: str, path: Path, server: Server, number: int, outcome: Outcome
) -> tuple[list[str], list[str]]:
    library = open_library(path, user="ana")
    before = library.tables.storage.last_id("history")
    library.close()
    heard = killed(kind, path, server, number)
    outcome.acknowledged += len(heard.changes) + len(heard.beside)
    lost: list[str] = []
    try:
        library = open_library(path, user="ana")
        lost = missing(heard, held_by_library(library, kind))
        notes = {row["note"] for row in library.tables.table("annotations")}
        lost += [f"{note!r} is not there" for note in heard.beside if note not in notes]
        lost += unrecorded(heard, library, before) if kind == "annotate" else []
        wrong = heard.failed + unsound(library)
        library.close()
    except Exception as error:  # noqa: BLE001  # whatever it is, the library is broken
        lost += list(map(str, heard.changes))
        wrong = [*heard.failed, f"the library cannot be read: {error!r}"]
    outcome.lost += len(lost)
    outcome.broken += bool(wrong)
    outcome.problems += [f"round {number}: {one}" for one in lost + wrong]
    return lost, wrong


def _renew(path: Path, seed: Path) -> None:
    """The library as it began, without backups and what the processes made beside it."""
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    for name in (f"{path.name}.backups", "incoming", "beside"):
        shutil.rmtree(path.with_name(name), ignore_errors=True)
    shutil.copy(seed, path)


def _keep_for_looking(path: Path, kind: str, number: int) -> None:
    folder = Path(tempfile.gettempdir(), f"dateline-kill-{kind}-{number}")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(path.parent, folder)


def run_stock(kind: str, path: Path, rounds: int, server: Server) -> Outcome:
    """The same on stock TinyDB; a file that cannot be read is replaced by the one it began with."""
    outcome = Outcome(rounds)
    seed = path.with_suffix(".seed")
    shutil.copy(path, seed)
    safe: Notes = {}
    for _ in range(rounds):
        heard = killed(kind, path, server)
        outcome.acknowledged += len(heard.changes)
        try:
            with stock(kind, path) as opened:
                held: Notes = {row.doc_id: row["note"] for row in opened.table("annotations")}
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
    with TinyDB(path, storage=JSONStorage, encoding="utf-8") as file:
        for table in ("releases", "texts"):
            file.table(table).insert_multiple(Document(row, row.doc_id) for row in opened.tables.table(table))
    opened.close()


def _run(kind: str, rounds: int, folder: Path | None) -> Outcome:
    with tempfile.TemporaryDirectory() as name, serving() as server:
        library = Path(name, "library.db")
        seed_library(library, folder=folder)
        if kind in OURS:
            return run_library(kind, library, rounds, server)
        seed_stock(library, Path(name, "stock.json"))
        return run_stock(kind, Path(name, "stock.json"), rounds, server)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def main() -> None:
    """Prints one line per kind."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--kinds", nargs="*", choices=OURS, default=OURS)
    parser.add_argument("--stock", action="store_true", help="stock TinyDB as well")
    parser.add_argument("--from", dest="folder", type=Path, help="real releases")
    arguments = parser.parse_args()
    _print([f"{'kind':<22} {'rounds':>7} {'acknowledged':>13} {'lost':>7} {'broken':>7} {'seconds':>8}"])
    for kind in (*arguments.kinds, *(STOCK if arguments.stock else ())):
        begun = time.monotonic()
        found = _run(kind, arguments.rounds, arguments.folder)
        _print(
            [
                f"{kind:<22} {found.rounds:>7} {found.acknowledged:>13,} {found.lost:>7,} {found.broken:>7}"
                f" {time.monotonic() - begun:>8.0f}",
                *(f"    {' '.join(problem.split())}" for problem in found.problems[:9]),
            ]
        )


if __name__ == "__main__":
    main()
