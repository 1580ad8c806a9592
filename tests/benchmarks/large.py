"""What commands cost on large libraries, each beside its floor: the bare statement or call it needs.

    python tests/benchmarks/large.py LIBRARY... [--only WORDS] [--rounds 3]

LIBRARY is a SQLite library, copied before it is opened. Each command, and each floor, is a process of its
own: *cpu* is its processor time, *first* the time until its first line, *peak* the most memory it had. Of
several rounds the least counts. A command that is to be measured is a row of `ROWS`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

#: Of the checkout that is measured.
ROOT = Path(__file__).resolve().parents[2]


class Row(NamedTuple):
    """A command and what it comes down to."""

    command: str
    """As a user types it; ``{library}`` is the library's file, ``{new}`` a file that is not there."""
    floor: str
    """A statement in SQL, all its rows fetched one by one; or after ``python:`` code in Python, which has
    `connection`, `library` and `new`."""
    head: bool = False
    """Whether its reader goes away after ten lines."""


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

ROWS = (
    Row("--version", "SELECT 1"),
    Row("list", _LIST + " LIMIT 10", head=True),
    Row("list", _LIST),
    Row("list --json", _LIST),
    Row("show 5", "SELECT document FROM texts WHERE id = 5"),
    Row("tags", _TAGS),
    Row("history 5", _EVENTS),
    Row("history", "SELECT document FROM history ORDER BY id DESC"),
    Row("doctor", f"python: connection.execute('PRAGMA integrity_check').fetchall(); {_SIZES}"),
    Row("move {library} {new}.json", "python: import shutil; shutil.copy(library, new)"),
    Row("move {library} {new}.db", "python: connection.execute('VACUUM INTO ?', [new])"),
)  # fmt: skip


class Cost(NamedTuple):
    """What a process took."""

    seconds: float
    """Of processor time."""
    first: float
    """Seconds until its first line, or its end."""
    peak: int
    """Bytes."""


def measured(arguments: list[str], library: Path, *, head: bool = False) -> Cost:
    """Runs a process to its end, or until ten lines of it were read. Raises RuntimeError where it fails."""
    before = time.perf_counter()
    process = subprocess.Popen(
        arguments,
        cwd=ROOT,
        env={**os.environ, "DATELINE_LIBRARY": str(library)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    process.stdout.readline()
    first = time.perf_counter() - before
    for _ in range(9) if head else iter(lambda: process.stdout.read(2**16), b""):  # type: ignore[union-attr]
        if head:
            process.stdout.readline()
    process.stdout.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and not head:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, first, used.ru_maxrss * unit)


def least(costs: list[Cost]) -> Cost:
    """Of each figure the least."""
    return Cost(*map(min, zip(*costs, strict=True)))


def floor_code(row: Row) -> str:
    """The program that the floor is."""
    kind, _, code = row.floor.partition(": ")
    body = code if kind == "python" else f"for _ in connection.execute({row.floor!r}): pass"
    opening = "import sqlite3, sys; library, new = sys.argv[1:]; connection = sqlite3.connect(library)"
    return f"{opening}\n{body}"


def cost_of(row: Row, library: Path, rounds: int) -> tuple[Cost, Cost]:
    """Of the command, and of its floor."""
    costs: list[Cost] = []
    floors: list[Cost] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=library.parent) as folder:
            words = row.command.format(library=library, new=Path(folder) / "new").split()
            costs.append(measured([sys.executable, "-m", "tui", *words], library, head=row.head))
            code = [sys.executable, "-c", floor_code(row), str(library), str(Path(folder) / "floor")]
            floors.append(measured(code, library))
    return least(costs), least(floors)


def releases_in(library: Path) -> int:
    """How many there are."""
    connection = sqlite3.connect(library)
    count: int = connection.execute("SELECT count(*) FROM releases").fetchone()[0]
    connection.close()
    return count


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("libraries", type=Path, nargs="+", metavar="LIBRARY")
    parser.add_argument("--only", nargs="*", help="commands that begin with one of these words")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print("| releases | what | cpu ms | first ms | peak MB | floor cpu ms | floor MB | cpu/floor |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for given in arguments.libraries:
        with tempfile.TemporaryDirectory(prefix="large-", dir=given.parent) as folder:
            library = Path(folder) / "library.db"
            shutil.copy(given, library)
            count = f"{releases_in(library):,}"
            for row in ROWS:
                if arguments.only and not row.command.startswith(tuple(arguments.only)):
                    continue
                cost, floor = cost_of(row, library, arguments.rounds)
                what = row.command.format(library="LIBRARY", new="NEW") + (" | head" if row.head else "")
                figures = (
                    f"{cost.seconds * 1e3:,.0f} | {cost.first * 1e3:,.0f} | {cost.peak / 2**20:.0f}",
                    f"{floor.seconds * 1e3:,.0f} | {floor.peak / 2**20:.0f}",
                    f"{cost.seconds / floor.seconds:.1f}x",
                )
                print(f"| {count} | `{what}` | {' | '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
