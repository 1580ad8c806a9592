"""What a large library costs: opening, listing, one durable tag, memory, import.

    python tests/benchmarks/store.py [--releases 100000] [--imported 10000] [--from FOLDER] [--keep FOLDER]

It builds two libraries, one of 1,000 releases and one of ``--releases``, each with as many annotations, and
prints what the larger one costs beside the smaller: all in one run, so the ratios hold on any machine.
The import rate is that of ``dateline add`` on ``--imported`` files; newsboat gets the same texts as one feed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # Python puts this folder first, where this very file would be taken for the package `store`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from store import Library, add_paths, open_library
from tests.benchmarks import newsboat
from tests.benchmarks.corpus import RELEASES, fill, make_corpus, originals, timed

#: Releases in view when a list opens.
SCREEN = 50
#: Releases of the small library.
SMALL = 1000
_BATCH = 500


def build(path: Path, releases: list[Path], count: int, *, varied: bool = False) -> dict[str, float]:
    """A library with that many releases (`fill`), and as many annotations, each an event of its own."""
    library = open_library(path)
    rate = fill(library, releases, count, varied=varied)
    ids = library.releases.ids()

    def mark() -> None:
        for first in range(0, count, _BATCH):
            with library.transaction():
                for number in range(first, min(first + _BATCH, count)):
                    library.annotations.add(ids[number * 7 % count], 0, 20, tags=[f"tag {number % 9}"])

    marking = timed(mark)
    held = library.releases.count(), len(library.tables.table("annotations"))
    library.close()
    assert held == (count, count), held
    return {"stored/s": rate.releases / rate.seconds, "marked/s": count / marking}


def list_as_the_application(path: Path) -> Library:
    """What the list does: all ids, the first screen, the counts."""
    library = open_library(path)
    library.releases.many(library.releases.ids()[:SCREEN])
    library.reading.unread()
    return library


def look(path: Path) -> None:
    """In a process of its own: what opening and listing reads and holds, printed as JSON."""
    statements: list[str] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def traced(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        connection.set_trace_callback(statements.append)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]
    before = _bytes_read(), _peak()
    opening = timed(lambda: open_and_list(path))
    opened = _bytes_read()
    library = list_as_the_application(path)
    figures = {
        "statements": len(statements),
        "of texts": sum('"texts"' in one for one in statements),
        "opening": opening,
        "opening bytes": opened - before[0] if opened else None,
        "file bytes": path.stat().st_size,
        "base": before[1],
        "peak": _peak(),
    }
    library.close()
    print(json.dumps(figures))


def open_and_list(path: Path) -> None:
    """What the application does until its first screen is there."""
    library = open_library(path)
    library.releases.many(library.releases.ids()[:SCREEN])
    library.reading.unread()
    library.close()


def _peak() -> int:
    """The most memory this process ever had, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _bytes_read() -> int:
    """Bytes this process has read from files, where the system tells; else 0."""
    counts = Path("/proc/self/io")
    if not counts.is_file():
        return 0
    return int(counts.read_text().split("rchar:")[1].split()[0])


def looked_at(path: Path) -> dict[str, Any]:
    """What `look` prints of the library."""
    command = [sys.executable, __file__, "--look", str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, Any] = json.loads(printed)
    return figures


def durable_tags(paths: list[Path], times: int = 600) -> list[float]:
    """The median of that many tags in each library, seconds; in turn, so that noise hits all."""
    libraries = [open_library(path) for path in paths]
    ids = [library.releases.ids() for library in libraries]
    figures: list[list[float]] = [[] for _ in paths]
    for number in range(times):
        for which, library in enumerate(libraries):
            key = ids[which][number * 997 % len(ids[which])]
            tag = partial(library.annotations.add, key, 0, 20, tags=[f"tag {number % 9}"])
            figures[which].append(timed(tag))
    for library in libraries:
        library.close()
    return [statistics.median(one) for one in figures]


def show_importing(folder: Path, releases: list[Path], count: int) -> None:
    """The rate of ``dateline add``, and newsboat's for the same texts."""
    make_corpus(folder / "corpus", releases, count)
    library = open_library(folder / "imported.db")
    seconds = timed(lambda: add_paths(library, [folder / "corpus"], processes=os.cpu_count() or 1))
    held = library.releases.count()
    library.close()
    print(f"import of {held} files: {held / seconds:.0f}/s ({seconds / held * 1e3:.2f} ms each)")
    if not newsboat.is_there():
        print("newsboat is not installed: no comparison")
        return
    theirs, stored = newsboat.reload_seconds(folder / "newsboat", sorted((folder / "corpus").iterdir()))
    print(f"newsboat's reload of the same {stored} as one local feed: {stored / theirs:.0f}/s")
    print(f"Dateline's rate against newsboat's: {(held / seconds) / (stored / theirs):.2f}x")


def show_scale(folder: Path, releases: list[Path], count: int) -> None:
    """The large library beside the small one."""
    figures = {}
    for size in (SMALL, count):
        path = folder / f"{size}.db"
        if not path.exists():
            rates = build(path, releases, size)
            print(f"{size} releases stored at {rates['stored/s']:.0f}/s, marked at {rates['marked/s']:.0f}/s")
        figures[size] = looked_at(path)
        _print_look(size, figures[size])
    small, large = durable_tags([folder / f"{size}.db" for size in (SMALL, count)])
    print(f"one durable tag: {small * 1e3:.3f} ms at {SMALL}, {large * 1e3:.3f} ms at {count}")
    print(f"one durable tag at {count} against {SMALL}: {large / small:.2f}x (expected: at most 2x)")
    peak = figures[count]["peak"] / 1e6
    print(f"peak memory at {count}: {peak:.0f} MB (expected: under 400 MB at 100,000)")


def _print_look(size: int, found: dict[str, Any]) -> None:
    read = found["opening bytes"]
    share = (
        "" if read is None else f", {read / 1e6:.2f} MB read of a file of {found['file bytes'] / 1e6:.0f} MB"
    )
    print(f"at {size}: open and list {found['opening'] * 1e3:.1f} ms{share}")
    print(f"  with the words to narrow by: {found['statements']} statements, {found['of texts']} of texts")
    print(f"  memory {found['peak'] / 1e6:.0f} MB, of which {found['base'] / 1e6:.0f} MB before opening")


def show_search(path: Path) -> None:
    """The time of one search for two words, first result and all."""
    library = open_library(path)
    found: list[object] = []
    first = timed(lambda: next(iter(library.find.hits("senate water")), None))
    seconds = timed(lambda: found.extend(library.find.hits("senate water")))
    library.close()
    print(f"search: first result {first * 1e3:.1f} ms, all {len(found)} in {seconds * 1e3:.0f} ms")


def main() -> None:
    """Prints everything, or with ``--look`` what one library costs to open."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--releases", type=int, default=100_000)
    parser.add_argument("--imported", type=int, default=10_000, help="files for the import rate")
    parser.add_argument("--from", dest="folder", type=Path, default=RELEASES, help="real releases")
    parser.add_argument("--keep", type=Path, help="a folder where the libraries stay for another run")
    parser.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.look:
        look(arguments.look)
        return
    releases = originals(arguments.folder)
    print(f"{len(releases)} different releases from {arguments.folder.name}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        kept = arguments.keep or Path(name)
        kept.mkdir(parents=True, exist_ok=True)
        show_scale(kept, releases, arguments.releases)
        show_search(kept / f"{arguments.releases}.db")
        show_importing(Path(name), releases, arguments.imported)


if __name__ == "__main__":
    main()
