"""What an export of everything that was marked costs: files a second, memory, and the plain files beside it.

    python tests/benchmarks/exporting.py [1000 10000 ...] [--ready FOLDER]

For each size a library is built with as many annotations, or a copy is taken of ``FOLDER/<size>.db``. It is
exported by ``dateline export`` into an empty folder, then again with nothing changed, then as CSV; each in a
process of its own. The floor is the same bytes written by plain ``open`` and ``write``, not flushed, and read
and compared.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    # Python puts this folder first, where `store.py` would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.benchmarks.corpus import RELEASES, originals
from tests.benchmarks.store import build

#: Writes the files of a folder anew, or reads them and compares; both in a process as the export is.
_FLOOR = """
import sys
from pathlib import Path
source, target = map(Path, sys.argv[1:])
for path in sorted(source.iterdir()):
    data = path.read_bytes()
    if target == source:
        with open(path, "rb") as file:
            assert file.read() == data
    else:
        with open(target / path.name, "wb") as file:
            file.write(data)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took."""

    seconds: float
    """From its start to its end."""
    processor: float
    """Seconds of processor time, the system's included."""
    peak: int
    """The most memory it ever had, in bytes."""


def cost(*command: str) -> Cost:
    """What the command costs; it must succeed, and what it prints goes nowhere."""
    start = os.times()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(os.times().elapsed - start.elapsed, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


def export(library: Path, *words: str) -> Cost:
    """What ``dateline export`` costs, with these words behind it."""
    return cost(sys.executable, "-m", "tui", "--library", str(library), "export", *words)


def row(library: Path, count: int, folder: Path) -> str:
    """The row of the table for a library of that many releases, each with an annotation."""
    notes, copies = folder / "notes", folder / "copies"
    copies.mkdir()
    fresh = export(library, "--output", str(notes))
    again = export(library, "--output", str(notes))
    table = export(library, "--output", str(folder / "all.csv"))
    assert len(list(notes.iterdir())) == count
    plain = cost(sys.executable, "-c", _FLOOR, str(notes), str(copies))
    read = cost(sys.executable, "-c", _FLOOR, str(notes), str(notes))
    cells = [f"{count:,}"]
    cells += [f"{count / one.seconds:,.0f}" for one in (fresh, plain, again, read, table)]
    cells += [f"{one.processor / count * 1e3:.2f}" for one in (fresh, plain, again, read, table)]
    cells += [f"{one.peak / 1e6:.0f}" for one in (fresh, again, table)]
    return f"| {' | '.join(cells)} |"


def show(sizes: list[int], ready: Path | None) -> None:
    """The table, a row for each size."""
    ways = ("written", "floor", "unchanged", "floor", "CSV")
    heads = ["releases", *(f"{way}/s" for way in ways), *(f"{way} ms" for way in ways)]
    heads += [f"{way} MB" for way in ("written", "unchanged", "CSV")]
    print(f"| {' | '.join(heads)} |\n|{' ---: |' * len(heads)}")
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            library = Path(name) / "library.db"
            if ready is None:
                build(library, originals(RELEASES), count)
            else:
                for end in ("", "-wal"):
                    if (source := ready / f"{count}.db{end}").exists():
                        shutil.copyfile(source, f"{library}{end}")
            print(row(library, count, Path(name)), flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="What an export of everything costs.")
    arguments.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000], metavar="RELEASES")
    arguments.add_argument("--ready", type=Path, help="a folder with <size>.db, which are copied")
    given = arguments.parse_args()
    show(given.sizes, given.ready)
