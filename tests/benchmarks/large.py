"""What commands cost on large libraries, each beside its floor: the bare statement or call it needs.

    python tests/benchmarks/large.py LIBRARY|RELEASES... [--only WORDS] [--rounds 3]

LIBRARY is a SQLite library, copied before it is opened; for a number one of so many releases is built, each
in other words (`corpus.Words`) and with an annotation. Each command, and each floor, is a process of its
own: *cpu* is its processor time, *clock* the time until its end, *first* until its first line, *peak* the
most memory it had. Of several rounds the least counts. A command that is to be measured is a row of `ROWS`.
"""

from __future__ import annotations

import argparse
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

#: Of the checkout that is measured.
ROOT = Path(__file__).resolve().parents[2]


#: Lines after which a reader goes away.
_HEAD = 10


class Row(NamedTuple):
    """A command and what it comes down to."""

    command: str
    """As a user types it; ``{library}`` is the library's file, ``{new}`` a file that is not there,
    ``{notes}`` a folder that holds an export of everything."""
    floor: str
    """A statement in SQL, all its rows fetched one by one; or after ``python:`` code in Python, which has
    `connection`, `library`, `new` and `notes`."""
    head: bool = False
    """Whether its reader goes away after ten lines."""
    terminal: bool = False
    """Whether it prints on a terminal."""


_COUNTS = "SELECT count(*) FROM annotations WHERE json_extract(document, '$.release') = +releases.id"
_LIST = (
    f"SELECT id, document, ({_COUNTS}) FROM releases ORDER BY json_extract(document, '$.date') DESC, id DESC"
)
_TAGS = "SELECT value, count(*) FROM annotations, json_each(document, '$.tags') GROUP BY value"
_EVENTS = "SELECT document FROM history WHERE json_extract(document, '$.release') = 5 ORDER BY id DESC"
_SIZES = "; ".join(
    f"connection.execute('SELECT sum(length(document)) FROM {table}').fetchall()"
    for table in ("releases", "texts", "annotations", "history")
)
_WRITE = (
    "python: import os; os.mkdir(new)\nfor one in os.scandir(notes):"
    "\n with open(one, 'rb') as file: data = file.read()"
    "\n with open(os.path.join(new, one.name), 'wb') as file: file.write(data)"
)
_READ = "python: import os\nfor one in os.scandir(notes):\n with open(one, 'rb') as file: file.read()"
_MARKS = "SELECT annotations.document, releases.document FROM annotations JOIN releases ON releases.id = {}"

ROWS = (
    Row("--version", "SELECT 1"),
    Row("list", _LIST + " LIMIT 10", head=True),
    Row("list", _LIST + " LIMIT 100", head=True, terminal=True),
    Row("list", _LIST),
    Row("list --json", _LIST),
    Row("show 5", "SELECT document FROM texts WHERE id = 5"),
    Row("tags", _TAGS),
    Row("history 5", _EVENTS),
    Row("history", "SELECT document FROM history ORDER BY id DESC"),
    Row("doctor", f"python: connection.execute('PRAGMA integrity_check').fetchall(); {_SIZES}"),
    Row("backup", "python: connection.backup(sqlite3.connect(new))"),
    Row("move {library} {new}.json", "python: import shutil; shutil.copy(library, new)"),
    Row("move {library} {new}.db", "python: connection.execute('VACUUM INTO ?', [new])"),
    Row("export --output {new}", _WRITE),
    Row("export --output {notes}", _READ),
    Row("export --output {new}.csv", _MARKS.format("json_extract(annotations.document, '$.release')")),
)  # fmt: skip


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    """Of processor time."""
    clock: float
    """Seconds until its end."""
    first: float
    """Seconds until its first line, or its end."""
    peak: int
    """Bytes."""


def measured(arguments: list[str], library: Path, row: Row) -> Cost:
    """Runs a process to its end, or until ten lines of it were read. Raises RuntimeError where it fails."""
    reading, writing = pty.openpty() if row.terminal else os.pipe()
    before = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        cwd=ROOT,
        env={**os.environ, "DATELINE_LIBRARY": str(library), "XDG_CACHE_HOME": str(library.parent / "cache")},
        stdout=writing,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    first, lines = 0.0, 0
    with os.fdopen(reading, "rb", buffering=0) as output, suppress(OSError):  # a terminal ends so
        while data := output.read(2**16):
            lines += data.count(b"\n")
            first = first or time.perf_counter() - before
            if row.head and lines >= _HEAD:
                break
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and not row.head:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, clock, first or clock, used.ru_maxrss * unit)


def least(costs: list[Cost]) -> Cost:
    """Of each figure the least."""
    return Cost(*map(min, zip(*costs, strict=True)))


def floor_code(row: Row) -> str:
    """The program that the floor is."""
    kind, _, code = row.floor.partition(": ")
    body = code if kind == "python" else f"for _ in connection.execute({row.floor!r}): pass"
    opening = "import sqlite3, sys; library, new, notes = sys.argv[1:]; connection = sqlite3.connect(library)"
    return f"{opening}\n{body}"


def cost_of(row: Row, library: Path, rounds: int) -> tuple[Cost, Cost]:
    """Of the command, and of its floor."""
    costs: list[Cost] = []
    floors: list[Cost] = []
    notes = library.parent / "notes"
    if "export" in row.command and not notes.exists():
        measured(_command("export --output {notes}", library, notes, notes), library, row)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=library.parent) as folder:
            new = Path(folder) / "new"
            costs.append(measured(_command(row.command, library, new, notes), library, row))
            places = (library, new.with_name("floor"), notes)
            floor = [sys.executable, "-c", floor_code(row), *map(str, places)]
            floors.append(measured(floor, library, row._replace(head=False, terminal=False)))
    return least(costs), least(floors)


def _command(words: str, library: Path, new: Path, notes: Path) -> list[str]:
    given = words.format(library=library, new=new, notes=notes).split()
    return [sys.executable, "-m", "tui", *given]


def releases_in(library: Path) -> int:
    """How many there are."""
    connection = sqlite3.connect(library)
    count: int = connection.execute("SELECT count(*) FROM releases").fetchone()[0]
    connection.close()
    return count


def put(given: str, library: Path) -> None:
    """Copies the library that was named, or builds one of so many releases, in other words each."""
    if given.isdecimal():
        # Not before: the memory of this process counts as a child's, until that is a program of its own.
        from tests.benchmarks.corpus import RELEASES, originals
        from tests.benchmarks.store import build

        build(library, originals(RELEASES), int(given), varied=True)
        return
    for end in ("", "-wal"):
        if Path(given + end).exists():
            shutil.copy(given + end, f"{library}{end}")


def shown(row: Row) -> str:
    """What was measured, in the words of the table."""
    what = row.command.format(library="LIBRARY", new="NEW", notes="NOTES")
    return f"`{what}{' | head' if row.head else ''}`{' on a terminal' if row.terminal else ''}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("libraries", nargs="+", metavar="LIBRARY|RELEASES")
    parser.add_argument("--only", nargs="*", help="commands that begin with one of these words")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print(
        "| releases | what | cpu ms | clock ms | first ms | peak MB"
        " | floor cpu ms | floor clock ms | floor MB | cpu/floor |"
    )
    print("| ---: | --- |" + " ---: |" * 8)
    for given in arguments.libraries:
        beside = None if given.isdecimal() else Path(given).parent
        with tempfile.TemporaryDirectory(prefix="large-", dir=beside) as folder:
            library = Path(folder) / "library.db"
            put(given, library)
            count = f"{releases_in(library):,}"
            for row in ROWS:
                if arguments.only and not row.command.startswith(tuple(arguments.only)):
                    continue
                cost, floor = cost_of(row, library, arguments.rounds)
                times = (cost.seconds, cost.clock, cost.first)
                figures = (
                    *(f"{time * 1e3:,.0f}" for time in times),
                    f"{cost.peak / 2**20:.0f}",
                    *(f"{time * 1e3:,.0f}" for time in (floor.seconds, floor.clock)),
                    f"{floor.peak / 2**20:.0f}",
                    f"{cost.seconds / floor.seconds:.1f}x",
                )
                print(f"| {count} | {shown(row)} | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
